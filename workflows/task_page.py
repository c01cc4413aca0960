"""The page of a prevention task in the Temporal UI."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.task import Task
from messages.task_commands import TASK_COMMANDS, task_example


def next_of(task: Task) -> tuple[str, datetime | None]:
    """What the task waits for, and by when."""
    if task.state == "open":
        return f"{task.owner} does it and submits evidence", task.deadline.late_from if task.deadline else None
    if task.state == "in_review":
        return "quality reviews it", task.deadline.late_from if task.deadline else None
    for check in task.checks:
        if check.verdict is None:
            return f"quality records {check.name} from {check.due.isoformat()}", check.at
    return "nothing: the task is over", None


def page_of(task: Task) -> str:
    """Markdown: state, next act, checks, last acts, commands to paste."""
    return "\n".join(_lines(task))


def _lines(task: Task) -> Iterator[str]:
    what, due = next_of(task)
    zone = ZoneInfo(task.zone)
    yield f"## {task.title}"
    yield f"{task.kind} · {task.state} · owner {task.owner} · due {task.due:%a %Y-%m-%d} · from complaint {task.complaint}"
    if task.follows:
        yield f"Successor of {task.follows}, which proved ineffective."
    yield f"\n**Next: {what}**" + (f", by {due.astimezone(zone):%a %Y-%m-%d %H:%M %Z}" if due else "")
    if task.evidence:
        yield f"\nEvidence: {', '.join(task.evidence)}"
    if task.checks:
        yield "\n| check | due | verdict | why |"
        yield "|---|---|---|---|"
        for check in task.checks:
            yield f"| {check.name} | {check.due:%a %Y-%m-%d} | {check.verdict or 'open'} | {check.reason} |"
    yield "\n### Last acts\n"
    for entry in task.timeline[-8:]:
        yield f"- {entry.at.astimezone(zone):%a %Y-%m-%d %H:%M} {entry.by}: {entry.what}"
    yield "\n### Commands (Updates; paste the JSON and put in who you are)\n"
    for name, spec in TASK_COMMANDS.items():
        yield f"- **{name}** ({spec.title}): `{json.dumps(task_example(name), ensure_ascii=False)}`"
