"""Demands beyond what is owed: on record in the customer's own words, decided by a lead or manager with a reason, never at once."""

from __future__ import annotations

from domain.dates import Promise
from domain.errors import IllegalCommand, InvalidCommand, NotAuthorised
from domain.protection import Demand
from messages.commands.handling import RecordContact
from workflows.dates_shown import window
from workflows.procedure.act import Act
from workflows.procedure.dates.promised import DUE, by_period
from workflows.procedure.ending.loose_ends import impartial

PERIOD = "demand_answer"
"""The pack's period until the customer hears."""


def heard(act: Act, command: RecordContact, contact: str) -> None:
    """A demand was made: it waits for its decision, by somebody who has the authority."""
    case, words = act.case, (command.personal or {}).get("demand")
    if command.answer_by and not words:
        raise InvalidCommand(
            "record_contact: answer_by: is the day told to who demands something: give personal.demand"
        )
    if not words:
        return
    demand = Demand(
        id=f"D{case.number('demand')}", contact=contact, at=act.at, told_to=act.by.id, personal={"demand": words}
    )
    case.demands.append(demand)
    act.log(f"demand {demand.id} ({contact}): it is not decided on the spot")
    answer = _you_will_hear(act, command)
    demand.promise = answer.id if answer else ""
    but = f" but an answer by {window(answer, case)}" if answer else ""
    act.problem(
        _key(act, demand.id),
        f"the customer demands something ({demand.id}); nothing was promised{but}",
        "lead",
        f'decide it: record_contact {{"demand": "{demand.id}", "decided": "declined", "reason": "…"}}',
    )


def _you_will_hear(act: Act, command: RecordContact) -> Promise | None:
    """ "I cannot decide that here, you will hear by (date)": the day that was told, else the pack's; None: nobody is answered."""
    case = act.case
    if case.anonymous or case.stage in ("withdrawn", "merged"):
        return None
    named = act.date(DUE)
    if named is not None and named.late_from <= act.at:
        raise InvalidCommand("record_contact: answer_by: lies in the past; give the day that the customer was told")
    answer = by_period(act, DUE if named else PERIOD, what="answer", owner="lead")
    if answer:
        act.hints.append(f"“I cannot decide that here, you will hear by {window(answer, case)}” ({answer.id})")
    return answer


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
    then = f", then keep_promise {demand.promise}" if demand.promise else ""
    do = f"tell the customer, with the reasons (send_letter remedy_declined, or offer_remedy for what is met){then}"
    act.tell(act.case.handler or "lead", f"demand {demand.id} is decided: {demand.decided}", do)


def _key(act: Act, demand: str) -> str:
    return f"{act.case.reference}/demand/{demand}"
