"""The single writer: one loop that takes commands, receipts and due dates one at a time. The only one who changes a case.

Update handlers queue and wait; effects run beside the loop and report to it like anything else. (docs/architecture.md)
"""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Coroutine
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from domain.errors import ComplaintError
    from workflows import options
    from workflows.deadline_timer import DeadlineTimer
    from workflows.refusal import refusal


class Item(NamedTuple):
    """One thing for the writer to take."""

    kind: str
    """`command`, or what reports: `letter`, `remedy`, `news`, …"""
    name: str
    body: Any
    answer: asyncio.Future[dict[str, Any]] | None = None
    """Set for commands: the answer their sender waits for."""


class DateDue(Protocol):
    """What the loop needs to know of a date on the agenda."""

    @property
    def at(self) -> datetime:
        """When it comes."""
        ...

    @property
    def summary(self) -> str:
        """What its timer is called in the UI."""
        ...


class SingleWriter(ABC):
    """The loop, for complaints and prevention tasks alike. A subclass knows what the items mean."""

    def __init__(self) -> None:
        self.inbox: list[Item] = []
        self.answered: dict[str, dict[str, Any]] = {}
        """Update id → the receipt it was answered with (of news: nothing); travels with continue-as-new."""
        self.turns = 0
        self.continue_after = 0
        self.behind = True
        """The run was just read from its history, or has not begun: no validator judges the case, only the writer.

        After a Reset the commands given before it come again with the first task, all at once, to a case that has yet to
        become what it was: a refusal at the door would lose them without a trace. Only validators may look at this, since
        they are not replayed.
        """
        self._timer = DeadlineTimer()
        self._deeds: set[asyncio.Task[None]] = set()
        self._fault: BaseException | None = None

    # --- what a subclass knows --------------------------------------------------------------------------------------------

    @abstractmethod
    async def take(self, item: Item) -> dict[str, Any] | None:
        """Take one item; a command returns its receipt or raises `ComplaintError`."""

    @abstractmethod
    def not_recorded(self, item: Item, why: str) -> None:
        """What an effect or another workflow reported was refused: nobody waits for an answer, so somebody has to see it."""

    @abstractmethod
    def agenda(self) -> list[Any]:
        """The dates that will do something (`DateDue`), earliest first."""

    @abstractmethod
    async def fire_until(self, limit: datetime) -> None:
        """Do what every date up to `limit` stands for, in order."""

    @abstractmethod
    def publish(self) -> None:
        """Show the new state (search attributes, current details); called when the inbox is empty."""

    @abstractmethod
    def finished(self) -> bool:
        """Whether nothing is left to wait for."""

    # --- doors ------------------------------------------------------------------------------------------------------------

    async def queued(self, name: str, body: Any) -> dict[str, Any]:
        """Queue a command and wait for its answer; a repeated update id gets its first answer, in later runs too."""
        update_id = _update_id()
        if update_id in self.answered:
            return self.answered[update_id]
        answer: asyncio.Future[dict[str, Any]] = asyncio.Future()
        self.inbox.append(Item("command", name, (update_id, body), answer))
        return await answer

    def repeated(self) -> bool:
        """Whether the update being judged was answered before (then its validator lets it through)."""
        return _update_id() in self.answered

    # --- deeds ------------------------------------------------------------------------------------------------------------

    def beside(self, deed: Coroutine[Any, Any, Item | None]) -> None:
        """Run a deed beside the loop; what it returns goes into the inbox."""

        async def report() -> None:
            if (item := await deed) is not None:
                self.inbox.append(item)

        task = asyncio.create_task(report())
        self._deeds.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, deed: asyncio.Task[None]) -> None:
        self._deeds.discard(deed)
        if not deed.cancelled() and deed.exception() is not None:
            self._fault = deed.exception()

    def _raise_fault(self) -> None:
        """A deed reports every outcome it knows; anything else is a bug: the task fails and is retried until it is mended.

        Raised as it is, a failed activity would close the complaint (design: a complaint is never killed by a fault).
        """
        if self._fault is not None:
            raise RuntimeError("a deed ended in a way nobody foresaw") from self._fault

    @property
    def busy(self) -> bool:
        """Whether deeds are under way or have reported something that was not taken yet."""
        return bool(self._running()) or any(item.kind != "command" for item in self.inbox)

    def _running(self) -> list[asyncio.Task[None]]:
        return [task for task in self._deeds if not task.done()]

    async def settle_deeds(self) -> None:
        """Take what the deeds report, before any command, until none is under way."""
        while self.busy:
            await workflow.wait_condition(lambda: any(i.kind != "command" for i in self.inbox) or not self._running())
            for item in [item for item in self.inbox if item.kind != "command"]:
                self.inbox.remove(item)
                await self._take(item)

    # --- the loop ---------------------------------------------------------------------------------------------------------

    async def write(self) -> bool:
        """Take items and dates until the case is finished (True) or is to continue as a new run (False)."""
        self.publish()
        while True:
            upcoming = self.agenda()
            self._timer.arm(upcoming[0].at if upcoming else None, upcoming[0].summary if upcoming else "")
            self.behind = workflow.unsafe.is_replaying()
            await workflow.wait_condition(
                lambda: bool(self.inbox) or self._timer.rang or self._fault is not None or self._should_stop()
            )
            self._raise_fault()
            if self.inbox:
                await self._take(self.inbox.pop(0))
                self.turns += 1
            elif self._timer.rang:
                self._timer.rang = False
                await self.fire_until(workflow.now())
            if not self.inbox:
                self.publish()
            if self._should_stop() and await self._quiet():
                return self.finished()

    async def _take(self, item: Item) -> None:
        try:
            receipt = await self.take(item)
        except ComplaintError as refused:
            if item.answer is not None:
                item.answer.set_exception(refusal(refused))
            else:
                self.not_recorded(item, str(refused))
            return
        if item.answer is not None and receipt is not None:
            self.remember(item.body[0], receipt)
            item.answer.set_result(receipt)

    def remember(self, key: str, receipt: dict[str, Any]) -> None:
        """Keep what was taken, so that it is not done twice when it comes again."""
        self.answered[key] = receipt
        while len(self.answered) > options.REMEMBERED:
            del self.answered[next(iter(self.answered))]

    def _should_stop(self) -> bool:
        if self.inbox or self._running():
            return False
        due_for_new_run = workflow.info().is_continue_as_new_suggested() or (0 < self.continue_after <= self.turns)
        return self.finished() or due_for_new_run

    async def _quiet(self) -> bool:
        """Wait until every answer has been delivered; True when nothing new came meanwhile."""
        # A command that arrives now has a handler that waits for this very loop: go back to it at once.
        await workflow.wait_condition(lambda: workflow.all_handlers_finished() or bool(self.inbox))
        if self.inbox:
            return False
        await workflow.sleep(options.SETTLE_TASK, summary="Answers are delivered before the run ends")
        return self._should_stop() and workflow.all_handlers_finished()


async def shielded(story: Awaitable[bool], on_cancel: Any) -> bool:
    """Run the story so that a Cancel from the UI is noted and ignored; faults of the code pass through and are retried."""
    task = asyncio.ensure_future(story)
    while not task.done():
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError:
            if not task.done():
                on_cancel()
    return task.result()


def _update_id() -> str:
    info = workflow.current_update_info()
    return info.id if info is not None else ""
