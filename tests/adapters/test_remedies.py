"""Remedies: carried out once, whatever the provider answers or does not."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment

from activities.remedies import Fulfilment, Remedies
from adapters.ledger import Ledger
from adapters.sql.register import SqlRegister
from adapters.sql.tables import LedgerRow
from messages.deeds import RemedyOrder, RemedyReceipt

NOW = datetime(2026, 6, 5, 9, 0, tzinfo=UTC)
REFUND = RemedyOrder(
    effect_id="K-2017/remedy-1/1",
    reference="K-2017",
    kind="refund",
    amount="84.20",
    currency="GBP",
    ground="obligation",
    released_by="f-01",
    at=NOW,
)
UNDO = REFUND.model_copy(update={"effect_id": "K-2017/undo-1/1", "action": "undo", "undoes": REFUND.effect_id})


class Provider:
    """A payment provider that does what the test says; it keeps what was paid by key."""

    def __init__(self, *behaviour: Callable[[Provider, RemedyOrder], RemedyReceipt]) -> None:
        self._behaviour = list(behaviour)
        self.paid: dict[str, int] = {}
        self.calls: list[str] = []
        self.reachable = True

    async def fulfil(self, order: RemedyOrder) -> RemedyReceipt:
        self.calls.append("fulfil")
        answer = (self._behaviour.pop(0) if self._behaviour else pays)(self, order)
        await asyncio.sleep(0 if answer.receipt != "slow" else 5)
        return answer

    async def undo(self, order: RemedyOrder) -> RemedyReceipt:
        return await self.fulfil(order)

    async def look_up(self, key: str) -> RemedyReceipt | None:
        self.calls.append("look_up")
        if not self.reachable:
            raise ConnectionError("provider names Sam Specimen")
        return RemedyReceipt(effect_id=key, state="done", receipt="p-1") if key in self.paid else None


def pays(provider: Provider, order: RemedyOrder) -> RemedyReceipt:
    provider.paid[order.effect_id] = provider.paid.get(order.effect_id, 0) + 1
    return RemedyReceipt(effect_id=order.effect_id, state="done", receipt="p-1")


def refuses(_provider: Provider, order: RemedyOrder) -> RemedyReceipt:
    return RemedyReceipt(effect_id=order.effect_id, state="refused", reason="account closed")


def pays_and_breaks_off(provider: Provider, order: RemedyOrder) -> RemedyReceipt:
    pays(provider, order)
    raise ConnectionError("Sam Specimen")


def breaks_off(_provider: Provider, _order: RemedyOrder) -> RemedyReceipt:
    raise ConnectionError("Sam Specimen")


def pays_and_hangs(provider: Provider, order: RemedyOrder) -> RemedyReceipt:
    return pays(provider, order).model_copy(update={"receipt": "slow"})


def shrugs(_provider: Provider, order: RemedyOrder) -> RemedyReceipt:
    return RemedyReceipt(effect_id=order.effect_id, state="unknown")


def goes_dark(provider: Provider, order: RemedyOrder) -> RemedyReceipt:
    pays(provider, order)
    provider.reachable = False
    raise ConnectionError


async def carry_out(outbox: SqlRegister, provider: Fulfilment, order: RemedyOrder = REFUND) -> RemedyReceipt:
    remedies = Remedies(outbox, provider, clock=lambda: NOW, patience=timedelta(milliseconds=300))
    return await ActivityEnvironment().run(remedies.carry_out_remedy, order)


async def test_paid_once_however_often_it_is_ordered(outbox: SqlRegister) -> None:
    provider = Provider()

    first = await carry_out(outbox, provider)
    again = await carry_out(outbox, provider)

    assert first == again == RemedyReceipt(effect_id=REFUND.effect_id, state="done", receipt="p-1", done_at=NOW)
    assert provider.calls == ["fulfil"]


async def test_a_refusal_is_an_answer_and_stays(outbox: SqlRegister) -> None:
    provider = Provider(refuses)

    first = await carry_out(outbox, provider)

    assert (first.state, first.done_at) == ("refused", None)
    assert await carry_out(outbox, provider) == first
    assert provider.paid == {}


async def test_the_providers_own_words_may_name_people_and_are_kept_as_personal(outbox: SqlRegister) -> None:
    receipt = await carry_out(outbox, Provider(refuses))

    assert (receipt.reason, receipt.personal) == ("", {"said": "account closed"})


async def test_a_providers_code_is_passed_on_as_it_is(outbox: SqlRegister) -> None:
    def refuses_by_code(provider: Provider, order: RemedyOrder) -> RemedyReceipt:
        return refuses(provider, order).model_copy(update={"reason": "account_closed"})

    receipt = await carry_out(outbox, Provider(refuses_by_code))
    assert (receipt.reason, receipt.personal) == ("account_closed", None)


@pytest.mark.parametrize("doubtful", [pays_and_breaks_off, pays_and_hangs])
async def test_what_was_paid_before_the_line_broke_is_found_and_not_paid_again(
    doubtful: Callable[[Provider, RemedyOrder], RemedyReceipt], outbox: SqlRegister
) -> None:
    provider = Provider(doubtful)

    receipt = await carry_out(outbox, provider)

    assert receipt.state == "done"
    assert provider.paid == {REFUND.effect_id: 1}


@pytest.mark.parametrize("doubtful", [breaks_off, shrugs])
async def test_what_is_certainly_not_paid_is_tried_again(
    doubtful: Callable[[Provider, RemedyOrder], RemedyReceipt], outbox: SqlRegister
) -> None:
    provider = Provider(doubtful)
    with pytest.raises(ApplicationError) as failure:
        await carry_out(outbox, provider)

    assert (failure.value.type, failure.value.non_retryable) == ("NotFulfilled", False)
    assert "Sam" not in str(failure.value)
    assert (await carry_out(outbox, provider)).state == "done"
    assert provider.calls == ["fulfil", "look_up", "look_up", "fulfil"]
    assert provider.paid == {REFUND.effect_id: 1}


async def test_while_nobody_can_be_asked_it_is_unknown_and_later_found(outbox: SqlRegister) -> None:
    provider = Provider(goes_dark)

    assert (await carry_out(outbox, provider)).state == "unknown"
    assert (await carry_out(outbox, provider)).state == "unknown"
    provider.reachable = True
    assert (await carry_out(outbox, provider)).state == "done"
    assert provider.paid == {REFUND.effect_id: 1}


async def test_a_claim_left_by_a_crash_is_looked_up_first(outbox: SqlRegister) -> None:
    provider = Provider()
    pays(provider, REFUND)
    mine = await outbox.claim_effect(REFUND.effect_id, "fulfil_refund", REFUND.reference, NOW)
    assert mine is not None
    await outbox.hand_over(mine)

    assert (await carry_out(outbox, provider)).state == "done"
    assert provider.calls == ["look_up"]


async def test_a_claim_whose_payment_never_left_is_carried_out_when_the_provider_says_so(outbox: SqlRegister) -> None:
    provider = Provider()
    provider.reachable = False
    await outbox.claim_effect(REFUND.effect_id, "fulfil_refund", REFUND.reference, NOW)
    with pytest.raises(ApplicationError, match="not carried out yet"):
        await carry_out(outbox, provider)
    provider.reachable = True

    assert (await carry_out(outbox, provider)).state == "done"


async def test_the_ledger_holds_one_entry_for_each_key(register: SqlRegister) -> None:
    ledger = Ledger(register.engine, clock=lambda: NOW)

    receipt = await ledger.fulfil(REFUND)
    again = await ledger.fulfil(REFUND.model_copy(update={"amount": "99.00"}))

    assert receipt == again == await ledger.look_up(REFUND.effect_id)
    assert (receipt.state, receipt.receipt, receipt.done_at) == ("done", "ledger:K-2017/remedy-1/1", NOW)
    assert await entries(register) == [(REFUND.effect_id, "84.20", "GBP", "entered")]


async def test_what_is_undone_is_struck_out_by_a_second_entry(register: SqlRegister) -> None:
    ledger = Ledger(register.engine, clock=lambda: NOW)
    await carry_out(register, ledger)

    first = await carry_out(register, ledger, UNDO)
    again = await carry_out(register, ledger, UNDO)

    assert first == again
    assert first.state == "done"
    assert await entries(register) == [
        (REFUND.effect_id, "84.20", "GBP", "undone"),
        (UNDO.effect_id, "84.20", "GBP", "entered"),
    ]


async def test_entries_that_are_struck_out_at_once_do_not_disturb_each_other(register: SqlRegister) -> None:
    ledger = Ledger(register.engine, clock=lambda: NOW)
    pairs = [
        (
            REFUND.model_copy(update={"effect_id": f"K-{n}/r/1"}),
            UNDO.model_copy(update={"effect_id": f"K-{n}/u/1", "undoes": f"K-{n}/r/1"}),
        )
        for n in range(20)
    ]
    for refund, _ in pairs:
        await ledger.fulfil(refund)

    receipts = await asyncio.gather(*(ledger.undo(undo) for _, undo in pairs))

    assert {receipt.state for receipt in receipts} == {"done"}


async def test_what_was_never_entered_cannot_be_undone(register: SqlRegister) -> None:
    receipt = await carry_out(register, Ledger(register.engine), UNDO)

    assert (receipt.state, receipt.reason) == ("refused", "nothing_to_undo")
    assert await entries(register) == []


async def entries(register: SqlRegister) -> list[tuple[str, ...]]:
    columns = (LedgerRow.key, LedgerRow.amount, LedgerRow.currency, LedgerRow.state)
    async with register.engine.connect() as db:
        return [tuple(row) for row in await db.execute(select(*columns).order_by(LedgerRow.key))]
