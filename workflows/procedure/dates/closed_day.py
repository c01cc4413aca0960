"""A holiday proclaimed while the complaint runs: dates ahead count it, a date that has passed stays where it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from domain.case import Case, Policy
from domain.dates import Deadline, Right
from domain.errors import IllegalCommand
from messages.commands import Command
from messages.commands.handling import AddClosedDay
from messages.decisions import DateDecided, PolicySnapshot, Recount
from messages.receipts import DateMoved
from policies.calendars.proclaimed import cannot_close, with_closed_day
from policies.moments import local_day
from policies.timetable import dates_for
from workflows.procedure.act import Act, move
from workflows.procedure.dates import rights
from workflows.procedure.dates.more_time import given, stood_still
from workflows.procedure.happenings import of_round
from workflows.procedure.past import Past


def looks_back(case: Case, policy: PolicySnapshot, command: Command, at: datetime) -> Past:
    """What this round's dates ahead were counted from, to be counted again with the new closed day."""
    assert isinstance(command, AddClosedDay)
    if _why_not(case, policy, command, at):
        return Past()  # the writer refuses it
    return _again(case, _amended(policy, command), at)


def add(act: Act, command: AddClosedDay) -> None:
    """Count a newly closed day: dates ahead move later where their sum meets it, and all later dates know it."""
    if why := _why_not(act.case, act.policy, command, act.at):
        raise IllegalCommand(why)
    case, old = act.case, act.policy
    act.policy = _amended(old, command)
    case.policy = Policy(id=act.policy.id, version=act.policy.version, hash=act.policy.hash)
    act.log(f"closed day in {old.rules['calendar']}: {command.day} {command.name} ({command.source}): {command.reason}")
    act.log(f"policy {old.id} carried with the closed day {command.day}: {old.hash} → {act.policy.hash}")
    for known, decided in _later(case, act.dates, act.at):
        act.moved.append(DateMoved(duty=known.duty, before=_day(known), after=decided.due))
        act.log(f"{known.duty} moved {_day(known)} → {decided.due}: {command.name}, {command.day} ({command.source})")
        if isinstance(known, Deadline):
            move(known, decided)
        else:
            rights.move(known, decided)
    if case.settles_at is not None:
        case.settles_at = rights.last_date(case, case.settles_at)
    if not act.moved:
        act.log(f"nothing moves: no date ahead meets {command.day}")


def would(case: Case, policy: PolicySnapshot, command: AddClosedDay, at: datetime) -> dict[str, Any]:
    """What the command would do at that instant, and change nothing: `refused` says why it would be refused."""
    counts_in = {"calendar": policy.rules["calendar"]}
    if why := _why_not(case, policy, command, at):
        return counts_in | {"refused": why, "moved": []}
    amended = _amended(policy, command)
    back = _again(case, amended, at)
    dates = [
        one
        for again in back.recount
        for one in dates_for(amended, again.events, case.facts, back.pauses, back.told)[0]
        if one.duty in again.duties
    ]
    moved = [DateMoved(duty=known.duty, before=_day(known), after=new.due) for known, new in _later(case, dates, at)]
    return counts_in | {"refused": "", "moved": [one.model_dump(mode="json") for one in moved]}


def _why_not(case: Case, policy: PolicySnapshot, command: AddClosedDay, at: datetime) -> str:
    today = local_day(at, ZoneInfo(case.zone))
    if command.day <= today:
        return f"{command.day} is not after {today}, today in {case.zone}: only a day that has not begun can be closed"
    return cannot_close(policy, command.calendar, command.day)


def _amended(policy: PolicySnapshot, command: AddClosedDay) -> PolicySnapshot:
    return with_closed_day(policy, command.day, command.name, command.name_ja)


def _again(case: Case, policy: PolicySnapshot, at: datetime) -> Past:
    """Everything the round's dates ahead were decided with, and the policy they are now decided by."""
    rules: dict[str, Any] = policy.rules["duties"]
    extensions = {event for rule in rules.values() for event in rule.get("extension", {}).get("events", ())}
    # More time counts for the duty that was given it (`told`), and for no other.
    happened = {event: when for event, when in of_round(case).items() if event not in extensions}
    from_one: dict[tuple[str, datetime], list[str]] = {}
    for known in _ahead(case, at):
        if known.anchor_at is not None:
            from_one.setdefault((known.anchor_event, known.anchor_at), []).append(known.duty)
    for name, rule in rules.items():  # a gate opens after the first of its limits that runs, and so moves with it
        limits = (duties for limit in rule.get("opens_after", ()) for duties in from_one.values() if limit in duties)
        next(limits, []).append(name)
    recount = [Recount(duties=duties, events=happened | {event: when}) for (event, when), duties in from_one.items()]
    return Past(recount=recount, pauses=stood_still(case), told=given(case), policy=policy)


def _ahead(case: Case, at: datetime) -> Iterator[Deadline | Right]:
    """The dates of this round that can still be kept, and the days of its rights that have not come."""
    for one in case.deadlines:
        if one.round == case.round and one.state == "running" and at < one.late_from and not one.shortened:
            yield one
    for right in rights.ahead(case):
        if at < right.at:
            yield right


def _later(case: Case, dates: list[DateDecided], at: datetime) -> list[tuple[Deadline | Right, DateDecided]]:
    """The dates ahead that come later when counted again."""
    return [
        (known, decided)
        for known in _ahead(case, at)
        for decided in dates
        if decided.duty == known.duty
        and decided.late_from > (known.at if isinstance(known, Right) else known.late_from)
    ]


def _day(known: Deadline | Right) -> date | datetime:
    return known.day if isinstance(known, Right) else known.due
