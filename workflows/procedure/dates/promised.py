"""What an act promises by itself: by the day of a period that the pack has for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from domain.case import Case
from domain.dates import Promise
from workflows.dates_shown import window
from workflows.procedure.act import Act

DUE = "promise"
"""The name under which a day that a person promised is decided."""
MORNING = timedelta(hours=15)
"""Before the end of a day: nine in the morning of most days."""
TO_TELL = timedelta(days=30)
"""So long after the day of a measure there is time to tell the customer that it is done, or to say sorry that it is not."""


def by_period(act: Act, period: str, **known: Any) -> Promise | None:
    """Put a promise on record by the day of the pack's period that began with this act; a policy without it promises no day.

    Args:
        act: the act.
        period: the wait of the pack, or `DUE` for a day that a person named with the act.
        known: the promise's other fields: at least `what` and `owner`.
    """
    if (date := act.date(period)) is None:
        return None
    case = act.case
    promise = Promise(
        id=f"PR{case.number('promise')}",
        due=date.due,
        late_from=date.late_from,
        remind_at=max(act.at, date.late_from - MORNING),
        made_at=act.at,
        round=case.round,
        **{"made_by": act.by.id} | known,
    )
    case.promises.append(promise)
    stays_open(case)
    act.log(f"promised {promise.id}: {what_of(promise)} by {window(promise, case)}, kept by {promise.owner}")
    return promise


def what_of(promise: Promise) -> str:
    """What was promised, in a word or two."""
    return promise.about or promise.what


def still_owed(case: Case) -> Iterator[datetime]:
    """Until when somebody waits for what was promised: the ends of promises, and a month after each measure that a letter named."""
    yield from (one.late_from for one in case.promises if one.state == "open")
    if case.stage in ("withdrawn", "merged"):
        return  # what becomes of a measure is not told there
    zone = ZoneInfo(case.zone)
    for task in case.prevention:
        if task.promised_in and task.state in ("open", "in_review"):
            last = datetime.combine(task.due + TO_TELL, time(), zone)
            yield (last + timedelta(days=1)).astimezone(UTC)


def stays_open(case: Case) -> None:
    """A closed complaint settles only after its last promise."""
    if case.settles_at is not None:
        case.settles_at = max([case.settles_at, *still_owed(case)])
