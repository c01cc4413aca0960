"""Histories of the stories and of the samples' courses, as files that test_replay.py replays.

Recorded with `pytest tests/stories tests/samples --record-histories`.
"""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path
from typing import Any

from temporalio.client import WorkflowHandle, WorkflowHistory

from tests.desk import Desk

HISTORIES = Path(__file__).parent / "histories"
MOST_BYTES = 600_000
"""No file is larger: the longest is a sample's whole course, some months of a grave complaint."""
_WORKERS_OWN_QUEUE = re.compile(r"^\d+@.+-(?=[0-9a-f]{32}$)")
"""Process and machine, in the name of the queue that a worker keeps for itself."""


async def record(desk: Desk, story: str) -> None:
    """Keep the story's longest complaint, and its longest prevention task and obligation, if it has one."""
    complaints = [desk.handle(reference) for reference in dict.fromkeys(desk.filed)]
    views = [await desk.view(reference) for reference in dict.fromkeys(desk.filed)]
    tasks = [desk.task(task["id"]) for view in views for task in view.get("prevention", [])]
    beside = [desk.obligation(one["id"]) for view in views for one in view.get("obligations", [])]
    HISTORIES.mkdir(exist_ok=True)
    for kind, handles in (("complaint", complaints), ("task", tasks), ("obligation", beside)):
        if handles:
            text = max([await _history(handle) for handle in handles], key=len)
            assert len(text) < MOST_BYTES, f"{story}: {len(text)} bytes of history"
            (HISTORIES / f"{_file_name(story)}.{kind}.json").write_text(text, encoding="utf-8")


def load(path: Path) -> WorkflowHistory:
    """A recorded history."""
    text = json.loads(path.read_text(encoding="utf-8"))
    return WorkflowHistory.from_json(text["workflow_id"], text["history"])


async def _history(handle: WorkflowHandle[Any, Any]) -> str:
    history = json.loads((await handle.fetch_history()).to_json())
    whole = {"workflow_id": handle.id, "history": _without_traces(history)}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")) + "\n"


def _file_name(story: str) -> str:
    return re.sub(r"[^A-Za-z0-9_.-]+", "-", story)[:180].rstrip("-")


def _without_traces(part: Any) -> Any:
    """Without what tells of the machine that recorded: who worked on it, and stack traces."""
    if isinstance(part, list):
        return [_without_traces(one) for one in part]
    if isinstance(part, str):
        return _WORKERS_OWN_QUEUE.sub("worker-", part)
    if not isinstance(part, dict):
        return part
    kept = {key: _without_traces(value) for key, value in part.items() if key not in ("stackTrace", "identity")}
    if "encodedAttributes" in kept:
        attributes = json.loads(base64.b64decode(kept["encodedAttributes"]["data"]))
        attributes["stack_trace"] = ""
        kept["encodedAttributes"]["data"] = base64.b64encode(json.dumps(attributes).encode()).decode()
    return kept
