"""The acts the walks are made of: commands as people give them, and what becomes of letters and payments."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.procedure.case_book import CAN_STILL_DO, CAUSE, FOUND, REFUND, TASK, CaseBook
from tests.procedure.walk import Deed, NotNow, PaperCase


def command(name: str, role: str = "handler", who: str = "", **body: Any) -> Deed:
    return lambda book: book.do(name, role, who, **body)


def sent(*kinds: str) -> Deed:
    """The first letter of these kinds that is under way leaves."""
    return lambda book: book.deliver(*kinds) if any(book.letters(kind) for kind in kinds) else NotNow


def stuck(kind: str, how: str) -> Deed:
    return lambda book: book.stuck(kind, how) if book.letters(kind) else NotNow


def settle(kind: str, then: str, role: str = "lead") -> Deed:
    """A person settles the newest letter of that kind that is stuck."""

    def deed(book: CaseBook) -> object:
        letters = [letter for letter in book.case.letters if letter.kind == kind and letter.order is not None]
        if not letters:
            return NotNow
        return book.do("send_letter", role, effect_id=letters[-1].effect_id, then=then, reason="looked at it")

    return deed


def provider(state: str) -> Deed:
    return lambda book: book.provider(state) if book.remedies() else NotNow


def all_on_record(book: CaseBook) -> None:
    """What closing needs besides the final response, in one go, by another decider than before."""
    book.do("decide", "lead", heads=[{"head": "all", "outcome": "not_upheld"}], personal=FOUND)
    book.do("waive_root_cause", "lead", reason="known issue")
    book.do("waive_apology", "lead", reason="the customer wants none")
    if not any(task.state != "cancelled" for task in book.case.prevention):
        book.do("decide_no_prevention", "lead", reason="single event")


def in_the_books(**what: str) -> Deed:
    """Finance looks a part whose outcome is not known up in the provider's books."""

    def deed(book: CaseBook) -> object:
        parts = [i for o in book.case.offers for a in o.alternatives for i in a.items if i.next_try is not None]
        return book.do("fulfil_remedy", "finance", effect_id=parts[0].effect_id, **what) if parts else NotNow

    return deed


def newest(kind: str, records: str, name: str, role: str, who: str = "", **body: Any) -> Deed:
    """A command about the newest record of a kind (`what` or `question`)."""

    def deed(book: CaseBook) -> object:
        found = getattr(book.case, records)
        return book.do(name, role, who, **{kind: found[-1].id}, **body) if found else NotNow

    return deed


REGRET: dict[str, Any] = {"kind": "regret", "personal": {"told_us": "it arrived broken"}}
RESPONSIBLE: dict[str, Any] = {
    "kind": "responsibility",
    "personal": {"wrong": "we packed it badly", "words": "we were wrong"},
}
BIG: dict[str, Any] = {**REFUND, "amount": "200.00"}
TRIES = ["2026-06-01T09:10:00+00:00", "2026-06-01T09:20:00+00:00", "2026-06-01T09:30:00+00:00"]


def decide(outcome: str, role: str = "handler", who: str = "") -> Deed:
    return command("decide", role, who, heads=[{"head": "all", "outcome": outcome}], personal=FOUND)


def offer(*items: dict[str, Any]) -> Deed:
    words = {"descriptions": {"A": "we pay it back"}}
    return command("offer_remedy", alternatives=[{"items": list(items)}], personal=words)


