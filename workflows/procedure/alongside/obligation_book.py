"""The book of an obligation: which function carries out which command; and its people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from domain.errors import IllegalCommand
from domain.parallel import OVER
from messages import obligations as wire
from messages.obligation_commands import RECORD_COMMANDS, REPORT_COMMANDS
from workflows.procedure.alongside import obligation_record, obligation_report
from workflows.procedure.alongside.obligation import ObligationAct, named, shown


def assign(act: ObligationAct, command: wire.AssignObligation) -> None:
    """Give it to another owner."""
    mine = act.record
    if command.to == mine.owner:
        raise IllegalCommand(f"{command.to} has it already")
    act.log(f"handed over from {mine.owner} to {command.to}: {command.reason}")
    mine.owner = command.to
    due = mine.deadline.due if mine.deadline else None
    act.tell(command.to, f"{named(mine)} is yours now, due {shown(due)}", "look at its page in the Temporal UI")
    act.tell_complaint(f"handed over to {command.to}")


def acknowledge_escalation(act: ObligationAct, command: wire.TakeOnObligation) -> None:
    """Somebody at the new level has taken it on."""
    if act.record.escalation_acknowledged:
        raise IllegalCommand("no escalation waits to be taken on")
    act.record.escalation_acknowledged = True
    act.log(f"escalation to level {act.record.escalation} taken on")


def note(act: ObligationAct, command: wire.NoteObligation) -> None:
    """A note."""
    act.log(f"note: {command.reason}")


OBLIGATION_BOOK: dict[str, Callable[[ObligationAct, Any], None]] = {
    "record_report": obligation_report.record_report,
    "not_reportable": obligation_report.not_reportable,
    "reclassify": obligation_report.reclassify,
    "correct_awareness": obligation_report.correct_awareness,
    "settle": obligation_record.settle,
    "hold": obligation_record.hold,
    "release": obligation_record.release,
    "assign": assign,
    "acknowledge_escalation": acknowledge_escalation,
    "note": note,
}


def carry_out(act: ObligationAct, name: str, command: Any) -> None:
    """Perform a command; refused where it does not fit what this is, or once it is over."""
    kind, foreign = ("a report", RECORD_COMMANDS) if act.record.kind == "report" else ("a record", REPORT_COMMANDS)
    if name in foreign:
        raise IllegalCommand(f"{name} is not for {kind}; query allowed_commands for what is")
    if act.record.state in OVER:
        raise IllegalCommand(f"the obligation is over ({act.record.state}); open it again on the complaint")
    OBLIGATION_BOOK[name](act, command)
