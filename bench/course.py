"""The one plain complaint both sides handle: its intake and the acts that follow, in order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

CUSTOMER = {"id": "c-bench", "name": "Sam Specimen", "email": "sam@example.com", "locale": "en"}


class Step(NamedTuple):
    """One act of a person: the command and its argument."""

    command: str
    body: dict[str, Any]


def intake(reference: str) -> dict[str, Any]:
    """A plain complaint by e-mail about a broken parcel, received now."""
    return {
        "reference": reference,
        "received_at": datetime.now(UTC).isoformat(),
        "channel": "email",
        "category": "delivery",
        "policy": "iso-10002",
        "personal": {
            "customer": {**CUSTOMER, "id": f"c-{reference}"},
            "subject": "Broken plate",
            "description": "The plate arrived in pieces.",
        },
    }


def course() -> list[Step]:
    """Apology, cause, decision, offer, acceptance, fulfilment, apology, prevention task, final response, closing."""
    owed = {"kind": "refund", "ground": "obligation", "amount": "20.00", "currency": "GBP"}
    return [
        _step("apologise", "handler", kind="regret", personal={"told_us": "the plate arrived in pieces"}),
        _step(
            "record_root_cause",
            "handler",
            method="5_whys",
            category="packaging",
            evidence=["photo-1"],
            personal={"statement": "the carton was a size too large", "whys": ["it moved in the box"]},
        ),
        _step(
            "decide",
            "handler",
            heads=[{"head": "all", "outcome": "upheld"}],
            personal={"found": "the plate was broken on arrival", "reasons": "the photographs show it"},
        ),
        _step(
            "offer_remedy",
            "handler",
            alternatives=[{"items": [owed]}],
            personal={"descriptions": {"A": "we pay the price of the plate back"}},
        ),
        _step("answer_offer", "customer", answer="accepted"),
        _step("fulfil_remedy", "finance"),
        _step("apologise", "lead", kind="responsibility", personal={"wrong": "we packed it badly"}),
        _step(
            "add_prevention_task",
            "handler",
            kind="corrective",
            owner="carl.carton",
            due=(datetime.now(UTC) + timedelta(days=400)).date().isoformat(),
            title="one carton size per product",
        ),
        _step("send_final_response", "handler"),
        _step(
            "close", "handler", ground="accepted", arrived=True, personal={"words": "that settles it for me, thank you"}
        ),
    ]


def _step(command: str, role: str, **body: Any) -> Step:
    return Step(command, {"by": {"id": f"{role}.example", "role": role}, **body})