RECORD: dict[str, Deed] = {
    "SENT acknowledgement": sent("acknowledgement", "reopened", "review_acknowledgement"),
    "acknowledge": command("acknowledge", medium="phone"),
    "apologise regret": command("apologise", **REGRET),
    "record_root_cause": command("record_root_cause", **CAUSE),
    "waive_root_cause": command("waive_root_cause", "lead", reason="known issue"),
    "decide upheld": decide("upheld"),
    "decide not_upheld": decide("not_upheld"),
    "add_prevention_task": command("add_prevention_task", **TASK),
    "decide_no_prevention": command("decide_no_prevention", "lead", reason="single event"),
    "send_final_response": command("send_final_response", personal=CAN_STILL_DO),
    "SENT final": sent("final_response", "not_upheld"),
    "close accepted": command("close", ground="accepted", arrived=True, personal={"words": "that settles it"}),
}
APOLOGY: dict[str, Deed] = {
    "apologise regret spoken": command("apologise", kind="regret", medium="phone", personal={"words": "sorry"}),
    "apologise responsibility": command("apologise", **RESPONSIBLE),
    "apologise by lead": command("apologise", "lead", **RESPONSIBLE),
    "apologise spoken by handler": command("apologise", medium="phone", **RESPONSIBLE),
    "approve apology": newest("what", "apologies", "approve", "lead"),
    "decline_approval apology": newest("what", "apologies", "decline_approval", "lead", reason="say it plainly"),
    "waive_apology": command("waive_apology", "lead", reason="the customer wants none"),
    "SENT apology": sent("apology_regret", "apology_responsibility"),
    "BLOCKED apology": stuck("apology_responsibility", "blocked"),
    "send_letter drop": settle("apology_responsibility", "drop"),
    "send_letter again": settle("apology_responsibility", "again"),
}
REMEDY: dict[str, Deed] = {
    "decide upheld": decide("upheld"),
    "offer_remedy": offer(REFUND),
    "offer_remedy big": offer(BIG, {"kind": "voucher", "ground": "goodwill", "amount": "5.00", "currency": "GBP"}),
    "approve offer": newest("what", "offers", "approve", "lead"),
    "decline_approval offer": newest("what", "offers", "decline_approval", "lead", reason="repair first"),
    "answer_offer accepted": command("answer_offer", "customer", answer="accepted"),
    "answer_offer rejected": command("answer_offer", "customer", answer="rejected"),
    "fulfil_remedy": command("fulfil_remedy", "finance"),
    "PROVIDER done": provider("done"),
    "PROVIDER refused": provider("refused"),
    "PROVIDER unknown": provider("unknown"),
}
ENDS: dict[str, Deed] = {
    "withdraw": command("withdraw", "customer", personal={"words": "I take it back"}),
    "merge": command("merge", into="OTHER-1", reason="the same order"),
    "unmerge": command("unmerge", "lead", reason="two orders"),
    "refer": command("refer", "lead", body="consumer-centre", reason="the customer went there"),
    "record_external_decision": command("record_external_decision", "lead", outcome="for_customer"),
    "request_review": command("request_review", "customer"),
    "reopen": command("reopen", "lead", reason="it came back"),
    "close no_answer": command("close", ground="no_answer"),
    "close not_reachable": command("close", ground="not_reachable", tries=TRIES),
    "answer_survey bad": command("answer_survey", "customer", score=1),
}
_ELSEWHERE: dict[str, Any] = {
    "to": "carrier-1",
    "consent": "phone",
    "reason": "the carrier answers for its driver",
    "personal": {"firm_name": "Specimen Carriers", "why": "the driver is theirs"},
}
FORWARDING: dict[str, Deed] = {
    "forward": command("forward", "lead", due="2026-06-03", **_ELSEWHERE),
    "forward spoken": command(
        "forward", "lead", medium="phone", passed_on_at="2026-06-01T09:00:00+00:00", **_ELSEWHERE
    ),
    "SENT forwarding": sent("forwarding"),
    "BLOCKED forwarding": stuck("forwarding", "blocked"),
    "send_letter drop forwarding": settle("forwarding", "drop"),
    "close forwarded": command("close", ground="forwarded"),
}
ASKING: dict[str, Deed] = {
    "ask_customer": command("ask_customer", personal={"questions": ["When?"]}),
    "record_answer": newest("question", "questions", "record_answer", "customer", personal={"answer": "on Monday"}),
    "withdraw_question": newest("question", "questions", "withdraw_question", "handler", reason="found out"),
}
MESSAGES: dict[str, Deed] = {
    "record_contact": command("record_contact", "customer", personal={"words": "hello"}),
    "record_contact judged": newest("contact", "contacts", "record_contact", "lead", meaning="same_matter"),
}
POST: dict[str, Deed] = {
    f"{how.upper()} {kind}": stuck(kind, how)
    for kind in ("acknowledgement", "not_upheld")
    for how in ("waiting", "unknown", "blocked", "failed")
} | {
    f"send_letter {then} {kind}": settle(kind, then)
    for kind in ("acknowledgement", "not_upheld")
    for then in ("again", "was_sent", "drop")
}
SETTLED: dict[str, Any] = {
    "medium": "phone",
    "outcome": "upheld",
    "cause": "packaging",
    "prevention": "no",
    "reason": "a single slip",
    "personal": {"summary": "it broke", "apology": "I am sorry", "words": "that is fine"},
}
BESIDE: dict[str, Deed] = {
    "resolve_now": command("resolve_now", **SETTLED),
    "promise": command("promise", what="call_back", due="2026-06-03"),
    "promise late": command("promise", what="report", due="2026-09-01"),
    "keep_promise": newest("promise", "promises", "keep_promise", "handler"),
    "keep_promise tried": newest("promise", "promises", "keep_promise", "handler", reached=False),
    "move_promise": newest(
        "promise",
        "promises",
        "move_promise",
        "handler",
        due="2026-08-01",
        medium="phone",
        reason="the technician is ill",
    ),
    "request_investigation": command(
        "request_investigation", to="factory-2", due="2026-06-10", personal={"question": "was it checked?"}
    ),
    "record_finding": newest(
        "investigation", "inquiries", "record_finding", "investigator", personal={"finding": "it was not"}
    ),
    "request_item": command("request_item", personal={"what": "the plate"}),
    "record_item arrived": newest(
        "item", "items", "record_item", "handler", what="arrived", personal={"condition": "in pieces"}
    ),
    "record_item refused": newest("item", "items", "record_item", "handler", what="refused"),
    "pause": command("pause", "lead", reason="the customer is abroad"),
    "resume": command("resume", reason="the customer is back"),
    "reclassify facts": command("reclassify", facts={"item_return": True}, reason="the plate comes back"),
    "reclassify severity": command("reclassify", severity="critical", reason="somebody was hurt"),
    "flag_conduct": command(
        "flag_conduct", kinds=["threat"], reason="threatened to come", personal={"facts": "by phone"}
    ),
    "escalate": command("escalate", reason="the customer asks for it", asked_by="customer"),
}
EVERYTHING: dict[str, Deed] = {
    **BESIDE,
    **RECORD,
    **APOLOGY,
    **REMEDY,
    **ENDS,
    **FORWARDING,
    **ASKING,
    **MESSAGES,
    **POST,
    "decide and waive": all_on_record,
    "send_final_response spoken": command("send_final_response", medium="phone", personal={}),
    "fulfil_remedy found done": in_the_books(found="done", receipt="BOOK-7"),
    "fulfil_remedy found refused": in_the_books(found="refused", reason="no such payment in the books"),
}
"""Every act the walks know, by its label: the command's name and which variety of it; what the outside does is in capitals."""


