"""The steps of a sum in hours, minutes and seconds (`docs/certificates.md`). Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from policies.business_days import DAY, NAMES, Calendar
from policies.calendars import WorkingTime
from policies.moments import written

Week = dict[str, list[tuple[str, str]]]
"""Weekday (`mon` …) → shifts as local opening and closing time."""
ROUND_THE_CLOCK = ("00:00", "24:00")


@dataclass(frozen=True)
class Elapsed:
    """So many real seconds later."""

    seconds: int
    result: datetime

    def shown(self, calendar: Calendar) -> dict[str, Any]:
        """The step as it stands in a certificate."""
        return {"do": "elapsed", "seconds": self.seconds, "result": written_local(self.result)}


def elapsed(start: datetime, seconds: int, zone: ZoneInfo) -> Elapsed:
    """`seconds` of real time after `start`, in that zone (added in UTC: no change of clocks interferes)."""
    return Elapsed(seconds, (start.astimezone(UTC) + timedelta(seconds=seconds)).astimezone(zone))


@dataclass(frozen=True)
class OpenTime:
    """So many seconds of open time later."""

    start: datetime
    seconds: int
    hours: Week
    working: WorkingTime
    result: datetime

    def shown(self, calendar: Calendar) -> dict[str, Any]:
        """The step as it stands in a certificate."""
        hours = {day: [list(shift) for shift in shifts] for day, shifts in self.hours.items()}
        step: dict[str, Any] = {"do": "open_time", "seconds": self.seconds, "hours": hours}
        return step | {"segments": list(self._segments()), "result": written_local(self.result)}

    def _segments(self) -> Iterator[dict[str, Any]]:
        """The runs of open time; shifts that touch are one."""
        at, run = self.start, None
        left = timedelta(seconds=self.seconds)
        while left > timedelta():
            begins = self.working.next_open(at)
            ends = min(_closing(self.working, begins), self.working.add(begins, left), key=_instant)
            left -= self.working.elapsed(begins, ends)
            if run and _instant(run[1]) == _instant(begins):
                run = (run[0], ends)
            else:
                if run:
                    yield _segment(*run)
                run = (begins, ends)
            at = ends
        if run:
            yield _segment(*run)


def open_time(start: datetime, seconds: int, hours: Week, calendar: Calendar, zone: str) -> OpenTime:
    """The instant at which `seconds` of open time have run since `start` (whole seconds)."""
    week = {day: shifts for day, shifts in hours.items() if NAMES.index(day) in calendar.weekdays and shifts}
    working = _working(zone, tuple((day, tuple(shifts)) for day, shifts in week.items()), tuple(calendar.closed))
    start = start.replace(microsecond=0)
    return OpenTime(start, seconds, week, working, working.add(start, timedelta(seconds=seconds)))


def all_day(calendar: Calendar) -> Week:
    """00:00 to 24:00 on every business day."""
    return {NAMES[day]: [ROUND_THE_CLOCK] for day in sorted(calendar.weekdays)}


@lru_cache(maxsize=64)
def _working(
    zone: str, hours: tuple[tuple[str, tuple[tuple[str, str], ...]], ...], closed: tuple[date, ...]
) -> WorkingTime:
    return WorkingTime(zone, {day: list(shifts) for day, shifts in hours}, closed)


def _closing(working: WorkingTime, opened: datetime) -> datetime:
    """The end of the run of open time that is under way, at most one day later."""
    low, high = 0, int(DAY.total_seconds()) + 7200
    while low < high:  # the longest stretch with no closed second in it
        middle = (low + high + 1) // 2
        real = timedelta(seconds=middle)
        end = (opened.astimezone(UTC) + real).astimezone(opened.tzinfo)
        low, high = (middle, high) if working.elapsed(opened, end) == real else (low, middle - 1)
    return (opened.astimezone(UTC) + timedelta(seconds=low)).astimezone(opened.tzinfo)


def _instant(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


def _segment(begins: datetime, ends: datetime) -> dict[str, Any]:
    seconds = int((_instant(ends) - _instant(begins)).total_seconds())
    return {"from": written_local(begins), "to": written_local(ends), "seconds": seconds}


def written_local(instant: datetime) -> str:
    """An instant with seconds and the offset of its zone."""
    return written(instant) if instant.tzinfo is UTC else instant.isoformat()
