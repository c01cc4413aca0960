"""The facts of one prevention task: a measure with an owner, its review, and the checks whether it works. No personal data."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from domain.beside import Beside
from domain.record import Record
from domain.words import CauseSide, Measure, PreventionKind, Verdict

TaskState = Literal["open", "in_review", "done", "checked", "cancelled"]


class Check(Record):
    """One effectiveness check, some weeks after the measure took effect."""

    name: str
    due: date
    at: datetime
    """When it is asked for (next): first at the start of its due day, then every week."""
    verdict: Verdict | None = None
    recorded_by: str = ""
    recorded_at: datetime | None = None
    reason: str = ""
    evidence: list[str] = []
    reminded: bool = False


class Task(Beside):
    """One prevention task."""

    kind: PreventionKind
    title: str
    due: date
    cause: str = ""
    follows: str = ""
    measure: Measure | None = None
    addresses: CauseSide | None = None
    state: TaskState = "open"
    evidence: list[str] = []
    done_on: date | None = None
    submitted_by: str = ""
    reviewed_by: str = ""
    returned: int = 0
    """How often the review sent it back."""
    checks: list[Check] = []
    verdict: Verdict | None = None
    successor: str = ""
