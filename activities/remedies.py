"""Remedies are carried out once: claimed before, looked up when in doubt, never announced before the receipt."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol

from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities.outbox import NOT_MADE, Effect, EffectState, Outbox, Superseded
from activities.refusals import refusing
from messages.deeds import RemedyOrder, RemedyReceipt

PATIENCE = timedelta(seconds=25)
"""How long a provider is waited for before it is asked what became of the order."""


class Fulfilment(Protocol):
    """Who pays, repairs or sends. The order's `effect_id` is the idempotency key: the same key is carried out once."""

    async def fulfil(self, order: RemedyOrder) -> RemedyReceipt:
        """Carry the order out. `refused` is an answer; any exception leaves the outcome to `look_up`."""
        ...

    async def undo(self, order: RemedyOrder) -> RemedyReceipt:
        """Take back what was done under the key `order.undoes`."""
        ...

    async def look_up(self, key: str) -> RemedyReceipt | None:
        """What became of the order with this key; None when it is certainly not done."""
        ...


class Remedies:
    """Carries out the parts of agreed remedies, and takes them back."""

    def __init__(
        self,
        outbox: Outbox,
        fulfilment: Fulfilment,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        patience: timedelta = PATIENCE,
    ) -> None:
        self._outbox = outbox
        self._fulfilment = fulfilment
        self._clock = clock
        self._patience = patience.total_seconds()

    @activity.defn(name="carry_out_remedy")
    @refusing
    async def carry_out_remedy(self, order: RemedyOrder) -> RemedyReceipt:
        """Carry out (or undo) the order, or answer what became of it at an earlier attempt. At most 90 seconds.

        `unknown` is answered when the provider cannot be asked; called again with the same order it is asked again.

        Raises:
            ApplicationError: `NotFulfilled`, when it is certainly not done; it may be tried again.
        """
        now = max(order.at, self._clock())
        try:
            claim = await self._claim(order, now)
            return await self._carry_out(claim, order, now) if isinstance(claim, Effect) else claim
        except Superseded:
            raise ApplicationError("Another attempt of this remedy is under way", type="NotFulfilled") from None

    async def _claim(self, order: RemedyOrder, now: datetime) -> Effect | RemedyReceipt:
        """The right to carry the order out; or its receipt."""
        kind = f"{order.action}_{order.kind}"
        mine = await self._outbox.claim_effect(order.effect_id, kind, order.reference, now)
        if mine is not None:
            return mine
        seen = await self._outbox.find_effect(order.effect_id)
        assert seen is not None, "effects are never deleted"
        if seen.state in {"done", "refused"} and seen.receipt:
            return RemedyReceipt.model_validate(seen.receipt).discreet()
        # An earlier attempt: whatever it got to, the provider is asked before anything is done.
        try:
            found = await self._look_up(order)
        except Exception as problem:
            if seen.state in NOT_MADE:
                raise _not_fulfilled(problem) from None
            return await self._settle(seen, RemedyReceipt(effect_id=order.effect_id, state="unknown"), now)
        return await self._settle(seen, found, now) if found else await self._outbox.reclaim(seen, now)

    async def _carry_out(self, mine: Effect, order: RemedyOrder, now: datetime) -> RemedyReceipt:
        await self._outbox.hand_over(mine)
        carry_out = self._fulfilment.undo if order.action == "undo" else self._fulfilment.fulfil
        problem: Exception | None = None
        try:
            async with asyncio.timeout(self._patience):
                answer = await carry_out(order)
            if answer.state != "unknown":
                return await self._settle(mine, answer, now)
        except Exception as exception:
            problem = exception
        return await self._reconcile(mine, order, now, problem)

    async def _reconcile(
        self, mine: Effect, order: RemedyOrder, now: datetime, problem: Exception | None
    ) -> RemedyReceipt:
        """The order went out and no clear answer came: what does the provider know of it?"""
        try:
            found = await self._look_up(order)
        except Exception:
            found = RemedyReceipt(effect_id=order.effect_id, state="unknown")
        if found is not None:
            return await self._settle(mine, found, now)
        await self._outbox.release(mine)
        raise _not_fulfilled(problem)

    async def _look_up(self, order: RemedyOrder) -> RemedyReceipt | None:
        async with asyncio.timeout(self._patience):
            return await self._fulfilment.look_up(order.effect_id)

    async def _settle(self, mine: Effect, answer: RemedyReceipt, now: datetime) -> RemedyReceipt:
        changes: dict[str, object] = {"effect_id": mine.effect_id}
        if answer.state == "done" and answer.done_at is None:
            changes["done_at"] = now
        state: EffectState = answer.state
        receipt = answer.model_copy(update=changes).discreet()
        on_record = await self._outbox.settle(mine, state, receipt.model_dump(mode="json"))
        return RemedyReceipt.model_validate(on_record.receipt) if on_record.receipt else receipt


def _not_fulfilled(problem: Exception | None) -> ApplicationError:
    # The provider's own words may name people: only the kind of the problem is passed on.
    cause = type(problem).__name__ if problem else "no clear answer"
    return ApplicationError(f"The remedy is not carried out yet ({cause})", type="NotFulfilled")
