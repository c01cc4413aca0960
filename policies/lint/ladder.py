"""A ladder whose rungs are out of order, stand there twice, or reach nobody. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from policies.lint.finding import Finding, Surroundings, error, warning
from policies.pack import Pack, Rung

HELD_IN_THE_CASE = {"customer", "representative", "service"}
"""Roles that no member of the team has: a rung that tells only them tells nobody at the desk."""


def ladder(pack: Pack, around: Surroundings) -> Iterator[Finding]:
    """The order of the rungs, and who hears of each."""
    for (one, lower), (two, upper) in pairwise(enumerate(pack.ladder)):
        if _share(upper) == _share(lower):
            what = f"a second rung at {upper.at} (the first is ladder.{one})"
            yield error(pack, f"ladder.{two}", what, "make it one rung that tells everybody, or give it another time")
        elif _share(upper) < _share(lower):
            what = f"{upper.at} comes before {lower.at} of ladder.{one}, and stands after it"
            yield error(pack, f"ladder.{two}", what, "put the rungs in order of time, `breach` last")
        if upper.raise_to and lower.raise_to and upper.raise_to < lower.raise_to:
            what = f"raises to level {upper.raise_to}, below level {lower.raise_to} of the rung before it"
            yield error(pack, f"ladder.{two}.raise_to", what, "let the level rise from rung to rung")
    if not any(rung.at == "breach" for rung in pack.ladder):
        yield error(pack, "ladder", "no rung at `breach`: a missed limit would alarm nobody", "add a rung `at: breach`")
    if all(rung.at == "breach" for rung in pack.ladder):
        yield warning(pack, "ladder", "nobody is warned before a limit is missed", "add a rung such as `at: 75%`")
    for position, rung in enumerate(pack.ladder):
        yield from _reached(pack, position, rung, around)


def _reached(pack: Pack, position: int, rung: Rung, around: Surroundings) -> Iterator[Finding]:
    nobody = [role for role in rung.tell if role in HELD_IN_THE_CASE or role not in around.roles]
    todo = "name a role that somebody of the team file has, or give somebody the role there"
    if len(nobody) == len(rung.tell):
        what = f"the rung at {rung.at} reaches nobody: nobody at the desk is {' or '.join(nobody)}"
        yield error(pack, f"ladder.{position}.tell", what, todo)
    elif nobody:
        yield warning(pack, f"ladder.{position}.tell", f"nobody at the desk is {' or '.join(nobody)}", todo)


def _share(rung: Rung) -> int:
    return 100 if rung.at == "breach" else int(rung.at.removesuffix("%"))
