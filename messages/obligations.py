"""Obligations beside a complaint on the wire: their start, their commands' arguments and outcome. No personal data at all."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import AwareDatetime

from domain.obligation import ObligationKind
from domain.parallel import ObligationState
from domain.record import Due
from domain.words import Locale
from messages.base import Message
from messages.commands.base import Code, Command, Judgement
from messages.decisions import PolicySnapshot


class ObligationStart(Message):
    """What an obligation starts with."""

    id: str
    """`<reference>-<duty>`; of a pack beside complaints the duty is `<pack>.<duty>`."""
    complaint: str
    kind: ObligationKind
    pack: str
    duty: str
    title: dict[str, str] = {}
    events: dict[str, datetime]
    """What the date is counted from: `first_employee_aware`, `received`."""
    facts: dict[str, Any] = {}
    owner: str = "lead"
    """Staff id, or a role."""
    category: str = ""
    severity: str = ""
    besides: list[str] = []
    """Staff ids of the people complained of."""
    opened_by: str
    at: datetime
    locale: Locale = "en"
    policy: PolicySnapshot | None = None
    """None: the activity that starts it puts in the pack as it is that day."""
    continue_after: int = 0


class RecordReport(Command):
    """Record that the authority has the report: its own number, or evidence by reference, or both."""

    done_at: AwareDatetime | None = None
    """When it was sent; the instant of the command when absent."""
    receipt: Code | None = None
    evidence: list[Code] = []


class NotReportable(Judgement):
    """Decide that nothing has to be reported. The decision is a record of its own."""


class ReclassifyObligation(Judgement):
    """Correct what the pack asks for. The date is counted anew from the same awareness and is never a later one."""

    facts: dict[str, Any]


class CorrectAwareness(Judgement):
    """Correct when the first word reached any employee. The date is counted anew from it."""

    aware_at: AwareDatetime
    evidence: list[Code] = []


class AssignObligation(Judgement):
    """Give it to another owner."""

    to: Code


class TakeOnObligation(Command):
    """Somebody at the new level has taken the escalation on."""


class NoteObligation(Judgement):
    """Leave a note: `reason` is its text."""


class SettleRecord(Judgement):
    """Record what became of a record whose last day to keep has passed. Nothing is erased by this."""

    outcome: Literal["erased", "kept"]
    """`kept`: on another ground, which `reason` names."""


class HoldRecord(Judgement):
    """Keep a record beyond its last day (a legal hold)."""


class ReleaseRecord(Judgement):
    """End a legal hold."""


class ObligationReceipt(Message):
    """The answer to a command on an obligation."""

    obligation: str
    command: str = ""
    argument: str = ""
    """Hash of the argument it is the answer to (`argument_hash`)."""
    state: ObligationState
    breached: bool
    due: Due | None = None
    """The last local day, or the instant."""
    next_action: str
    next_action_ja: str = ""
    """The same in Japanese."""
    next_due: datetime | None = None
    at: datetime


class ObligationOutcome(Message):
    """What the workflow returns."""

    obligation: str
    complaint: str
    pack: str
    duty: str
    state: ObligationState
    breached: bool
    receipt: str = ""
