"""The page of a prevention task in the Temporal UI (why lists and no tables: details.py)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from domain import labels
from domain.labels import both
from domain.task import Task
from messages.task_commands import TASK_COMMANDS, TASKS
from workflows.commands_shown import HOW_TO_ACT
from workflows.dates_shown import short_instant
from workflows.next_beside import Next, problem_first
from workflows.problems_shown import problem_lines

COMMANDS_IN = {
    "open": ("submit_evidence", "move_due", "reassign", "cancel_task"),
    "in_review": ("review", "move_due", "reassign", "cancel_task"),
    "done": ("record_effectiveness", "reassign", "cancel_task"),
    "checked": (),
    "cancelled": (),
}
"""What can be done in each state, the next act first (workflows/procedure/task.py refuses the rest)."""


def next_of(task: Task) -> Next:
    """What the task waits for, and by when."""
    return problem_first(task, _asked(task))


def _asked(task: Task) -> Next:
    due = task.deadline.late_from if task.deadline else None
    if task.state == "open":
        return Next(f"{task.owner} does it and submits evidence", task.owner, due)
    if task.state == "in_review":
        return Next("quality reviews it", "quality", due)
    for check in task.checks:
        if check.verdict is None:
            return Next(f"quality records {check.name} from {check.due.isoformat()}", "quality", check.at)
    return Next("nothing: the task is over", task.owner, None)


def view_of(task: Task) -> dict[str, Any]:
    """The task as JSON, with what it waits for."""
    coming = next_of(task)
    return {
        **task.model_dump(mode="json", exclude={"notices"}),
        "next_action": coming.what,
        "next_action_ja": coming.ja,
        "next_owner": coming.owner,
        "next_due": coming.due.isoformat() if coming.due else None,
    }


def page_of(task: Task) -> str:
    """Markdown: measure, next act, where it comes from, checks, last acts, commands to paste."""
    return "\n".join(_lines(task))


def _lines(task: Task) -> Iterator[str]:
    coming, state = next_of(task), labels.TASK_STATES[task.state]
    yield f"## {state.en} · {state.ja}"
    yield f"\n**{task.title}**"
    late = " (overdue)" if task.deadline is not None and task.deadline.state == "breached" else ""
    due = f", due {task.due:%a %Y-%m-%d}{late}" if task.state in ("open", "in_review") else ""
    yield f"\n**Next: {coming.what}**{due}"
    yield f"\n**次の対応: {coming.ja}**"
    yield from problem_lines(task)
    yield f"\n{task.kind} · owner **{task.owner}** · from complaint-{task.complaint} · cause {task.cause or 'not named'}"
    if task.measure or task.addresses:
        known = (both(task.measure, labels.MEASURES), both(task.addresses, labels.CAUSE_SIDES))
        yield f"\nMeasure: {' · '.join(filter(None, known))}"
    if task.follows:
        yield f"\nSuccessor of prevention-{task.follows}, which proved ineffective: a stronger measure is asked for."
    if task.successor:
        yield f"\n> ⚠ It proved ineffective. Successor: prevention-{task.successor}"
    if task.returned:
        yield f"\nReturned by quality {task.returned} time{'s' if task.returned > 1 else ''}; the reason is below."
    if task.evidence:
        yield f"\nEvidence: {', '.join(task.evidence)} (submitted by {task.submitted_by})"
    yield from _checks(task)
    yield f"\n### Last acts\n\nTimes in {task.zone}.\n"
    for entry in reversed(task.timeline[-8:]):
        yield f"- {short_instant(entry.at, task.zone)} **{entry.by}**: {entry.what}"
    yield from _commands(task)


def _checks(task: Task) -> Iterator[str]:
    if not task.checks:
        return
    yield "\n### Does it work?\n"
    for check in task.checks:
        mark = {"effective": "✓", "ineffective": "✗", "inconclusive": "?"}.get(check.verdict or "", "○")
        found = f"**{check.verdict}**: {check.reason} ({check.recorded_by})" if check.verdict else "open"
        yield f"- {mark} {check.name} {check.due:%a %Y-%m-%d}: {found}"


def _commands(task: Task) -> Iterator[str]:
    names = COMMANDS_IN[task.state]
    if not names:
        return
    yield f"\n### Commands\n\n{HOW_TO_ACT}\n"
    for name in names:
        spec = TASK_COMMANDS[name]
        yield f"- **{name}** {spec.title} · {spec.title_ja} ({labels.roles(spec.roles)})"
        yield f"  `{json.dumps(TASKS.example(name), ensure_ascii=False)}`"
