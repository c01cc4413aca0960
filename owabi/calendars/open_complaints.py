"""A newly closed day, told to every open complaint that counts in its calendar."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Literal

from pydantic import BaseModel
from temporalio.client import Client
from temporalio.service import RPCError

from domain.errors import ComplaintError, ComplaintSettled, IllegalCommand
from messages.ids import COMPLAINT_WORKFLOW
from messages.intake import argument_hash
from messages.receipts import DateMoved
from policies.calendars.proclaimed import place

AT_ONCE = 8
"""Complaints asked at a time: each answer costs the worker some milliseconds, and the desk goes on meanwhile."""
COMMAND = "add_closed_day"


class Told(BaseModel):
    """What became of one complaint."""

    reference: str
    state: Literal["moved", "unchanged", "refused", "not_reached", "elsewhere"]
    """`elsewhere`: it counts in another calendar. `refused`: the day changes nothing there, or it has ended meanwhile."""
    moved: list[DateMoved] = []
    why: str = ""


def command_id(body: dict[str, Any]) -> str:
    """The id under which a complaint is told: the same day told again in the same words does nothing twice."""
    return f"closed-day-{body['calendar']}-{body['day']}-{argument_hash(body)}"


async def references(client: Client) -> list[str]:
    """The open complaints, sorted. The server's list lags about a second behind."""
    query = f"WorkflowType = '{COMPLAINT_WORKFLOW}' AND ExecutionStatus = 'Running'"
    return sorted([one.id.removeprefix("complaint-") async for one in client.list_workflows(query)])


async def tell_all(
    client: Client, body: dict[str, Any], *, dry_run: bool, told: Callable[[int, int], None]
) -> list[Told]:
    """Tell every open complaint about the day, or with `dry_run` only ask what would move.

    Args:
        client: of the server the complaints live on.
        body: the argument of `add_closed_day`.
        dry_run: change nothing.
        told: called after each complaint with how many were told and how many there are.
    """
    slots = asyncio.Semaphore(AT_ONCE)
    everyone = await references(client)
    found: list[Told] = []

    async def one(reference: str) -> None:
        async with slots:
            found.append(await _tell(client, reference, body, dry_run=dry_run))
            told(len(found), len(everyone))

    await asyncio.gather(*map(one, everyone))
    return sorted(found, key=lambda one: one.reference)


async def _tell(client: Client, reference: str, body: dict[str, Any], *, dry_run: bool) -> Told:
    from workflows.client import act, ask

    try:
        would = await ask(client, reference, "closed_day", body, datetime.now(UTC))
        if would and place(would["calendar"]) != place(body["calendar"]):
            return Told(reference=reference, state="elsewhere")
        if dry_run:
            return _would(reference, would)
        receipt = await act(client, reference, COMMAND, body, command_id=command_id(body))
    except (IllegalCommand, ComplaintSettled) as refused:
        return Told(reference=reference, state="refused", why=str(refused))
    except (ComplaintError, RPCError, TimeoutError) as error:
        return Told(reference=reference, state="not_reached", why=" ".join(str(error).split()) or type(error).__name__)
    return Told(reference=reference, state="moved" if receipt.moved else "unchanged", moved=receipt.moved)


def _would(reference: str, would: dict[str, Any]) -> Told:
    if not would:
        return Told(reference=reference, state="not_reached", why="it is filed and not opened yet")
    if would["refused"]:
        return Told(reference=reference, state="refused", why=would["refused"])
    moved = [DateMoved.model_validate(one) for one in would["moved"]]
    return Told(reference=reference, state="moved" if moved else "unchanged", moved=moved)
