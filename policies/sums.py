"""The steps of a sum in days: each has its result and can show how it came to it (`docs/certificates.md`). Pure."""

from __future__ import annotations

import calendar as months_of
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from policies.business_days import DAY, Calendar

LONG = 400
"""Days from which a count in calendar days is shown as one segment."""


@dataclass(frozen=True, order=True)
class Suspension:
    """Days on which a clock does not run, both ends included, with the reason and who ordered it."""

    first: date
    last: date
    why: str = ""
    by: str = ""


class Step(Protocol):
    """One step of a sum."""

    @property
    def result(self) -> Any:
        """The local day, or the instant, to which it comes."""
        ...

    def shown(self, calendar: Calendar) -> dict[str, Any]:
        """The step as it stands in a certificate."""
        ...


@dataclass(frozen=True)
class Count:
    """So many days after a day; the day itself counts as the first where the count is inclusive."""

    start: date
    n: int
    unit: str
    inclusive: bool
    suspensions: tuple[Suspension, ...]
    result: date

    def shown(self, calendar: Calendar) -> dict[str, Any]:
        """The step as it stands in a certificate."""
        counting = "inclusive" if self.inclusive else "exclusive"
        return {"do": "count", "unit": self.unit, "n": self.n, "counting": counting} | self.lists(calendar)

    @property
    def first(self) -> date:
        """The first day that can count."""
        return self.start if self.inclusive else self.start + DAY

    def counted(self, calendar: Calendar) -> Iterator[date]:
        """The days that counted, in order."""
        for day in _days(self.first, self.result):
            if not self._stands_still(day) and (self.unit != "business_days" or calendar.is_business_day(day)):
                yield day

    def stood_still(self) -> list[tuple[Suspension, int]]:
        """The suspensions that took days from the first day to the result, and how many each."""
        taken = ((one, (min(one.last, self.result) - max(one.first, self.first)).days + 1) for one in self.suspensions)
        return [(one, days) for one, days in taken if days > 0]

    def _stands_still(self, day: date) -> bool:
        return any(pause.first <= day <= pause.last for pause in self.suspensions)

    def lists(self, calendar: Calendar) -> dict[str, Any]:
        """Segments, days passed over and suspensions, and the result; empty lists are left out."""
        business = self.unit == "business_days"
        parts = {
            "segments": self._segments(calendar),
            "skipped": [
                {"day": day.isoformat(), "why": calendar.why_closed(day)}
                for day in (calendar.passed_over(self.first, self.result) if business else ())
                if not self._stands_still(day)
            ],
            "suspended": [
                {"from": pause.first.isoformat(), "to": pause.last.isoformat(), "days": days}
                | {"why": pause.why, "by": pause.by}
                for pause, days in self.stood_still()
            ],
        }
        return {key: value for key, value in parts.items() if value} | {"result": self.result.isoformat()}

    def _segments(self, calendar: Calendar) -> list[dict[str, Any]]:
        if self.unit != "business_days" and (self.result - self.start).days > LONG:
            days = self.n * (7 if self.unit == "weeks" else 1)
            first = self.first
            while self._stands_still(first):
                first += DAY
            return [{"from": first.isoformat(), "to": self.result.isoformat(), "days": days}]
        runs: list[list[date]] = []
        for day in self.counted(calendar):
            if runs and runs[-1][1] + DAY == day:
                runs[-1][1] = day
            else:
                runs.append([day, day])
        return [{"from": a.isoformat(), "to": b.isoformat(), "days": (b - a).days + 1} for a, b in runs]


def count(
    start: date,
    n: int,
    unit: str,
    calendar: Calendar,
    suspensions: Iterable[Suspension] = (),
    *,
    inclusive: bool = False,
) -> Count:
    """The `n`-th day, business day or end of week after `start`, suspended days not counted.

    Args:
        start: the day the period runs from; day 0, or day 1 where `inclusive`.
        n: how many; at least 1.
        unit: `calendar_days`, `business_days` or `weeks` (of seven calendar days).
        calendar: which days are business days.
        suspensions: days on which the clock does not run.
    """
    pauses = union(suspensions)
    before = start - DAY if inclusive else start
    day = _after(before, n, unit, calendar)
    for pause in pauses:
        first = max(pause.first, before + DAY)
        if first > pause.last or day < first:
            continue
        missed = _units(first, pause.last, unit, calendar)
        if missed:
            day = _after(day, missed, "calendar_days" if unit == "weeks" else unit, calendar)
    return Count(start, n, unit, inclusive, pauses, day)


def union(suspensions: Iterable[Suspension]) -> tuple[Suspension, ...]:
    """The same days without overlaps, in order; a day in two belongs to the earlier one."""
    apart: list[Suspension] = []
    for pause in sorted(suspensions):
        first = max(pause.first, apart[-1].last + DAY) if apart else pause.first
        if first <= pause.last:
            apart.append(Suspension(first, pause.last, pause.why, pause.by))
    return tuple(apart)


def _after(day: date, n: int, unit: str, calendar: Calendar) -> date:
    if unit == "business_days":
        return calendar.add(day, n)
    return day + DAY * n * (7 if unit == "weeks" else 1)


def _units(first: date, last: date, unit: str, calendar: Calendar) -> int:
    return calendar.between(first, last) if unit == "business_days" else (last - first).days + 1


def _days(first: date, last: date) -> Iterable[date]:
    return (date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1))


