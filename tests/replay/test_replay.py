"""Every complaint that began under the code of yesterday goes on under the code of today: the recorded stories replay."""

from __future__ import annotations

import ast
from collections.abc import AsyncIterator, Iterable
from pathlib import Path

import pytest
from temporalio.client import WorkflowHistory
from temporalio.worker import Replayer

from messages.converter import data_converter
from tests.replay.changed import ChangedComplaintWorkflow
from tests.replay.recording import HISTORIES, MOST_BYTES, load
from worker import WORKFLOWS, workflow_runner
from workflows.prevention import PreventionWorkflow

RECORDED = sorted(HISTORIES.glob("*.json"))
STORIES = Path(__file__).parents[1] / "stories"
SCRIPTS = Path(__file__).parents[2] / "samples"


def replayer(workflows: list[type]) -> Replayer:
    """A replayer with the worker's own runner and converter."""
    return Replayer(workflows=workflows, workflow_runner=workflow_runner(), data_converter=data_converter())


async def read(paths: Iterable[Path]) -> AsyncIterator[WorkflowHistory]:
    """The histories one after the other."""
    for path in paths:
        yield load(path)


@pytest.mark.timeout(600)  # more than a hundred months-long histories, on a machine that does other things too
async def test_the_history_of_every_story_replays() -> None:
    assert RECORDED
    results = await replayer(WORKFLOWS).replay_workflows(read(RECORDED), raise_on_replay_failure=False)
    assert results.replay_failures == {}


async def test_a_careless_change_of_the_workflow_is_caught() -> None:
    complaint = next(path for path in RECORDED if path.name.startswith("plain_path") and "complaint" in path.name)
    changed = replayer([ChangedComplaintWorkflow, PreventionWorkflow])
    result = await changed.replay_workflow(load(complaint), raise_on_replay_failure=False)
    assert "[TMPRL1100] Nondeterminism error" in str(result.replay_failure)


def test_every_story_is_recorded_and_no_file_is_large_or_left_over() -> None:
    stories = {
        f"{path.stem.removeprefix('test_')}.{test.name.removeprefix('test_')}"
        for path in STORIES.glob("test_*.py")
        for test in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(test, ast.AsyncFunctionDef) and test.name.startswith("test_")
    }
    stories |= {f"samples.{path.name.removesuffix('.script.yaml')}" for path in SCRIPTS.glob("*.script.yaml")}
    names = {path.name for path in RECORDED}
    missing = sorted(story for story in stories if not any(name.startswith(story) for name in names))
    left_over = sorted(name for name in names if not any(name.startswith(story) for story in stories))
    advice = "record them anew: pytest tests/stories tests/samples --record-histories"
    if missing or left_over:
        pytest.fail(f"not recorded: {missing}; left over: {left_over}; {advice}")
    assert max(path.stat().st_size for path in RECORDED) < MOST_BYTES
