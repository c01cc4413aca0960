"""The doors of what lives beside a complaint (a prevention task, an obligation), by its workflow id."""

from __future__ import annotations

import uuid
from typing import Any

from temporalio.client import Client, RPCTimeoutOrCancelledError, WorkflowQueryFailedError, WorkflowUpdateFailedError
from temporalio.service import RPCError, RPCStatusCode

from domain import errors
from messages.command_list import CommandList
from messages.obligation_commands import OBLIGATIONS
from messages.task_commands import TASKS
from workflows import updates
from workflows.client import own_refusal, unanswered
from workflows.updates import ANSWER_WITHIN, NO_WORKER

_KINDS: dict[str, tuple[str, CommandList]] = {"prevention-": ("task", TASKS), "obligation-": ("case", OBLIGATIONS)}
"""How its id begins → the query that shows it, and its commands."""


def is_beside(name: str) -> bool:
    """Whether this is the workflow id of a task or an obligation, and no complaint's reference."""
    return name.startswith(tuple(_KINDS))


def _kind(workflow_id: str) -> tuple[str, CommandList]:
    return next(kind for prefix, kind in _KINDS.items() if workflow_id.startswith(prefix))


async def act_beside(
    client: Client, workflow_id: str, command: str, body: dict[str, Any], *, command_id: str | None = None
) -> dict[str, Any]:
    """Act on a task or an obligation; its receipt as JSON. A repeated `command_id` does nothing twice.

    Raises:
        ComplaintError: refused, nothing was written; the class and the message say why.
        TimeoutError: no worker answered; the command has not happened, repeat it with the same id.
    """
    _kind(workflow_id)[1].check(command, body)
    handle = client.get_workflow_handle(workflow_id)
    try:
        return await updates.ask(handle, command, body, command_id or str(uuid.uuid4()))
    except WorkflowUpdateFailedError as error:
        raise own_refusal(error.cause) from None
    except RPCTimeoutOrCancelledError as error:
        raise unanswered() from error
    except RPCError as error:
        raise _gone(workflow_id, error, "is over, or there is none of that id") from error


async def view_beside(client: Client, workflow_id: str) -> dict[str, Any]:
    """The view of a task or an obligation, also of one that is over.

    Raises:
        UnknownReference: there is none of that id.
        TimeoutError: no worker answers.
    """
    handle = client.get_workflow_handle(workflow_id)
    try:
        view: dict[str, Any] = await handle.query(_kind(workflow_id)[0], rpc_timeout=ANSWER_WITHIN)
    except WorkflowQueryFailedError as error:
        raise errors.ComplaintError(f"{workflow_id}: the query failed: {error}") from error
    except RPCTimeoutOrCancelledError as error:
        raise unanswered() from error
    except RPCError as error:
        raise _gone(workflow_id, error, "there is none of that id") from error
    return view


def _gone(workflow_id: str, error: RPCError, what: str) -> Exception:
    if error.status is RPCStatusCode.NOT_FOUND:
        return errors.UnknownReference(f"{workflow_id}: {what}; the complaint's page names what belongs to it")
    return unanswered() if error.status in NO_WORKER else error
