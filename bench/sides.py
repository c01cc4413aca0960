"""The two sides of the comparison: how each is started, acted on, and which workflows it leaves behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from temporalio.client import Client, WithStartWorkflowOperation
from temporalio.common import WorkflowIDConflictPolicy

from bench import by_hand
from bench.course import Step, intake
from messages.ids import complaint_id, prevention_id
from workflows.client import act, file_complaint

NAMES = ("engine", "by hand")


@dataclass(frozen=True)
class Side:
    """One side on one server."""

    name: str
    client: Client

    async def file(self, reference: str) -> None:
        """File a plain complaint and wait for its first answer."""
        if self.name == "engine":
            await file_complaint(self.client, intake(reference))
            return
        start: WithStartWorkflowOperation[Any, Any] = WithStartWorkflowOperation(
            "ComplaintByHand",
            intake(reference),
            id=self.complaint(reference),
            task_queue=by_hand.QUEUE,
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        )
        await self.client.execute_update_with_start_workflow("receive", "", start_workflow_operation=start)

    async def act(self, reference: str, step: Step) -> None:
        """One act of a person; its answer is waited for."""
        if self.name == "engine":
            await act(self.client, reference, step.command, step.body)
        else:
            await self.client.get_workflow_handle(self.complaint(reference)).execute_update(step.command, step.body)

    def complaint(self, reference: str) -> str:
        """The workflow id of a complaint."""
        return complaint_id(reference) if self.name == "engine" else f"by-hand-{reference}"

    def workflows(self, reference: str) -> list[str]:
        """The ids of the workflows that one complaint leads to: itself and its prevention task."""
        task = f"{reference}-P1"
        return [
            self.complaint(reference),
            prevention_id(task) if self.name == "engine" else f"prevention-by-hand-{task}",
        ]
