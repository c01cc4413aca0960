"""What is found out and judged: questions, inquiries, goods, causes, decisions, apologies, waivers.

Part of the case (`domain/case.py`): JSON that only grows, what is personal under `personal`.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from domain.record import Personal, Record
from domain.words import ApologyKind, Outcome


class Inquiry(Record):
    """Something that another department, a supplier or a colleague finds out."""

    id: str
    to: str
    state: Literal["open", "answered", "released"] = "open"
    result: Literal["", "found", "nothing_found", "not_possible"] = ""
    asked_by: str
    asked_at: datetime
    due: date
    late_from: datetime
    remind_at: datetime | None = None
    reminded: bool = False
    overdue: bool = False
    escalate_to: str = "lead"
    answered_at: datetime | None = None
    evidence: list[str] = []
    round: int
    personal: Personal = None
    """question, finding."""


class ItemStep(Record):
    """One step of goods on their way: what became of them, who recorded it, and in whose words. Never changed."""

    what: str
    at: datetime
    by: str
    agreed_to: Literal["", "test", "disposal"] = ""
    """Of a consent: what the customer agreed to."""
    destructive: bool = False
    evidence: list[str] = []
    personal: Personal = None
    """condition, words."""


class Item(Record):
    """Goods that the customer sends back (現品)."""

    id: str
    state: Literal["requested", "sent", "arrived", "tested", "returned", "kept", "disposed", "lost", "refused"]
    since: datetime
    arrived_at: datetime | None = None
    lot: str = ""
    prepaid: bool = True
    unasked: bool = False
    """They came without having been asked for."""
    consent_at: datetime | None = None
    """When the customer agreed to a test that destroys."""
    disposal_consent_at: datetime | None = None
    """When the customer agreed to disposal."""
    kept_until: date | None = None
    evidence: list[str] = []
    steps: list[ItemStep] = []
    round: int
    personal: Personal = None
    """what, packaging; condition: in what state they arrived."""


class Question(Record):
    """Something we need to know from the customer."""

    id: str
    state: Literal["open", "answered", "withdrawn", "lapsed"] = "open"
    asked_at: datetime
    answered_at: datetime | None = None
    reminded: int = 0
    personal: Personal = None


class Apology(Record):
    """An apology is an act: `regret` admits nothing, `responsibility` names what we did wrong."""

    id: str
    kind: ApologyKind
    state: Literal["awaiting_approval", "declined", "approved", "made"]
    medium: str
    asked_by: str
    approver: Literal["", "lead", "manager"] = ""
    approved_by: str = ""
    at: datetime
    made_at: datetime | None = None
    round: int
    effect_id: str = ""
    personal: Personal = None


class Cause(Record):
    """A root cause of the complaint (a complaint can have several)."""

    id: str
    method: str
    category: str
    result: Literal["found", "undetermined", "not_reproduced"]
    occurrence_or_escape: Literal["occurrence", "escape", ""] = ""
    evidence: list[str] = []
    heads: list[str] = []
    """The heads of complaint it explains; all when empty."""
    recorded_by: str
    at: datetime
    round: int
    personal: Personal = None
    """statement, whys, contributing causes, what was tested."""


class Decision(Record):
    """Was the complaint right? One decision per head of complaint and round."""

    head: str
    outcome: Outcome
    decided_by: str
    before: list[str] = []
    """Who decided it earlier in the same round: they are no fresh eyes in a review either."""
    no_remedy: str = ""
    """Why nothing is due to the customer although this head was right."""
    owed_under: str = ""
    """The law, contract or guarantee that gives the customer a right here: what is owed by it is no kindness."""
    at: datetime
    round: int
    personal: Personal = None
    """facts found, evidence weighed, reasons."""


class Waiver(Record):
    """A reasoned decision that something owed before closing is not needed here."""

    what: Literal["apology", "root_cause", "prevention"]
    heads: list[str] = []
    """The heads of complaint it is about; all when empty."""
    by: str
    at: datetime
    round: int
    personal: Personal = None
