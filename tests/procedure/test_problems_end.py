"""Every problem has an owner who can end it: each sort is played, and what its owner is told to do ends it."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from messages.deeds import FileLinked, LetterReceipt
from messages.news import MergeNews
from tests.procedure.alphabet import FORWARDING
from tests.procedure.case_book import CAUSE, REFUND, TASK, CaseBook
from tests.procedure.test_acknowledging import called
from tests.procedure.test_escalation import flag, with_ladder
from tests.procedure.test_flare_up import filed_anew
from workflows.procedure import news_heard, notices
from workflows.procedure.act import Act
from workflows.procedure.alongside import obligations
from workflows.procedure.listening import duplicates, receipt, splitting

PROCEDURE = Path(__file__).parents[2] / "workflows" / "procedure"
SAFE: dict[str, Any] = {"medium": "phone", "direction": "out", "safety": {"hurt": False, "in_use": False, "kept": True}}
WORDS: dict[str, Any] = {"personal": {"words": "hello"}}
CLOSE: dict[str, Any] = {"ground": "accepted", "personal": {"words": "that settles it"}}
Played = tuple[CaseBook, Callable[[CaseBook], object]]


def settled_by_note(book: CaseBook) -> None:
    """What only a person can know to be over."""
    [key] = book.open_problems()
    do = next(one.do for one in book.case.problems if one.key == key)
    assert f'settles "{key}"' in do, "its owner is told so"
    book.do("note", "lead", settles=key, personal={"text": "seen to"})


def by(name: str, role: str = "handler", **body: Any) -> Callable[[CaseBook], object]:
    return lambda book: book.do(name, role, **body)


def found_at_receipt(problem: dict[str, str], end: Callable[[CaseBook], object]) -> Callable[[], Played]:
    return lambda: (CaseBook(opened={"problems": [problem]}), end)


def message(meaning: str, end: Callable[[CaseBook], object]) -> Callable[[], Played]:
    """A message after closing."""

    def play() -> Played:
        book = CaseBook().closed("not_upheld")
        book.do("record_contact", "customer", **WORDS)
        if meaning:
            book.do("record_contact", "lead", contact="K1", meaning=meaning)
        else:
            book.pass_days(3)
        return book, end

    return play


def agreed(*answers: str) -> CaseBook:
    book = CaseBook().investigated().agreed()
    book.do("fulfil_remedy", "finance")
    book.provider(*answers)
    return book


def not_arrived() -> Played:
    book = agreed("done")
    book.do("record_contact", medium="phone", arrived="no", **WORDS)
    return book, by("record_contact", medium="phone", arrived="yes", **WORDS)


def goods(*steps: str) -> CaseBook:
    book = CaseBook()
    book.do("request_item", personal={"what": "the plate"})
    for step in steps:
        book.do("record_item", item="G1", what=step)
    return book


def undone() -> Played:
    """Two parts: the first is done, the second refused, and the first cannot be undone."""
    book = CaseBook().investigated().agreed(REFUND, {**REFUND, "kind": "voucher"})
    book.do("fulfil_remedy", "finance")
    book.provider("done", "refused", "refused")
    book.do("note", "lead", settles="CASE-1/offer/O1", personal={"text": "another offer follows"})
    return book, settled_by_note


def stuck(how: str, then: str) -> Callable[[], Played]:
    def play() -> Played:
        book = CaseBook()
        effect = book.stuck("acknowledgement", how)
        return book, by("send_letter", "lead", effect_id=effect, then=then, reason="told by phone")

    return play


def sent_back() -> Played:
    book = CaseBook()
    book.do("send_letter", personal={"words": "We were negligent."})
    book.do("decline_approval", "lead", what="L1", reason="say it plainly")
    effect = (
        book.case.letters[-2].effect_id if book.case.letters[-1].kind == "notice" else book.case.letters[-1].effect_id
    )
    [effect] = [x.effect_id for x in book.case.letters if x.id == "L1"]
    return book, by("send_letter", effect_id=effect, then="drop", reason="a call instead")


def posted_back() -> Played:
    book = CaseBook(opened={"mailable": False, "paper": True})
    [order] = book.letters("acknowledgement")
    book.report(order, LetterReceipt(effect_id=order.effect_id, state="to_post", where="outbox/post/x.eml"))
    book.do("record_post", letter=order.effect_id, what="dispatched")
    book.do("record_post", letter=order.effect_id, what="returned", reason="moved away")
    return book, by("send_letter", "lead", effect_id=order.effect_id, then="drop", reason="told by phone")


def notice(what: Callable[[Any, Any], None], then: Callable[[CaseBook], object]) -> Callable[[], Played]:
    def play() -> Played:
        book = CaseBook()
        act = book.act()
        act.tell("lead", "something", "see to it")
        book.keep(act)
        act = book.act()
        what(act, next(x for x in act.case.letters if x.kind == "notice"))
        book.keep(act)
        return book, then

    return play


def notice_left(book: CaseBook) -> None:
    act = book.act()
    one = next(x for x in act.case.letters if x.kind == "notice")
    one.state = "sent"
    notices.left(act, one, act.case.letters)
    book.keep(act)


def news_of_a_merge() -> Played:
    book = CaseBook()
    book.deliver()
    book.do("merge", into="OTHER-1", reason="the same order")
    act = book.act()
    duplicates.duplicate_news(act, "merged", MergeNews(reference="OTHER-1", handled_in="OTHER-2"))
    book.keep(act)
    return book, by("unmerge", "lead", reason="it went nowhere")


def not_started() -> Played:
    book = CaseBook("jp-standard", calendar=None)
    book.do("open_obligation", "lead", pack="jp-product-accident", reason="a burn")
    act = book.act()
    obligations.not_started(act, "CASE-1-jp-product-accident.report", "no such policy")
    book.keep(act)
    return book, by("open_obligation", "lead", pack="jp-product-accident", reason="a burn")


def split_failed() -> Played:
    book = CaseBook(heads=[{"id": "plate", "category": "delivery"}, {"id": "bill", "category": "billing"}])
    book.do("split", heads=["bill"], reason="nothing to do with the plate")
    [filing] = [one for one in book.pending if isinstance(one, FileLinked)]
    act = book.act()
    splitting.failed(act, filing, "reference taken")
    book.keep(act)
    return book, settled_by_note


def nobody_to_give_it_to() -> Played:
    book = with_ladder({"about": "press", "reassign": "lead"}, {"at": "breach"})
    book.there["lead"] = ""
    flag(book, "press")
    return book, by("assign", "lead", **NORA)


def flared_up() -> Played:
    book = CaseBook().closed("not_upheld")
    book.there |= {"lead": "", "manager": ""}
    book.do("reopen", "lead", reason="it came back")
    return book, by("assign", "lead", **NORA)


def later(book: CaseBook, days: float) -> CaseBook:
    book.pass_days(days)
    return book


def did(book: CaseBook, name: str, role: str = "handler", **body: Any) -> CaseBook:
    book.do(name, role, **body)
    return book


def came(book: CaseBook, what: Callable[[Act, str], None]) -> CaseBook:
    """A date comes."""
    act = book.act()
    what(act, "")
    book.keep(act)
    return book


WHY: dict[str, Any] = {"personal": {"question": "why?"}}
SPOKEN: dict[str, Any] = {"direction": "out", "medium": "phone", **WORDS}
RITA: dict[str, Any] = {"name": "Rita", "contact": "rita@example.com", "authority": "claimed"}
NOBODY = {"key": "nobody_assigned", "what": "nobody", "owner": "lead", "do": "assign it"}
HISTORY = {"key": "history", "what": "no history", "owner": "lead", "do": 'leave a note with settles "history"'}
NORA: dict[str, Any] = {"to": "nora.new", "reason": "free", "personal": {"note": "call today"}}
GAVE_UP: dict[str, Any] = {"medium": "phone", "meaning": "gave_up", "personal": {"words": "forget it"}}


def idle() -> CaseBook:
    """Another firm has the whole of it, and nobody has closed it."""
    book = CaseBook()
    book.deliver()
    FORWARDING["forward spoken"](book)
    return later(book, 20)


PLAYS: dict[str, list[Callable[[], Played]]] = {
    "acknowledging.hold": [
        lambda: (called(), settled_by_note),
        lambda: (called(), by("merge", into="OLD-1", reason="the same plate")),
    ],
    "after_closing._settled": [
        message("same_matter", by("reopen", "lead", reason="it came back")),
        message("question", by("send_letter", personal={"words": "Your receipt is enclosed."})),
    ],
    "after_closing.not_judged": [message("", by("record_contact", "lead", contact="K1", meaning="thanks"))],
    "arrival.say": [not_arrived],
    "breach.consequences": [lambda: (later(CaseBook("uk-nhs"), 190), settled_by_note)],
    "contact._gave_up": [
        lambda: (did(CaseBook(), "record_contact", **GAVE_UP), by("record_contact", "lead", **SPOKEN)),
        lambda: (did(CaseBook().answered("not_upheld"), "record_contact", **GAVE_UP), by("close", **CLOSE)),
    ],
    "demands.heard": [
        lambda: (
            did(CaseBook(), "record_contact", medium="phone", personal={"words": "pay", "demand": "a million"}),
            by("record_contact", "lead", demand="D1", decided="declined", reason="nothing is owed"),
        )
    ],
    "duplicates._not_taken_in": [news_of_a_merge],
    "flare_up.another_person": [flared_up],
    "flare_up.perhaps": [
        lambda: (filed_anew(), settled_by_note),
        lambda: (filed_anew(), lambda book: (book.deliver(), book.do("merge", "lead", into="OLD-1", reason="the same"))),
    ],
    "fulfilment._unknown": [lambda: (agreed("unknown"), lambda book: (book.come("remedy/"), book.provider("done")))],
    "fulfilment._undo_next": [lambda: (agreed("refused"), lambda book: book.offered())],
    "fulfilment._undone": [undone],
    "goods._unasked": [
        lambda: (
            did(CaseBook(), "record_item", what="arrived", personal={"what": "a plate", "condition": "whole"}),
            by("record_item", item="G1", what="returned"),
        )
    ],
    "goods_awaited.not_come": [lambda: (later(goods(), 40), by("record_item", item="G1", what="refused"))],
    "goods_awaited.lost": [lambda: (goods("sent", "lost"), by("record_item", item="G1", what="refused"))],
    "inquiries.comes": [
        lambda: (
            later(did(CaseBook(), "request_investigation", to="plant", due="2026-06-03", **WHY), 4),
            by("record_finding", investigation="I1", personal={"finding": "a slip"}),
        ),
        lambda: (
            later(did(CaseBook().investigated(), "request_investigation", to="plant", due="2026-06-03", **WHY), 4),
            lambda book: (book.do("add_prevention_task", **TASK), book.do("withdraw", "customer", **WORDS)),
        ),
    ],
    "ladder._reassign": [nobody_to_give_it_to],
    "letter_approval.send_back": [sent_back],
    "letter_receipts.letter_unknown": [stuck("unknown", "was_sent")],
    "idle.tell_lead": [
        lambda: (idle(), by("promise", what="call_back", due="2026-06-25")),
        lambda: (idle(), by("close", ground="forwarded")),
    ],
    "letter_receipts.letter_blocked": [stuck("blocked", "drop")],
    "letter_receipts.letter_failed": [stuck("failed", "drop")],
    "more_time.pause_limit": [
        lambda: (later(did(CaseBook(), "pause", "lead", reason="abroad"), 40), by("resume", reason="the customer is back")),
        lambda: (later(did(CaseBook(), "pause", "lead", reason="abroad"), 30), settled_by_note),
    ],
    "news_heard.unread": [
        lambda: (came(CaseBook(), lambda act, _: news_heard.unread(act, "news: due")), settled_by_note)
    ],
    "news_heard.not_recorded": [
        lambda: (
            came(CaseBook(), lambda act, _: news_heard.not_recorded(act, "letter", "CASE-1/closing/1", "no step")),
            settled_by_note,
        )
    ],
    "notices.reached_nobody": [notice(lambda act, one: notices.reached_nobody(act, one, "away"), notice_left)],
    "notices.did_not_leave": [notice(lambda act, one: notices.did_not_leave(act, one, "timeout"), notice_left)],
    "notices.nobody_knows": [notice(lambda act, one: notices.nobody_knows(act, one, "<m>"), notice_left)],
    "obligations.not_started": [not_started],
    "other_contacts.not_answered": [
        lambda: (
            later(CaseBook(kind="enquiry"), 9),
            lambda book: (
                book.do("send_letter", personal={"words": "At nine."}),
                book.deliver(),
                book.do("close", ground="answered", reason="asked for the opening hours"),
            ),
        )
    ],
    "post._returned": [posted_back],
    "proposals.propose": [
        lambda: (
            CaseBook("jp-standard", category="safety.fire", harm={"injury": True}),
            by("decline_obligation", "lead", pack="jp-product-accident", reason="no product of ours"),
        )
    ],
    "receipt.arrived": [
        found_at_receipt(NOBODY, by("assign", "lead", **NORA)),
        found_at_receipt(HISTORY, settled_by_note),
    ],
    "receipt._nothing_owed": [lambda: (CaseBook("us-dot", channel="phone"), settled_by_note)],
    "receipt.late_contact": [
        lambda: (
            came(CaseBook(), receipt.late_contact),
            lambda book: (book.do("send_update", personal={"message": "we are on it"}), book.deliver()),
        )
    ],
    "remedy_promises.comes": [
        lambda: (
            later(CaseBook().investigated().agreed(), 9),
            lambda book: (book.do("fulfil_remedy", "finance"), book.provider("done")),
        )
    ],
    "representatives.ask": [
        lambda: (
            CaseBook(opened={"representative": "claimed"}, personal={"representative": RITA}),
            by("authorise_representative", authority="evidenced", evidence=["mandate-1"], reason="seen"),
        )
    ],
    "safety.ask": [lambda: (CaseBook(opened={"safety_asked": True}), by("record_contact", **SAFE, **WORDS))],
    "splitting.failed": [split_failed],
    "taken_back.look_into": [
        lambda: (
            did(CaseBook(), "withdraw", "customer", **WORDS),
            lambda book: (book.do("record_root_cause", **CAUSE), book.do("add_prevention_task", **TASK)),
        )
    ],
}  # fmt: skip
"""Where a problem is put on the case → how it comes up, and what ends it."""


def _places() -> set[str]:
    found = set()
    for path in PROCEDURE.rglob("*.py"):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef):
                calls = (one for one in ast.walk(function) if isinstance(one, ast.Call))
                if any(isinstance(one.func, ast.Attribute) and one.func.attr == "problem" for one in calls):
                    found.add(f"{path.stem}.{function.name}")
    return found


def test_every_sort_of_problem_is_played() -> None:
    assert _places() == set(PLAYS)


@pytest.mark.parametrize("place, number", [(place, n) for place, plays in PLAYS.items() for n in range(len(plays))])
def test_it_comes_up_with_an_owner_and_what_its_owner_does_ends_it(place: str, number: int) -> None:
    book, end = PLAYS[place][number]()
    before = book.open_problems()
    assert before, "it has come up"
    end(book)

    assert [key for key in book.open_problems() if key in before] == []


def test_what_was_to_be_seen_to_while_it_was_handled_is_over_when_it_is_closed_and_what_is_owed_stays() -> None:
    handling = [
        "nobody_assigned",
        "history",
        "no_dates",
        "late_contact",
        "flare_up",
        "reassign/lead",
        "CASE-1/gave_up/K1",
    ]
    owed = ["CASE-1/item/G1", "safety", "CASE-1/final_response/1/automatic_payment"]
    book = CaseBook().answered("not_upheld")
    act = book.act()
    for key in (*handling, *owed):
        act.problem(key, "something", "lead", "see to it", tell=False)
    book.keep(act)
    book.do("close", **CLOSE)

    assert book.open_problems() == owed


@pytest.mark.parametrize("kind, do", [("complaint", "reopen"), ("enquiry", 'reclassify {"kind": "complaint"')])
def test_the_same_matter_again_leads_on_by_what_the_case_is(kind: str, do: str) -> None:
    if kind == "complaint":
        book = CaseBook().closed("not_upheld")
    else:
        book = CaseBook(kind=kind)
        book.do("send_letter", personal={"words": "At nine."})
        book.deliver()
        book.do("close", ground="answered", reason="asked for the opening hours")
    book.do("record_contact", "customer", **WORDS)
    book.do("record_contact", "lead", contact="K1", meaning="same_matter")
    [problem] = [one for one in book.case.problems if one.resolved_at is None]
    assert problem.do.startswith(do)

    if kind == "complaint":
        book.do("reopen", "lead", reason="it came back")
    else:
        book.do("reclassify", kind="complaint", reason="they are not content")
    assert book.open_problems() == []
