"""What the customer was offered and accepted goes through every letter with its ground, its words and its day."""

from __future__ import annotations

from typing import Any

import pytest

from tests.procedure.case_book import FOUND, REFUND, TASK, CaseBook

WORDS = {"descriptions": {"O1": "we pay the price back"}}


@pytest.fixture
def done() -> CaseBook:
    """An expense was agreed and paid on the day."""
    book = CaseBook().investigated().agreed(REFUND | {"ground": "expenses", "documents": ["receipt-1"]})
    book.do("fulfil_remedy", "finance")
    book.provider("done")
    return book


def part(order: Any) -> dict[str, Any]:
    (one,) = order.facts["items"]
    return {key: one.get(key) for key in ("kind", "amount", "ground", "upheld", "state", "done_on")}


PAID = {
    "kind": "refund",
    "amount": "20.00",
    "ground": "expenses",
    "upheld": True,
    "state": "done",
    "done_on": "2026-06-01",
}


def test_that_it_is_done_is_told_with_ground_and_words(done: CaseBook) -> None:
    (order,) = done.letters("remedy_done")

    assert part(order) == PAID
    assert order.facts["items"][0]["receipt"] == "R-CASE-1/remedy/1"
    assert order.personal is not None
    assert order.personal["descriptions"] == WORDS["descriptions"]


def test_the_apology_and_the_answer_say_it_too(done: CaseBook) -> None:
    done.deliver()
    done.do("apologise", "lead", kind="responsibility", personal={"wrong": "we packed it badly"})
    done.do("add_prevention_task", **TASK)
    done.do("send_final_response", personal={})

    for kind in ("apology_responsibility", "final_response"):
        (order,) = done.letters(kind)
        assert part(order) == PAID
        assert order.personal is not None
        assert order.personal["descriptions"] == WORDS["descriptions"]


def test_a_right_is_offered_as_one() -> None:
    book = CaseBook()
    book.deliver()
    book.do("decide", heads=[{"head": "all", "outcome": "upheld", "owed_under": "cooling-off"}], personal=FOUND)
    book.do(
        "offer_remedy",
        alternatives=[{"items": [REFUND, {"kind": "voucher", "ground": "sympathy", "amount": "5", "currency": "GBP"}]}],
        personal={"descriptions": {"A": "we end the contract"}},
    )

    (order,) = book.letters("remedy_offer")
    right, kindness = order.facts["alternatives"][0]["items"]
    assert right["owed_under"] == ["cooling-off"]
    assert "owed_under" not in kindness


def test_a_kindness_after_a_no_is_no_sign_of_our_fault() -> None:
    book = CaseBook().investigated("not_upheld").agreed(REFUND | {"ground": "goodwill"})
    book.do("fulfil_remedy", "finance")
    book.provider("done")

    (order,) = book.letters("remedy_done")
    assert "upheld" not in order.facts["items"][0]
