"""Another firm's matter (desk, C18): told to whom it goes and why, passed on with consent; what stays is answered here."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from domain.errors import InvalidCommand
from tests.procedure.case_book import MONDAY, CaseBook
from tests.procedure.refusing import refused

WORDS = {"firm_name": "Specimen Carriers", "why": "the carrier answers for its own driver"}
GOES: dict[str, Any] = {"to": "carrier-1", "consent": "phone", "reason": "the carrier's driver", "personal": WORDS}
LATER: dict[str, Any] = {**GOES, "due": "2026-06-03"}
HEADS: dict[str, Any] = {
    "heads": [{"id": "h1", "category": "delivery"}, {"id": "h2", "category": "staff"}],
    "personal": {"heads": {"h1": "it arrived broken", "h2": "the driver shouted"}},
}


def states(book: CaseBook) -> dict[str, str]:
    return {one.duty: one.state for one in book.case.deadlines}


def test_the_head_that_is_another_firms_goes_and_the_rest_is_answered_here() -> None:
    book = CaseBook(**HEADS)
    book.do("forward", "lead", heads=["h2"], **LATER)

    order = book.letters("forwarding")[0]
    assert order.facts["heads"] == [{"id": "h2"}]
    assert order.facts["pass_on_by"] == "2026-06-03"
    assert order.personal is not None
    assert order.personal["heads"] == {"h2": "the driver shouted"}
    assert [head["id"] for head in book.case.heads] == ["h1"]
    assert book.stage() == "investigating"
    assert states(book)["final_response"] == "running"
    book.do(
        "decide", heads=[{"head": "h1", "outcome": "upheld"}], personal={"found": "broken", "reasons": "photographs"}
    )


def test_all_of_it_goes_its_clocks_end_when_the_customer_knows_and_the_other_firm_has_it() -> None:
    book = CaseBook()
    book.do("forward", "lead", **LATER)
    assert (book.stage(), states(book)["final_response"]) == ("following_up", "running")
    book.deliver()
    assert states(book)["final_response"] == "running"
    assert "keep_promise PR1" in refused(book, "close", ground="forwarded")

    book.do("keep_promise", promise="PR1")
    assert {states(book)[duty] for duty in ("final_response", "root_cause", "apologise")} == {"cancelled"}
    assert states(book)["acknowledge"] == "met"
    book.do("close", ground="forwarded")
    assert (book.stage(), book.case.closing_ground) == ("closed", "forwarded")
    assert [waiver.what for waiver in book.case.waivers] == ["root_cause", "apology", "prevention"]


def test_what_is_late_before_it_is_passed_on_stays_a_breach() -> None:
    book = CaseBook()
    book.deliver()
    book.pass_days(40)
    book.do("forward", "lead", **GOES, medium="phone", passed_on_at=book.now.isoformat())

    assert states(book)["final_response"] == "breached"
    assert not [due for due in book.agenda() if due.key.startswith(("breach", "warning"))]


def test_told_by_word_of_mouth_no_letter_goes_out() -> None:
    book = CaseBook()
    book.deliver()
    book.do("forward", "lead", **GOES, medium="phone", passed_on_at=MONDAY.isoformat())

    assert "forwarding" not in book.kinds()
    book.do("close", ground="forwarded")


def test_passing_it_on_is_a_promise_that_can_be_broken() -> None:
    book = CaseBook()
    book.do("forward", "lead", **LATER)
    book.deliver()
    book.pass_days(5)

    assert book.case.promises[0].state == "broken"
    book.do("keep_promise", promise="PR1")
    assert book.case.forwarded[0].passed_on_at == book.now


def test_without_consent_name_and_reason_nothing_is_passed_on() -> None:
    book = CaseBook(**HEADS)
    refused(book, "forward", "lead", because=InvalidCommand, **{**LATER, "consent": "silence"})
    refused(
        book, "forward", "lead", because=InvalidCommand, **{**LATER, "personal": {"firm_name": "Specimen Carriers"}}
    )
    refused(book, "forward", "lead", because=InvalidCommand, **GOES)
    refused(book, "forward", "lead", because=InvalidCommand, heads=["h9"], **LATER)
    ahead = (MONDAY + timedelta(days=1)).isoformat()
    refused(book, "forward", "lead", **GOES, passed_on_at=ahead)


def test_who_may_not_decide_for_the_customer_cannot_agree_for_them() -> None:
    book = CaseBook(opened={"representative": "claimed"})

    assert "authorise_representative" in refused(book, "forward", "lead", consent_of="representative", **LATER)
    book.do("forward", "lead", **LATER)


def test_what_is_decided_here_is_answered_here() -> None:
    assert "decided already" in refused(CaseBook().investigated(), "forward", "lead", **LATER)


def test_where_it_is_ours_after_all_a_review_takes_it_back_and_nothing_goes() -> None:
    book = CaseBook()
    book.do("forward", "lead", **LATER)
    book.deliver()
    assert "request_review" in refused(
        book, "decide", heads=[{"head": "all", "outcome": "upheld"}], personal={"found": "x", "reasons": "y"}
    )
    book.do("request_review", "customer")

    assert (book.stage(), book.case.round, book.case.promises[0].state) == ("investigating", 2, "released")
    refused(book, "close", ground="forwarded")
    book.decided("upheld", "lead")


def test_a_pack_that_has_a_limit_for_telling_it_has_it_met_by_the_letter() -> None:
    book = CaseBook()
    rules = {**book.policy.rules, "duties": {**book.policy.rules["duties"]}}
    rules["duties"]["apologise"] = {**rules["duties"]["apologise"], "met_by": ["forwarding_sent"]}
    book.policy = book.policy.model_copy(update={"rules": rules})
    book.do("forward", "lead", **LATER)
    book.deliver("forwarding")

    assert states(book)["apologise"] == "met"


def test_an_outside_body_that_decides_about_us_makes_what_was_passed_on_ours_again() -> None:
    book = CaseBook()
    book.do("forward", "lead", **LATER)
    book.deliver("forwarding")
    book.do("refer", "lead", body="consumer-centre", reason="the customer went there")
    book.do("record_external_decision", "lead", outcome="for_customer", we="follow")

    assert (book.stage(), book.case.round) == ("investigating", 2)
    book.do("decide", heads=[{"head": "all", "outcome": "upheld"}], personal={"found": "ours", "reasons": "the record"})


def test_what_was_decided_in_an_earlier_round_may_turn_out_to_be_another_firms() -> None:
    book = CaseBook().investigated()
    book.do("withdraw", "customer", personal={"words": "I take it back"})
    book.do("reopen", "lead", reason="the carrier broke it after all")
    book.do("forward", "lead", **LATER)

    assert book.stage() == "following_up"


def test_nothing_was_passed_on_before_it_came() -> None:
    early = (MONDAY - timedelta(minutes=1)).isoformat()
    assert "before the complaint was received" in refused(CaseBook(), "forward", "lead", **GOES, passed_on_at=early)
