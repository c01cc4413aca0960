"""Server and worker as processes of their own, to be killed; and a desk that does not give up while they are away."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from temporalio.client import Client
from temporalio.service import RPCError
from temporalio.testing import TimeSkipper

from adapters.migrations import migrate
from adapters.sql.register import SqlRegister
from messages import search
from messages.receipts import CommandReceipt, Received
from owabi.settings import Settings, environment_for_server
from owabi.skipping import CLOCK_STANDS, SKIPPING
from tests.proof.recording import RecordingDesk
from workflows.client import connect

PROJECT = Path(__file__).resolve().parents[2]
RECEIVED = datetime.now(UTC).isoformat()
PATIENCE = 120.0
"""Seconds somebody at the desk repeats what was not answered."""


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A Temporal server on a file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = free_port()
        self._process: asyncio.subprocess.Process | None = None

    @property
    def address(self) -> str:
        """Where it listens, after every start."""
        return f"127.0.0.1:{self._port}"

    async def start(self) -> Client:
        """Start it (again) on its file; a client once it answers."""
        arguments = ["server", "start-dev", "--headless", "--ip", "127.0.0.1", "--port", str(self._port), *SKIPPING]
        arguments += ["--db-filename", str(self._folder / "temporal.db"), "--log-level", "error"]
        arguments += ["--sqlite-pragma", "journal_mode=wal", "--sqlite-pragma", "synchronous=FULL"]
        for key in search.ALL:
            arguments += ["--search-attribute", f"{key.name}={key.indexed_value_type.name.title()}"]
        program = str(Path(sys.executable).parent / "temporal")
        silent = asyncio.subprocess.DEVNULL
        self._process = await asyncio.create_subprocess_exec(
            program, *arguments, stdout=silent, stderr=silent, start_new_session=True, env=environment_for_server()
        )
        while True:
            try:
                client = await connect({"target_host": self.address})
                await client.count_workflows()
            except (RuntimeError, RPCError):
                await asyncio.sleep(0.1)
            else:
                return client

    async def kill(self) -> None:
        """SIGKILL."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()


@asynccontextmanager
async def server_on_file(folder: Path) -> AsyncIterator[tuple[Server, Client]]:
    """A server of its own on a file of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    server = Server(folder)
    try:
        yield server, await server.start()
    finally:
        await server.kill()


async def python(*arguments: str, **environment: str) -> asyncio.subprocess.Process:
    """A Python process in a session of its own, with nothing of Temporal's configuration but what is given."""
    names = {**environment_for_server(), "PYTHONPATH": str(PROJECT), **environment}
    return await asyncio.create_subprocess_exec(
        sys.executable, *arguments, cwd=PROJECT, env=names, start_new_session=True, stderr=asyncio.subprocess.DEVNULL
    )


async def worker_process(server: Server, data: Path, boundary: str = "", nth: int = 1) -> asyncio.subprocess.Process:
    """A worker that dies at the nth call of a boundary (`worker_process.py`)."""
    return await python("-m", "tests.proof.worker_process", server.address, str(data), boundary, str(nth))


@asynccontextmanager
async def working(server: Server, data: Path, boundary: str = "", nth: int = 1) -> AsyncIterator[list[int]]:
    """A worker that is started again whenever it dies, then without its fate; the exit codes so far."""
    codes: list[int] = []
    now: list[asyncio.subprocess.Process] = []

    async def keep() -> None:
        fate = boundary
        while True:
            now[:] = [await worker_process(server, data, fate, nth)]
            codes.append(await now[0].wait())
            fate = ""

    keeping = asyncio.create_task(keep())
    try:
        yield codes
    finally:
        keeping.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await keeping
        for process in now:
            if process.returncode is None:
                process.terminate()
                await process.wait()


class StubbornDesk(RecordingDesk):
    """A desk that repeats what was not answered, each command under its id."""

    async def do(
        self, reference: str, command: str, role: str = "handler", who: str = "", **body: Any
    ) -> CommandReceipt:
        number = sum(done.reference == reference for done in self.done) + 1
        given = {"command_id": f"{reference}-{number}", **body}
        return await self._until_answered(lambda: super(StubbornDesk, self).do(reference, command, role, who, **given))

    async def file(self, reference: str, **changes: Any) -> Received:
        changes.setdefault("received_at", RECEIVED)  # a repeat has to be the same filing
        return await self._until_answered(lambda: super(StubbornDesk, self).file(reference, **changes))

    async def view(self, reference: str) -> dict[str, Any]:
        return await self._until_answered(lambda: super(StubbornDesk, self).view(reference))

    async def until(self, reference: str, what: Any, within: float = 10.0) -> dict[str, Any]:
        return await super().until(reference, what, max(within, PATIENCE / 2))

    async def _until_answered[T](self, ask: Callable[[], Awaitable[T]]) -> T:
        end = asyncio.get_running_loop().time() + PATIENCE
        while True:
            try:
                return await ask()
            except (TimeoutError, RPCError):
                if asyncio.get_running_loop().time() > end:
                    raise
                await asyncio.sleep(0.2)


@asynccontextmanager
async def stubborn_desk(client: Client, data: Path) -> AsyncIterator[StubbornDesk]:
    """A desk without a worker of its own."""
    data.mkdir(parents=True, exist_ok=True)
    settings = Settings(data=data)
    await asyncio.to_thread(migrate, settings.database)
    register = SqlRegister.at(settings.database)
    try:
        yield StubbornDesk(client, TimeSkipper(client, config=CLOCK_STANDS), settings, register)
    finally:
        await register.close()
