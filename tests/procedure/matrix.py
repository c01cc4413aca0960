"""Every command tried by every role in every stage: who is obeyed where, and everything that is not as it must be."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from domain.case import Case
from domain.errors import ComplaintError, IllegalCommand, InvalidCommand, NotAuthorised
from domain.words import ROLES, STAGES, Role, Stage
from messages.commands import COMMANDS
from tests.procedure.places import PLACES, at, bodies, stage_of
from tests.procedure.walk import PaperCase
from workflows.procedure.allowed import allowed

SAYS_WHAT_TO_DO = re.compile(
    rf"\b({'|'.join(COMMANDS)}|cancel_task|allowed_commands)\b"
    r"|: (missing|say|give|list|at most|name|lies)|needs? |it is for |let |a lead |a manager |another person|wait|choose"
    r"|file a |close on|those on record|the view lists|are the desk's|is always possible"
)
"""A refusal names a command, or says what is missing, who may, or what to wait for."""


class Play(NamedTuple):
    """One act that was obeyed: where, which, by whom, with what."""

    place: str
    name: str
    role: Role
    body: dict[str, Any]


class Matrix(NamedTuple):
    """What came of trying everything."""

    obeyed: dict[tuple[str, Stage], set[Role]]
    plays: list[Play]
    faults: list[str]
    """What must not be: an error that is no refusal, a refusal that leaves a mark or says nothing, an act that was not offered."""
    tried: int


def tried(book: PaperCase, name: str, role: Role, body: dict[str, Any]) -> ComplaintError | None:
    """What the procedure answers: None when it obeys. The book is as it was."""
    try:
        book.copy().do(name, role, **body)
    except ComplaintError as refusal:
        return refusal
    return None


@cache
def matrix() -> Matrix:
    """Every command by every role in every place."""
    found = Matrix(defaultdict(set), [], [], 0)
    count = 0
    for place in PLACES:
        book, stage = at(place), stage_of(place)
        before, offered = book.case.model_dump_json(), set(allowed(book.case))
        for name, spec in COMMANDS.items():
            for role in ROLES:
                where = f"{place}: {name} by {role}"
                for body in bodies(name, book, role) if role in spec.roles else [dict(spec.example)]:
                    count += 1
                    try:
                        refusal = tried(book, name, role, body)
                    except Exception as error:
                        found.faults.append(f"{where}: {type(error).__name__}: {error}")
                        continue
                    found.faults.extend(f"{where}: {fault}" for fault in _judged(name, role, refusal, offered))
                    if refusal is None:
                        found.obeyed[name, stage].add(role)
                        found.plays.append(Play(place, name, role, body))
            if book.case.model_dump_json() != before:
                found.faults.append(f"{place}: {name}: the case is not as it was")
    return found._replace(tried=count)


def _judged(name: str, role: Role, refusal: ComplaintError | None, offered: set[str]) -> list[str]:
    if refusal is None:
        faults = [] if role in COMMANDS[name].roles else ["obeyed, though it is not for that role"]
        return faults + (
            [] if name in offered or name in NEVER_OFFERED else ["obeyed, but it was not shown as allowed"]
        )
    faults = [] if SAYS_WHAT_TO_DO.search(str(refusal)) else [f"does not say what to do: {refusal}"]
    if (
        not isinstance(refusal, IllegalCommand | NotAuthorised | InvalidCommand)
        and type(refusal).__name__ not in OTHERS
    ):
        faults.append(f"{type(refusal).__name__} is none of the documented refusals of a command: {refusal}")
    if role not in COMMANDS[name].roles and not isinstance(refusal, NotAuthorised):
        faults.append(f"not for that role, but refused as {type(refusal).__name__}: {refusal}")
    return faults


NEVER_OFFERED = (
    *("add_closed_day", "extend", "authorise_representative", "open_obligation", "decline_obligation"),
    "promise",
)
"""Obeyed also where nothing on record asks for it: a day is proclaimed, more time is agreed on, a duty comes up, a body asks."""
OTHERS = ("MissingContent", "WordsRefused", "NobodyReachable")
"""Refusals of a letter, of its words, and of a role that nobody holds that day."""

Change = Callable[[Case], dict[str, Any]]


def taken_away(change: Change) -> dict[Role, set[str]]:
    """The commands that a switch on the case takes from a role, wherever that role was obeyed before.

    Raises:
        AssertionError: where it takes it away in one place and not in another, or for a reason that is no refusal of a person.
    """
    lost: dict[Role, set[str]] = defaultdict(set)
    kept: dict[Role, set[str]] = defaultdict(set)
    to_the_customer = [play for play in reversed(matrix().plays) if play.body.get("to") != "body"]
    first = {(stage_of(play.place), play.name, play.role): play for play in to_the_customer}
    for play in first.values():
        book = at(play.place).copy()
        book.case = book.case.model_copy(update=change(book.case))
        refusal = tried(book, play.name, play.role, play.body)
        if refusal is None:
            kept[play.role].add(play.name)
        else:
            assert isinstance(refusal, NotAuthorised | IllegalCommand), refusal
            assert SAYS_WHAT_TO_DO.search(str(refusal)), refusal
            lost[play.role].add(play.name)
    both = {role: names & kept[role] for role, names in lost.items() if names & kept[role]}
    assert not both, f"taken away in some places only: {both}"
    return dict(lost)


def unknown() -> list[str]:
    """Commands that are obeyed nowhere: a place is missing in which they can be."""
    reached = {name for name, _ in matrix().obeyed}
    return [name for name in COMMANDS if name not in reached]


def never(role: Role) -> list[str]:
    """Commands that are for a role and are never obeyed from it."""
    mine = [name for name, spec in COMMANDS.items() if role in spec.roles]
    return [name for name in mine if not any(role in matrix().obeyed.get((name, stage), ()) for stage in STAGES)]
