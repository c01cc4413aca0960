"""What the customer is offered, chooses and gets.

Part of the case (`domain/case.py`): JSON that only grows, what is personal under `personal`.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from domain.record import Personal, Record
from domain.words import Ground, RemedyKind


class RemedyItem(Record):
    """One part of a remedy."""

    kind: RemedyKind
    amount: str = ""
    currency: str = ""
    ground: Ground
    heads: list[str] = []
    """The heads of complaint it is for; all when empty."""
    documents: list[str] = []
    """Ids of the receipts against which expenses are paid."""
    state: Literal["agreed", "ordered", "done", "refused", "unknown", "undoing", "undone"] = "agreed"
    effect_id: str = ""
    receipt: str = ""
    done_at: datetime | None = None
    next_try: datetime | None = None
    tries: int = 0


class Alternative(Record):
    """One of the two or three things the customer may choose from."""

    id: str
    items: list[RemedyItem]


class Agreement(Record):
    """A settlement as the customer signed it: a document, known by its hash."""

    document: str
    """Its id where it is kept."""
    sha256: str
    signed_on: date


class Offer(Record):
    """An offer of remedy: drafted, approved where it exceeds somebody's limit, made, answered."""

    id: str
    state: Literal[
        "awaiting_approval", "declined", "offered", "accepted", "rejected", "countered", "lapsed", "superseded"
    ]
    alternatives: list[Alternative]
    chosen: str = ""
    offered_by: str
    approvals_needed: list[str] = []
    """Roles still to approve, in order."""
    approved_by: list[str] = []
    at: datetime
    answered_at: datetime | None = None
    arrived_at: datetime | None = None
    """When the customer said that all of it had arrived."""
    round: int
    reminded: int = 0
    answer_by: date | None = None
    released_by: str = ""
    settlement: bool = False
    """It is worded as a settlement: accepted by a signed document only."""
    agreement: Agreement | None = None
    personal: Personal = None
