"""A worker in a process of its own that kills itself at a named boundary: `worker_process ADDRESS DATA [BOUNDARY [NTH]]`.

A boundary is a call of an adapter and its side: `claim_effect:before`, `settle:after`. At its NTH call the process ends
by SIGKILL, as a machine that loses its power. Without a boundary it counts the calls and writes them down when it stops.
With the boundary `once` it files one complaint, sees it acknowledged, stops and leaves.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from temporalio.client import Client
from temporalio.worker import Worker

from adapters.ledger import Ledger
from adapters.migrations import migrate
from adapters.sql.register import SqlRegister
from messages.ids import TASK_QUEUE
from owabi.leaving import leave
from owabi.settings import Settings
from worker import WORKFLOWS, activities_of, run_worker, workflow_runner
from workflows import options
from workflows.client import connect, file_complaint, view

PATIENCE = timedelta(seconds=4)
"""After how long the server tries an activity again whose worker is dead: two minutes outside, too long for a test."""
REGISTER = ("claim", "register", "claim_effect", "reclaim", "hand_over", "settle", "archive")
FULFILMENT = ("fulfil",)


class Fate:
    """Counts the calls at every boundary and strikes at one of them."""

    def __init__(self, boundary: str, nth: int) -> None:
        self._boundary = boundary
        self._nth = nth
        self.calls: Counter[str] = Counter()

    def pass_by(self, boundary: str) -> None:
        """One more call; perhaps the last."""
        self.calls[boundary] += 1
        if boundary == self._boundary and self.calls[boundary] == self._nth:
            os.kill(os.getpid(), signal.SIGKILL)

    def guard(self, adapter: Any, names: tuple[str, ...]) -> None:
        """Put both sides of these methods of an adapter under this fate."""
        for name in names:
            setattr(adapter, name, self._guarded(name, getattr(adapter, name)))

    def _guarded(self, name: str, method: Callable[..., Any]) -> Callable[..., Any]:
        async def call(*parts: Any) -> Any:
            self.pass_by(f"{name}:before")
            answer = await method(*parts)
            self.pass_by(f"{name}:after")
            return answer

        return call


async def work(client: Client, settings: Settings, fate: Fate) -> None:
    """Work until told to stop by SIGTERM."""
    for patience in (options.LETTER, options.REMEDY, options.NEWS):
        patience["start_to_close_timeout"] = PATIENCE
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    await asyncio.to_thread(migrate, settings.database)
    register = SqlRegister.at(settings.database)
    ledger = Ledger(register.engine)
    fate.guard(register, REGISTER)
    fate.guard(ledger, FULFILMENT)
    async with Worker(
        client,
        task_queue=TASK_QUEUE,
        workflows=WORKFLOWS,
        activities=activities_of(settings, client, register, ledger),
        workflow_runner=workflow_runner(lenient=True),  # only here the patience above reaches the workflow
        graceful_shutdown_timeout=timedelta(seconds=5),
    ):
        await stop.wait()
    await register.close()
    (settings.data / "calls.json").write_text(json.dumps(fate.calls))


async def once(client: Client, settings: Settings) -> None:
    """A whole working day: start, one complaint, stop."""
    from tests.desk import intake

    stop = asyncio.Event()
    working = asyncio.create_task(run_worker(settings, client, stop))
    reference = f"DAY-{os.getpid()}"
    await file_complaint(client, intake(reference))
    while (await view(client, reference))["stage"] != "acknowledged":
        await asyncio.sleep(0.05)
    stop.set()
    await working


async def main(address: str, data: Path, boundary: str, nth: int) -> None:
    """Connect and work."""
    data.mkdir(parents=True, exist_ok=True)
    settings = Settings(data=data)
    client = await connect({"target_host": address})
    if boundary == "once":
        await once(client, settings)
    else:
        await work(client, settings, Fate(boundary, nth))


if __name__ == "__main__":
    arguments = [*sys.argv[1:], "", "1"]
    asyncio.run(main(arguments[0], Path(arguments[1]), arguments[2], int(arguments[3] or 1)))
    leave(0)
