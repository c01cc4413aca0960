"""Silence after the final response: it asks for an answer by a day, one reminder follows, only then is silence a ground (C6)."""

from __future__ import annotations

import pytest

from letters.rendering import render
from messages.deeds import LetterOrder
from policies.firm import Firm
from tests.letters.conftest import firm
from tests.procedure.case_book import CAN_STILL_DO, CaseBook
from tests.procedure.refusing import refused

__all__ = ["firm"]
AFTER_TEN, AFTER_TWENTY = 15, 29
"""Business days from that Monday on, in days."""


def answered(outcome: str = "not_upheld", **changes: object) -> CaseBook:
    book = CaseBook(**changes).answered(outcome)  # type: ignore[arg-type]
    book.pass_days(0.5)
    return book


def text(order: LetterOrder, firm: Firm) -> str:
    return " ".join(render(order, firm).text.split())


def reminded(book: CaseBook) -> CaseBook:
    """The reminder has left."""
    book.pass_days(AFTER_TEN)
    book.deliver("reminder")
    return book


@pytest.mark.parametrize(
    "locale, outcome, kind, said",
    [
        ("en", "upheld", "final_response", "please tell us by Monday 29 June 2026"),
        ("en", "not_upheld", "not_upheld", "please tell us by Monday 29 June 2026"),
        ("ja", "upheld", "final_response", "6月29日（月）までに"),
        ("ja", "not_upheld", "not_upheld", "6月29日（月）までに"),
    ],
)
def test_the_final_response_names_the_day_by_which_an_answer_is_asked_for(
    locale: str, outcome: str, kind: str, said: str, firm: Firm
) -> None:
    book = CaseBook(opened={"locale": locale}).investigated(outcome)
    book.do("waive_apology", "lead", reason="the customer wants none")
    book.do("decide_no_prevention", "lead", reason="single event")
    book.do("send_final_response", personal=CAN_STILL_DO)
    [order] = book.letters(kind)
    assert said in text(order, firm)

    book.deliver()
    assert [str(wait.due) for wait in book.case.waits if wait.name == "no_answer_until"] == ["2026-06-29"]


@pytest.mark.parametrize(
    "locale, subject, said",
    [
        ("en", "Our answer to your complaint", "Please answer by Monday 29 June 2026"),
        ("ja", "先日お送りいたしましたご回答につきまして", "6月29日（月）までに"),
    ],
)
def test_who_does_not_answer_is_reminded_once_with_the_same_day(
    locale: str, subject: str, said: str, firm: Firm
) -> None:
    book = answered(opened={"locale": locale})
    book.pass_days(AFTER_TEN)

    [order] = book.letters("reminder")
    letter = render(order, firm)
    assert subject in letter.subject
    assert said in " ".join(letter.text.split())
    assert order.facts["answered_on"] == "2026-06-01"
    book.deliver()
    book.pass_days(60)
    assert book.kinds().count("reminder") == 1


def test_it_is_closed_as_no_answer_only_when_the_day_has_passed_and_the_reminder_left() -> None:
    book = answered()
    assert "until 2026-06-29; silence is not acceptance" in refused(book, "close", ground="no_answer")
    reminded(book).pass_days(AFTER_TEN)
    assert ("hanako.handler", "no answer to the final response") in book.told()
    book.do("close", ground="no_answer")

    assert book.case.closing_ground == "no_answer"


@pytest.mark.parametrize("how", ["blocked", "failed"])
def test_a_reminder_that_has_not_left_reminds_nobody_until_a_person_asks(how: str) -> None:
    book = answered()
    book.pass_days(AFTER_TEN)
    book.stuck("reminder", how)
    book.now = book.now.replace(month=7)
    book.case.waits = []
    assert "was not reminded" in refused(book, "close", ground="no_answer")
    book.do("record_contact", direction="out", medium="phone", personal={"words": "nobody picked up"})

    book.do("close", ground="no_answer")


def test_who_wants_no_contact_is_not_reminded_and_somebody_is_told() -> None:
    book = answered(opened={"preferences": {"no_contact": "yes"}})
    book.pass_days(AFTER_TWENTY)

    assert "reminder" not in book.kinds()
    assert ("hanako.handler", "no answer to the final response yet, and no reminder goes out") in book.told()
    book.do("close", ground="no_answer")


