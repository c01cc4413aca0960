"""List filters that staff use in the Temporal UI, with links for those that need today's date.

The server's query language has no `now()`, and no ORDER BY or GROUP BY on our attributes: a link carries the
date it was made on.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from pydantic import BaseModel

from domain.words import ENDED
from messages.ids import COMPLAINT_WORKFLOW, OBLIGATION_WORKFLOW, PREVENTION_WORKFLOW

_OPEN = "ComplaintStage NOT IN (" + ", ".join(f"'{stage}'" for stage in ENDED) + ")"


class Filter(BaseModel):
    """One filter: what it is for, and the query to paste or to follow."""

    name: str
    what: str
    query: str
    dated: bool = False
    """Whether it holds only for the day (or hour) it was made."""

    def link(self, ui: str, namespace: str) -> str:
        """The list in the Temporal UI at `ui`, filtered."""
        return f"{ui}/namespaces/{quote(namespace, safe='')}/workflows?query={quote(self.query, safe='')}"


def filters(now: datetime) -> list[Filter]:
    """All filters, for the instant `now`."""
    complaints = f"WorkflowType = '{COMPLAINT_WORKFLOW}'"
    stamp, day, week = (
        f"'{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}'" for at in (now, now + timedelta(1), now + timedelta(7))
    )

    def one(name: str, what: str, condition: str, dated: bool = False) -> Filter:
        return Filter(name=name, what=what, query=f"{complaints} AND {condition}", dated=dated)

    return [
        one("open", "everything that still owes the customer something", _OPEN),
        one("overdue", "the next date has passed", f"{_OPEN} AND ComplaintNextDue < {stamp}", True),
        one(
            "due-24h", "something is due within a day", f"{_OPEN} AND ComplaintNextDue BETWEEN {stamp} AND {day}", True
        ),
        one(
            "due-7d",
            "something is due within seven days",
            f"{_OPEN} AND ComplaintNextDue BETWEEN {stamp} AND {week}",
            True,
        ),
        one("breached", "a date we owed was missed: a deadline, or a promise of ours", "ComplaintBreached = true"),
        one("escalated", "with the lead or above", f"{_OPEN} AND ComplaintEscalation >= 1"),
        one("executive", "with the head of the desk or the executive", f"{_OPEN} AND ComplaintEscalation >= 2"),
        one("critical", "critical and open", f"{_OPEN} AND ComplaintSeverity = 'critical'"),
        one("unassigned", "nobody has it", f"{_OPEN} AND (ComplaintHandler IS NULL OR ComplaintHandler = '')"),
        one("no-complaint", "enquiries, requests, suggestions, praise", "ComplaintKind IS NOT NULL"),
        one("waiting", "waiting for the customer", "ComplaintStage = 'awaiting_customer'"),
        one("offered", "an offer lies with the customer", "ComplaintStage = 'remedy_offered'"),
        one("reopened", "in a second round or later", f"{_OPEN} AND ComplaintRound >= 2"),
        one(
            "ended-badly",
            "terminated or failed: see `owabi doctor`",
            "ExecutionStatus IN ('Terminated', 'Failed', 'TimedOut')",
        ),
        Filter(
            name="prevention",
            what="prevention tasks under way",
            query=f"WorkflowType = '{PREVENTION_WORKFLOW}' AND ExecutionStatus = 'Running'",
        ),
        Filter(
            name="obligations",
            what="reports owed to an authority, and records to be kept",
            query=f"WorkflowType = '{OBLIGATION_WORKFLOW}' AND ExecutionStatus = 'Running'",
        ),
        Filter(
            name="faults",
            what="workflows whose last task failed: a bug or a worker of the wrong version",
            query="TemporalReportedProblems IN ('category=WorkflowTaskFailed', 'category=WorkflowTaskTimedOut')",
        ),
    ]
