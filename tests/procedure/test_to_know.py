"""Whoever takes the next call sees what was said, demanded and decided, and who may speak to the customer (desk, C17, M1)."""

from __future__ import annotations

import typing
from datetime import timedelta
from typing import Any

import pytest

from domain.case import Case
from domain.record import Record
from owabi.story import LISTS
from tests.procedure.case_book import CaseBook
from tests.procedure.shown import at_the_terminal
from workflows.details import details_of
from workflows.procedure.staff.brief import brief_of
from workflows.view import view_of

CALM: dict[str, Any] = {"hurt": False, "in_use": True, "kept": True}
OWN_SECTION = {"deadlines", "rights", "letters", "problems", "timeline", "like_cases"}
NOT_SHOWN = {
    "fired": "the rungs that have fired are in the timeline",
    "waits": "they are the agenda, and the page says what comes by itself",
    "parallel": "what is proposed is a problem with an owner",
}


def test_every_record_of_a_case_has_its_place_at_the_terminal() -> None:
    records = {
        name
        for name, field in Case.model_fields.items()
        if any(isinstance(one, type) and issubclass(one, Record) for one in typing.get_args(field.annotation))
        and typing.get_origin(field.annotation) is list
    }
    keys = {"investigations": "inquiries"}

    assert records - OWN_SECTION - set(NOT_SHOWN) - {keys.get(key, key) for _, key in LISTS} == set()


def test_who_may_speak_to_the_customer_stands_right_under_the_head() -> None:
    book = CaseBook()
    book.do("flag_conduct", kinds=["threat"], personal={"facts": "he threatened to come"})
    page = at_the_terminal(book)

    line = "conduct F1 (threat), reported, not judged yet: two people, not hanako.handler alone"
    assert page.index(line) < page.index("next:")
    assert "facts “he threatened to come”" in page


def test_what_the_customer_said_last_is_read_at_the_terminal_and_by_whoever_takes_the_case_over() -> None:
    book = CaseBook()
    book.do("record_contact", medium="phone", personal={"words": "nobody calls me back", "read_back": "a call by noon"})
    page = at_the_terminal(book)
    assert "“nobody calls me back” · read back “a call by noon”" in page
    assert "last contact: K1 (in, phone, read back 復唱) on 2026-06-01; its words: personal" in details_of(book.case)
    assert "nobody calls me back" not in details_of(book.case)

    book.do("assign", "lead", to="nora.new", reason="on leave", personal={"note": "she is worried"})
    told = brief_of(book.case)
    assert told is not None
    assert told["personal"]["last_contact"] == "nobody calls me back"


def test_who_is_praised_reads_the_praise_at_the_terminal() -> None:
    book = CaseBook(kind="praise", personal={"subject": "Thank you", "description": "Kei fetched my chair."})

    assert "“Kei fetched my chair.”" in at_the_terminal(book)


@pytest.mark.parametrize("kind, label", [("enquiry", "enquiry 問い合わせ"), ("praise", "praise お褒め")])
def test_what_is_no_complaint_is_marked_as_what_it_is(kind: str, label: str) -> None:
    book = CaseBook(kind=kind)

    assert label in details_of(book.case).splitlines()[0]
    assert label in at_the_terminal(book).splitlines()[0]


def test_what_is_linked_what_was_advised_and_what_was_answered_about_safety_is_on_the_page() -> None:
    book = CaseBook(linked_to={"reference": "OLD-1"}, opened={"stop_using": True})
    book.do("record_contact", medium="phone", safety=CALM, personal={"words": "it only smoked"})
    page = details_of(book.case)

    assert "split off, or follows, OLD-1" in page
    assert "the customer is advised not to use it any more" in page
    assert "safety asked (K1): hurt no, still in use yes, kept as it is yes, others at risk no" in page
    assert "hurt no · in use yes · kept yes" in at_the_terminal(book)


def test_a_demand_is_on_the_page_with_its_decision() -> None:
    book = CaseBook()
    book.do("record_contact", personal={"words": "pay me", "demand": "a million"})
    assert "demand D1 (K1): not decided yet, and nothing was promised" in details_of(book.case)
    book.do("record_contact", "lead", demand="D1", decided="declined", reason="nothing is owed beyond the price")

    assert "demand D1 declined by leo.lead: nothing is owed beyond the price" in details_of(book.case)
    assert "demand “a million”" in at_the_terminal(book)


def test_what_an_outside_body_decided_and_why_we_do_not_follow_is_in_timeline_page_and_brief() -> None:
    book = CaseBook().answered("not_upheld")
    book.do("refer", "lead", body="ombudsman", reason="the customer went there")
    book.now += timedelta(days=30)
    book.do(
        "record_external_decision",
        "lead",
        outcome="for_customer",
        we="refuse",
        reason="the court has decided otherwise",
    )

    said = "we refuse: the court has decided otherwise"
    assert any(said in entry.what for entry in book.case.timeline)
    assert f"ombudsman decided for_customer on 2026-07-01; {said}" in details_of(book.case)
    told = brief_of(book.case)
    assert told is not None
    assert (len(told["lines"]), said in told["lines"][2]) == (10, True)
    assert said in " ".join(view_of(book.case)["to_know"])
