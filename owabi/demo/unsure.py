"""A cashier whose answer is lost on the way, once: what was ordered is in the books, and nobody knows it yet."""

from __future__ import annotations

from collections.abc import Set

from activities.remedies import Fulfilment
from messages.deeds import RemedyOrder, RemedyReceipt


class Unsure:
    """Carries orders out by `books`; of the orders named, the first answer and the first look into the books are lost."""

    def __init__(self, books: Fulfilment, orders: Set[str]) -> None:
        self._books = books
        self._lost = dict.fromkeys(orders, 2)

    async def fulfil(self, order: RemedyOrder) -> RemedyReceipt:
        """Carry the order out; the answer may be lost."""
        receipt = await self._books.fulfil(order)
        self._may_be_lost(order.effect_id)
        return receipt

    async def undo(self, order: RemedyOrder) -> RemedyReceipt:
        """Take back what was done."""
        return await self._books.undo(order)

    async def look_up(self, key: str) -> RemedyReceipt | None:
        """What the books say; the answer may be lost."""
        found = await self._books.look_up(key)
        self._may_be_lost(key)
        return found

    def _may_be_lost(self, key: str) -> None:
        if self._lost.get(key, 0):
            self._lost[key] -= 1
            raise TimeoutError("the cashier does not answer")
