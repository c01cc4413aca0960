"""Safety is asked, not guessed (desk, C15); what is critical is reported to the head of the desk at fixed times (C16).

Both are duties of the pack in minutes and hours, with certificate, reminder and breach like any other date.
"""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from domain.dates import Deadline
from domain.errors import IllegalCommand, InvalidCommand, NotAuthorised
from domain.safety import SafetyAnswers, SituationReport
from domain.words import SPOKEN, STAFF
from messages.commands import Command
from messages.commands.handling import Note, Reclassify, RecordContact
from messages.decisions import DateDecided
from workflows.dates_shown import day
from workflows.procedure.act import LIVE, Act
from workflows.procedure.alongside.proposals import occasions, propose

CALL, FIRST, FURTHER = "safety_call", "first_report", "further_report"
PROBLEM = "safety"
HARM = ("injury", "damage")
"""Flags of harm that was done."""
QUESTIONS = "ask: is anyone hurt, is it still in use (advise to stop), and to keep it as it is"
RECORD = (
    'record_contact {"medium": "phone", "direction": "out", "safety": {"hurt": false, "in_use": false, "kept": true}, '
    '"personal": {"words": "…"}}'
)


def events_of(case: Case, command: Command, at: datetime) -> dict[str, datetime]:
    """The events from which these duties are counted, as far as a command is one."""
    if isinstance(command, Note) and command.report == "situation":
        return {"situation_reported": at}
    critical = (isinstance(command, Reclassify) and command.severity == "critical") or (
        isinstance(command, RecordContact) and command.safety is not None and _grave(command)
    )
    return {"critical_known": at} if critical and case.severity != "critical" else {}


def _grave(command: RecordContact) -> bool:
    return command.safety is not None and (command.safety.hurt or command.safety.others_at_risk)


def not_asked_yet(case: Case) -> bool:
    """Whether somebody may be hurt and nobody has asked: the call is owed, or its problem is open."""
    owed = any(one.duty == CALL and one.round == case.round and one.state in LIVE for one in case.deadlines)
    return owed or any(one.key == PROBLEM and one.resolved_at is None for one in case.problems)


def grave(case: Case) -> bool:
    """Whether somebody was or may be hurt: never settled in a conversation."""
    return case.severity == "critical" or case.others_at_risk or any(flag in case.flags for flag in HARM)


def start(act: Act, duty: str) -> None:
    """Start the clock of one of these duties, where the act's event has decided it."""
    kept, act.dates = act.dates, [date for date in act.dates if date.duty == duty]
    act.run_clocks()
    act.dates = kept


def ask(act: Act, dates: list[DateDecided]) -> None:
    """The first task is a call by a person: nobody has said whether anyone was hurt.

    Args:
        act: the receipt.
        dates: those that follow from it.
    """
    case = act.case
    due = next((one.due for one in dates if one.duty == CALL), None)
    by = f" by {day(due, case)}" if due is not None else ""
    what = f"somebody may be hurt, and nobody has asked yet: call{by}"
    act.problem(PROBLEM, what, case.handler or "lead", f"{QUESTIONS}; then {RECORD}")


def answered(act: Act, command: RecordContact, contact: str) -> None:
    """What was asked about safety and answered: it sets what the case is taken for, and meets the call.

    Raises:
        InvalidCommand, NotAuthorised: nobody of the desk spoke with anyone.
    """
    said, case = command.safety, act.case
    if said is None:
        return
    if act.by.role not in STAFF:
        raise NotAuthorised("what is asked about safety is recorded by the desk; record_contact without safety")
    if command.medium not in SPOKEN:
        raise InvalidCommand("record_contact: medium: a person asks about safety by phone, visit, in_person or chat")
    before = occasions(case)
    told = SafetyAnswers(contact=contact, at=act.at, by=act.by.id, **said.model_dump())
    case.safety.append(told)
    case.others_at_risk = said.others_at_risk
    if said.hurt and "injury" not in case.flags:
        case.flags = [*case.flags, "injury"]
    if _grave(command) and case.severity != "critical":
        case.severity, case.severity_reasons = "critical", [f"asked about safety ({contact})"]
        start(act, FIRST)
    act.meet(CALL)
    act.solved(PROBLEM)
    answers = ", ".join(f"{name} {'yes' if value else 'no'}" for name, value in said.model_dump().items())
    act.log(f"safety asked ({contact}): {answers}")
    propose(act, known=before)


