"""Conduct towards the staff, and who speaks to the customer how.

Part of the case (`domain/case.py`): JSON that only grows, what is personal under `personal`.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from domain.record import Personal, Record
from domain.words import ConductKind


class Reasoned(Record):
    """What was done with a flag or restriction, by whom and why. None of them is ever lost."""

    at: datetime
    by: str
    what: str
    reason: str


class ConductFlag(Record):
    """Conduct towards the staff: reported, then set for a time by somebody else, or dismissed."""

    id: str
    state: Literal["reported", "set", "lifted", "dismissed", "expired"] = "reported"
    kinds: list[ConductKind]
    reported_by: str
    set_by: str = ""
    recording: str = ""
    at: datetime
    review_on: date | None = None
    """The last local day on which it holds unless it is set anew."""
    remind_at: datetime | None = None
    ends_at: datetime | None = None
    reasons: list[Reasoned] = []
    set_round: int = 0
    """The round in which it was set; 0: never."""
    personal: Personal = None
    """facts, quotes."""


class Restriction(Record):
    """Who speaks to the customer and how, until a day; it ends by itself."""

    id: str
    state: Literal["active", "ended", "lifted"] = "active"
    channel: str = ""
    person: str = ""
    hours: str = ""
    two_people: bool = False
    no_visits: bool = False
    no_contact: bool = False
    until: date
    remind_at: datetime | None = None
    ends_at: datetime | None = None
    by: str
    at: datetime
    reasons: list[Reasoned] = []
    personal: Personal = None


class Demand(Record):
    """What a customer demands beyond what is owed: on record as a demand, and decided as one; never on the spot."""

    id: str
    contact: str
    at: datetime
    told_to: str
    """Who heard it."""
    promise: str = ""
    """The promise of an answer: the customer has been told by when they hear."""
    decided: Literal["", "declined", "met", "partly"] = ""
    decided_by: str = ""
    decided_at: datetime | None = None
    reason: str = ""
    personal: Personal = None
    """demand: in the customer's own words."""
