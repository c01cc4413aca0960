"""PreventionWorkflow: one prevention task, from its opening to the last effectiveness check. It outlives the complaint."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from pydantic import BaseModel, ConfigDict

    from domain.task import Task
    from messages import search
    from messages.deeds import LetterReceipt, Turn, TurnRecorded
    from messages.ids import PREVENTION_WORKFLOW
    from messages.task_commands import TASK_COMMANDS, check_task_command, task_example, task_spec_of
    from messages.tasks import TaskOutcome, TaskReceipt, TaskStart
    from workflows import deeds, options
    from workflows.doors import with_command_doors
    from workflows.procedure import task as procedure
    from workflows.procedure.correspondence import RETRY_AFTER
    from workflows.procedure.task import TASK_BOOK, TaskAct
    from workflows.task_page import next_of, page_of
    from workflows.writer import Item, SingleWriter, shielded


class CarriedTask(BaseModel):
    """What a task carries from run to run."""

    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)

    task: Task
    answered: dict[str, dict[str, Any]] = {}
    published: list[Any] = []


class Due(NamedTuple):
    """One date on the task's agenda."""

    at: datetime
    key: str
    summary: str


@workflow.defn(name=PREVENTION_WORKFLOW)
@with_command_doors(TASK_COMMANDS, task_spec_of)
class PreventionWorkflow(SingleWriter):
    """One prevention task: owner and evidence, review by quality, checks after 30, 60, 90 days, successor if ineffective."""

    @workflow.init
    def __init__(self, start: Any, carried: CarriedTask | None = None) -> None:
        super().__init__()
        # The SDK ignores the types of arguments where one with a default is left out: read it here.
        self.start = TaskStart.model_validate(start)
        self.policy = self.start.policy
        self.continue_after = self.start.continue_after
        self.task: Task | None = None
        self.published: list[Any] = []
        if carried is not None:
            self.task, self.answered = carried.task, dict(carried.answered)
            self.published = list(carried.published)

    @workflow.query(name="task", description="The whole task as JSON")
    def task_view(self) -> dict[str, Any]:
        """The task."""
        return {} if self.task is None else self.task.model_dump(mode="json", exclude={"notices"})

    @workflow.query(name="allowed_commands", description="The commands on a task, with JSON to paste")
    def allowed_now(self) -> list[dict[str, Any]]:
        """The commands on a task."""
        return [
            {"command": name, "title": spec.title, "roles": list(spec.roles), "example": task_example(name)}
            for name, spec in TASK_COMMANDS.items()
        ]

    def check(self, name: str, body: Any) -> None:
        """Judge a command at the door; not yet open, or behind after a Reset: the writer judges."""
        if self.repeated():
            return
        command = check_task_command(name, body)
        if self.task is not None and not self.behind:
            act = self._act(workflow.now())
            act.by = command.by
            TASK_BOOK[name][0](act, command)

    @workflow.run
    async def run(self, start: Any, carried: CarriedTask | None = None) -> TaskOutcome:
        """The life of the task."""
        if not await shielded(self._story(), self._note_cancel):
            rest = CarriedTask(task=self._open_task(), answered=self.answered, published=self.published)
            workflow.continue_as_new(args=[start, rest])
        await workflow.wait_condition(workflow.all_handlers_finished)
        task = self._open_task()
        return TaskOutcome(
            task_id=task.id, complaint=task.complaint, state=task.state, verdict=task.verdict, successor=task.successor
        )

    async def _story(self) -> bool:
        if self.task is None:
            at = max(workflow.now(), self.start.at)
            turn = await self._turn("opening", at, (), {"task_due": self.start.due})
            self.task = procedure.new_task(self.start, turn.at)
            act = self._act(turn.at, turn)
            procedure.open_task(act)
            self._keep(act)
        return await self.write()

    def _note_cancel(self) -> None:
        if self.task is not None:
            act = self._act(workflow.now())
            act.log("Cancel was asked for in the UI and is ignored; a task ends by its review, or by cancel_task")
            self.task = act.task

    def _open_task(self) -> Task:
        assert self.task is not None
        return self.task

    def _act(self, at: datetime, turn: TurnRecorded | None = None) -> TaskAct:
        dates = list(turn.dates) if turn else []
        return TaskAct(task=self._open_task().model_copy(deep=True), at=at, policy=self.policy, dates=dates)

    def _keep(self, act: TaskAct) -> None:
        act.task.as_of = max(act.task.as_of, act.at)
        self.task = act.task
        for effect in act.effects:
            self.beside(deeds.carry_out(effect))

    async def _turn(
        self, key: str, at: datetime, events: tuple[str, ...], days: dict[str, date] | None = None
    ) -> TurnRecorded:
        turn = Turn(
            reference=self.start.task_id,
            key=key,
            at=at,
            events=dict.fromkeys(events, at),
            days=days or {},
            policy=self.policy if events or days else None,
        )
        recorded: TurnRecorded = await workflow.execute_local_activity(
            "record_turn", turn, result_type=TurnRecorded, summary=f"Record: {key}"[:200], **options.DECISION
        )
        return recorded

    # --- what the writer takes --------------------------------------------------------------------------------------------

    async def take(self, item: Item) -> dict[str, Any] | None:
        """A command, or what became of a notice."""
        if item.kind != "command":
            self._note_outcome(item)
            return None
        update_id, body = item.body
        command = check_task_command(item.name, body)
        carry_out, events = TASK_BOOK[item.name]
        days = {"task_due": body["due"]} if item.name == "move_due" else None
        asked = max(workflow.now(), self._open_task().as_of)
        turn = await self._turn(f"command/{update_id}", asked, events, days)
        if turn.at < asked:  # a second run after a Reset
            await self.settle_deeds()
        await self.fire_until(turn.at)
        act = self._act(turn.at, turn)
        act.by = command.by
        carry_out(act, command)
        self._keep(act)
        what, due = next_of(act.task)
        receipt = TaskReceipt(task_id=act.task.id, state=act.task.state, next_action=what, next_due=due, at=turn.at)
        return receipt.model_dump(mode="json")

    def _note_outcome(self, item: Item) -> None:
        act = self._act(workflow.now())
        if item.kind == "news_late" and any(word in item.name for word in ("ineffective", "overdue")):
            act.tell("lead", f"{act.task.complaint} has settled; it was not told: {item.name}", "look at the task")
        for notice in act.task.notices:
            if notice.effect_id == item.name:
                sent = isinstance(item.body, LetterReceipt) and item.body.state == "sent"
                notice.tries += 1
                notice.next_try = None if sent else act.at + RETRY_AFTER
        act.task.notices = [n for n in act.task.notices if n.effect_id != item.name or n.next_try is not None]
        self._keep(act)

    # --- dates ------------------------------------------------------------------------------------------------------------

    def agenda(self) -> list[Due]:
        """The dates that will do something."""
        task = self._open_task()
        dates = []
        deadline = task.deadline
        if deadline is not None and deadline.state == "running" and task.state in ("open", "in_review"):
            if deadline.warn_at is not None and "warning" not in deadline.fired:
                dates.append(Due(deadline.warn_at, f"warning/{task.due}", "Deadline: prevention task, reminder"))
            dates.append(Due(deadline.late_from, f"breach/{task.due}", "Deadline: prevention task"))
        if task.state == "done":
            upcoming = next((check for check in task.checks if check.verdict is None), None)
            if upcoming is not None:
                dates.append(Due(upcoming.at, f"check/{upcoming.name}", f"Effectiveness check: {upcoming.name}"))
        dates += [
            Due(notice.next_try, f"notice/{notice.effect_id}", "Notice, next try")
            for notice in task.notices
            if notice.next_try is not None
        ]
        return sorted(dates)

    async def fire_until(self, limit: datetime) -> None:
        """Do what every date up to `limit` stands for, in order, each once."""
        while (upcoming := self.agenda()) and upcoming[0].at <= limit:
            due = upcoming[0]
            turn = await self._turn(f"due/{due.key}/{due.at.isoformat()}", workflow.now(), ())
            act = self._act(turn.at)
            what, _, about = due.key.partition("/")
            if what == "warning":
                procedure.remind(act)
            elif what == "breach":
                procedure.overdue(act)
            elif what == "check":
                procedure.ask_for_check(act, about)
            else:
                procedure.tell_again(act, about)
            self._keep(act)

    def finished(self) -> bool:
        """Whether the last verdict is in, or the task was cancelled."""
        return self.task is not None and self.task.state in ("checked", "cancelled")

    def publish(self) -> None:
        """Show the state in the UI."""
        task = self._open_task()
        workflow.set_current_details(page_of(task))
        stage = f"prevention_{task.state}"
        _, due = next_of(task)
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
