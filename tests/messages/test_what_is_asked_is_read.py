"""What a command asks for is read by its chapter: a field that nobody reads makes its sender believe that it is on record."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from messages.commands import COMMANDS, Command
from messages.commands.base import Judgement, Oral

ROOT = Path(__file__).parents[2]
BY_ITSELF = {"by", "personal"}
"""Read for every command: who acts, and the words (`messages/commands/words.py` says which)."""


def _names(node: ast.AST) -> set[str]:
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


def _read_of(parameter: str, function: ast.FunctionDef, texts: set[str]) -> set[str]:
    """The fields a function reads of a parameter: by name, or by the names its module lists where it asks for several."""
    read, several = set(), False
    for node in ast.walk(function):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == parameter:
            read.add(node.attr)
        if isinstance(node, ast.Call) and parameter in _names(node):
            called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            asked = node.args[1] if called == "getattr" else None
            read |= {str(asked.value)} if isinstance(asked, ast.Constant) else set()
            several = several or called == "model_dump" or (asked is not None and not isinstance(asked, ast.Constant))
    return read | (texts if several else set())


def _functions() -> Iterator[tuple[ast.FunctionDef, dict[str, str], set[str]]]:
    """The functions of the procedure, with what their module calls the classes it imports, and the texts in it."""
    for path in (ROOT / "workflows").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        imported = [one for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for one in node.names]
        texts = {one.value for one in ast.walk(tree) if isinstance(one, ast.Constant) and isinstance(one.value, str)}
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                yield node, {one.asname or one.name: one.name for one in imported}, texts


@cache
def read_by_class() -> dict[str, set[str]]:
    """Class of commands → the fields that are read of it."""
    found: dict[str, set[str]] = defaultdict(set)
    for function, imported, texts in _functions():
        for argument in function.args.args:
            if argument.annotation is None:
                continue
            kinds = {imported.get(name, name) for name in _names(argument.annotation)}
            if "Command" in kinds or argument.arg == "command":
                kinds |= {imported.get(name, name) for name in _names(function)}  # isinstance(command, Extend)
            for kind in kinds | ({"Command"} if "Any" in kinds and argument.arg == "command" else set()):
                found[kind] |= _read_of(argument.arg, function, texts)
    return found


def unread(model: type[Command]) -> set[str]:
    """The fields of a command that nobody reads."""
    read = read_by_class()
    bases = [one for one in (Command, Oral, Judgement) if issubclass(model, one)]
    known = set().union(*(read[one.__name__] for one in (model, *bases)))
    return {*model.model_fields} - known - BY_ITSELF


@pytest.mark.parametrize("name", COMMANDS)
def test_every_field_of_a_command_is_read(name: str) -> None:
    assert unread(COMMANDS[name].model) == set()


def test_a_field_that_nobody_reads_is_found() -> None:
    class Close(COMMANDS["close"].model):  # type: ignore[misc]
        heard_where: str = ""

    assert unread(Close) == {"heard_where"}
