"""A flare-up (再燃): the same person, the same matter. It goes to level 1 at least and to another person than before (desk, C6).

The lead takes it, else the head of the desk, else it is a problem with an owner; either may give it to another handler. The earlier
round stands before them in ten lines (`brief.py`): the customer need not tell the story again.
"""

from __future__ import annotations

from collections.abc import Sequence

from domain.case import Case
from messages.decisions import EarlierComplaint
from policies.ladder import rungs_of
from workflows.procedure.act import Act
from workflows.procedure.staff.levels import is_theirs, raise_level
from workflows.procedure.writing.letter_dates import local_day

ROLES = ("lead", "manager")
KEY = "flare_up"
PERHAPS = "perhaps_flare_up"


def perhaps(act: Act, ended: Sequence[EarlierComplaint]) -> None:
    """A new filing is perhaps the same matter as one that has ended: a lead looks, reopens that one and joins this one to it.

    Nothing is reopened or joined by itself.
    """
    if not ended:
        return
    case, into = act.case, ended[0].reference
    act.problem(
        PERHAPS,
        f"perhaps a flare-up 再燃 of {'; '.join(_ended(one, case) for one in ended)}",
        "lead",
        f'look at both. The same matter: on {into} reopen {{"reason": "…"}}, then here merge {{"into": "{into}", "reason": "…"}}. '
        f'Another one: note with settles "{PERHAPS}"',
    )


def _ended(one: EarlierComplaint, case: Case) -> str:
    return f"{one.reference} ({one.stage}{f' on {local_day(one.closed_at, case)}' if one.closed_at else ''})"


def level_one(act: Act) -> None:
    """Level 1 at least, also where the pack's ladder does not say so."""
    if not any(rung.about == "reopened" and rung.raise_to for rung in rungs_of(act.policy.rules)):
        raise_level(act, 1, "flare-up 再燃")


def another_person(act: Act) -> None:
    """Whoever holds the next role that day and did not handle it before; the act says what it needs to know of the day."""
    case = act.case
    if unknown := [role for role in ROLES if role not in act.holders]:
        act.needs.roles += unknown
        return
    before = case.handler
    to = next((one for role in ROLES if (one := act.holders[role]) not in ("", before, *case.complained_of)), "")
    if not to:
        act.problem(
            KEY,
            f"a flare-up goes to another person than {before}, and nobody else can be reached",
            "manager",
            "give it to somebody else with assign; name a deputy in the team file",
        )
        return
    is_theirs(case, to)
    act.solved("nobody_assigned")
    act.log(f"flare-up: given to {to} (before: {before or 'nobody'})")
    do = "read the earlier round (it stands first on the page, and in owabi show), then call: they need not tell it again"
    act.tell(to, f"a flare-up 再燃 is yours now (before: {before or 'nobody'})", do)
    if before:
        act.tell(before, f"the complaint was reopened and went to {to}", "hand over what is not on record, in a note")
