"""The packs as shipped, and a short way to ask them for dates."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from messages.decisions import DateDecided
from policies.reader import Packs
from policies.timetable import dates_for
from tests.policies.asking import Dates, Due


@pytest.fixture(scope="session")
def packs() -> Packs:
    return Packs()


@pytest.fixture
def dates(packs: Packs) -> Dates:
    """dates("jp-standard", received="2026-04-28T10:20+09:00") answers duty → what was decided."""

    def ask(
        policy: str, facts: dict[str, Any] | None = None, calendar: str | None = None, **events: str
    ) -> dict[str, DateDecided]:
        happened = {name: datetime.fromisoformat(at) for name, at in events.items()}
        taken_on = min(happened.values()).date()
        snapshot = packs.snapshot(policy, taken_on, calendar=calendar)
        return {one.duty: one for one in dates_for(snapshot, happened, facts or {})[0]}

    return ask


@pytest.fixture
def due(dates: Dates) -> Due:
    """As `dates`, but only the last days, as text, for duties: {"acknowledge": "Thu 30 Apr"}."""

    def ask(policy: str, *, waits: bool = False, **asked: Any) -> dict[str, str]:
        decided = dates(policy, **asked)
        return {name: _day(one.due) for name, one in decided.items() if waits or one.level != "wait"}

    return ask


def _day(day: date | datetime) -> str:
    return f"{day:%a} {day.day} {day:%b}"
