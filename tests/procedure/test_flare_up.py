"""A flare-up (再燃) goes to another person, before whom stands what went before (desk, C6); so does a case handed over (C16)."""

from __future__ import annotations

import json
from typing import Any

from tests.procedure.case_book import CAN_STILL_DO, PEOPLE, CaseBook
from workflows.details import details_of
from workflows.procedure.brief import brief_of
from workflows.view import view_of

AGAIN: dict[str, Any] = {"reason": "it came back", "personal": {"words": "the second plate broke, too"}}


def reopened(book: CaseBook | None = None) -> CaseBook:
    book = book or CaseBook().closed("not_upheld")
    book.do("reopen", "lead", **AGAIN)
    return book


def test_it_goes_to_level_one_and_to_another_person() -> None:
    book = reopened()

    assert (book.case.escalation, book.case.handler) == (1, PEOPLE["lead"])
    assert (PEOPLE["lead"], f"a flare-up 再燃 is yours now (before: {PEOPLE['handler']})") in book.told()
    assert PEOPLE["handler"] in {to for to, _ in book.told()}


def test_where_the_lead_had_it_the_head_of_the_desk_takes_it() -> None:
    book = CaseBook().closed("not_upheld")
    book.case.handler = PEOPLE["lead"]

    assert reopened(book).case.handler == PEOPLE["manager"]


def test_nobody_else_is_a_problem_with_an_owner_until_it_is_given_to_somebody() -> None:
    book = CaseBook().closed("not_upheld")
    book.there |= {"lead": "", "manager": ""}
    reopened(book)

    assert (book.case.handler, book.open_problems()) == (PEOPLE["handler"], ["flare_up"])
    book.do("assign", "lead", to="nora.new", reason="she was away", personal={"note": "call today"})
    assert book.open_problems() == []


def test_who_is_complained_of_does_not_get_it() -> None:
    book = CaseBook(opened={"complained_of": [PEOPLE["lead"]]}).closed("not_upheld")
    book.do("reopen", "manager", **AGAIN)

    assert book.case.handler == PEOPLE["manager"]


def test_the_page_opens_with_what_went_before_in_ten_lines_and_nothing_personal() -> None:
    book = CaseBook().investigated("not_upheld")
    book.do("promise", what="call_back", due="2026-06-02")
    book.pass_days(3)
    book.do("waive_apology", "lead", reason="the customer wants none")
    book.do("decide_no_prevention", "lead", reason="single event")
    book.do("send_final_response", personal=CAN_STILL_DO)
    book.deliver()
    book.do("close", ground="accepted", personal={"words": "that settles it"})
    reopened(book)

    told = brief_of(book.case)
    assert told is not None
    assert len(told["lines"]) == 10
    assert told["lines"][0].startswith("round 1: closed 対応終了 on 2026-06-04, accepted お客様ご了承, heard by")
    assert "promised: call_back by 2026-06-02, broken" in told["lines"]
    assert "late: nothing" in told["lines"]
    assert told["personal"] == {"subject": "Broken plate", "again": "the second plate broke, too"}
    page = details_of(book.case)
    assert page.index("What went before") < page.index("As of")
    assert "Broken plate" not in page + json.dumps(told["lines"])
    assert view_of(book.case)["brief"] == told


def test_a_review_is_decided_by_another_person_with_the_same_lines_before_them() -> None:
    book = CaseBook().answered("not_upheld")
    book.do("request_review", "customer", personal={"words": "nobody looked at the box"})

    told = brief_of(book.case)
    assert told is not None
    assert told["lines"][2] == "decided: all not_upheld 責なし by hanako.handler"
    assert told["personal"]["again"] == "nobody looked at the box"


def test_after_a_handover_the_new_person_reads_the_round_so_far_and_the_note() -> None:
    book = CaseBook().investigated()
    assert brief_of(book.case) is None
    book.do("assign", "lead", to="nora.new", reason="on leave", personal={"note": "she wants to be called after six"})

    told = brief_of(book.case)
    assert told is not None
    assert told["lines"][0] == "round 1 so far, handed over by hanako.handler"
    assert told["personal"]["handover"] == "she wants to be called after six"


def test_the_letter_names_who_has_it_now() -> None:
    names = {PEOPLE["handler"]: {"en": "Hanako Handler"}, PEOPLE["lead"]: {"en": "Leo Lead"}}
    book = reopened(CaseBook(opened={"team_names": names}).closed("not_upheld"))

    [order] = book.letters("reopened")
    assert order.facts["names"]["handler"] == "Leo Lead"
    assert book.case.rounds[-1].handler == PEOPLE["handler"], "the round that ended was the other's"
