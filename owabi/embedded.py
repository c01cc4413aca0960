"""The embedded Temporal server: find its program, start it on a file, prepare the namespace, stop it last."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import signal
import socket
import sys
from datetime import timedelta
from pathlib import Path

from google.protobuf.duration_pb2 import Duration
from temporalio.api.namespace.v1 import NamespaceConfig
from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest, UpdateNamespaceRequest
from temporalio.client import Client
from temporalio.service import RPCError

from messages import search
from owabi.failing import Failed
from owabi.folder import DataFolder
from owabi.settings import Settings, environment_for_server

HOST = "127.0.0.1"
READY_WITHIN = timedelta(seconds=90)
"""A first start on a slow disk takes seconds; a start with months of complaints reads more."""
MANY_AT_ONCE = ["--dynamic-config-value", "history.maxInFlightUpdates=500"]
"""The server's own limit is ten commands under way per complaint. The eleventh is not only turned away: it makes the server
forget the task of the other ten, which then wait for the complaint's next event. Set it on a cluster of one's own too."""
STOP_WITHIN = timedelta(seconds=15)
LOG_LIMIT = 20_000_000
"""Bytes; a server log beyond this is set aside once at start."""


def found_program(settings: Settings) -> Path | None:
    """The `temporal` program: TEMPORAL_CLI, the wheel's beside this Python, one on PATH, one downloaded before.

    Raises Failed when TEMPORAL_CLI is set and is no program.
    """
    if settings.temporal_cli is not None:
        if not os.access(settings.temporal_cli, os.X_OK):
            raise Failed(f"TEMPORAL_CLI={settings.temporal_cli} is not a program: correct it or unset it")
        return settings.temporal_cli
    beside = Path(sys.executable).parent / "temporal"
    downloaded = sorted((settings.data / "bin").glob("temporal*"), reverse=True)
    for path in (beside, Path(shutil.which("temporal") or ""), *downloaded):
        if path.is_file() and os.access(path, os.X_OK):
            return path.absolute()
    return None


async def downloaded_program(settings: Settings) -> Path:
    """Let the SDK download the program into the data folder (it does so by starting it once).

    Raises Failed with the alternatives when that is not possible either.
    """
    from temporalio.testing import WorkflowEnvironment

    folder = settings.data / "bin"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        environment = await WorkflowEnvironment.start_local(download_dest_dir=str(folder))
        await environment.shutdown()
    except Exception as error:  # the bridge raises RuntimeError for everything
        raise Failed(
            "no Temporal server for this platform, and none could be downloaded: install the Temporal CLI and set "
            "TEMPORAL_CLI to it, or set TEMPORAL_ADDRESS to a server and run `owabi worker`"
        ) from error
    program = found_program(settings)
    if program is None:
        raise Failed(f"the Temporal server was downloaded but is not in {folder}: set TEMPORAL_CLI to it")
    return program


def search_attributes() -> dict[str, str]:
    """Name → type of every search attribute, as the server's own program spells types."""
    return {key.name: key.indexed_value_type.name.title() for key in search.ALL}


def check_port(port: int, option: str) -> None:
    """Raise Failed, naming port and option, when somebody else listens there."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError as error:
            raise Failed(
                f"port {port} may not be used by this account: choose one above 1023 with {option} N"
            ) from error
        except OSError as error:
            raise Failed(f"port {port} is taken: stop what uses it, or choose another with {option} N") from error


class EmbeddedServer:
    """One Temporal server process on the data folder's file, in a session of its own.

    As a plain child it would die first on Ctrl-C, while the worker still has a letter in its hands.
    """

    def __init__(self, settings: Settings, folder: DataFolder, program: Path) -> None:
        self._settings = settings
        self._folder = folder
        self._program = program
        self._process: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int:
        """The process id; 0 before the start."""
        return self._process.pid if self._process else 0

    async def start(self) -> None:
        """Start the process; it answers a little later (see `connected`)."""
        log = self._folder.path / "temporal.log"
        if log.exists() and log.stat().st_size > LOG_LIMIT:
            log.replace(log.with_suffix(".log.1"))
        with log.open("ab") as output:
            self._process = await asyncio.create_subprocess_exec(
                str(self._program),
                *self._arguments(),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                pass_fds=(self._folder.server_lock,),
                env=environment_for_server(),
            )

    def _arguments(self) -> list[str]:
        settings = self._settings
        arguments = ["server", "start-dev", "--ip", HOST, "--port", str(settings.port)]
        arguments += ["--ui-port", str(settings.effective_ui_port), "--db-filename", str(self._folder.store.resolve())]
        # 1.4 times as fast as the default, and no acknowledged commit is lost when the power fails.
        arguments += ["--sqlite-pragma", "journal_mode=wal", "--sqlite-pragma", "synchronous=FULL"]
        arguments += ["--log-level", "warn", "--log-format", "json", *MANY_AT_ONCE]
        for name, kind in search_attributes().items():
            arguments += ["--search-attribute", f"{name}={kind}"]
        return arguments

    async def connected(self) -> None:
        """Wait until the server answers and its namespace is there, then set the namespace's retention.

        Raises Failed with the last words of the server's log when it ends or stays silent.
        """
        address = f"{HOST}:{self._settings.port}"
        until = asyncio.get_running_loop().time() + READY_WITHIN.total_seconds()
        while asyncio.get_running_loop().time() < until:
            if self._process is None or self._process.returncode is not None:
                raise Failed(f"the Temporal server ended at once: {self._last_words()}")
            try:
                client = await Client.connect(address)
                await ensure_retention(client, timedelta(days=self._settings.retention_days))
                return
            except (RuntimeError, RPCError):  # not listening yet; listening, but the namespace is still being made
                await asyncio.sleep(0.1)
        raise Failed(f"the Temporal server did not answer within {READY_WITHIN.seconds} s: {self._last_words()}")

    async def ended(self) -> int:
        """Wait until the process ends by itself; its exit code."""
        return await self._process.wait() if self._process else 0

    async def stop(self, within: timedelta = STOP_WITHIN) -> None:
        """Ask it to stop; after `within`, end it."""
        process = self._process
        if process is None or process.returncode is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), within.total_seconds())
        except TimeoutError:
            self.kill()
            await process.wait()

    def kill(self) -> None:
        """End it now; what it acknowledged is on disk."""
        if self._process is not None and self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()

    def _last_words(self) -> str:
        log = self._folder.path / "temporal.log"
        lines = log.read_text(errors="replace").strip().splitlines() if log.exists() else []
        return f"{lines[-1][:300] if lines else 'it said nothing'} (all of it in {log})"


async def ensure_retention(client: Client, wanted: timedelta) -> None:
    """Make the namespace keep finished workflows for at least `wanted`; the default deletes them after a day."""
    answer = await client.workflow_service.describe_namespace(DescribeNamespaceRequest(namespace=client.namespace))
    if answer.config.workflow_execution_retention_ttl.seconds >= wanted.total_seconds():
        return
    duration = Duration()
    duration.FromTimedelta(wanted)
    await client.workflow_service.update_namespace(
        UpdateNamespaceRequest(
            namespace=client.namespace, config=NamespaceConfig(workflow_execution_retention_ttl=duration)
        )
    )
