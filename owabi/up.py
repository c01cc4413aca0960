"""`owabi up`: the whole engine on one machine. Server, worker, the project's samples, a live table.

The order of stopping is what keeps a letter from being sent twice: the worker first, with time to finish what it has in
its hands, the server last. A second Ctrl-C skips the waiting; what was killed goes on from the file at the next start.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import signal
import sys
from collections import deque
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any

from temporalio.client import Client
from temporalio.envconfig import ClientConnectConfig

from messages.ids import TASK_QUEUE
from owabi.embedded import HOST, EmbeddedServer, check_port, downloaded_program, found_program
from owabi.failing import Failed
from owabi.folder import DataFolder, Running
from owabi.pollers import polled
from owabi.samples import file_samples
from owabi.settings import Settings
from owabi.watching import watch

log = logging.getLogger("owabi.up")
WORKER_WITHIN = timedelta(seconds=30)
"""How long the worker may take to stop: its own graceful time-out is shorter."""
RESTARTS, PER_SECONDS = 5, 60.0
"""A server that ends by itself is started again, but not without end."""


class Up:
    """One run of `owabi up`."""

    def __init__(self, settings: Settings, *, as_json: bool = False) -> None:
        self._settings = settings
        self._json = as_json
        self._folder = DataFolder(settings.data)
        self._stop = asyncio.Event()
        self._hurry = asyncio.Event()
        self._worker_stop = asyncio.Event()
        self._server: EmbeddedServer | None = None
        self._worker: asyncio.Task[None] | None = None
        self._starts: deque[float] = deque(maxlen=RESTARTS)

    async def run(self) -> int:
        """Run until told to stop; the exit code (0 stopped cleanly, 130 in a hurry).

        Raises Failed when it cannot start or when worker or server give up.
        """
        self._listen_to_signals()
        self._folder.prepare()
        self._folder.claim()
        try:
            await self._until_stopped(self._start_and_show())
        finally:
            await self._shut_down()
        return 130 if self._hurry.is_set() else 0

    def _listen_to_signals(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self._told_to_stop)

    def _told_to_stop(self) -> None:
        if self._stop.is_set():
            self._hurry.set()
        else:
            self._stop.set()
            self._say("stopping: worker, then server (Ctrl-C again skips the waiting) …")

    async def _until_stopped(self, story: Coroutine[Any, Any, None]) -> None:
        """Run the story until it ends or a signal comes."""
        running = asyncio.create_task(story)
        told = asyncio.create_task(self._stop.wait())
        try:
            await asyncio.wait({running, told}, return_when=asyncio.FIRST_COMPLETED)
            if running.done():
                running.result()
        finally:
            told.cancel()
            running.cancel()
            with contextlib.suppress(asyncio.CancelledError, Failed):
                await running

    async def _start_and_show(self) -> None:
        client = await self._start()
        filed = await file_samples(client, self._settings.data, self._say)
        self._announce(filed)
        watches = [self._keep_server(), self._watch_worker()]
        if not self._json:
            watches.append(watch(client))
        tasks = [asyncio.create_task(one) for one in watches]
        try:
            await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()

    async def _start(self) -> Client:
        """Server, then worker; answers when complaints can be filed."""
        from workflows.client import connect

        settings = self._settings
        if settings.port == settings.effective_ui_port:
            raise Failed(f"--port and --ui-port are both {settings.port}: give the Temporal UI a port of its own")
        check_port(settings.port, "--port")
        check_port(settings.effective_ui_port, "--ui-port")
        program = found_program(settings)
        if program is None:
            self._say("no Temporal server here yet: downloading it …")
            program = await downloaded_program(settings)
        self._server = EmbeddedServer(settings, self._folder, program)
        await self._start_server()
        client = await connect(ClientConnectConfig(target_host=f"{HOST}:{settings.port}"))
        await self._start_worker(client)
        return client

    async def _start_server(self) -> None:
        assert self._server is not None
        self._starts.append(asyncio.get_running_loop().time())
        await self._server.start()
        ports = {"port": self._settings.port, "ui_port": self._settings.effective_ui_port}
        self._folder.write(Running(pid=os.getpid(), server_pid=self._server.pid, **ports))
        await self._server.connected()

    async def _start_worker(self, client: Client) -> None:
        from worker import run_worker

        self._worker = asyncio.create_task(run_worker(self._settings, client, self._worker_stop))
        until = asyncio.get_running_loop().time() + WORKER_WITHIN.total_seconds()
        while not await polled(client, TASK_QUEUE):
            if self._worker.done():
                await self._watch_worker()
            if asyncio.get_running_loop().time() > until:
                raise Failed(f"the worker does not take up its work: see {self._settings.data / 'owabi.log'}")
            await asyncio.sleep(0.1)

    async def _keep_server(self) -> None:
        """Start the server again when it ends by itself; client and worker find it by themselves."""
        assert self._server is not None
        while True:
            code = await self._server.ended()
            now = asyncio.get_running_loop().time()
            if len(self._starts) == RESTARTS and now - self._starts[0] < PER_SECONDS:
                raise Failed(f"the Temporal server keeps ending: see {self._settings.data / 'temporal.log'}")
            log.error("server_ended", extra={"exit_code": code})
            self._say("the Temporal server ended by itself; starting it again …")
            await self._start_server()

    async def _watch_worker(self) -> None:
        """The worker ends only when told to: anything else ends the run."""
        assert self._worker is not None
        await asyncio.wait({self._worker})
        if self._stop.is_set() or self._worker.cancelled():
            return
        error = self._worker.exception()
        log.error("worker_ended", exc_info=error)
        if isinstance(error, Failed):
            raise error
        raise Failed(f"the worker ended: {error or 'no reason given'} (details in {self._settings.data / 'owabi.log'})")

    async def _shut_down(self) -> None:
        """Worker, then server, then the folder's lock."""
        self._worker_stop.set()
        if self._worker is not None and not self._worker.done():
            await self._unless_hurried(asyncio.wait({self._worker}, timeout=WORKER_WITHIN.total_seconds()))
        if self._server is not None:
            await self._unless_hurried(self._server.stop())
            self._server.kill()
            self._say("Stopped. Start it again and every complaint goes on where it was.")
        self._folder.release()

    async def _unless_hurried(self, patient: Coroutine[Any, Any, Any]) -> None:
        waiting = asyncio.create_task(patient)
        hurried = asyncio.create_task(self._hurry.wait())
        await asyncio.wait({waiting, hurried}, return_when=asyncio.FIRST_COMPLETED)
        for task in (waiting, hurried):
            task.cancel()

    @property
    def _ui(self) -> str:
        return f"http://localhost:{self._settings.effective_ui_port}"

    def _announce(self, filed: int) -> None:
        address = f"{HOST}:{self._settings.port}"
        if self._json:
            urls = {"temporal": address, "ui": self._ui, "namespace": "default"}
            here = {"data": str(self._settings.data), "pid": os.getpid(), "samples_filed": filed}
            print(json.dumps({**urls, **here}), flush=True)
            return
        self._say(f"Temporal UI    {self._ui}/namespaces/default/workflows")
        self._say(f"Temporal       {address}   (TEMPORAL_ADDRESS={address} for other services)")
        self._say(f"Letters        {self._settings.smtp_host or self._settings.outbox}")
        self._say(f"Data           {self._settings.data}")
        self._say("Ctrl-C stops; nothing is lost.\n")

    def _say(self, text: str) -> None:
        """Tell the person at the terminal; programs that read --json get it on standard error."""
        with contextlib.suppress(OSError):  # the terminal may be gone
            print(text, file=sys.stderr if self._json else sys.stdout, flush=True)
