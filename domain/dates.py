"""The dates of a complaint: what is owed, what opens or ends by time alone, what is promised, what the procedure waits for.

Part of the case (`domain/case.py`): JSON that only grows, what is personal under `personal`.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from domain.record import Due, Personal, Record
from domain.words import DeadlineState, DutyLevel, PromiseKind, Substance


class Deadline(Record):
    """One duty's date in one round. `breached` is for ever; `met_at` may still follow it."""

    duty: str
    title_ja: str = ""
    """What the pack calls the duty in Japanese, for staff; empty where it has no title."""
    level: DutyLevel
    round: int
    state: DeadlineState = "running"
    due: Due
    late_from: datetime
    warn_at: datetime | None = None
    warnings: dict[str, datetime] = {}
    """Later rungs before the breach: share (`90%`) or time left (`1_business_days_left`) → instant."""
    anchor_event: str
    anchor_at: datetime
    certificate_id: str = ""
    why: str = ""
    met_at: datetime | None = None
    extended: bool = False
    """Given more time once; there is no second time."""
    shortened: bool = False
    """A rung of the ladder brought it forward: counted anew it would be longer again."""
    apologised_in: str = ""
    """Of a day that a letter named for the answer: the effect id of the letter that said sorry that it was broken."""
    told_at: datetime | None = None
    """When the customer was told of that."""
    extension_days: int = 0
    """How many days it was, in the unit of the pack's rule."""
    cap_lifted_by: str = ""
    """Who lifted the rule's cap for it, by id."""
    fired: list[str] = []
    """Rungs of the ladder that have fired (`warning`, `90%`, `breach`): each once."""


class Right(Record):
    """A day that nobody can miss: a right that opens by time alone (gate), the last day of a step (window) or of a record."""

    duty: str
    kind: Literal["window", "retention", "gate"]
    level: DutyLevel
    round: int
    day: date
    """Local day: of a gate the first on which it is open, otherwise the last."""
    at: datetime
    """The instant at which that changes: the start of a gate's day, the end of the others'."""
    come: bool = False
    """Whether that instant has come and is on the timeline."""
    anchor_event: str = ""
    anchor_at: datetime | None = None
    """From what it is counted; a gate has no anchor of its own."""
    certificate_id: str = ""
    why: str = ""


class Fired(Record):
    """A rung of the ladder that stands on substance and has fired: once in a round."""

    rung: Substance
    round: int
    at: datetime


class Pause(Record):
    """A time in which the firm's own targets stand still; statutory clocks run on."""

    since: datetime
    until: datetime | None = None
    reason: str
    by: str
    round: int


class Wait(Record):
    """A date of the procedure itself: when to remind, when an offer lapses, when the reopening window ends."""

    name: str
    about: str = ""
    """What it belongs to (question `Q1`, offer `O1`, …)."""
    at: datetime
    due: Due
    """The last day (or instant) as people are told it."""


class MovedPromise(Record):
    """A day or window that a promise had before it was moved."""

    due: Due
    at: datetime
    by: str
    reason: str


class Promise(Record):
    """Something a person has said will happen. `broken` is for ever; `kept_at` may still follow it."""

    id: str
    what: PromiseKind | Literal["remedy"]
    to: str = ""
    """Code of the outside body it is owed to; empty: the customer."""
    part: str = ""
    """Of a remedy: offer and number of the part (`O1/2`); its receipt keeps it."""
    about: str = ""
    """Of a remedy: what the part is (`refund 20.00 GBP`)."""
    medium: str = ""
    state: Literal["open", "kept", "broken", "not_reached", "released"] = "open"
    since: datetime | None = None
    """The beginning of the window, where there is one."""
    due: Due
    late_from: datetime
    remind_at: datetime
    reminded: bool = False
    owner: str
    deputy: str = ""
    made_by: str
    made_at: datetime
    kept_at: datetime | None = None
    tries: list[datetime] = []
    """When the customer was tried in vain."""
    moves: list[MovedPromise] = []
    first_word: bool = False
    """The first word of whoever took the case over; who takes it over next takes it along."""
    raises_to: int = 0
    """The level to which the case rises where it is broken: the call-back to a customer who asked for somebody higher."""
    apologised_in: str = ""
    """Effect id of the letter that said sorry for it."""
    round: int
    personal: Personal = None
