"""The desk's first questions (desk, C15), as the sender answered them when it was filed.

Part of the case (`domain/case.py`): JSON that only grows. Nothing personal: codes, numbers, days.
"""

from __future__ import annotations

from datetime import datetime

from domain.record import Record


class Filed(Record):
    """What was filed of the matter beside its words; empty or `None`: nobody said."""

    occurred_at: datetime | None = None
    """When it happened."""
    model: str = ""
    lot: str = ""
    serial: str = ""
    bought_at: str = ""
    """When it was bought, as the sender wrote it."""
    bought_where: str = ""
    order_reference: str = ""
    item_available: bool | None = None
    """Whether the customer still has the item."""
    harm: dict[str, bool] = {}
    """What was asked about harm (`injury`, `property`, `money`, `others_at_risk`) and answered; what is absent nobody said."""
    source: str = ""
    """The service that filed it."""
