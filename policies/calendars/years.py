"""The open periods of one year in one zone, as instants: where clocks change, what a wall time means is decided here.

Instants are microseconds since 1970-01-01 00:00 UTC. A wall time that a forward change leaves out is moved forward by
the change (02:30 is 03:30), one that a backward change repeats is its first pass: what `datetime` means by `fold=0`.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from policies.calendars.opening import Shifts

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
DAY = 86_400_000_000
_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()


@lru_cache(maxsize=512)
def midnights(zone: ZoneInfo, year: int) -> tuple[int, ...]:
    """The instant at which each date of the year begins, 1 January of the next year at the end."""
    day, last = date(year, 1, 1), date(year + 1, 1, 1).toordinal()
    return tuple(_instant(ordinal, 0, zone) for ordinal in range(day.toordinal(), last + 1))


def open_periods(zone: ZoneInfo, year: int, week: tuple[Shifts, ...], closed: frozenset[int]) -> list[tuple[int, int]]:
    """The open periods of all dates of the year, in order, none overlapping.

    Args:
        zone: where the hours are local.
        year: of the dates; a shift belongs to the date on which it begins.
        week: the shifts of Monday to Sunday.
        closed: ordinals of the dates without hours.
    """
    starts = midnights(zone, year)
    first = date(year, 1, 1).toordinal()
    periods: list[tuple[int, int]] = []
    for index in range(len(starts) - 1):
        ordinal = first + index
        shifts = week[(ordinal - 1) % 7]
        if not shifts or ordinal in closed:
            continue
        begins, ends = starts[index], starts[index + 1]
        if ends - begins == DAY:
            periods.extend([(begins + opens, begins + closes) for opens, closes in shifts])
        else:
            periods.extend(_on_change(zone, ordinal, shifts, ends))
    return periods


def _on_change(zone: ZoneInfo, ordinal: int, shifts: Shifts, ends: int) -> list[tuple[int, int]]:
    """The open periods of a date on which clocks change; none reaches into the next date, an emptied one is left out."""
    periods: list[tuple[int, int]] = []
    free = _instant(ordinal, 0, zone)
    for opens, closes in shifts:
        begin = max(free, _instant(ordinal, opens, zone))
        end = min(ends, _instant(ordinal, closes, zone))
        if begin < end:
            periods.append((begin, end))
            free = end
    return periods


def _instant(ordinal: int, after_midnight: int, zone: ZoneInfo) -> int:
    """The instant of a wall time on a date, the first pass where it comes twice."""
    clock = (ordinal - _EPOCH_ORDINAL) * DAY + after_midnight
    wall = datetime(1970, 1, 1, tzinfo=zone) + MICROSECOND * clock
    return clock - (wall.utcoffset() or timedelta()) // MICROSECOND
