"""A payment provider at the port, that does what a story says."""

from __future__ import annotations

from collections.abc import Callable

from messages.deeds import RemedyOrder, RemedyReceipt


class FakeFulfilment:
    """Implements the port Fulfilment. What was paid is in `books`, by key; whatever happens, a key is there once."""

    def __init__(self) -> None:
        self.books: dict[str, str] = {}
        """Key → `paid` or `undone`."""
        self.orders: list[str] = []
        """What was asked of the provider, in order: `fulfil <key>`, `undo <key>`, `look_up <key>`."""
        self.refuses: Callable[[RemedyOrder], bool] = lambda order: False
        self.silent = False
        """Carries orders out, but answers nothing any more."""

    async def fulfil(self, order: RemedyOrder) -> RemedyReceipt:
        """Pay, unless this order is one it refuses."""
        self.orders.append(f"fulfil {order.effect_id}")
        if self.refuses(order):
            return RemedyReceipt(effect_id=order.effect_id, state="refused", reason="account closed")
        assert order.effect_id not in self.books, "paid twice"
        self.books[order.effect_id] = "paid"
        return self._answer(order.effect_id)

    async def undo(self, order: RemedyOrder) -> RemedyReceipt:
        """Take back what was paid."""
        self.orders.append(f"undo {order.undoes}")
        self.books[order.undoes] = "undone"
        self.books[order.effect_id] = "undo"
        return self._answer(order.effect_id)

    async def look_up(self, key: str) -> RemedyReceipt | None:
        """What the books say."""
        self.orders.append(f"look_up {key}")
        return self._answer(key) if key in self.books or self.silent else None

    def _answer(self, key: str) -> RemedyReceipt:
        if self.silent:
            raise ConnectionError("no answer")
        return RemedyReceipt(effect_id=key, state="done", receipt=f"bank-{key}")
