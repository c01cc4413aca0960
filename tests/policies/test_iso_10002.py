"""The base pack's dates: the firm's own calendar, Monday to Friday until it names another."""

from __future__ import annotations

from datetime import UTC, date, datetime

from policies.reader import Packs
from tests.policies.asking import Dates, Due


def test_without_a_calendar_only_weekends_are_closed(due: Due) -> None:
    assert due("iso-10002", received="2026-08-27T10:00+00:00") == {
        "acknowledge": "Fri 28 Aug",
        "apologise": "Mon 31 Aug",
        "progress_update": "Thu 10 Sep",
        "root_cause": "Thu 10 Sep",
        "remedy_offer": "Thu 17 Sep",
        "final_response": "Thu 24 Sep",
    }


def test_with_the_english_calendar_the_summer_bank_holiday_does_not_count(due: Due) -> None:
    answer = due("iso-10002", calendar="GB-ENG", received="2026-08-27T10:00+01:00")
    assert answer["acknowledge"] == "Fri 28 Aug"
    assert answer["apologise"] == "Tue 1 Sep"
    assert answer["final_response"] == "Fri 25 Sep"


def test_with_the_english_calendar_the_spring_bank_holiday_does_not_count(due: Due) -> None:
    answer = due("iso-10002", calendar="GB-ENG", received="2026-05-20T08:31+01:00")
    assert answer["root_cause"] == "Thu 4 Jun"
    assert answer["final_response"] == "Thu 18 Jun"


def test_a_saturday_receipt_is_not_moved_where_the_pack_has_no_cut_off(due: Due) -> None:
    assert due("iso-10002", received="2026-08-29T10:00+00:00")["acknowledge"] == "Mon 31 Aug"


def test_we_ask_whether_it_holds_within_a_fortnight_of_closing(due: Due) -> None:
    assert due("iso-10002", closed="2026-09-25T12:00+00:00") == {"follow_up": "Fri 9 Oct"}


def test_a_question_is_repeated_after_three_business_days_and_lapses_after_ten(due: Due) -> None:
    assert due("iso-10002", waits=True, question_asked="2026-09-04T12:00+00:00") == {
        "question_reminder": "Wed 9 Sep",
        "question_lapses": "Fri 18 Sep",
    }


def test_an_offer_is_reminded_of_after_five_business_days_and_lapses_after_ten(due: Due) -> None:
    assert due("iso-10002", waits=True, remedy_offered="2026-09-04T12:00+00:00") == {
        "offer_reminder": "Fri 11 Sep",
        "offer_lapses": "Fri 18 Sep",
    }


def test_what_was_accepted_is_done_within_five_business_days(due: Due) -> None:
    assert due("iso-10002", waits=True, remedy_accepted="2026-09-04T12:00+00:00") == {"fulfil_by": "Fri 11 Sep"}


def test_who_takes_over_or_is_asked_for_calls_by_the_next_business_day(due: Due) -> None:
    assert due("iso-10002", waits=True, handed_over="2026-09-04T12:00+00:00") == {"promised_call": "Mon 7 Sep"}
    assert due("iso-10002", waits=True, higher_asked_for="2026-09-04T12:00+00:00") == {"promised_call": "Mon 7 Sep"}


def test_who_demands_something_hears_within_five_business_days(due: Due) -> None:
    asked = due("iso-10002", waits=True, message_received="2026-09-04T12:00+00:00")
    assert asked == {"message_triage": "Mon 7 Sep", "demand_answer": "Fri 11 Sep"}


def test_silence_after_the_final_response_is_waited_out_for_twenty_business_days(due: Due) -> None:
    assert due("iso-10002", waits=True, final_response_sent="2026-09-04T12:00+00:00") == {
        "no_answer_reminder": "Fri 18 Sep",
        "no_answer_until": "Fri 2 Oct",
    }


def test_what_has_no_date_is_looked_at_after_a_business_day_and_by_the_lead_after_five(due: Due) -> None:
    assert due("iso-10002", waits=True, idle="2026-09-04T12:00+00:00") == {
        "idle_reminder": "Mon 7 Sep",
        "idle_limit": "Fri 11 Sep",
    }


def test_windows_after_the_end(due: Due) -> None:
    assert due("iso-10002", waits=True, withdrawn="2026-09-04T12:00+00:00") == {"reopen_until": "Thu 3 Dec"}
    assert due("iso-10002", waits=True, merged="2026-09-04T12:00+00:00") == {"unmerge_until": "Thu 3 Dec"}
    assert due("iso-10002", waits=True, referred="2026-09-04T12:00+00:00") == {"referral_nudge": "Sun 4 Oct"}


def test_a_wait_is_nobodys_duty_and_is_not_warned_of(dates: Dates) -> None:
    answer = dates("iso-10002", remedy_offered="2026-09-04T12:00+00:00")
    assert {(one.level, one.warn_at) for one in answer.values()} == {("wait", None)}


def test_the_warning_comes_when_three_quarters_of_the_time_have_run(dates: Dates) -> None:
    # From Tuesday 00:00 to Wednesday 24:00 are 48 hours; three quarters of them end on Wednesday at noon.
    final = dates("iso-10002", received="2026-09-01T00:00+00:00")["acknowledge"]
    assert final.late_from == datetime(2026, 9, 3, 0, 0, tzinfo=UTC)
    assert final.warn_at == datetime(2026, 9, 2, 12, 0, tzinfo=UTC)


def test_the_firm_chooses_calendar_zone_and_closures() -> None:
    firm = Packs(firm_calendar="GB-ENG", closures=[date(2026, 9, 4)])
    snapshot = firm.snapshot("iso-10002", date(2026, 8, 27))
    assert snapshot.zone == "Europe/London"
    assert {"2026-08-31", "2026-09-04"} <= set(snapshot.rules["closed_days"]["days"])
    assert Packs(firm_zone="Asia/Tokyo").snapshot("iso-10002", date(2026, 8, 27)).zone == "Asia/Tokyo"
