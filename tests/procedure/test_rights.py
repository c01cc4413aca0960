"""What comes by time alone, whatever anybody does: gates open, windows close, a broken date brings what the pack says."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.dates import Right
from tests.procedure.case_book import ASKED_OF_PEOPLE, MONDAY, CaseBook
from tests.procedure.refusing import refused


def right(book: CaseBook, duty: str) -> Right:
    [found] = [one for one in book.case.rights if one.duty == duty and one.round == book.case.round]
    return found


def test_the_ombudsmans_gate_opens_the_day_after_the_limit_even_when_nothing_was_sent() -> None:
    book = CaseBook("uk-fca-disp")
    assert right(book, "ombudsman_referral_opens").day == date(2026, 7, 28)  # 8 weeks end on 27 July
    book.pass_days(56)
    assert not right(book, "ombudsman_referral_opens").come
    book.pass_days(1)
    assert right(book, "ombudsman_referral_opens").come
    told = [what for _, what in book.told() if "ombudsman_referral_opens" in what]
    assert told == ["ombudsman_referral_opens: open since 2026-07-28, without our answer"]


def test_the_final_response_opens_it_at_once_and_starts_the_six_months() -> None:
    book = CaseBook("uk-fca-disp").answered()
    assert right(book, "ombudsman_referral_opens").day == MONDAY.date()
    assert right(book, "ombudsman_referral_closes").day == date(2026, 12, 1)
    book.pass_days(1)
    assert right(book, "ombudsman_referral_opens").come
    assert not any("without our answer" in what for _, what in book.told())


def test_a_gate_opens_once_and_no_window_is_ever_a_breach() -> None:
    book = CaseBook("uk-fca-disp")
    book.pass_days(120)
    lines = [entry.what for entry in book.case.timeline]
    assert sum("ombudsman_referral_opens: open" in line for line in lines) == 1
    assert sum("summary_resolution: its last day" in line for line in lines) == 1
    assert {one.duty for one in book.case.deadlines} == {"acknowledge", "final_response"}


def test_a_closed_complaint_settles_only_after_its_last_gate() -> None:
    book = CaseBook("uk-fca-disp").closed()
    assert book.case.settles_at == right(book, "ombudsman_referral_closes").at
    assert book.case.settles_at is not None
    assert book.case.settles_at.date() == date(2026, 12, 2)


def test_nobody_waits_for_a_right_about_what_was_taken_back_but_the_record_is_kept() -> None:
    book = CaseBook("uk-fca-disp")
    book.do("withdraw", "customer", personal={"words": "I take it back"})
    assert [one.duty for one in book.case.rights] == ["record_retention"]


def test_a_missed_reply_about_water_owes_a_payment_that_nobody_has_to_ask_for() -> None:
    book = CaseBook("uk-ofwat")
    book.pass_days(15)
    [owed] = [one for one in book.case.problems if one.key.endswith("automatic_payment")]
    assert owed.owner == "finance"
    book.do("note", "finance", settles=owed.key, personal={"text": "paid on 16 June"})
    assert not [key for key in book.open_problems() if key.endswith("automatic_payment")]


def test_a_late_answer_about_health_care_is_explained_in_writing() -> None:
    book = CaseBook("uk-nhs")
    book.pass_days(190)
    assert any(key.endswith("explain_in_writing") for key in book.open_problems())


def test_the_motor_finance_pause_moves_the_limit_of_a_complaint_that_is_under_it() -> None:
    paused = CaseBook(
        "uk-fca-disp",
        received_at="2026-05-20T09:00:00+00:00",
        facts={"motor_finance_commission": True},
    )
    [limit] = [one for one in paused.case.deadlines if one.duty == "final_response"]
    assert limit.due == date(2026, 7, 26)  # 1 June 2026 is day 1


# --- all stages together ------------------------------------------------------------------------------------------------


def test_a_review_does_not_start_the_limit_of_the_code_anew() -> None:
    book = CaseBook("au-rg271", calendar="AU-NSW").answered()
    book.now = MONDAY + timedelta(days=20)
    book.do("request_review", "customer")
    [limit] = [one for one in book.case.deadlines if one.duty == "idr_response" and one.round == 2]
    assert (limit.due, limit.state) == (date(2026, 7, 1), "running")
    book.pass_days(11)
    [limit] = [one for one in book.case.deadlines if one.duty == "idr_response" and one.round == 2]
    assert limit.state == "breached"


def test_a_review_after_the_limit_has_no_limit_of_its_own_and_says_so() -> None:
    book = CaseBook("uk-fca-disp").answered()
    book.now = MONDAY + timedelta(days=70)
    book.do("request_review", "customer")
    assert not [one for one in book.case.deadlines if one.duty == "final_response" and one.round == 2]
    assert "final_response does not begin anew: it was due 2026-07-27" in [one.what for one in book.case.timeline]


def test_a_review_opens_no_gate_anew_and_what_is_still_ahead_goes_with_it() -> None:
    book = CaseBook("uk-fca-disp").answered()
    closes = right(book, "ombudsman_referral_closes").day
    book.now = MONDAY + timedelta(days=20)
    book.pass_days(0)
    book.do("request_review", "customer")
    assert [(one.duty, one.day) for one in book.case.rights if one.round == 2 and one.kind != "retention"] == [
        ("ombudsman_referral_closes", closes)
    ]


def test_the_firms_own_targets_begin_anew_with_a_review() -> None:
    book = CaseBook().answered()
    book.now = MONDAY + timedelta(days=14)
    book.do("request_review", "customer")
    [target] = [one for one in book.case.deadlines if one.duty == "final_response" and one.round == 2]
    assert target.due == date(2026, 7, 13)


def test_a_reopened_complaint_has_limits_of_its_own_as_the_pack_says() -> None:
    book = CaseBook("uk-fca-disp").closed()
    book.now = MONDAY + timedelta(days=30)
    book.do("reopen", "lead", reason="charged again")
    [limit] = [one for one in book.case.deadlines if one.duty == "final_response" and one.round == 2]
    assert limit.due == date(2026, 8, 26)


def test_two_stages_are_all_there_is_where_the_code_says_so() -> None:
    book = CaseBook("uk-housing").answered()
    book.do("request_review", "customer")
    book.do("acknowledge", medium="phone")
    book.do(
        "record_root_cause",
        "lead",
        method="5_whys",
        category="repair",
        evidence=["photo-1"],
        personal={"statement": "x" * 20, "whys": ["y"]},
    )
    book.decided("not_upheld", "lead")
    book.do("send_final_response", "lead", personal=ASKED_OF_PEOPLE)
    book.deliver()
    assert "2 stages" in refused(book, "request_review", "customer")


# --- by word of mouth -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pack, calendar", [("uk-fca-disp", None), ("uk-nhs", None), ("au-rg271", "AU-NSW")])
@pytest.mark.parametrize("channel", ["phone", "in_person", "social_media"])
def test_a_complaint_by_word_of_mouth_or_on_our_own_page_starts_the_clock(
    pack: str, calendar: str | None, channel: str
) -> None:
    assert CaseBook(pack, calendar=calendar, channel=channel).case.deadlines


@pytest.mark.parametrize("pack", ["us-dot", "us-reg-z", "uk-ofwat"])
def test_a_rule_about_letters_gives_no_date_for_a_call_and_somebody_sees_to_it(pack: str) -> None:
    book = CaseBook(pack, channel="phone")
    assert book.case.deadlines == []
    assert book.open_problems() == ["no_dates"]
    assert CaseBook(pack, channel="letter").case.deadlines
