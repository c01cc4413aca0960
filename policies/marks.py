"""Where a key stands in a rule file. Asked only once something is wrong, so that reading what is right stays fast."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import yaml


class Written(NamedTuple):
    """A rule file as it is written."""

    file: str
    text: str


class Place(NamedTuple):
    """A line of a rule file, and how many parts of the path asked for were found on the way to it."""

    file: str
    line: int
    depth: int

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}" if self.depth else self.file


def place(path: Sequence[object], *files: Written) -> Place:
    """The line on which the key stands, or the closest one around it; of several files the one that knows most of the path.

    Args:
        path: the keys (and positions in lists) that lead there.
        files: the file itself, then those it extends.
    """
    places = [_in_one(file, [str(part) for part in path]) for file in files]
    return max(places, key=lambda one: one.depth)


def _in_one(file: Written, path: list[str]) -> Place:
    node = yaml.compose(file.text, Loader=yaml.CSafeLoader)
    line, depth = 1, 0
    for part in path:
        step = _step(node, part)
        if step is None:
            break
        line, node = step
        depth += 1
    return Place(file.file, line, depth)


def _step(node: yaml.Node | None, part: str) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((key.start_mark.line + 1, value) for key, value in _entries(node) if key.value == part), None)
    if isinstance(node, yaml.SequenceNode) and part.isdigit() and int(part) < len(node.value):
        entry = node.value[int(part)]
        return entry.start_mark.line + 1, entry
    return None


def _entries(node: yaml.MappingNode) -> Iterator[tuple[yaml.Node, yaml.Node]]:
    """The keys of a mapping, those taken over by `<<` last."""
    yield from node.value
    for key, value in node.value:
        if key.value == "<<" and isinstance(value, yaml.MappingNode):
            yield from value.value
