"""An outside body (ombudsman, ADR, 消費生活センター, PLセンター) that looks at the complaint: since when, and what it decided.

Part of the case (`domain/case.py`): JSON that only grows, what is personal under `personal`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from domain.record import Personal, Record


class OutsideBody(Record):
    """One referral. What the body asks of the firm are promises to it (`Promise.to`)."""

    body: str
    """Code of the body; its name as the customer reads it lies with the letter."""
    since: datetime
    round: int
    decided_at: datetime | None = None
    outcome: Literal["", "for_customer", "for_firm", "settled", "no_jurisdiction"] = ""
    we: Literal["", "follow", "settle", "refuse"] = ""
    """What the firm does about the decision; a refusal has its reason."""
    reason: str = ""
    promise: str = ""
    """The promise to comply by a day."""
    personal: Personal = None
