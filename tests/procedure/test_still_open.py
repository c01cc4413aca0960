"""What is open when something happens to the complaint: it comes on its day, to whoever has the case then, or it ends on record."""

from __future__ import annotations

from typing import Any

import pytest

from tests.procedure.case_book import CaseBook
from tests.procedure.refusing import refused
from workflows.procedure.next_act import next_act

NO_COMPLAINT: dict[str, Any] = {"kind": "enquiry", "reason": "it was a question only"}
COMPLAINT: dict[str, Any] = {"kind": "complaint", "reason": "the customer is not content"}


def acknowledged(**changes: Any) -> CaseBook:
    book = CaseBook(**changes)
    book.deliver()
    return book


# --- taken for a complaint, and back ----------------------------------------------------------------------------------------


def test_a_pause_ends_with_the_complaint_that_was_none_and_a_later_one_does_not_stand_still() -> None:
    book = acknowledged()
    book.do("pause", "lead", reason="the customer is abroad")
    book.do("reclassify", "lead", **NO_COMPLAINT)
    assert not book.case.paused

    book.do("reclassify", "lead", **COMPLAINT)
    assert [one.duty for one in book.case.deadlines if one.state == "suspended"] == []
    assert [due for due in book.agenda() if due.key.startswith("breach/final_response")]


def test_a_question_that_is_withdrawn_with_the_complaint_leaves_nobody_waiting_for_its_answer() -> None:
    book = acknowledged()
    book.do("ask_customer", personal={"questions": ["When?"]})
    book.deliver()
    book.do("reclassify", "lead", **NO_COMPLAINT)
    book.do("reclassify", "lead", **COMPLAINT)

    assert book.stage() == "investigating"
    assert "apologise" in next_act(book.case).what


@pytest.mark.parametrize("how", ["requested", "sent", "lost", "arrived", "kept"])
def test_goods_that_are_here_or_on_their_way_are_seen_to_before_it_is_no_complaint(how: str) -> None:
    book = acknowledged()
    book.do("request_item", personal={"what": "the plate"})
    if how in ("sent", "lost"):
        book.do("record_item", item="G1", what=how)
    elif how != "requested":
        book.do("record_item", item="G1", what="arrived", personal={"condition": "in pieces"})
    if how == "kept":
        book.do("record_item", item="G1", what="kept", until="2026-07-01")
    assert "G1" in refused(book, "reclassify", "lead", **NO_COMPLAINT)

    book.do("record_item", item="G1", what="returned" if how in ("arrived", "kept") else "refused")
    book.do("reclassify", "lead", **NO_COMPLAINT)


def test_nobody_takes_it_for_a_question_while_nobody_has_asked_whether_somebody_is_hurt() -> None:
    book = acknowledged(opened={"safety_asked": True, "stop_using": True}, category="safety.overheating")
    assert "nobody has asked yet" in refused(book, "reclassify", "lead", **NO_COMPLAINT)
