"""A workflow beside a complaint (a prevention task, an obligation): what both do alike. It outlives the complaint."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from domain.beside import Beside
    from messages.base import Message
    from messages.commands.base import Command
    from messages.decisions import PolicySnapshot, Turn, TurnRecorded
    from messages.intake import argument_hash
    from workflows import deeds
    from workflows.procedure import news_heard
    from workflows.procedure.alongside.beside import BesideAct
    from workflows.procedure.keeping import trim_beside
    from workflows.turns import recorded
    from workflows.writer import Item, SingleWriter


class Due(NamedTuple):
    """One date on the agenda."""

    at: datetime
    key: str
    summary: str


def next_tries(record: Beside) -> Iterator[Due]:
    """When notices that could not be sent are tried again."""
    for notice in record.notices:
        if notice.next_try is not None:
            yield Due(notice.next_try, f"notice/{notice.effect_id}", "Notice, next try")


class BesideComplaint[R: Beside, A: BesideAct[Any]](SingleWriter):
    """The single writer of one record beside a complaint."""

    ENDS_BY = ""
    """How such a record ends, for whoever asks for a Cancel."""
    policy: PolicySnapshot

    def __init__(self) -> None:
        super().__init__()
        self.record: R | None = None
        self.published: list[Any] = []

    # --- what a subclass knows --------------------------------------------------------------------------------------------

    @abstractmethod
    def act(self, at: datetime, turn: TurnRecorded | None = None) -> A:
        """An act on a draft of the record."""

    @abstractmethod
    def read(self, name: str, body: Any) -> Command:
        """Read and check a command."""

    @abstractmethod
    def decided_with(self, name: str, command: Command, at: datetime) -> dict[str, Any]:
        """What the command's turn decides (`events`, `days`, `facts`, `recount`); refuses what nothing can be decided from."""

    @abstractmethod
    def carry_out(self, act: A, name: str, command: Command) -> None:
        """Perform the command on the draft."""

    @abstractmethod
    def receipt(self, act: A, command: str) -> Message:
        """The answer to a command."""

    @abstractmethod
    def fire(self, act: A, due: Due) -> None:
        """Do what a date stands for."""

    @abstractmethod
    def told_too_late(self, act: A, what: str) -> None:
        """The complaint has settled and was not told."""

    # --- what all do ------------------------------------------------------------------------------------------------------

    def check(self, name: str, body: Any) -> None:
        """Judge a command at the door; not yet open, or behind after a Reset: the writer judges."""
        if self.repeated():
            return
        command = self.read(name, body)
        if self.record is not None and not self.behind:
            self.decided_with(name, command, workflow.now())
            act = self.act(workflow.now())
            act.by = command.by
            self.carry_out(act, name, command)

    def known(self) -> R:
        """The record, once it is open."""
        assert self.record is not None
        return self.record

    def note_cancel(self) -> None:
        """A Cancel from the UI is noted and ignored."""
        if self.record is not None:
            act = self.act(workflow.now())
            act.log(f"Cancel was asked for in the UI and is ignored; {self.ENDS_BY}")
            self.record = act.record

    def keep(self, act: A) -> None:
        """Keep the draft and carry its effects out."""
        act.record.as_of = max(act.record.as_of, act.at)
        trim_beside(act.record)
        self.record = act.record
        for effect in act.effects:
            self.beside(deeds.carry_out(effect))

    async def turn(self, reference: str, key: str, at: datetime, **decided: Any) -> TurnRecorded:
        """Record the instant of a turn and the dates decided with it; a second run gets the first answer."""
        turn = Turn(
            reference=reference, key=key, at=at, policy=self.policy if any(decided.values()) else None, **decided
        )
        return await recorded(turn)

    async def take(self, item: Item) -> dict[str, Any] | None:
        """A command, or what became of a notice."""
        if item.kind != "command":
            self._note_outcome(item)
            return None
        update_id, body = item.body
        command = self.read(item.name, body)
        asked = max(workflow.now(), self.known().as_of)
        decided = self.decided_with(item.name, command, asked)
        turn = await self.turn(self.known().id, f"command/{update_id}", asked, **decided)
        if turn.at < asked:  # a second run after a Reset
            await self.settle_deeds()
        await self.fire_until(turn.at)
        act = self.act(turn.at, turn)
        act.by = command.by
        self.carry_out(act, item.name, command)
        self.keep(act)
        return self.receipt(act, item.name).model_dump(mode="json") | {"argument": argument_hash(body)}

    def _note_outcome(self, item: Item) -> None:
        act = self.act(workflow.now())
        if item.kind == "news_late":
            self.told_too_late(act, item.name)
        else:
            act.notice_reported(item.name, item.body, for_good=item.kind == "letter_blocked")
        self.keep(act)

    def not_recorded(self, item: Item, why: str) -> None:
        """A report that the procedure refused becomes a problem."""
        act = self.act(workflow.now())
        news_heard.not_recorded(act, item.kind, item.name, why)
        self.keep(act)

    async def fire_until(self, limit: datetime) -> None:
        """Do what every date up to `limit` stands for, in order, each once."""
        while (upcoming := self.agenda()) and upcoming[0].at <= limit:
            due: Due = upcoming[0]
            turn = await self.turn(self.known().id, f"due/{due.key}/{due.at.isoformat()}", workflow.now())
            act = self.act(turn.at)
            what, _, about = due.key.partition("/")
            if what == "notice":
                act.tell_again(about)
            else:
                self.fire(act, due)
            self.keep(act)
