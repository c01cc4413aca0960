"""The outside bodies on record: those the complaint was referred to, that the customer went to, or that ask something of us."""

from __future__ import annotations

from domain.outside import OutsideBody
from workflows.procedure.act import Act


def looking(act: Act, body: str) -> OutsideBody:
    """The record of a body that looks at the complaint and has not decided; a new one where there is none."""
    case = act.case
    mine = [one for one in case.outside if one.body == body and one.decided_at is None]
    if not mine:
        mine = [OutsideBody(body=body, since=act.at, round=case.round)]
        case.outside += mine
    return mine[-1]
