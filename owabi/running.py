"""The commands that run things: up, worker."""

from __future__ import annotations

import asyncio
import signal
import sys
from typing import Annotated

import typer

from owabi.folder import DataFolder
from owabi.options import Data, Json
from owabi.settings import Settings

Port = Annotated[int | None, typer.Option(min=1, max=65535, metavar="N", help="The server's gRPC port (default 7233).")]
UiPort = Annotated[
    int | None, typer.Option(min=1, max=65535, metavar="N", help="The Temporal UI's (default: port + 1000).")
]
HttpPort = Annotated[int | None, typer.Option(min=1, max=65535, metavar="N", help="Not served in this release.")]


def up_command(
    data: Data = None, port: Port = None, ui_port: UiPort = None, http_port: HttpPort = None, json: Json = False
) -> int:
    """Run the engine on this machine: Temporal server, worker, sample complaints, a live table. Ctrl-C stops it."""
    from owabi import logs

    settings = Settings.from_env(data=data, port=port, ui_port=ui_port)
    if http_port is not None:
        print("owabi: --http-port: HTTP is not served in this release; going on without", file=sys.stderr)
    DataFolder(settings.data).prepare()
    logs.configure(settings.log_level, settings.data / "owabi.log")
    return asyncio.run(_up(settings, json))


async def _up(settings: Settings, as_json: bool) -> int:
    from owabi.up import Up

    return await Up(settings, as_json=as_json).run()


def worker_command(data: Data = None) -> int:
    """Run a worker alone, against TEMPORAL_ADDRESS (or the embedded server of the data folder). Ctrl-C stops it."""
    from owabi import logs
    from owabi.reaching import address_of

    settings = Settings.from_env(data=data)
    logs.configure(settings.log_level)
    address = address_of(settings)
    print(f"owabi: worker for {address.get('target_host')}; Ctrl-C stops it", file=sys.stderr, flush=True)
    asyncio.run(_work(settings))
    return 0


async def _work(settings: Settings) -> None:
    from owabi.reaching import reach
    from worker import run_worker

    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await run_worker(settings, await reach(settings), stop)
