"""An overlay against the law it stands on: it may be stricter, never looser. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from policies.duty import Duty, Variant
from policies.in_words import amount, end_in_words, facts_in_words, period_in_words
from policies.lint.finding import Finding, Surroundings, error, warning
from policies.lint.lengths import compared, named
from policies.pack import Pack
from policies.period import Extension, Period, Side

LATER_IS_LOOSER = ("deadline", "window")
"""Of a retention it is the shorter time that is looser."""
WHOM_IT_CONCERNS = (
    "anchor",
    "when",
    "unless",
    "in_writing",
    "short_route",
    "only_after",
    "choose",
    "repeats",
    "met_by",
    "kind",
    "opens_on",
    "opens_after",
)
"""What decides for whom a limit runs and what keeps it: a change there is for a person to judge."""
Values = tuple[Period | Side, str]


def overlay(pack: Pack, around: Surroundings) -> Iterator[Finding]:
    """What an overlay makes looser than the law, or changes in it so that only a person can judge."""
    law = around.law
    if law is None:
        return
    for name, base in law.duties.items():
        mine = pack.duties[name]
        if base.level != "target" and mine != base:
            yield from _duty(pack, f"duties.{name}", base, mine)
    yield from _letters(pack, law)
    yield from _stages(pack, law)
    added = [one.name for one in pack.moratoria if one not in law.moratoria]
    for name in added:
        what = f"{name} pauses limits of {law.id} that its own text does not pause"
        yield warning(pack, "moratoria", what, "keep it only by order of the regulator")
    if set(pack.closures) - set(law.closures) and (counting := _in_business_days(law)):
        what = f"own closed days move limits of the law that count business days: {', '.join(counting)}"
        yield warning(pack, "closures", what, "keep them only where the law means the firm's own business days")


def _duty(pack: Pack, key: str, base: Duty, mine: Duty) -> Iterator[Finding]:
    if mine.level == "target":
        what = f"is a target where {base.of} says {base.level}: pauses of the firm's own targets would stop it"
        yield warning(pack, f"{key}.level", what, f"keep `level: {base.level}`, or add a duty of your own beside it")
    same = mine.source == base.source and (mine.period, mine.end, mine.anchor) != (base.period, base.end, base.anchor)
    if same:
        what = f"another value with the source of {base.of}, {base.source!r}"
        yield warning(pack, f"{key}.source", what, "say whose value it is, as in `source: the firm's own`")
    for changed in WHOM_IT_CONCERNS:
        if getattr(mine, changed) != getattr(base, changed):
            what = f"is changed from what {base.of} says, {_shown(getattr(base, changed))}"
            yield warning(pack, f"{key}.{changed}", what, "make sure that the law's own limit is still kept")
    for where, law, own in _pairs(base, mine):
        yield from _value(pack, f"{key}.{where}".rstrip("."), base, law, own)
    yield from _extension(pack, f"{key}.extension", base, mine.extension)


def _pairs(base: Duty, mine: Duty) -> Iterator[tuple[str, Values, Values]]:
    """Each value of the law with the overlay's for the same complaints."""
    if base.period and mine.period:
        yield "period", (base.period, base.end), (mine.period, mine.end)
    for law in base.variants:
        own = next((one for one in mine.variants if _for_the_same(law, one)), None)
        theirs, ours = law.period or base.period, (own and own.period) or mine.period
        if theirs and ours and (own is None or own != law):
            where = f"variants.{mine.variants.index(own)}.period" if own else f"period, for {facts_in_words(law.when)}"
            yield where, (theirs, law.end or base.end), (ours, (own and own.end) or mine.end)
    for position, own in enumerate(mine.variants):
        if not any(_for_the_same(law, own) for law in base.variants) and base.period and own.period:
            yield f"variants.{position}.period", (base.period, base.end), (own.period, own.end or mine.end)


def _for_the_same(one: Variant, other: Variant) -> bool:
    return (one.when, one.effective_from, one.effective_until) == (
        other.when,
        other.effective_from,
        other.effective_until,
    )


def _value(pack: Pack, key: str, base: Duty, law: Values, own: Values) -> Iterator[Finding]:
    if law == own:
        return
    (theirs, their_end), (ours, our_end) = law, own
    both = f"{_said(ours, our_end)} in place of {_said(theirs, their_end)} ({base.source})"
    how: Literal["sooner", "same", "later", "unsure"] = compared(ours, theirs)
    if our_end != their_end and how in ("same", "later"):
        how = "unsure" if their_end != "as_it_falls" else "later"
    looser = "later" if base.kind in LATER_IS_LOOSER else "sooner"
    if how == looser:
        yield error(pack, key, f"looser than the law: {both}", "give a value at least as strict")
    elif how == "unsure":
        yield warning(pack, key, f"cannot be compared with the law: {both}", f"give it in {named(theirs)}")
    elif base.kind == "window" and how != "same":
        what = f"a window of the law is shortened: {both}"
        yield warning(pack, key, what, "make sure that it is not the customer's own time")


def _extension(pack: Pack, key: str, base: Duty, own: Extension | None) -> Iterator[Finding]:
    law = base.extension
    if own is None or own == law:
        return
    if law is None:
        yield error(pack, key, f"looser than the law: {base.of} allows no extension ({base.source})", "take it out")
    elif law.cap and (own.cap is None or own.unit != law.unit or own.cap > law.cap):
        ours = amount(own.cap, own.unit) if own.cap else "any number of days"
        both = f"up to {ours} in place of up to {amount(law.cap, law.unit)} ({law.source})"
        yield error(pack, f"{key}.cap", f"looser than the law: {both}", "allow no more than the law does")
    elif own.beyond_cap and not law.beyond_cap:
        what = f"looser than the law: nobody may lift its cap of {law.cap} ({law.source})"
        yield error(pack, f"{key}.beyond_cap", what, "take it out")


def _letters(pack: Pack, law: Pack) -> Iterator[Finding]:
    for kind, contracts in law.letters.items():
        mine = {item for one in pack.letters.get(kind, ()) for item in one.must}
        if dropped := [item for one in contracts for item in one.must if item not in mine]:
            what = f"looser than the law: without {', '.join(dict.fromkeys(dropped))} ({contracts[0].source})"
            yield error(pack, f"letters.{kind}", what, "repeat everything that the law asks for, and add to it")


def _stages(pack: Pack, law: Pack) -> Iterator[Finding]:
    if law.stages and pack.stages and pack.stages.most > law.stages.most:
        what = f"looser than the law: {pack.stages.most} stages in place of {law.stages.most} ({law.stages.source})"
        yield error(pack, "stages.most", what, "have no more stages than the law allows")
    if law.stages and pack.stages and law.stages.different_decider and not pack.stages.different_decider:
        what = f"looser than the law: the same person may decide again ({law.stages.source})"
        yield error(pack, "stages.different_decider", what, "leave it out")


def _in_business_days(law: Pack) -> list[str]:
    return [
        name
        for name, duty in law.duties.items()
        if duty.level == "law"
        and (
            duty.end != "as_it_falls"
            or any(
                isinstance(one, Period) and one.unit in ("business_days", "business_hours", "hours_excluding_closed")
                for one in (duty.period, *(variant.period for variant in duty.variants))
            )
        )
    ]


def _said(period: Period | Side, end: str) -> str:
    return f"{period_in_words(period)}{f' ({end_in_words(end)})' if end != 'as_it_falls' else ''}"


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return facts_in_words(value) or "nothing"
    if isinstance(value, list):
        return ", ".join(map(_shown, value)) or "nothing"
    return str(value) if value is not None else "nothing"
