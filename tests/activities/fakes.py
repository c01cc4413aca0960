"""Small honest stand-ins for the register."""

from __future__ import annotations

import json
from typing import Any

from activities.opening import ComplaintRow
from domain.errors import ReferenceConflict
from messages.decisions import EarlierComplaint


class FakeRegister:
    """Claims, complaint rows and customer record in memory."""

    def __init__(self) -> None:
        self.decisions: dict[str, str] = {}
        self.rows: dict[str, ComplaintRow] = {}
        self.load: dict[str, int] = {}
        self.known: list[EarlierComplaint] = []
        self.asked: list[tuple[str, str]] = []
        self.wishes: dict[str, dict[str, Any]] = {}

    async def claim(self, key: str, value: dict[str, Any]) -> dict[str, Any]:
        stored: dict[str, Any] = json.loads(self.decisions.setdefault(key, json.dumps(value)))
        return stored

    async def claimed(self, key: str) -> dict[str, Any] | None:
        return json.loads(self.decisions[key]) if key in self.decisions else None

    async def register(self, row: ComplaintRow) -> None:
        if self.rows.setdefault(row.reference, row).content_hash != row.content_hash:
            raise ReferenceConflict("taken")

    async def open_load(self) -> dict[str, int]:
        return self.load

    async def earlier(self, customer_key: str, not_reference: str) -> list[EarlierComplaint]:
        self.asked.append((customer_key, not_reference))
        return self.known

    async def preferences(self, customer_key: str) -> dict[str, Any]:
        return self.wishes.get(customer_key, {})
