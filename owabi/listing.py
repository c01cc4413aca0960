"""Complaints as the server's lists have them (search attributes): for `owabi list` and the live table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel
from rich.table import Table
from temporalio.client import Client, WorkflowExecution

from domain import labels
from messages.ids import COMPLAINT_WORKFLOW
from policies.categories import Categories

ROOM_FOR_CATEGORY = 110
"""Columns of a terminal in which the category and its title have room beside the rest."""


class Row(BaseModel):
    """One complaint of a list."""

    reference: str
    stage: str = ""
    ground: str = ""
    """On which ground it was closed; empty: it was not."""
    severity: str = ""
    category: str = ""
    policy: str = ""
    handler: str = ""
    next_due: datetime | None = None
    level: int = 0
    round: int = 1
    breached: bool = False
    status: str = "RUNNING"
    """Temporal's own status; a stage is not a status."""
    workflow_id: str


def row_of(execution: WorkflowExecution) -> Row:
    """One entry of the server's list."""
    found: dict[str, Any] = {pair.key.name: pair.value for pair in execution.typed_search_attributes}
    return Row(
        reference=execution.id.removeprefix("complaint-"),
        stage=found.get("ComplaintStage", ""),
        ground=found.get("ComplaintGround", ""),
        severity=found.get("ComplaintSeverity", ""),
        category=found.get("ComplaintCategory", ""),
        policy=found.get("ComplaintPolicy", ""),
        handler=found.get("ComplaintHandler", ""),
        next_due=found.get("ComplaintNextDue"),
        level=found.get("ComplaintEscalation", 0),
        round=found.get("ComplaintRound", 1),
        breached=found.get("ComplaintBreached", False),
        status=execution.status.name if execution.status else "",
        workflow_id=execution.id,
    )


async def rows(
    client: Client, condition: str = "", limit: int = 200, *, workflow: str = COMPLAINT_WORKFLOW
) -> list[Row]:
    """Complaints (or what `workflow` names) that meet `condition`, the next date first.

    Args:
        client: a client of their namespace.
        condition: in the server's query language; empty for all.
        limit: at most so many are read.
        workflow: another type of workflow.
    """
    # A filing that was refused leaves a failed execution and no complaint.
    query = f"WorkflowType = '{workflow}' AND ExecutionStatus != 'Failed'"
    query += f" AND ({condition})" if condition else ""
    found = [row_of(one) async for one in client.list_workflows(query, limit=limit)]
    # One complaint may have several runs (continued as new, reset): the list shows its newest.
    newest: dict[str, Row] = {}
    for row in found:
        if row.reference not in newest or row.status == "RUNNING":
            newest[row.reference] = row
    return sorted(newest.values(), key=lambda row: (row.next_due or datetime.max.replace(tzinfo=UTC), row.reference))


async def count(client: Client, condition: str = "") -> int:
    """How many complaints meet `condition`."""
    query = f"WorkflowType = '{COMPLAINT_WORKFLOW}'" + (f" AND ({condition})" if condition else "")
    return (await client.count_workflows(query)).count


def table_of(
    found: Sequence[Row], title: str = "", now: datetime | None = None, known: Categories | None = None
) -> Table:
    """The rows for people. Late ones are red by `now`, the door's clock: a workflow's stands still between events.

    `known`: the firm's list of categories; without it what they are about is left out.
    """
    table = Table(title=title or None, title_justify="left", box=None, padding=(0, 1, 0, 0))
    # Code and Japanese stand side by side, and one below the other where the terminal is narrow.
    table.add_column("reference", no_wrap=True, overflow="ellipsis")
    table.add_column("stage")
    if known:
        table.add_column("category", overflow="fold")
    table.add_column("severity")
    for heading in ("handler", "late from (UTC)", "level"):
        table.add_column(heading, no_wrap=True, overflow="ellipsis")
    for row in found:
        late = bool(now and row.next_due and row.next_due < now)
        due = f"{row.next_due.astimezone(UTC):%Y-%m-%d %H:%M}" if row.next_due else "–"
        style = "red" if late else ("yellow" if row.breached else "")
        stage, severity = _stage(row), labels.both(row.severity, labels.SEVERITIES)
        about = [f"{row.category} {known.titles(row.category).get('ja', '')}".strip()] if known else []
        cells = (row.reference, stage, *about, severity, row.handler or "nobody", due, str(row.level))
        table.add_row(*cells, style=style)
    return table


def _stage(row: Row) -> str:
    """The stage with, once it is closed, the ground."""
    ground = f", {labels.both(row.ground, labels.GROUNDS)}" if row.ground else ""
    return f"{labels.both(row.stage, labels.STAGES) or '–'}{ground}"


def line_of(row: Row) -> str:
    """One row as a plain line, for logs and pipes."""
    due = f"{row.next_due.astimezone(UTC):%Y-%m-%dT%H:%MZ}" if row.next_due else "-"
    who, stage = row.handler or "-", f"{row.stage}, {row.ground}" if row.ground else row.stage or "-"
    return f"{row.reference}  {stage}  {row.severity or '-'}  {who}  late from {due}  level {row.level}"
