"""Chapter 11: more time is taken once and in time; our own targets may stand still, what the law asks for never does."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from domain.dates import Deadline
from domain.errors import ExtensionTooLate, IllegalCommand, InvalidCommand, NotAuthorised
from tests.procedure.case_book import CaseBook
from tests.procedure.refusing import refused


def clock(book: CaseBook, duty: str) -> Deadline:
    [found] = [one for one in book.case.deadlines if one.duty == duty and one.round == book.case.round]
    return found


def acknowledged() -> CaseBook:
    """A housing complaint of Monday 1 June 2026, acknowledged the same day: stage 1 is due on Monday 15 June."""
    book = CaseBook("uk-housing")
    book.do("acknowledge", medium="phone")
    return book


def extend(book: CaseBook, **body: Any) -> None:
    book.do("extend", "lead", **{"days": 5, "medium": "email", "reason": "the surveyor is ill", **body})


def test_the_response_runs_from_the_acknowledgement_and_the_acknowledgement_is_met() -> None:
    book = acknowledged()
    assert clock(book, "stage1_acknowledge").state == "met"
    assert clock(book, "stage1_response").due == date(2026, 6, 15)


def test_an_extension_told_in_time_moves_the_limit_and_has_a_certificate_of_its_own() -> None:
    book = acknowledged()
    before = clock(book, "stage1_response").certificate_id
    book.now += timedelta(days=3)
    extend(book)
    after = clock(book, "stage1_response")
    assert (after.due, after.state, after.extended) == (date(2026, 6, 22), "running", True)
    assert after.certificate_id != before
    assert "extended by 5 business days" in after.why


def test_a_second_extension_is_refused() -> None:
    book = acknowledged()
    extend(book)
    with pytest.raises(IllegalCommand, match="extended once already, to 2026-06-22"):
        extend(book)


def test_an_extension_told_a_minute_after_the_limit_is_refused_and_the_breach_stands() -> None:
    book = acknowledged()
    book.now = clock(book, "stage1_response").late_from + timedelta(minutes=1)
    with pytest.raises(ExtensionTooLate, match="before the end of 2026-06-15"):
        extend(book)
    assert clock(book, "stage1_response").due == date(2026, 6, 15)


def test_an_extension_that_was_told_in_time_may_be_recorded_later() -> None:
    book = acknowledged()
    told = book.now + timedelta(days=2)
    book.now += timedelta(days=4)
    extend(book, done_at=told.isoformat())
    assert clock(book, "stage1_response").due == date(2026, 6, 22)


def test_more_days_than_the_code_allows_are_answered_for_by_a_manager() -> None:
    book = acknowledged()
    with pytest.raises(IllegalCommand, match=r"by 10 days at most .* for more a manager お客様相談室長 has to answer"):
        extend(book, days=11)
    book.do("extend", "manager", days=15, medium="email", reason="the roof has to be opened first, and told so")
    assert clock(book, "stage1_response").due == date(2026, 7, 6)
    assert "the cap of 10 days lifted by mana.manager" in book.case.timeline[-1].what


def test_nobody_lifts_a_cap_that_the_rule_does_not_let_lift() -> None:
    book = CaseBook("us-reg-x")
    with pytest.raises(IllegalCommand, match=r"by 15 days at most \(.*\)$"):
        book.do("extend", "manager", days=16, medium="email", reason="we have not found the papers")


def test_a_pack_that_gives_no_more_time_says_so(book: CaseBook) -> None:
    with pytest.raises(IllegalCommand, match="iso-10002 gives no more time for any duty that runs"):
        extend(book)


def test_a_pause_of_three_business_days_gives_each_target_three_more() -> None:
    book = CaseBook()
    assert clock(book, "final_response").due == date(2026, 6, 29)
    book.do("pause", "lead", reason="the customer is abroad")
    assert {one.state for one in book.case.deadlines if one.met_at is None} == {"suspended"}
    book.now += timedelta(days=3)  # Monday to Thursday: Tuesday, Wednesday and Thursday do not count
    book.do("resume", reason="the customer is back")
    assert (clock(book, "final_response").due, clock(book, "final_response").state) == (date(2026, 7, 2), "running")


def test_pausing_twice_is_pausing_for_the_days_of_both() -> None:
    book = CaseBook()
    for _ in range(2):
        book.do("pause", "lead", reason="the customer is abroad")
        book.now += timedelta(days=1)
        book.do("resume", reason="the customer is back")
        book.now += timedelta(days=1)
    assert clock(book, "final_response").due == date(2026, 7, 1)


def test_a_pause_and_its_end_on_one_day_change_no_date() -> None:
    book = CaseBook()
    due = clock(book, "final_response").due
    book.do("pause", "lead", reason="we wait for the carrier")
    book.now += timedelta(hours=2)
    book.do("resume", reason="the carrier has answered")
    assert clock(book, "final_response").due == due


def test_what_the_law_asks_for_runs_on_while_our_targets_stand_still() -> None:
    book = CaseBook("uk-fca-disp")
    law = clock(book, "final_response")
    book.do("pause", "lead", reason="the customer has not answered")
    book.now += timedelta(days=10)
    assert (law.due, clock(book, "final_response").state) == (clock(book, "final_response").due, "running")
    assert clock(book, "acknowledge").state == "suspended"
    book.do("resume", reason="the answer is here")
    assert clock(book, "final_response").due == law.due


def test_with_nothing_but_statutory_clocks_there_is_nothing_to_pause() -> None:
    with pytest.raises(IllegalCommand, match="statutory clocks never stand still"):
        acknowledged().do("pause", "lead", reason="the customer has not answered")


def test_pause_and_resume_take_turns(book: CaseBook) -> None:
    with pytest.raises(IllegalCommand, match="nothing stands still"):
        book.do("resume", reason="back again")
    book.do("pause", "lead", reason="the customer is abroad")
    with pytest.raises(IllegalCommand, match="stand still already"):
        book.do("pause", "lead", reason="the customer is abroad")


def test_whoever_lets_the_targets_run_again_hears_until_when_and_so_does_the_timeline(book: CaseBook) -> None:
    book.deliver()
    book.do("pause", "lead", reason="the customer is abroad")
    book.now += timedelta(days=1)
    receipt = book.answer("resume", reason="the customer is back")

    moved = {one.duty: (one.before, one.after) for one in receipt.moved}
    assert moved["final_response"] == (date(2026, 6, 29), date(2026, 6, 30))
    assert "final_response until 2026-06-30" in book.case.timeline[-1].what


def test_a_duty_met_while_it_stands_still_is_met(book: CaseBook) -> None:
    book.do("pause", "lead", reason="the customer is abroad")
    book.now += timedelta(days=40)
    book.do("apologise", kind="regret", medium="phone", personal={"told_us": "it broke", "words": "we are sorry"})
    assert clock(book, "apologise").state == "met"


def test_a_pause_that_lasts_becomes_a_problem_with_an_owner(book: CaseBook) -> None:
    book.do("pause", "lead", reason="the customer is abroad")
    book.come("wait/pause_limit")
    [problem] = [one for one in book.case.problems if one.key == "pause_limit"]
    assert (problem.owner, problem.resolved_at) == ("lead", None)
    book.do("resume", reason="the customer is back")
    assert problem.key not in [one.key for one in book.case.problems if one.resolved_at is None]


def test_a_holding_response_in_time_opens_the_longer_limit_and_one_too_late_does_not() -> None:
    for day, longer in ((20, True), (22, False)):  # 15 business days from Mon 1 June: Mon 22 June 2026
        book = CaseBook("uk-fca-disp", facts={"payment_service": True})
        assert clock(book, "final_response").due == date(2026, 6, 22)
        book.now += timedelta(days=day)
        book.do("note", "lead", event="holding_response_sent", personal={"text": "held: we wait for the card scheme"})
        assert ("final_response_after_holding" in {one.duty for one in book.case.deadlines}) == longer


def test_an_event_that_no_date_depends_on_is_refused_with_those_that_do(book: CaseBook) -> None:
    with pytest.raises(IllegalCommand, match="no date of iso-10002 depends on full_moon; those that do"):
        book.do("note", event="full_moon", personal={"text": "it was bright"})


def test_a_duty_met_by_hand_is_met_and_only_staff_may_say_so() -> None:
    book = CaseBook("uk-ofcom")
    with pytest.raises(NotAuthorised, match="event and meets are for"):
        book.do("note", "customer", meets="adr_letter", personal={"text": "I have it"})
    book.do("note", "lead", meets="adr_letter", personal={"text": "sent by post, recorded"})
    assert clock(book, "adr_letter").state == "met"
    refused(book, "note", "lead", meets="adr_letter", personal={"text": "sent again"})


def test_what_the_law_asks_for_is_met_by_hand_only_where_a_lead_answers_for_it() -> None:
    book = CaseBook("uk-fca-disp")
    for said in ({"meets": "final_response"}, {"event": "delay_notice_sent"}):
        with pytest.raises(NotAuthorised, match="a lead or manager puts that on record"):
            book.do("note", **said, personal={"text": "done"})
    with pytest.raises(InvalidCommand, match="how it was done"):
        book.do("note", "lead", meets="final_response", personal={"text": ""})


def test_a_final_response_is_not_put_on_record_before_anything_is_decided() -> None:
    with pytest.raises(IllegalCommand, match="decide comes before the final response"):
        CaseBook("uk-fca-disp").do("note", "lead", event="final_response_sent", personal={"text": "posted"})


def test_windows_and_retention_are_no_promises_that_could_be_broken() -> None:
    assert {one.duty for one in CaseBook("uk-fca-disp").case.deadlines} == {"acknowledge", "final_response"}


@pytest.mark.parametrize("end", ["withdraw", "close"])
def test_a_pause_ends_with_its_round_and_the_targets_of_the_next_one_run(end: str) -> None:
    book = CaseBook()
    book.deliver()
    book.do("pause", "lead", reason="the customer is abroad")
    if end == "withdraw":
        book.do("withdraw", "customer", personal={"words": "I take it back"})
    else:
        book.closed("not_upheld")

    assert not book.case.paused
    assert "nothing stands still" in refused(book, "resume", reason="the customer is back")
    book.do("reopen", "lead", reason="it came back")
    assert {one.state for one in book.case.deadlines if one.round == 2} == {"running"}


def test_nothing_is_resumed_in_a_complaint_that_goes_on_elsewhere() -> None:
    book = CaseBook()
    book.deliver()
    book.do("pause", "lead", reason="the customer is abroad")
    book.do("merge", into="OTHER-1", reason="the same order")
    assert "unmerge" in refused(book, "resume", reason="the customer is back")
