"""Chapter 11: more time. An extension that the customer was told of, and pauses of the firm's own targets."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from domain import labels
from domain.case import Case
from domain.closing import outcome_of
from domain.dates import Deadline, Pause
from domain.errors import ExtensionTooLate, IllegalCommand, InvalidCommand, NotAuthorised
from domain.words import STAFF
from messages.commands import Command
from messages.commands.handling import Extend, Note, Resume, SendLetter
from messages.commands.handling import Pause as PauseCommand
from messages.decisions import ClockPause, ExtensionTold, PolicySnapshot
from messages.receipts import DateMoved
from policies.extensions import CAP_LIFTED_BY
from policies.moments import local_day
from workflows.procedure.act import Act, move
from workflows.procedure.dates.broken_promises import PROMISED
from workflows.procedure.happenings import ANSWERS, anchors, known, leaving, of_round, starting, told_by, touched_by
from workflows.procedure.listening import contact, safety
from workflows.procedure.listening.acknowledging import acknowledged_otherwise, acknowledges
from workflows.procedure.on_record import happened
from workflows.procedure.past import NOTHING, Past
from workflows.procedure.writing.letter_kinds import INFORMING
from workflows.procedure.writing.letter_receipts import find_letter


def _mine(case: Case, *states: str) -> list[Deadline]:
    return [one for one in case.deadlines if one.round == case.round and one.state in states]


def _extension(policy: PolicySnapshot, duty: str) -> dict[str, Any] | None:
    rule: dict[str, Any] = policy.rules["duties"].get(duty, {})
    extension: dict[str, Any] | None = rule.get("extension")
    return extension


def _extended(case: Case, policy: PolicySnapshot, command: Extend) -> Deadline:
    """The deadline that the command is about; refused where there is none."""
    able = [one for one in _mine(case, "running", "breached") if _extension(policy, one.duty)]
    named = [one for one in able if command.duty in (None, one.duty) and one.met_at is None]
    if not named:
        what = command.duty or "any duty that runs"
        raise IllegalCommand(
            f"{policy.id} gives no more time for {what}; keep the date, or say why it is late (send_update)"
        )
    if len(named) > 1:
        raise IllegalCommand(f"say which duty: {', '.join(one.duty for one in named)}")
    return named[0]


def extension_looks_back(case: Case, policy: PolicySnapshot, command: Command, at: datetime) -> Past:
    """The anchor of the duty, and when the customer was told."""
    assert isinstance(command, Extend)
    try:
        deadline = _extended(case, policy, command)
    except IllegalCommand:
        return Past()  # the writer refuses it when it is carried out
    rule = _extension(policy, deadline.duty) or {}
    told = {rule["events"][0]: command.done_at or at}
    events = {"received": case.received_at, deadline.anchor_event: deadline.anchor_at} | told
    facts: dict[str, Any] = {"extension_days": command.days}
    if command.days > (rule.get("cap") or command.days):
        facts[CAP_LIFTED_BY] = command.by.id  # whether that role may is judged when it is carried out
    return Past(events, facts, stood_still(case))


def extend(act: Act, command: Extend) -> None:
    """More time, once, if the customer was told before the limit; told later, the breach stands."""
    act.require_open()
    deadline = _extended(act.case, act.policy, command)
    rule = _extension(act.policy, deadline.duty) or {}
    told_at = command.done_at or act.at
    if told_at > act.at:
        raise IllegalCommand(f"done_at: {told_at.isoformat()} lies ahead; tell the customer first")
    if deadline.extended:
        raise IllegalCommand(f"{deadline.duty} was extended once already, to {deadline.due}; there is no second time")
    if deadline.state == "breached" or told_at >= deadline.late_from:
        raise ExtensionTooLate(
            f"{deadline.duty} had to be extended before the end of {deadline.due}; the breach stands, tell the customer why"
        )
    beyond = _beyond_cap(deadline, rule, command)
    before = deadline.due
    if date := act.date(deadline.duty):
        move(deadline, date)
        deadline.extended, deadline.told_at, deadline.extension_days = True, told_at, command.days
        deadline.cap_lifted_by = command.by.id if beyond else ""
    act.log(
        f"{deadline.duty} extended from {before} to {deadline.due}: {command.reason}; customer told by "
        f"{command.medium or 'letter'}"
        + (f"; the cap of {rule['cap']} days lifted by {command.by.id}" if beyond else ""),
        command.personal,
    )


def _beyond_cap(deadline: Deadline, rule: dict[str, Any], command: Extend) -> bool:
    """Whether it goes beyond the cap; where the rule knows a good reason for that, one role answers for it by name."""
    cap, role = rule.get("cap"), rule.get("beyond_cap")
    if not cap or command.days <= cap:
        return False
    if command.by.role != role:
        most = f"{deadline.duty} can be extended by {cap} days at most ({rule['source']})"
        raise IllegalCommand(
            f"{most}; for more a {labels.both(role, labels.ROLES)} has to answer with the reason" if role else most
        )
    return True


def pause(act: Act, command: PauseCommand) -> None:
    """Our own targets stand still; what the law or a regulator's code asks for runs on."""
    act.require_open()
    if act.case.paused:
        raise IllegalCommand("the targets stand still already; resume first")
    ours = [one for one in _mine(act.case, "running") if one.level == "target" and not isinstance(one.due, datetime)]
    if not ours:
        raise IllegalCommand("no target of our own runs; statutory clocks never stand still while we wait")
    for deadline in ours:
        deadline.state = "suspended"
    case = act.case
    case.pauses.append(Pause(since=act.at, reason=command.reason, by=command.by.id, round=case.round))
    act.wait("pause_limit")
    act.log(f"targets stand still ({', '.join(one.duty for one in ours)}): {command.reason}")


