"""File an export's rows: a few at a time, each once, whatever is interrupted and begun again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, NamedTuple

from temporalio.client import Client, RPCTimeoutOrCancelledError, WorkflowExecutionStatus
from temporalio.service import RPCError, RPCStatusCode

from domain.errors import ComplaintError, ComplaintSettled, ReferenceConflict
from messages.ids import complaint_id
from messages.receipts import Received
from owabi.failing import Failed
from owabi.importing.cfpb import BadRow, intake_of, reference_of
from owabi.importing.report import Report
from owabi.importing.rows import Row

AT_ONCE = 16
"""Filings under way at the same time: enough to keep one machine's server busy, too few to time one another out."""
PATIENCE = (1, 5, 15)
"""Seconds waited between attempts while nobody answers (each attempt has a minute of its own)."""
_PASSING = {
    RPCStatusCode.UNAVAILABLE,
    RPCStatusCode.DEADLINE_EXCEEDED,
    RPCStatusCode.RESOURCE_EXHAUSTED,
    RPCStatusCode.CANCELLED,
    RPCStatusCode.ABORTED,
}


class Wishes(NamedTuple):
    """What the person who imports wants."""

    batch: str
    policy: str | None = None
    shift: timedelta | None = None


async def file_rows(
    client: Client, found: Iterator[Row], wishes: Wishes, report: Report, seen: Callable[[Row], None]
) -> None:
    """File every row; `report` is kept up to date and `seen` is called for each row read.

    Raises Failed when the server stays away; what was filed stays filed, and the same import again goes on.
    """
    queue: asyncio.Queue[Row | None] = asyncio.Queue(maxsize=2 * AT_ONCE)
    async with asyncio.TaskGroup() as group:
        for _ in range(AT_ONCE):
            group.create_task(_file_from(queue, client, wishes, report))
        for row in found:
            report.rows += 1
            seen(row)
            await queue.put(row)
        for _ in range(AT_ONCE):
            await queue.put(None)


async def _file_from(queue: asyncio.Queue[Row | None], client: Client, wishes: Wishes, report: Report) -> None:
    while (row := await queue.get()) is not None:
        reference = ""
        try:
            if row.fault:
                raise BadRow(row.fault)
            reference = reference_of(row.values)
            intake = intake_of(row.values, source=wishes.batch, policy=wishes.policy, shift=wishes.shift)
            first = await _is_new(client, reference)
            report.answered(await _filed(client, intake), first=first)
        except ReferenceConflict:
            report.differs()
        except ComplaintSettled:
            report.settled()
        except BadRow as error:
            report.refuse(row.line, reference, str(error))
        except ComplaintError as error:
            report.refuse(row.line, reference, f"{error.kind}: {error}")


def _stop_if_interrupted() -> None:
    """The SDK turns the cancellation of a call into an error of its own: tell an interruption from a time-out."""
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError


async def _is_new(client: Client, reference: str) -> bool:
    """Whether it is not there yet. (The answer to a filing cannot say: repeated, it is the first one again.)"""
    try:
        described = await client.get_workflow_handle(complaint_id(reference)).describe()
    except RPCError as error:
        if error.status is RPCStatusCode.NOT_FOUND:
            return True
        raise
    return described.status is WorkflowExecutionStatus.FAILED  # an intake that was refused leaves its reference free


async def _filed(client: Client, intake: dict[str, Any]) -> Received:
    """One filing; a server that is away for a moment is waited for, since the same content is filed once."""
    from workflows.client import file_complaint

    for pause in PATIENCE:
        try:
            return await file_complaint(client, intake)
        except (TimeoutError, RPCTimeoutOrCancelledError):
            _stop_if_interrupted()
        except RPCError as error:
            if error.status not in _PASSING:
                raise
        await asyncio.sleep(pause)
    raise Failed(
        "the Temporal server or its worker does not answer: see `owabi doctor`, then run the same import again"
    )
