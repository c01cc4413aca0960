"""A throw-away PostgreSQL server for the tests: started from the machine's own binaries, gone afterwards."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

USER = "nobody"
"""PostgreSQL refuses to run as root; then it runs as this unprivileged user."""


def binaries() -> Path | None:
    """The folder of the newest installed server, or None."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    on_path = shutil.which("initdb")
    newest = sorted(found, key=lambda path: int(path.parent.name) if path.parent.name.isdigit() else 0)
    return newest[-1] if newest else Path(on_path).parent if on_path else None


@contextmanager
def server() -> Iterator[str]:
    """A running server's address, without database name."""
    where = binaries()
    assert where is not None
    folder = Path(tempfile.mkdtemp(prefix="owabi-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, USER)
    try:
        _run(where / "initdb", "-D", folder / "data", "-U", "owabi", "-A", "trust", "-E", "UTF8", "-N", "--no-locale")
        port = free_port()
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c fsync=off -k {folder}"
        _run(where / "pg_ctl", "-D", folder / "data", "-o", options, "-l", folder / "log", "-w", "start")
        try:
            yield f"postgresql://owabi@127.0.0.1:{port}"
        finally:
            _run(where / "pg_ctl", "-D", folder / "data", "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(*command: str | Path) -> None:
    user = USER if os.geteuid() == 0 else None
    # Output goes to a file handle that the server does not keep open, or waiting for it would never end.
    subprocess.run([str(part) for part in command], check=True, user=user, cwd="/", stdout=subprocess.DEVNULL)


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
