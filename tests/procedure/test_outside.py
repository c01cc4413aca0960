from __future__ import annotations

from typing import Any

import pytest

from domain.errors import InvalidCommand
from tests.procedure.case_book import CAN_STILL_DO, CaseBook
from tests.procedure.places import PLACES, at
from tests.procedure.refusing import refused
from workflows.details import details_of
from workflows.view import view_of


def test_a_referral_is_asked_after_every_month_until_the_body_decides() -> None:
    book = CaseBook().investigated()
    book.do("refer", "lead", body="consumer-centre", reason="the customer went there")
    book.pass_days(100)
    assert [what for _, what in book.told()].count("consumer-centre has not decided yet") == 3

    book.do("record_external_decision", "lead", outcome="for_customer")
    assert not [wait for wait in book.case.waits if wait.name == "referral_nudge"]


def test_our_duties_run_on_while_an_outside_body_looks_at_it() -> None:
    book = CaseBook().investigated()
    book.do("refer", "lead", body="consumer-centre", reason="the customer went there")
    book.pass_days(40)

    assert "final_response" in {d.duty for d in book.case.deadlines if d.state == "breached"}


def test_its_decision_leads_back_into_the_same_round_or_a_new_one() -> None:
    early = CaseBook().investigated()
    early.do("refer", "lead", body="consumer-centre", reason="the customer went there")
    early.do("record_external_decision", "lead", outcome="for_customer")
    late = CaseBook().closed("not_upheld")
    late.do("refer", "lead", body="consumer-centre", reason="the customer went there")
    late.do("record_external_decision", "lead", outcome="for_customer")

    assert (early.case.stage, early.case.round) == ("investigating", 1)
    assert (late.case.stage, late.case.round) == ("investigating", 2)
    assert late.case.closed_at is None


def test_an_offer_open_at_referral_is_void_and_its_dates_are_gone() -> None:
    book = CaseBook().investigated().offered()
    book.do("refer", "lead", body="consumer-centre", reason="the customer went there")
    book.pass_days(30)

    assert book.case.offers[0].state == "superseded"
    refused(book, "answer_offer", "customer", answer="accepted")
    book.do("record_external_decision", "lead", outcome="for_customer")
    book.offered()
    assert book.stage() == "remedy_offered"


def test_a_decision_that_is_not_followed_is_given_its_reason() -> None:
    book = CaseBook().investigated()
    book.do("refer", "lead", body="consumer-centre", reason="the customer went there")

    refused(book, "record_external_decision", "lead", because=InvalidCommand, outcome="for_customer", we="refuse")


def test_a_review_starts_a_round_for_another_decider_at_level_one() -> None:
    book = CaseBook().answered()
    refused(CaseBook().investigated(), "request_review", "customer")
    book.do("request_review", "customer")

    assert (book.case.stage, book.case.round, book.case.review, book.case.escalation) == ("investigating", 2, True, 1)


def test_a_review_waits_until_the_final_response_has_reached_the_customer() -> None:
    book = CaseBook().investigated("not_upheld")
    book.do("send_final_response", personal=CAN_STILL_DO)
    assert "has not reached the customer yet" in refused(book, "request_review", "customer")
    book.deliver()
    book.do("request_review", "customer")
    assert book.case.round == 2


REFERRED: dict[str, Any] = {"body": "consumer-centre", "reason": "the customer went there"}


def referred() -> CaseBook:
    book = CaseBook().answered("not_upheld")
    book.do("refer", "lead", **REFERRED)
    book.deliver()
    return book


def test_what_an_outside_body_asks_for_is_a_promise_to_it() -> None:
    book = referred()
    book.do("promise", what="papers", to="body", due="2026-06-08", owner="leo.lead")
    assert (book.case.promises[0].to, book.case.promises[0].owner) == ("consumer-centre", "leo.lead")
    book.pass_days(7)
    assert ("leo.lead", "promised: papers by Mon 2026-06-08") in book.told()
    book.pass_days(7)

    assert book.case.promises[0].state == "broken"
    book.do("send_letter", personal={"words": "They have asked us for our papers."})
    assert "broken_promises" not in book.letters("individual")[0].facts, "the customer was promised nothing"


def test_a_decision_that_is_followed_is_carried_out_by_a_day_and_prevention_is_looked_at_anew() -> None:
    book = referred()
    book.do("record_external_decision", "lead", outcome="for_customer", comply_by="2026-06-22")

    decided = book.case.outside[0]
    assert (decided.outcome, decided.we, decided.promise) == ("for_customer", "follow", "PR1")
    assert (book.case.promises[0].what, book.case.promises[0].to) == ("compliance", "consumer-centre")
    assert ("quality", "consumer-centre decided for_customer") in book.told()
    assert (book.stage(), book.case.round) == ("investigating", 2)
    book.pass_days(30)
    assert book.case.promises[0].state == "broken"


def test_a_decision_to_follow_without_a_day_is_somebodys_business() -> None:
    book = referred()
    book.do("record_external_decision", "lead", outcome="for_customer")

    assert ("manager", "consumer-centre decided for_customer: nobody has said by when it is carried out") in book.told()


