"""Filing, as the one call it is: start the complaint, or find it, and get the first answer (the contract's update-with-start)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from temporalio.client import Client, WithStartWorkflowOperation
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy

from messages.ids import COMPLAINT_WORKFLOW, TASK_QUEUE, complaint_id, receive_id
from messages.intake import content_hash
from messages.receipts import ComplaintOutcome, Received


async def received(client: Client, intake: dict[str, Any], summary: str, within: timedelta | None = None) -> Received:
    """The answer to a filing: reference, stage and timetable; the same answer to the same content again.

    Args:
        client: a client with Owabi's data converter.
        intake: a checked intake that carries its `reference`.
        summary: what the Temporal UI's list shows; no names, at most 200 bytes.
        within: how long a worker may take to answer.

    Raises:
        WorkflowUpdateFailedError: refused; its cause carries the refusal.
        WorkflowAlreadyStartedError: the complaint was filed before and has ended for good.
        RPCError: the server or a worker could not be reached.
    """
    digest = content_hash(intake)
    start: WithStartWorkflowOperation[Any, ComplaintOutcome] = WithStartWorkflowOperation(
        COMPLAINT_WORKFLOW,
        intake,
        id=complaint_id(intake["reference"]),
        task_queue=TASK_QUEUE,
        result_type=ComplaintOutcome,
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        # After closing only a filing that was refused may be tried again under its reference.
        id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY,
        static_summary=summary,
    )
    answer: Received = await client.execute_update_with_start_workflow(
        "receive",
        digest,
        id=receive_id(digest),
        start_workflow_operation=start,
        result_type=Received,
        rpc_timeout=within,
    )
    return answer
