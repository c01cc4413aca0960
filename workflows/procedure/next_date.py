"""The first date ahead. Every open case has one: what is owed, what is waited for, what is late, or the next act itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from domain.case import Case
from domain.lifecycle import OPEN
from workflows.procedure.letter_dates import post_by
from workflows.procedure.post import reminders

NEXT_ACT = timedelta(days=1)
"""Where nothing has a date, whoever owns the next act looks at it within a day."""


class NextDate(NamedTuple):
    """The first date ahead, of whatever duty: not always the one of the next act."""

    name: str
    """A duty, or a wait of the procedure."""
    due: date | datetime
    """The last day, or the instant."""
    at: datetime
    """The first late instant."""


def first_date(case: Case) -> NextDate | None:
    """The first date ahead: of what is owed, else of what the procedure waits for, else what an open case is late with."""
    return _first(_owed(case)) or _first(_waits(case)) or (_without(case) if case.stage in OPEN else None)


def _first(dates: Iterator[NextDate]) -> NextDate | None:
    return min(dates, key=lambda one: (one.at, one.name), default=None)


def _owed(case: Case) -> Iterator[NextDate]:
    for one in case.deadlines:
        if one.state == "running" and one.round == case.round:
            yield NextDate(one.duty, one.due, one.late_from)
    yield from (NextDate(f"promise {one.id}", one.due, one.late_from) for one in case.promises if one.state == "open")
    for at, letter in reminders(case):
        if letter.post is None or not post_by(case, letter.post.meets):  # else the date is that of its duty
            yield NextDate(f"letter {letter.effect_id}", at, at)


def _waits(case: Case) -> Iterator[NextDate]:
    yield from (NextDate(wait.name, wait.due, wait.at) for wait in case.waits)
    if case.settles_at is not None:
        yield NextDate("settles", case.settles_at, case.settles_at)


def _without(case: Case) -> NextDate:
    """Nothing comes any more: what is late stays to be done; else the problem, or the next act of the stage."""
    if late := _first(_late(case)):
        return late
    open_since = [problem.since for problem in case.problems if problem.resolved_at is None]
    name, since = ("problem", min(open_since)) if open_since else ("next_act", case.stage_since)
    return NextDate(name, since + NEXT_ACT, since + NEXT_ACT)


def _late(case: Case) -> Iterator[NextDate]:
    for one in case.deadlines:
        if one.state == "breached" and one.met_at is None and one.round == case.round:
            yield NextDate(one.duty, one.due, one.late_from)
    for promise in case.promises:
        if promise.state == "broken" and promise.kept_at is None:
            yield NextDate(f"promise {promise.id}", promise.due, promise.late_from)
