"""Chapter 8, seen from the complaint: tasks are opened here and live on as workflows of their own."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from domain.case import Case, PreventionTask
from domain.closing import prevented
from domain.errors import IllegalCommand, InvalidCommand
from domain.substance import substance_of
from domain.words import CauseSide
from messages.commands.substance import AddPreventionTask, DecideNoPrevention
from messages.news import PreventionNews
from messages.tasks import TaskStart
from policies.categories import covers
from policies.moments import local_day
from workflows.procedure.act import Act
from workflows.procedure.alongside.promised_measures import news_of
from workflows.procedure.dates.promised import stays_open
from workflows.procedure.ending import taken_back
from workflows.procedure.staff.levels import raise_level


def add_prevention_task(act: Act, command: AddPreventionTask) -> None:
    """Open a task. It outlives the complaint; what becomes of it is told back."""
    case = act.case
    if case.stage == "merged" and not case.causes:
        raise IllegalCommand("the complaint is merged and has no cause on record; leave a note instead")
    if command.follows and command.follows not in {task.id for task in case.prevention}:
        raise IllegalCommand(f"there is no task {command.follows} to follow")
    if command.due < local_day(act.at, ZoneInfo(case.zone)):
        raise InvalidCommand("add_prevention_task: due: lies in the past; give the day until which it is to be done")
    _contained_at_once(act, command)
    case.waivers = [w for w in case.waivers if not (w.what == "prevention" and w.round == case.round)]
    task = PreventionTask(
        id=f"{case.reference}-P{case.number('prevention')}",
        kind=command.kind,
        owner=command.owner,
        due=command.due,
        title=command.title,
        measure=command.measure,
        addresses=command.addresses or _side_of(case, command.cause),
        undecided=command.undecided,
        at=act.at,
        personal=command.personal,
    )
    case.prevention.append(task)
    act.effects.append(_start(act, task, command.cause or "", command.follows or "", command.by.id))
    act.log(f"prevention task {task.id} opened: {task.kind}, {task.owner}, due {task.due.isoformat()}")
    if not (command.undecided or case.anonymous or (command.personal or {}).get("to_customer")):
        act.hints.append(
            "letters will name the measure by its title: give personal.to_customer, the measure as the customer should read it"
        )
    if case.team_names and task.owner not in case.team_names:
        act.hints.append(
            f"{task.owner} is not in the team: a lead hears what the owner should; reassign it where that is wrong"
        )
    taken_back.look_into(act)


def _contained_at_once(act: Act, command: AddPreventionTask) -> None:
    """Where somebody may be hurt, what stops it cannot wait."""
    case = act.case
    if command.kind != "containment" or not ("safety" in substance_of(case) or covers(("safety",), case.category)):
        return
    tomorrow = local_day(act.at, ZoneInfo(case.zone)) + timedelta(days=1)
    if command.due > tomorrow:
        raise InvalidCommand(
            f"add_prevention_task: due: a containment that concerns safety is done within a day: {tomorrow} at the latest"
        )


def _side_of(case: Case, cause: str | None) -> CauseSide | None:
    """Whether a cause says why it happened, or why it was not caught."""
    found = next((one for one in case.causes if one.id == cause), None)
    return (found.occurrence_or_escape or None) if found else None


def _start(act: Act, task: PreventionTask, cause: str, follows: str, opened_by: str) -> TaskStart:
    case = act.case
    found = next((c.category for c in case.causes if c.id == cause), case.causes[-1].category if case.causes else "")
    return TaskStart(
        task_id=task.id,
        complaint=case.reference,
        kind=task.kind,
        owner=task.owner,
        due=task.due,
        title=task.title,
        measure=task.measure,
        addresses=task.addresses,
        cause=found,
        category=case.category,
        severity=case.severity,
        follows=follows,
        opened_by=opened_by,
        at=act.at,
        zone=case.zone,
        locale=case.locale,
        policy=act.policy,
    )


def decide_no_prevention(act: Act, command: DecideNoPrevention) -> None:
    """Decide, with a reason, that nothing need be prevented."""
    case = act.case
    if prevented(case):
        raise IllegalCommand(
            "there are prevention tasks; where they are not needed, cancel_task in their own workflows first"
        )
    act.waive("prevention", command.reason)
    act.log(f"no prevention needed: {command.reason}")
    taken_back.look_into(act)


def prevention_news(act: Act, told: PreventionNews) -> None:
    """What a task tells: done, returned, its verdict; an ineffective one brings its successor and escalates."""
    task = next((t for t in act.case.prevention if t.id == told.task_id), None)
    if task is None:
        return
    task.state, task.owner = told.state or task.state, told.owner or task.owner
    task.due, task.done_on = told.due or task.due, told.done_on or task.done_on
    task.verdict = told.verdict or task.verdict
    stays_open(act.case)  # a measure that was put off is still promised
    act.log(f"prevention task {task.id}: {told.what or task.state}")
    news_of(act, task, told.what)
    next_one = told.successor
    if next_one and next_one.task_id not in {t.id for t in act.case.prevention}:
        task.successor = next_one.task_id
        act.case.prevention.append(
            PreventionTask(
                id=next_one.task_id,
                kind=task.kind,
                owner=task.owner,
                due=next_one.due,
                title=next_one.title or task.title,
                addresses=task.addresses,
                undecided=True,  # the measure before it did not work: nobody has said yet how letters name a stronger one
                at=act.at,
            )
        )
        if act.case.stage not in ("withdrawn", "merged"):
            raise_level(act, max(1, act.case.escalation), f"prevention task {task.id} proved ineffective")
    taken_back.look_into(act)
