"""Reset, the API call the Temporal UI uses, to any point of a complaint; and what must be the same afterwards."""

from __future__ import annotations

import asyncio
import uuid
from typing import Any, NamedTuple

from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.enums.v1 import EventType
from temporalio.api.workflowservice.v1 import ResetWorkflowExecutionRequest

from messages.ids import complaint_id
from tests.proof.looking import dates, difference, files, ledger, letters
from tests.proof.recording import RecordingDesk

WITHIN = 30.0
"""Seconds a complaint may take to be as it was."""
OF_THE_MOMENT = (
    "next_action",
    "next_action_ja",
    "next_owner",
    "next_due",
    "next_duty",
    "next_day",
    "revision",
    "stage",
)
"""What a receipt says of its moment: in the second run every letter has left by then, in the first some were under way."""


class Base(NamedTuple):
    """A complaint whose story is told, and the points of its history."""

    reference: str
    run_id: str
    points: list[int]
    """The events that completed a workflow task."""
    state: dict[str, Any]


async def base(desk: RecordingDesk, reference: str) -> Base:
    """A complaint as it is now."""
    handle = desk.handle(reference)
    run_id = (await handle.describe()).run_id
    history = await desk.client.get_workflow_handle(complaint_id(reference), run_id=run_id).fetch_history()
    completed = EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED
    points = [event.event_id for event in history.events if event.event_type == completed]
    return Base(reference, run_id, points, await state(desk, reference))


async def state(desk: RecordingDesk, reference: str) -> dict[str, Any]:
    """What a Reset must not change."""
    case = await desk.view(reference)
    return {
        "stage": case.get("stage"),
        "round": case.get("round"),
        "level": case.get("escalation"),
        "handler": case.get("handler"),
        "dates": sorted(map(str, dates(case))) if case else [],
        "letters": letters(case) if case else [],
        "files": _written(desk, reference),
        "payments": await ledger(desk, reference),
        "prevention": [task["id"] for task in case.get("prevention", [])],
        "apologies": [(one["kind"], one["state"], one["made_at"]) for one in case.get("apologies", [])],
        "causes": [one["category"] for one in case.get("causes", [])],
        "offers": [(one["id"], one["state"]) for one in case.get("offers", [])],
        "notes": sorted((line["personal"] or {}).get("text", "") for line in case.get("timeline", [])),
        "problems": [(one["key"], one["resolved_at"]) for one in case.get("problems", [])],
    }


def _written(desk: RecordingDesk, reference: str) -> list[tuple[str, int, int]]:
    """The letters as files: a letter written a second time would be another file under the same name."""
    found = {path.name: path.stat() for path in desk.settings.outbox.rglob("*.eml")}
    return [(name, found[name].st_ino, found[name].st_mtime_ns) for name in files(desk, reference)]


async def differs_after_reset(desk: RecordingDesk, origin: Base, point: int) -> str:
    """Reset to one point, wait until the case has caught up; what differs then, if anything."""
    await desk.client.workflow_service.reset_workflow_execution(
        ResetWorkflowExecutionRequest(
            namespace=desk.client.namespace,
            workflow_execution=WorkflowExecution(workflow_id=complaint_id(origin.reference), run_id=origin.run_id),
            reason="as the UI does it",
            request_id=str(uuid.uuid4()),
            workflow_task_finish_event_id=point,
        )
    )
    end = asyncio.get_running_loop().time() + WITHIN
    while differs := difference(origin.state, await state(desk, origin.reference)):
        if asyncio.get_running_loop().time() > end:
            return differs
        await asyncio.sleep(0.1)
    if again := await desk.repeat_everything(origin.reference, besides=OF_THE_MOMENT):
        return again
    return difference(origin.state, await state(desk, origin.reference))
