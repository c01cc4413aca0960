"""ComplaintWorkflow: the whole life of one complaint, from receipt until nothing can follow any more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from domain.case import Case
    from domain.errors import ComplaintError, InvalidIntake, ReferenceConflict
    from messages.carried import Carried
    from messages.commands import COMMANDS, check_command, read_command, spec_of
    from messages.commands.handling import AddClosedDay
    from messages.decisions import TurnRecorded
    from messages.deeds import Archive, CallOff
    from messages.ids import COMPLAINT_WORKFLOW
    from messages.intake import argument_hash, check_intake, content_hash
    from messages.news import read_news
    from messages.receipts import ComplaintOutcome, Received
    from workflows import deeds, turns
    from workflows.details import details_of
    from workflows.doors import with_command_doors
    from workflows.procedure import news_heard
    from workflows.procedure.act import Act, Needs
    from workflows.procedure.book import BOOK, perform
    from workflows.procedure.dates import closed_day, idle
    from workflows.procedure.dates.clock import Due, agenda, events_of, fire
    from workflows.procedure.ending import settling
    from workflows.procedure.listening import other_contacts, receipt
    from workflows.procedure.past import NOTHING, Past
    from workflows.procedure.report import outcome, receipt_of, trim
    from workflows.procedure.writing.wording import written
    from workflows.refusal import refusal
    from workflows.search import attributes_of, changed
    from workflows.view import allowed_commands, deadlines_of, view_of
    from workflows.writer import Item, SingleWriter, shielded


@workflow.defn(name=COMPLAINT_WORKFLOW)
@with_command_doors(COMMANDS, spec_of)
class ComplaintWorkflow(SingleWriter):
    """One complaint. It stays open after closing until aftercare, survey and the reopening window are over."""

    @workflow.init
    def __init__(self, intake: Any, carried: Carried | None = None) -> None:
        super().__init__()
        self.intake = intake
        self.reference = workflow.info().workflow_id.removeprefix("complaint-")
        self.case: Case | None = None
        self.refused: ComplaintError | None = None
        self.first_answer: Received | None = None
        self.published: dict[str, Any] = {}
        self.settled = False
        if carried is None:
            self._check_intake()
        else:
            self._resume(carried)

    def _check_intake(self) -> None:
        try:
            read = check_intake(self.intake, workflow.now())
            if read.reference is not None and read.reference != self.reference:
                raise InvalidIntake("reference: is not the one of the workflow id (complaint-<reference>)")
        except ComplaintError as refused:
            self.refused = refused
        else:
            self.hash = content_hash(self.intake)

    def _resume(self, carried: Carried) -> None:
        self.case, self.policy, self.hash = carried.case, carried.policy, carried.content_hash
        self.first_answer, self.answered = carried.first_answer, dict(carried.answered)
        self.published, self.continue_after = dict(carried.published), carried.continue_after

    # --- doors ------------------------------------------------------------------------------------------------------------

    @workflow.update(description="Start or repeat a filing: the same content gets the first answer")
    async def receive(self, sha256: str) -> Received:
        """Answer as soon as the timetable is recorded; never wait for a letter."""
        await workflow.wait_condition(lambda: self.first_answer is not None or self.refused is not None)
        if self.refused is not None:
            raise refusal(self.refused)
        assert self.first_answer is not None
        return self.first_answer

    @receive.validator
    def _check_receive(self, sha256: str) -> None:
        if self.refused is not None:
            raise refusal(self.refused)
        if sha256 != self.hash:
            raise refusal(ReferenceConflict("this reference already carries other content; file under a new reference"))

    @workflow.signal(description="What a task, an obligation or a merged duplicate tells this complaint")
    async def news(self, news: Any = None) -> None:
        """Take news from another workflow. What does not read reaches the writer too: it is not dropped unseen."""
        self.inbox.append(Item("news", "", news))

    @workflow.query(name="case", description="The whole case as JSON")
    def case_view(self) -> dict[str, Any]:
        """The case view."""
        return {} if self.case is None else view_of(self.case)

    @workflow.query(name="deadlines", description="Every deadline with the sum that leads to it")
    def deadlines_shown(self) -> list[dict[str, Any]]:
        """The deadlines."""
        return [] if self.case is None else deadlines_of(self.case)

    @workflow.query(name="allowed_commands", description="The commands allowed now, with JSON to paste")
    def allowed_now(self) -> list[dict[str, Any]]:
        """The commands allowed now."""
        return [] if self.case is None else allowed_commands(self.case)

    @workflow.query(name="closed_day", description="What add_closed_day would move, at an instant the asker gives")
    def closed_day_shown(self, body: Any, at: datetime) -> dict[str, Any]:
        """What a newly closed day would move: the calendar the days are counted in, why it would be refused, the dates."""
        if self.case is None:
            return {}
        command = check_command("add_closed_day", body)
        assert isinstance(command, AddClosedDay)
        return closed_day.would(self.case, self.policy, command, at)

    def check(self, name: str, body: Any) -> None:
        """Judge a command at the door. Not yet open, or behind after a Reset: the writer judges."""
        if self.repeated():
            return
        command = check_command(name, body)
        if self.case is not None and not self.behind:
            perform(self.case, name, command, TurnRecorded(at=workflow.now()), self.policy)

    # --- the story --------------------------------------------------------------------------------------------------------

    @workflow.run
    async def run(self, intake: Any, carried: Carried | None = None) -> ComplaintOutcome:
        """The life of the complaint."""
        if self.refused is None and not await shielded(self._story(), self._note_cancel):
            workflow.continue_as_new(args=[None, self._carried()])  # the case holds what of the intake is still needed
        await workflow.wait_condition(workflow.all_handlers_finished)
        if self.refused is not None:
            raise refusal(self.refused)
        return outcome(self._open_case(), workflow.now())

    async def _story(self) -> bool:
        if self.case is None:
            try:
                await self._open()
            except ComplaintError as refused:
                self.refused = refused
                return True
        return await self.write()

    async def _open(self) -> None:
        """Find out and decide everything about the receipt, start the clocks, acknowledge."""
        opened = await turns.opening(self.reference, self.hash, self.intake)
        self.policy, self.continue_after = opened.policy, opened.continue_after
        case = receipt.new_case(
            self.reference, workflow.info().workflow_id, check_intake(self.intake, opened.at), opened
        )

        def open_with(known: TurnRecorded) -> Act:
            act = Act(case=case.model_copy(deep=True), at=opened.at, policy=self.policy)
            act.dates, act.holders = list(known.dates), dict(known.holders)
            (receipt.open_case if case.is_complaint else other_contacts.open_contact)(act, opened)
            return act

        self.case = case
        act = await self._played("opening", TurnRecorded(at=opened.at), open_with)
        self.first_answer = turns.first_answer(self.reference, opened)
        self._keep(act)

    def _keep(self, act: Act) -> None:
        """Keep the draft and carry its effects out."""
        self.case, self.policy = act.case, act.policy
        # News from a workflow whose time was skipped may lie ahead of our own clock: it must not pull ours along.
        self.case.as_of = max(self.case.as_of, min(act.at, workflow.now()))
        self.case.revision += 1
        trim(self.case)
        for effect in act.effects:
            self.beside(deeds.carry_out(effect))

    def _note_cancel(self) -> None:
        if self.case is not None:
            act = self._act(workflow.now())
            act.log("Cancel was asked for in the UI and is ignored; a complaint ends by close, withdraw or merge")
            self.case.timeline = act.case.timeline
            self.publish()

    def _carried(self) -> Carried:
        return Carried(
            case=self._open_case(),
            policy=self.policy,
            content_hash=self.hash,
            first_answer=self.first_answer,
            answered=self.answered,
            published=self.published,
            continue_after=self.continue_after,
        )

    def _open_case(self) -> Case:
        assert self.case is not None
        return self.case

    # --- what the writer takes --------------------------------------------------------------------------------------------

    async def take(self, item: Item) -> dict[str, Any] | None:
        """A command, or what an effect or another workflow reports."""
        if item.kind == "command":
            return await self._obey(item.name, *item.body)
        if item.kind == "news":
            await self._hear(item.body)
        else:
            await self._note_outcome(item)
        return None

    async def _obey(self, name: str, update_id: str, body: Any) -> dict[str, Any]:
        command = read_command(name, body)  # the door has checked it; here it is also read again on replay
        asked = max(workflow.now(), self._open_case().as_of)
        rule = BOOK[name]
        past = rule.looks_back(self._open_case(), self.policy, command, asked) if rule.looks_back else NOTHING
        texts = written(self._open_case(), name, command)
        happening = rule.events_in(self._open_case(), self.policy)
        turn = await self._turn(f"command/{update_id}", asked, happening, past, texts=texts)
        if turn.at < asked:
            # Recorded earlier: this is a second run after a Reset. What the effects reported then must be known first.
            await self.settle_deeds()
        await self.fire_until(turn.at)
        act = await self._played(
            f"command/{update_id}", turn, lambda known: perform(self._open_case(), name, command, known, self.policy)
        )
        for effect in [effect for effect in act.effects if isinstance(effect, CallOff)]:
            await deeds.carry_out(effect)  # on record before the command is answered
            act.effects.remove(effect)
        self._keep(act)
        return receipt_of(act, name).model_dump(mode="json") | {"argument": argument_hash(body)}

    async def _hear(self, sent: Any) -> None:
        try:
            news, told = read_news(sent)
        except ComplaintError as refused:
            act = self._act(workflow.now())
            news_heard.unread(act, str(refused))
            self._keep(act)
            return
        key = f"news/{news.key}"
        if key in self.answered:
            return  # delivered twice

        def heard(known: TurnRecorded) -> Act:
            act = self._act(known.at)
            act.dates = list(known.dates)
            if self.settled:
                settling.heard_too_late(act, news)
            else:
                news_heard.hear(act, news, told)
            return idle.watch(act)

        self._keep(await self._played(key, await self._turn(key, max(workflow.now(), news.at), ()), heard))
        self.remember(key, {})

    def not_recorded(self, item: Item, why: str) -> None:
        """A report that the procedure refused becomes a problem."""
        act = self._act(workflow.now())
        news_heard.not_recorded(act, item.kind, item.name, why)
        self._keep(act)

    async def _note_outcome(self, item: Item) -> None:
        at = deeds.instant_of(item) or workflow.now()
        events = deeds.events_of(item, self._open_case(), self.policy)
        past = deeds.past_of(item, self._open_case(), self.policy, at)
        if events or past.events or past.days:
            turn = await self._turn(f"{item.kind}/{item.name}", at, events, past)
            at = turn.at
        else:
            turn = TurnRecorded(at=at)

        def noted(known: TurnRecorded) -> Act:
            act = self._act(at)
            act.dates = list(known.dates)
            deeds.note_outcome(act, item)
            return idle.watch(act)

        # A letter or a payment may report more than once: the instant tells one from the other.
        self._keep(await self._played(f"{item.kind}/{item.name}/{at.isoformat()}", turn, noted))

    async def _played(self, key: str, turn: TurnRecorded, play: Callable[[TurnRecorded], Act]) -> Act:
        """An act; where it needs to know who holds a role that day, or a date that begins with it, that is recorded first."""
        act = play(turn)
        if not act.needs:
            return act
        more = await self._turn(f"ladder/{key}", turn.at, tuple(act.needs.events), needs=act.needs)
        return play(turn.model_copy(update={"dates": [*turn.dates, *more.dates], "holders": more.holders}))

    def _act(self, at: datetime) -> Act:
        return Act(case=self._open_case().model_copy(deep=True), at=at, policy=self.policy)

    async def _turn(
        self,
        key: str,
        at: datetime,
        events: tuple[str, ...],
        past: Past = NOTHING,
        needs: Needs | None = None,
        texts: dict[str, str] | None = None,
    ) -> TurnRecorded:
        """Record the instant of a turn and the dates that follow from its events; a second run gets the first answer."""
        return await turns.recorded(turns.turn_of(self._open_case(), self.policy, key, at, events, past, needs, texts))

    # --- dates ------------------------------------------------------------------------------------------------------------

    def agenda(self) -> list[Due]:
        """The dates that will do something."""
        return [] if self.settled else agenda(self._open_case())

    async def fire_until(self, limit: datetime) -> None:
        """Do what every date up to `limit` stands for, in order, each once."""
        while (upcoming := self.agenda()) and upcoming[0].at <= limit:
            due = upcoming[0]
            if due.key == "settle":
                await self.settle_deeds()  # what they report may still move the end
                if self.agenda()[0] == due:
                    await self._settle(due)
                continue
            turn = await self._turn(f"due/{due.key}", workflow.now(), events_of(due.key))
            self._keep(await self._played(f"due/{due.key}", turn, partial(self._fired, due)))

    def _fired(self, due: Due, known: TurnRecorded) -> Act:
        act = self._act(known.at)
        act.dates, act.holders, act.surveyed_at = list(known.dates), dict(known.holders), known.surveyed_at
        fire(act, due)
        return act

    async def _settle(self, due: Due) -> None:
        """Nothing can follow any more: the final view goes to the database, and the run ends."""
        act = self._fired(due, TurnRecorded(at=max(due.at, workflow.now())))
        final = next(effect for effect in act.effects if isinstance(effect, Archive))
        act.effects.remove(final)
        self._keep(act)
        await deeds.carry_out(final.model_copy(update={"view": view_of(act.case)}))
        self.settled = True

    def finished(self) -> bool:
        """Whether the case has settled."""
        return self.settled

    def publish(self) -> None:
        """Show the state in the UI: current details, and search attributes where they changed, in one batch."""
        case = self._open_case()
        workflow.set_current_details(details_of(case))
        attributes = attributes_of(case)
        if updates := changed(self.published, attributes):
            workflow.upsert_search_attributes(updates)
            self.published = attributes