def test_a_decision_on_a_closed_complaint_is_never_refused_and_reopens_it_where_it_asks_something_of_us() -> None:
    book = CaseBook().closed("not_upheld")
    refused(book, "record_external_decision", "lead", because=InvalidCommand, outcome="for_firm")
    book.do("record_external_decision", "lead", outcome="for_firm", body="ombudsman")
    assert (book.stage(), book.case.outside[0].body, book.case.round) == ("closed", "ombudsman", 1)

    book.do("record_external_decision", "lead", outcome="settled", we="settle", body="adr", comply_by="2026-06-22")
    assert (book.stage(), book.case.round, book.case.settles_at) == ("investigating", 2, None)


def test_what_an_outside_body_asks_for_is_owed_although_the_customer_takes_the_complaint_back() -> None:
    book = referred()
    book.do("promise", what="papers", to="body", due="2026-06-08")
    book.do("promise", what="call_back", due="2026-06-08")
    book.do("withdraw", "customer", personal={"words": "I take it back"})

    assert [one.state for one in book.case.promises] == ["open", "released"]


def test_candidates_to_join_are_shown_to_the_handler_and_nothing_is_joined_by_itself() -> None:
    book = CaseBook(opened={"candidates": ["OTHER-1"]})
    book.deliver()

    assert "OTHER-1" in details_of(book.case)
    assert view_of(book.case)["candidates"] == ["OTHER-1"]
    assert [to for to, what in book.told() if "may be about the same: OTHER-1" in what] == ["hanako.handler"]
    assert (book.stage(), book.case.merged_into) == ("acknowledged", "")


# --- what a body asks for -----------------------------------------------------------------------------------------------------

PAPERS: dict[str, Any] = {"what": "papers", "to": "body", "due": "2026-06-20"}


@pytest.mark.parametrize("place", PLACES)
def test_what_a_body_asks_for_is_promised_to_it_wherever_the_complaint_stands(place: str) -> None:
    book = at(place).copy()
    before = (book.case.stage, book.case.referred_to)
    book.do("promise", body="city-ombudsman", what="papers", to="body", due="2026-07-30")
    assert (book.case.promises[-1].to, book.case.promises[-1].state) == ("city-ombudsman", "open")
    assert (book.case.stage, book.case.referred_to) == before
    assert [one.body for one in book.case.outside if one.decided_at is None][-1] == "city-ombudsman"


def test_after_a_withdrawal_nothing_more_is_promised_to_the_customer_and_the_body_still_gets_its_papers() -> None:
    book = CaseBook().investigated()
    book.do("withdraw", "customer", personal={"words": "I take it back"})
    assert '"to": "body"' in refused(book, "promise", what="call_back", due="2026-06-20")
    book.do("promise", body="city-ombudsman", **PAPERS)
    book.pass_days(30)
    assert book.case.promises[-1].state == "broken"
    assert ("lead", "broken promise PR1: papers by Sat 2026-06-20") in book.told()


def test_the_body_is_named_where_none_is_on_record_and_only_for_a_body() -> None:
    book = CaseBook()
    assert "body: missing" in refused(book, "promise", because=InvalidCommand, **PAPERS)
    refused(book, "promise", because=InvalidCommand, what="papers", due="2026-06-08")
    told = {"what": "call_back", "due": "2026-06-20", "body": "city-ombudsman"}
    assert '"to": "body"' in refused(book, "promise", because=InvalidCommand, **told)


def test_a_body_that_asks_while_another_looks_at_it_does_not_get_the_others_decision() -> None:
    book = CaseBook().investigated()
    book.do("refer", "lead", **REFERRED)
    book.do("promise", body="city-ombudsman", **PAPERS)
    decision: dict[str, Any] = {"outcome": "for_customer", "comply_by": "2026-06-25"}
    book.do("record_external_decision", "lead", **decision)
    assert [(one.body, one.outcome) for one in book.case.outside] == [
        ("consumer-centre", "for_customer"),
        ("city-ombudsman", ""),
    ]
    assert (book.case.promises[-1].what, book.case.promises[-1].to) == ("compliance", "consumer-centre")


def test_a_body_that_had_asked_and_is_then_turned_to_is_one_and_the_same() -> None:
    book = CaseBook().investigated()
    book.do("promise", body="consumer-centre", **PAPERS)
    book.do("refer", "lead", **REFERRED)
    assert [one.body for one in book.case.outside] == ["consumer-centre"]


def test_what_another_body_decides_is_not_put_down_to_the_one_that_looks_at_it() -> None:
    book = CaseBook().investigated()
    book.do("promise", body="city-ombudsman", **PAPERS)
    book.do("refer", "lead", **REFERRED)

    other: dict[str, Any] = {"body": "city-ombudsman", "outcome": "for_customer"}
    assert "consumer-centre looks at it now" in refused(book, "record_external_decision", "lead", **other)
    book.do("record_external_decision", "lead", body="consumer-centre", outcome="for_customer")


def test_a_decision_about_what_was_taken_back_begins_a_new_round() -> None:
    book = CaseBook().investigated()
    book.do("withdraw", "customer", personal={"words": "I take it back"})
    book.do("record_external_decision", "lead", body="ombudsman", outcome="for_customer")
    assert (book.stage(), book.case.round, book.case.closed_at) == ("investigating", 2, None)
