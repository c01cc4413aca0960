"""A case stays small however long it lasts: a payload over 2 MB would brick its workflow."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from domain.errors import IllegalCommand
from messages.carried import Carried
from messages.deeds import LetterReceipt
from messages.receipts import CommandReceipt
from tests.procedure import case_book
from tests.procedure.case_book import CAUSE, PEOPLE, CaseBook
from workflows import deeds, options
from workflows.details import details_of
from workflows.procedure.keeping import MOST_ENTRIES
from workflows.view import allowed_commands, view_of
from workflows.writer import Item

LONG = "長い文章です。" * 1_100
"""Just below the longest text a command takes, in characters of three bytes."""
REASON = "理" * 990
FLOW = 300
"""Commands, and what else moves a case."""


@pytest.fixture(autouse=True)
def _nobody_reads_the_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the word lists say of long texts is proved elsewhere; here it would take most of the time."""
    monkeypatch.setattr(case_book, "words_in", lambda *_: [])
    monkeypatch.setattr(case_book, "named_in", lambda *_: [])


def long_filing(**changes: Any) -> CaseBook:
    """As large an intake as the door takes."""
    attachment = {
        "name": "写" * 80 + ".jpg",
        "uri": "https://files.example/" + "a" * 400,
        "sha256": "0" * 64,
        "media_type": "image/jpeg",
    }
    words = {"description": "説" * 32_000, "attachments": [attachment] * 50}
    words |= changes.pop("personal", {})
    return CaseBook(reference="R" * 100, personal=words, **changes)


def paper_filing() -> CaseBook:
    """The same from a customer who has no e-mail."""
    customer = {"id": "c-1", "name": "Pat Postal", "address": "1 Example Road", "locale": "en"}
    opened = {"mailable": False, "paper": True}
    return long_filing(opened=opened, channel="letter", personal={"customer": customer})


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
    unheard(book)


def unheard(book: CaseBook) -> None:
    """The way out to the staff is broken."""
    for order in book.notices():
        book.take(order)
        item = Item("letter_failed", order.effect_id, "mail server down")
        book.hear(partial(deeds.note_outcome, item=item))


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


def inquiries(book: CaseBook, _: int) -> None:
    book.do("request_investigation", to="工" * 100, due="2027-01-15", personal={"question": LONG})


def stuck_letters(book: CaseBook, _: int) -> None:
    book.do("send_letter", personal={"words": LONG})
    book.stuck("individual", "blocked")


def goods(book: CaseBook, n: int) -> None:
    if n % 5 == 0:
        book.do("request_item", personal={"what": LONG, "packaging": LONG})
        book.deliver()
    else:
        came = {"what": "arrived"} if n % 5 == 1 else {"what": "kept", "until": "2027-06-01"}
        item = book.case.items[-1].id
        book.do("record_item", item=item, **came, evidence=["証" * 100] * 20, personal={"condition": LONG})


def promises(book: CaseBook, _: int) -> None:
    book.do("promise", what="call_back", due="2027-01-12", medium="phone", personal={"what": LONG})


def one_promise_moved(book: CaseBook, n: int) -> None:
    if n == 0:
        promises(book, n)
    book.do("move_promise", promise="PR1", due=f"2027-01-{12 + n % 5}", medium="phone", reason=REASON)


def one_flag_set_again(book: CaseBook, n: int) -> None:
    if n == 0:
        book.do("flag_conduct", kinds=["threat"], personal={"facts": LONG})
    book.do("flag_conduct", "lead" if n == 0 else "manager", flag="F1", review_on="2026-07-31", reason=REASON)


def flags(book: CaseBook, _: int) -> None:
    book.do("flag_conduct", kinds=["threat"], personal={"facts": LONG})


def prevention(book: CaseBook, n: int) -> None:
    task = {**case_book.TASK, "owner": "担" * 100, "title": "題" * 100, "personal": {"text": LONG}}
    book.do("add_prevention_task", **task)


