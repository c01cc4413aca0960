"""Calendars that are about to run out: a date beyond their last day would be counted without holidays. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from policies.lint.finding import Finding, Surroundings, error, warning
from policies.pack import Pack

YEARS = 3
"""The longest limit in business days with its extensions, and the year in which somebody has to notice."""


def calendars(pack: Pack, around: Surroundings) -> Iterator[Finding]:
    """Calendars that end within three years, and closed days of the pack that its calendar does not reach."""
    enough = _years_after(around.today, YEARS)
    for name, calendar in around.calendars.items():
        what = f"the calendar {name} knows no closed days after {calendar.until}"
        if calendar.until < around.today:
            yield error(pack, "calendar", what, f"extend {name}.yaml: every date in business days is unsure now")
        elif calendar.until < enough:
            yield warning(pack, "calendar", what, f"extend {name}.yaml before complaints reach that day")
        for day in sorted(pack.closures):
            if not calendar.from_ <= day <= calendar.until:
                known = f"{calendar.from_} to {calendar.until}"
                yield error(pack, f"closures.{day}", f"lies outside what {name} knows, {known}", "correct the day")


def _years_after(day: date, years: int) -> date:
    return date(day.year + years, day.month, min(day.day, 28))
