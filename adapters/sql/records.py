"""What the register answers about a complaint."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from messages.base import Message


class ComplaintRecord(Message):
    """One complaint as the database knows it: enough to answer for it when its workflow is gone."""

    reference: str
    content_hash: str
    customer_key: str
    kind: str
    order_key: str
    category: str
    product: str
    severity: str
    policy: str
    handler: str
    stage: str
    opened_at: datetime
    closed_at: datetime | None
    closing_ground: str | None
    settled: bool
    batch: str
    remedies: list[str]
    causes: list[str]
    view: dict[str, Any] | None
    """The case view of the last ending; None while none was reached."""
    updated_at: datetime
