"""Every date that a pack's duties come to, for what has happened and what is known. Pure: the same input, the same dates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from typing import Any, Literal
from zoneinfo import ZoneInfo

from domain.words import DutyLevel
from policies import clock_sums, sums
from policies.business_days import DAY, Calendar
from policies.duty import Duty, Variant
from policies.moments import (
    Moment,
    end_of_day,
    happened_by_end_of,
    is_instant,
    local_day,
    local_time,
    order,
    start_of_day,
)
from policies.moments import written as written_moment
from policies.pack import Pack
from policies.period import CLOCKS, End, Facts, Period, Side
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
class Matter:
    """What the dates of one complaint are worked out from."""

    pack: Pack
    calendar: Calendar
    zone: ZoneInfo
    events: Events
    facts: Facts
    pauses: tuple[Suspension, ...] = ()
    """Pauses of the firm's own targets; no statutory clock stops for them."""
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


def deadlines(matter: Matter, *, inherited: bool = False) -> list[Deadline]:
    """The dates of a pack's own duties in the pack's order; what its anchor or fact is missing for is left out.

    Args:
        matter: the pack, its calendar and zone, and what has happened.
        inherited: also duties taken over from the pack it extends (checks of prevention).

    Raises:
        ValueError: an instant without an offset, or a fact with a value that the pack does not know.
    """
    check_facts(matter.pack, matter.facts)
    found: dict[str, Deadline] = {}
    for name, duty in matter.pack.duties.items():
        if inherited or duty.of in ("", matter.pack.id):
            deadline = _gate(matter, name, duty, found) if duty.kind == "gate" else _deadline(matter, name, duty, found)
            if deadline is not None:
                found[name] = deadline
    return list(found.values())


def outside(deadline: Deadline, calendar: Calendar) -> date | None:
    """A day that the sum asks the calendar about and that it does not know; None where it knows them all."""
    anchor = deadline.anchor
    days = [anchor.day] if anchor and anchor.cut_off else []
    for step in deadline.steps:
        days += _asked(step, anchor.counts_as if anchor else local_day(deadline.due, deadline.zone), deadline.zone)
    return next((day for day in days if not calendar.since <= day <= calendar.until), None)


def _asked(step: Step, start: date, zone: ZoneInfo) -> list[date]:
    """First and last day of a step that asks about business days."""
    if isinstance(step, sums.Compare):
        return [day for steps in step.branches.values() for one in steps for day in _asked(one, start, zone)]
    if isinstance(step, DayAfter):
        return []
    asks = isinstance(step, sums.Roll | clock_sums.OpenTime)
    counted = step.count if isinstance(step, sums.Extend) else step
    asks |= isinstance(counted, sums.Count) and counted.unit == "business_days"
    return [start, local_day(step.result, zone)] if asks else []


def waits(matter: Matter) -> list[Deadline]:
    """The periods of the procedure itself, from the latest of the events that start each: owed to nobody."""
    found = []
    for name, wait in matter.pack.waits.items():
        happened = matter.latest(*wait.anchor)
        if happened is None:
            continue
        event, moment = happened
        day = local_day(moment, matter.zone)
        steps = _period_steps(matter, wait.period, day, ())
        last: date = steps[-1].result
        late = end_of_day(last, matter.zone)
        anchor = Anchor(event, moment, day, day)
        found.append(Deadline(name, "deadline", "target", wait.source, matter.zone, anchor, steps, last, late))
    return found


def check_facts(pack: Pack, facts: Mapping[str, Any]) -> None:
    """Raises ValueError for a fact of the pack with a value that it cannot have; facts of others are not looked at."""
    for name, rule in pack.facts.items():
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


def hold(when: Facts, facts: Mapping[str, Any]) -> bool:
    """Whether all these facts are known and as said."""
    return all(name in facts and facts[name] == value for name, value in when.items())


@dataclass(frozen=True)
class _Rule:
    """One way to work a duty out: its own, or a variant's."""

    label: str
    anchor: str
    period: Period | Side
    end: End
    level: DutyLevel
    source: str


def _rules(matter: Matter, duty: Duty) -> list[_Rule]:
    """The ways that apply: the variants that fit, else the duty's own."""
    assert duty.anchor is not None
    fitting = [variant for variant in duty.variants if _fits(matter, variant)]
    chosen = fitting[:1] if duty.choose == "first" else fitting
    rules = [
        _Rule(
            label=" ".join(variant.when) or "effective",
            anchor=variant.anchor or duty.anchor,
            period=variant.period or duty.period,  # type: ignore[arg-type]  # a pack without either is refused
            end=variant.end or duty.end,
            level=variant.level or duty.level,
            source=variant.source,
        )
        for variant in chosen
        if variant.period or duty.period
    ]
    if rules or duty.period is None:
        return rules
    return [_Rule("", duty.anchor, duty.period, duty.end, duty.level, duty.source)]


def _fits(matter: Matter, variant: Variant) -> bool:
    if variant.effective_from or variant.effective_until:
        day = matter.received_day
        if day is None or day < (variant.effective_from or day) or day > (variant.effective_until or day):
            return False
    return hold(variant.when, matter.facts)


