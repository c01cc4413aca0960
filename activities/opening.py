"""What is found out and decided when a complaint arrives: policy, dates, severity, handler, history, answers."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from domain.words import Severity
from messages.base import Message
from messages.deeds import EarlierComplaint


class ComplaintRow(Message):
    """A complaint as the register first knows it; what happens later is written by `archive_case`."""

    reference: str
    content_hash: str
    """SHA-256 of the intake's canonical JSON: the same reference with another hash is a conflict."""
    customer_key: str = ""
    """Keyed hash of the customer's id; empty for anonymous complaints."""
    category: str = ""
    product: str = ""
    severity: Severity
    policy: str
    """Pack id."""
    handler: str = ""
    stage: str = "received"
    opened_at: datetime
    """When the complaint was received."""
    batch: str = ""
    """The import it came with, if any."""


class ComplaintRows(Protocol):
    """The register's table of complaints."""

    async def register(self, row: ComplaintRow) -> None:
        """Add the row unless its reference is there already with the same hash (then nothing changes).

        Raises:
            ReferenceConflict: the reference is there with another hash.
        """
        ...

    async def open_load(self) -> dict[str, int]:
        """How many complaints each handler (staff id) has that are not closed, withdrawn, merged or settled."""
        ...


class CustomerRecord(Protocol):
    """Where a customer's earlier complaints are looked up: by default the register, elsewhere a CRM."""

    async def earlier(self, customer_key: str, not_reference: str) -> list[EarlierComplaint]:
        """The customer's earlier complaints, newest first, without the one being opened; the key is never empty."""
        ...
