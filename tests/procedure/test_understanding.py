from __future__ import annotations

from typing import Any

from domain.errors import InvalidCommand
from tests.procedure.case_book import CAN_STILL_DO, CaseBook
from tests.procedure.refusing import refused
from workflows.to_know import to_know

TWO: dict[str, Any] = {"personal": {"questions": ["When did it arrive?", "Is the box still there?"]}}


def test_who_was_never_asked_is_not_said_to_have_been_silent(book: CaseBook) -> None:
    book.do("ask_customer", personal={"questions": ["When?"]})
    effect = book.stuck("question", "unknown")
    book.come("wait/question_lapses/Q1")
    told = [what for _, what in book.told()]
    assert f"Q1 never reached the customer: its letter {effect} has not left" in told
    assert "the customer did not answer Q1" not in told


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
    book.do("send_final_response", personal=CAN_STILL_DO)
    book.deliver()
    book.do("close", ground="accepted", personal={"words": "fine"})

    assert [question.state for question in book.case.questions] == ["lapsed", "withdrawn"]


def test_the_agreed_summary_is_kept_beside_the_customers_own_words(book: CaseBook) -> None:
    book.do("agree_summary", medium="phone", personal={"summary": "a broken plate", "desired_outcome": "a new one"})

    assert book.case.personal is not None
    assert book.case.personal["description"] == "The plate arrived in pieces."
    assert book.case.personal["summary"] == "a broken plate"
    assert book.case.personal["desired_outcome"] == "a new one"


def test_that_they_were_heard_out_and_the_points_read_back_is_on_record_with_the_contact(book: CaseBook) -> None:
    said = {"words": "it broke, and nobody called", "read_back": "the plate broke; a call was promised"}
    book.do("record_contact", medium="phone", heard_out=True, personal=said)

    assert (book.case.contacts[0].heard_out, book.case.contacts[0].read_back) == (True, True)
    assert book.case.summary_agreed_at == book.now
    assert (book.case.personal or {})["summary"] == "the plate broke; a call was promised"
    assert "last contact: K1 (in, phone, heard out, read back 復唱) on 2026-06-01; its words: personal" in to_know(
        book.case
    )


def test_what_was_agreed_is_not_replaced_by_what_is_read_back_in_a_later_call(book: CaseBook) -> None:
    book.do("agree_summary", personal={"summary": "the plate broke"})
    agreed_at = book.case.summary_agreed_at
    book.pass_days(1)
    book.do("record_contact", medium="phone", personal={"words": "call me at noon", "read_back": "a call at noon"})

    assert (book.case.summary_agreed_at, (book.case.personal or {})["summary"]) == (agreed_at, "the plate broke")


def test_how_the_desk_listened_is_the_desks_to_say(book: CaseBook) -> None:
    said = {"words": "I told you all", "read_back": "nothing"}
    book.do("record_contact", "service", heard_out=True, personal=said)

    assert (book.case.contacts[0].heard_out, book.case.contacts[0].read_back) == (False, False)
    assert book.case.summary_agreed_at is None


def test_a_call_of_the_desk_is_the_first_reply_and_a_customers_call_is_none() -> None:
    book = CaseBook("jp-standard")

    def met() -> bool:
        return next(one for one in book.case.deadlines if one.duty == "first_reply").met_at is not None

    book.do("record_contact", medium="phone", direction="in", personal={"words": "is anybody there?"})
    assert not met()

    book.do("record_contact", medium="phone", direction="out", personal={"words": "we have the cup and look at it"})
    assert met()