def _deadline(matter: Matter, name: str, duty: Duty, found: Mapping[str, Deadline]) -> Deadline | None:
    if not hold(duty.when, matter.facts) or any(hold(other, matter.facts) for other in duty.unless):
        return None
    if duty.only_after and not _in_time(matter, duty.only_after.event, found.get(duty.only_after.within)):
        return None
    worked = [one for rule in _rules(matter, duty) if (one := _worked(matter, name, duty, rule))]
    return min(worked, key=lambda one: one.late_from, default=None)


def _in_time(matter: Matter, event: str, limit: Deadline | None) -> bool:
    moment = matter.first(event)
    if moment is None or limit is None:
        return False
    return happened_by_end_of(moment, local_day(limit.due, matter.zone), matter.zone)


def _worked(matter: Matter, name: str, duty: Duty, rule: _Rule) -> Deadline | None:
    anchor = _anchor(matter, [rule.anchor, *([f"{name}_sent"] if duty.repeats else [])], repeats=duty.repeats)
    if anchor is None:
        return None
    common = {
        "duty": name,
        "kind": "recurring" if duty.repeats else duty.kind,
        "level": rule.level,
        "source": rule.source,
        "zone": matter.zone,
        "anchor": anchor,
    }
    if isinstance(rule.period, Period) and rule.period.is_clock:
        return _clock(matter, anchor, rule.period, common)
    steps, notes = _day_steps(matter, name, duty, rule, anchor)
    if not steps:
        return None
    day: date = steps[-1].result
    return Deadline(**common, steps=steps, due=day, late_from=end_of_day(day, matter.zone), notes=notes)  # type: ignore[arg-type]


def _anchor(matter: Matter, events: list[str], *, repeats: bool) -> Anchor | None:
    if repeats:
        latest = matter.latest(*events)
        if latest is None:
            return None
        event, moment = latest
    else:
        event = events[0]
        found = matter.first(event)
        if found is None:
            return None
        moment = found
    replaced = matter.pack.replaces.get(event, "")
    if replaced and matter.events.get(replaced):
        event = replaced
    day = local_day(moment, matter.zone)
    cut_off = matter.pack.cut_off
    if cut_off is None or event not in cut_off.anchors or not isinstance(moment, datetime):
        return Anchor(event, moment, day, day)
    late = local_time(moment, matter.zone) > cut_off.at and matter.calendar.is_business_day(day)
    return Anchor(event, moment, day, matter.calendar.add(day, 1) if late else day, cut_off.at)


def _clock(matter: Matter, anchor: Anchor, period: Period, common: dict[str, Any]) -> Deadline | None:
    """A clock in hours or less; nothing where only the anchor's day is known."""
    if not isinstance(anchor.value, datetime):
        return None
    seconds, start = period.n * CLOCKS[period.unit], anchor.value
    step: Step
    if period.unit in ("business_hours", "hours_excluding_closed"):
        business = period.unit == "business_hours"
        week = (matter.hours or matter.pack.hours.week()) if business else clock_sums.all_day(matter.calendar)
        start = start.replace(microsecond=0)  # opening hours are counted in whole seconds
        common = common | {"anchor": replace(anchor, value=start)}
        step = clock_sums.open_time(start, seconds, week, matter.calendar, matter.zone.key)
    else:
        step = clock_sums.elapsed(start, seconds, matter.zone)
    due: datetime = step.result
    return Deadline(**common, steps=(step,), due=due, late_from=due.astimezone(UTC))


def _day_steps(
    matter: Matter, name: str, duty: Duty, rule: _Rule, anchor: Anchor
) -> tuple[tuple[Step, ...], tuple[dict[str, str], ...]]:
    """The steps of a duty counted in days, and what did not count."""
    suspensions = _suspensions(matter, name, rule.level)
    steps = _period_steps(matter, rule.period, anchor.counts_as, suspensions)
    if not steps:
        return (), ()
    extension, notes = _extension(matter, duty, anchor, steps[-1].result, suspensions)
    steps += (extension,) if extension else ()
    last: date = steps[-1].result
    if rule.end == "roll_forward":
        steps += (sums.Roll(last, False, matter.calendar.on_or_after(last)),)
    if rule.end == "next_business_day":
        steps += (sums.Roll(last, True, matter.calendar.add(last, 1)),)
    return steps, notes


def _period_steps(
    matter: Matter, period: Period | Side, start: date, suspensions: tuple[Suspension, ...]
) -> tuple[Step, ...]:
    if isinstance(period, Side):
        branches = {
            f"{one.n} {one.unit}": steps
            for one in period.periods
            if (steps := _period_steps(matter, one, start, suspensions))
        }
        if len(branches) > 1:
            return (sums.compare(branches, latest=bool(period.latest)),)
        return next(iter(branches.values()), ())
    inclusive = period.count == "inclusive"
    if period.unit == "billing_cycles":
        closing = matter.facts.get("statement_closing_day")
        return (sums.billing_cycles(start, period.n, closing),) if isinstance(closing, int) else ()
    if period.unit in ("months", "years"):
        laid_out = sums.months(start, period.n, inclusive=inclusive, years=period.unit == "years")
        moved = sums.suspend(start, laid_out.result, suspensions)
        return (laid_out, moved) if moved else (laid_out,)
    return (sums.count(start, period.n, period.unit, matter.calendar, suspensions, inclusive=inclusive),)


