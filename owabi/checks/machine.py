"""What is there on this machine: Python, the server's program, the data folder, ports."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from importlib.metadata import version

from owabi.checks.finding import Finding, note, ok, wrong
from owabi.embedded import check_port, found_program
from owabi.failing import Failed
from owabi.folder import DataFolder
from owabi.settings import Settings

_ROOM = 500_000_000
"""Bytes of free disk below which a desk's growing history becomes a risk."""


async def machine(settings: Settings) -> list[Finding]:
    """Everything that can be seen without the network."""
    return [_python(), await _program(settings), _folder(settings), _running(settings), *_ports(settings)]


def _python() -> Finding:
    what = f"Python {sys.version.split()[0]}, owabi {version('owabi')}, temporalio {version('temporalio')}"
    return ok("python", what)


async def _program(settings: Settings) -> Finding:
    try:
        program = found_program(settings)
    except Failed as error:
        return wrong("server program", str(error), "set TEMPORAL_CLI to the `temporal` program or unset it")
    if program is None:
        if settings.external:
            return note("server program", "none here; not needed with TEMPORAL_ADDRESS")
        return wrong(
            "server program", "no `temporal` here", "`make setup`, or set TEMPORAL_CLI; `owabi up` tries to download it"
        )
    process = await asyncio.create_subprocess_exec(
        str(program), "--version", stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    said = (await process.communicate())[0].decode(errors="replace").strip()
    if process.returncode:
        return wrong(
            "server program", f"{program} does not run: {said[:200]}", "set TEMPORAL_CLI to one built for this machine"
        )
    return ok("server program", f"{program}: {said}")


def _folder(settings: Settings) -> Finding:
    try:
        DataFolder(settings.data).prepare()
    except Failed as error:
        return wrong("data folder", str(error), "make it writable or choose another with --data DIR")
    free = shutil.disk_usage(settings.data).free
    if free < _ROOM:
        return wrong("data folder", f"{settings.data}: only {free // 1_000_000} MB free", "make room on this disk")
    letters = sum(1 for _ in os.scandir(settings.outbox)) if settings.outbox.is_dir() else 0
    return ok(
        "data folder", f"{settings.data.resolve()}, {free // 1_000_000_000} GB free, {letters} entries in outbox/"
    )


def _running(settings: Settings) -> Finding:
    folder = DataFolder(settings.data)
    running, last = folder.live(), folder.read()
    if running:
        return ok("owabi up", f"running: process {running.pid}, server {running.server_pid}, port {running.port}")
    if last:
        return wrong("owabi up", f"process {last.pid} was killed", "start it again, everything goes on: `make run`")
    return note("owabi up", "not running on this folder", "" if settings.external else "start it: `make run`")


def _ports(settings: Settings) -> list[Finding]:
    if settings.external or DataFolder(settings.data).live():
        return []
    findings = []
    for port, option in ((settings.port, "--port"), (settings.effective_ui_port, "--ui-port")):
        try:
            check_port(port, option)
            findings.append(ok("port", f"{port} is free ({option})"))
        except Failed as error:
            findings.append(note("port", str(error), f"`owabi up {option} N`"))
    return findings
