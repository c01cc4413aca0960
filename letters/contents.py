"""What each kind of letter must have. A letter that lacks something is not written: `MissingContent` names what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from domain.errors import MissingContent
from domain.words import LetterKind
from letters.formats import local_day, written_amount
from messages.deeds import LetterOrder

_TO_CUSTOMERS = ("facts.reference", "facts.received_on", "personal.customer", "personal.subject")
_OTHERS: dict[LetterKind, tuple[str, ...]] = {
    "notice": (),
    "authority_request": ("facts.reference", "facts.received_on"),
    "public_reply": ("facts.reference",),
}
"""Letters that do not go to the customer say less."""

REQUIRED: dict[LetterKind, tuple[str, ...]] = {
    "acknowledgement": (),
    "question": ("facts.answer_by", "personal.questions[].text"),
    "reminder": ("facts.about", "facts.answer_by"),
    "progress_update": (),
    "apology_regret": ("personal.told_us",),
    "apology_responsibility": ("personal.wrong",),
    "remedy_offer": ("facts.alternatives[].items[].kind", "facts.alternatives[].items[].ground", "facts.answer_by"),
    "remedy_done": ("facts.items[].kind", "facts.items[].done_on", "facts.items[].receipt"),
    "final_response": ("facts.heads[].outcome",),
    "not_upheld": ("facts.heads[].outcome",),
    "closing": ("facts.ground", "facts.reopen_until"),
    "aftercare": (),
    "survey": (),
    "reopened": ("facts.round",),
    "referral": ("facts.body",),
    "forwarding": ("personal.firm_name", "personal.why"),
    "withdrawal_confirmed": ("facts.reopen_until",),
    "holding_response": ("facts.new_date", "personal.reasons_for_delay"),
    "delay_notice": ("facts.new_date", "personal.reasons_for_delay"),
    "summary_resolution": (),
    "signposting": (),
    "individual": ("personal.words",),
    "contact_received": ("facts.contact_kind",),
    "notice": ("facts.to.name", "facts.what", "facts.do"),
    "interim_report": ("personal.findings",),
    "investigation_report": ("personal.tests[]", "personal.unknown", "facts.causes"),
    "item_request": ("personal.what",),
    "not_reached": ("facts.what", "facts.tries[]"),
    "authority_request": ("personal.representative.name",),
    "conduct_notice": ("facts.until", "facts.kinds[]"),
    "prevention_done": ("facts.prevention[].on",),
    "review_acknowledgement": ("facts.round",),
    "remedy_declined": ("personal.reasons",),
    "delay_apology": ("facts.broken_promises[].due",),
    "public_reply": (),
}
"""Where each kind's content lies; `[]` stands for every entry of a list that must have at least one."""
DATES = {
    *("received_on", "next_contact_by", "final_response_by", "answer_by"),
    *("done_on", "on", "recourse_until", "reopen_until", "due", "by"),
    *("new_date", "answer_was_due", "pass_on_by", "passed_on", "until", "arrived_on", "answered_on"),
}
"""Names of facts that are days, or instants whose local day is meant."""


def require(order: LetterOrder) -> None:
    """Check that everything is there; raises MissingContent naming the first thing that is not (never a value)."""
    for path in _needed(order):
        _require(order, path)
    _check_values(order.facts, "facts", order)


def _check_values(data: Any, path: str, order: LetterOrder) -> None:
    """Dates are dates and amounts are amounts, wherever they lie; raises MissingContent naming the field."""
    if isinstance(data, list):
        for index, part in enumerate(data):
            _check_values(part, f"{path}.{index}", order)
    if not isinstance(data, dict):
        return
    for key, part in data.items():
        if key in DATES and not _missing(part):
            local_day(part, order.zone, f"{order.kind}: {path}.{key}")
        _check_values(part, f"{path}.{key}", order)
    if not _missing(data.get("amount")):
        if _missing(data.get("currency")):
            raise _absent(order, f"{path}.currency")
        written_amount(str(data["amount"]), str(data["currency"]), order.locale, f"{order.kind}: {path}")


def _absent(order: LetterOrder, path: str) -> MissingContent:
    return MissingContent(f"{order.kind}: {path} is missing; the letter waits until it is given")


def _needed(order: LetterOrder) -> Iterator[str]:
    yield from _OTHERS.get(order.kind, _TO_CUSTOMERS)
    if order.kind not in _OTHERS and order.medium == "email":
        yield "personal.customer.email"
    yield from REQUIRED[order.kind]
    yield from _that_follows(order)


def _that_follows(order: LetterOrder) -> Iterator[str]:
    """What is needed because of what else is there."""
    facts = order.facts
    if order.kind == "acknowledgement" and _missing(facts.get("final_response_by")):
        yield "facts.next_contact_by"  # a complaint filed when all its dates had passed: at least one new date is promised
    if order.kind in {"final_response", "not_upheld", "signposting"}:
        for head in facts.get("heads") or []:
            yield from (f"personal.heads.{head.get('id')}.{part}" for part in ("text", "found", "reasons"))
    if order.kind == "forwarding":
        yield from (f"personal.heads.{head.get('id')}" for head in facts.get("heads") or [])
    yield from _of_reports(order)
    if order.kind == "reminder":
        yield _REMINDED.get(str(facts["about"]), "facts.offers[].items[].kind")
    for offers in ("alternatives", "offers"):
        for offer in facts.get(offers) or []:
            yield f"personal.descriptions.{offer.get('id')}"
    if order.kind == "acknowledgement" and facts.get("known_issue"):
        yield from ("facts.known_issue.title", "facts.known_issue.answer")


_REMINDED = {"question": "personal.questions[].text", "final_response": "facts.answered_on"}
"""What a reminder needs, by what it is about; of an offer, the offer itself."""


def _of_reports(order: LetterOrder) -> Iterator[str]:
    """The same, of measures, reports and of a no to a demand."""
    facts = order.facts
    for index, measure in enumerate(facts.get("prevention") or []):
        yield from (f"facts.prevention.{index}.state", f"facts.prevention.{index}.on")
        if measure.get("state") != "undecided":
            yield f"personal.prevention.{index}"
    if order.kind == "interim_report" and _missing(facts.get("final_response_by")):
        yield "facts.next_contact_by"  # an interim report says by when the customer hears more
    if order.kind == "investigation_report":
        yield "personal.condition" if facts.get("goods") else "personal.basis"
        yield from (f"personal.causes.{index}" for index in range(len(facts["causes"])))
    if order.kind == "remedy_declined" and not facts.get("open_offer"):
        yield "personal.alternative"


def _require(order: LetterOrder, path: str) -> None:
    here: list[Any] = [{"facts": order.facts, "personal": order.personal}]
    walked = ""
    for step in path.replace("[]", ".[]").split("."):
        walked = f"{walked}{step}" if step == "[]" else f"{walked}.{step}".lstrip(".")
        here = [part for whole in here for part in _step(whole, step)]
        if not here or any(_missing(part) for part in here):
            raise _absent(order, walked)


def _step(whole: Any, step: str) -> list[Any]:
    if step == "[]":
        return whole if isinstance(whole, list) else [None]
    if isinstance(whole, list):
        return [whole[int(step)]] if step.isdigit() and int(step) < len(whole) else [None]
    return [whole.get(step)] if isinstance(whole, dict) else [None]


def _missing(part: Any) -> bool:
    return part is None or part in ("", [], {}) or (isinstance(part, str) and not part.strip())
