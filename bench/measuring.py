"""The runs: complaints in waves, so that every message is a task of its own, as in life where days lie between them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from temporalio.client import Client

from bench.counting import Counted
from bench.course import course
from bench.machine import Machine
from bench.sides import NAMES, Side

LOOK_EVERY = 0.1
"""Seconds between two looks whether a complaint has come to rest; looking is work for the server, the same on both sides."""
IN_FLIGHT = 32
"""Messages on their way at once."""


@dataclass(frozen=True)
class Run:
    """One repetition of one side."""

    complaints_per_second: float
    worker_cpu_ms: float
    """Per complaint."""
    server_cpu_ms: float
    """Per complaint."""

    @property
    def cpu_ms(self) -> float:
        """Worker and server together, per complaint."""
        return self.worker_cpu_ms + self.server_cpu_ms


@dataclass(frozen=True)
class Measured:
    """Everything one call of the bench found out."""

    n: int
    histories: dict[str, Counted]
    """Per complaint: its own history and its prevention task's."""
    memory_kib: dict[str, float]
    """Worker memory per open complaint, KiB."""
    runs: dict[str, list[Run]]


async def measure(machine: Machine, n: int, reps: int, say: Callable[[str], None]) -> Measured:
    """Histories, memory, then `reps` pairs of runs of `n` complaints; which side goes first alternates."""
    both = {name: Side(name, machine.client) for name in NAMES}
    histories = {}
    for name, side in both.items():
        say(f"histories: {name}")
        await _course(machine, side, ["warm-1", "warm-2"])
        histories[name] = await _counted(machine.client, side, "warm-1")
    memory = {}
    for name, side in both.items():
        say(f"memory: {name}")
        memory[name] = await _memory(machine, side, n)
    runs: dict[str, list[Run]] = {name: [] for name in NAMES}
    for repetition in range(reps):
        for name in NAMES if repetition % 2 == 0 else reversed(NAMES):
            say(f"repetition {repetition + 1} of {reps}: {name}")
            references = [f"rep{repetition}-{number}" for number in range(n)]
            runs[name].append(await _course(machine, both[name], references))
    return Measured(n, histories, memory, runs)


async def _course(machine: Machine, side: Side, references: list[str]) -> Run:
    """Take complaints from receipt to closing."""
    began, (worker, server) = time.perf_counter(), machine.cpu(side.name)
    await _wave(machine.client, side, references, side.file)
    for step in course():
        await _wave(machine.client, side, references, lambda reference, step=step: side.act(reference, step))  # type: ignore[misc]
    took, (worker_after, server_after) = time.perf_counter() - began, machine.cpu(side.name)
    n = len(references)
    return Run(n / took, (worker_after - worker) / n * 1000, (server_after - server) / n * 1000)


async def _wave(client: Client, side: Side, references: list[str], act: Callable[[str], Awaitable[None]]) -> None:
    """One act on every complaint; over when all that follows from it by itself has happened."""
    gate = asyncio.Semaphore(IN_FLIGHT)

    async def one(reference: str) -> None:
        async with gate:
            await act(reference)

    async def rest(reference: str) -> None:
        async with gate:
            await _settled(client, side.complaint(reference))

    await asyncio.gather(*(one(reference) for reference in references))
    await asyncio.gather(*(rest(reference) for reference in references))


async def _settled(client: Client, workflow_id: str) -> None:
    """Wait until the workflow has nothing to do: no letter on its way, no receipt to take note of."""
    handle = client.get_workflow_handle(workflow_id)
    while True:
        described = (await handle.describe()).raw_description
        if not described.pending_activities and not described.HasField("pending_workflow_task"):
            return
        await asyncio.sleep(LOOK_EVERY)


async def _counted(client: Client, side: Side, reference: str) -> Counted:
    counted = Counted()
    for workflow_id in side.workflows(reference):
        await _settled(client, workflow_id)
        counted.add((await client.get_workflow_handle(workflow_id).fetch_history()).events)
    return counted


async def _memory(machine: Machine, side: Side, n: int) -> float:
    """KiB of worker memory per complaint that is open and acknowledged: the slope from n to 3 n of them."""
    await _wave(machine.client, side, [f"open-{number}" for number in range(n)], side.file)
    before = machine.memory(side.name)
    await _wave(machine.client, side, [f"open-{number}" for number in range(n, 3 * n)], side.file)
    return (machine.memory(side.name) - before) / (2 * n) / 1024
