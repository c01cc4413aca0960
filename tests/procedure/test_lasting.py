"""The watches over what must last bark: each fault, made by hand, is seen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from domain.case import Case
from tests.procedure.lasting import missing, undone
from tests.procedure.places import at


def _heal(case: Case) -> None:
    case.deadlines[0].state = "running"


def _move(case: Case) -> None:
    case.deadlines[1].due = case.deadlines[1].late_from + timedelta(days=3)


def _unsend(case: Case) -> None:
    next(letter for letter in case.letters if letter.state == "sent").state = "waiting"


def _unpay(case: Case) -> None:
    case.offers[0].alternatives[0].items[0].state = "ordered"


FAULTS: dict[str, Callable[[Case], object]] = {
    "has healed": _heal,
    "without a word": _move,
    "had left": _unsend,
    "was done and is": _unpay,
    "promise PR1 is lost": lambda case: case.promises.clear(),
    "questions: ": lambda case: case.questions.clear(),
    "from round": lambda case: setattr(case, "round", 3),
    "the level fell": lambda case: setattr(case, "escalation", 0),
}


@pytest.mark.parametrize("seen", FAULTS)
def test_what_does_not_last_is_seen(seen: str) -> None:
    book = at("awaiting_customer, furnished").copy()
    before = book.case.model_copy(deep=True)
    paid = at("remedy_agreed").case.offers[0].model_copy(deep=True)
    paid.alternatives[0].items[0].state, paid.alternatives[0].items[0].effect_id = "done", "CASE-1/remedy/1"
    before.offers, before.deadlines[0].state, before.escalation = [paid], "breached", 1
    after = before.model_copy(deep=True)
    assert undone(before, after) == []
    FAULTS[seen](after)
    assert any(seen in fault for fault in undone(before, after, "note"))


def test_what_an_open_case_lacks_is_seen() -> None:
    book = at("investigating").copy()
    book.case = book.case.model_copy(deep=True)
    assert missing(book) == []
    book.case.pauses = []
    assert "a date stands still, and nobody has stopped it" in missing(book)
    idle = at("following_up").copy()
    idle.case = idle.case.model_copy(deep=True)
    idle.pass_days(40)
    assert missing(idle) == []
    idle.case.waits = []
    assert missing(idle) == ["an open case of which nobody will ever hear again"]
    book.case.letters.append(book.case.letters[0])
    assert any("is there twice" in fault for fault in missing(book))
