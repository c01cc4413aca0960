"""Open complaints that wait for a person: blocked letters and problems, asked of the complaints themselves."""

from __future__ import annotations

import asyncio
from typing import Any

from temporalio.client import Client
from temporalio.service import RPCError

from domain.errors import ComplaintError
from messages.ids import COMPLAINT_WORKFLOW, TASK_QUEUE
from owabi.checks.finding import Finding, note, ok, wrong
from owabi.pollers import polled

LOOKED_AT = 500
"""Complaints asked; each question costs the worker some milliseconds."""
AT_ONCE = 8
_SHOWN = 10


async def waiting_cases(client: Client) -> Finding:
    """Which open complaints have a letter that cannot leave."""
    name = "blocked letters"
    if not await polled(client, TASK_QUEUE):
        return note(name, "cannot be asked without a worker")
    query = f"WorkflowType = '{COMPLAINT_WORKFLOW}' AND ExecutionStatus = 'Running'"
    references = [one.id.removeprefix("complaint-") async for one in client.list_workflows(query, limit=LOOKED_AT)]
    slots = asyncio.Semaphore(AT_ONCE)

    async def blocked(reference: str) -> list[str]:
        async with slots:
            return await _blocked(client, reference)

    found = [effect for effects in await asyncio.gather(*map(blocked, references)) for effect in effects]
    among = f" among the first {LOOKED_AT} open complaints" if len(references) == LOOKED_AT else ""
    if found:
        shown = ", ".join(found[:_SHOWN]) + (" …" if len(found) > _SHOWN else "")
        return wrong(name, f"{len(found)}{among}: {shown}", "`owabi show REF` says what each lacks and what to do")
    return ok(name, f"none{among}")


async def _blocked(client: Client, reference: str) -> list[str]:
    from workflows.client import view

    try:
        case: dict[str, Any] = await view(client, reference)
    except (ComplaintError, RPCError, TimeoutError):  # just ended, or not open yet
        return []
    letters = case.get("letters") or []
    return [str(one.get("effect_id")) for one in letters if one.get("state") in {"blocked", "failed"}]
