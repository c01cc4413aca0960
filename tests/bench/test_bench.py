from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from temporalio.api.enums.v1 import EventType
from temporalio.api.history.v1 import (
    ActivityTaskStartedEventAttributes,
    HistoryEvent,
    MarkerRecordedEventAttributes,
)

from bench.counting import Counted
from bench.deadlines import rates

ROOT = Path(__file__).parents[2]


def _event(kind: str, **attributes: Any) -> HistoryEvent:
    return HistoryEvent(event_type=EventType.Value(f"EVENT_TYPE_{kind}"), **attributes)


def test_what_a_bill_would_count_is_counted_and_nothing_else() -> None:
    counted = Counted()
    counted.add(
        [
            _event("WORKFLOW_EXECUTION_STARTED"),
            _event("WORKFLOW_TASK_COMPLETED"),
            _event("WORKFLOW_EXECUTION_UPDATE_ACCEPTED"),
            _event("WORKFLOW_EXECUTION_UPDATE_COMPLETED"),
            _event("TIMER_STARTED"),
            _event("ACTIVITY_TASK_SCHEDULED"),
            _event("UPSERT_WORKFLOW_SEARCH_ATTRIBUTES"),
        ]
    )
    assert (counted.events, counted.workflow_tasks, counted.actions) == (7, 1, 5)


def test_local_activities_of_one_workflow_task_are_one_action() -> None:
    counted = Counted()
    counted.add(
        _event(
            "MARKER_RECORDED",
            marker_recorded_event_attributes=MarkerRecordedEventAttributes(workflow_task_completed_event_id=task),
        )
        for task in (4, 4, 9)
    )
    assert counted.by_kind == {"local activities": 2}


def test_a_retry_is_an_action_and_the_first_attempt_is_none() -> None:
    counted = Counted()
    for attempt in (1, 3):
        started = ActivityTaskStartedEventAttributes(attempt=attempt)
        counted.add([_event("ACTIVITY_TASK_STARTED", activity_task_started_event_attributes=started)])
    assert counted.actions == 2


@pytest.fixture(scope="module")
def measured() -> dict[str, Any]:
    """A bench of two complaints a side, in processes of its own."""
    command = [sys.executable, "-m", "bench", "--n", "2", "--reps", "1", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=110, check=False)
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def test_the_bench_measures_both_sides(measured: dict[str, Any]) -> None:
    for side in ("engine", "by hand"):
        found = measured["sides"][side]
        assert len(found["runs"]) == 1
        assert found["history_bytes"] > 0


def test_both_sides_take_the_same_messages_and_send_the_same_letters(measured: dict[str, Any]) -> None:
    engine, by_hand = (measured["sides"][side]["actions_by_kind"] for side in ("engine", "by hand"))
    assert engine["update"] == by_hand["update"] == 11
    # Eight letters and notices of the complaint, the payment, the notice of the task; the engine opens the task by an
    # activity, where the workflow written by hand has a child.
    assert by_hand["activity"] == 10
    assert engine["activity"] == 11


def test_the_dates_of_a_complaint_are_fewer_a_second_with_their_certificates_and_fewer_still_checked() -> None:
    found = rates("uk-fca-disp")
    assert found.dates == 10
    assert found.bare > found.certified > found.checked > 0


def test_libraries_that_are_not_here_are_said_with_the_command_that_has_them() -> None:
    command = [sys.executable, "-m", "bench", "opening-hours"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert "uv run --no-project" in done.stderr
