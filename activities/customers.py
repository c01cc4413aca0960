"""The customer's record: what is known of whoever complains, from the register or a CRM, under a key that names nobody."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from dataclasses import dataclass
from typing import Any, Protocol

from messages.decisions import EarlierComplaint
from policies.receipt import Problem, no_history, no_preferences

RECORD_SECONDS = 2.0
"""How long we wait for a record; the acknowledgement does not wait for a slow one."""


class CustomerRecord(Protocol):
    """Where it is looked up what is known of a customer: by default the register, elsewhere a CRM or a file of one."""

    async def earlier(self, customer_key: str, not_reference: str) -> list[EarlierComplaint]:
        """The customer's earlier complaints and other contacts, newest first, without the one being opened.

        The key is never empty.
        """
        ...

    async def preferences(self, customer_key: str) -> dict[str, Any]:
        """How the customer wants to be reached, in the words of the intake's `contact` and without free text; empty: not known."""
        ...


@dataclass(frozen=True)
class CustomerKey:
    """The key under which customers and their orders are recognised without being named."""

    id: str
    secret: bytes

    def of(self, customer_id: str) -> str:
        """`<key id>:<HMAC-SHA256>` of a customer's id; empty without one."""
        if not customer_id:
            return ""
        return f"{self.id}:{hmac.new(self.secret, customer_id.encode(), hashlib.sha256).hexdigest()}"

    def of_order(self, intake: dict[str, Any]) -> str:
        """The same of the order that an intake names, however its letters are cased; empty where it names none."""
        order = str(intake.get("order_reference") or "").strip().casefold()
        return self.of(f"order/{order}") if order else ""


async def history_of(
    record: CustomerRecord, customer_key: str, reference: str, problems: list[Problem]
) -> list[EarlierComplaint]:
    """What the customer came with before; whatever is wrong with a record outside, the complaint goes on without it."""
    if not customer_key:
        return []
    try:
        return await asyncio.wait_for(record.earlier(customer_key, reference), RECORD_SECONDS)
    except Exception as error:
        problems.append(no_history(error))
        return []


async def preferences_of(record: CustomerRecord, customer_key: str, problems: list[Problem]) -> dict[str, Any]:
    """How the customer is known to want to be reached; where the record does not answer, somebody asks."""
    if not customer_key:
        return {}
    try:
        return await asyncio.wait_for(record.preferences(customer_key), RECORD_SECONDS)
    except Exception as error:
        problems.append(no_preferences(error))
        return {}