def pauses(book: CaseBook, n: int) -> None:
    book.do(*("resume", "lead") if n % 2 else ("pause", "lead"), reason=REASON)


def rounds(book: CaseBook, n: int) -> None:
    if n % 2:
        book.do("reopen", "lead", reason=REASON, personal={"words": LONG})
    else:
        book.do("withdraw", "customer", personal={"words": LONG})
    book.deliver()


def post_queue(book: CaseBook, _: int) -> None:
    book.do("send_letter", personal={"words": LONG})
    for order in book.letters():
        book.report(order, LetterReceipt(effect_id=order.effect_id, state="to_post", where="outbox/post/x.eml"))


def posted(book: CaseBook, n: int) -> None:
    post_queue(book, n)
    for letter in [letter for letter in book.case.letters if letter.state == "to_post"]:
        book.do("record_post", letter=letter.effect_id, what="dispatched")


PAPER = (post_queue, posted)
OPEN_ONES: list[Callable[[CaseBook, int], None]] = [
    inquiries,
    stuck_letters,
    goods,
    promises,
    one_promise_moved,
    one_flag_set_again,
    flags,
    prevention,
    pauses,
    rounds,
    *PAPER,
]
"""Lives in which nearly all that is written stays open."""
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


def stays_small(book: CaseBook) -> None:
    """Whatever is asked of the case stays under its limit; so does the payload, with all that may travel beside it."""
    assert size(view_of(book.case)) < 500_000
    assert len(details_of(book.case).encode()) < 20_000
    assert len(json.dumps(allowed_commands(book.case), ensure_ascii=False).encode()) < 500_000
    receipt = CommandReceipt.model_validate({**RECEIPT, "next_action": "x" * 700, "at": book.now}).model_dump(
        mode="json"
    )
    carried = Carried(
        case=book.case,
        policy=book.policy,
        content_hash="0" * 64,
        answered={f"{n:036d}": receipt for n in range(options.REMEMBERED)},
    )
    assert len(carried.model_dump_json().encode()) < 1_500_000


RECEIPT: dict[str, Any] = {
    "reference": "R" * 100,
    "command": "note",
    "stage": "received",
    "round": 1,
    "level": 0,
    "next_owner": "handler",
    "revision": 1,
}


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.__name__)
def test_after_three_hundred_commands_with_long_texts_a_case_is_still_small(
    life: Callable[[CaseBook, int], None],
) -> None:
    book, n = long_filing(), 0
    while book.case.revision < FLOW and did(life, book, n):
        n += 1

    stays_small(book)


def did(life: Callable[[CaseBook, int], None], book: CaseBook, n: int) -> bool:
    """Whether it was done; what is refused says what to do instead."""
    try:
        life(book, n)
    except IllegalCommand as refused:
        if not any(way in str(refused) for way in WAYS):
            raise
        return False
    return True


WAYS = (
    "first",
    "instead",
    "send_letter with its effect_id",
    "write it shorter",
    "promise anew",
    "lift the flag",
    "several measures",
    "let the targets run",
    "file a linked complaint",
)


@pytest.mark.parametrize("life", OPEN_ONES, ids=lambda life: life.__name__)
def test_what_stays_open_is_refused_before_it_is_too_much_and_the_case_can_be_ended(
    life: Callable[[CaseBook, int], None],
) -> None:
    book = paper_filing() if life in PAPER else long_filing()
    done = 0
    while done < 110 and did(life, book, done):
        done += 1

    assert done >= 5
    stays_small(book)
    book.do("note", personal={"text": "what was agreed on the phone"})
    book.do("record_contact", medium="phone", personal={"words": "how does it stand?"})
    if book.stage() != "withdrawn":
        book.do("withdraw", "customer", personal={"words": "leave it, please"})
    stays_small(book)


def test_a_life_of_everything_is_still_small() -> None:
    book, n = long_filing(), 0
    while book.case.revision < FLOW:
        did(LIVES[n // 2 % len(LIVES)], book, n)
        n += 1

    stays_small(book)


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
