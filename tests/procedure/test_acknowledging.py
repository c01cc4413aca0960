"""Acknowledged by word of mouth: then no letter follows, but where the rule asks for writing; what was not said meets nothing."""

from __future__ import annotations

from typing import Any

import pytest

from domain.errors import InvalidCommand
from tests.procedure.case_book import CaseBook
from workflows.procedure.next_act import next_act

WRITTEN = ["uk-fca-disp", "us-reg-x", "us-reg-z", "us-dot"]
"""Packs whose source says "written" of the acknowledgement."""


def state(book: CaseBook, duty: str = "acknowledge") -> str:
    return next(one.state for one in book.case.deadlines if one.duty == duty and one.round == book.case.round)


def going_out(book: CaseBook) -> list[str]:
    """The letters to the customer that are still to leave."""
    return [one.kind for one in book.case.letters if one.order and one.kind != "notice"]


def test_after_a_call_no_letter_follows_and_the_caller_was_told_the_reference_and_by_when(book: CaseBook) -> None:
    act = book.do("acknowledge", medium="phone")
    assert (state(book), going_out(book)) == ("met", [])
    assert act.hints == [
        "tell the caller: the reference is CASE-1; they hear from us by 2026-06-15; our answer comes by 2026-06-29"
    ]


@pytest.mark.parametrize("pack", WRITTEN)
def test_where_the_rule_asks_for_writing_a_call_is_noted_and_the_letter_meets_the_duty(pack: str) -> None:
    book = CaseBook(pack, channel="letter")
    book.do("acknowledge", medium="phone")
    assert (state(book), going_out(book), book.stage()) == ("running", ["acknowledgement"], "received")
    assert "asks for it in writing" in book.case.timeline[-1].what
    book.deliver("acknowledgement")
    assert (state(book), book.stage()) == ("met", "acknowledged")


def test_a_written_one_that_was_given_up_is_written_again_after_a_call() -> None:
    book = CaseBook("uk-fca-disp")
    effect = book.stuck("acknowledgement", "blocked")
    book.do("send_letter", effect_id=effect, then="drop", reason="wrong name")
    book.do("acknowledge", medium="phone")
    assert going_out(book) == ["acknowledgement"]


@pytest.mark.parametrize(
    "pack, follows", [("iso-10002", []), ("jp-standard", []), ("uk-fca-disp", ["acknowledgement"])]
)
def test_said_when_it_was_taken_a_letter_follows_only_where_the_rule_asks_for_writing(
    pack: str, follows: list[str]
) -> None:
    book = CaseBook(pack, channel="phone", facts={"acknowledged": "phone"})
    assert going_out(book) == follows
    assert (state(book) == "met") is not bool(follows)


@pytest.mark.parametrize("medium", ["letter", "email", "message"])
def test_what_was_not_said_is_not_recorded_as_said(book: CaseBook, medium: str) -> None:
    with pytest.raises(InvalidCommand, match=r"for what was said .*was_sent.*meets \"acknowledge\""):
        book.do("acknowledge", medium=medium)
    assert (state(book), going_out(book)) == ("running", ["acknowledgement"])


def test_one_that_somebody_wrote_without_us_is_met_by_hand_and_the_letter_called_off() -> None:
    book = CaseBook("uk-housing")
    book.do(
        "note", "lead", meets="stage1_acknowledge", personal={"text": "handed over at the counter, copy in the file"}
    )
    assert (book.stage(), state(book, "stage1_acknowledge")) == ("acknowledged", "met")
    assert going_out(book) == []
    assert state(book, "stage1_response") == "running"


def test_resolved_at_once_the_summary_resolution_is_all_that_is_owed() -> None:
    book = CaseBook("uk-fca-disp")
    said = {"summary": "taken twice", "apology": "I am sorry that we took it twice", "words": "that is fine"}
    book.do(
        "resolve_now", medium="phone", outcome="upheld", cause="billing", prevention="no", reason="once", personal=said
    )
    assert (state(book), going_out(book)) == ("met", ["summary_resolution"])


# --- a call about a complaint that is open already --------------------------------------------------------------------------


def called(**changes: Any) -> CaseBook:
    """A call by somebody who has an open complaint that may be about the same."""
    return CaseBook(**{"channel": "phone", "opened": {"candidates": ["OLD-1"]}, **changes})


def test_a_call_that_may_be_about_an_open_complaint_is_not_acknowledged_before_somebody_has_looked() -> None:
    book = called()
    assert (going_out(book), book.open_problems()) == ([], ["same_matter"])
    assert 'record_contact on OLD-1 what is new, and here merge {"into": "OLD-1"' in next_act(book.case).what
    book.do("merge", into="OLD-1", reason="the same plate")
    assert (going_out(book), book.open_problems()) == ([], [])


def test_said_to_be_another_matter_it_is_acknowledged_at_once() -> None:
    book = called()
    book.do("note", settles="same_matter", personal={"text": "another plate"})
    assert (going_out(book), book.open_problems()) == (["acknowledgement"], [])
    book.deliver("acknowledgement")
    assert state(book) == "met"


def test_where_nobody_says_so_it_is_acknowledged_when_the_duty_warns() -> None:
    book = called()
    [duty] = [one for one in book.case.deadlines if one.duty == "acknowledge"]
    book.come("wait/same_matter")
    assert book.now == duty.warn_at
    assert (going_out(book), book.open_problems()) == (["acknowledgement"], [])
    book.deliver("acknowledgement")
    assert state(book) == "met"


def test_told_by_word_of_mouth_nothing_is_held_any_more() -> None:
    book = called()
    book.do("acknowledge", medium="phone")
    assert (state(book), going_out(book), book.open_problems()) == ("met", [], [])


def test_a_merge_that_was_wrong_is_undone_and_the_acknowledgement_leaves() -> None:
    book = called()
    book.do("merge", into="OLD-1", reason="the same plate")
    book.do("unmerge", "lead", reason="another plate")
    assert going_out(book) == ["acknowledgement"]


@pytest.mark.parametrize(
    "changes",
    [
        {"channel": "email"},
        {"opened": {"candidates": ["OLD-1"], "severity": "critical"}},
        {"opened": {"candidates": ["OLD-1"], "stop_using": True}},
        {"opened": {}},
    ],
)
def test_what_came_in_writing_or_is_dangerous_is_acknowledged_at_once(changes: dict[str, Any]) -> None:
    book = called(**changes)
    assert going_out(book) == ["acknowledgement"]


def test_a_letter_that_waits_is_called_off_by_the_merge_and_written_anew_when_it_is_undone() -> None:
    book = called(channel="email")
    book.stuck("acknowledgement", "waiting")
    book.do("merge", into="OLD-1", reason="the same plate")
    assert going_out(book) == []
    book.do("unmerge", "lead", reason="another plate")
    assert going_out(book) == ["acknowledgement"]
