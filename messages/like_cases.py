"""How heads of complaint ended, in numbers, and the question what like ones got. Nothing personal."""

from __future__ import annotations

from datetime import datetime

from domain.like_cases import LikeCases
from domain.words import Outcome, Severity
from messages.base import Message


class HeadOutcome(Message):
    """How one head of complaint was decided, why it happened and what the customer got for it."""

    head: str
    category: str
    cause: str = ""
    """Category of the first cause that explains it; empty where none was found."""
    severity: Severity
    outcome: Outcome
    money: dict[str, str] = {}
    """Currency → decimal number as text: what was paid for it, in all rounds together."""


class LikeAsked(Message):
    """Asks what like cases got, for each head that is decided."""

    reference: str
    at: datetime
    heads: list[HeadOutcome]


class LikeFound(Message):
    """The answer, head by head."""

    like: list[LikeCases]
