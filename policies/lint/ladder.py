"""A ladder whose rungs are out of order, stand there twice, come too early, or reach nobody. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import get_args

from domain.words import DutyLevel
from policies.ladder import BREACH, Rung, share
from policies.lint.finding import Finding, Surroundings, error, warning
from policies.lint.lengths import compared
from policies.pack import Pack
from policies.period import Period

HELD_IN_THE_CASE = {"customer", "representative", "service"}
"""Roles that no member of the team has: a rung that tells only them tells nobody at the desk."""


def ladder(pack: Pack, around: Surroundings) -> Iterator[Finding]:
    """The order of the rungs, what they stand on, and who hears of each."""
    yield from _order(pack)
    yield from _alarms(pack)
    for position, rung in enumerate(pack.ladder):
        yield from _reached(pack, position, rung, around)
        yield from _owed(pack, position, rung)


def _order(pack: Pack) -> Iterator[Finding]:
    """Rungs of time: each later than the one before it for the same dates; a level never falls."""
    timed = [(position, rung) for position, rung in enumerate(pack.ladder) if rung.at is not None]
    for (one, lower), (two, upper) in pairwise(timed):
        if not _meet(lower, upper):
            continue
        if share(upper) == share(lower):
            what = f"a second rung at {upper.at} (the first is ladder.{one})"
            yield error(pack, f"ladder.{two}", what, "make it one rung that tells everybody, or give it another time")
        elif share(upper) < share(lower):
            what = f"{upper.at} comes before {lower.at} of ladder.{one}, and stands after it"
            yield error(pack, f"ladder.{two}", what, "put the rungs in order of time, `breach` last")
        if upper.raise_to and lower.raise_to and upper.raise_to < lower.raise_to:
            what = f"raises to level {upper.raise_to}, below level {lower.raise_to} of the rung before it"
            yield error(pack, f"ladder.{two}.raise_to", what, "let the level rise from rung to rung")
    for two, upper in enumerate(pack.ladder):
        for one, lower in enumerate(pack.ladder[:two]):
            if upper.at is None and upper.name == lower.name and _meet(lower, upper):
                what = f"a second rung on {upper.name} (the first is ladder.{one})"
                yield error(pack, f"ladder.{two}", what, "make it one rung")
            if upper.left is not None and lower.at == BREACH and _meet(lower, upper):
                what = f"{upper.name} comes before the breach of ladder.{one}, and stands after it"
                yield error(pack, f"ladder.{two}", what, "put the rungs in order of time, `breach` last")


def _alarms(pack: Pack) -> Iterator[Finding]:
    if not any(rung.at == BREACH for rung in pack.ladder):
        yield error(pack, "ladder", "no rung at `breach`: a missed limit would alarm nobody", "add a rung `at: breach`")
    if all(rung.at == BREACH for rung in pack.ladder if rung.about is None):
        yield warning(pack, "ladder", "nobody is warned before a limit is missed", "add a rung such as `at: 75%`")
    if not any(rung.about == "safety" for rung in pack.ladder):
        what = "no rung about safety: nobody beside the handler hears that somebody was hurt"
        yield warning(pack, "ladder", what, "add a rung `about: safety`")


def _reached(pack: Pack, position: int, rung: Rung, around: Surroundings) -> Iterator[Finding]:
    nobody = [role for role in rung.tell if role in HELD_IN_THE_CASE or role not in around.roles]
    todo = "name a role that somebody of the team file has, or give somebody the role there"
    if len(nobody) == len(rung.tell):
        at = f"at {rung.at}" if rung.at else f"about {rung.about}" if rung.about else rung.name
        what = f"the rung {at} reaches nobody: nobody at the desk is {' or '.join(nobody)}"
        yield error(pack, f"ladder.{position}.tell", what, todo)
    elif nobody:
        yield warning(pack, f"ladder.{position}.tell", f"nobody at the desk is {' or '.join(nobody)}", todo)
    for key in ("reassign", "approval", "stop_contact"):
        role = getattr(rung, key)
        if role and role not in around.roles:
            yield error(pack, f"ladder.{position}.{key}", f"nobody at the desk is {role}", todo)


def _owed(pack: Pack, position: int, rung: Rung) -> Iterator[Finding]:
    """The duties it names are there, and none of them is shorter than what the rung wants to be left of it."""
    for name in rung.duties:
        if name not in pack.duties:
            known = ", ".join(pack.duties)
            yield error(pack, f"ladder.{position}.duties", f"there is no duty {name!r}", f"the duties are {known}")
    if rung.left is None:
        return
    left = Period.model_validate(rung.left.model_dump())
    for name, duty in pack.duties.items():
        mine = (not rung.duties or name in rung.duties) and (not rung.levels or duty.level in rung.levels)
        if mine and isinstance(duty.period, Period) and compared(left, duty.period) == "later":
            what = (
                f"{rung.left.n} {rung.left.unit} are never left of {name}, which has {duty.period.n} {duty.period.unit}"
            )
            todo = "shorten it, or name the duties it is for; until then it comes when the time begins"
            yield warning(pack, f"ladder.{position}.left", what, todo)


def _meet(one: Rung, other: Rung) -> bool:
    """Whether some date has both."""
    duties = not one.duties or not other.duties or bool(set(one.duties) & set(other.duties))
    levels = set(one.levels or get_args(DutyLevel)) & set(other.levels or get_args(DutyLevel))
    return duties and bool(levels)
