"""A case in every stage with as much on record as a command could ask for, and what a person would send there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import cache
from typing import Any

from domain.words import Role, Stage
from messages.deeds import LetterReceipt
from tests.procedure.alphabet import BIG, RESPONSIBLE, SETTLED, TRIES
from tests.procedure.case_book import CAUSE, FOUND, TASK, CaseBook
from tests.procedure.walk import PaperCase
from workflows.to_paste import to_paste

CARE: dict[str, Any] = {"kinds": ["threat"], "reason": "threatened to come", "personal": {"facts": "by phone"}}
HEADS = [{"id": "plate", "category": "delivery"}, {"id": "bill", "category": "billing"}]


def _new(pack: str = "iso-10002", **changes: Any) -> PaperCase:
    """Two heads, so that one can be split off; somebody speaks for the customer and has shown that they may."""
    rita = {"name": "Rita", "relation": "daughter", "contact": "rita@example.com", "authority": "evidenced"}
    words: dict[str, Any] = {"representative": rita}
    return PaperCase(pack, heads=HEADS, personal=words | changes.pop("personal", {}), **changes)


def _furnished(book: PaperCase, *, standing_still: bool = True) -> PaperCase:
    """A promise, an inquiry, goods, a paper letter in the queue, a conduct flag, targets that stand still, a level not taken on."""
    book.do("promise", what="call_back", due="2026-06-03")
    book.do("request_item", personal={"what": "the plate"})
    book.do("request_investigation", **INQUIRY)
    book.do("flag_conduct", **CARE)
    book.do("flag_conduct", "lead", flag=book.case.conduct[-1].id, reason="two witnesses", review_on="2026-06-20")
    book.do("escalate", reason="beyond me")
    book.do("send_update")
    for order in book.letters("progress_update"):
        book.report(order, LetterReceipt(effect_id=order.effect_id, state="to_post", where="outbox/post/x.eml"))
    if standing_still:
        book.do("pause", "lead", reason="the customer is abroad")
    return book


def _acknowledged(pack: str = "iso-10002") -> PaperCase:
    book = _new(pack)
    book.deliver()
    return book


def _begun() -> PaperCase:
    book = _acknowledged()
    book.do("send_update", medium="phone")
    return book


def _asked(book: PaperCase) -> PaperCase:
    book.do("ask_customer", personal={"questions": ["When?"]})
    return book


def _decided(outcome: str = "upheld", pack: str = "iso-10002") -> PaperCase:
    book = _new(pack)
    book.investigated(outcome)
    return book


def _threatened() -> PaperCase:
    """Nothing has left yet, and there is a flag, a promise, and a gesture of goodwill to come."""
    book = _new()
    book.do("flag_conduct", **CARE)
    book.do("flag_conduct", "lead", flag=book.case.conduct[-1].id, reason="two witnesses", review_on="2026-06-20")
    book.do("promise", what="call_back", due="2026-06-03")
    return book


def _lapsed() -> PaperCase:
    book = _asked(_acknowledged())
    book.deliver()
    book.come("wait/question_lapses")
    return book


def _words_for_approval() -> PaperCase:
    """A letter that speaks of money waits for its approval."""
    book = _begun()
    book.do("send_letter", personal={"words": "You are due compensation of £5."})
    return book


def _sorry(book: PaperCase) -> PaperCase:
    """What we did wrong is to be said, and waits for approval."""
    book.do("apologise", **RESPONSIBLE)
    return book


def _paid() -> PaperCase:
    book = _agreed()
    book.do("fulfil_remedy", "finance")
    book.provider("done")
    book.deliver()
    return book


def _for_approval() -> PaperCase:
    book = _decided()
    book.offered(BIG)
    book.do("apologise", **RESPONSIBLE)
    return book


def _answered() -> PaperCase:
    book = _new()
    book.answered("not_upheld")
    return book


def _closed() -> PaperCase:
    return _closing(_answered())


def _closing(book: PaperCase) -> PaperCase:
    book.do("close", ground="accepted", personal={"words": "that settles it"})
    book.deliver()
    return book


def _surveyed() -> PaperCase:
    book = _closed()
    book.pass_days(30)
    return book


def _then(start: Callable[[], PaperCase], name: str, role: str = "lead", **body: Any) -> Callable[[], PaperCase]:
    def book() -> PaperCase:
        begun = start()
        begun.do(name, role, **body)
        return begun

    return book


def _offered(pack: str = "iso-10002") -> PaperCase:
    book = _decided(pack=pack)
    book.offered()
    return book


def _agreed(pack: str = "iso-10002") -> PaperCase:
    book = _offered(pack)
    book.do("answer_offer", "customer", answer="accepted")
    return book


def _replacement() -> PaperCase:
    book = _decided()
    book.offered({"kind": "replacement", "ground": "obligation"})
    book.do("answer_offer", "customer", answer="accepted")
    return book


REGULATED = "uk-housing"
"""A pack that gives more time (`extend`)."""
INQUIRY: dict[str, Any] = {"to": "factory-2", "due": "2026-06-10", "personal": {"question": "was it checked?"}}
REFERRED = {"body": "consumer-centre", "reason": "the customer went there"}
WITHDRAWN = {"personal": {"words": "I take it back"}}
MERGED = {"into": "OTHER-1", "reason": "the same order"}
PLACES: dict[str, Callable[[], PaperCase]] = {
    "received": _new,
    "received, threatened": _threatened,
    "acknowledged": _acknowledged,
    "investigating": lambda: _furnished(_acknowledged()),
    "investigating, begun": _begun,
    "investigating, question lapsed": _lapsed,
    "investigating, words awaiting approval": _words_for_approval,
    "investigating, decided": _decided,
    "investigating, not upheld": lambda: _decided("not_upheld"),
    "investigating, awaiting approval": _for_approval,
    "acknowledged, regulated": lambda: _acknowledged(REGULATED),
    "investigating, regulated": lambda: _decided(pack=REGULATED),
    "awaiting_customer, regulated": lambda: _asked(_acknowledged(REGULATED)),
    "remedy_offered, regulated": lambda: _offered(REGULATED),
    "remedy_agreed, regulated": lambda: _agreed(REGULATED),
    "referred, regulated": _then(
        lambda: _decided(pack=REGULATED), "refer", body="consumer-centre", reason="went there"
    ),
    "awaiting_customer": lambda: _asked(_acknowledged()),
    "awaiting_customer, furnished": lambda: _asked(_furnished(_acknowledged())),
    "remedy_offered": _offered,
    "remedy_offered, furnished": lambda: _furnished(_offered()),
    "remedy_agreed": _agreed,
    "remedy_agreed, no money": _replacement,
    "remedy_agreed, awaiting approval": lambda: _sorry(_agreed()),
    "remedy_agreed, furnished": lambda: _furnished(_agreed()),
    "following_up": _answered,
    "following_up, paid": _paid,
    "following_up, awaiting approval": lambda: _sorry(_paid()),
    "following_up, furnished": lambda: _furnished(_answered(), standing_still=False),
    "closed": _closed,
    "closed, furnished": lambda: _closing(_furnished(_answered(), standing_still=False)),
    "closed, asked for the survey": _surveyed,
    "withdrawn": _then(_decided, "withdraw", "customer", **WITHDRAWN),
    "withdrawn, furnished": _then(lambda: _furnished(_acknowledged()), "withdraw", "customer", **WITHDRAWN),
    "merged": _then(_acknowledged, "merge", "handler", **MERGED),
    "merged, furnished": _then(lambda: _furnished(_acknowledged()), "merge", "handler", **MERGED),
    "referred": _then(_decided, "refer", **REFERRED),
    "referred, furnished": _then(lambda: _furnished(_decided()), "refer", **REFERRED),
}
"""Where a case can be: the stage, and what is on record there."""


def stage_of(place: str) -> Stage:
    return place.partition(",")[0]  # type: ignore[return-value]


@cache
def at(place: str) -> PaperCase:
    """The case there. Copy it before acting."""
    book = PLACES[place]()
    assert book.case.stage == stage_of(place), f"{place}: it is {book.case.stage}"
    return book


def bodies(name: str, book: CaseBook, role: Role) -> Iterator[dict[str, Any]]:
    """What a person of that role would send: what the page offers to paste, then other varieties that have their place."""
    pasted = to_paste(name, book.case, role)
    pasted.pop("by")
    yield pasted
    for variety in VARIETIES.get(name, ()):
        yield variety(book) if callable(variety) else variety


def _newest(kind: str, records: str, **body: Any) -> Callable[[CaseBook], dict[str, Any]]:
    """About the newest record of a kind."""

    def made(book: CaseBook) -> dict[str, Any]:
        found = getattr(book.case, records)
        return {kind: found[-1].id if found else "nothing", **body}

    return made


def _holiday(book: CaseBook) -> dict[str, Any]:
    day = (book.now + timedelta(days=8)).date()
    told = {"name": "Day of the Test", "calendar": book.policy.rules["calendar"], "source": "gazette", "reason": "new"}
    return {"day": day.isoformat(), **told}


def _queued(book: CaseBook) -> dict[str, Any]:
    """About a paper letter that lies in the queue."""
    found = [letter.effect_id for letter in book.case.letters if letter.state == "to_post"]
    return {"letter": found[-1] if found else "CASE-1/nothing/1", "what": "dispatched"}


GOODWILL = {"kind": "voucher", "ground": "goodwill", "amount": "5.00", "currency": "GBP"}
REPORT: dict[str, Any] = {
    "kind": "investigation_report",
    "personal": {"tests": ["It broke when dropped."], "unknown": "Nothing.", "basis": "samples of the same lot"},
}
VARIETIES: dict[str, tuple[dict[str, Any] | Callable[[CaseBook], dict[str, Any]], ...]] = {
    "apologise": (RESPONSIBLE, {"medium": "phone", **RESPONSIBLE}),
    "record_root_cause": (CAUSE,),
    "decide": ({"heads": [{"head": h["id"], "outcome": "upheld"} for h in HEADS], "personal": FOUND},),
    "approve": (_newest("what", "offers"), _newest("what", "apologies")),
    "decline_approval": (
        _newest("what", "offers", reason="repair first"),
        _newest("what", "apologies", reason="say it plainly"),
    ),
    "answer_offer": ({"answer": "rejected"},),
    "offer_remedy": ({"alternatives": [{"items": [GOODWILL]}]},),
    "add_prevention_task": (TASK,),
    "close": (
        {"ground": "no_answer"},
        {"ground": "not_reachable", "tries": TRIES},
        {"ground": "legal", "reason": "lawyers"},
    ),
    "resolve_now": (SETTLED,),
    "assign": ({"to": "nora.new", "reason": "knows the product", "personal": {"note": "all is on record"}},),
    "split": ({"heads": ["bill"], "reason": "it has nothing to do with the plate"},),
    "keep_promise": (_newest("promise", "promises"),),
    "move_promise": (_newest("promise", "promises", due="2026-06-09", medium="phone", reason="the technician is ill"),),
    "restrict_contact": ({"channel": "letter", "until": "2026-06-20", "reason": "two threats"},),
    "promise": (
        {"what": "call_back", "due": "2026-07-30"},
        {"what": "papers", "to": "body", "body": "consumer-centre", "due": "2026-07-30"},
    ),
    "request_investigation": ({"to": "factory-2", "due": "2026-07-30", "personal": {"question": "was it checked?"}},),
    "reclassify": ({"severity": "high", "reason": "it is worse than it looked"},),
    "send_letter": ({"personal": {"words": "Thank you for your call."}}, REPORT),
    "record_post": (_queued,),
    "record_item": (
        {"what": "arrived", "personal": {"what": "the plate", "condition": "in pieces"}},
        _newest("item", "items", what="arrived", personal={"condition": "in pieces"}),
    ),
    "record_answer": (_newest("question", "questions", personal={"answer": "on Monday"}),),
    "withdraw_question": (_newest("question", "questions", reason="found out"),),
    "open_obligation": ({"pack": "jp-product-accident", "reason": "a burn on the hand"},),
    "extend": ({"days": 5, "medium": "email", "reason": "the surveyor is ill"},),
    "add_closed_day": (_holiday,),
    "de_escalate": ({"level": 0, "reason": "settled with the customer"},),
}
"""Besides the example: what else people mean by the command."""