def resuming_looks_back(case: Case, policy: PolicySnapshot, command: Command, at: datetime) -> Past:
    """The anchors of what stands still, and every time it stood still."""
    anchors = {one.anchor_event: one.anchor_at for one in _mine(case, "suspended")}
    happened = {"received": case.received_at} | anchors if anchors else {}
    return Past(happened, pauses=stood_still(case, at), told=given(case))


def resume(act: Act, command: Resume) -> None:
    """Our own targets run again, with as many days left as when they were stopped."""
    case = act.case
    if not case.paused:
        raise IllegalCommand("nothing stands still; pause comes first")
    act.require_open()
    case.pauses[-1].until = act.at
    act.stop_waiting("pause_limit")
    act.solved("pause_limit")
    again = _mine(case, "suspended")
    for deadline in again:
        if date := act.date(deadline.duty):
            if date.due != deadline.due:
                act.moved.append(DateMoved(duty=deadline.duty, before=deadline.due, after=date.due))
            move(deadline, date)
        deadline.state = "running"
    days = ", ".join(f"{one.duty} until {one.due}" for one in again)
    act.log(f"targets run again ({days or 'none is left'}): {command.reason}")


def pause_limit(act: Act, about: str) -> None:
    """A pause has lasted as long as the pack allows."""
    if act.case.paused:
        do = 'resume; or say why not yet in a note with settles "pause_limit"'
        since = local_day(act.case.pauses[-1].since, ZoneInfo(act.case.zone))
        act.problem("pause_limit", f"the targets stand still since {since}", "lead", do)


def noting_looks_back(case: Case, policy: PolicySnapshot, command: Command, at: datetime) -> Past:
    """What happened outside, where the pack has dates that depend on it."""
    assert isinstance(command, Note)
    if command.report:
        return Past(safety.events_of(case, command, at))
    told: tuple[str, ...] = (command.event,) if command.event and command.event in anchors(policy) else ()
    if command.meets and acknowledges(command.meets, case, policy):
        told += starting("acknowledge", case, policy)
    if not told or command.by.role not in STAFF:
        return Past()
    return Past(of_round(case) | dict.fromkeys(told, command.done_at or at), pauses=stood_still(case))


def leaving_looks_back(case: Case, policy: PolicySnapshot, effect: str, at: datetime) -> Past:
    """What a letter's leaving is for the pack: the first of its kind in the round counts."""
    letter = find_letter(case, effect)
    if letter is None or letter.round != case.round:
        return NOTHING
    new_date = ((letter.order or {}).get("facts") or {}).get("new_date")
    days = {PROMISED: date.fromisoformat(new_date)} if new_date else {}
    events = dict.fromkeys(told_by(letter.kind, policy), at)
    if events:
        return Past(events | of_round(case), pauses=stood_still(case), days=days)
    return Past(days=days) if days else NOTHING


