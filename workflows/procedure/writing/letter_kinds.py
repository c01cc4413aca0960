"""What the kinds of letter are to the procedure: which duty their leaving meets, which answer, which could become untrue."""

from __future__ import annotations

from domain.case import Case
from domain.words import LetterKind
from messages.decisions import PolicySnapshot
from workflows.procedure.happenings import met_by, owed_for, told_by

MEETS: dict[LetterKind, str] = {
    "acknowledgement": "acknowledge",
    "reopened": "acknowledge",
    "review_acknowledgement": "acknowledge",
    "interim_report": "interim_report",
    "apology_regret": "apologise",
    "apology_responsibility": "apologise",
    "remedy_offer": "remedy_offer",
    "final_response": "final_response",
    "not_upheld": "final_response",
    "aftercare": "follow_up",
}
"""Which duty a letter meets at the instant it has left."""
ACKNOWLEDGING: tuple[LetterKind, ...] = ("acknowledgement", "reopened", "review_acknowledgement")
"""Letters that acknowledge receipt in their round."""
EVENTS: dict[LetterKind, str] = {"final_response": "final_response_sent", "not_upheld": "final_response_sent"}
"""Which event a letter's leaving is: the dates anchored on it are decided then."""
INFORMING: tuple[LetterKind, ...] = ("interim_report", "investigation_report")
"""Reports: who has one knows how things stand, and the next update counts from it."""
OVERTAKEN: tuple[LetterKind, ...] = (
    "acknowledgement",
    "question",
    "reminder",
    "progress_update",
    "remedy_offer",
    "final_response",
    "not_upheld",
    "closing",
    "aftercare",
    "survey",
    "reopened",
    "review_acknowledgement",
    "holding_response",
    "delay_notice",
    "summary_resolution",
    "signposting",
    "contact_received",
    "forwarding",
    "interim_report",
    "item_request",
    "not_reached",
    "remedy_declined",
    "public_reply",
)
"""Letters that say how things stand: once their round is over, or the complaint is withdrawn, they would be untrue."""


def meets(case: Case, policy: PolicySnapshot, kind: LetterKind, by_hand: bool) -> list[str]:
    """The duties that a letter of that kind meets when it has left."""
    duties = owed_for(set(told_by(kind, policy)), case, policy)
    for duty in (MEETS.get(kind), "first_reply" if by_hand else None):
        duties |= met_by(duty, case, policy) if duty else set()
    return sorted(duties)
