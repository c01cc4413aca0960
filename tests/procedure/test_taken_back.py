"""A complaint that was taken back: cause and prevention are decided all the same (desk, C22)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.procedure.case_book import CAUSE, PEOPLE, TASK, CaseBook
from workflows.procedure.allowed import allowed
from workflows.procedure.next_act import next_act

TAKEN_BACK: dict[str, Any] = {"personal": {"words": "I take it back"}}
UNDECIDED = "CASE-1/taken_back"


def withdrawn(book: CaseBook | None = None) -> CaseBook:
    book = book or CaseBook()
    book.do("withdraw", "customer", **TAKEN_BACK)
    return book


def test_what_is_undecided_is_somebodys_to_decide() -> None:
    book = withdrawn()

    assert book.open_problems() == [UNDECIDED]
    assert next_act(book.case).owner == PEOPLE["handler"]
    assert {"record_root_cause", "waive_root_cause", "add_prevention_task", "decide_no_prevention"} <= {
        *allowed(book.case)
    }


@pytest.mark.parametrize(
    "cause", [("record_root_cause", "handler", CAUSE), ("waive_root_cause", "lead", {"reason": "known issue"})]
)
@pytest.mark.parametrize(
    "prevention",
    [("add_prevention_task", "handler", TASK), ("decide_no_prevention", "lead", {"reason": "single event"})],
)
def test_it_is_over_when_both_are_on_record_and_the_complaint_stays_withdrawn(
    cause: tuple[str, str, dict[str, Any]], prevention: tuple[str, str, dict[str, Any]]
) -> None:
    for first, second in ((cause, prevention), (prevention, cause)):
        book = withdrawn()
        book.do(first[0], first[1], **first[2])
        assert book.open_problems() == [UNDECIDED]
        book.do(second[0], second[1], **second[2])
        assert (book.stage(), book.open_problems()) == ("withdrawn", [])


def test_where_both_were_decided_before_nothing_is_open() -> None:
    book = CaseBook().investigated()
    book.do("add_prevention_task", **TASK)

    assert withdrawn(book).open_problems() == []


def test_the_only_measure_cancelled_afterwards_leaves_prevention_to_be_decided_again() -> None:
    book = CaseBook().investigated()
    book.do("add_prevention_task", **TASK)
    withdrawn(book).news("CASE-1-P1", state="cancelled")

    assert book.open_problems() == [UNDECIDED]


def test_who_comes_back_has_a_round_in_which_it_is_decided() -> None:
    book = withdrawn()
    book.do("reopen", "lead", reason="the customer came back")

    assert book.open_problems() == []
