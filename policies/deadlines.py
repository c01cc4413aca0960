"""Every date that a pack's duties come to, for what has happened and what is known. Pure: the same input, the same dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from domain.words import ORAL, DutyLevel
from policies import clock_sums, sums
from policies.duty import Duty, Variant
from policies.extensions import extension
from policies.gates import gate
from policies.matter import Anchor, Deadline, Matter, check_facts, hold
from policies.moments import end_of_day, happened_by_end_of, local_day, local_time
from policies.period import CLOCKS, End, Period, Side
from policies.sums import Step, Suspension


def deadlines(matter: Matter, *, inherited: bool = False) -> list[Deadline]:
    """The dates of a pack's own duties in the pack's order; what its anchor or fact is missing for is left out.

    Args:
        matter: the pack, its calendar and zone, and what has happened.
        inherited: also duties taken over from the pack it extends (checks of prevention).

    Raises:
        ValueError: an instant without an offset, or a fact with a value that the pack does not know.
    """
    check_facts(matter.pack.facts, matter.facts)
    found: dict[str, Deadline] = {}
    for name, duty in matter.pack.duties.items():
        if inherited or duty.of in ("", matter.pack.id):
            deadline = gate(matter, name, duty, found) if duty.kind == "gate" else _deadline(matter, name, duty, found)
            if deadline is not None:
                found[name] = deadline
    return list(found.values())


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
    if duty.in_writing and matter.facts.get("channel") in ORAL:
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
    longer, notes = extension(matter, name, duty, anchor, steps[-1].result, suspensions)
    steps += (longer,) if longer else ()
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
