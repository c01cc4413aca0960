"""The update handlers of a complaint, one per command of the contract: each queues its command and waits for the answer.

`self` stays without a type: the SDK takes an annotated first parameter for an argument of the update.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from temporalio import workflow
from temporalio.common import RawValue

with workflow.unsafe.imports_passed_through():
    from domain.errors import ComplaintError, UnknownCommand
    from messages.commands import CommandSpec
    from workflows.refusal import refusal


def with_command_doors[T: type](
    specs: Mapping[str, CommandSpec], spec_of: Callable[[str], CommandSpec]
) -> Callable[[T], T]:
    """Give a workflow class one update handler per command, and one for names that are none (`spec_of` refuses them).

    The class has `queued(name, body)` and `check(name, body)`; `check` refuses by raising `ComplaintError`.
    """

    def furnish(cls: T) -> T:
        for spec in specs.values():
            setattr(cls, f"do_{spec.name}", _door(spec))
        setattr(cls, "do_anything_else", _unknown_door(spec_of))  # noqa: B010  (mypy knows no such attribute)
        return cls

    return furnish


def _door(spec: CommandSpec) -> Callable[..., Any]:
    async def obey(self, command: Any = None) -> dict[str, Any]:  # type: ignore[no-untyped-def]
        return await self.queued(spec.name, command)  # type: ignore[no-any-return]

    def check(self, command: Any = None) -> None:  # type: ignore[no-untyped-def]
        _refuse(lambda: self.check(spec.name, command))

    obey.__name__ = f"do_{spec.name}"
    obey.__qualname__ = obey.__name__
    handler = workflow.update(name=spec.name, description=f"{spec.title} · {spec.title_ja}")(obey)
    handler.validator(check)
    return handler


def _unknown_door(spec_of: Callable[[str], CommandSpec]) -> Callable[..., Any]:
    async def obey(self, name: str, args: Sequence[RawValue]) -> None:  # type: ignore[no-untyped-def]
        raise refusal(UnknownCommand(f"{name}: not a command"))

    def check(self, name: str, args: Sequence[RawValue]) -> None:  # type: ignore[no-untyped-def]
        _refuse(lambda: spec_of(name))

    obey.__name__ = obey.__qualname__ = "do_anything_else"
    handler = workflow.update(dynamic=True)(obey)
    handler.validator(check)
    return handler


def _refuse(judge: Callable[[], object]) -> None:
    try:
        judge()
    except ComplaintError as refused:
        raise refusal(refused) from None
