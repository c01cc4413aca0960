"""A complaint that nobody opens is no secret: `owabi doctor` names it, and one that is open is not named."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from messages.ids import COMPLAINT_WORKFLOW
from owabi.checks.server import unopened
from tests.desk import Desk, intake

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_complaint_that_no_worker_opens_is_named(desk: Desk) -> None:
    await desk.file("OPEN-1")
    later = datetime.now(UTC) + timedelta(days=1)
    await desk.client.start_workflow(
        COMPLAINT_WORKFLOW, intake("OPEN-2"), id="complaint-OPEN-2", task_queue="nobody-works-here"
    )
    async with asyncio.timeout(20):  # lists are a moment behind
        while (found := await unopened(desk.client, later)).what != "OPEN-2":
            await asyncio.sleep(0.1)
    assert "it tries again by itself" in found.do
    await desk.handle("OPEN-2").terminate()
