"""Safety and what is critical: what a person asked and was told, and what the head of the desk knows of it.

Part of the case (`domain/case.py`): JSON that only grows, what is personal under `personal`.
"""

from __future__ import annotations

from datetime import datetime

from domain.record import Personal, Record


class SafetyAnswers(Record):
    """What was asked about safety and answered, in a recorded contact."""

    contact: str
    at: datetime
    by: str
    hurt: bool
    in_use: bool
    kept: bool
    """The customer keeps the item as it is."""
    others_at_risk: bool = False


class SituationReport(Record):
    """A report to the head of the desk on a critical matter: the first (第一報), then further ones (続報)."""

    id: str
    at: datetime
    by: str
    round: int
    acknowledged_by: str = ""
    personal: Personal = None
    """What is known (`text`) and what is not (`unknown`)."""
