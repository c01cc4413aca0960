"""Opening hours and closed days as they are written down, read into numbers. Pure; what cannot be meant is a ValueError."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MINUTE = 60_000_000
"""In microseconds, the unit of all numbers here."""

Shifts = tuple[tuple[int, int], ...]
"""Opening and closing of one date on its clock, in microseconds after 00:00, in order."""
Hours = Mapping[str, Iterable[Sequence[str]]]
"""Weekday (`mon` … `sun`) → shifts, each an opening and a closing time such as `("09:00", "17:00")`."""

_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])|24:00")


def zone_of(name: str) -> ZoneInfo:
    """The IANA time zone of that name; raises ValueError where there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError, TypeError):
        raise ValueError(f"zone {name!r} is not an IANA time zone such as Asia/Tokyo") from None


def week_of(hours: Hours) -> tuple[Shifts, ...]:
    """The shifts of Monday to Sunday.

    Raises:
        ValueError: a weekday or a time is not written as expected, a shift ends before it begins, two shifts of a day
            overlap, or nothing is ever open.
    """
    if strange := [day for day in hours if day not in WEEKDAYS]:
        raise ValueError(f"hours: {strange[0]!r} is not a weekday; they are called {', '.join(WEEKDAYS)}")
    week = tuple(_shifts(day, hours.get(day, ())) for day in WEEKDAYS)
    if not any(week):
        raise ValueError("hours: no weekday has opening hours, so nothing would ever end")
    return week


def closed_ordinals(days: Iterable[date | str]) -> frozenset[int]:
    """Closed days (dates, or ISO text such as 2026-04-03) as ordinals; raises ValueError on anything else."""
    return frozenset(_day(day).toordinal() for day in days)


def _day(day: date | str) -> date:
    if isinstance(day, date) and not isinstance(day, datetime):
        return day
    try:
        return date.fromisoformat(day)  # type: ignore[arg-type] # an instant or a number is refused below
    except (TypeError, ValueError):
        raise ValueError(f"closed_days: {day!r} is not a local date such as 2026-04-03") from None


def _shifts(weekday: str, written: Iterable[Sequence[str]]) -> Shifts:
    shifts = tuple(sorted(_shift(weekday, shift) for shift in written))
    for earlier, later in pairwise(shifts):
        if later[0] < earlier[1]:
            raise ValueError(f"hours: two shifts of {weekday} overlap; write them as one")
    return shifts


def _shift(weekday: str, shift: Sequence[str]) -> tuple[int, int]:
    if len(shift) != 2:
        raise ValueError(f"hours: a shift of {weekday} is an opening and a closing time, not {shift!r}")
    opens, closes = _time(weekday, shift[0]), _time(weekday, shift[1])
    if opens >= closes:
        raise ValueError(
            f"hours: {weekday} {shift[0]} to {shift[1]} does not end after it begins; hours past midnight are written as "
            "a shift until 24:00 and one from 00:00 of the next day"
        )
    return opens, closes


def _time(weekday: str, written: str) -> int:
    if not _TIME.fullmatch(str(written)):
        raise ValueError(f"hours: {weekday}: {written!r} is not a time between 00:00 and 24:00, written HH:MM")
    hour, minute = written.split(":")
    return (int(hour) * 60 + int(minute)) * MINUTE
