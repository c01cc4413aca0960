"""A desk that gives every command an id and remembers what was answered, to ask again later."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any, NamedTuple

from messages.receipts import CommandReceipt
from tests.desk import PEOPLE, Desk
from tests.proof.looking import difference
from workflows.client import act


class Done(NamedTuple):
    """One command that was obeyed."""

    reference: str
    command: str
    body: dict[str, Any]
    command_id: str
    receipt: CommandReceipt


class RecordingDesk(Desk):
    """A desk that remembers every command it gave."""

    def __init__(self, *parts: Any) -> None:
        super().__init__(*parts)
        self.done: list[Done] = []
        self.new_run_after_each = False
        """Wait after every command until the complaint has continued as a new run."""
        self._numbers: Counter[str] = Counter()

    @classmethod
    def beside(cls, desk: Desk) -> RecordingDesk:
        """One on the same server, data folder and register."""
        return cls(desk.client, desk.skipper, desk.settings, desk.register)

    async def do(
        self, reference: str, command: str, role: str = "handler", who: str = "", **body: Any
    ) -> CommandReceipt:
        self._numbers[reference] += 1
        run = await self._run(reference) if self.new_run_after_each else ""
        command_id = body.pop("command_id", None) or f"{reference}-{self._numbers[reference]}"
        whole = {"by": {"id": who or PEOPLE[role], "role": role}, **body}
        receipt = await act(self.client, reference, command, whole, command_id=command_id)
        self.done.append(Done(reference, command, whole, command_id, receipt))
        while run and run == await self._run(reference):
            await asyncio.sleep(0.02)
        return receipt

    async def _run(self, reference: str) -> str:
        return (await self.handle(reference).describe()).run_id

    async def repeat_everything(self, reference: str, *, besides: tuple[str, ...] = ()) -> str:
        """Give every command again under its id; the first that is answered otherwise than the first time, if any.

        `besides`: what may be answered otherwise.
        """
        for done in self.done:
            if done.reference != reference:
                continue
            again = await act(self.client, reference, done.command, done.body, command_id=done.command_id)
            first, second = (one.model_dump(exclude=set(besides)) for one in (done.receipt, again))
            if differs := difference(first, second):
                return f"{done.command} repeated: {differs}"
        return ""
