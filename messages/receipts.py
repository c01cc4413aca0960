"""What the doors get back."""

from __future__ import annotations

from datetime import datetime

from domain.record import Due
from domain.words import ClosingGround, DutyLevel, Stage
from messages.base import Message


class Promised(Message):
    """One date of the timetable."""

    duty: str
    level: DutyLevel
    due: Due
    late_from: datetime


class Received(Message):
    """The answer to a filing: given as soon as the policy's decision is recorded, never waiting for a letter."""

    reference: str
    stage: Stage
    round: int = 1
    timetable: list[Promised]
    overdue_at_filing: list[str] = []


class DateMoved(Message):
    """A date that a command moved."""

    duty: str
    before: Due
    after: Due


class CommandReceipt(Message):
    """The answer to a command: the consequences are decided and recorded (under 1 kB)."""

    reference: str
    command: str
    argument: str = ""
    """Hash of the argument it is the answer to (`argument_hash`)."""
    stage: Stage
    round: int
    level: int
    next_action: str
    next_action_ja: str = ""
    """The same in Japanese."""
    next_owner: str
    next_due: datetime | None = None
    """The first late instant of the first date ahead."""
    next_duty: str = ""
    """What that date is for (a duty, or a wait of the procedure); not always the next action."""
    next_day: Due | None = None
    """The same date as people say it: the last day, or the instant."""
    effects: list[str] = []
    """Ids of the effects it set going."""
    moved: list[DateMoved] = []
    """The dates it moved, where that is what it is for."""
    hints: list[str] = []
    """What could be said better in what was written to the customer."""
    revision: int
    at: datetime


class ComplaintOutcome(Message):
    """What the workflow returns when the case has settled."""

    reference: str
    stage: Stage
    closing_ground: ClosingGround | None = None
    rounds: int
    opened_at: datetime
    closed_at: datetime | None = None
    settled_at: datetime
    breached: list[str] = []
    """Duties whose deadline was missed."""
    promises_broken: int = 0
    """How many promises of ours were broken, in any round."""
    causes: list[str] = []
    remedies: list[str] = []
    prevention: list[str] = []
