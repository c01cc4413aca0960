"""A fault nobody foresaw neither closes a complaint nor is swallowed: its workflow task fails until the code is mended."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from temporalio import activity
from temporalio.api.enums.v1 import EventType
from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.exceptions import ApplicationError

from messages.tasks import TaskStart
from tests.desk import open_desk

pytestmark = pytest.mark.asyncio(loop_scope="module")


@activity.defn(name="open_task")
async def open_task_with_a_bug(start: TaskStart) -> str:
    raise ApplicationError("nobody thought of this", type="Bug", non_retryable=True)


async def test_a_deed_that_fails_for_good_is_seen_and_the_complaint_lives(server: Client, tmp_path: Path) -> None:
    async with open_desk(server, tmp_path, instead=[open_task_with_a_bug]) as desk:
        await desk.file("FAULT-1")
        task = {"kind": "corrective", "owner": "carl.carton", "due": "2099-01-01", "title": "one carton size"}
        await desk.do("FAULT-1", "add_prevention_task", **task)

        handle = desk.handle("FAULT-1")
        async with asyncio.timeout(20):
            while not any(
                event.event_type == EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED
                for event in (await handle.fetch_history()).events
            ):
                await asyncio.sleep(0.1)
        assert (await handle.describe()).status is WorkflowExecutionStatus.RUNNING
        await handle.terminate("the proof is over")
