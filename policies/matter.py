"""What the dates of one complaint are worked out from, and what a date with its sum is. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, Literal
from zoneinfo import ZoneInfo

from domain.words import DutyLevel
from policies import clock_sums
from policies.business_days import Calendar
from policies.moments import Moment, local_day, order
from policies.pack import FactRule, Pack
from policies.period import Facts
from policies.sums import Step, Suspension

Events = Mapping[str, Moment | Iterable[Moment]]
"""What happened, by name; several moments where it happened more than once."""


@dataclass(frozen=True)
class Anchor:
    """The event a period runs from, and the day it counts as."""

    event: str
    value: Moment
    day: date
    counts_as: date
    cut_off: time | None = None


@dataclass(frozen=True)
class Deadline:
    """One date with the sum that leads to it."""

    duty: str
    kind: Literal["deadline", "window", "retention", "recurring", "gate"]
    level: DutyLevel
    source: str
    zone: ZoneInfo
    anchor: Anchor | None
    steps: tuple[Step, ...]
    due: Moment
    """The last local day, or the instant; of a gate the local day on which it opens."""
    late_from: datetime
    """The first late instant, UTC; of a gate 00:00 of the day on which it opens."""
    notes: tuple[dict[str, str], ...] = ()
    """What was looked at and did not count, in both languages."""
    limit: Deadline | None = None
    """Of a gate: the limit it waits for."""


@dataclass(frozen=True)
class Told:
    """An extension on record: when the customer was told, for how many days, and who lifted its cap, if anybody did."""

    at: Moment
    days: int
    cap_lifted_by: str = ""


@dataclass(frozen=True)
class Matter:
    """What the dates of one complaint are worked out from."""

    pack: Pack
    calendar: Calendar
    zone: ZoneInfo
    events: Events
    facts: Facts
    pauses: tuple[Suspension, ...] = ()
    """Pauses of the firm's own targets; no statutory clock stops for them."""
    told: Mapping[str, Told] = field(default_factory=dict)
    """Extensions on record, by duty; they count instead of events."""
    hours: clock_sums.Week = field(default_factory=dict)
    """Other opening hours than the pack's (the firm's own)."""

    def first(self, event: str | None) -> Moment | None:
        """When an event first happened; the one that replaces it counts instead, once it has happened."""
        if event is None:
            return None
        moments = self.happenings(self.pack.replaces.get(event, "")) or self.happenings(event)
        return min(moments, key=lambda one: order(one, self.zone), default=None)

    def latest(self, *events: str) -> tuple[str, Moment] | None:
        """The latest of these events and when it happened."""
        happened = [
            (order(moment, self.zone), name, moment)
            for name in events
            for moment in (self.happenings(self.pack.replaces.get(name, "")) or self.happenings(name))
        ]
        return max(happened, key=lambda one: one[0])[1:] if happened else None

    def happenings(self, event: str) -> list[Moment]:
        """All moments at which an event happened."""
        given = self.events.get(event, ())
        return [given] if isinstance(given, date) else list(given)

    @property
    def received_day(self) -> date | None:
        """The local day of receipt: what rules with an effective date are chosen by."""
        received = self.first("received")
        return local_day(received, self.zone) if received is not None else None


def check_facts(rules: Mapping[str, FactRule], facts: Mapping[str, Any]) -> None:
    """Raises ValueError for a fact of the pack with a value that it cannot have; facts of others are not looked at."""
    for name, rule in rules.items():
        if name not in facts:
            continue
        value = facts[name]
        if rule.one_of:
            if value not in rule.one_of:
                raise ValueError(f"fact {name}: must be one of {', '.join(rule.one_of)}")
        elif rule.between:
            low, high = rule.between
            if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
                raise ValueError(f"fact {name}: must be a whole number from {low} to {high}")
        elif not isinstance(value, bool):
            raise ValueError(f"fact {name}: must be true or false")


def facts_known(rules: Mapping[str, Any], facts: Mapping[str, Any]) -> None:
    """Raises ValueError for a fact that the pack does not ask for, or with a value that it cannot have.

    Args:
        rules: the pack's `facts`, as its snapshot carries them.
        facts: name → value.
    """
    known = {name: FactRule.model_validate(rule) for name, rule in rules.items()}
    if strange := sorted(set(facts) - set(known)):
        raise ValueError(f"fact {strange[0][:40]}: is not asked for; the pack asks for {', '.join(known) or 'none'}")
    check_facts(known, facts)


def hold(when: Facts, facts: Mapping[str, Any]) -> bool:
    """Whether all these facts are known and as said."""
    return all(name in facts and facts[name] == value for name, value in when.items())
