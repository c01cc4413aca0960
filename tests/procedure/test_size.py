"""A case stays small however long it lasts: a payload over 2 MB would brick its workflow."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from messages.carried import Carried
from tests.procedure.case_book import CAUSE, PEOPLE, CaseBook
from workflows.details import details_of
from workflows.procedure.keeping import MOST_ENTRIES
from workflows.view import view_of

LONG = "長い文章です。" * 1_100
"""Just below the longest text a command takes, in characters of three bytes."""
REASON = "理" * 990
FLOW = 300


def long_filing() -> CaseBook:
    """As large an intake as the door takes."""
    attachment = {
        "name": "写" * 80 + ".jpg",
        "uri": "https://files.example/" + "a" * 400,
        "sha256": "0" * 64,
        "media_type": "image/jpeg",
    }
    words = {"description": "説" * 32_000, "attachments": [attachment] * 50}
    return CaseBook(reference="R" * 100, personal=words)


def notes(book: CaseBook, _: int) -> None:
    book.do("note", personal={"text": LONG})


def contacts(book: CaseBook, _: int) -> None:
    book.do("record_contact", medium="phone", personal={"words": LONG, "mood": "distressed"})


def updates(book: CaseBook, _: int) -> None:
    book.do("send_update", personal={"message": LONG})
    book.deliver()


def questions(book: CaseBook, n: int) -> None:
    if n % 2:
        for question in [q for q in book.case.questions if q.state == "open"]:
            book.do("withdraw_question", question=question.id, reason=REASON)
    else:
        book.do("ask_customer", personal={"questions": ["問" * 700] * 10})
    book.deliver()


def levels(book: CaseBook, n: int) -> None:
    if n % 2:
        book.do("de_escalate", "lead", level=0, reason=REASON)
    else:
        book.do("escalate", reason=REASON)


def declined_offers(book: CaseBook, n: int) -> None:
    if n % 2:
        book.do("decline_approval", "lead", what=book.case.offers[-1].id, reason=REASON)
        return
    items = [{"kind": "refund", "ground": "sympathy", "amount": "500.00", "currency": "GBP"}] * 10
    words = {"descriptions": dict.fromkeys("AB", LONG)}
    book.do("offer_remedy", alternatives=[{"items": items}] * 2, personal=words)


def waivers_and_causes(book: CaseBook, n: int) -> None:
    if n % 15:
        book.do("waive_root_cause", "lead", reason=REASON)
    else:
        book.do("record_root_cause", **{**CAUSE, "personal": {"statement": LONG, "whys": ["why"]}})


def handovers(book: CaseBook, n: int) -> None:
    to = PEOPLE["handler"] if n % 2 else PEOPLE["lead"]
    book.do("assign", "lead", to=to, reason=REASON, personal={"note": LONG})


LIVES: list[Callable[[CaseBook, int], None]] = [
    notes,
    contacts,
    updates,
    questions,
    levels,
    declined_offers,
    waivers_and_causes,
    handovers,
]


def size(value: Any) -> int:
    return len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.__name__)
def test_after_three_hundred_commands_with_long_texts_a_case_is_still_small(
    life: Callable[[CaseBook, int], None],
) -> None:
    book = long_filing()
    for n in range(FLOW):
        life(book, n)

    assert size(view_of(book.case)) < 500_000
    assert len(details_of(book.case).encode()) < 20_000
    carried = Carried(case=book.case, policy=book.policy, content_hash="0" * 64)
    assert len(carried.model_dump_json().encode()) < 1_000_000


def test_a_life_of_everything_is_still_small() -> None:
    book = long_filing()
    for n in range(FLOW):
        life = LIVES[n // 2 % len(LIVES)]
        life(book, n)

    assert size(view_of(book.case)) < 500_000
    assert len(details_of(book.case).encode()) < 20_000


def test_a_receipt_is_under_one_kilobyte_whatever_the_names() -> None:
    book = long_filing()
    for n, role in enumerate(("handler", "lead", "manager")):
        receipt = book.answer(
            "escalate", role, level=n + 1, reason=REASON, to="担" * 33 + str(n), personal={"note": "n"}
        )
        assert len(receipt.model_dump_json().encode()) < 1_000
    act = book.act()
    act.problem("late_contact", "問" * 300, "担" * 100, "電" * 300)
    book.keep(act)
    receipt = book.answer("assign", "lead", to="当" * 100, reason=REASON, personal={"note": "n"})
    assert len(receipt.model_dump_json().encode()) < 1_000
    assert receipt.next_action.startswith("問問")
    receipt = book.answer("send_letter", personal={"words": LONG})
    assert receipt.effects == [f"{'R' * 100}/individual/1"]


def test_what_is_open_is_never_forgotten() -> None:
    book = CaseBook().investigated()
    book.do("ask_customer", personal={"questions": ["When?"]})
    for n in range(MOST_ENTRIES):
        notes(book, n)

    assert [question.state for question in book.case.questions] == ["open"]
    assert book.case.decisions[0].personal is not None
    assert book.case.causes[0].personal is not None
    assert book.case.timeline_dropped > 0
    assert book.case.timeline[-1].personal == {"text": LONG}
    assert book.case.timeline[-50].personal is None


def test_a_view_that_would_grow_too_large_leaves_its_oldest_entries_out() -> None:
    book = CaseBook(personal={"description": "説" * 32_000})
    entry = book.case.timeline[0]
    book.case.timeline = [entry.model_copy(update={"what": f"{n} {'長' * 2_000}"}) for n in range(200)]

    view = view_of(book.case)

    assert len(json.dumps(view, ensure_ascii=False).encode()) < 500_000
    assert view["timeline"][-1]["what"].startswith("199 ")
