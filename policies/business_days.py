"""Business days of one place: which days count, the n-th after a day, how many lie between two. Pure; days are local dates."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

DAY = timedelta(days=1)
NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SPELT = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONDAY_TO_FRIDAY = frozenset(range(5))


@dataclass(frozen=True, eq=False)
class Calendar:
    """The days that do not count in one place: weekdays that are none of its business days, and its closed days."""

    closed: Mapping[date, str]
    """Closed day → its name, on weekdays that would be business days."""
    since: date
    until: date
    """First and last day for which closed days are known; others count as open."""
    weekdays: frozenset[int] = MONDAY_TO_FRIDAY
    """The weekdays that can be business days, Monday 0."""
    id: str = ""
    version: str = ""
    sha256: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    """English name → Japanese name."""

    @classmethod
    def of(cls, rules: Mapping[str, Any]) -> Calendar:
        """The calendar that a complaint carries in its policy's rules (`closed_days`)."""
        known = rules["closed_days"]
        return cls(
            closed={date.fromisoformat(day): name for day, name in known["days"].items()},
            since=date.fromisoformat(known["from"]),
            until=date.fromisoformat(known["until"]),
            weekdays=frozenset(NAMES.index(name) for name in known["weekdays"]),
            id=rules["calendar"],
            version=known["version"],
            sha256=known["sha256"],
            names=known.get("names", {}),
        )

    @cached_property
    def _closed(self) -> list[date]:
        return sorted(day for day in self.closed if day.weekday() in self.weekdays)

    def is_business_day(self, day: date) -> bool:
        """Whether the desk works on that day."""
        return day.weekday() in self.weekdays and day not in self.closed

    def why_closed(self, day: date) -> str:
        """The name of the closed day, or of the weekday that never counts."""
        return self.closed.get(day) or SPELT[day.weekday()]

    def add(self, after: date, n: int) -> date:
        """The `n`-th business day strictly after that day (n ≥ 1)."""
        day = self._weekday(after, n)
        counted = after
        while passed := bisect_right(self._closed, day) - bisect_right(self._closed, counted):
            counted, day = day, self._weekday(day, passed)
        return day

    def _weekday(self, after: date, n: int) -> date:
        """The n-th day strictly after that falls on one of the weekdays, closed or not."""
        weeks, rest = divmod(n - 1, len(self.weekdays))
        day = after + timedelta(weeks=weeks)
        while True:
            day += DAY
            if day.weekday() in self.weekdays:
                if rest == 0:
                    return day
                rest -= 1

    def between(self, first: date, last: date) -> int:
        """How many business days lie from `first` to `last`, both included; 0 where they are the wrong way round."""
        if last < first:
            return 0
        weeks, rest = divmod((last - first).days + 1, 7)
        some = sum((first.weekday() + k) % 7 in self.weekdays for k in range(rest))
        return weeks * len(self.weekdays) + some - bisect_right(self._closed, last) + bisect_left(self._closed, first)

    def on_or_after(self, day: date) -> date:
        """The day itself where it is a business day, otherwise the next one."""
        return day if self.is_business_day(day) else self.add(day, 1)

    def holidays(self, first: date, last: date) -> list[str]:
        """The names of the closed days from `first` to `last`, each once, in the order of their days."""
        return list(dict.fromkeys(name for day, name in sorted(self.closed.items()) if first <= day <= last))

    def passed_over(self, first: date, last: date) -> Iterator[date]:
        """The days from `first` to `last` that are no business days, in order."""
        day = first
        while day <= last:
            if not self.is_business_day(day):
                yield day
            day += DAY
