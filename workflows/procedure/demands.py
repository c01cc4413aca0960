"""Demands beyond what is owed: on record in the customer's own words, decided by a lead or manager with a reason, never at once."""

from __future__ import annotations

from domain.errors import IllegalCommand, InvalidCommand, NotAuthorised
from domain.protection import Demand
from messages.commands.handling import RecordContact
from workflows.procedure.act import Act
from workflows.procedure.loose_ends import impartial

MOST = 20
"""More demands than this are one demand, said again."""


def heard(act: Act, command: RecordContact, contact: str) -> None:
    """A demand was made: it waits for its decision, by somebody who has the authority."""
    case, words = act.case, (command.personal or {}).get("demand")
    if not words:
        return
    if len(case.demands) >= MOST:
        raise IllegalCommand(f"{MOST} demands are on record; record what was said as a contact (personal.words)")
    demand = Demand(
        id=f"D{case.number('demand')}", contact=contact, at=act.at, told_to=act.by.id, personal={"demand": words}
    )
    case.demands.append(demand)
    act.log(f"demand {demand.id} ({contact}): it is not decided on the spot")
    act.problem(
        _key(act, demand.id),
        f"the customer demands something ({demand.id}); nothing was promised",
        "lead",
        f'decide it: record_contact {{"demand": "{demand.id}", "decided": "declined", "reason": "…"}}',
    )


def decide(act: Act, command: RecordContact) -> None:
    """A demand is declined or met, wholly or in part, with the reason.

    Raises:
        NotAuthorised, InvalidCommand, IllegalCommand: not by this person, without a reason, or no such demand waits.
    """
    if act.by.role not in ("lead", "manager"):
        raise NotAuthorised("a demand is decided by a lead or manager")
    impartial(act)
    if not (command.decided and command.reason):
        raise InvalidCommand("record_contact: decided and reason: say declined, met or partly, and why")
    demand = next((one for one in act.case.demands if one.id == command.demand and not one.decided), None)
    if demand is None:
        waiting = ", ".join(one.id for one in act.case.demands if not one.decided) or "none"
        raise IllegalCommand(f"there is no demand {command.demand} to decide; waiting: {waiting}")
    demand.decided, demand.reason = command.decided, command.reason
    demand.decided_by, demand.decided_at = act.by.id, act.at
    act.solved(_key(act, demand.id))
    act.log(f"demand {demand.id} {demand.decided}: {demand.reason}")
    do = "tell the customer, with the reasons (send_letter remedy_declined, or offer_remedy for what is met)"
    act.tell(act.case.handler or "lead", f"demand {demand.id} is decided: {demand.decided}", do)


def _key(act: Act, demand: str) -> str:
    return f"{act.case.reference}/demand/{demand}"
