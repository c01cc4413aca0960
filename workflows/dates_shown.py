"""Days and instants as people of the desk read them: in the complaint's own zone, with its name."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from domain.beside import Beside
from domain.case import Case


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
