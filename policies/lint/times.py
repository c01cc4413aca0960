"""Days from and until which a value binds: reversed, overlapping, or with a gap in between. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby, pairwise

from policies.duty import Duty, Variant
from policies.lint.finding import Finding, error, warning
from policies.pack import Pack

DAY = timedelta(days=1)


def times(pack: Pack) -> Iterator[Finding]:
    """What never binds, what binds beside something else, and days on which nothing does."""
    for name, duty in pack.duties.items():
        yield from _reversed(pack, f"duties.{name}", duty)
        dated = [one for one in enumerate(duty.variants) if not never(one[1])]
        by_facts = sorted(dated, key=lambda one: (repr(sorted(one[1].when.items())), _first(one[1])))
        for _, alike in groupby(by_facts, key=lambda one: repr(sorted(one[1].when.items()))):
            for earlier, later in pairwise(alike):
                yield from _neighbours(pack, f"duties.{name}.variants", duty, earlier, later)
    for position, one in enumerate(pack.moratoria):
        key = f"moratoria.{position}"
        for what, first, last in (
            ("received", one.received_from, one.received_until),
            ("pause", one.pause_from, one.pause_until),
        ):
            if last < first:
                yield error(
                    pack, f"{key}.{what}_until", f"{last} is before {what}_from, {first}", "put the days in order"
                )


def never(variant: Variant) -> bool:
    """Whether its last day is before its first."""
    return _last(variant) < _first(variant)


def _reversed(pack: Pack, key: str, duty: Duty) -> Iterator[Finding]:
    for position, one in enumerate(duty.variants):
        if never(one):
            what = f"never binds: effective_from {one.effective_from} is after effective_until {one.effective_until}"
            yield error(pack, f"{key}.variants.{position}", what, "put the days in order")


def _neighbours(
    pack: Pack, key: str, duty: Duty, earlier: tuple[int, Variant], later: tuple[int, Variant]
) -> Iterator[Finding]:
    """Two variants for the same facts, one after the other in time."""
    (one, before), (two, after) = earlier, later
    if _last(before) >= _first(after):
        until = min(_last(before), _last(after))
        days = (
            "always" if until == date.max and _first(after) == date.min else f"{_said(_first(after))} to {_said(until)}"
        )
        what = f"binds at the same time as variants.{one} for the same facts ({days})"
        yield error(pack, f"{key}.{two}", what, "end one of them the day before the other begins")
    elif _last(before) + DAY < _first(after):
        gap = f"{_last(before) + DAY} to {_first(after) - DAY}"
        if duty.period is None:
            yield error(pack, f"{key}.{two}", f"nothing binds from {gap}", "close the gap, or give the duty a period")
        else:
            what = f"from {gap} neither variants.{one} nor this one binds, and the duty's own period does"
            yield warning(pack, f"{key}.{two}", what, "close the gap, or leave it if that is what the rule says")


def _first(one: Variant) -> date:
    return one.effective_from or date.min


def _last(one: Variant) -> date:
    return one.effective_until or date.max


def _said(day: date) -> str:
    return {date.min: "the beginning", date.max: "now on"}.get(day, day.isoformat())
