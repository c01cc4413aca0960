"""The provider refuses or falls silent: what was done is undone in order, nothing is paid twice, nothing announced early."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from temporalio.client import Client

from domain.errors import IllegalCommand
from tests.desk import Desk, open_desk
from tests.fakes import FakeFulfilment

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture
def bank() -> FakeFulfilment:
    """The provider of a story."""
    return FakeFulfilment()


@pytest_asyncio.fixture(loop_scope="module")
async def desk(server: Client, tmp_path: Path, bank: FakeFulfilment) -> AsyncIterator[Desk]:
    """A desk that pays through that provider."""
    async with open_desk(server, tmp_path, fulfilment=bank) as open_for_business:
        yield open_for_business


async def accepted(desk: Desk, reference: str) -> None:
    """A refund, a voucher and a new plate, agreed with the customer."""
    await desk.arrives(reference)
    await desk.investigate(reference)
    items = [
        {"kind": "refund", "ground": "obligation", "amount": "20.00", "currency": "GBP"},
        {"kind": "voucher", "ground": "goodwill", "amount": "10.00", "currency": "GBP"},
        {"kind": "replacement", "ground": "obligation"},
    ]
    await desk.do(
        reference,
        "offer_remedy",
        alternatives=[{"items": items}],
        personal={"descriptions": {"A": "we pay the price back, with a voucher, and send a new plate"}},
    )
    await desk.do(reference, "answer_offer", role="customer", answer="accepted")


async def test_when_the_last_part_is_refused_the_earlier_ones_are_undone_last_first_and_nothing_was_announced(
    desk: Desk, bank: FakeFulfilment
) -> None:
    bank.refuses = lambda order: order.kind == "replacement"
    await accepted(desk, "WRONG-1")
    await desk.do("WRONG-1", "fulfil_remedy", role="finance")
    case = await desk.until("WRONG-1", lambda case: case["stage"] == "investigating")

    assert bank.orders == [
        "fulfil WRONG-1/remedy/1",
        "fulfil WRONG-1/remedy/2",
        "fulfil WRONG-1/remedy/3",
        "undo WRONG-1/remedy/2",
        "undo WRONG-1/remedy/1",
    ]
    parts = case["offers"][0]["alternatives"][0]["items"]
    assert [part["state"] for part in parts] == ["undone", "undone", "refused"]
    assert case["offers"][0]["state"] == "superseded"
    [problem] = [problem for problem in case["problems"] if problem["resolved_at"] is None]
    assert "could not be carried out; what was done is undone" in problem["what"]
    assert problem["owner"] == "alex.example"
    assert "remedy_done" not in [letter["kind"] for letter in case["letters"]]
    # A better offer can follow.
    bank.refuses = lambda order: False
    await desk.remedy("WRONG-1")
    case = await desk.letters_out("WRONG-1", "remedy_done")
    assert [offer["state"] for offer in case["offers"]] == ["superseded", "accepted"]


async def test_an_unknown_outcome_is_reconciled_by_its_key_paid_once_and_announced_only_then(
    desk: Desk, bank: FakeFulfilment
) -> None:
    await accepted(desk, "WRONG-2")
    bank.silent = True
    await desk.do("WRONG-2", "fulfil_remedy", role="finance")
    case = await desk.until("WRONG-2", lambda case: case["problems"])
    refund = case["offers"][0]["alternatives"][0]["items"][0]
    assert refund["state"] == "unknown"
    [problem] = case["problems"]
    assert problem["owner"] == "finance"
    assert "do not pay it by hand" in problem["do"]
    assert "remedy_done" not in [letter["kind"] for letter in case["letters"]]
    with pytest.raises(IllegalCommand, match="a remedy is being carried out; wait for its receipt"):
        await desk.do("WRONG-2", "withdraw", role="customer", personal={"words": "never mind"})

    await desk.pass_time("WRONG-2", minutes=61)  # still silent: asked again, nothing else happens
    await desk.until("WRONG-2", lambda case: case["offers"][0]["alternatives"][0]["items"][0]["tries"] == 2)
    bank.silent = False
    await desk.pass_time("WRONG-2", minutes=61)
    case = await desk.letters_out("WRONG-2", "remedy_done")
    assert bank.orders.count("fulfil WRONG-2/remedy/1") == 1
    assert bank.books == {f"WRONG-2/remedy/{part}": "paid" for part in (1, 2, 3)}
    assert case["stage"] == "following_up"
    assert case["problems"][0]["resolved_at"] is not None


async def test_an_agreed_remedy_that_nobody_releases_becomes_finances_problem(desk: Desk) -> None:
    await accepted(desk, "WRONG-3")
    await desk.told("WRONG-3", "Suzu Kari", "the remedy O1 is agreed")
    promises = (await desk.view("WRONG-3"))["promises"]
    assert [(one["state"], one["owner"]) for one in promises] == [
        ("open", "finance"),
        ("open", "finance"),
        ("open", "alex.example"),
    ], "finance pays, the handler sends the plate"
    promise = promises[0]
    await desk.pass_until("WRONG-3", datetime.fromisoformat(f"{promise['due']}T10:00+00:00") + timedelta(days=1))
    case = await desk.until("WRONG-3", lambda case: case["problems"])
    assert [one["state"] for one in case["promises"]] == ["broken"] * 3
    [problem] = case["problems"]
    assert problem["owner"] == "finance"
    assert "the agreed remedy O1 is not carried out in time" in problem["what"]
    assert (case["stage"], case["next_owner"]) == ("remedy_agreed", "finance")
    await desk.do("WRONG-3", "fulfil_remedy", role="finance")
    await desk.letters_out("WRONG-3", "remedy_done")
