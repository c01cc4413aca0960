"""Counting days: what a business day is, where a period ends, when a day begins. Pure; a naive instant is an error."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True)
class Calendar:
    """The days that do not count in one place: Saturdays, Sundays and the closed days listed."""

    closed: frozenset[date]
    until: date
    """The last day for which closed days are known; later ones count as open."""

    @classmethod
    def of(cls, rules: Mapping[str, Any]) -> Calendar:
        """The calendar that a complaint carries in its policy's rules."""
        known = rules["closed_days"]
        return cls(frozenset(date.fromisoformat(day) for day in known["days"]), date.fromisoformat(known["until"]))

    def is_business_day(self, day: date) -> bool:
        """Whether the desk works on that day."""
        return day.weekday() < SATURDAY and day not in self.closed


@dataclass(frozen=True)
class Count:
    """How a period was counted: the days that count, in order, and the weekdays passed over because they are closed."""

    days: tuple[date, ...]
    closed: tuple[date, ...]

    @property
    def last(self) -> date:
        """The day with whose end the period ends."""
        return self.days[-1]


def local_day(instant: datetime, zone: ZoneInfo) -> date:
    """The day on which `instant` falls in that zone.

    Raises:
        ValueError: the instant has no offset.
    """
    return _aware(instant).astimezone(zone).date()


def local_time(instant: datetime, zone: ZoneInfo) -> time:
    """The time of day of `instant` in that zone; raises ValueError without an offset."""
    return _aware(instant).astimezone(zone).time()


def start_of_day(day: date, zone: ZoneInfo) -> datetime:
    """The first instant of a local day, in UTC (where the clock leaves midnight out, the instant it jumps)."""
    return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)


def business_days(after: date, n: int, calendar: Calendar) -> Count:
    """The `n` business days after that day, which itself never counts."""
    counted: list[date] = []
    closed: list[date] = []
    day = after
    while len(counted) < n:
        day += DAY
        if calendar.is_business_day(day):
            counted.append(day)
        elif day.weekday() < SATURDAY:
            closed.append(day)
    return Count(tuple(counted), tuple(closed))


def calendar_days(after: date, n: int) -> Count:
    """The `n` days after that day, which itself never counts."""
    return Count(tuple(after + DAY * k for k in range(1, n + 1)), ())


def next_business_day(after: date, calendar: Calendar) -> date:
    """The first business day after that day."""
    return business_days(after, 1, calendar).last


def share_of(start: datetime, end: datetime, percent: int) -> datetime:
    """The instant at which so many per cent of the time from `start` to `end` have run, in UTC, to the second."""
    moment = _aware(start) + (_aware(end) - start) * percent / 100
    return moment.astimezone(UTC).replace(microsecond=0)


def _aware(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError("an instant without an offset cannot be placed on a calendar")
    return instant
