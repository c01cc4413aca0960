"""The customer's night: no mail between 21:00 and 08:00 of their zone, unless it is urgent or an acknowledgement."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.words import LetterKind

EVENING = time(21)
MORNING = time(8)
LATEST = time(20)
"""A wish for a later hour leaves an hour to write in."""


def not_before(at: datetime, zone: str, kind: LetterKind, urgent: bool, morning: time = MORNING) -> datetime | None:
    """The next morning (UTC) when a letter ready at `at` has to wait for it; None when it may go at once.

    `morning`: from when that customer wants to hear from us, where that is later than ours.

    Notices to colleagues go at once: who is on duty at night wants to know.
    """
    if urgent or kind in {"acknowledgement", "notice"}:
        return None
    morning = min(max(morning, MORNING), LATEST)
    there = at.astimezone(ZoneInfo(zone))
    if morning <= there.time() < EVENING:
        return None
    day = there.date() + timedelta(days=1) if there.time() >= EVENING else there.date()
    return datetime.combine(day, morning, ZoneInfo(zone)).astimezone(UTC)
