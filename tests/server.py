"""The real Temporal server for tests and demo, with time skipping: the one place where its settings are."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from temporalio.client import Client
from temporalio.testing import WorkflowEnvironment

from messages import search
from messages.converter import data_converter

SKIPPING = [
    "--dynamic-config-value",
    "frontend.WorkflowTimeSkippingEnabled=true",
    "--dynamic-config-value",
    'history.timerProcessorMaxTimeShift="1ms"',
]
"""Time skipping on, and without the second that a skip otherwise costs."""


@asynccontextmanager
async def skipping_server() -> AsyncIterator[Client]:
    """A server of its own, in memory; its client carries the project's data converter and search attributes."""
    async with await WorkflowEnvironment.start_local(
        dev_server_existing_path=str(Path(sys.executable).parent / "temporal"),
        dev_server_extra_args=SKIPPING,
        dev_server_log_level="error",
        data_converter=data_converter(),
        search_attributes=search.ALL,
    ) as environment:
        yield environment.client
