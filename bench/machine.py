"""The processes under measurement: one server, one worker per side; their CPU and memory."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from temporalio.client import Client
from temporalio.testing import WorkflowEnvironment

from bench import sides
from bench.worker import READY
from messages import search
from messages.converter import data_converter

ROOT = Path(__file__).parents[1]
OWN = ("OWABI_", "TEMPORAL_", "DATABASE_URL")
"""Variables that would lead a worker of the bench to a desk in use."""


@dataclass(frozen=True)
class Machine:
    """A server without a disk, and a worker for each side."""

    client: Client
    server: psutil.Process
    workers: dict[str, psutil.Process]

    def cpu(self, side: str) -> tuple[float, float]:
        """CPU seconds used so far by the side's worker and by the server."""
        return _cpu(self.workers[side]), _cpu(self.server)

    def memory(self, side: str) -> int:
        """Anonymous resident memory of the side's worker, in bytes: what no other process shares and no file backs."""
        worker = self.workers[side]
        status = Path(f"/proc/{worker.pid}/status")
        if status.exists():
            for line in status.read_text().splitlines():
                if line.startswith("RssAnon:"):
                    return int(line.split()[1]) * 1024
        return int(worker.memory_full_info().uss)


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


@asynccontextmanager
async def machine() -> AsyncIterator[Machine]:
    """Start everything, in a folder that is thrown away afterwards."""
    async with AsyncExitStack() as stack:
        data = stack.enter_context(tempfile.TemporaryDirectory(prefix="owabi-bench-"))
        environment = await stack.enter_async_context(
            await WorkflowEnvironment.start_local(
                dev_server_existing_path=str(Path(sys.executable).parent / "temporal"),
                dev_server_log_level="error",
                dev_server_extra_args=["--output", "none"],  # its greeting would stand in the middle of --json
                data_converter=data_converter(),
                search_attributes=search.ALL,
            )
        )
        client = environment.client
        server = next(child for child in psutil.Process().children() if "temporal" in child.name())
        workers = {}
        address = client.service_client.config.target_host
        for side in sides.NAMES:
            own = tempfile.mkdtemp(prefix="desk-", dir=data)
            workers[side] = await stack.enter_async_context(_worker(side, address, own))
        yield Machine(client, server, workers)


@asynccontextmanager
async def _worker(side: str, address: str, data: str) -> AsyncIterator[psutil.Process]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bench.worker", side, address, data),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        env={name: value for name, value in os.environ.items() if not name.startswith(OWN)},
    )
    assert process.stdout is not None
    try:
        said = await asyncio.wait_for(process.stdout.readline(), 60)
        if said.decode().strip() != READY:
            raise RuntimeError(f"the worker of the side '{side}' did not start")
        yield psutil.Process(process.pid)
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        await process.wait()
