"""Which letters have become untrue before they left: what they say has been answered, shown or turned into something else."""

from __future__ import annotations

from datetime import datetime

from domain.case import Case, Letter
from domain.lifecycle import OPEN
from workflows.procedure.listening.representatives import WITHOUT
from workflows.procedure.writing.letter_kinds import OVERTAKEN

ANSWERED = ("accepted", "rejected", "countered")
"""States of an offer that the customer has answered."""
FINAL = "final_response"
"""What a reminder is about that asks for an answer to the final response."""
WHY = "events have overtaken it"


def overtaken(case: Case, letter: Letter) -> bool:
    """Whether the letter would be untrue if it left now."""
    if letter.kind in OVERTAKEN and (letter.round < case.round or case.stage == "withdrawn"):
        return True
    if letter.kind == "reminder" and letter.about == FINAL:
        return case.stage not in OPEN or bool(said_since(case, letter.ordered_at))
    if letter.kind == "acknowledgement" and case.stage == "merged":
        return True  # the complaint that goes on was acknowledged; undone, it is written anew
    if asked := asked_in(letter):
        return all(one.state in ("answered", "withdrawn") for one in case.questions if one.id in asked)
    if letter.kind in ("remedy_offer", "reminder"):
        return answered(case, letter)
    if letter.kind == "authority_request":
        return case.representative not in WITHOUT
    if letter.kind == "contact_received":
        return case.is_complaint
    return letter.kind == "withdrawal_confirmed" and case.stage != "withdrawn"


def asked_in(letter: Letter) -> set[str]:
    """The questions that a letter that has not left asks, or reminds of."""
    if letter.kind not in ("question", "reminder"):
        return set()
    return {str(one["id"]) for one in ((letter.order or {}).get("personal") or {}).get("questions", ())}


def answered(case: Case, letter: Letter) -> bool:
    """Whether the customer has answered the offer of which the letter tells."""
    return any(offer.id == letter.about and offer.state in ANSWERED for offer in case.offers)


def said_since(case: Case, at: datetime) -> str:
    """By what the customer has answered since then: a contact, or an offer; empty: they are silent."""
    contacts = (one.id for one in case.contacts if one.direction == "in" and one.at > at)
    offers = (one.id for one in case.offers if one.state in ANSWERED and one.answered_at and one.answered_at > at)
    return next(iter((*contacts, *offers)), "")
