"""A flare-up (再燃) goes to another person, before whom stands what went before (desk, C6); so does a case handed over (C16)."""

from __future__ import annotations

import json
from typing import Any

from tests.procedure.case_book import CAN_STILL_DO, PEOPLE, CaseBook
from tests.procedure.shown import at_the_terminal
from workflows.details import details_of
from workflows.procedure.staff.brief import brief_of
from workflows.to_paste import to_paste
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


ENDED: dict[str, Any] = {
    "reference": "OLD-1",
    "product": "Toaster",
    "category": "safety",
    "stage": "closed",
    "opened_at": "2026-04-20T09:00:00+00:00",
    "closed_at": "2026-05-20T09:00:00+00:00",
    "remedies": ["refund 20.00 GBP"],
}


def filed_anew(**changes: Any) -> CaseBook:
    """A new filing about what the register knows as closed."""
    return CaseBook(opened={"flare_ups": [ENDED], "history": [ENDED], **changes})


def test_a_new_filing_about_what_was_closed_is_shown_to_a_lead_with_what_to_do() -> None:
    book = filed_anew()
    [problem] = [one for one in book.case.problems if one.resolved_at is None]

    assert (problem.owner, problem.what) == ("lead", "perhaps a flare-up 再燃 of OLD-1 (closed on 2026-05-20)")
    assert 'on OLD-1 reopen {"reason": "…"}, then here merge {"into": "OLD-1"' in problem.do
    assert to_paste("merge", book.case, "lead")["into"] == "OLD-1"
    assert (book.stage(), book.case.merged_into, book.case.round) == ("received", "", 1), "nothing is joined by itself"


def test_the_same_matter_is_joined_to_the_one_that_was_reopened_and_another_one_goes_on() -> None:
    same, other = filed_anew(), filed_anew()
    same.deliver()
    same.do("merge", "lead", into="OLD-1", reason="the same toaster; it was reopened")
    other.do("note", "lead", settles="perhaps_flare_up", personal={"text": "another toaster"})

    assert (same.open_problems(), other.open_problems()) == ([], [])


def test_an_import_is_told_in_one_digest_and_not_one_by_one() -> None:
    assert filed_anew(batch="import:2017").open_problems() == []


def test_what_the_customer_came_with_before_stands_on_page_and_terminal() -> None:
    book = filed_anew()
    line = "OLD-1 · Toaster · safety · received 2026-04-20 · closed on 2026-05-20 · refund 20.00 GBP"

    assert f"### Earlier complaints of this customer これまでのお申し出\n\n- {line}" in details_of(book.case)
    assert "OLD-1" in at_the_terminal(book)
    assert "closed at Wed 2026-05-20" in at_the_terminal(book).replace("closed_at", "closed at")
