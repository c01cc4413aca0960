"""What a policy pack may say: the strict shape of `packs/*.yaml` and `calendars/*.yaml`. Every value says why."""

from __future__ import annotations

from datetime import date, time
from typing import Annotated, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field, model_validator

from domain.words import DutyLevel, Role
from policies.rulefile import Rule, Texts

FIRM = "firm"
"""In place of a zone or a calendar: the firm's own, from its settings."""


def _zone(name: str) -> str:
    if name != FIRM and name not in available_timezones():
        raise ValueError("is not an IANA time zone such as Asia/Tokyo")
    return name


Zone = Annotated[str, AfterValidator(_zone)]
Event = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
"""Something that happens to a complaint: `received`, `item_received`, `closed`, `task_done`, …"""
Fact = bool | int | str
Money = dict[Annotated[str, Field(pattern=r"^[A-Z]{3}$")], Annotated[int, Field(ge=0)]]
"""Currency (ISO 4217) → amount in whole units of it."""


class Sourced(Rule):
    """A value with the reason why it is so: a law, a standard, or the firm's own choice."""

    source: str = Field(min_length=1)


class Period(Rule):
    """A length of time in days; the day of the anchor is not counted, and the last day counts to its end."""

    n: int = Field(ge=1, le=3_650)
    unit: Literal["business_days", "calendar_days"]


class Span(Sourced):
    """A period and the event from which it runs."""

    anchor: Event
    period: Period


class Otherwise(Span):
    """Another span in place of the first, where these facts hold and its anchor has happened."""

    when: dict[str, Fact] = Field(min_length=1)


class Duty(Span):
    """Something owed to the customer (or to ourselves, for prevention) by a day."""

    level: DutyLevel
    repeats: bool = False
    """Owed again and again while the complaint is open: the next one counts from the event `<duty>_sent`."""
    when: dict[str, Fact] = Field(default_factory=dict)
    """Owed only where these facts hold."""
    instead: Otherwise | None = None
    inherit: bool = False
    """Packs that extend this one owe it too; other duties are each pack's own."""
    of: str = ""
    """Id of the pack that says so; filled in by the reader."""


class Wait(Sourced):
    """A period of the procedure itself: when to remind, when an offer lapses, when a window closes."""

    anchor: list[Event] = Field(min_length=1)
    """The events that start it; the latest counts."""
    period: Period


class Hours(Sourced):
    """When the desk is open on business days (local time)."""

    opens: time
    closes: time


class CutOff(Sourced):
    """What comes in after this time of a business day, or on a closed day, counts as come in on the next one."""

    at: time
    anchors: list[Event] = Field(min_length=1)
    """The events it applies to."""


class Rung(Sourced):
    """One rung of the ladder: at that moment of a duty's time these people are told and the level rises."""

    at: str = Field(pattern=r"^([1-9][0-9]?%|breach)$")
    """A share of the time between anchor and deadline, such as `75%`, or `breach`."""
    tell: list[Role] = Field(min_length=1)
    raise_to: int | None = Field(default=None, ge=1, le=3)


class Authority(Sourced):
    """Up to what amount a role may release a remedy alone; above the manager's, several managers together."""

    handler: Money
    lead: Money
    manager: Money
    managers_above: int = Field(ge=2)
    """How many different managers it takes above the manager's limit."""


class OfferRounds(Sourced):
    """How often an offer may be followed by another, and who takes over when it was turned down."""

    most: int = Field(ge=1)
    raise_to: list[Annotated[int, Field(ge=1, le=3)]]
    """The escalation level after the first, second … offer turned down or lapsed; the last one stays."""


class Reopen(Sourced):
    """When a closed complaint may be opened again, and how often. Later contact becomes a linked complaint."""

    within: str
    """The wait that ends the window."""
    max_rounds: int = Field(ge=1)
    """Rounds in all, the first included."""


class Pack(Rule):
    """A policy pack, complete (what it extends filled in)."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]{1,60}$")
    version: str = Field(min_length=1)
    title: Texts
    extends: str | None = None
    zone: Zone
    calendar: str
    hours: Hours
    cut_off: CutOff | None = None
    duties: dict[Event, Duty] = Field(min_length=1)
    waits: dict[Event, Wait]
    ladder: list[Rung] = Field(min_length=1)
    authority: Authority
    offer_rounds: OfferRounds
    reopen: Reopen

    @model_validator(mode="after")
    def _hangs_together(self) -> Pack:
        if self.reopen.within not in self.waits:
            raise ValueError(f"reopen.within names {self.reopen.within!r}, which is none of the waits")
        if clash := sorted(self.duties.keys() & self.waits.keys()):
            raise ValueError(f"{clash[0]!r} is both a duty and a wait")
        return self


Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class CalendarFile(Rule):
    """The days that are closed in one place beside Saturdays and Sundays."""

    title: str
    source: str
    version: str = ""
    """The day on which the file's days last changed, as ISO text; empty for one written by hand."""
    zone: Zone
    from_: date = Field(alias="from")
    until: date
    """First and last day the file knows about."""
    weekdays: list[Weekday] = ["mon", "tue", "wed", "thu", "fri"]
    """The days of the week that can be business days."""
    closed: dict[date, str]
    """Day → its name, in English where the source has one."""
    names: dict[str, str] = Field(default_factory=dict)
    """English name → Japanese name, for sentences in Japanese."""
