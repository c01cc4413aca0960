"""The ladder: its rungs, which of them belong to a date, and when each comes. Pure.

A rung stands on a share of the time used, on the time left, on the breach, or on the substance of the case.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, model_validator

from domain.words import DutyLevel, Role, Substance
from policies.business_days import Calendar
from policies.duty import Sourced
from policies.moments import DAY, local_day, share_of, start_of_day
from policies.period import Event, Period
from policies.rulefile import Rule

BREACH = "breach"
WARNING = "warning"
"""What the first share of the time is called on a case."""
LeftUnit = Literal["business_days", "calendar_days", "weeks", "elapsed_hours", "minutes"]
SPANS: dict[str, timedelta] = {"elapsed_hours": timedelta(hours=1), "minutes": timedelta(minutes=1)}


class Left(Rule):
    """How much time is left when the rung comes; on a closed day it comes on the working day before."""

    n: int = Field(ge=1, le=400, strict=True)
    unit: LeftUnit


class Rung(Sourced):
    """One rung: when it comes, whom it tells and what else it does. Each fires once in a round."""

    at: str | None = Field(default=None, pattern=r"^([1-9][0-9]?%|breach)$")
    """A share of the time between anchor and deadline, such as `75%`, or `breach`."""
    left: Left | None = None
    """The time that is left until the limit."""
    about: Substance | None = None
    """Something about the case, whatever the clocks say."""
    duties: list[Event] = Field(default_factory=list)
    """Only for these duties; empty: for all."""
    levels: list[DutyLevel] = Field(default_factory=list)
    """Only for duties of these levels; empty: for all."""
    tell: list[Role] = Field(min_length=1)
    raise_to: int | None = Field(default=None, ge=1, le=3)
    reassign: Literal["lead", "manager"] | None = None
    """The case goes to whoever holds that role that day."""
    shorten: Period | None = None
    """Our own targets of the round end this long from now at the latest; no limit of law or guidance moves, none is longer."""
    approval: Literal["lead", "manager"] | None = None
    """Who approves what goes to the customer from now on: offers, responsibility, the final response."""
    stop_contact: Literal["lead", "manager"] | None = None
    """From now on only somebody of that role has contact with the customer."""

    @model_validator(mode="after")
    def _stands_on_one_thing(self) -> Rung:
        if sum(one is not None for one in (self.at, self.left, self.about)) != 1:
            raise ValueError("a rung stands on exactly one of `at`, `left` and `about`")
        if self.about is not None and (self.duties or self.levels):
            raise ValueError(
                "duties and levels are for rungs `at` or `left`; a rung `about` something belongs to the case"
            )
        return self

    @property
    def name(self) -> str:
        """What it is called on the case and on timers: `75%`, `1_business_days_left`, `breach`, `safety`."""
        if self.left is not None:
            return f"{self.left.n}_{self.left.unit}_left"
        return self.at or self.about or ""


def rungs_of(rules: Mapping[str, Any]) -> list[Rung]:
    """The ladder that a complaint carries in its policy's rules."""
    return [Rung.model_validate(one) for one in rules["ladder"]]


def on_dates(rungs: Sequence[Rung], duty: str, level: str) -> list[Rung]:
    """The rungs that a date of that duty has, in the order in which they come: shares, what is left, the breach.

    The same order holds where two of them come at the same instant.
    """
    mine = [
        one
        for one in rungs
        if one.about is None and (not one.duties or duty in one.duties) and (not one.levels or level in one.levels)
    ]
    return sorted(mine, key=lambda one: share(one) if one.left is None else 100)


def share(rung: Rung) -> int:
    """How many per cent of the time have run when it comes; the breach last of all."""
    return int(rung.at.removesuffix("%")) if rung.at and rung.at != BREACH else 101


def shares(rungs: Sequence[Rung]) -> list[str]:
    """The names of the rungs at a share of the time, each once; the first of them is the warning."""
    return list(dict.fromkeys(one.name for one in rungs if one.at is not None and one.at != BREACH))


def coming(rungs: Sequence[Rung], duty: str, level: str, name: str) -> list[Rung]:
    """The rungs that a date of that duty has under that name, as the case keeps it: `warning` is its first share of the time."""
    mine = on_dates(rungs, duty, level)
    wanted = next(iter(shares(mine)), "") if name == WARNING else name
    return [one for one in mine if one.name == wanted]


def instants(
    rungs: Sequence[Rung],
    begin: datetime,
    late_from: datetime,
    due: date | datetime,
    calendar: Calendar,
    zone: ZoneInfo,
) -> dict[str, datetime]:
    """When each rung before the breach comes (UTC), for a time from `begin` to `late_from` whose last day or instant is `due`."""
    found = {name: share_of(begin, late_from, int(name.removesuffix("%"))) for name in shares(rungs)}
    for one in rungs:
        if one.left is not None:
            comes = _left(one.left, late_from, local_day(due, zone), calendar, zone)
            if comes < begin and one.left.unit in SPANS:
                comes = (
                    late_from - one.left.n * SPANS[one.left.unit]
                )  # the working day before lies before the beginning
            found[one.name] = min(max(comes, begin.astimezone(UTC)), late_from)
    return found


def _left(left: Left, late_from: datetime, last: date, calendar: Calendar, zone: ZoneInfo) -> datetime:
    if left.unit in SPANS:
        comes = (late_from - left.n * SPANS[left.unit]).astimezone(zone)
        back = comes.date() - _working(comes.date(), calendar)
        return (comes - back).astimezone(UTC)
    if left.unit == "business_days":
        day = _working(last, calendar)
        for _ in range(left.n - 1):
            day = _working(day - DAY, calendar)
    else:
        day = last - DAY * (left.n * (7 if left.unit == "weeks" else 1) - 1)
    return start_of_day(_working(day, calendar), zone)


def _working(day: date, calendar: Calendar) -> date:
    """The day itself where the desk works on it, else the working day before."""
    while not calendar.is_business_day(day):
        day -= DAY
    return day
