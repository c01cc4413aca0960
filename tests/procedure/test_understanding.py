from __future__ import annotations

from typing import Any

from domain.errors import InvalidCommand
from tests.procedure.case_book import CaseBook
from tests.procedure.refusing import refused

TWO: dict[str, Any] = {"personal": {"questions": ["When did it arrive?", "Is the box still there?"]}}


def test_each_question_is_reminded_once_and_then_lapses(book: CaseBook) -> None:
    book.do("ask_customer", **TWO)
    book.pass_days(10)
    assert [question.reminded for question in book.case.questions] == [1, 1]

    book.pass_days(10)
    assert [question.state for question in book.case.questions] == ["lapsed", "lapsed"]
    assert book.stage() == "investigating"


def test_a_late_answer_is_welcome(book: CaseBook) -> None:
    book.do("ask_customer", **TWO)
    book.pass_days(20)
    book.do("record_answer", "customer", question="Q1", personal={"answer": "on Monday"})

    assert book.case.questions[0].state == "answered"
    assert book.stage() == "investigating"


def test_the_case_goes_on_when_the_last_question_is_settled(book: CaseBook) -> None:
    book.do("ask_customer", **TWO)
    book.do("record_answer", "customer", question="Q1", personal={"answer": "on Monday"})
    assert book.stage() == "awaiting_customer"

    book.do("withdraw_question", question="Q2", reason="the carrier told us")
    assert book.stage() == "investigating"
    assert not [due for due in book.agenda() if "Q" in due.key]


def test_an_answered_question_is_not_reminded(book: CaseBook) -> None:
    book.do("ask_customer", **TWO)
    book.do("record_answer", "customer", question="Q1", personal={"answer": "on Monday"})
    book.pass_days(10)

    assert [question.reminded for question in book.case.questions] == [0, 1]


def test_with_questions_open_an_offer_is_refused_with_the_way_on(book: CaseBook) -> None:
    book.do("ask_customer", **TWO)
    words = {"descriptions": {"A": "again"}}
    said = refused(
        book, "offer_remedy", alternatives=[{"items": [{"kind": "redo", "ground": "goodwill"}]}], personal=words
    )

    assert "withdraw_question" in said


def test_thirty_open_questions_are_an_interrogation(book: CaseBook) -> None:
    refused(book, "ask_customer", because=InvalidCommand, personal={"questions": ["Why?"] * 11})
    for _ in range(3):
        book.do("ask_customer", personal={"questions": ["Why?"] * 10})

    refused(book, "ask_customer", personal={"questions": ["Why?"]})


def test_a_question_open_when_the_matter_was_referred_ends_with_closing() -> None:
    book = CaseBook().investigated("not_upheld")
    book.do("decide_no_prevention", "lead", reason="single event")
    book.do("ask_customer", **TWO)
    book.do("refer", "lead", body="consumer-centre", reason="the customer went there")
    book.come("wait/question_lapses/Q1")
    book.do("record_external_decision", "lead", outcome="for_firm")
    book.do("send_final_response", personal={})
    book.deliver()
    book.do("close", ground="accepted", personal={"words": "fine"})

    assert [question.state for question in book.case.questions] == ["lapsed", "withdrawn"]


def test_the_agreed_summary_is_kept_beside_the_customers_own_words(book: CaseBook) -> None:
    book.do("agree_summary", medium="phone", personal={"summary": "a broken plate", "desired_outcome": "a new one"})

    assert book.case.personal is not None
    assert book.case.personal["description"] == "The plate arrived in pieces."
    assert book.case.personal["summary"] == "a broken plate"
    assert book.case.personal["desired_outcome"] == "a new one"