def sending_looks_back(case: Case, policy: PolicySnapshot, command: Command, at: datetime) -> Past:
    """The same, where a person says that a letter had left: then it is also what it is to the procedure. A report is an update."""
    assert isinstance(command, SendLetter)
    if not command.effect_id:
        return Past({"progress_update_sent": at}) if command.kind in INFORMING else NOTHING
    letter = find_letter(case, command.effect_id)
    if command.then != "was_sent" or letter is None or letter.round != case.round:
        return NOTHING
    events = dict.fromkeys(leaving(letter.kind, case, policy), at)
    return Past(events) if events else leaving_looks_back(case, policy, letter.effect_id, at)


def note(act: Act, command: Note) -> None:
    """A note; with it, what happened outside, or that a duty was met by hand."""
    at = command.done_at or act.at
    if (command.event or command.meets) and command.by.role not in STAFF:
        raise NotAuthorised(f"event and meets are for {labels.roles(STAFF)}; leave the note without them")
    if at > act.at:
        raise IllegalCommand(f"done_at: {at.isoformat()} lies ahead")
    _answered_for(act, command)
    contact.note(act, command)
    safety.report(act, command)
    if command.event:
        _happened(act, command.event, at)
    if command.meets:
        _met_by_hand(act, command.meets, at)


def _answered_for(act: Act, command: Note) -> None:
    """What starts or meets a clock of law or code without a letter of ours: a lead answers for it, in words."""
    duties = act.policy.rules["duties"]
    touched = {command.meets} if command.meets else set()
    if command.event:
        touched |= touched_by(command.event, act.case, act.policy)
        if command.event in ANSWERS and outcome_of(act.case) is None:
            raise IllegalCommand(f"{command.event}: nothing is decided yet: decide comes before the final response")
    binding = sorted(one for one in touched if duties.get(one, {}).get("level", "target") != "target")
    if binding and command.by.role == "handler":
        raise NotAuthorised(f"{', '.join(binding)}: a lead or manager puts that on record and answers for it")
    if binding and not (command.personal or {}).get("text"):
        raise InvalidCommand("note: personal.text: say how it was done and where that can be seen")


def _happened(act: Act, event: str, at: datetime) -> None:
    able = known(act.policy)
    if event not in able:
        raise IllegalCommand(f"no date of {act.policy.id} depends on {event}; those that do: {', '.join(sorted(able))}")
    happened(act, event, at)
    act.log(f"on record: {event} on {at.isoformat()}")


def _met_by_hand(act: Act, duty: str, at: datetime) -> None:
    owed = [one.duty for one in _mine(act.case, "running", "suspended", "breached") if one.met_at is None]
    if duty not in owed:
        raise IllegalCommand(f"{duty} is not owed now; owed are: {', '.join(owed) or 'none'}")
    act.meet(duty, at)
    act.log(f"{duty} met by hand on {at.isoformat()}")
    if acknowledges(duty, act.case, act.policy):
        acknowledged_otherwise(act, at, "by hand")


def given(case: Case) -> dict[str, ExtensionTold]:
    """The extensions of this round: duty → when the customer was told, and how many days."""
    return {
        one.duty: ExtensionTold(at=one.told_at, days=one.extension_days, cap_lifted_by=one.cap_lifted_by)
        for one in case.deadlines
        if one.round == case.round and one.told_at is not None
    }


def stood_still(case: Case, now: datetime | None = None) -> list[ClockPause]:
    """The days of this round's pauses: from the day after each began to the day it ended.

    Args:
        case: the case.
        now: the end of a pause that lasts.
    """
    zone = ZoneInfo(case.zone)
    days = []
    for one in case.pauses:
        until = one.until or now
        if one.round != case.round or until is None:
            continue
        first, last = local_day(one.since, zone) + timedelta(days=1), local_day(until, zone)
        if first <= last:
            days.append(ClockPause(first=first, last=last, why=one.reason, by=one.by))
    return days
