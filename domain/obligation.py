"""The facts of one obligation beside a complaint: a report owed to an authority, or a record to be kept. No personal data."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from domain.beside import Beside
from domain.parallel import ObligationState

ObligationKind = Literal["report", "retention"]
"""`report`: something is owed to an authority by a day. `retention`: a record is kept until a day."""


class Obligation(Beside):
    """One obligation."""

    kind: ObligationKind
    pack: str
    duty: str
    title: dict[str, str] = {}
    """Locale → what is owed."""
    state: ObligationState
    events: dict[str, datetime] = {}
    """What the date is counted from: the first awareness, the receipt."""
    facts: dict[str, Any] = {}
    asks: dict[str, list[Any]] = {}
    """What the pack asks for: name → what it may be."""
    besides: list[str] = []
    """Staff ids of the people complained of: they decide nothing here."""
    escalation_acknowledged: bool = True
    held: bool = False
    """Of a record: something forbids to erase it (a legal hold), whatever its last day."""
    ask_at: datetime | None = None
    """When the owner is asked (again) what became of the record."""
    ended_at: datetime | None = None
    receipt: str = ""
    """The authority's own number of the report."""
    evidence: list[str] = []
