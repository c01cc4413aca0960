"""The stage of a demo: a Temporal server of its own, a register and a worker."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Set
from contextlib import asynccontextmanager
from datetime import timedelta

from temporalio.client import Client
from temporalio.testing import TimeSkipper
from temporalio.worker import Worker

from messages.ids import TASK_QUEUE
from owabi.demo.filed_on import FILING_QUEUE, FiledOn
from owabi.demo.unsure import Unsure
from owabi.settings import Settings
from owabi.skipping import CLOCK_STANDS, skipping_server


@asynccontextmanager
async def opened(settings: Settings, silent: Set[str] = frozenset()) -> AsyncIterator[tuple[Client, TimeSkipper]]:
    """A server, a register and a worker for one demo; all of it ends with the demo.

    For the orders in `silent` the cashier's first answer is lost.
    """
    from adapters.ledger import Ledger
    from adapters.migrations import migrate
    from adapters.sql.register import SqlRegister
    from worker import WORKFLOWS, activities_of, workflow_runner

    await asyncio.to_thread(migrate, settings.database)
    async with skipping_server(settings) as client:
        skipper = TimeSkipper(client, config=CLOCK_STANDS)
        register = SqlRegister.at(settings.database)
        try:
            async with (
                Worker(client, task_queue=FILING_QUEUE, workflows=[FiledOn]),
                Worker(
                    client,
                    task_queue=TASK_QUEUE,
                    workflows=WORKFLOWS,
                    activities=activities_of(
                        settings, skipper.client, register, Unsure(Ledger(register.engine), silent)
                    ),
                    workflow_runner=workflow_runner(lenient=settings.lenient_sandbox),
                    graceful_shutdown_timeout=timedelta(seconds=2),
                ),
            ):
                yield client, skipper
        finally:
            await register.close()
