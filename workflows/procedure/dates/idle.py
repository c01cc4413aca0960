"""An open complaint of which no date lies ahead any more is brought to mind: to whoever owns the next act, then to the lead.

Whether there is a date is looked at after every act; only where there is none the days are found out (`Act.needs`) and waited for.
"""

from __future__ import annotations

from domain.case import Case
from domain.lifecycle import OPEN
from workflows.procedure.act import Act
from workflows.procedure.dates.next_date import IDLE_LIMIT, IDLE_REMINDER, nothing_ahead
from workflows.procedure.next_act import IDLE, next_act
from workflows.procedure.staff.levels import owner_role


def watch(act: Act) -> Act:
    """Begin to wait where nothing lies ahead, and end it where something does. A policy without the wait does not wait."""
    case = act.case
    if not _is_idle(case):
        act.stop_waiting(IDLE_REMINDER)
        act.stop_waiting(IDLE_LIMIT)
        act.solved(IDLE)
    elif IDLE_LIMIT in act.policy.rules["waits"] and not any(wait.name == IDLE_LIMIT for wait in case.waits):
        if act.date(IDLE_LIMIT) is None:
            act.needs.events.append(IDLE)
        act.wait(IDLE_REMINDER)
        act.wait(IDLE_LIMIT)
    return act


def _is_idle(case: Case) -> bool:
    # Of an import nobody has begun with a lead is told in one digest, not of each complaint.
    untouched = bool(case.batch) and case.stage in ("received", "acknowledged")
    return case.stage in OPEN and not untouched and nothing_ahead(case)


def remind(act: Act, _: str) -> None:
    """A business day without a date: whoever owns the next act hears of it."""
    coming = next_act(act.case)
    act.tell(coming.owner, f"no date lies ahead any more: {coming.what}", "do it now, or give it a day with promise")
    act.log(f"reminded: no date lies ahead ({coming.owner})")


def tell_lead(act: Act, _: str) -> None:
    """Still nothing: it is the lead's problem, and the lead hears of it again and again until there is a date."""
    case, owner = act.case, owner_role(max(act.case.escalation, 1))
    what, do = (
        "the complaint is open and no date lies ahead",
        "see that the next act is done, or give it a day (promise)",
    )
    if any(problem.key == IDLE and problem.resolved_at is None for problem in case.problems):
        act.tell(owner, what, do)
    act.problem(IDLE, what, owner, do)
    act.wait(IDLE_LIMIT)
