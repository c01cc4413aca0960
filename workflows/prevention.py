"""PreventionWorkflow: one prevention task, from its opening to the last effectiveness check. It outlives the complaint."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from pydantic import BaseModel, ConfigDict

    from domain.task import Task
    from messages import search
    from messages.commands.base import Command
    from messages.decisions import TurnRecorded
    from messages.ids import PREVENTION_WORKFLOW
    from messages.task_commands import TASK_COMMANDS, TASKS
    from messages.tasks import MoveTask, TaskOutcome, TaskReceipt, TaskStart
    from workflows.beside import BesideComplaint, Due, next_tries
    from workflows.doors import with_command_doors
    from workflows.procedure.alongside import task as procedure
    from workflows.procedure.alongside.task import TASK_BOOK, TaskAct
    from workflows.task_page import next_of, page_of, view_of
    from workflows.writer import shielded


class CarriedTask(BaseModel):
    """What a task carries from run to run."""

    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)

    task: Task
    answered: dict[str, dict[str, Any]] = {}
    published: list[Any] = []


@workflow.defn(name=PREVENTION_WORKFLOW)
@with_command_doors(TASK_COMMANDS, TASKS.spec_of)
class PreventionWorkflow(BesideComplaint[Task, TaskAct]):
    """One prevention task: owner and evidence, review by quality, checks after 30, 60, 90 days, successor if ineffective."""

    ENDS_BY = "a task ends by its review, or by cancel_task"

    @workflow.init
    def __init__(self, start: Any, carried: CarriedTask | None = None) -> None:
        super().__init__()
        # The SDK ignores the types of arguments where one with a default is left out: read it here.
        self.start = TaskStart.model_validate(start)
        self.policy = self.start.policy
        self.continue_after = self.start.continue_after
        if carried is not None:
            self.record, self.answered = carried.task, dict(carried.answered)
            self.published = list(carried.published)

    @workflow.query(name="task", description="The whole task as JSON")
    def task_view(self) -> dict[str, Any]:
        """The task."""
        return {} if self.record is None else view_of(self.record)

    @workflow.query(name="allowed_commands", description="The commands on a task, with JSON to paste")
    def allowed_now(self) -> list[dict[str, Any]]:
        """The commands on a task."""
        return [spec.shown(TASKS.example(name)) for name, spec in TASK_COMMANDS.items()]

    @workflow.run
    async def run(self, start: Any, carried: CarriedTask | None = None) -> TaskOutcome:
        """The life of the task."""
        if not await shielded(self._story(), self.note_cancel):
            rest = CarriedTask(task=self.known(), answered=self.answered, published=self.published)
            workflow.continue_as_new(args=[start, rest])
        await workflow.wait_condition(workflow.all_handlers_finished)
        task = self.known()
        return TaskOutcome(
            task_id=task.id, complaint=task.complaint, state=task.state, verdict=task.verdict, successor=task.successor
        )

    async def _story(self) -> bool:
        if self.record is None:
            at = max(workflow.now(), self.start.at)
            turn = await self.turn(self.start.task_id, "opening", at, days={"task_due": self.start.due})
            self.record = procedure.new_task(self.start, turn.at)
            act = self.act(turn.at, turn)
            procedure.open_task(act)
            self.keep(act)
        return await self.write()

    # --- what the writer takes --------------------------------------------------------------------------------------------

    def act(self, at: datetime, turn: TurnRecorded | None = None) -> TaskAct:
        """An act on a draft of the task."""
        dates = list(turn.dates) if turn else []
        return TaskAct(record=self.known().model_copy(deep=True), at=at, policy=self.policy, dates=dates)

    def read(self, name: str, body: Any) -> Command:
        """Read and check a command on a task."""
        return TASKS.check(name, body)

    def decided_with(self, name: str, command: Command, at: datetime) -> dict[str, Any]:
        """The checks that follow from a review, or the day that a person set."""
        days = {"task_due": command.due} if isinstance(command, MoveTask) else {}
        return {"events": dict.fromkeys(TASK_BOOK[name][1], at), "days": days}

    def carry_out(self, act: TaskAct, name: str, command: Command) -> None:
        """Perform the command on the draft."""
        TASK_BOOK[name][0](act, command)

    def receipt(self, act: TaskAct, command: str) -> TaskReceipt:
        """The answer to a command."""
        task, coming = act.task, next_of(act.task)
        return TaskReceipt(
            task_id=task.id,
            command=command,
            state=task.state,
            next_action=coming.what[:200],
            next_action_ja=coming.ja[:100],
            next_due=coming.due,
            at=act.at,
        )

    def told_too_late(self, act: TaskAct, what: str) -> None:
        """The complaint has settled: the lead hears the bad news in its place."""
        if any(word in what for word in ("ineffective", "overdue")):
            act.tell("lead", f"{act.task.complaint} has settled; it was not told: {what}", "look at the task")

    # --- dates ------------------------------------------------------------------------------------------------------------

    def agenda(self) -> list[Due]:
        """The dates that will do something."""
        task = self.known()
        dates = list(next_tries(task))
        deadline = task.deadline
        if deadline is not None and deadline.state == "running" and task.state in ("open", "in_review"):
            if deadline.warn_at is not None and "warning" not in deadline.fired:
                dates.append(Due(deadline.warn_at, f"warning/{task.due}", "Deadline: prevention task, reminder"))
            dates.append(Due(deadline.late_from, f"breach/{task.due}", "Deadline: prevention task"))
        if task.state == "done":
            upcoming = next((check for check in task.checks if check.verdict is None), None)
            if upcoming is not None:
                dates.append(Due(upcoming.at, f"check/{upcoming.name}", f"Effectiveness check: {upcoming.name}"))
        return sorted(dates)

    def fire(self, act: TaskAct, due: Due) -> None:
        """Remind, report a breach, or ask for a check."""
        what, _, about = due.key.partition("/")
        if what == "warning":
            procedure.remind(act)
        elif what == "breach":
            procedure.overdue(act)
        else:
            procedure.ask_for_check(act, about)

    def finished(self) -> bool:
        """Whether the last verdict is in, or the task was cancelled, and everybody was told who is to know."""
        return self.record is not None and self.record.state in ("checked", "cancelled") and not self.record.notices

    def publish(self) -> None:
        """Show the state in the UI."""
        task = self.known()
        workflow.set_current_details(page_of(task))
        stage = f"prevention_{task.state}"
        due = next_of(task).due
        breached = task.deadline is not None and task.deadline.state == "breached"
        shown: list[Any] = [stage, task.owner, due.isoformat() if due else None, breached]
        if shown == self.published:
            return
        updates: list[Any] = [
            search.STAGE.value_set(stage),
            search.HANDLER.value_set(task.owner),
            search.CATEGORY.value_set(task.category),
            search.POLICY.value_set(self.policy.id),
            search.BREACHED.value_set(breached),
            search.NEXT_DUE.value_set(due) if due else search.NEXT_DUE.value_unset(),
        ]
        if task.cause:
            updates.append(search.CAUSE.value_set(task.cause))
        workflow.upsert_search_attributes(updates)
        self.published = shown
