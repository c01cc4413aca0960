"""Names that lead nowhere: facts nobody declared, duties that do not exist or stand too late, events that never happen. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from policies.duty import Duty
from policies.lint.events import EVENTS
from policies.lint.finding import Finding, error, warning
from policies.pack import FactRule, Pack
from policies.period import Fact, Facts, Period

READ_BY_UNIT = {"billing_cycles": "statement_closing_day"}
"""Unit → the fact it is counted by."""
EXTENSION = "extension_days"


def names(pack: Pack) -> Iterator[Finding]:
    """Facts, duties and events that are named and are not there."""
    for key, when in _conditions(pack):
        yield from _facts(pack, key, when)
    used = {fact for _, when in _conditions(pack) for fact in when} | _read_by_the_engine(pack)
    for fact in pack.facts.keys() - used:
        what = "is asked for and changes nothing: no rule of the pack reads it"
        yield warning(pack, f"facts.{fact}", what, "take it out, or use it in a `when`")
    for name, duty in pack.duties.items():
        yield from _limits(pack, name, duty)
    for position, moratorium in enumerate(pack.moratoria):
        for name in moratorium.duties:
            if name not in pack.duties:
                yield error(pack, f"moratoria.{position}.duties", *_no_duty(pack, name))
    yield from _events(pack)


def _conditions(pack: Pack) -> Iterator[tuple[str, Facts]]:
    for name, duty in pack.duties.items():
        yield f"duties.{name}.when", duty.when
        yield from ((f"duties.{name}.unless.{position}", facts) for position, facts in enumerate(duty.unless))
        yield from ((f"duties.{name}.variants.{position}.when", one.when) for position, one in enumerate(duty.variants))
    yield from ((f"moratoria.{position}.when", one.when) for position, one in enumerate(pack.moratoria))


def _facts(pack: Pack, key: str, when: Facts) -> Iterator[Finding]:
    for fact, value in when.items():
        rule = pack.facts.get(fact)
        if rule is None:
            close = get_close_matches(fact, pack.facts, n=3) or list(pack.facts)
            declared = f"; declared are {', '.join(close)}" if close else ""
            yield error(
                pack, key, f"the fact {fact!r} is not declared{declared}", f"add {fact} to `facts`, or correct the name"
            )
        elif not _possible(rule, value):
            yield error(pack, key, f"{fact} can never be {value!r}", f"name {_allowed(rule)}")


def _possible(rule: FactRule, value: Fact) -> bool:
    if rule.one_of:
        return value in rule.one_of
    if rule.between:
        return isinstance(value, int) and not isinstance(value, bool) and rule.between[0] <= value <= rule.between[1]
    return isinstance(value, bool)


def _allowed(rule: FactRule) -> str:
    if rule.one_of:
        return f"one of {', '.join(rule.one_of)}"
    return f"a number from {rule.between[0]} to {rule.between[1]}" if rule.between else "true or false"


def _read_by_the_engine(pack: Pack) -> set[str]:
    """Facts that are read without a condition: lengths of extensions, the day a statement closes."""
    extended = {EXTENSION} if any(duty.extension for duty in pack.duties.values()) else set()
    periods = [one for duty in pack.duties.values() for one in (duty.period, *(v.period for v in duty.variants)) if one]
    parts = [part for one in periods for part in ([one] if isinstance(one, Period) else one.periods)]
    return extended | {READ_BY_UNIT[part.unit] for part in parts if part.unit in READ_BY_UNIT}


def _limits(pack: Pack, name: str, duty: Duty) -> Iterator[Finding]:
    """Other duties that a duty waits for: they have to exist and to be worked out before it."""
    order = list(pack.duties)
    waits_for = [(f"duties.{name}.opens_after", one) for one in duty.opens_after]
    if duty.only_after:
        waits_for.append((f"duties.{name}.only_after.within", duty.only_after.within))
    for key, limit in waits_for:
        if limit not in pack.duties:
            yield error(pack, key, *_no_duty(pack, limit))
        elif order.index(limit) >= order.index(name):
            yield error(pack, key, f"{limit} stands below {name} and is not known yet", f"put {limit} above {name}")


def _no_duty(pack: Pack, name: str) -> tuple[str, str]:
    close = get_close_matches(name, pack.duties, n=3) or list(pack.duties)
    return f"there is no duty {name!r}", f"name one of {', '.join(close)}"


def _events(pack: Pack) -> Iterator[Finding]:
    sent = {f"{name}_sent" for name in pack.duties}
    known = sorted({*EVENTS, *sent, *pack.replaces, *pack.replaces.values()})
    for key, event in _anchors(pack):
        if event not in known:
            close = get_close_matches(event, known, n=3)
            hint = f"did you mean {' or '.join(close)}?" if close else "correct the name"
            what = f"nothing that the desk records is called {event!r}: until somebody reports it, this never runs"
            yield warning(pack, key, what, f"{hint} Leave it if it is reported from outside")


def _anchors(pack: Pack) -> Iterator[tuple[str, str]]:
    for name, duty in pack.duties.items():
        named = {
            "anchor": duty.anchor,
            "opens_on": duty.opens_on,
            "only_after.event": duty.only_after.event if duty.only_after else None,
        }
        yield from ((f"duties.{name}.{key}", event) for key, event in named.items() if event)
        yield from (
            (f"duties.{name}.variants.{position}.anchor", one.anchor)
            for position, one in enumerate(duty.variants)
            if one.anchor
        )
        if duty.extension:
            yield from ((f"duties.{name}.extension.events", event) for event in duty.extension.events)
        yield from ((f"duties.{name}.met_by", event) for event in duty.met_by)
        for position, one in enumerate(duty.variants):
            yield from ((f"duties.{name}.variants.{position}.met_by", event) for event in one.met_by or ())
    for name, wait in pack.waits.items():
        yield from ((f"waits.{name}.anchor", event) for event in wait.anchor)
    if pack.cut_off:
        yield from (("cut_off.anchors", event) for event in pack.cut_off.anchors)
