"""The calendars agree with the library they were written from; its forecasts may change, its past may not."""

from __future__ import annotations

import warnings
from datetime import date

import pytest

from policies.reader import Packs

PROCLAIMED_UNTIL = date(2026, 12, 31)
"""Days after this are the library's forecast."""


@pytest.mark.parametrize("name", ["JP-GOV", "GB-ENG"])
def test_the_calendar_files_agree_with_the_library(name: str) -> None:
    pytest.importorskip("holidays", reason="a developer's tool, see policies/calendar_files.py")
    from policies.calendar_files import CALENDARS

    shipped = Packs().calendar(name).closed
    differ = {day for day, _ in set(shipped.items()) ^ set(CALENDARS[name][2]().items())}
    assert {day for day in differ if day <= PROCLAIMED_UNTIL} == set()
    if differ:
        warnings.warn(
            f"{name}: forecasts changed: {sorted(differ)}; run python -m policies.calendar_files", stacklevel=1
        )


def test_the_calendars_hold_the_days_that_are_easily_forgotten() -> None:
    japan, england = Packs().calendar("JP-GOV").closed, Packs().calendar("GB-ENG").closed
    assert {date(2026, 9, 22), date(2026, 5, 6), date(2026, 12, 31), date(2027, 1, 2)} <= japan.keys()
    assert {date(2026, 12, 28), date(2022, 9, 19), date(2023, 5, 8)} <= england.keys()  # observed; funeral; coronation
