"""The open periods of consecutive years as sorted lists, with the open time before each: made once, then only searched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from zoneinfo import ZoneInfo

from policies.calendars.opening import Shifts
from policies.calendars.years import EPOCH, MICROSECOND, midnights, open_periods

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""The years that can be laid out."""
_OUTSIDE = f"opening hours are known for the years {FIRST_YEAR} to {LAST_YEAR} only"


@dataclass(frozen=True, slots=True)
class Timeline:
    """The years `first_year` to `last_year`. Never changed, only replaced, so threads may share it.

    All instants are microseconds since 1970-01-01 00:00 UTC, all lengths microseconds.
    """

    first_year: int
    last_year: int
    begins: int
    ends: int
    opens: list[int]
    """When each period opens. The first is empty and stands at `begins`: every instant has a period at or before it."""
    closes: list[int]
    before: list[int]
    """Open time of all periods before each."""
    total: int

    @classmethod
    def of(
        cls,
        zone: ZoneInfo,
        week: tuple[Shifts, ...],
        closed: frozenset[int],
        first: int,
        last: int,
        known: Timeline | None = None,
    ) -> Timeline:
        """The years `first` to `last`; those of `known` (the same hours, fewer years) are taken over.

        Raises:
            ValueError: the years reach beyond 1900 to 2199.
        """
        if first < FIRST_YEAR or last > LAST_YEAR:
            raise ValueError(_OUTSIDE)
        begins, ends = midnights(zone, first)[0], midnights(zone, last)[-1]
        periods = [(begins, begins)]
        for year in range(first, last + 1):
            if known is None or not known.first_year <= year <= known.last_year:
                periods += open_periods(zone, year, week, closed)
            elif year == known.first_year:
                periods += zip(known.opens[1:], known.closes[1:], strict=True)
        opens, closes = [one for one, _ in periods], [other for _, other in periods]
        *before, total = accumulate((other - one for one, other in periods), initial=0)
        return cls(first, last, begins, ends, opens, closes, before, total)


def year_of(instant: int, zone: ZoneInfo) -> int:
    """The year of an instant's date in that zone; raises ValueError outside what Python can say."""
    try:
        moment: datetime = (EPOCH + MICROSECOND * instant).astimezone(zone)
    except OverflowError:
        raise ValueError(_OUTSIDE) from None
    return moment.year
