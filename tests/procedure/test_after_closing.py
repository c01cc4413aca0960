"""Messages after closing, and "forget it" (もういいです), which is no withdrawal (desk, C22)."""

from __future__ import annotations

import pytest

from tests.procedure.case_book import CAN_STILL_DO, CaseBook


def message(book: CaseBook, meaning: str) -> None:
    book.do("record_contact", "customer", personal={"words": "hello"})
    book.do("record_contact", "lead", contact=book.case.contacts[-1].id, meaning=meaning)


def test_a_message_after_closing_is_judged_within_a_business_day_by_somebody() -> None:
    book = CaseBook().closed()
    book.do("record_contact", "customer", personal={"words": "hello"})
    assert [due.key.split("/")[1] for due in book.agenda() if "K1" in due.key] == ["message_triage"]
    book.pass_days(2)

    assert book.open_problems() == ["CASE-1/message/K1"]


def test_thanks_are_filed_and_need_nothing() -> None:
    book = CaseBook().closed()
    message(book, "thanks")

    assert (book.stage(), book.open_problems()) == ("closed", [])


def test_a_question_is_somebodys_to_answer_and_the_complaint_stays_closed() -> None:
    book = CaseBook().closed()
    message(book, "question")
    assert book.open_problems() == ["CASE-1/question/K1"]
    book.do("send_letter", personal={"words": "Your receipt is enclosed."})

    assert (book.stage(), book.open_problems()) == ("closed", [])


def test_the_same_matter_waits_for_a_lead_until_it_is_reopened() -> None:
    book = CaseBook().closed()
    message(book, "same_matter")
    assert book.open_problems() == ["CASE-1/same_matter/K1"]
    book.do("reopen", "lead", reason="it came back")

    assert book.open_problems() == []


@pytest.mark.parametrize("end", ["closed", "withdrawn"])
def test_contacts_notes_goods_and_outside_decisions_are_never_refused_on_an_ended_complaint(end: str) -> None:
    book = CaseBook().investigated()
    book.do("request_item", personal={"what": "the plate"})
    if end == "withdrawn":
        book.do("withdraw", "customer", personal={"words": "I take it back"})
    else:
        book.do("waive_apology", "lead", reason="the customer wants none")
        book.do("decide_no_prevention", "lead", reason="single event")
        book.do("send_final_response", personal=CAN_STILL_DO)
        book.deliver()
        book.do("close", ground="accepted", personal={"words": "that settles it"})
    assert book.stage() == end

    book.do("record_contact", "customer", personal={"words": "hello"})
    book.do("note", personal={"text": "the carrier called"})
    book.do("record_item", item="G1", what="arrived", personal={"condition": "in pieces"})
    book.do("record_external_decision", "lead", outcome="for_firm", body="ombudsman")
    assert book.stage() == end


def test_who_gives_up_has_not_withdrawn_and_a_lead_calls_once() -> None:
    book = CaseBook().investigated()
    book.do("record_contact", medium="phone", meaning="gave_up", personal={"words": "mou ii desu"})
    assert (book.stage(), book.open_problems()) == ("investigating", ["CASE-1/gave_up/K1"])
    book.do("record_contact", medium="phone", direction="out", personal={"words": "I called"})
    assert book.open_problems() == ["CASE-1/gave_up/K1"], "a lead calls"
    book.do("record_contact", "lead", medium="phone", direction="out", personal={"words": "she wants no more of it"})

    assert book.open_problems() == []
    assert book.case.closing_ground is None
