"""Opening hours: the cases that went wrong elsewhere, the edges of a shift, changes of clocks, and what is refused."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from policies.calendars import WorkingTime

DAYS = ("mon", "tue", "wed", "thu", "fri")
H = timedelta(hours=1)
M = timedelta(minutes=1)


def week(opens: str, closes: str, days: Iterable[str] = DAYS) -> dict[str, list[tuple[str, str]]]:
    return {day: [(opens, closes)] for day in days}


def office(opens: str = "09:00", closes: str = "17:00", zone: str = "Europe/London", closed: Any = ()) -> WorkingTime:
    return WorkingTime(zone, week(opens, closes), closed)


def at(text: str, zone: str = "Europe/London") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    "opens,closes,start,hours,end",
    [
        ("09:00", "17:00", "2026-01-09 16:30", 1, "2026-01-12 09:30"),
        ("08:00", "18:00", "2026-01-12 17:00", 4, "2026-01-13 11:00"),
        ("08:00", "18:00", "2026-01-12 17:00", 3, "2026-01-13 10:00"),  # the warning an hour before, not at 00:00
        ("08:00", "18:00", "2026-01-12 10:00", 4, "2026-01-12 14:00"),
        ("08:00", "18:00", "2026-01-12 10:00", 3, "2026-01-12 13:00"),
        ("08:00", "17:00", "2026-01-09 16:00", 4, "2026-01-12 11:00"),  # a vendor's manual prints Tuesday
        ("09:00", "17:00", "2026-01-09 16:00", 4, "2026-01-12 12:00"),
    ],
)
def test_what_went_wrong_elsewhere(opens: str, closes: str, start: str, hours: int, end: str) -> None:
    working = office(opens, closes)
    assert working.add(at(start), hours * H) == at(end)
    assert working.elapsed(at(start), at(end)) == hours * H


def test_a_schedule_of_tuesdays_only_works() -> None:
    tuesdays = WorkingTime("Europe/London", week("09:00", "17:00", ["tue"]))
    assert tuesdays.add(at("2026-01-07 12:00"), 9 * H) == at("2026-01-20 10:00")
    assert tuesdays.elapsed(at("2026-01-07 12:00"), at("2026-02-07 12:00")) == 4 * 8 * H


def test_one_business_day_is_not_twenty_four_business_hours() -> None:
    assert office().add(at("2026-01-12 09:00"), 24 * H) == at("2026-01-14 17:00")


def test_hours_that_run_out_at_closing_end_at_closing() -> None:
    assert office().add(at("2026-01-09 16:00"), H) == at("2026-01-09 17:00")
    assert office().add(at("2026-01-09 16:00"), H + M) == at("2026-01-12 09:01")


def test_a_shift_is_open_at_its_opening_and_not_at_its_closing() -> None:
    assert [office().is_open(at(f"2026-01-09 {clock}")) for clock in ("08:59", "09:00", "16:59", "17:00")] == [
        False,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize("start", ["2026-01-09 12:00", "2026-01-09 17:00", "2026-01-10 03:00"])
def test_no_time_at_all_ends_where_it_starts_open_or_not(start: str) -> None:
    assert office().add(at(start), timedelta()) == at(start)


def test_time_outside_opening_hours_does_not_count() -> None:
    assert office().add(at("2026-01-10 12:00"), H) == at("2026-01-12 10:00")
    assert office().elapsed(at("2026-01-09 17:00"), at("2026-01-12 09:00")) == timedelta()


def test_the_next_opening_of_an_open_instant_is_itself() -> None:
    assert office().next_open(at("2026-01-09 12:00")) == at("2026-01-09 12:00")
    assert office().next_open(at("2026-01-09 17:00")) == at("2026-01-12 09:00")
    assert office().next_open(at("2026-12-31 17:00")) == at("2027-01-01 09:00")


def test_a_closed_day_has_no_hours() -> None:
    working = office(closed=[date(2026, 4, 3), "2026-04-06"])
    assert working.add(at("2026-04-02 16:00"), 2 * H) == at("2026-04-07 10:00")
    assert not working.is_open(at("2026-04-03 12:00"))
    assert working.next_open(at("2026-04-02 17:00")) == at("2026-04-07 09:00")


def test_a_pause_at_noon_does_not_count() -> None:
    split = WorkingTime("Asia/Tokyo", {day: [("13:00", "17:30"), ("09:00", "12:00")] for day in DAYS})
    start = at("2026-01-09 11:00", "Asia/Tokyo")
    assert split.add(start, H) == at("2026-01-09 12:00", "Asia/Tokyo")
    assert split.add(start, 2 * H) == at("2026-01-09 14:00", "Asia/Tokyo")
    assert not split.is_open(at("2026-01-09 12:30", "Asia/Tokyo"))
    assert split.elapsed(start, at("2026-01-12 09:30", "Asia/Tokyo")) == 6 * H


def test_a_shift_until_midnight_belongs_to_the_date_on_which_it_began() -> None:
    night = {"fri": [("22:00", "24:00")], "sat": [("00:00", "06:00")]}
    start = at("2026-01-09 23:00")
    assert WorkingTime("Europe/London", night).add(start, 2 * H) == at("2026-01-10 01:00")
    assert WorkingTime("Europe/London", night).add(start, H) == at("2026-01-10 00:00")
    assert not WorkingTime("Europe/London", night, ["2026-01-09"]).is_open(start)
    assert WorkingTime("Europe/London", night, ["2026-01-10"]).next_open(at("2026-01-10 00:00")) == at(
        "2026-01-16 22:00"
    )


def test_a_reversed_pair_has_no_time_between() -> None:
    assert office().elapsed(at("2026-01-12 12:00"), at("2026-01-09 12:00")) == timedelta()


def test_results_have_the_zone_s_own_offset_whatever_was_given() -> None:
    end = office(zone="Asia/Tokyo").add(datetime(2026, 1, 9, 7, 30, tzinfo=UTC), H)
    assert end.isoformat() == "2026-01-12T09:30:00+09:00"
    assert end.tzinfo == ZoneInfo("Asia/Tokyo")
    west = datetime(2026, 1, 9, 12, tzinfo=timezone(timedelta(hours=-5)))
    assert office().add(west, timedelta()).isoformat() == "2026-01-09T17:00:00+00:00"


def test_microseconds_are_kept() -> None:
    start = at("2026-01-09 16:59:59.999999")
    assert office().add(start, 2 * timedelta(microseconds=1)) == at("2026-01-12 09:00:00.000001")
    assert office().elapsed(start, at("2026-01-12 09:00")) == timedelta(microseconds=1)


NEW_YORK = "America/New_York"
SUNDAYS = ("sun",)


@pytest.mark.parametrize(
    "day,shift,hours",
    [
        ("2026-03-08", ("00:00", "08:00"), 7),  # 02:00 to 03:00 is left out
        ("2026-11-01", ("00:00", "08:00"), 9),  # 01:00 to 02:00 comes twice
        ("2026-03-15", ("00:00", "08:00"), 8),
        ("2026-03-08", ("00:00", "24:00"), 23),
        ("2026-11-01", ("00:00", "24:00"), 25),
        ("2026-03-08", ("09:00", "17:00"), 8),
    ],
)
def test_a_shift_lasts_as_long_as_it_really_lasts(day: str, shift: tuple[str, str], hours: int) -> None:
    working = WorkingTime(NEW_YORK, {"sun": [shift]})
    whole = working.elapsed(at(f"{day} 00:00", NEW_YORK), at(f"{day} 23:59:59.999999", NEW_YORK) + timedelta(days=1))
    assert whole == hours * H
    assert working.add(at(f"{day} 00:00", NEW_YORK), hours * H).astimezone(UTC) == (
        working.next_open(at(f"{day} 00:00", NEW_YORK)).astimezone(UTC) + hours * H
    )


def test_a_wall_time_that_does_not_exist_goes_forward() -> None:
    working = WorkingTime(NEW_YORK, {"sun": [("02:30", "08:00")]})
    assert working.next_open(at("2026-03-08 00:00", NEW_YORK)).isoformat() == "2026-03-08T03:30:00-04:00"
    ends = WorkingTime(NEW_YORK, {"sun": [("00:00", "02:30")]})
    assert ends.add(at("2026-03-08 00:00", NEW_YORK), 2.5 * H).isoformat() == "2026-03-08T03:30:00-04:00"
    # So does one that is handed in.
    assert working.elapsed(at("2026-03-08 02:30", NEW_YORK), at("2026-03-08 04:30", NEW_YORK)) == H


def test_a_wall_time_that_comes_twice_is_the_earlier_instant() -> None:
    working = WorkingTime(NEW_YORK, {"sun": [("01:30", "03:00")]})
    assert working.next_open(at("2026-11-01 00:00", NEW_YORK)).isoformat() == "2026-11-01T01:30:00-04:00"
    assert working.elapsed(at("2026-11-01 00:00", NEW_YORK), at("2026-11-02 00:00", NEW_YORK)) == 2.5 * H
    until = WorkingTime(NEW_YORK, {"sun": [("00:00", "01:30")]})
    assert until.elapsed(at("2026-11-01 00:00", NEW_YORK), at("2026-11-02 00:00", NEW_YORK)) == 1.5 * H
    assert not until.is_open(datetime(2026, 11, 1, 1, 15, fold=1, tzinfo=ZoneInfo(NEW_YORK)))


def test_shifts_that_a_change_of_clocks_pushes_together_count_once() -> None:
    both = WorkingTime(NEW_YORK, {"sun": [("01:00", "02:30"), ("03:00", "04:00")]})
    assert both.elapsed(at("2026-03-08 00:00", NEW_YORK), at("2026-03-09 00:00", NEW_YORK)) == 2 * H
    inside = WorkingTime(NEW_YORK, {"sun": [("02:15", "03:10")]})
    assert inside.elapsed(at("2026-03-08 00:00", NEW_YORK), at("2026-03-09 00:00", NEW_YORK)) == timedelta()


def test_a_change_of_half_an_hour_counts_half_an_hour() -> None:
    zone = "Australia/Lord_Howe"
    whole_day = WorkingTime(zone, {"sun": [("00:00", "24:00")]})
    assert whole_day.elapsed(at("2026-10-04 00:00", zone), at("2026-10-05 00:00", zone)) == 23.5 * H
    assert whole_day.elapsed(at("2026-04-05 00:00", zone), at("2026-04-06 00:00", zone)) == 24.5 * H


def test_a_midnight_that_does_not_exist_is_the_instant_of_the_change() -> None:
    zone = "America/Santiago"  # clocks go from 24:00 to 01:00
    saturday = WorkingTime(zone, {"sat": [("20:00", "24:00")], "sun": [("00:00", "02:00")]})
    assert saturday.add(at("2026-09-05 20:00", zone), 4 * H).isoformat() == "2026-09-06T01:00:00-03:00"
    assert saturday.elapsed(at("2026-09-05 20:00", zone), at("2026-09-07 00:00", zone)) == 5 * H


def test_a_date_that_a_zone_skips_has_no_hours() -> None:
    zone = "Pacific/Apia"  # no Friday 30 December 2011
    working = WorkingTime(zone, week("09:00", "17:00", [*DAYS, "sat"]))
    assert working.add(at("2011-12-29 16:00", zone), 2 * H) == at("2011-12-31 10:00", zone)
    assert not WorkingTime(zone, week("09:00", "17:00"), ["2011-12-31"]).is_open(at("2011-12-31 12:00", zone))


@pytest.mark.parametrize(
    "zone,hours,closed,says",
    [
        ("London", week("09:00", "17:00"), (), "zone 'London' is not an IANA time zone such as Asia/Tokyo"),
        ("", week("09:00", "17:00"), (), "zone '' is not an IANA time zone"),
        ("UTC", {}, (), "hours: no weekday has opening hours"),
        ("UTC", {"mon": []}, (), "hours: no weekday has opening hours"),
        ("UTC", {"Monday": [("09:00", "17:00")]}, (), "hours: 'Monday' is not a weekday; they are called mon, tue"),
        (
            "UTC",
            {"mon": [("17:00", "09:00")]},
            (),
            "hours: mon 17:00 to 09:00 does not end after it begins; hours past",
        ),
        ("UTC", {"mon": [("09:00", "09:00")]}, (), "does not end after it begins"),
        ("UTC", {"mon": [("09:00", "13:00"), ("12:59", "17:00")]}, (), "hours: two shifts of mon overlap"),
        ("UTC", {"mon": [("9:00", "17:00")]}, (), "hours: mon: '9:00' is not a time between 00:00 and 24:00, written"),
        ("UTC", {"mon": [("09:00", "24:01")]}, (), "hours: mon: '24:01' is not a time"),
        ("UTC", {"mon": [("09:00", "17:00", "x")]}, (), "hours: a shift of mon is an opening and a closing time"),
        ("UTC", week("09:00", "17:00"), ["3 April"], "closed_days: '3 April' is not a local date such as 2026-04-03"),
        ("UTC", week("09:00", "17:00"), [datetime(2026, 4, 3, tzinfo=UTC)], "is not a local date such as 2026-04-03"),
    ],
)
def test_what_cannot_be_meant_is_refused(zone: str, hours: Any, closed: Any, says: str) -> None:
    with pytest.raises(ValueError) as refused:
        WorkingTime(zone, hours, closed)
    assert says in str(refused.value)


def test_an_instant_without_an_offset_is_refused_everywhere() -> None:
    naive, aware = datetime(2026, 1, 9, 12), at("2026-01-09 12:00")  # noqa: DTZ001 (that is the point)
    for ask in (
        lambda: office().add(naive, H),
        lambda: office().elapsed(naive, aware),
        lambda: office().elapsed(aware, naive),
        lambda: office().is_open(naive),
        lambda: office().next_open(naive),
    ):
        with pytest.raises(ValueError, match="an instant without an offset cannot be placed on opening hours"):
            ask()


def test_a_negative_duration_is_refused() -> None:
    with pytest.raises(ValueError, match="a duration of -1 day, 23:00:00 is negative"):
        office().add(at("2026-01-09 12:00"), -H)


@pytest.mark.parametrize("year", [1, 1899, 2200, 9999])
def test_an_instant_beyond_the_years_known_is_refused(year: int) -> None:
    with pytest.raises(ValueError, match="opening hours are known for the years 1900 to 2199 only"):
        office().is_open(datetime(year, 6, 1, tzinfo=UTC))


def test_an_end_beyond_the_years_known_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="opening hours are known for the years 1900 to 2199 only"):
        office().add(at("2026-01-09 12:00"), timedelta(days=200_000))


def test_questions_may_come_in_any_order_of_years() -> None:
    working, late = office(), at("2030-06-03 09:00")
    assert working.add(late, H) == at("2030-06-03 10:00")
    assert working.elapsed(at("2020-06-01 09:00"), at("2020-06-02 09:00")) == 8 * H
    assert working.elapsed(at("2019-12-31 09:00"), late) == office().elapsed(at("2019-12-31 09:00"), late)
    assert working.add(at("2031-12-31 16:00"), 2 * H) == at("2032-01-01 10:00")
