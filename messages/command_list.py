"""The commands of a workflow beside a complaint: who may, an example to paste, and one check for all of them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError

from domain import labels
from domain.errors import InvalidCommand, NotAuthorised, UnknownCommand
from messages.commands import MAX_BYTES
from messages.commands.base import YOURS, Command, check_own
from messages.commands.specs import CommandSpec
from messages.intake import canonical, first_fault


class CommandList:
    """The commands of one kind of workflow.

    Args:
        whose: what the workflow is (`a prevention task`), for refusals.
        specs: its commands.
    """

    def __init__(self, whose: str, specs: Iterable[CommandSpec]) -> None:
        self._whose = whose
        self.specs = {spec.name: spec for spec in specs}

    def example(self, name: str) -> dict[str, Any]:
        """The whole argument as an example to paste."""
        spec = self.specs[name]
        return {"by": {"id": YOURS, "role": spec.roles[0]}, **spec.example}

    def spec_of(self, name: str) -> CommandSpec:
        """The command's specification; raises `UnknownCommand` for any other name."""
        if name not in self.specs:
            raise UnknownCommand(f"{name}: not a command of {self._whose}; they are: {', '.join(self.specs)}")
        return self.specs[name]

    def check(self, name: str, body: Any) -> Command:
        """Read and check a command.

        Raises:
            UnknownCommand, NotAuthorised
            InvalidCommand: names the field and shows the example; never repeats a value.
        """
        spec = self.spec_of(name)
        shown = json.dumps(self.example(name), ensure_ascii=False)
        if not isinstance(body, dict):
            raise InvalidCommand(f"{name}: needs one JSON object; example {shown}")
        if len(canonical(body)) > MAX_BYTES:
            raise InvalidCommand(f"{name}: larger than {MAX_BYTES // 1000} kB; name one document that lists the others")
        if unknown := sorted(set(body) - set(spec.model.model_fields)):
            raise InvalidCommand(f"{name}: {unknown[0][:40]!r} is not a field of it; example {shown}")
        if body.get("personal"):
            raise InvalidCommand(
                f"{name}: personal: {self._whose} holds nothing personal; leave it on the complaint with note"
            )
        try:
            command = spec.model.model_validate(body)
        except ValidationError as error:
            raise InvalidCommand(f"{name}: {first_fault(error)}; example {shown}") from None
        if command.by.role not in spec.roles:
            mine = labels.both(command.by.role, labels.ROLES)
            raise NotAuthorised(f"{name}: not for the role {mine}; it is for {labels.roles(spec.roles)}")
        check_own(name, command.by)
        return command
