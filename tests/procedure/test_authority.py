"""Engine rule 4 and conflict of interest: nobody decides twice, approves their own, or judges a complaint about themselves."""

from __future__ import annotations

import pytest

from domain.errors import ComplaintError, NotAuthorised
from messages.commands import COMMANDS, example
from tests.procedure.case_book import CAN_STILL_DO, PEOPLE, CaseBook
from tests.procedure.refusing import refused
from workflows.procedure.guards import NO_JUDGEMENT

DESK = ("handler", "lead", "manager", "finance", "quality", "investigator", "auditor")
CASES = [(name, role) for name in COMMANDS for role in DESK if role in COMMANDS[name].roles]


@pytest.mark.parametrize("name, role", CASES)
def test_who_is_complained_of_may_say_what_happened_and_judges_nothing(name: str, role: str) -> None:
    book = CaseBook(opened={"complained_of": [PEOPLE[role]]})
    body = {key: value for key, value in example(name).items() if key != "by"}
    try:
        book.do(name, role, **body)
        answer = ""
    except ComplaintError as refusal:
        answer = str(refusal)
    assert ("who is complained of decides nothing here" in answer) == (name not in NO_JUDGEMENT), answer


def test_nobody_decides_stage_one_and_stage_two() -> None:
    book = CaseBook().answered("not_upheld")
    book.do("request_review", "customer")
    with pytest.raises(NotAuthorised, match="decided by another person than before"):
        book.decided("upheld")
    book.decided("upheld", "lead")


def test_a_decision_that_was_replaced_counts_too_when_it_is_asked_who_decided_before() -> None:
    book = CaseBook().investigated("not_upheld")
    book.decided("not_upheld", "lead")  # takes the place of the handler's
    book.do("decide_no_prevention", "lead", reason="single event")
    book.do("send_final_response", personal=CAN_STILL_DO)
    book.deliver()
    book.do("request_review", "customer")
    for role in ("handler", "lead"):
        with pytest.raises(NotAuthorised, match="decided by another person than before"):
            book.decided("upheld", role)
    book.decided("upheld", "manager")


def test_nobody_approves_their_own_offer_and_above_the_managers_limit_it_takes_two() -> None:
    book = CaseBook().investigated("upheld")
    large = {"kind": "refund", "ground": "obligation", "amount": "5000.00", "currency": "GBP"}
    book.offered(large, role="manager")
    assert book.case.offers[-1].approvals_needed == ["manager"]
    assert "second pair of eyes" in refused(book, "approve", "manager", because=NotAuthorised, what="O1")
    refused(book, "approve", "lead", because=NotAuthorised, what="O1")
    book.do("approve", "manager", who="mio.manager", what="O1")
    assert book.case.stage == "remedy_offered"
