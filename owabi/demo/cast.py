"""Who is on the stage of a demo: complaints, their prevention tasks and obligations, each with a clock of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
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
        self._views: dict[str, dict[str, Any]] = {}
        self._seen: dict[str, int] = {}
        """How long a history was when its view was taken."""

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

    async def bring_to(self, instant: datetime, only: Collection[str] = ()) -> None:
        """Time passes for everybody, or for those named, until `instant`; those that have ended stay where they are."""
        await asyncio.gather(*[self._bring(self._handle(one), instant) for one in only or self._queries])

    async def _bring(self, handle: WorkflowHandle[Any, Any], instant: datetime) -> None:
        if (await handle.describe()).status is not WorkflowExecutionStatus.RUNNING:
            return
        if (now := await self.skipper.get_current_time(handle)) >= instant:
            return
        try:
            await self.skipper.fast_forward(handle, instant - now)
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND:  # it has ended in this moment
                raise

    async def look(self, only: Collection[str] = ()) -> dict[str, dict[str, Any]]:
        """Everybody's view by workflow id, when everything decided was carried out; who is mentioned in a view has joined.

        With `only`, the others' views are those of the last look.
        """
        looked_at = -1
        while looked_at < len(only or self._queries):
            looked_at = len(only or self._queries)
            events = await self._at_rest(only or list(self._queries))
            await asyncio.gather(*[self._look_at(one, number) for one, number in events.items()])
        return dict(self._views)

    async def _look_at(self, workflow_id: str, events: int) -> None:
        """Nothing has changed where the history has not grown."""
        if self._seen.get(workflow_id) == events:
            return
        view = await self._handle(workflow_id).query(self._queries[workflow_id])
        self._views[workflow_id], self._seen[workflow_id] = view, events
        for task in view.get("prevention", []):
            self.task(task["id"])
        for obliged in view.get("obligations", []):
            self.obligation(obliged["id"])

    async def _at_rest(self, ids: Collection[str]) -> dict[str, int]:
        """How many events each history has, when nothing is under way anywhere.

        Tasks and obligations come to rest before their complaint is asked: their news are acts of the complaint.
        """
        end = asyncio.get_running_loop().time() + PATIENCE
        while True:
            events = {one: await _events_at_rest(self._handle(one)) for one in reversed(list(ids))}
            if None not in events.values():
                return {one: events[one] or 0 for one in ids}
            if asyncio.get_running_loop().time() > end:
                raise Failed(f"{', '.join(ids)}: not carried out within {PATIENCE:.0f} s")
            await asyncio.sleep(0.02)

    def _handle(self, workflow_id: str) -> WorkflowHandle[Any, Any]:
        return self.client.get_workflow_handle(workflow_id)


async def _events_at_rest(handle: WorkflowHandle[Any, Any]) -> int | None:
    """The length of its history; None while it has not begun, a letter is on its way out or the worker has something to do."""
    try:
        description = (await handle.describe()).raw_description
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:
            raise
        return None
    if description.pending_activities or description.HasField("pending_workflow_task"):
        return None
    return int(description.workflow_execution_info.history_length)
