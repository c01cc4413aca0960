from __future__ import annotations

import pytest

from domain.errors import MissingContent, NotAuthorised
from tests.procedure.alphabet import REGRET, RESPONSIBLE
from tests.procedure.case_book import CaseBook
from tests.procedure.refusing import refused


def test_a_regret_may_come_before_anything_is_decided(book: CaseBook) -> None:
    book.do("apologise", **REGRET)

    assert book.kinds() == ["acknowledgement", "apology_regret"]


def test_an_apology_is_made_when_its_letter_has_left_not_before(book: CaseBook) -> None:
    book.do("apologise", **REGRET)
    assert [apology.state for apology in book.case.apologies] == ["approved"]

    book.deliver("apology_regret")
    assert [apology.state for apology in book.case.apologies] == ["made"]


def test_responsibility_needs_a_decision_that_the_complaint_was_right(book: CaseBook) -> None:
    book.do("apologise", **REGRET)
    assert "decide first" in refused(book, "apologise", "lead", because=MissingContent, **RESPONSIBLE)

    book.decided("not_upheld")
    assert "decide first" in refused(book, "apologise", "lead", because=MissingContent, **RESPONSIBLE)


def test_responsibility_names_the_cause(book: CaseBook) -> None:
    book.decided("partly_upheld")

    assert "record_root_cause" in refused(book, "apologise", "lead", because=MissingContent, **RESPONSIBLE)


def test_a_waived_analysis_is_no_cause_to_name(book: CaseBook) -> None:
    book.decided("partly_upheld")
    book.do("waive_root_cause", "lead", reason="a known issue, analysed elsewhere")

    assert "record_root_cause" in refused(book, "apologise", "lead", because=MissingContent, **RESPONSIBLE)


def test_a_handler_writes_and_a_lead_approves(book: CaseBook) -> None:
    book.investigated().do("apologise", **RESPONSIBLE)
    assert book.kinds()[-1] == "apology_regret"

    book.do("approve", "lead", what="A2")
    assert book.kinds()[-1] == "apology_responsibility"
    assert book.case.apologies[1].approved_by == "leo.lead"


@pytest.mark.parametrize("flag", ["injury", "damage", "press", "legal"])
def test_where_it_is_grave_a_manager_approves(book: CaseBook, flag: str) -> None:
    book.investigated().do("reclassify", flags=[flag], reason="the customer told us")
    book.do("apologise", **RESPONSIBLE)

    assert "manager" in refused(book, "approve", "lead", because=NotAuthorised, what="A2")
    book.do("approve", "manager", what="A2")


def test_where_it_became_grave_after_the_apology_was_written_a_manager_approves_too(book: CaseBook) -> None:
    book.investigated().do("apologise", **RESPONSIBLE)
    book.do("reclassify", flags=["injury"], reason="somebody was hurt")

    assert "manager" in refused(book, "approve", "lead", because=NotAuthorised, what="A2")


def test_who_wrote_it_does_not_approve_it(book: CaseBook) -> None:
    book.investigated().do("apologise", "handler", "leo.lead", **RESPONSIBLE)

    refused(book, "approve", "lead", "leo.lead", because=NotAuthorised, what="A2")


def test_an_apology_whose_decision_was_turned_round_is_not_approved(book: CaseBook) -> None:
    book.investigated().do("apologise", **RESPONSIBLE)
    book.decided("not_upheld")

    assert "decide first" in refused(book, "approve", "lead", because=MissingContent, what="A2")


def test_who_took_responsibility_cannot_decide_afterwards_that_nothing_was_wrong(book: CaseBook) -> None:
    book.investigated().do("apologise", "lead", **RESPONSIBLE)

    said = refused(
        book, "decide", heads=[{"head": "all", "outcome": "not_upheld"}], personal={"found": "x", "reasons": "y"}
    )
    assert "took responsibility" in said


def test_responsibility_is_spoken_by_one_who_may_approve_it(book: CaseBook) -> None:
    book.investigated()
    refused(book, "apologise", because=NotAuthorised, medium="phone", **RESPONSIBLE)

    book.do("apologise", "lead", medium="phone", **RESPONSIBLE)
    assert book.case.apologies[-1].state == "made"
    assert "apology_responsibility" not in book.kinds()


def test_one_apology_of_a_kind_in_a_round(book: CaseBook) -> None:
    book.do("apologise", **REGRET)
    assert "send_letter" in refused(book, "apologise", **REGRET)

    again = CaseBook().closed()
    again.do("reopen", "lead", reason="it came back")
    again.do("apologise", **REGRET)
    assert [apology.round for apology in again.case.apologies] == [1, 1, 2]


def test_one_that_was_sent_back_is_written_anew(book: CaseBook) -> None:
    book.investigated().do("apologise", **RESPONSIBLE)
    book.do("decline_approval", "lead", what="A2", reason="say plainly what was wrong")
    book.do("apologise", **RESPONSIBLE)

    assert [apology.state for apology in book.case.apologies] == ["made", "declined", "awaiting_approval"]


def test_one_whose_letter_was_given_up_is_written_anew(book: CaseBook) -> None:
    book.investigated().do("apologise", "lead", **RESPONSIBLE)
    effect = book.stuck("apology_responsibility", "blocked")
    book.do("send_letter", "lead", effect_id=effect, then="drop", reason="the wording was wrong")

    book.do("apologise", "lead", **RESPONSIBLE)
    assert book.kinds().count("apology_responsibility") == 2


def test_a_regret_does_not_close_what_was_upheld(book: CaseBook) -> None:
    book.investigated().do("decide_no_prevention", "lead", reason="single event")
    book.do("send_final_response", personal={})
    book.deliver()

    assert "responsibility" in refused(book, "close", ground="accepted", personal={"words": "fine"})


def test_a_letter_of_an_earlier_round_that_leaves_late_still_makes_its_apology(book: CaseBook) -> None:
    book.investigated().do("apologise", "lead", **RESPONSIBLE)
    book.do("withdraw", "customer", personal={"words": "enough"})
    book.do("reopen", "lead", reason="the customer came back")
    book.deliver("apology_responsibility")

    assert book.case.apologies[-1].state == "made"
