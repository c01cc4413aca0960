"""The plain English sentence that shows how a date came about, so that an officer can check the sum by hand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from policies.dates import Count

LISTED = 5
"""Up to so many counted days are all named; of longer counts the first and the last."""
UNITS = {"business_days": "business day", "calendar_days": "calendar day"}
# Not strftime: its names follow the machine's language.
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def why(
    *,
    event: str,
    day: date,
    counts_as: date,
    moved: str,
    unit: str,
    count: Count,
    owed: bool,
    zone: str,
    known_until: date,
) -> str:
    """The sentence for one date.

    Args:
        event: the event the period runs from, which fell on `day` and counts as `counts_as`.
        moved: why it counts as another day; empty where it does not.
        unit: `business_days` or `calendar_days`.
        count: the days counted and passed over.
        owed: a duty is due, a wait of the procedure just ends.
        zone: IANA name, shown as it is.
        known_until: the last day for which closed days are known.
    """
    shift = f" ({moved}: counts as {_named(counts_as, day)})" if moved else ""
    period = f"{len(count.days)} {UNITS[unit]}{'' if len(count.days) == 1 else 's'}"
    end = f"{'Due by' if owed else 'Until'} the end of {full(count.last)}, {zone}."
    unsure = unit == "business_days" and count.last > known_until
    warning = f" Closed days after {full(known_until)} are not known and were counted as open." if unsure else ""
    return f"{spoken(event)} {full(day)}{shift}. {period}{_sum(counts_as, unit, count)}. {end}{warning}"


def full(day: date) -> str:
    """A day with its year: `Thu 2 Apr 2026`."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def spoken(event: str) -> str:
    """An event's name as words: `final_response_sent` is "Final response sent"."""
    return event.replace("_", " ").capitalize()


def _sum(start: date, unit: str, count: Count) -> str:
    if unit == "calendar_days":
        return ""
    days = count.days
    shown = (
        _listed(start, days) if len(days) <= LISTED else f"{_listed(start, days[:1])} to {_named(days[-1], days[0])}"
    )
    closed = f" ({_listed(start, count.closed)} closed)" if count.closed else ""
    return f": {shown}{closed}"


def _listed(start: date, days: Iterable[date]) -> str:
    """Days as a list; the month is named where it is another than that of the day before."""
    named = []
    before = start
    for day in days:
        named.append(_named(day, before))
        before = day
    return ", ".join(named)


def _named(day: date, before: date) -> str:
    if day.year != before.year:
        return full(day)
    if day.month != before.month:
        return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    return f"{WEEKDAYS[day.weekday()]} {day.day}"