def reclassified(act: Act, severity_before: str) -> None:
    """What turns out to be critical is reported; what turns out not to be is reported no more."""
    case = act.case
    if case.severity == "critical" and severity_before != "critical":
        start(act, FIRST)
    elif severity_before == "critical" and case.severity != "critical":
        act.no_longer_owed(FIRST, FURTHER)


def report(act: Act, command: Note) -> None:
    """The first report, a further one, or the end of them.

    Raises:
        IllegalCommand: nothing critical is reported on.
        InvalidCommand: it does not say what is known and what is not.
    """
    if command.report is None:
        return
    case, words = act.case, command.personal or {}
    if act.by.role not in STAFF:
        raise NotAuthorised("reports to the head of the desk are given by the desk; leave the note without report")
    if case.severity != "critical" and not _owed(case):
        raise IllegalCommand(
            "note: report: nothing here is critical; reclassify first, or leave the note without report"
        )
    if command.report == "stood_down":
        _stand_down(act)
        return
    if not words.get("unknown"):
        raise InvalidCommand("note: personal.unknown: say what is not known yet; that nothing is open is an answer too")
    first = not any(one.round == case.round for one in case.reports)
    one = SituationReport(
        id=f"S{case.number('report')}", at=act.at, by=act.by.id, round=case.round, personal=command.personal
    )
    case.reports.append(one)
    act.meet(FIRST)
    act.meet(FURTHER)
    start(act, FURTHER)
    called = "first report 第一報" if first else "further report 続報"
    act.log(f"{called} {one.id}")
    do = "take it on with acknowledge_escalation; note with report stood_down ends the reports"
    act.tell(
        "manager", f"{called} {one.id} on what is critical", do, personal={k: words[k] for k in ("text", "unknown")}
    )


def _owed(case: Case) -> bool:
    return any(one.duty in (FIRST, FURTHER) and one.round == case.round and one.state in LIVE for one in case.deadlines)


def ends(act: Act, how: str) -> None:
    """What is critical ends here, one way or another, without the report that was owed: the head of the desk knows."""
    owed = [
        one.duty
        for one in act.case.deadlines
        if one.duty in (FIRST, FURTHER) and one.round == act.case.round and not one.met_at and one.state != "cancelled"
    ]
    if owed:
        what = f"what is critical {how}, and {owed[-1]} was still owed: no report comes any more"
        act.log(what)
        act.tell("manager", what, "ask what is known and what is not, and see that nobody is in danger any more")


def of_danger(case: Case) -> list[Deadline]:
    """The call and the reports that are owed now: danger does not wait for a new round."""
    mine = (CALL, FIRST, FURTHER)
    return [one for one in case.deadlines if one.duty in mine and one.round == case.round and one.state == "running"]


def _stand_down(act: Act) -> None:
    if act.by.role == "handler":
        raise NotAuthorised("a lead or manager stands it down")
    act.no_longer_owed(FIRST, FURTHER)
    act.log("stood down: no further report is owed")


def taken_on(act: Act) -> bool:
    """The head of the desk has read the reports that wait; whether there were any."""
    waiting = [one for one in act.case.reports if not one.acknowledged_by]
    if act.by.role != "manager" or not waiting:
        return False
    for one in waiting:
        one.acknowledged_by = act.by.id
    act.log(f"read by the head of the desk: {', '.join(one.id for one in waiting)}")
    return True
