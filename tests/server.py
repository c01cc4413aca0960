"""The real Temporal server for tests, with time skipping (started by owabi/skipping.py, as the demo's is)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from temporalio.client import Client

from owabi import skipping
from owabi.settings import Settings


@asynccontextmanager
async def skipping_server() -> AsyncIterator[Client]:
    """A server of its own, in memory; its client carries the project's data converter and search attributes."""
    async with skipping.skipping_server(Settings.from_env()) as client:
        yield client
