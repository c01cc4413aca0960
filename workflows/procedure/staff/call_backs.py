"""Calls that are promised by an act (desk, C16): the first word of whoever takes a case over, and one call-back of the lead to a
customer who asks for somebody higher. "The boss" on demand is not automatic: the level rises by the desk's judgement, or when that
call does not come.
"""

from __future__ import annotations

from datetime import date, datetime

from domain.case import Case
from domain.dates import Promise
from domain.errors import IllegalCommand
from domain.lifecycle import OPEN
from domain.words import SPOKEN
from messages.commands.handling import Assign, Escalate
from messages.commands.promises import MakePromise
from workflows.dates_shown import window
from workflows.procedure.act import Act
from workflows.procedure.dates import promises
from workflows.procedure.dates.promised import DUE, by_period
from workflows.procedure.listening.representatives import WITHOUT
from workflows.procedure.staff.levels import HIGHEST, owner_role
from workflows.procedure.staff.restricted import active

PERIOD = "promised_call"
"""The pack's period until such a call: the next working day."""


def may_be_called(case: Case) -> bool:
    """Whether there is somebody whom the desk may call about it."""
    restriction = active(case)
    kept_away = restriction and (restriction.no_contact or restriction.channel not in ("", *SPOKEN))
    nobody = case.anonymous or bool(case.preferences.get("no_contact")) or case.representative in WITHOUT
    return case.is_complaint and case.stage in OPEN and not (nobody or kept_away)


def first_word(act: Act, to: str, due: datetime | date | None) -> Promise | None:
    """Who has taken the case over calls, by the day that was named or the pack's; None: nobody is called.

    A call that the one before still owes is theirs now, by its own day: being passed on again gives nobody more time.
    """
    if not may_be_called(act.case):
        return None
    owed = next((one for one in act.case.promises if one.first_word and one.state == "open"), None)
    if owed and due is None:
        owed.owner = to
        act.log(f"promise {owed.id} (call_back by {window(owed, act.case)}) is {to}'s now")
        return owed
    if owed:
        owed.state = "released"
        act.log(f"promise {owed.id} gives way to the call that was named")
    if promise := _promise(act, to, due):
        promise.first_word = True
    return promise


def asked_for_higher(act: Act, command: Escalate) -> None:
    """The customer asks for somebody higher: one call-back in a round, by whoever owns the next level.

    Raises:
        IllegalCommand: it is promised already; with what the desk can do.
    """
    case = act.case
    mine = [one for one in case.promises if one.raises_to and one.round == case.round]
    if mine:
        raise IllegalCommand(
            f"{mine[-1].id}, the call-back to the customer who asked for somebody higher, is {mine[-1].state} "
            f"(by {window(mine[-1], case)}); record what else was said with record_contact; whether the level rises is the "
            "desk's judgement: escalate with level"
        )
    case.wishes.append(f"customer/{case.round}")
    act.log(f"the customer asks for somebody higher: {command.reason}")
    level = min(case.escalation + 1, HIGHEST)
    owner = owner_role(level)
    what, do = "the customer asks for somebody higher", "look at it, and escalate with level where it takes more"
    if may_be_called(case) and (promise := _promise(act, owner, command.due)):
        promise.raises_to = level
        what += f": call back by {window(promise, case)}"
        do = f"call, then keep_promise {promise.id}; {do}"
        act.hints.append(f"one call-back by the {owner} is promised by {window(promise, case)} ({promise.id})")
    act.tell(owner, what, do)


def _promise(act: Act, owner: str, due: datetime | date | None) -> Promise | None:
    if due is None:
        return by_period(act, PERIOD, what="call_back", owner=owner)
    promises.make(act, MakePromise(by=act.by, what="call_back", due=due, owner=owner))
    return act.case.promises[-1]


def due_day(command: Assign | Escalate) -> dict[str, date]:
    """The day that was named for the call, to be recorded with its end."""
    due = command.due
    return {} if due is None or isinstance(due, datetime) else {DUE: due}
