"""The desk's first questions (desk, C15): whatever an intake answers is seen by whoever takes the case or the next call."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel

from messages.intake import Harm, Head, Intake, LinkedTo, Product
from tests.procedure.case_book import CaseBook
from tests.procedure.shown import at_the_terminal
from workflows.details import details_of
from workflows.view import view_of

TOASTER: dict[str, Any] = {
    "product": {
        "name": "Toaster", "model": "T-2", "lot": "L-77", "serial": "S-9", "bought_at": "spring 2026", "bought_where": "Branch 5"
    },
    "occurred_at": "2026-05-30T07:00:00+00:00",
    "first_employee_aware": "2026-05-31T08:00:00+00:00",
    "order_reference": "4711",
    "item_available": True,
    "harm": {"injury": False, "property": True, "money": True},
    "source": "web-shop",
}  # fmt: skip
LINES = [
    "product: Toaster · model T-2 · lot L-77 · serial S-9 · bought spring 2026 · bought at Branch 5",
    "order: 4711",
    "the customer still has the item",
    "happened: Sat 2026-05-30 07:00 UTC",
    "first employee knew: Sun 2026-05-31 08:00 UTC",
    "harm, as it was filed: injury no, property yes, money yes",
    "filed by: web-shop",
]


def test_the_first_questions_stand_under_the_head_of_page_and_terminal() -> None:
    book = CaseBook(**TOASTER)
    page, terminal = details_of(book.case), at_the_terminal(book)

    assert view_of(book.case)["matter"] == LINES
    assert all(line in page and line in terminal for line in LINES)


ANSWERS: dict[str, Any] = {
    "reference": {"reference": "CASE-2"},
    "kind": {"kind": "praise"},
    "received_at": {"received_at": "2026-05-31T09:00:00+00:00"},
    "occurred_at": {"occurred_at": "2026-05-30T07:00:00+00:00"},
    "first_employee_aware": {"first_employee_aware": "2026-05-31T08:00:00+00:00"},
    "channel": {"channel": "phone"},
    "category": {"category": "billing"},
    "product": {"product": "Toaster"},
    **{f"product.{name}": {"product": {name: "X-1"}} for name in Product.model_fields},
    "order_reference": {"order_reference": "4711"},
    "heads": {"heads": [{"id": "plate", "category": "delivery"}]},
    "heads.id": {"heads": [{"id": "bowl", "category": "delivery"}]},
    "heads.category": {"heads": [{"id": "plate", "category": "billing"}]},
    "harm": {"harm": {}},
    **{f"harm.{name}": {"harm": {name: False}} for name in Harm.model_fields},
    "item_available": {"item_available": False},
    "anonymous": {"anonymous": True},
    "severity": {"severity": "high"},
    "policy": {"policy": "jp-standard"},
    "facts": {"facts": {"acknowledged": "phone"}},
    "source": {"source": "web-shop"},
    "linked_to": {"linked_to": {"reference": "OLD-1"}},
    "linked_to.reference": {"linked_to": {"reference": "OLD-2"}},
    "linked_to.why": {"linked_to": {"reference": "OLD-1", "why": "split"}},
    "linked_to.acknowledged_at": {"linked_to": {"reference": "OLD-1", "acknowledged_at": "2026-06-01T08:00:00+00:00"}},
    "linked_to.flags": {"linked_to": {"reference": "OLD-1", "flags": ["press"]}},
}
"""An answer to every question of an intake outside `personal`, which the view carries as it came."""
ELSEWHERE = {
    "harm": "says nothing by itself",
    "policy": "is looked up when it is opened, and stands in every head",
    "linked_to.why": "makes no difference to whoever handles it",
    "linked_to.acknowledged_at": "is carried out when it is opened",
}
"""What the desk is not shown by itself, and why."""


def _asked() -> Iterator[str]:
    parts: dict[str, type[BaseModel]] = {"product": Product, "heads": Head, "harm": Harm, "linked_to": LinkedTo}
    for name in Intake.model_fields:
        if name != "personal":
            yield name
            yield from (f"{name}.{part}" for part in parts[name].model_fields) if name in parts else ()


def test_every_question_of_an_intake_has_an_answer_in_this_test() -> None:
    assert [*_asked()] == [*ANSWERS]
    assert set(ELSEWHERE) <= set(ANSWERS)


@pytest.mark.parametrize("question", [name for name in ANSWERS if name not in ELSEWHERE])
def test_what_is_filed_makes_a_difference_at_the_terminal(question: str) -> None:
    plain = at_the_terminal(CaseBook())

    assert at_the_terminal(CaseBook(**ANSWERS[question])) != plain


def test_the_words_of_an_intake_are_in_the_view_as_they_came() -> None:
    words = {
        "place": "in the shop",
        "people_involved": ["Kei"],
        "attachments": [
            {"name": "a.jpg", "uri": "https://x.example/a", "sha256": "0" * 64, "media_type": "image/jpeg"}
        ],
    }

    assert words.items() <= view_of(CaseBook(personal=words).case)["personal"].items()


def test_goods_are_asked_for_with_the_lot_that_was_filed_unless_another_is_given() -> None:
    book = CaseBook(**TOASTER)
    book.do("request_item", personal={"what": "the toaster"})
    book.do("request_item", lot="L-78", personal={"what": "the cable"})

    assert [item.lot for item in book.case.items] == ["L-77", "L-78"]


@pytest.mark.parametrize("available, hints", [(False, 1), (True, 0), (None, 0)])
def test_who_asks_for_goods_the_customer_no_longer_has_is_told_so(available: bool | None, hints: int) -> None:
    book = CaseBook(item_available=available)
    answer = book.answer("request_item", personal={"what": "the plate"})

    assert len([hint for hint in answer.hints if "no longer had the item" in hint]) == hints


def test_the_matter_is_no_secret_of_the_page_and_holds_nothing_personal() -> None:
    book = CaseBook(**TOASTER)

    assert "Sam Specimen" not in json.dumps(view_of(book.case)["matter"])
