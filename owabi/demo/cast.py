"""Who is on the stage of a demo: complaints, their prevention tasks and obligations, each with a clock of its own."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any

from temporalio.client import Client, WorkflowExecutionStatus, WorkflowHandle
from temporalio.service import RPCError, RPCStatusCode
from temporalio.testing import TimeSkipper

from messages.ids import complaint_id, obligation_id, prevention_id
from owabi.failing import Failed

PATIENCE = 30.0
"""Seconds of real time within which what was decided must have been carried out."""


class Cast:
    """Workflows that are brought to the same instants and looked at together."""

    def __init__(self, client: Client, skipper: TimeSkipper) -> None:
        self.client = client
        self.skipper = skipper
        self._queries: dict[str, str] = {}

    def complaint(self, reference: str) -> str:
        """A complaint joins; its workflow id."""
        return self._joins(complaint_id(reference), "case")

    def task(self, task: str) -> str:
        """A prevention task joins; its workflow id."""
        return self._joins(prevention_id(task), "task")

    def obligation(self, obligation: str) -> str:
        """An obligation joins; its workflow id."""
        return self._joins(obligation_id(obligation), "case")

    def _joins(self, workflow_id: str, query: str) -> str:
        self._queries.setdefault(workflow_id, query)
        return workflow_id

    async def bring_to(self, instant: datetime) -> None:
        """Time passes for everybody until `instant`; those that have ended stay where they are."""
        await asyncio.gather(*[self._bring(self._handle(one), instant) for one in self._queries])

    async def _bring(self, handle: WorkflowHandle[Any, Any], instant: datetime) -> None:
        now = await self.skipper.get_current_time(handle)
        if now < instant and (await handle.describe()).status is WorkflowExecutionStatus.RUNNING:
            await self.skipper.fast_forward(handle, instant - now)

    async def look(self) -> dict[str, dict[str, Any]]:
        """Everybody's view by workflow id, when everything decided was carried out; who is mentioned in a view has joined.

        Tasks and obligations come to rest before their complaint is looked at: their news are acts of the complaint.
        """
        views: dict[str, dict[str, Any]] = {}
        while missing := [one for one in self._queries if one not in views]:
            await self._rest()
            for one in missing:
                views[one] = await self._view(one)
                for task in views[one].get("prevention", []):
                    self.task(task["id"])
                for obliged in views[one].get("obligations", []):
                    self.obligation(obliged["id"])
        return views

    async def _view(self, workflow_id: str) -> dict[str, Any]:
        view: dict[str, Any] = await self._handle(workflow_id).query(self._queries[workflow_id])
        return view

    async def _rest(self) -> None:
        end = asyncio.get_running_loop().time() + PATIENCE
        while not all([await at_rest(self._handle(one)) for one in reversed(list(self._queries))]):
            if asyncio.get_running_loop().time() > end:
                raise Failed(f"{', '.join(self._queries)}: not carried out within {PATIENCE:.0f} s")
            await asyncio.sleep(0.02)

    def _handle(self, workflow_id: str) -> WorkflowHandle[Any, Any]:
        return self.client.get_workflow_handle(workflow_id)


async def at_rest(handle: WorkflowHandle[Any, Any]) -> bool:
    """Whether nothing is under way: it has begun, no letter is on its way out, there is nothing for the worker to do."""
    try:
        description = (await handle.describe()).raw_description
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:
            raise
        return False
    return not description.pending_activities and not description.HasField("pending_workflow_task")
