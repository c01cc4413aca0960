"""Measures that a letter has promised for a day: the customer hears when they are done, and is told sorry when they are late."""

from __future__ import annotations

from domain.case import Case, PreventionTask
from domain.dates import Promise
from workflows.procedure.act import Act
from workflows.procedure.dates.promised import stays_open
from workflows.procedure.writing.answer import named, state_of, told
from workflows.procedure.writing.correspondence import write
from workflows.procedure.writing.letter_receipts import find_letter


def promised_in(case: Case, effect: str) -> None:
    """A letter that speaks of the measures promises those that are still to be done, or to be decided, for their day."""
    for task in told(case):
        if effect and not task.done_on:
            task.promised_in = effect
    stays_open(case)


def news_of(act: Act, task: PreventionTask, what: str) -> None:
    """What a task tells, where the customer was promised it."""
    letter = find_letter(act.case, task.promised_in) if task.promised_in else None
    if letter is None or letter.state != "sent":
        return
    if act.case.stage in ("withdrawn", "merged"):
        task.untold += [what] if what in _TOLD and what not in task.untold else []
        return
    if what == "done":
        _done(act, task)
    elif what == "overdue":
        _late(act, task)
    elif what in ("due date moved", "cancelled"):
        do = f"tell the customer why, and what happens instead (send_letter); {letter.effect_id} promised it"
        act.tell(act.case.handler or "lead", f"prevention task {task.id}, promised to the customer: {what}", do)


_TOLD = ("done", "overdue", "due date moved", "cancelled")
"""What a promised measure tells that the customer, or whoever has the case, hears."""


def caught_up(act: Act) -> None:
    """The complaint is worked on again: what a promised measure told while nobody was to be told is said now."""
    for task in act.case.prevention:
        untold, task.untold = task.untold, []
        for what in untold:
            news_of(act, task, what)


def _done(act: Act, task: PreventionTask) -> None:
    """The letter that the promise said would come; what was decided is told by a person, who knows it."""
    case = act.case
    if any(one.kind == "prevention_done" and one.about == task.id for one in case.letters):
        return
    if task.undecided:
        do = f"tell the customer what was decided, by {task.due.isoformat()} as promised (send_letter)"
        act.tell(case.handler or "lead", f"prevention task {task.id}: what is to be done was decided", do)
        return
    facts = {"prevention": [{"kind": task.kind, "state": state_of(task), "on": (task.done_on or task.due).isoformat()}]}
    write(act, "prevention_done", facts, {"prevention": {"0": named(task)}}, about=task.id, by_hand=False)


def _late(act: Act, task: PreventionTask) -> None:
    """A promise that was broken: on record for ever, and the next letter says sorry for it."""
    case = act.case
    case.promises.append(
        Promise(
            id=f"PR{case.number('promise')}",
            what="report" if task.undecided else "measure",
            medium="letter",
            state="broken",
            due=task.due,
            late_from=act.at,
            remind_at=act.at,
            reminded=True,
            owner=task.owner,
            made_by=case.handler or "owabi",
            made_at=task.at,
            round=case.round,
        )
    )
    act.log(f"broken promise: prevention task {task.id} was promised by {task.due.isoformat()}")
