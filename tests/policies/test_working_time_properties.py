"""Opening hours against a slow reference that walks day by day, over zones, hours and closed days nobody thought of."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from policies.calendars import WorkingTime

ZONES = ("Europe/London", "America/New_York", "Asia/Tokyo", "Australia/Lord_Howe", "America/Santiago", "Asia/Kathmandu")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FIRST, LAST = datetime(2025, 12, 1, tzinfo=UTC), datetime(2027, 2, 1, tzinfo=UTC)
Hours = dict[str, list[tuple[str, str]]]


def clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


@st.composite
def weeks(draw: st.DrawFn) -> Hours:
    """Up to three shifts a weekday; they may touch."""
    hours: Hours = {}
    for day in draw(st.sets(st.sampled_from(WEEKDAYS), min_size=1)):
        edges = sorted(draw(st.sets(st.integers(0, 96).map(lambda n: n * 15), min_size=2, max_size=6)))
        shifts = [(clock(opens), clock(closes)) for opens, closes in pairwise(edges)]
        hours[day] = shifts[:: draw(st.sampled_from([1, 2]))]
    return hours


zones = st.sampled_from(ZONES)
closures = st.sets(st.dates(date(2025, 11, 1), date(2027, 3, 1)), max_size=30)
instants = st.integers(0, int((LAST - FIRST).total_seconds())).map(lambda n: FIRST + timedelta(seconds=n))
lengths = st.integers(0, 400 * 3600).map(lambda n: timedelta(seconds=n))


def instant(day: date, wall: str, zone: ZoneInfo) -> datetime:
    if wall == "24:00":
        return instant(day + timedelta(days=1), "00:00", zone)
    hour, minute = map(int, wall.split(":"))
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone).astimezone(UTC)


def periods(zone: ZoneInfo, hours: Hours, closed: set[date], first: date, days: int) -> list[tuple[datetime, datetime]]:
    """What is open, day by day: written from the definition, with nothing shared with the engine."""
    found: list[tuple[datetime, datetime]] = []
    for day in (first + timedelta(days=n) for n in range(days)):
        shifts = [] if day in closed else sorted(hours.get(WEEKDAYS[day.weekday()], []))
        for opens, closes in shifts:
            begin, end = instant(day, opens, zone), instant(day, closes, zone)
            begin = max(begin, found[-1][1]) if found else begin
            if begin < end:
                found.append((begin, end))
    return found


def slow_elapsed(found: list[tuple[datetime, datetime]], start: datetime, end: datetime) -> timedelta:
    return sum((max(min(b, end) - max(a, start), timedelta()) for a, b in found), timedelta())


def slow_add(found: list[tuple[datetime, datetime]], start: datetime, left: timedelta) -> datetime:
    for a, b in found:
        here = max(b - max(a, start), timedelta())
        if left and left <= here:
            return max(a, start) + left
        left -= here
    return start


@settings(max_examples=150, deadline=None)
@given(zones, weeks(), closures, instants, instants)
def test_elapsed_is_what_walking_day_by_day_finds(
    zone: str, hours: Hours, closed: set[date], one: datetime, other: datetime
) -> None:
    found = periods(ZoneInfo(zone), hours, closed, date(2025, 11, 28), 435)
    start, end = sorted([one, other])
    working = WorkingTime(zone, hours, closed)
    assert working.elapsed(start, end) == slow_elapsed(found, start, end)
    assert working.is_open(one) == any(a <= one < b for a, b in found)


@settings(max_examples=150, deadline=None)
@given(zones, weeks(), closures, instants, lengths)
def test_add_is_what_walking_day_by_day_finds(
    zone: str, hours: Hours, closed: set[date], start: datetime, length: timedelta
) -> None:
    found = periods(ZoneInfo(zone), hours, closed, date(2025, 11, 28), 480)
    working = WorkingTime(zone, hours, closed)
    if length <= slow_elapsed(found, start, found[-1][1] if found else start):
        expected = start if not length else slow_add(found, start, length)
        assert working.add(start, length) == expected
    if later := [max(a, start) for a, b in found if b > start]:
        assert working.next_open(start) == later[0]


@settings(max_examples=25, deadline=None)
@given(
    zones, st.sampled_from([date(2026, 3, 28), date(2026, 3, 7), date(2026, 10, 3), date(2026, 9, 5), date(2026, 6, 1)])
)
def test_outside_repeated_hours_a_minute_is_open_when_its_clock_says_so(zone: str, first: date) -> None:
    hours = {day: [("00:00", "01:00"), ("04:00", "12:00"), ("13:30", "24:00")] for day in WEEKDAYS}
    working = WorkingTime(zone, hours, [first + timedelta(days=2)])
    minute = datetime(first.year, first.month, first.day, tzinfo=UTC)
    for _ in range(4 * 24 * 60):
        local = minute.astimezone(ZoneInfo(zone))
        wall = f"{local:%H:%M}"
        expected = wall < "01:00" or "04:00" <= wall < "12:00" or wall >= "13:30"
        assert working.is_open(minute) == (expected and local.date() != first + timedelta(days=2)), local
        minute += timedelta(minutes=1)


@given(zones, weeks(), closures, instants, lengths)
def test_elapsed_undoes_add(zone: str, hours: Hours, closed: set[date], start: datetime, length: timedelta) -> None:
    working = WorkingTime(zone, hours, closed)
    assert working.elapsed(start, working.add(start, length)) == length


@given(zones, weeks(), closures, instants, instants)
def test_add_never_runs_past_where_the_time_was_measured(
    zone: str, hours: Hours, closed: set[date], one: datetime, other: datetime
) -> None:
    start, end = sorted([one, other])
    working = WorkingTime(zone, hours, closed)
    again = working.add(start, working.elapsed(start, end))
    assert again <= end
    assert working.elapsed(again, end) == timedelta()
    assert again == end or not working.is_open(end) or working.next_open(again) == end


@given(zones, weeks(), closures, instants, instants, lengths)
def test_a_later_start_never_gives_an_earlier_end(
    zone: str, hours: Hours, closed: set[date], one: datetime, other: datetime, length: timedelta
) -> None:
    start, later = sorted([one, other])
    working = WorkingTime(zone, hours, closed)
    assert working.add(start, length) <= working.add(later, length)


@given(zones, weeks(), closures, st.dates(date(2025, 12, 1), date(2027, 2, 1)), instants, lengths)
def test_one_more_closed_day_never_shortens(
    zone: str, hours: Hours, closed: set[date], more: date, start: datetime, length: timedelta
) -> None:
    before, after = WorkingTime(zone, hours, closed), WorkingTime(zone, hours, closed | {more})
    assert before.add(start, length) <= after.add(start, length)
    assert before.elapsed(FIRST, start) >= after.elapsed(FIRST, start)


@given(zones, st.integers(-2_200_000_000_000_000, 7_200_000_000_000_000))
def test_every_microsecond_of_the_years_known_survives(zone: str, microseconds: int) -> None:
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)
    local = WorkingTime(zone, {"mon": [("09:00", "17:00")]}).add(moment, timedelta())
    assert local == moment
    assert local.tzinfo == ZoneInfo(zone)
    assert local.replace(tzinfo=None) == moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def test_ten_years_cost_no_more_than_a_few_times_ten_days() -> None:
    working = WorkingTime("Europe/London", {day: [("09:00", "17:00")] for day in WEEKDAYS[:5]})
    start = datetime(2026, 1, 1, tzinfo=UTC)

    def cost(days: int) -> float:
        end, best = start + timedelta(days=days), float("inf")
        working.elapsed(start, end)
        for _ in range(20):
            began = time.perf_counter()
            for _ in range(200):
                working.elapsed(start, end)
            best = min(best, time.perf_counter() - began)
        return best

    assert cost(3650) < 4 * cost(10)  # 1.4 by the bench; wide, as wall time on a busy machine is; a walk would be 365
