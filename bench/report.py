"""The result as a table for people, or as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from statistics import median
from typing import Any

from bench.measuring import Measured, Run

RATES: dict[str, Callable[[Run], float]] = {
    "complaints per second": lambda run: run.complaints_per_second,
    "CPU ms per complaint, worker": lambda run: run.worker_cpu_ms,
    "CPU ms per complaint, server": lambda run: run.server_cpu_ms,
    "CPU ms per complaint, both": lambda run: run.cpu_ms,
}


def as_json(found: Measured) -> str:
    """Everything that was measured, every repetition."""
    sides: dict[str, Any] = {}
    for name, runs in found.runs.items():
        counted = found.histories[name]
        sides[name] = {
            "events": counted.events,
            "workflow_tasks": counted.workflow_tasks,
            "actions": counted.actions,
            "actions_by_kind": dict(sorted(counted.by_kind.items())),
            "history_bytes": counted.bytes,
            "worker_kib_per_open_complaint": round(found.memory_kib[name], 1),
            "runs": [vars(run) for run in runs],
        }
    ratios = {what: _paired(found, read) for what, read in RATES.items()}
    return json.dumps({"n": found.n, "sides": sides, "ratios": ratios}, indent=2)


def as_table(found: Measured) -> str:
    """The table in Markdown."""
    return "\n".join([*_exact(found), "", *_timed(found)])


def _exact(found: Measured) -> Iterator[str]:
    ours, theirs = found.histories["engine"], found.histories["by hand"]
    yield "| one complaint and its prevention task | engine | by hand | ratio |"
    yield "|---|---|---|---|"
    rows = [
        ("history events", ours.events, theirs.events),
        ("workflow tasks", ours.workflow_tasks, theirs.workflow_tasks),
        ("billable actions", ours.actions, theirs.actions),
        *((f"· {kind}", ours.by_kind[kind], theirs.by_kind[kind]) for kind in _kinds(found)),
        ("bytes of history", ours.bytes, theirs.bytes),
    ]
    for what, mine, yours in rows:
        yield f"| {what} | {mine:,} | {yours:,} | {mine / yours:.2f} |" if yours else f"| {what} | {mine:,} | 0 | – |"
    memory = found.memory_kib
    ratio = f"{memory['engine'] / memory['by hand']:.2f}" if memory["by hand"] > 0 else "–"
    yield f"| worker memory per open complaint, KiB | {memory['engine']:,.0f} | {memory['by hand']:,.0f} | {ratio} |"


def _kinds(found: Measured) -> list[str]:
    kinds = {kind for counted in found.histories.values() for kind, number in counted.by_kind.items() if number}
    return sorted(kinds, key=lambda kind: -found.histories["engine"].by_kind[kind])


def _timed(found: Measured) -> Iterator[str]:
    yield f"| {found.n} complaints, {len(found.runs['engine'])} pairs: median (min–max) | engine | by hand | ratio of pairs |"
    yield "|---|---|---|---|"
    for what, read in RATES.items():
        ours, theirs = ([read(run) for run in found.runs[name]] for name in ("engine", "by hand"))
        ratio = _paired(found, read)
        shown = f"{ratio['median']:.2f} ({ratio['min']:.2f}–{ratio['max']:.2f})"
        yield f"| {what} | {_spread(ours)} | {_spread(theirs)} | {shown} |"


def _spread(values: list[float]) -> str:
    return f"{median(values):.1f} ({min(values):.1f}–{max(values):.1f})"


def _paired(found: Measured, read: Callable[[Run], float]) -> dict[str, float]:
    """The engine's value over the yardstick's, each pair of runs for itself."""
    pairs = zip(found.runs["engine"], found.runs["by hand"], strict=True)
    ratios = [read(ours) / read(theirs) for ours, theirs in pairs if read(theirs)]
    if not ratios:  # runs so short that the clock of CPU time did not tick
        return {"median": 0.0, "min": 0.0, "max": 0.0}
    return {"median": median(ratios), "min": min(ratios), "max": max(ratios)}
