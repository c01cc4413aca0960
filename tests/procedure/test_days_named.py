"""A day that somebody writes to a customer is a promise: on record, or a date that runs, or refused until it is promised."""

from __future__ import annotations

from typing import Any

import pytest

from domain.errors import WordsRefused
from tests.procedure.case_book import CaseBook

LETTER: dict[str, Any] = {"personal": {"words": "We will write to you again by Friday 12 June 2026."}}


def open_case() -> CaseBook:
    book = CaseBook()
    book.deliver()
    return book


def test_a_day_on_which_nothing_is_promised_is_promised_first() -> None:
    book = open_case()
    with pytest.raises(WordsRefused) as refused:
        book.do("send_letter", **LETTER)
    said = str(refused.value)
    assert 'on 2026-06-12 nothing is promised or due: promise {"what": "answer", "due": "2026-06-12"' in said
    assert "or write a day that is (2026-06-03, " in said
    book.do("promise", what="answer", due="2026-06-12", personal={"what": "we write again"})
    book.do("send_letter", **LETTER)
    assert len(book.letters("individual")) == 1


@pytest.mark.parametrize(
    "name, body",
    [
        ("send_update", {"personal": {"message": "You will have our answer by 12 June."}}),
        ("apologise", {"kind": "regret", "personal": {"told_us": "it broke", "words": "A box comes on 12 June."}}),
        ("request_item", {"personal": {"what": "the plate", "packaging": "a box that reaches you on 12 June"}}),
    ],
)
def test_whatever_letter_it_stands_in(name: str, body: dict[str, Any]) -> None:
    with pytest.raises(WordsRefused, match="on 2026-06-12 nothing is promised"):
        open_case().do(name, **body)


def test_the_days_of_duties_that_run_may_be_named() -> None:
    book = open_case()
    book.do("send_update", personal={"message": "You will have our answer by 29 June."})
    assert len(book.letters("progress_update")) == 1


def test_a_window_is_named_by_its_day_in_the_complaints_zone() -> None:
    book = CaseBook("jp-standard")
    book.deliver()
    window = {"from": "2026-06-11T15:30:00+00:00", "due": "2026-06-11T16:30:00+00:00"}  # already Friday in Japan
    book.do("promise", what="call_back", **window, personal={"what": "call"})
    book.do("send_update", personal={"message": "We call you on Friday 12 June, shortly after midnight."})
    assert len(book.letters("progress_update")) == 1


def test_the_day_that_the_command_itself_sets_is_on_record_with_it() -> None:
    book = open_case()
    late = {"reasons_for_delay": "The carrier has not answered.", "words": "We write again by 20 July 2026."}
    book.do("send_letter", kind="holding_response", new_date="2026-07-20", personal=late)
    assert len(book.letters("holding_response")) == 1


def test_what_was_promised_and_is_broken_is_no_day_to_name() -> None:
    book = open_case()
    book.do("promise", what="answer", due="2026-06-12", personal={"what": "we write again"})
    book.do("withdraw", "customer", personal={"words": "enough"})
    book.do("reopen", "lead", reason="it came back")
    with pytest.raises(WordsRefused, match="on 2026-06-12 nothing is promised"):
        book.do("send_letter", **LETTER)


def test_by_word_of_mouth_nothing_is_written() -> None:
    book = open_case()
    book.do("send_update", medium="phone", personal={"message": "I call you on 12 June."})


# --- a day that a letter named for the answer, and that was broken ----------------------------------------------------------


def broken_answer() -> CaseBook:
    book = open_case()
    book.do("send_letter", kind="delay_notice", new_date="2026-06-10", personal={"reasons_for_delay": "illness"})
    book.deliver()
    book.come("breach/promised_answer")
    return book


def test_the_next_letter_says_sorry_that_the_answer_did_not_come_on_the_day_it_named() -> None:
    book = broken_answer()
    book.do("send_update", personal={"message": "We are still looking."})
    sorry = [{"what": "answer", "due": "2026-06-10"}]
    assert book.letters("progress_update")[-1].facts["broken_promises"] == sorry
    book.do("send_update", personal={"message": "We are still looking."})
    assert "broken_promises" not in book.letters("progress_update")[-1].facts, "it is said once"


def test_a_letter_of_its_own_may_say_so() -> None:
    book = broken_answer()
    book.do("send_letter", kind="delay_apology", personal={"because": "two of us were ill"})
    assert book.letters("delay_apology")[-1].facts["broken_promises"] == [{"what": "answer", "due": "2026-06-10"}]


def test_where_that_letter_is_given_up_the_next_one_says_it() -> None:
    book = broken_answer()
    book.do("send_letter", kind="delay_apology", personal={"because": "two of us were ill"})
    effect = book.stuck("delay_apology", "blocked")
    book.do("send_letter", effect_id=effect, then="drop", reason="she was called instead")
    book.do("send_update", personal={"message": "We are still looking."})
    assert "broken_promises" in book.letters("progress_update")[-1].facts
