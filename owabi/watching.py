"""The live view of `owabi up`: a table in a terminal, plain lines elsewhere."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from rich.console import Console, Group
from rich.live import Live
from rich.text import Text
from temporalio.client import Client
from temporalio.service import RPCError

from owabi.listing import Row, count, line_of, rows, table_of

EVERY = 2.0
"""Seconds between two looks; lists lag a second behind anyway."""
SHOWN = 200
"""Rows read for one look."""


async def watch(client: Client) -> None:
    """Show what is happening until cancelled."""
    console = Console()
    if console.is_terminal:
        await _live(client, console)
    else:
        await _lines(client)


async def _live(client: Client, console: Console) -> None:
    with Live(console=console, auto_refresh=False, transient=False) as live:
        while True:
            try:
                live.update(await _picture(client, console), refresh=True)
            except RPCError:  # the server is being started again
                live.update(Text("waiting for the Temporal server …"), refresh=True)
            await asyncio.sleep(EVERY)


async def _picture(client: Client, console: Console) -> Group:
    now = datetime.now(UTC)
    total, found = await count(client), await rows(client, limit=SHOWN)
    room = max(3, console.height - 10)
    title = f"{total} complaints, the next date first · {now:%H:%M:%S} UTC"
    return Group(
        table_of(found[:room], title, now), Text("`owabi show REFERENCE` tells one story · Ctrl-C stops", style="dim")
    )


async def _lines(client: Client) -> None:
    """Say a complaint's line whenever it changes."""
    seen: dict[str, Row] = {}
    while True:
        try:
            for row in await rows(client, limit=SHOWN):
                if seen.get(row.reference) != row:
                    seen[row.reference] = row
                    print(line_of(row), flush=True)
        except RPCError:  # the server is being started again
            pass
        await asyncio.sleep(EVERY)
