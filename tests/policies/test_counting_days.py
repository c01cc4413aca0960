"""What a day is: where it ends, across clock changes and zones, and what may never happen to a date."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from messages.decisions import PolicySnapshot
from policies import sums
from policies.business_days import Calendar
from policies.moments import share_of, start_of_day
from policies.reader import Packs
from policies.timetable import dates_for
from tests.policies.asking import Dates

LONDON = ZoneInfo("Europe/London")
POLICY = Packs().snapshot("jp-standard", date(2026, 6, 1))
INSTANTS = st.integers(0, 580 * 24 * 60).map(
    lambda minutes: datetime(2026, 6, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


def test_the_day_of_the_event_is_not_counted() -> None:
    nothing_closed = Calendar({}, date(2020, 1, 1), date(2030, 1, 1))
    for unit in ("business_days", "calendar_days"):
        assert sums.count(date(2026, 6, 8), 1, unit, nothing_closed).result == date(2026, 6, 9)
        assert sums.count(date(2026, 6, 8), 1, unit, nothing_closed, inclusive=True).result == date(2026, 6, 8)


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
        dates_for(POLICY, {"received": naive}, {})
    with pytest.raises(ValueError, match="without an offset"):
        share_of(naive, datetime(2026, 6, 9, tzinfo=UTC), 75)


def test_the_same_instant_gives_the_same_dates_however_it_is_written() -> None:
    tokyo = datetime(2026, 6, 9, 3, 0, tzinfo=timezone(timedelta(hours=9)))
    assert _dues(tokyo) == _dues(tokyo.astimezone(UTC))


@given(INSTANTS, st.timedeltas(timedelta(0), timedelta(days=5)))
def test_a_later_receipt_is_never_due_earlier(received: datetime, later: timedelta) -> None:
    # With a cut-off, Friday evening counts as Monday while Saturday stays Saturday: there it holds up to the cut-off.
    no_cut_off = {key: value for key, value in POLICY.rules.items() if key != "cut_off"}
    policy = POLICY.model_copy(update={"rules": no_cut_off, "hash": "without cut-off"})
    first, second = _dues(received, policy), _dues(received + later, policy)
    assert all(second[duty] >= due for duty, due in first.items())


@given(INSTANTS, st.integers(0, 25))
def test_one_more_closed_day_never_brings_a_date_forward(received: datetime, days_later: int) -> None:
    closed = (received + timedelta(hours=9, days=days_later)).date()
    known = POLICY.rules["closed_days"]
    rules = POLICY.rules | {"closed_days": known | {"days": known["days"] | {closed.isoformat(): "stock-taking"}}}
    more = POLICY.model_copy(update={"rules": rules})
    assume((received + timedelta(hours=9)).date() != closed)  # a closed day has no cut-off
    before, after = _dues(received), _dues(received, more)
    assert all(after[duty] >= due for duty, due in before.items())


@given(INSTANTS)
def test_every_date_lies_after_its_event_and_its_warning_between_the_two(received: datetime) -> None:
    for one in dates_for(POLICY, {"received": received}, {})[0]:
        assert one.warn_at is not None
        assert received - timedelta(seconds=1) < one.warn_at < one.late_from


def _dues(received: datetime, policy: PolicySnapshot = POLICY) -> dict[str, date | datetime]:
    return {one.duty: one.due for one in dates_for(policy, {"received": received}, {})[0]}
