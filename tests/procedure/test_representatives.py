"""A daughter who calls for her mother is heard at once, and decides nothing until she has shown that she may."""

from __future__ import annotations

from typing import Any

import pytest

from domain.errors import InvalidCommand, NotAuthorised
from letters.sender import correspondents
from policies.firm import Firm
from tests.letters.conftest import firm  # noqa: F401 — the example firm
from tests.procedure.case_book import REFUND, CaseBook
from tests.procedure.refusing import refused


def spoken_for(authority: str = "claimed") -> CaseBook:
    who = {"name": "Dora Daughter", "relation": "daughter", "contact": "dora@example.com", "authority": authority}
    return CaseBook(personal={"representative": who}, opened={"representative": authority})


def evidenced(book: CaseBook) -> CaseBook:
    reason = "signed by the customer, seen at the counter"
    book.do("authorise_representative", authority="evidenced", evidence=["mandate-1"], reason=reason)
    return book


def test_somebody_asks_for_the_authority_and_the_clock_runs_meanwhile() -> None:
    book = spoken_for()
    assert book.open_problems() == ["authority"]
    assert {one.state for one in book.case.deadlines} == {"running"}
    assert evidenced(book).open_problems() == []


@pytest.mark.parametrize(
    "command, body",
    [
        ("answer_offer", {"answer": "accepted"}),
        ("withdraw", {"personal": {"words": "we take it back"}}),
        ("request_review", {}),
    ],
)
def test_without_authority_nobody_else_decides_for_the_customer(command: str, body: dict[str, Any]) -> None:
    with pytest.raises(NotAuthorised, match="authority to act for the customer"):
        spoken_for().do(command, "representative", **body)


@pytest.mark.parametrize("authority", ["claimed", "none"])
@pytest.mark.parametrize("role", ["handler", "lead"])
def test_nor_does_the_desk_withdraw_for_them(authority: str, role: str) -> None:
    taken_back: dict[str, Any] = {"personal": {"words": "my mother takes it back"}}
    book = spoken_for(authority)
    said = refused(book, "withdraw", role, because=NotAuthorised, **taken_back)
    assert "ask the customer" in said
    assert "gave_up" in said

    evidenced(book).do("withdraw", role, **taken_back)
    assert book.stage() == "withdrawn"


def test_nor_does_the_desk_accept_an_offer_for_them() -> None:
    book = spoken_for()
    book.decided()
    book.offered(REFUND)
    said = refused(book, "answer_offer", because=NotAuthorised, answer="accepted")
    assert "as theirs (by role customer)" in said
    assert book.stage() == "remedy_offered"

    book.do("answer_offer", "customer", answer="accepted")
    assert book.stage() == "remedy_agreed"


def test_the_customers_own_word_is_always_theirs() -> None:
    book = spoken_for()
    book.do("withdraw", "customer", personal={"words": "I take it back"})
    assert book.stage() == "withdrawn"


def test_with_authority_they_do() -> None:
    book = evidenced(spoken_for()).investigated().offered()
    book.do("answer_offer", "representative", answer="accepted")
    assert book.stage() == "remedy_agreed"


def test_what_they_have_to_say_is_always_taken() -> None:
    book = spoken_for("none")
    book.do("record_contact", "representative", personal={"words": "she is afraid of the man at the door"})
    assert book.case.contacts


def test_letters_go_to_them_only_once_they_may_read_them(firm: Firm) -> None:  # noqa: F811
    book = spoken_for()
    assert correspondents(book.letters("acknowledgement")[0], firm).to_email == "sam@example.com"
    evidenced(book).do("send_update", personal={"message": "we have called the shop"})
    assert correspondents(book.letters("progress_update")[0], firm).to_email == "dora@example.com"


def test_evidence_is_named() -> None:
    with pytest.raises(InvalidCommand, match="name the document"):
        spoken_for().do("authorise_representative", authority="evidenced", reason="she sounded honest")


def test_where_nobody_speaks_for_the_customer_there_is_nothing_to_authorise(book: CaseBook) -> None:
    said = refused(book, "authorise_representative", authority="claimed", reason="a neighbour called")
    assert "nobody speaks for the customer" in said
