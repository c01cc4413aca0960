"""The one place that starts a server whose time can be skipped: for tests, demo and rehearsals, never for `owabi up`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from temporalio.client import Client
from temporalio.testing import TimeSkippingConfig, WorkflowEnvironment

from messages import search
from messages.converter import data_converter
from owabi.embedded import MANY_AT_ONCE, READY_WITHIN, downloaded_program, found_program
from owabi.settings import Settings

SKIPPING = [
    "--dynamic-config-value",
    "frontend.WorkflowTimeSkippingEnabled=true",
    "--dynamic-config-value",
    'history.timerProcessorMaxTimeShift="1ms"',
    "--output",
    "none",
    *MANY_AT_ONCE,
]
"""Time skipping on, without the second that a skip otherwise costs; the server does not print its addresses."""
CLOCK_STANDS = TimeSkippingConfig(enabled=False, max_session_skip_count=1_000_000)
"""For `TimeSkipper`: time passes as outside until somebody lets it pass faster; it would switch itself off after 200 skips."""


@asynccontextmanager
async def skipping_server(settings: Settings) -> AsyncIterator[Client]:
    """A server of its own, in memory; its client carries the project's data converter and search attributes.

    Raises Failed when there is no Temporal server for this platform.
    """
    program = found_program(settings) or await downloaded_program(settings)
    async with await WorkflowEnvironment.start_local(
        dev_server_existing_path=str(program),
        dev_server_extra_args=SKIPPING,
        # While it starts it reports its own probes as errors. What fails later reaches whoever asked, with the reason.
        dev_server_log_level="never",
        dev_server_startup_timeout=READY_WITHIN,
        data_converter=data_converter(),
        search_attributes=search.ALL,
    ) as environment:
        yield environment.client
