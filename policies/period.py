"""What a pack may say about lengths of time: unit, counting, what happens at the end, what moves it.

Units are never mixed: a period has exactly one, and only `earliest` and `latest` put periods of different units side by
side, by their results on the timeline.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from domain.words import Role
from policies.rulefile import Rule

Event = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
"""Something that happens to a complaint: `received`, `item_received`, `closed`, `task_done`, …"""
Fact = bool | int | str
Facts = dict[str, Fact]
DayUnit = Literal["calendar_days", "business_days", "weeks"]
Unit = Literal[
    "calendar_days",
    "business_days",
    "weeks",
    "months",
    "years",
    "billing_cycles",
    "seconds",
    "minutes",
    "elapsed_hours",
    "hours_excluding_closed",
    "business_hours",
]
End = Literal["as_it_falls", "roll_forward", "next_business_day"]
"""`roll_forward`: a closed last day gives way to the next business day; `next_business_day`: any does, to the one after."""
CLOCKS: dict[str, int] = {
    "seconds": 1,
    "minutes": 60,
    "elapsed_hours": 3600,
    "hours_excluding_closed": 3600,
    "business_hours": 3600,
}
"""Seconds in one of each unit that is counted in real time and ends at an instant."""


class Period(Rule):
    """A length of time.

    Days, weeks, months, years and billing cycles end with a local day; seconds to hours end at an instant. `hours_excluding_closed`
    run from 00:00 to 24:00 of business days, `business_hours` while the desk is open. Months end on the same-numbered day, or the
    month's last where there is none. A billing cycle ends on the fact `statement_closing_day`.
    """

    n: int = Field(ge=1, le=40_000, strict=True)
    unit: Unit
    count: Literal["exclusive", "inclusive"] = "exclusive"
    """Whether the day of the anchor is day 0 (exclusive) or day 1 (inclusive, 起算日)."""

    @property
    def is_clock(self) -> bool:
        """Whether it ends at an instant rather than with a day."""
        return self.unit in CLOCKS

    @model_validator(mode="after")
    def _can_be_counted_so(self) -> Period:
        if self.count == "inclusive" and self.unit not in ("calendar_days", "business_days", "weeks", "months"):
            raise ValueError(f"{self.unit} cannot be counted inclusively; only days, weeks and months can")
        return self


class Side(Rule):
    """Periods side by side from the same anchor; what cannot be counted for want of a fact is left out."""

    earliest: list[Period] = Field(default_factory=list)
    latest: list[Period] = Field(default_factory=list)

    @model_validator(mode="after")
    def _one_of_them(self) -> Side:
        if bool(self.earliest) == bool(self.latest):
            raise ValueError("give `earliest` or `latest`, one of them, with two or more periods")
        if len(self.periods) < 2 or any(period.is_clock for period in self.periods):
            raise ValueError("needs two or more periods in days, weeks, months or billing cycles")
        return self

    @property
    def periods(self) -> list[Period]:
        """The periods compared."""
        return self.earliest or self.latest


def _which(value: Any) -> str:
    several = isinstance(value, Side) or (isinstance(value, dict) and ("earliest" in value or "latest" in value))
    return "(several)" if several else "(one)"


Length = Annotated[
    Annotated[Period, Tag("(one)")] | Annotated[Side, Tag("(several)")],
    Discriminator(_which),
]
"""A period, or several side by side."""


class Extension(Rule):
    """More time, once, if the customer was told (or agreed) before the limit; told later it counts for nothing.

    The days come from the fact `extension_days`.
    """

    events: list[Event] = Field(min_length=1)
    """Being told: the events that can extend (`extension_notified`, `extension_agreed`)."""
    unit: DayUnit
    cap: int | None = Field(default=None, ge=1)
    """The most that can be added; None where the rule names no most."""
    beyond_cap: Role | None = None
    """Who may lift the cap in a single case for a good reason, which is kept with the case; None: nobody."""
    days: int | None = Field(default=None, ge=1)
    """What is added where the fact does not say; None: then nothing is."""
    source: str = Field(min_length=1)


class Moratorium(Rule):
    """Days on which limits do not run, by order of the regulator."""

    name: str
    when: Facts = Field(min_length=1)
    received_from: date
    received_until: date
    """For complaints received between these days, both included (local days of the pack's zone)."""
    pause_from: date
    pause_until: date
    """First and last day on which time does not run."""
    duties: list[Event] = Field(min_length=1)
    source: str = Field(min_length=1)
