"""The Japanese desk's dates, each to be checked with a calendar of 2026 in hand."""

from __future__ import annotations

from tests.policies.asking import Due


def test_golden_week_does_not_count(due: Due) -> None:
    # 29 April, 3 to 6 May are holidays.
    assert due("jp-standard", received="2026-04-28T10:20+09:00") == {
        "acknowledge": "Thu 30 Apr",
        "first_reply": "Thu 7 May",
        "apologise": "Thu 7 May",
        "root_cause": "Wed 13 May",
        "remedy_offer": "Mon 18 May",
        "final_response": "Fri 22 May",
        "progress_update": "Mon 11 May",
    }


def test_a_complaint_from_friday_before_golden_week_is_replied_to_on_the_monday_after(due: Due) -> None:
    assert due("jp-standard", received="2026-05-01T10:00+09:00")["first_reply"] == "Mon 11 May"


def test_an_ordinary_fortnight_counts_monday_to_friday(due: Due) -> None:
    answer = due("jp-standard", received="2026-06-08T11:00+09:00")
    assert answer["acknowledge"] == "Tue 9 Jun"
    assert answer["apologise"] == "Thu 11 Jun"
    assert answer["final_response"] == "Fri 26 Jun"


def test_silver_week_does_not_count(due: Due) -> None:
    # 21 to 23 September are closed; the 22nd is a citizens' holiday between two others.
    assert due("jp-standard", received="2026-09-17T10:00+09:00")["first_reply"] == "Fri 25 Sep"


def test_labour_thanksgiving_day_does_not_count(due: Due) -> None:
    answer = due("jp-standard", received="2026-11-09T14:00+09:00")
    assert answer["remedy_offer"] == "Tue 24 Nov"
    assert answer["final_response"] == "Mon 30 Nov"


def test_sports_day_does_not_count(due: Due) -> None:
    assert due("jp-standard", received="2026-10-05T09:30+09:00")["final_response"] == "Mon 26 Oct"


def test_new_year_is_closed_from_29_december_to_3_january(due: Due) -> None:
    answer = due("jp-standard", received="2026-12-28T10:00+09:00")
    assert answer["acknowledge"] == "Mon 4 Jan"


def test_what_arrives_on_saturday_however_late_is_acknowledged_on_monday(due: Due) -> None:
    assert due("jp-standard", received="2026-06-20T22:15+09:00")["acknowledge"] == "Mon 22 Jun"


def test_what_arrives_on_a_holiday_is_not_moved_further(due: Due) -> None:
    # Monday 12 October is Sports Day.
    assert due("jp-standard", received="2026-10-12T09:00+09:00")["acknowledge"] == "Tue 13 Oct"


def test_what_arrives_after_half_past_five_counts_as_received_on_the_next_business_day(due: Due) -> None:
    assert due("jp-standard", received="2026-06-08T17:30+09:00")["acknowledge"] == "Tue 9 Jun"
    assert due("jp-standard", received="2026-06-08T17:31+09:00")["acknowledge"] == "Wed 10 Jun"


def test_the_day_of_receipt_is_the_day_in_tokyo(due: Due) -> None:
    # 18:00 UTC on Monday is 3 o'clock on Tuesday in Tokyo.
    assert due("jp-standard", received="2026-06-08T18:00+00:00")["acknowledge"] == "Wed 10 Jun"


def test_the_cut_off_is_for_receipts_not_for_what_we_do_ourselves(due: Due) -> None:
    asked_late = due("jp-standard", waits=True, question_asked="2026-06-08T19:00+09:00")
    assert asked_late["question_reminder"] == "Thu 11 Jun"


def test_with_goods_sent_back_the_cause_is_owed_from_their_arrival(due: Due) -> None:
    answer = due("jp-standard", facts={"item_return": True}, item_received="2026-05-07T10:00+09:00")
    assert answer == {"root_cause": "Thu 21 May", "interim_report": "Thu 14 May"}


def test_until_the_goods_arrive_no_day_is_set_for_the_cause(due: Due) -> None:
    answer = due("jp-standard", facts={"item_return": True}, received="2026-04-28T10:20+09:00")
    assert "root_cause" not in answer
    assert "interim_report" not in answer


def test_without_returned_goods_nothing_is_owed_when_an_item_arrives(due: Due) -> None:
    assert due("jp-standard", item_received="2026-06-12T10:00+09:00") == {}


def test_the_next_progress_update_counts_from_the_last_one_sent(due: Due) -> None:
    assert due("jp-standard", progress_update_sent="2026-05-11T15:00+09:00") == {"progress_update": "Mon 18 May"}


def test_the_checks_of_prevention_come_from_the_base_pack_and_count_calendar_days(due: Due) -> None:
    assert due("jp-standard", task_done="2026-07-03T16:00+09:00") == {
        "effectiveness_30": "Sun 2 Aug",
        "effectiveness_60": "Tue 1 Sep",
        "effectiveness_90": "Thu 1 Oct",
    }


def test_the_windows_come_from_the_base_pack(due: Due) -> None:
    assert due("jp-standard", waits=True, closed="2026-06-01T10:00+09:00") == {
        "aftercare_asked": "Fri 5 Jun",
        "survey_asked": "Mon 8 Jun",
        "reopen_until": "Sun 30 Aug",
    }
