"""What a day is: where it ends, across clock changes and zones, and what may never happen to a date."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.dates import Calendar, business_days, calendar_days, share_of, start_of_day
from policies.reader import Packs
from policies.timetable import dates_for
from tests.policies.asking import Dates

LONDON = ZoneInfo("Europe/London")
RULES = Packs().snapshot("jp-standard", date(2026, 6, 1)).rules
INSTANTS = st.integers(0, 580 * 24 * 60).map(
    lambda minutes: datetime(2026, 6, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


def test_the_day_of_the_event_is_not_counted() -> None:
    nothing_closed = Calendar(frozenset(), date(2030, 1, 1))
    assert business_days(date(2026, 6, 8), 1, nothing_closed).last == date(2026, 6, 9)
    assert calendar_days(date(2026, 6, 8), 1).last == date(2026, 6, 9)


def test_a_date_is_met_until_the_end_of_that_local_day(dates: Dates) -> None:
    acknowledge = dates("jp-standard", received="2026-06-08T10:00+09:00")["acknowledge"]
    assert acknowledge.due == date(2026, 6, 9)
    assert acknowledge.late_from == datetime(2026, 6, 9, 15, 0, tzinfo=UTC)  # midnight in Tokyo


@pytest.mark.parametrize(
    "day, begins",
    [
        (date(2026, 3, 29), datetime(2026, 3, 29, 0, 0, tzinfo=UTC)),  # the clocks go forward at 01:00 that night
        (date(2026, 3, 30), datetime(2026, 3, 29, 23, 0, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 24, 23, 0, tzinfo=UTC)),
        (date(2026, 10, 26), datetime(2026, 10, 26, 0, 0, tzinfo=UTC)),  # the 25th had 25 hours
    ],
)
def test_days_begin_at_local_midnight_when_the_clocks_change(day: date, begins: datetime) -> None:
    assert start_of_day(day, LONDON) == begins


def test_where_midnight_is_left_out_the_day_begins_when_the_clock_jumps() -> None:
    # Cairo, 24 April 2026: from 24 Apr 00:00 straight to 01:00.
    assert start_of_day(date(2026, 4, 24), ZoneInfo("Africa/Cairo")) == datetime(2026, 4, 23, 22, 0, tzinfo=UTC)


def test_an_instant_without_an_offset_is_an_error() -> None:
    naive = datetime.fromisoformat("2026-06-08T10:00")
    with pytest.raises(ValueError, match="without an offset"):
        dates_for(RULES, {"received": naive}, {}, "Asia/Tokyo")
    with pytest.raises(ValueError, match="without an offset"):
        share_of(naive, datetime(2026, 6, 9, tzinfo=UTC), 75)


def test_the_same_instant_gives_the_same_dates_however_it_is_written() -> None:
    tokyo = datetime(2026, 6, 9, 3, 0, tzinfo=timezone(timedelta(hours=9)))
    assert _dues(tokyo) == _dues(tokyo.astimezone(UTC))


@given(INSTANTS, st.timedeltas(timedelta(0), timedelta(days=5)))
def test_a_later_receipt_is_never_due_earlier(received: datetime, later: timedelta) -> None:
    first, second = _dues(received), _dues(received + later)
    assert all(second[duty] >= due for duty, due in first.items())


@given(INSTANTS, st.integers(0, 25))
def test_one_more_closed_day_never_brings_a_date_forward(received: datetime, days_later: int) -> None:
    closed = (received + timedelta(days=days_later)).date()
    known = RULES["closed_days"]
    more = {**RULES, "closed_days": known | {"days": sorted({*known["days"], closed.isoformat()})}}
    before, after = _dues(received), _dues(received, more)
    assert all(after[duty] >= due for duty, due in before.items())


@given(INSTANTS)
def test_every_date_lies_after_its_event_and_its_warning_between_the_two(received: datetime) -> None:
    for one in dates_for(RULES, {"received": received}, {}, "Asia/Tokyo"):
        assert one.warn_at is not None
        assert received - timedelta(seconds=1) < one.warn_at < one.late_from


def _dues(received: datetime, rules: dict[str, Any] = RULES) -> dict[str, date | datetime]:
    return {one.duty: one.due for one in dates_for(rules, {"received": received}, {}, "Asia/Tokyo")}
