"""What turns out later about a complaint (a payment service, hardship, goods on their way back) and what it does to the dates.

Dates are worked out anew from their original events. A limit of law or code only ever moves nearer (regulators count from the
first day, whenever the firm found out); the firm's own targets follow the pack. A new date may have passed already: then it is
broken from that moment on, and shown so.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from domain.case import Case
from domain.errors import InvalidCommand
from messages.commands import Command
from messages.commands.handling import Reclassify, RecordContact
from messages.decisions import DateDecided, PolicySnapshot
from policies.matter import check_facts
from policies.pack import FactRule
from workflows.procedure.act import Act, move
from workflows.procedure.dates import rights
from workflows.procedure.dates.more_time import stood_still
from workflows.procedure.dates.promised import DUE
from workflows.procedure.happenings import of_round
from workflows.procedure.listening import safety
from workflows.procedure.past import Past


def looks_back(case: Case, policy: PolicySnapshot, command: Command, at: datetime) -> Past:
    """Everything that has happened in this round, and the facts as they are known now."""
    assert isinstance(command, Reclassify)
    alarm = safety.events_of(case, command, at)
    if not command.facts or _wrong(policy, command.facts):
        return Past(alarm)  # wrong facts are refused by the writer when it is carried out
    return Past(of_round(case) | alarm, case.facts | command.facts, stood_still(case))


def contact_looks_back(case: Case, policy: PolicySnapshot, command: Command, at: datetime) -> Past:
    """Whether a call about safety tells that it is critical; the day by which who demands something was told that they hear."""
    assert isinstance(command, RecordContact)
    return Past(safety.events_of(case, command, at), days={DUE: command.answer_by} if command.answer_by else {})


def learned(act: Act, facts: dict[str, Any]) -> list[str]:
    """Take new facts in and move the dates they change. Returns what changed, for the timeline.

    Raises:
        InvalidCommand: the pack does not ask for that fact, or it cannot have that value.
    """
    if wrong := _wrong(act.policy, facts):
        raise InvalidCommand(f"reclassify: facts: {wrong}")
    news = {name: value for name, value in facts.items() if act.case.facts.get(name) != value}
    if news:
        act.case.facts = act.case.facts | news
        _dates(act)
    return [f"{name}: {value}" for name, value in news.items()]


def _wrong(policy: PolicySnapshot, facts: dict[str, Any]) -> str:
    known = policy.rules.get("facts", {})
    for name in facts:
        if name not in known:
            return f"{policy.id} does not ask for {name[:40]}; it asks for: {', '.join(known) or 'none'}"
    try:
        check_facts({name: FactRule.model_validate(known[name]) for name in facts}, facts)
    except ValueError as wrong:
        return str(wrong)
    return ""


def _dates(act: Act) -> None:
    case = act.case
    decided = {date.duty: date for date in act.dates if date.owed}
    for deadline in [one for one in case.deadlines if one.round == case.round]:
        date = decided.get(deadline.duty)
        if deadline.met_at is not None or deadline.state == "cancelled":
            continue
        if date is None:
            if deadline.level == "target" and deadline.state == "running" and not deadline.extended:
                case.deadlines.remove(deadline)
                act.log(f"{deadline.duty} is not owed for now: the pack counts it from something that has not happened")
        elif _moves(deadline.level, deadline.state, deadline.late_from, date) and not deadline.extended:
            act.log(f"{deadline.duty}: from {deadline.due} to {date.due}, counted from {date.anchor_event} as before")
            move(deadline, date)
    act.start_clocks()
    rights.only(act, {date.duty for date in act.dates})
    rights.keep(act)


def _moves(level: str, state: str, late_from: datetime, date: DateDecided) -> bool:
    if state == "breached" or date.late_from == late_from:
        return False
    return level == "target" or date.late_from < late_from
