"""The cashier's ledger: the default fulfilment. Carrying out means entering the work list, once for each key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.sql.insert import insert_once
from adapters.sql.register import writing
from adapters.sql.tables import LedgerRow
from messages.deeds import RemedyOrder, RemedyReceipt


class Ledger:
    """Enters remedies into the ledger table. Implements the port Fulfilment."""

    def __init__(self, engine: AsyncEngine, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._engine = engine
        self._clock = clock

    async def fulfil(self, order: RemedyOrder) -> RemedyReceipt:
        """Enter the order; the same key is entered once."""
        entry = self._entry(order, state="entered")
        async with writing(self._engine) as db:
            await insert_once(db, LedgerRow, entry)
        return await self._receipt(order.effect_id)

    async def undo(self, order: RemedyOrder) -> RemedyReceipt:
        """Strike an entry out by a second one; refused when there is nothing to strike out."""
        async with writing(self._engine) as db:
            there = await db.scalar(select(LedgerRow.key).where(LedgerRow.key == order.undoes))
            if there is None:
                return RemedyReceipt(effect_id=order.effect_id, state="refused", reason="nothing_to_undo")
            await insert_once(db, LedgerRow, self._entry(order, state="entered"))
            await db.execute(update(LedgerRow).where(LedgerRow.key == order.undoes).values(state="undone"))
        return await self._receipt(order.effect_id)

    async def look_up(self, key: str) -> RemedyReceipt | None:
        """The receipt of an entry; None when there is none."""
        async with self._engine.connect() as db:
            at = await db.scalar(select(LedgerRow.at).where(LedgerRow.key == key))
        return RemedyReceipt(effect_id=key, state="done", receipt=f"ledger:{key}", done_at=at) if at else None

    async def _receipt(self, key: str) -> RemedyReceipt:
        entered = await self.look_up(key)
        assert entered is not None, "ledger entries are never deleted"
        return entered

    def _entry(self, order: RemedyOrder, state: str) -> dict[str, object]:
        return {
            "key": order.effect_id,
            "kind": order.kind,
            "amount": order.amount,
            "currency": order.currency,
            "ground": order.ground,
            "reference": order.reference,
            "state": state,
            "undoes": order.undoes,
            "released_by": order.released_by,
            "at": max(order.at, self._clock()),
        }
