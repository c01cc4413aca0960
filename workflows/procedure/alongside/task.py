"""A prevention task's own procedure: evidence, review, effectiveness checks, successor. Pure, like the complaint's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from domain.dates import Deadline
from domain.errors import IllegalCommand, InvalidCommand, NotAuthorised
from domain.task import Check, Task
from domain.words import WEAK
from messages.decisions import DateDecided
from messages.news import News
from messages.tasks import (
    CancelTask,
    MoveTask,
    ReassignTask,
    RecordEffectiveness,
    ReviewTask,
    SubmitEvidence,
    TaskStart,
)
from policies.moments import local_day
from workflows.procedure.alongside.beside import BesideAct

CHECKS = "effectiveness_"
"""Duties with this prefix, anchored on `task_done`, are the effectiveness checks."""
ASK_AGAIN = timedelta(days=7)
"""A check that nobody records is asked for again every week, from the second time on with the lead."""
SUCCESSOR_DAYS = 30
"""A successor is due this many days after the one before proved ineffective, unless moved."""


class TaskAct(BesideAct[Task]):
    """One act on a task."""

    @property
    def task(self) -> Task:
        """The draft that is changed."""
        return self.record

    def tell_complaint(self, what: str, **body: Any) -> None:
        """Tell the complaint what became of its task."""
        task = self.task
        known = {
            "task_id": task.id,
            "state": task.state,
            "owner": task.owner,
            "due": task.due.isoformat(),
            "what": what,
        }
        self.effects.append(News(to=task.complaint, at=self.at, what="prevention", body=known | body))

    def due(self, dates: list[DateDecided], keep: Deadline | None = None) -> None:
        """Set the clock of the task's own due date; a moved one keeps the rungs already fired."""
        for decided in dates:
            if decided.duty == "task_due":
                self.task.deadline = Deadline(
                    **decided.model_dump(exclude={"level"}),
                    level="target",
                    round=1,
                    fired=list(keep.fired) if keep and keep.state == "running" else [],
                )


def new_task(start: TaskStart, at: datetime) -> Task:
    """The task as it stands when it is opened."""
    shared = start.model_dump(exclude={"task_id", "at", "policy", "continue_after"})
    return Task(id=start.task_id, opened_at=at, as_of=at, **shared)


def open_task(act: TaskAct) -> None:
    """Start the clock and tell the owner."""
    act.due(act.dates)
    act.log(f"opened: {act.task.kind}, {act.task.owner}, due {act.task.due.isoformat()}")
    act.tell(act.task.owner, f"prevention task {act.task.id}: {act.task.title}", "do it, then submit_evidence")


def submit_evidence(act: TaskAct, command: SubmitEvidence) -> None:
    """The owner shows that it is done."""
    _require(act, "open")
    if not command.evidence:
        raise InvalidCommand("submit_evidence: evidence: missing; name at least one document, photo or record")
    task = act.task
    done_on = command.done_on or local_date(act)
    if done_on > local_date(act):
        raise InvalidCommand("submit_evidence: done_on: lies in the future")
    task.state, task.evidence, task.done_on = "in_review", command.evidence, done_on
    task.submitted_by = command.by.id
    act.log(f"done on {done_on.isoformat()}, evidence: {', '.join(command.evidence)}")
    act.tell("quality", f"prevention task {task.id} waits for review", "review it: done, or returned with a reason")
    act.tell_complaint("done, in review")


def local_date(act: TaskAct) -> date:
    """Today, in the task's zone."""
    return local_day(act.at, ZoneInfo(act.task.zone))


def review(act: TaskAct, command: ReviewTask) -> None:
    """The quality role says done, or returns it with a reason; who did it does not review it."""
    _require(act, "in_review")
    task = act.task
    if command.by.id in (task.owner, task.submitted_by):
        raise NotAuthorised("who did the work does not review it")
    if command.verdict == "returned":
        if not command.reason:
            raise InvalidCommand("review: reason: say what is missing")
        task.state, task.returned, task.done_on = "open", task.returned + 1, None
        act.log(f"returned: {command.reason}")
        act.tell(
            task.owner, f"prevention task {task.id} was returned", "read the reason in the task, do it, submit again"
        )
        act.tell_complaint("returned by quality")
        return
    if task.measure in WEAK and not command.reason:
        raise InvalidCommand(
            f"review: reason: this measure is {task.measure} only, and rests on people's attention: say why nothing stronger is "
            "possible (eliminate, make_impossible, detect, procedure), or return it"
        )
    task.state, task.reviewed_by = "done", command.by.id
    if task.deadline is not None and task.deadline.state == "running":
        task.deadline.state, task.deadline.met_at = "met", act.at
    task.checks = [
        Check(name=decided.duty, due=_day(decided), at=decided.late_from - timedelta(days=1))
        for decided in sorted(act.dates, key=lambda d: d.late_from)
        if decided.duty.startswith(CHECKS)
    ]
    why = f": {command.reason}" if command.reason else ""
    checks = ", ".join(check.due.isoformat() for check in task.checks) or "no day"
    act.log(f"reviewed and done{why}; checks on {checks}")
    act.tell_complaint("done", done_on=task.done_on.isoformat() if task.done_on else None)
    if not task.checks:
        task.state = "checked"


def _day(decided: DateDecided) -> date:
    return decided.due.date() if isinstance(decided.due, datetime) else decided.due