def _suspensions(matter: Matter, duty: str, level: DutyLevel) -> tuple[Suspension, ...]:
    """The days on which this clock stands still: moratoria of the pack, and pauses of the firm's own targets."""
    received = matter.received_day
    moratoria = tuple(
        Suspension(one.pause_from, one.pause_until, one.name, one.source)
        for one in matter.pack.moratoria
        if duty in one.duties
        and hold(one.when, matter.facts)
        and received is not None
        and one.received_from <= received <= one.received_until
    )
    return moratoria + (matter.pauses if level == "target" else ())


def _extension(
    matter: Matter, duty: Duty, anchor: Anchor, due: date, suspensions: tuple[Suspension, ...]
) -> tuple[sums.Extend | None, tuple[dict[str, str], ...]]:
    """More time that was told of in time, once; or why what was told does not count."""
    rule = duty.extension
    told = matter.latest(*rule.events) if rule else None
    if rule is None or told is None:
        return None, ()
    event, moment = _first_since(matter, rule.events, anchor) or told
    if order(moment, matter.zone) < order(_begin(anchor), matter.zone):
        return None, ()  # it belongs to an earlier stage
    when = written_moment(moment)
    if not happened_by_end_of(moment, due, matter.zone):
        return None, (_note(f"{event} {when} came after the limit of {due}: it gives no more time", event, when, due),)
    asked = matter.facts.get("extension_days", rule.days)
    if not isinstance(asked, int) or isinstance(asked, bool) or asked < 1:
        en = f"{event} {when} does not say for how many days (fact extension_days): it gives no more time"
        return None, ({"en": en, "ja": f"{event} {when}:延長日数(extension_days)の記載がないため、延長にはなりません"},)
    n = min(asked, rule.cap) if rule.cap else asked
    count = sums.count(due, n, rule.unit, matter.calendar, suspensions)
    notes: tuple[dict[str, str], ...] = ()
    if n < asked:
        en = f"{asked} days were asked for; the rule allows {n}"
        notes = ({"en": en, "ja": f"申し出は{asked}日ですが、規則により{n}日までです"},)
    return sums.Extend(count, asked, rule.cap, event, when), notes


def _first_since(matter: Matter, events: list[str], anchor: Anchor) -> tuple[str, Moment] | None:
    """The first telling at or after the anchor: only the first extension counts."""
    begin = order(_begin(anchor), matter.zone)
    since = [
        (order(moment, matter.zone), event, moment)
        for event in events
        for moment in matter.happenings(event)
        if order(moment, matter.zone) >= begin
    ]
    return min(since, key=lambda one: one[0])[1:] if since else None


def _begin(anchor: Anchor) -> Moment:
    return anchor.value if is_instant(anchor.value) else anchor.day


def _note(en: str, event: str, when: str, due: date) -> dict[str, str]:
    return {"en": en, "ja": f"{event} {when} は期限({due})の後のため、延長にはなりません"}


def _gate(matter: Matter, name: str, duty: Duty, found: Mapping[str, Deadline]) -> Deadline | None:
    """When a right opens: on the day of an event or on the day after the running limit, whichever is earlier."""
    if not hold(duty.when, matter.facts):
        return None
    limit = next((found[one] for one in duty.opens_after if one in found), None)
    branches: dict[str, tuple[Step, ...]] = {}
    moment = matter.first(duty.opens_on)
    if moment is not None and duty.opens_on:
        branches[duty.opens_on] = (DayOf(duty.opens_on, moment, local_day(moment, matter.zone)),)
    if limit is not None:
        branches[limit.duty] = (DayAfter(limit, local_day(limit.due, matter.zone) + DAY),)
    if not branches:
        return None
    steps = (sums.compare(branches),) if len(branches) > 1 else next(iter(branches.values()))
    day: date = steps[-1].result
    return Deadline(
        name, "gate", duty.level, duty.source, matter.zone, None, steps, day, start_of_day(day, matter.zone), (), limit
    )


@dataclass(frozen=True)
class DayOf:
    """The local day of an event."""

    event: str
    value: Moment
    result: date

    def shown(self, calendar: Calendar) -> dict[str, Any]:
        """The step as it stands in a certificate."""
        result = {"event": self.event, "value": written_moment(self.value), "result": self.result.isoformat()}
        return {"do": "day_of"} | result


@dataclass(frozen=True)
class DayAfter:
    """The day after a limit."""

    limit: Deadline
    result: date

    def shown(self, calendar: Calendar) -> dict[str, Any]:
        """The step as it stands in a certificate; the limit's whole certificate is put in by `policies.certificates`."""
        return {"do": "day_after", "limit": self.limit, "result": self.result.isoformat()}
