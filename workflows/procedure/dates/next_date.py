"""The first date ahead. Every open case has one: what is owed, what is waited for, what is late, or when somebody looks again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from domain.case import Case
from domain.lifecycle import OPEN
from workflows.procedure.dates import resting
from workflows.procedure.investigating.inquiries import waiting
from workflows.procedure.writing.letter_dates import post_by
from workflows.procedure.writing.post import reminders

IDLE_REMINDER, IDLE_LIMIT = "idle_reminder", "idle_limit"
"""Where nothing has a date: when whoever owns the next act hears of it, and when the lead does."""
NEXT_ACT = timedelta(days=1)
"""The same in a complaint whose policy is older than those waits: it is shown, and nobody is told."""


class NextDate(NamedTuple):
    """The first date ahead, of whatever duty: not always the one of the next act."""

    name: str
    """A duty, or a wait of the procedure."""
    due: date | datetime
    """The last day, or the instant."""
    at: datetime
    """The first late instant."""
    ja: str = ""
    """The duty's title in Japanese."""

    @property
    def title(self) -> str:
        """The name, with its Japanese title beside it."""
        return f"{self.name} {self.ja}".rstrip()


def first_date(case: Case) -> NextDate | None:
    """The first date ahead: of what is owed, else of what the procedure waits for, else what an open case is late with."""
    return _first(_owed(case)) or _first(_waits(case)) or (_without(case) if case.stage in OPEN else None)


def nothing_ahead(case: Case) -> bool:
    """Whether nothing is owed any more, and nothing waited for, of which somebody would hear on its day."""
    return _first(_owed(case)) is None and _first(_waits(case)) is None


def _first(dates: Iterator[NextDate]) -> NextDate | None:
    return min(dates, key=lambda one: (one.at, one.name), default=None)


def _owed(case: Case) -> Iterator[NextDate]:
    for one in case.deadlines:
        if resting.running(one, case):
            yield NextDate(one.duty, one.due, one.late_from, one.title_ja)
    yield from (NextDate(f"promise {one.id}", one.due, one.late_from) for one in case.promises if one.state == "open")
    for at, letter in reminders(case):
        if letter.post is None or not post_by(case, letter.post.meets):  # else the date is that of its duty
            yield NextDate(f"letter {letter.effect_id}", at, at)


def _waits(case: Case) -> Iterator[NextDate]:
    for wait in resting.waits(case):
        if wait.name not in (IDLE_REMINDER, IDLE_LIMIT):
            yield NextDate(wait.name, wait.due, wait.at)
    for inquiry in waiting(case):
        if not inquiry.overdue:
            yield NextDate(f"inquiry {inquiry.id}", inquiry.due, inquiry.late_from)
    if case.settles_at is not None:
        yield NextDate("settles", case.settles_at, case.settles_at)


def _without(case: Case) -> NextDate:
    """Nothing comes any more: what is late stays to be done; else somebody looks again."""
    looks = (NextDate(wait.name, wait.due, wait.at) for wait in case.waits if wait.name in (IDLE_REMINDER, IDLE_LIMIT))
    if coming := _first(_late(case)) or _first(looks):
        return coming
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
