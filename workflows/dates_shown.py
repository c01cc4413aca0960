"""Days and instants as people of the desk read them: in the complaint's own zone, with its name."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from domain.beside import Beside
from domain.case import Case
from domain.dates import Promise


def instant(at: datetime, of: Case | Beside) -> str:
    """An instant with its zone."""
    return _local(at, of.zone, "%a %Y-%m-%d %H:%M %Z")


def short_instant(at: datetime, zone: str) -> str:
    """An instant in a list whose zone the page has named already."""
    return _local(at, zone, "%m-%d %H:%M")


@lru_cache(maxsize=10_000)
def _local(at: datetime, zone: str, form: str) -> str:
    # The page is written anew after every act, mostly with the same instants.
    return at.astimezone(ZoneInfo(zone)).strftime(form)


def day(due: date | datetime, case: Case) -> str:
    """A due date: the day to whose end it counts, or the instant."""
    return instant(due, case) if isinstance(due, datetime) else due.strftime("%a %Y-%m-%d")


def window(promise: Promise, case: Case) -> str:
    """When a promise is to be kept: its day or its end, or the hours within which it was promised."""
    since, due = promise.since, promise.due
    if since is None or not isinstance(due, datetime):
        return day(due, case)
    begin, end = instant(since, case), instant(due, case)
    same_day = begin[:_DAY_LENGTH] == end[:_DAY_LENGTH]
    return f"{begin[: -len(begin.split()[-1]) - 1]}–{end[_DAY_LENGTH + 1 :]}" if same_day else f"{begin} – {end}"


_DAY_LENGTH = len("Tue 2026-06-02")