def record_effectiveness(act: TaskAct, command: RecordEffectiveness) -> None:
    """The result of the next check. Ineffective opens a successor; after the last check the verdict stands."""
    _require(act, "done")
    task = act.task
    check = next(check for check in task.checks if check.verdict is None)
    if local_date(act) < check.due:
        raise IllegalCommand(f"the check {check.name} is due {check.due.isoformat()}; earlier it proves nothing")
    if command.title and command.verdict != "ineffective":
        raise InvalidCommand(
            "record_effectiveness: title: names what takes the place of an ineffective measure; leave it out"
        )
    check.verdict, check.recorded_by, check.recorded_at = command.verdict, command.by.id, act.at
    check.reason, check.evidence = command.reason, command.evidence
    task.verdict = command.verdict
    act.log(f"{check.name}: {command.verdict}: {command.reason}")
    if command.verdict == "ineffective":
        _succeed(act, command.title or "")
        return
    if all(other.verdict for other in task.checks):
        task.state = "checked"
    act.tell_complaint(f"{check.name}: {command.verdict}", verdict=command.verdict)


def _succeed(act: TaskAct, title: str) -> None:
    """The next task opens: with the measure that is known, or with the old one's name until a stronger one is found."""
    task = act.task
    root, _, number = task.id.partition(".")
    task.state, task.successor = "checked", f"{root}.{int(number or 1) + 1}"
    due = local_date(act) + timedelta(days=SUCCESSOR_DAYS)
    act.effects.append(
        TaskStart(
            task_id=task.successor,
            complaint=task.complaint,
            kind=task.kind,
            owner=task.owner,
            due=due,
            title=title or task.title,
            cause=task.cause,
            category=task.category,
            severity=task.severity,
            follows=task.id,
            addresses=task.addresses,
            opened_by="owabi",
            at=act.at,
            zone=task.zone,
            locale=task.locale,
            policy=act.policy,
        )
    )
    act.log(f"ineffective: successor {task.successor} opened, due {due.isoformat()}")
    for to in ("quality", "lead"):
        do = f"see to {task.successor}: {title}" if title else f"find a stronger measure in {task.successor}"
        act.tell(to, f"prevention task {task.id} proved ineffective", do)
    successor = {"task_id": task.successor, "due": due.isoformat()} | ({"title": title} if title else {})
    act.tell_complaint("ineffective", verdict="ineffective", successor=successor)


def reassign(act: TaskAct, command: ReassignTask) -> None:
    """Give it to another owner."""
    _require(act, "open", "in_review", "done")
    act.log(f"handed over from {act.task.owner} to {command.to}: {command.reason}")
    act.task.owner = command.to
    act.tell(command.to, f"prevention task {act.task.id} is yours now: {act.task.title}", "do it, then submit_evidence")
    act.tell_complaint("reassigned")


def move_due(act: TaskAct, command: MoveTask) -> None:
    """Move the due date; a breach stays a breach."""
    _require(act, "open", "in_review")
    if command.due < local_date(act):
        raise InvalidCommand("move_due: due: lies in the past")
    act.task.due = command.due
    breached = act.task.deadline is not None and act.task.deadline.state == "breached"
    if not breached:
        act.due(act.dates, keep=act.task.deadline)
    act.log(f"due date moved to {command.due.isoformat()}: {command.reason}")
    act.tell_complaint("due date moved")


def cancel_task(act: TaskAct, command: CancelTask) -> None:
    """Cancel it, with a reason."""
    _require(act, "open", "in_review", "done")
    act.task.state = "cancelled"
    act.log(f"cancelled: {command.reason}")
    act.tell_complaint("cancelled")


def _require(act: TaskAct, *states: str) -> None:
    if act.task.state not in states:
        raise IllegalCommand(f"the task is {act.task.state}; that needs it to be {' or '.join(states)}")


TASK_BOOK: dict[str, tuple[Callable[[TaskAct, Any], None], tuple[str, ...]]] = {
    "submit_evidence": (submit_evidence, ()),
    "review": (review, ("task_done",)),
    "record_effectiveness": (record_effectiveness, ()),
    "reassign": (reassign, ()),
    "move_due": (move_due, ()),
    "cancel_task": (cancel_task, ()),
}


# --- dates ----------------------------------------------------------------------------------------------------------------


def remind(act: TaskAct) -> None:
    """The due day is near."""
    if act.task.deadline is not None:
        act.task.deadline.fired.append("warning")
        act.tell(act.task.owner, f"prevention task {act.task.id} is due {act.task.due.isoformat()}", "submit_evidence")
        act.log("owner reminded")


def overdue(act: TaskAct) -> None:
    """The due day has passed: a breach, told to owner, quality and lead."""
    task = act.task
    if task.deadline is None:
        return
    task.deadline.fired.append("breach")
    task.deadline.state, task.escalation = "breached", 1
    for to in (task.owner, "quality", "lead"):
        act.tell(
            to, f"prevention task {task.id} is overdue since {task.due.isoformat()}", "do it, or move_due with a reason"
        )
    act.log("overdue")
    act.tell_complaint("overdue")


def ask_for_check(act: TaskAct, name: str) -> None:
    """A check is due: the quality role is asked for its verdict."""
    for check in act.task.checks:
        if check.name == name:
            if check.reminded:
                act.tell("lead", f"{name} of prevention task {act.task.id} is overdue", "ask the quality team")
            check.reminded, check.at = True, act.at + ASK_AGAIN
    act.tell("quality", f"prevention task {act.task.id}: {name} is due", "look at the evidence, record_effectiveness")
    act.log(f"{name} asked for")
