"""What a history holds: events, workflow tasks, bytes, and the actions a Temporal Cloud bill would count.

The counting rule (docs.temporal.io, "Temporal Cloud Actions"), as far as these workflows need it. One action each:
a workflow started, an update accepted, a signal, a timer started, an activity scheduled, a retry of one, a batch of search
attributes; a child workflow costs one more where it is initiated; all markers (local activities) of one workflow task
together cost one. Not counted: queries, what a server of one's own does for nothing, anything not in the history.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from temporalio.api.enums.v1 import EventType
from temporalio.api.history.v1 import HistoryEvent

_ACTIONS = {
    EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED: "start",
    EventType.EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED: "child",
    EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED: "update",
    EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED: "signal",
    EventType.EVENT_TYPE_TIMER_STARTED: "timer",
    EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED: "activity",
    EventType.EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES: "search attributes",
}


@dataclass
class Counted:
    """The content of one or more histories."""

    events: int = 0
    workflow_tasks: int = 0
    bytes: int = 0
    """Of the events as protobuf: what the server stores, before its own indexes."""
    by_kind: Counter[str] = field(default_factory=Counter)
    """Actions by what they are."""

    @property
    def actions(self) -> int:
        """All billable actions."""
        return self.by_kind.total()

    def add(self, events: Iterable[HistoryEvent]) -> None:
        """Count one history in."""
        tasks_with_markers = set()
        for event in events:
            self.events += 1
            self.bytes += event.ByteSize()
            if kind := _ACTIONS.get(event.event_type):
                self.by_kind[kind] += 1
            if event.event_type == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED:
                self.workflow_tasks += 1
            elif event.event_type == EventType.EVENT_TYPE_MARKER_RECORDED:
                tasks_with_markers.add(event.marker_recorded_event_attributes.workflow_task_completed_event_id)
            elif event.event_type == EventType.EVENT_TYPE_ACTIVITY_TASK_STARTED:
                self.by_kind["retry"] += event.activity_task_started_event_attributes.attempt - 1
        self.by_kind["local activities"] += len(tasks_with_markers)
