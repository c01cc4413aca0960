"""Prevention tasks on the wire: their start, their commands' arguments, their view and outcome. No personal data at all."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from domain.words import CauseSide, Measure, PreventionKind, Verdict
from messages.base import Message
from messages.commands.base import By, Code, Command, Judgement, Line
from messages.decisions import PolicySnapshot


class TaskStart(Message):
    """What a prevention task starts with."""

    task_id: str
    complaint: str
    """Reference of the complaint it came from."""
    kind: PreventionKind
    owner: str
    due: date
    title: str
    cause: str = ""
    category: str = ""
    severity: str = ""
    follows: str = ""
    """The ineffective task whose successor this is."""
    measure: Measure | None = None
    """How strong it is; None: nobody has said."""
    addresses: CauseSide | None = None
    """Which side of the cause it answers."""
    opened_by: str
    at: datetime
    zone: str
    locale: Literal["ja", "en"] = "en"
    policy: PolicySnapshot
    continue_after: int = 0


class SubmitEvidence(Command):
    """The owner says it is done and shows it. `evidence` lists documents by reference."""

    evidence: list[Code]
    done_on: date | None = None
    """The local day it took effect; today when absent."""


class ReviewTask(Command):
    """The quality role's review of what was submitted."""

    verdict: Literal["done", "returned"]
    reason: Line | None = None
    """Needed to return it, and to accept a measure that is training or a reminder only."""


class RecordEffectiveness(Command):
    """The result of an effectiveness check. `evidence` lists what it rests on."""

    verdict: Verdict
    reason: Line
    evidence: list[Code] = []
    title: Line | None = None
    """Of what proved ineffective: the measure that takes its place, where it is known already, no names."""


class ReassignTask(Judgement):
    """Give the task to another owner."""

    to: Code


class MoveTask(Judgement):
    """Move the due date."""

    due: date


class CancelTask(Judgement):
    """Cancel the task."""


class TaskReceipt(Message):
    """The answer to a command on a task."""

    task_id: str
    command: str = ""
    argument: str = ""
    """Hash of the argument it is the answer to (`argument_hash`)."""
    state: str
    next_action: str
    next_action_ja: str = ""
    """The same in Japanese."""
    next_due: datetime | None = None
    at: datetime


class TaskOutcome(Message):
    """What the workflow returns."""

    task_id: str
    complaint: str
    state: str
    verdict: Verdict | None = None
    successor: str = ""


__all__ = [
    "By",
    "CancelTask",
    "MoveTask",
    "ReassignTask",
    "RecordEffectiveness",
    "ReviewTask",
    "SubmitEvidence",
    "TaskOutcome",
    "TaskReceipt",
    "TaskStart",
]
