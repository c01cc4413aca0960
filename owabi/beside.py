"""A prevention task or an obligation at a terminal: what it is, what it waits for, what happened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Console

from domain import labels
from messages.ids import prevention_id
from messages.japanese import in_japanese
from owabi.story_lines import due_of

_NEWEST = 12
"""Acts of the timeline shown; `--json` has all."""


def show_beside(out: Console, workflow_id: str, view: dict[str, Any]) -> None:
    """Print the view of a task or an obligation, every instant in its own zone."""
    for line in _lines(workflow_id, view):
        clean = "".join(character if character.isprintable() else " " for character in line)
        out.print(clean, markup=False, highlight=False, soft_wrap=True)


def state_of(workflow_id: str, view: dict[str, Any]) -> str:
    """How far it is, in both languages."""
    if workflow_id.startswith(prevention_id("")):
        return labels.both(view.get("state"), labels.TASK_STATES)
    return labels.both(view.get("state"), labels.OBLIGATION_STATES)


def _lines(workflow_id: str, view: dict[str, Any]) -> Iterator[str]:
    deadline = next(iter(view.get("deadlines") or []), view.get("deadline") or {})
    late = ", broken" if deadline.get("state") == "breached" else ""
    yield f"{workflow_id}  {state_of(workflow_id, view)}{late}"
    title = view.get("title")
    yield f"  {' · '.join(title.values()) if isinstance(title, dict) else title}"
    yield f"  owner {view.get('owner')} · from complaint {view.get('complaint')} · {view.get('zone')}"
    if deadline:
        yield f"  {deadline.get('why') or ''} ({deadline.get('state')})"
    if view.get("next_action"):
        yield f"  next: {view['next_action']}"
    if view.get("next_action_ja"):
        yield f"  次の対応: {view['next_action_ja']}"
    for problem in view.get("problems") or []:
        if not problem.get("resolved_at"):
            yield f"  problem, for {problem.get('owner')}: {problem.get('what')}: {problem.get('do')}"
            if said := in_japanese(str(problem.get("what", "")), str(problem.get("do", ""))):
                yield f"  {said}"
    yield "What happened"
    for act in (view.get("timeline") or [])[-_NEWEST:]:
        at = datetime.fromisoformat(act["at"]).astimezone(ZoneInfo(view["zone"]))
        yield f"  {due_of(at)}  {act.get('by')}  {act.get('what')}"
