"""ObligationWorkflow: a report owed to an authority, or a record to be kept. Closing the complaint never closes it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict
from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from domain.obligation import Obligation
    from domain.parallel import AWARE, OVER
    from messages import search
    from messages.commands.base import Command
    from messages.decisions import Recount, TurnRecorded
    from messages.ids import OBLIGATION_WORKFLOW
    from messages.obligation_commands import OBLIGATIONS
    from messages.obligations import (
        CorrectAwareness,
        ObligationOutcome,
        ObligationReceipt,
        ObligationStart,
        ReclassifyObligation,
    )
    from workflows.beside import BesideComplaint, Due, next_tries
    from workflows.doors import with_command_doors
    from workflows.obligation_page import allowed, next_of, page_of, view_of
    from workflows.procedure.alongside import obligation as procedure
    from workflows.procedure.alongside import obligation_book, obligation_clock
    from workflows.procedure.alongside.obligation import ObligationAct
    from workflows.procedure.alongside.obligation_report import new_facts
    from workflows.writer import shielded


class CarriedObligation(BaseModel):
    """What an obligation carries from run to run."""

    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)

    obligation: Obligation
    answered: dict[str, dict[str, Any]] = {}
    published: list[Any] = []


@workflow.defn(name=OBLIGATION_WORKFLOW)
@with_command_doors(OBLIGATIONS.specs, OBLIGATIONS.spec_of)
class ObligationWorkflow(BesideComplaint[Obligation, ObligationAct]):
    """One obligation: its date by the pack, its ladder, and what ends it."""

    ENDS_BY = "a report ends by record_report or not_reportable, a record by settle"

    @workflow.init
    def __init__(self, start: Any, carried: CarriedObligation | None = None) -> None:
        super().__init__()
        # The SDK ignores the types of arguments where one with a default is left out: read it here.
        self.start = ObligationStart.model_validate(start)
        assert self.start.policy is not None  # put in by the activity that starts it
        self.policy = self.start.policy
        self.continue_after = self.start.continue_after
        if carried is not None:
            self.record, self.answered = carried.obligation, dict(carried.answered)
            self.published = list(carried.published)

    @workflow.query(name="case", description="The whole obligation as JSON")
    def case_view(self) -> dict[str, Any]:
        """The obligation."""
        return {} if self.record is None else view_of(self.record)

    @workflow.query(name="deadlines", description="The date with the sum that leads to it")
    def deadlines_shown(self) -> list[dict[str, Any]]:
        """The date, if it has one."""
        return [] if self.record is None else view_of(self.record)["deadlines"]

    @workflow.query(name="allowed_commands", description="The commands allowed now, with JSON to paste")
    def allowed_now(self) -> list[dict[str, Any]]:
        """The commands allowed now."""
        return [] if self.record is None else allowed(self.record)

    @workflow.run
    async def run(self, start: Any, carried: CarriedObligation | None = None) -> ObligationOutcome:
        """The life of the obligation."""
        if not await shielded(self._story(), self.note_cancel):
            rest = CarriedObligation(obligation=self.known(), answered=self.answered, published=self.published)
            workflow.continue_as_new(args=[start, rest])
        await workflow.wait_condition(workflow.all_handlers_finished)
        mine = self.known()
        return ObligationOutcome(
            obligation=mine.id,
            complaint=mine.complaint,
            pack=mine.pack,
            duty=mine.duty,
            state=mine.state,
            breached=procedure.breached(mine),
            receipt=mine.receipt,
        )

    async def _story(self) -> bool:
        if self.record is None:
            start = self.start
            at = max(workflow.now(), start.at)
            counted = [Recount(duties=[start.duty], events=start.events)]
            turn = await self.turn(start.id, "opening", at, recount=counted, facts=start.facts)
            self.record = procedure.new_obligation(start, self.policy, turn.at)
            act = self.act(turn.at, turn)
            procedure.open_obligation(act)
            self.keep(act)
        return await self.write()

    # --- what the writer takes --------------------------------------------------------------------------------------------

    def act(self, at: datetime, turn: TurnRecorded | None = None) -> ObligationAct:
        """An act on a draft of the obligation."""
        dates = list(turn.dates) if turn else []
        return ObligationAct(record=self.known().model_copy(deep=True), at=at, policy=self.policy, dates=dates)

    def read(self, name: str, body: Any) -> Command:
        """Read and check a command on an obligation."""
        return OBLIGATIONS.check(name, body)

    def decided_with(self, name: str, command: Command, at: datetime) -> dict[str, Any]:
        """The date, counted anew, where class or awareness changes."""
        mine = self.known()
        if isinstance(command, ReclassifyObligation):
            facts = new_facts(mine, command.facts, self.policy)
            return {"recount": [Recount(duties=[mine.duty], events=mine.events)], "facts": facts}
        if isinstance(command, CorrectAwareness):
            events = mine.events | {AWARE: command.aware_at}
            return {"recount": [Recount(duties=[mine.duty], events=events)], "facts": mine.facts}
        return {}

    def carry_out(self, act: ObligationAct, name: str, command: Command) -> None:
        """Perform the command on the draft."""
        obligation_book.carry_out(act, name, command)

    def receipt(self, act: ObligationAct, command: str) -> ObligationReceipt:
        """The answer to a command."""
        mine = act.record
        coming = next_of(mine)
        return ObligationReceipt(
            obligation=mine.id,
            command=command,
            state=mine.state,
            breached=procedure.breached(mine),
            due=mine.deadline.due if mine.deadline else None,
            next_action=coming.what[:200],
            next_action_ja=coming.ja[:100],
            next_due=coming.due,
            at=act.at,
        )

    def told_too_late(self, act: ObligationAct, what: str) -> None:
        """The complaint has settled; the owner hears what it was not told."""
        mine = act.record
        act.tell(mine.owner, f"{mine.complaint} has settled; it was not told: {what}", "the register keeps it")

    # --- dates ------------------------------------------------------------------------------------------------------------

    def agenda(self) -> list[Due]:
        """The dates that will do something."""
        mine = self.known()
        return sorted([*next_tries(mine), *(Due(*one) for one in obligation_clock.dates(mine))])

    def fire(self, act: ObligationAct, due: Due) -> None:
        """A rung of the ladder, or the last day to keep a record."""
        obligation_clock.come(act, due.key.partition("/")[0])

    def finished(self) -> bool:
        """Whether it was reported, found not reportable, or settled, and everybody was told who is to know."""
        return self.record is not None and self.record.state in OVER and not self.record.notices

    def publish(self) -> None:
        """Show the state in the UI."""
        mine = self.known()
        workflow.set_current_details(page_of(mine))
        stage, due = f"obligation_{mine.state}", next_of(mine).due
        late = procedure.breached(mine)
        shown: list[Any] = [stage, mine.owner, due.isoformat() if due else None, late, mine.escalation]
        if shown == self.published:
            return
        workflow.upsert_search_attributes(
            [
                search.STAGE.value_set(stage),
                search.HANDLER.value_set(mine.owner),
                search.CATEGORY.value_set(mine.category),
                search.SEVERITY.value_set(mine.severity),
                search.POLICY.value_set(self.policy.id),
                search.BREACHED.value_set(late),
                search.ESCALATION.value_set(mine.escalation),
                search.NEXT_DUE.value_set(due) if due else search.NEXT_DUE.value_unset(),
            ]
        )
        self.published = shown