def test_who_has_answered_is_not_reminded_and_not_silent() -> None:
    book = answered()
    book.do("record_contact", "customer", personal={"words": "I do not agree"})
    book.pass_days(40)

    assert "reminder" not in book.kinds()
    assert "has answered (K1)" in refused(book, "close", ground="no_answer")


def test_a_reminder_that_waits_is_called_off_by_the_answer_and_by_closing() -> None:
    for end in ("answer", "close"):
        book = answered()
        book.pass_days(AFTER_TEN)
        book.stuck("reminder", "waiting")
        if end == "answer":
            book.do("record_contact", "customer", personal={"words": "I do not agree"})
        else:
            book.do("close", ground="accepted", personal={"words": "that settles it"})
        book.pass_days(2)

        assert book.letters("reminder") == []


def test_an_answer_to_our_offer_after_it_is_an_answer() -> None:
    book = CaseBook().investigated("upheld")
    book.do("waive_apology", "lead", reason="the customer wants none")
    book.do("decide_no_prevention", "lead", reason="single event")
    book.offered().do("send_final_response", personal={})
    book.deliver()
    book.pass_days(1)
    book.do("answer_offer", "customer", answer="rejected")
    book.pass_days(40)

    assert "has answered (O1)" in refused(book, "close", ground="no_answer")


def test_no_answer_to_what_was_only_spoken_is_no_silence() -> None:
    book = CaseBook().investigated("not_upheld")
    book.do("decide_no_prevention", "lead", reason="single event")
    book.do("send_final_response", medium="phone", personal={})
    book.pass_days(40)

    assert "by letter" in refused(book, "close", ground="no_answer")


def test_the_time_for_an_answer_also_runs_while_the_remedy_is_carried_out() -> None:
    book = CaseBook().investigated("upheld")
    book.do("waive_apology", "lead", reason="the customer wants none")
    book.do("decide_no_prevention", "lead", reason="single event")
    book.agreed().do("send_final_response", personal={})
    book.deliver()
    book.do("fulfil_remedy", "finance")
    book.provider("done")

    assert "until" in refused(book, "close", ground="no_answer")


def test_the_time_for_an_answer_also_runs_from_a_letter_a_person_found_to_have_left() -> None:
    book = CaseBook().investigated("not_upheld")
    book.do("decide_no_prevention", "lead", reason="single event")
    book.do("send_final_response", personal=CAN_STILL_DO)
    effect = book.stuck("not_upheld", "unknown")
    book.do("send_letter", "lead", effect_id=effect, then="was_sent")

    assert "until" in refused(book, "close", ground="no_answer")


def test_who_was_called_before_the_answer_left_was_not_reminded_of_it() -> None:
    book = CaseBook()
    book.do("record_contact", direction="out", medium="phone", personal={"words": "nobody picked up"})
    book.pass_days(1)
    book.answered("not_upheld").pass_days(AFTER_TEN)
    book.stuck("reminder", "blocked")
    book.now = book.now.replace(month=7)
    book.case.waits = []

    assert "was not reminded" in refused(book, "close", ground="no_answer")


def test_who_was_reminded_in_an_earlier_round_was_not_reminded_in_this_one() -> None:
    book = reminded(answered())
    book.do("request_review", "customer")
    book.deliver()
    book.do("apologise", kind="regret", medium="phone", personal={"words": "I am sorry"})
    book.do("waive_root_cause", "lead", reason="known issue")
    book.decided("not_upheld", "lead")
    book.do("send_final_response", "lead", personal=CAN_STILL_DO)
    book.deliver()
    book.pass_days(AFTER_TEN)
    book.stuck("reminder", "blocked")
    book.pass_days(AFTER_TWENTY)

    assert "was not reminded" in refused(book, "close", ground="no_answer")


def test_who_went_to_an_outside_body_is_not_asked_for_an_answer() -> None:
    book = answered()
    book.do("refer", "lead", body="ombudsman", reason="the customer went there")
    book.pass_days(40)

    assert "reminder" not in book.kinds()
