"""What was another firm's matter, wholly or in part: who has it now, what the customer was told, whether it has gone there.

Part of the case (`domain/case.py`): JSON that only grows, what is personal under `personal`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from domain.record import Personal, Record


class Forwarded(Record):
    """One forwarding. It is done when the customer was told and the other firm has it; until then the matter is ours."""

    id: str
    to: str
    """Code of the other firm; its name as the customer reads it is under `personal`."""
    whole: bool
    """Nothing is left to be answered here."""
    heads: list[dict[str, Any]] = []
    """The heads of complaint that went; empty where the complaint went whole."""
    reason: str
    consent: str
    """How the customer agreed that it is passed on: by letter, telephone, …"""
    by: str
    at: datetime
    round: int
    effect_id: str = ""
    """The letter that tells the customer; empty where they were told by word of mouth, or are anonymous."""
    told_at: datetime | None = None
    promise: str = ""
    """The promise to pass it on, where it had not been passed on yet."""
    passed_on_at: datetime | None = None
    personal: Personal = None
