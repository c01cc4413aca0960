"""What is kept of a round when the next one begins, and of a change of person: what the next one has to know.

Part of the case (`domain/case.py`): JSON that only grows, what is personal under `personal`.
"""

from __future__ import annotations

from datetime import datetime

from domain.record import Personal, Record
from domain.words import ClosingGround, Stage


class Acceptance(Record):
    """The customer's own word that it is settled: who heard it, and when."""

    heard_by: str
    heard_at: datetime


class EndedRound(Record):
    """A round that gave way to the next one."""

    round: int
    stage: Stage
    """In which the next one began."""
    ground: ClosingGround | None = None
    acceptance: Acceptance | None = None
    closed_at: datetime | None = None
    ended_at: datetime
    handler: str = ""
    why: str
    """Why the next one began, as the desk says it."""
    personal: Personal = None
    """What the customer said when it did (`words`)."""


class Handover(Record):
    """A change of person within a round."""

    at: datetime
    round: int
    before: str
    to: str
    personal: Personal = None
    """The note that was handed over."""
