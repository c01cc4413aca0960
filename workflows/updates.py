"""An update asked of a workflow by a door: tried again while the server is busy, and never the answer to something else."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

from temporalio.client import WorkflowHandle
from temporalio.service import RPCError, RPCStatusCode

from domain.errors import InvalidCommand
from messages.intake import argument_hash

ANSWER_WITHIN = timedelta(seconds=60)
"""How long a door waits for a worker; an unanswered command has not happened: repeat it with the same id."""
BUSY = (0.1, 0.2, 0.4, 0.8, 1.6, 3.2)
"""Seconds between tries: the server holds ten commands of one workflow at a time and turns the eleventh away."""
NO_WORKER = (RPCStatusCode.DEADLINE_EXCEEDED, RPCStatusCode.CANCELLED, RPCStatusCode.UNAVAILABLE)
"""What the server says where nobody is there to answer."""


async def ask(handle: WorkflowHandle[Any, Any], command: str, body: dict[str, Any], command_id: str) -> dict[str, Any]:
    """The receipt, as JSON.

    Raises:
        InvalidCommand: the id belongs to another command; this one was not carried out.
        WorkflowUpdateFailedError, RPCError: as the client raises them.
    """
    for pause in BUSY:
        try:
            return await _once(handle, command, body, command_id)
        except RPCError as error:
            if error.status is not RPCStatusCode.RESOURCE_EXHAUSTED:
                raise
            await asyncio.sleep(pause)
    return await _once(handle, command, body, command_id)


async def _once(
    handle: WorkflowHandle[Any, Any], command: str, body: dict[str, Any], command_id: str
) -> dict[str, Any]:
    receipt: dict[str, Any] = await handle.execute_update(
        command, body, id=command_id, result_type=dict, rpc_timeout=ANSWER_WITHIN
    )
    given_before(command_id, receipt, command, body)
    return receipt


def given_before(command_id: str, receipt: dict[str, Any], command: str, body: dict[str, Any]) -> None:
    """The server answers an id it knows with its first receipt, whatever is asked now.

    Raises:
        InvalidCommand: the id belongs to another command, or to other words; this one was not carried out.
    """
    first = receipt.get("command") or command
    other = (receipt.get("argument") or argument_hash(body)) != argument_hash(body)
    if first != command or other:
        what = first if first != command else f"{first} with another argument"
        raise InvalidCommand(
            f"{command}: nothing was done: the id {command_id} was given to {what} before; give each command an id of its own"
        )
