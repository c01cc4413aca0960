"""A million counts of business days, each as `numpy.busday_offset` and `numpy.busday_count` have it.

numpy was written by others for other ends; where the two agree on this many, neither is wrong in its own way.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from policies.business_days import Calendar
from policies.calendars import files
from policies.reader import in_full

CASES = 1_000_000
"""In all, over every calendar that is shipped, each with and without Saturdays."""
MOST = 300
"""Longest count, in business days."""
PLACES = [f"{place}{saturdays}" for place in files.ids() for saturdays in ("", files.SATURDAYS)]
EACH = -(-CASES // len(PLACES))
EPOCH = date(1970, 1, 1).toordinal()
ONE = np.timedelta64(1, "D")
Days = NDArray[np.datetime64]


def theirs(calendar: Calendar) -> np.busdaycalendar:
    week = [day in calendar.weekdays for day in range(7)]
    return np.busdaycalendar(weekmask=week, holidays=np.array(sorted(calendar.closed), dtype="datetime64[D]"))


def added(starts: Days, counts: NDArray[np.int64], busy: np.busdaycalendar) -> Days:
    """The n-th business day strictly after a day: from the business day on or before it, n further."""
    return np.busday_offset(starts, counts, roll="backward", busdaycal=busy)


def chance(place: str) -> np.random.Generator:
    """The same cases every time, other ones for every calendar."""
    return np.random.default_rng([ord(letter) for letter in place])


def drawn(calendar: Calendar, random: np.random.Generator) -> Days:
    """Days of all the years the calendar knows, with room for the longest count."""
    first, last = calendar.since.toordinal() - EPOCH, calendar.until.toordinal() - EPOCH - 2 * MOST
    return (random.integers(first, last, EACH)).astype("datetime64[D]")


def difference(
    question: str, place: str, starts: Days, other: NDArray[Any], ours: NDArray[Any], numpys: NDArray[Any]
) -> str:
    """The first case on which the two differ, in words; empty where they agree."""
    at = np.flatnonzero(ours != numpys)
    if not at.size:
        return ""
    one = at[0]
    return f"{place}: {question}({starts[one]}, {other[one]}) is {ours[one]} here and {numpys[one]} in numpy; {at.size} differ"


@pytest.mark.parametrize("place", PLACES)
def test_the_nth_business_day_is_numpys(place: str) -> None:
    calendar, random = in_full(files.read(place), place), chance(place)
    starts, counts = drawn(calendar, random), random.integers(1, MOST + 1, EACH)
    ours = np.array(
        [calendar.add(day, n) for day, n in zip(starts.tolist(), counts.tolist(), strict=True)], "datetime64[D]"
    )
    assert difference("add", place, starts, counts, ours, added(starts, counts, theirs(calendar))) == ""


@pytest.mark.parametrize("place", PLACES[::10])
def test_so_many_business_days_lie_between_two_days_as_numpy_counts(place: str) -> None:
    calendar, random = in_full(files.read(place), place), chance(place)
    starts = drawn(calendar, random)
    ends = starts + random.integers(0, 2 * MOST, EACH) * ONE
    pairs = zip(starts.tolist(), ends.tolist(), strict=True)
    ours = np.array([calendar.between(first, last) for first, last in pairs])
    numpys = np.busday_count(starts, ends + ONE, busdaycal=theirs(calendar))
    assert difference("between", place, starts, ends, ours, numpys) == ""
