"""Duties and variants that no complaint ever meets. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from policies.duty import Duty, Variant
from policies.lint.finding import Finding, error
from policies.lint.times import never
from policies.pack import Pack
from policies.period import Facts, Period


def variants(pack: Pack) -> Iterator[Finding]:
    """Variants that are never chosen, and duties that are never owed."""
    for name, duty in pack.duties.items():
        key = f"duties.{name}"
        for position, facts in enumerate(duty.unless):
            if facts.items() <= duty.when.items():
                what = "is never owed: whenever its `when` holds, so does this"
                yield error(pack, f"{key}.unless.{position}", what, "take one of the two out")
        for position, variant in enumerate(duty.variants):
            if why := _unreachable(duty, position, variant):
                yield error(
                    pack, f"{key}.variants.{position}", f"is never chosen: {why}", "correct its `when`, or take it out"
                )


def _unreachable(duty: Duty, position: int, variant: Variant) -> str:
    together = duty.when | variant.when
    if contradicted := next((fact for fact, value in variant.when.items() if duty.when.get(fact, value) != value), ""):
        return f"the duty is owed only where {contradicted} is {_said(duty.when[contradicted])}"
    if any(facts.items() <= together.items() for facts in duty.unless):
        return "wherever it fits, `unless` says that the duty is not owed"
    for other, earlier in enumerate(duty.variants):
        if other == position or never(earlier) or never(variant) or not _covers(earlier, variant):
            continue
        if duty.choose == "first" and other < position:
            return f"wherever it fits, variants.{other} fits too and stands before it (`choose: first`)"
        if duty.choose == "earliest" and _always_earlier(duty, earlier, variant):
            return f"wherever it fits, variants.{other} fits too and ends earlier (`choose: earliest`)"
    return ""


def _covers(one: Variant, other: Variant) -> bool:
    """Whether the one fits wherever the other does."""
    return (
        _subset(one.when, other.when)
        and (one.effective_from or date.min) <= (other.effective_from or date.min)
        and (one.effective_until or date.max) >= (other.effective_until or date.max)
    )


def _subset(some: Facts, more: Facts) -> bool:
    return some.items() <= more.items()


def _always_earlier(duty: Duty, one: Variant, other: Variant) -> bool:
    if (one.anchor or duty.anchor) != (other.anchor or duty.anchor) or (one.end or duty.end) != (other.end or duty.end):
        return False
    sooner, later = one.period or duty.period, other.period or duty.period
    if not isinstance(sooner, Period) or not isinstance(later, Period):
        return False
    return (sooner.unit, sooner.count) == (later.unit, later.count) and sooner.n < later.n


def _said(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
