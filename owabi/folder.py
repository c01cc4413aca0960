"""The data folder and its locks: one `owabi up` at a time, and nobody else on the server's file.

Two Temporal servers on one file both start and steal from each other, so two locks are kept:
`owabi.lock` is held by the Python process; `server.lock` is handed on to the server, which holds it as long as it lives,
whatever became of the process that started it. Who runs, and on which ports, stands beside them in `running.json`.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import subprocess
import time
from pathlib import Path

from pydantic import BaseModel, ValidationError

from owabi.failing import Failed


class Running(BaseModel):
    """What `running.json` says about who runs on this folder."""

    pid: int
    port: int
    ui_port: int
    server_pid: int = 0


class DataFolder:
    """One data folder, claimed by one process."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock: int | None = None
        self._server_lock: int | None = None

    @property
    def store(self) -> Path:
        """The embedded server's database file."""
        return self.path / "temporal.db"

    @property
    def _said(self) -> Path:
        return self.path / "running.json"

    def prepare(self) -> None:
        """Make the folder and find out whether it can be written.

        Raises Failed with what to do.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            probe = self.path / f".probe.{os.getpid()}"
            probe.touch()
            probe.unlink()
        except FileExistsError as error:
            raise Failed(f"{self.path} is a file: choose a folder with --data DIR") from error
        except OSError as error:
            reason = error.strerror or str(error)
            raise Failed(
                f"cannot write to {self.path} ({reason}): make it writable, or choose a folder with --data DIR"
            ) from error

    def claim(self) -> None:
        """Take the folder for this process; an orphaned server of an earlier one is ended first.

        Raises Failed when another `owabi up` runs on it.
        """
        self._lock = self._locked("owabi.lock")
        if self._lock is None:
            other = self.read()
            who = f"process {other.pid}, port {other.port}" if other else "another process"
            raise Failed(
                f"already running on {self.path} ({who}): use that one, or choose another folder with --data DIR"
            )
        self._server_lock = self._locked("server.lock", patience=0)
        if self._server_lock is None:
            self._end_orphan()
            self._server_lock = self._locked("server.lock", patience=15)
        if self._server_lock is None:
            raise Failed(
                f"a Temporal server still uses {self.store}: end it (`fuser {self.store}` names it) and try again"
            )

    @property
    def server_lock(self) -> int:
        """The descriptor a server started on this folder must inherit."""
        if self._server_lock is None:
            raise RuntimeError("the folder must be claimed first")
        return self._server_lock

    def write(self, running: Running) -> None:
        """Say who runs here. Put in its place whole: a reader sees what was said before, or this."""
        if self._lock is None:
            raise RuntimeError("the folder must be claimed first")
        anew = self._said.with_suffix(".new")
        anew.write_text(running.model_dump_json())
        anew.replace(self._said)

    def read(self) -> Running | None:
        """Who runs, or ran last, on this folder; None when nobody or unreadable."""
        try:
            return Running.model_validate_json(self._said.read_bytes())
        except (OSError, ValidationError):
            return None

    def live(self) -> Running | None:
        """Who runs here now; None when that process has gone."""
        running = self.read()
        return running if running and is_alive(running.pid) else None

    def release(self) -> None:
        """Give the folder back."""
        if self._lock is not None:
            with contextlib.suppress(OSError):
                self._said.unlink()
        for descriptor in (self._lock, self._server_lock):
            if descriptor is not None:
                with contextlib.suppress(OSError):
                    os.close(descriptor)
        self._lock = self._server_lock = None

    def _locked(self, name: str, patience: float = 1) -> int | None:
        """An exclusive lock on a file of the folder; None when somebody else keeps it beyond `patience` seconds."""
        descriptor = os.open(self.path / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        until = time.monotonic() + patience
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return descriptor
            except OSError:
                if time.monotonic() >= until:
                    os.close(descriptor)
                    return None
                time.sleep(0.1)

    def _end_orphan(self) -> None:
        """End the server whose owner was killed: it holds the file, and its owner's worker is gone."""
        running = self.read()
        if running is None or not running.server_pid or str(self.store.resolve()) not in command_of(running.server_pid):
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(running.server_pid, signal.SIGTERM)
        until = time.monotonic() + 10
        while time.monotonic() < until and is_alive(running.server_pid):
            time.sleep(0.1)
        with contextlib.suppress(ProcessLookupError):
            os.kill(running.server_pid, signal.SIGKILL)


def is_alive(pid: int) -> bool:
    """Whether a process of that id exists (and is not just waiting to be collected)."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (OSError, IndexError):  # no /proc on this system: existing is all that can be known
        return True


def command_of(pid: int) -> str:
    """The command line of a process; empty when it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        answer = subprocess.run(
            ["/bin/ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
        )
        return answer.stdout
