"""The worker of one side, as a process of its own: `python -m bench.worker SIDE ADDRESS DATA`. SIGTERM ends it."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from temporalio import activity
from temporalio.client import Client
from temporalio.worker import Worker

import worker as house
from activities.letters import Letters
from adapters.migrations import migrate
from adapters.sql.register import SqlRegister
from bench import by_hand
from messages.deeds import LetterOrder, LetterReceipt
from messages.ids import TASK_QUEUE
from owabi.leaving import leave
from owabi.settings import Settings
from workflows.client import connect

READY = "ready"


class AtAnyHour:
    """The letters as they are, except that none waits for the morning: the bench is run at night, too."""

    def __init__(self, letters: Letters) -> None:
        self._letters = letters

    @activity.defn(name="deliver_letter")
    async def deliver_letter(self, order: LetterOrder) -> LetterReceipt:
        """Write and send the letter now."""
        return await self._letters.deliver_letter(order.model_copy(update={"urgent": True}))


def _activities(settings: Settings, client: Client, register: SqlRegister) -> list[Callable[..., Any]]:
    """The worker's own activities; both sides get the same."""
    own = house.activities_of(settings, client, register)
    return [AtAnyHour(found).deliver_letter if (found := _letters(one)) else one for one in own]


def _letters(method: Callable[..., Any]) -> Letters | None:
    """The letters whose `deliver_letter` this is."""
    holder = getattr(method, "__self__", None)
    return holder if isinstance(holder, Letters) and method.__name__ == "deliver_letter" else None


async def work(side: str, address: str, data: Path) -> None:
    """Serve one side's task queue until SIGTERM."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    settings = Settings(data=data)
    await asyncio.to_thread(migrate, settings.database)
    register = SqlRegister.at(settings.database)
    client = await connect({"target_host": address})
    try:
        async with Worker(
            client,
            task_queue=TASK_QUEUE if side == "engine" else by_hand.QUEUE,
            workflows=house.WORKFLOWS if side == "engine" else by_hand.WORKFLOWS,
            activities=_activities(settings, client, register),
            workflow_runner=house.workflow_runner(),
            graceful_shutdown_timeout=timedelta(seconds=2),
        ):
            print(READY, flush=True)
            await stop.wait()
    finally:
        await register.close()


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    asyncio.run(work(sys.argv[1], sys.argv[2], Path(sys.argv[3])))
    leave(0)