@dataclass(frozen=True)
class Months:
    """The same-numbered day so many months later, or the month's last day; inclusive: the day before it."""

    n: int
    inclusive: bool
    result: date
    years: bool = False

    def shown(self, calendar: Calendar) -> dict[str, Any]:
        """The step as it stands in a certificate."""
        if self.years:
            return {"do": "years", "n": self.n, "result": self.result.isoformat()}
        counting = "inclusive" if self.inclusive else "exclusive"
        return {"do": "months", "n": self.n, "counting": counting, "result": self.result.isoformat()}


def months(start: date, n: int, *, inclusive: bool = False, years: bool = False) -> Months:
    """`n` months (or years) after `start`.

    Inclusive months end the day before the same-numbered day; where that day does not exist, on the month's last day.
    """
    year, month = divmod(start.year * 12 + start.month - 1 + n * (12 if years else 1), 12)
    last = months_of.monthrange(year, month + 1)[1]
    day = date(year, month + 1, min(start.day, last))
    return Months(n, inclusive, day - DAY if inclusive and start.day <= last else day, years)


@dataclass(frozen=True)
class Suspend:
    """A day laid out first and then moved by the suspended days (periods in months and years)."""

    suspended: tuple[tuple[Suspension, int], ...]
    result: date

    def shown(self, calendar: Calendar) -> dict[str, Any]:
        """The step as it stands in a certificate."""
        rows = [
            {"from": pause.first.isoformat(), "to": pause.last.isoformat(), "days": days}
            | {"why": pause.why, "by": pause.by}
            for pause, days in self.suspended
        ]
        return {"do": "suspend", "suspended": rows, "result": self.result.isoformat()}


def suspend(start: date, day: date, suspensions: Iterable[Suspension]) -> Suspend | None:
    """`day` moved by the suspended days after `start`; None where none of them touches it."""
    moved = []
    for pause in union(suspensions):
        first = max(pause.first, start + DAY)
        if first <= pause.last and day >= first:
            days = (pause.last - first).days + 1
            moved.append((pause, days))
            day += DAY * days
    return Suspend(tuple(moved), day) if moved else None


@dataclass(frozen=True)
class Cycles:
    """The end of the n-th billing cycle that begins after a day."""

    n: int
    closing_day: int
    cycles: tuple[tuple[date, date], ...]
    result: date

    def shown(self, calendar: Calendar) -> dict[str, Any]:
        """The step as it stands in a certificate."""
        written = [[first.isoformat(), last.isoformat()] for first, last in self.cycles]
        step = {"do": "billing_cycles", "n": self.n, "closing_day": self.closing_day, "cycles": written}
        return step | {"result": self.result.isoformat()}


def billing_cycles(start: date, n: int, closing_day: int) -> Cycles:
    """The end of the `n`-th complete billing cycle after `start`: only cycles that begin after it count."""
    cycles: list[tuple[date, date]] = []
    number = start.year * 12 + start.month - 1
    while len(cycles) < n:
        first = _closing(number, closing_day) + DAY
        if first > start:
            cycles.append((first, _closing(number + 1, closing_day)))
        number += 1
    return Cycles(n, closing_day, tuple(cycles), cycles[-1][1])


def _closing(month_number: int, closing_day: int) -> date:
    year, month = divmod(month_number, 12)
    return date(year, month + 1, min(closing_day, months_of.monthrange(year, month + 1)[1]))


@dataclass(frozen=True)
class Extend:
    """More days, told of in time."""

    count: Count
    asked: int
    cap: int | None
    event: str
    value: str

    @property
    def result(self) -> date:
        """The day up to which the time was extended."""
        return self.count.result

    def shown(self, calendar: Calendar) -> dict[str, Any]:
        """The step as it stands in a certificate."""
        step = {"do": "extend", "unit": self.count.unit, "n": self.count.n, "asked": self.asked, "cap": self.cap}
        return step | {"event": self.event, "value": self.value} | self.count.lists(calendar)


@dataclass(frozen=True)
class Roll:
    """A closed last day gives way to the next business day; strictly: any last day does."""

    start: date
    strictly: bool
    result: date

    def shown(self, calendar: Calendar) -> dict[str, Any]:
        """The step as it stands in a certificate."""
        first = self.start + DAY if self.strictly else self.start
        skipped = [
            {"day": day.isoformat(), "why": calendar.why_closed(day)}
            for day in calendar.passed_over(first, self.result)
        ]
        step: dict[str, Any] = {"do": "next_business_day" if self.strictly else "roll"}
        return step | ({"skipped": skipped} if skipped else {}) | {"result": self.result.isoformat()}


@dataclass(frozen=True)
class Compare:
    """Several sums from the same start; the earliest, or the latest, counts."""

    branches: Mapping[str, tuple[Step, ...]]
    latest: bool
    result: Any

    def shown(self, calendar: Calendar) -> dict[str, Any]:
        """The step as it stands in a certificate."""
        rows = []
        for label, steps in self.branches.items():
            shown = [step.shown(calendar) for step in steps]
            rows.append({"label": label, "steps": shown, "result": shown[-1]["result"]})
        step = {"do": "latest" if self.latest else "earliest", "of": rows}
        return step | {"result": self.result.isoformat()}


def compare(branches: Mapping[str, tuple[Step, ...]], *, latest: bool = False) -> Compare:
    """The earliest result of the branches, or the latest."""
    results = [steps[-1].result for steps in branches.values()]
    return Compare(branches, latest, max(results) if latest else min(results))