def by_who_must_not(name: str, role: str, who: Callable[[CaseBook], str], **body: Any) -> Deed:
    """A command by the person who must not give it, in a role that could."""

    def deed(book: CaseBook) -> object:
        person = who(book)
        return (
            book.do(name, role, person, **{key: _here(value, book) for key, value in body.items()})
            if person
            else NotNow
        )

    return deed


def _here(value: object, book: CaseBook) -> object:
    return value(book) if callable(value) else value


def _offerer(book: CaseBook) -> str:
    return book.case.offers[-1].offered_by if book.case.offers else ""


def _decider(book: CaseBook) -> str:
    return book.case.decisions[0].decided_by if book.case.decisions else ""


def _author(book: CaseBook) -> str:
    waiting = [one.asked_by for one in book.case.apologies if one.state == "awaiting_approval"]
    return waiting[-1] if waiting else ""


def _reporter(book: CaseBook) -> str:
    return book.case.conduct[-1].reported_by if book.case.conduct else ""


def _complained_of(book: CaseBook) -> str:
    return book.case.complained_of[0] if book.case.complained_of else ""


def _last(records: str) -> Callable[[CaseBook], str]:
    return lambda book: getattr(book.case, records)[-1].id


TEMPTATIONS: dict[str, Deed] = {
    "fulfil_remedy by who offered": by_who_must_not("fulfil_remedy", "manager", _offerer),
    "approve by who offered": by_who_must_not("approve", "manager", _offerer, what=_last("offers")),
    "approve by who wrote": by_who_must_not("approve", "manager", _author, what=_last("apologies")),
    "decide by who decided before": by_who_must_not(
        "decide", "manager", _decider, heads=[{"head": "all", "outcome": "upheld"}], personal=FOUND
    ),
    "decide by who is complained of": by_who_must_not(
        "decide", "manager", _complained_of, heads=[{"head": "all", "outcome": "not_upheld"}], personal=FOUND
    ),
    "record_root_cause by who is complained of": by_who_must_not("record_root_cause", "lead", _complained_of, **CAUSE),
    "waive_apology by who is complained of": by_who_must_not(
        "waive_apology", "lead", _complained_of, reason="nobody asked for one"
    ),
    "flag_conduct by who reported": by_who_must_not(
        "flag_conduct", "manager", _reporter, flag=_last("conduct"), review_on="2026-06-20", reason="two witnesses"
    ),
    "close accepted without a word": command("close", ground="accepted"),
    "close accepted": command("close", ground="accepted", personal={"words": "that settles it"}),
    "close no_answer": command("close", ground="no_answer"),
    "close dissatisfied": command("close", "lead", ground="dissatisfied", reason="all was offered"),
    "pause": command("pause", "lead", reason="the customer is abroad"),
}
"""What people are tempted to do: the very person who must not, or before all is on record, or before its time."""


def acts(*labels: str) -> dict[str, Deed]:
    return {label: EVERYTHING[label] for label in labels}


def plain() -> PaperCase:
    """A complaint just received, its acknowledgement under way."""
    book = PaperCase()
    book.tighten()
    return book


def upheld() -> PaperCase:
    """A complaint found to be right; nothing is offered, nobody has taken responsibility."""
    book = plain()
    book.investigated("upheld")
    book.do("decide_no_prevention", "lead", reason="single event")
    return book


def on_record(outcome: str = "upheld") -> PaperCase:
    """A complaint with all on record but the remedy and the final response."""
    book = plain()
    book.investigated(outcome)
    book.do("waive_apology", "lead", reason="the customer wants none")
    book.do("decide_no_prevention", "lead", reason="single event")
    return book
