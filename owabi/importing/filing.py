"""File an export's rows: a few at a time, each once, whatever is interrupted and begun again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, NamedTuple

from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from domain.errors import ComplaintError, ReferenceConflict
from messages.receipts import Received
from owabi.failing import Failed
from owabi.importing.cfpb import BadRow, intake_of, reference_of
from owabi.importing.report import Report
from owabi.importing.rows import Row

AT_ONCE = 16
"""Filings under way at the same time: enough to keep one machine's server busy, too few to time one another out."""
PATIENCE = (1, 2, 5, 10, 20)
"""Seconds waited between attempts while the server does not answer."""
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
            received = await _filed(client, intake)
            report.answered(received, first=received.first)
        except ReferenceConflict:
            report.differs()
        except BadRow as error:
            report.refuse(row.line, reference, str(error))
        except ComplaintError as error:
            report.refuse(row.line, reference, f"{error.kind}: {error}")


async def _filed(client: Client, intake: dict[str, Any]) -> Received:
    """One filing; a server that is away for a moment is waited for, since the same content is filed once."""
    from workflows.client import file_complaint

    for pause in PATIENCE:
        try:
            return await file_complaint(client, intake)
        except RPCError as error:
            if error.status not in _PASSING:
                raise
        await asyncio.sleep(pause)
    raise Failed(
        "the Temporal server or its worker does not answer: see `owabi doctor`, then run the same import again"
    )
