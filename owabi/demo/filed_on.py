"""Filing on a chosen day: a workflow that waits for the day and then starts the complaint, whose clock goes on from there."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from temporalio import workflow

from messages.ids import COMPLAINT_WORKFLOW, TASK_QUEUE

FILING_QUEUE = "filing-on-a-day"


@workflow.defn(name="FiledOn", sandboxed=False)
class FiledOn:
    """Starts a complaint at an instant. A child begins at the time of its parent, so time skipping reaches any day ahead."""

    @workflow.run
    async def run(self, workflow_id: str, intake: dict[str, Any], at: str) -> None:
        """Wait until `at`, then file."""
        await workflow.sleep(datetime.fromisoformat(at) - workflow.now())
        await workflow.start_child_workflow(
            COMPLAINT_WORKFLOW,
            intake,
            id=workflow_id,
            task_queue=TASK_QUEUE,
            parent_close_policy=workflow.ParentClosePolicy.ABANDON,
        )
