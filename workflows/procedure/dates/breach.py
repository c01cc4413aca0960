"""What a broken date brings with it beside the ladder, as the pack says (`on_breach`)."""

from __future__ import annotations

from typing import Any, NamedTuple

from domain.dates import Deadline
from workflows.dates_shown import day
from workflows.procedure.act import Act


class Consequence(NamedTuple):
    """What is owed because a date was broken."""

    what: str
    owner: str
    """Role; empty: the case's handler."""
    do: str


_OWED: dict[str, Consequence] = {
    "automatic_payment": Consequence("an automatic payment is owed to the customer", "finance", "pay it"),
    "explain_in_writing": Consequence("the customer is owed the reason in writing", "", "write with send_letter"),
}
"""A person has to do something."""
_FOLLOWS: dict[str, str] = {
    "ombudsman": "the customer may go to the ombudsman",
    "past_due": "the authority shows the complaint as past due",
}
"""Follows by itself."""


def consequences(act: Act, deadline: Deadline) -> None:
    """Put on record what the breach brings: a problem with an owner where something is owed, else a line."""
    rule: dict[str, Any] = act.policy.rules["duties"].get(deadline.duty, {})
    what = rule.get("on_breach", "")
    if what in _FOLLOWS:
        act.log(f"{deadline.duty} is late: {_FOLLOWS[what]} ({rule['source']})")
    elif what in _OWED:
        owed = _OWED[what]
        key = f"{act.case.reference}/{deadline.duty}/{deadline.round}/{what}"
        owner = owed.owner or act.case.handler or "lead"
        why = f"{deadline.duty} was due {day(deadline.due, act.case)}: {owed.what} ({rule['source']})"
        act.problem(key, why, owner, f'{owed.do}, then leave a note with settles "{key}"')
