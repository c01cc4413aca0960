"""What a policy pack may say: the strict shape of `packs/*.yaml` and `calendars/*.yaml`. Every value says why."""

from __future__ import annotations

from datetime import date, time
from functools import cache
from typing import Annotated, Any, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from policies.duty import Duty, Sourced
from policies.ladder import Rung
from policies.period import Event, Moratorium, Period
from policies.rulefile import Rule, Texts

FIRM = "firm"
"""In place of a zone or a calendar: the firm's own, from its settings."""
OF_CALENDAR = "calendar"
"""In place of a zone: the calendar's."""
MUST_BE_NAMED = "must_be_named"
"""In place of a calendar: there is none to fall back on."""


_zones = cache(available_timezones)  # it reads the whole zone database each time


def _zone(name: str) -> str:
    if name not in (FIRM, OF_CALENDAR) and name not in _zones():
        raise ValueError("is not an IANA time zone such as Asia/Tokyo")
    return name


Zone = Annotated[str, AfterValidator(_zone)]
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Money = dict[Annotated[str, Field(pattern=r"^[A-Z]{3}$")], Annotated[int, Field(ge=0)]]
"""Currency (ISO 4217) → amount in whole units of it."""


class FactRule(Rule):
    """What a fact may be; anything else is refused."""

    title: Texts
    one_of: list[str] = Field(default_factory=list)
    between: tuple[int, int] | None = None
    """Neither: it is true or false."""


class Expected(Sourced):
    """A change that is announced and does not bind yet."""

    what: str
    effective_from: date | None = None
    """None: the date is not known."""


class Contract(Sourced):
    """What a letter of a kind has to contain; without it it is not sent."""

    must: list[str] = Field(min_length=1)
    effective_from: date | None = None
    """For letters sent from that day on."""


class Stages(Sourced):
    """How often the customer may have the decision looked at again inside the firm."""

    most: int = Field(ge=1)
    different_decider: bool = True


class Wait(Sourced):
    """A period of the procedure itself: when to remind, when an offer lapses, when a window closes."""

    anchor: list[Event] = Field(min_length=1)
    """The events that start it; the latest counts."""
    period: Period


def _in_quotes(value: Any) -> Any:
    # Without quotes YAML reads 17:30 as the number 1050, and a number would pass for seconds after midnight.
    if isinstance(value, str | time):
        return value
    raise ValueError('must be a time of day in quotes, such as "17:30"')


TimeOfDay = Annotated[time, BeforeValidator(_in_quotes)]


class Hours(Sourced):
    """When the desk is open on business days (local time)."""

    opens: TimeOfDay
    closes: TimeOfDay

    @model_validator(mode="after")
    def _opens_first(self) -> Hours:
        if self.closes <= self.opens:
            raise ValueError(f"opens at {self.opens:%H:%M} and closes at {self.closes:%H:%M}: it has to open first")
        return self

    def week(self) -> dict[str, list[tuple[str, str]]]:
        """The same as `WorkingTime` takes it; closed days are the calendar's business."""
        shift = (f"{self.opens:%H:%M}", f"{self.closes:%H:%M}")
        return {day: [shift] for day in WEEKDAYS}


class CutOff(Sourced):
    """What comes in after this time of a business day counts as come in on the next one; a closed day stays as it is."""

    at: TimeOfDay
    anchors: list[Event] = Field(min_length=1)
    """The events it applies to."""


class Authority(Sourced):
    """Up to what amount a role may release a remedy alone; above the manager's, several managers together."""

    handler: Money
    lead: Money
    manager: Money
    managers_above: int = Field(ge=2)
    """How many different managers it takes above the manager's limit."""


class Conduct(Sourced):
    """How the staff are protected."""

    review_within: int = Field(ge=1, le=366, strict=True)
    """Calendar days: how far ahead a conduct flag or a restriction of contact may last before it is looked at again."""


class OfferRounds(Sourced):
    """How often an offer may be followed by another, and who takes over when it was turned down."""

    most: int = Field(ge=1)
    raise_to: list[Annotated[int, Field(ge=1, le=3)]]
    """The escalation level after the first, second … offer turned down or lapsed; the last one stays."""


class Reopen(Sourced):
    """When a closed complaint may be opened again, and how often. Later contact becomes a linked complaint."""

    within: str
    """The wait that ends the window."""
    limits: Literal["restart", "run_on"] = "restart"
    """Whether limits of law and codes begin anew, as with a new receipt, or run on from the first one."""
    max_rounds: int = Field(ge=1)
    """Rounds in all, the first included."""


class Pack(Rule):
    """A policy pack, complete (what it extends filled in)."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]{1,60}$")
    version: str = Field(min_length=1)
    title: Texts
    kind: Literal["complaint", "parallel"] = "complaint"
    """`parallel`: an obligation of its own beside a complaint, which closing the complaint never closes."""
    extends: str | None = None
    zone: Zone
    calendar: str
    calendars: list[str] = Field(default_factory=list)
    """Which calendars may be named instead, as ids or beginnings (`AU-`); empty: any."""
    hours: Hours
    cut_off: CutOff | None = None
    closures: dict[date, str] = Field(default_factory=dict)
    """Days on which the desk is closed beside the calendar's, each with its name."""
    facts: dict[Event, FactRule] = Field(default_factory=dict)
    """The facts the pack asks for; others are not looked at."""
    replaces: dict[Event, Event] = Field(default_factory=dict)
    """Event → the one that takes its place for every duty once it has happened (a forwarded complaint)."""
    moratoria: list[Moratorium] = Field(default_factory=list)
    letters: dict[str, list[Contract]] = Field(default_factory=dict)
    """Kind of letter → what it has to contain."""
    stages: Stages | None = None
    expected: list[Expected] = Field(default_factory=list)
    """Announced changes that do not bind yet."""
    duties: dict[Event, Duty] = Field(min_length=1)
    waits: dict[Event, Wait]
    ladder: list[Rung] = Field(min_length=1)
    authority: Authority
    conduct: Conduct | None = None
    offer_rounds: OfferRounds
    reopen: Reopen

    @model_validator(mode="after")
    def _hangs_together(self) -> Pack:
        if self.reopen.within not in self.waits:
            raise ValueError(f"reopen.within names {self.reopen.within!r}, which is none of the waits")
        if clash := sorted(self.duties.keys() & self.waits.keys()):
            raise ValueError(f"{clash[0]!r} is both a duty and a wait")
        for name, duty in self.duties.items():
            if duty.by_letter and not ({name, *duty.met_by} & {"acknowledge", "acknowledged"}):
                raise ValueError(f"{name} says `by_letter`, which is for the duty that an acknowledgement meets")
        return self


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
