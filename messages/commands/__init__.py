"""The commands: how people act on a complaint. Each is a Temporal update with one JSON argument.

`COMMANDS` is the contract: name, argument, who may, an example to paste. What a command does is in `workflows/procedure/`.
"""

from __future__ import annotations

import json
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

from domain import labels
from domain.errors import InvalidCommand, NotAuthorised, UnknownCommand
from domain.words import ROLES, Role
from messages.commands.base import YOURS, By, Command, check_own
from messages.commands.specs import COMMANDS, CommandSpec
from messages.commands.titles import titles_ja
from messages.commands.words import WORDS
from messages.intake import canonical, first_fault

MAX_BYTES = 64_000
"""Largest command, as canonical JSON."""
MAX_TEXT = 8_000
"""Longest free text in a command, in characters."""


def spec_of(name: str) -> CommandSpec:
    """Return the command's specification.

    Raises:
        UnknownCommand: there is none of that name.
    """
    if name in COMMANDS:
        return COMMANDS[name]
    close = get_close_matches(name, COMMANDS, n=3)
    meant = f"did you mean {' or '.join(close)}? " if close else ""
    raise UnknownCommand(f"{name[:40]}: not a command; {meant}The commands are: {', '.join(COMMANDS)}")


def example(name: str, role: Role | None = None) -> dict[str, Any]:
    """The whole argument as an example to paste."""
    spec = COMMANDS[name]
    usual: Role = "handler" if "handler" in spec.roles and name != "fulfil_remedy" else spec.roles[0]
    return {"by": {"id": YOURS, "role": role or usual}, **spec.example}


def check_command(name: str, body: Any) -> Command:
    """Read and check a command at the door: known name, right shape, no unknown key, a role that may.

    Raises:
        UnknownCommand, NotAuthorised
        InvalidCommand: names the field and shows the example; never repeats a value.
    """
    spec = spec_of(name)
    if not isinstance(body, dict):
        raise InvalidCommand(f"{name}: needs one JSON object; example {_shown(name)}")
    if len(canonical(body)) > MAX_BYTES:
        raise InvalidCommand(f"{name}: larger than {MAX_BYTES // 1000} kB; send evidence as attachments by reference")
    _check_role(name, spec, body.get("by"))
    fields = [field.alias or key for key, field in spec.model.model_fields.items()]
    if unknown := sorted(set(body) - set(fields)):
        raise InvalidCommand(
            f"{name}: {unknown[0][:40]!r} is not a field of it; the fields are {', '.join(fields)}; example {_shown(name)}"
        )
    try:
        command = spec.model.model_validate(body)
    except ValidationError as error:
        raise InvalidCommand(f"{name}: {first_fault(error)}; example {_shown(name)}") from None
    _check_keys(name, command.personal or {})
    _check_texts(name, command.personal or {})
    check_own(name, command.by)
    return command


def _check_role(name: str, spec: CommandSpec, by: Any) -> None:
    """Who may not do it at all is told so before the shape is looked at."""
    role = by.get("role") if isinstance(by, dict) else None
    if role in ROLES and role not in spec.roles:
        raise NotAuthorised(
            f"{name}: not for the role {labels.both(role, labels.ROLES)}; it is for {labels.roles(spec.roles)}"
        )


def _shown(name: str) -> str:
    return json.dumps(example(name), ensure_ascii=False)


def read_command(name: str, body: Any) -> Command:
    """Read a command that a door has already checked; tolerant, because it may come from an old or newer history."""
    return spec_of(name).model.model_validate(body)


def _check_keys(name: str, personal: dict[str, Any]) -> None:
    """What nobody would read is refused: the sender believes that it is said."""
    if name not in WORDS:
        return
    if unknown := sorted(set(personal) - set(WORDS[name])):
        keys = ", ".join(WORDS[name]) or "none"
        raise InvalidCommand(
            f"{name}: personal.{unknown[0][:40]}: is not a field of it; under personal it takes: {keys}"
        )


def _check_texts(name: str, personal: dict[str, Any]) -> None:
    """Free text in `personal`, at any depth: no control characters, no more than MAX_TEXT characters."""
    todo: list[tuple[str, Any]] = list(personal.items())
    while todo:
        where, value = todo.pop()
        if isinstance(value, dict):
            todo += [(where, inner) for inner in value.values()]
        elif isinstance(value, list):
            todo += [(where, inner) for inner in value]
        elif isinstance(value, str):
            if len(value) > MAX_TEXT:
                raise InvalidCommand(f"{name}: personal.{where[:40]}: longer than {MAX_TEXT} characters")
            if any(ord(character) < 32 and character not in "\n\t\r" for character in value):
                raise InvalidCommand(f"{name}: personal.{where[:40]}: contains control characters")
            if where == "subject" and any(character in "\n\t\r" for character in value):
                raise InvalidCommand(f"{name}: personal.subject: must be one line")


__all__ = [
    "COMMANDS",
    "By",
    "Command",
    "CommandSpec",
    "check_command",
    "example",
    "read_command",
    "spec_of",
    "titles_ja",
]
