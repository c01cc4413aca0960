"""A report owed to an authority: what ends it, and what moves its date (engine rules 10 and 18)."""

from __future__ import annotations

from typing import Any

from domain.errors import IllegalCommand, InvalidCommand, NotAuthorised
from domain.obligation import Obligation
from domain.parallel import AWARE
from messages import obligations as wire
from messages.decisions import PolicySnapshot
from policies.matter import facts_known
from workflows.procedure.act import move
from workflows.procedure.alongside.obligation import (
    ObligationAct,
    breached,
    decided_for,
    end,
    late_at_once,
    named,
    shown,
    start_clock,
)

LATER = ("lead", "manager")
"""Who may put a later awareness on record than the one that stands: that takes time from an authority."""


def record_report(act: ObligationAct, command: wire.RecordReport) -> None:
    """The authority has it: met, or late and done; either way it ends."""
    mine, done = act.record, command.done_at or act.at
    if not (command.receipt or command.evidence):
        raise InvalidCommand("record_report: receipt: missing; give the authority's number, or evidence by reference")
    if done > act.at:
        raise InvalidCommand("record_report: done_at: lies in the future")
    if AWARE in mine.events and done < mine.events[AWARE]:
        raise InvalidCommand("record_report: done_at: lies before anybody knew; correct_awareness if that is wrong")
    if mine.deadline is not None:
        if mine.deadline.state == "running":
            mine.deadline.state = "met"  # had its day passed, the breach would have come first
        mine.deadline.met_at = done
    mine.receipt, mine.evidence = command.receipt or "", list(command.evidence)
    proof = ", ".join(one for one in (mine.receipt, *mine.evidence) if one)
    end(act, "met", f"reported ({proof})" + (", late" if breached(mine) else ""))


def not_reportable(act: ObligationAct, command: wire.NotReportable) -> None:
    """The decision not to report: a record of its own, by a manager or quality, never by who is complained of."""
    if command.by.id in act.record.besides:
        raise NotAuthorised("who is complained of in the complaint does not decide this")
    if act.record.deadline is not None and act.record.deadline.state == "running":
        act.record.deadline.state = "cancelled"
    end(act, "not_reportable", f"not reportable: {command.reason}")


def new_facts(mine: Obligation, facts: dict[str, Any], policy: PolicySnapshot) -> dict[str, Any]:
    """The facts with those corrected; raises `InvalidCommand` for one that the pack does not ask for."""
    try:
        facts_known(policy.rules.get("facts", {}), facts)
    except ValueError as error:
        raise InvalidCommand(f"reclassify: facts: {error}") from None
    if all(mine.facts.get(name) == value for name, value in facts.items()):
        raise IllegalCommand("reclassify: nothing would change; give the facts that are different now")
    return mine.facts | facts


def reclassify(act: ObligationAct, command: wire.ReclassifyObligation) -> None:
    """Another class: counted anew from the same awareness, and never later than before (engine rule 10)."""
    mine = act.record
    mine.facts = new_facts(mine, command.facts, act.policy)
    changed = ", ".join(f"{name}: {value}" for name, value in command.facts.items())
    act.log(f"reclassified ({changed}): {command.reason}")
    _recount(act, later=False)


def correct_awareness(act: ObligationAct, command: wire.CorrectAwareness) -> None:
    """The first word that reached any employee counts, whenever its evidence arrives (engine rule 18)."""
    mine, before = act.record, act.record.events.get(AWARE)
    if not command.evidence:
        raise InvalidCommand("correct_awareness: evidence: missing; name the call log, mail or note that shows it")
    if command.aware_at > act.at:
        raise InvalidCommand("correct_awareness: aware_at: lies in the future")
    if before is not None and command.aware_at == before:
        raise IllegalCommand("correct_awareness: nothing would change; that instant is on record")
    if before is not None and command.aware_at > before and command.by.role not in LATER:
        raise NotAuthorised(
            f"the first word that reached any employee counts, and {before.isoformat()} is on record; a later instant "
            "is for a lead or manager to decide, with evidence that the earlier one was wrong"
        )
    mine.events = mine.events | {AWARE: command.aware_at}
    proof = ", ".join(command.evidence)
    act.log(f"first awareness corrected to {command.aware_at.isoformat()} ({proof}): {command.reason}")
    _recount(act, later=True)


def _recount(act: ObligationAct, *, later: bool) -> None:
    """Another date, where it is another; a breach stays one, and what is late already is a breach at once."""
    mine, decided = act.record, decided_for(act)
    if decided is None:
        act.log("no date follows from this; the one on record stands")  # nor at the door, where nothing is decided
        return
    if mine.deadline is None:
        start_clock(act)
    elif decided.late_from > mine.deadline.late_from and not later:
        act.log(f"{shown(decided.due)} would be a later date: {shown(mine.deadline.due)} stands")
        return
    elif decided.due == mine.deadline.due and decided.late_from == mine.deadline.late_from:
        move(mine.deadline, decided)
        return
    else:
        move(mine.deadline, decided)
    what = f"date moved, due {shown(decided.due)}"
    act.log(what)
    act.tell(mine.owner, f"{named(mine)}: {what}", "report it by then, then record_report")
    act.tell_complaint(what)
    late_at_once(act)
