"""From one source two parts: a template's lines, with marks for lists and headings, as plain text and as blocks.

The marks are Unicode non-characters, which no text from outside can hold (`cleaning` takes them out), so nobody's words
can be mistaken for layout.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from domain.words import Locale

BlockKind = Literal["paragraph", "item", "heading", "right", "centre", "quote"]

END_OF_SUBJECT = "\ufdd0"
BREAK = "\ufdd6"
"""A line break that stays one."""
MARKS: dict[BlockKind, str] = {
    "item": "\ufdd1",
    "heading": "\ufdd2",
    "right": "\ufdd3",
    "centre": "\ufdd4",
    "quote": "\ufdd5",
}
_KINDS = {mark: kind for kind, mark in MARKS.items()}
_WIDTH = 72
"""Columns of a plain-text page; a full-width character takes two."""


@dataclass(frozen=True)
class Block:
    """A paragraph, a list, a heading …: lines that belong together."""

    kind: BlockKind
    lines: tuple[str, ...]


def marked(value: Any) -> Any:
    """Data for a template: its line ends become marks, so that they stay breaks while the template's own lines flow."""
    if isinstance(value, str):
        return value.replace("\n", BREAK)
    if isinstance(value, dict):
        return {key: marked(part) for key, part in value.items()}
    return [marked(part) for part in value] if isinstance(value, list) else value


def quoted(text: str) -> str:
    """Somebody's own words, set apart line by line."""
    return "\n".join(MARKS["quote"] + line for line in text.split(BREAK))


def blocks(body: str, locale: Locale) -> list[Block]:
    """The body's blocks. Neighbouring lines of a paragraph flow into one; those of lists and quotations stay apart."""
    found: list[Block] = []
    for (kind, empty), lines in groupby(map(_read, body.split("\n")), key=_alike):
        texts = [text for _, text in lines]
        if kind == "paragraph" and not empty:
            flowing = ("" if locale == "ja" else " ").join(texts)
            found += [Block(kind, _lines(part)) for part in _paragraphs(flowing)]
        elif not empty:
            found.append(Block(kind, tuple(text.replace(BREAK, "\n") for text in texts)))
    return found


def plain(parts: list[Block], locale: Locale) -> str:
    """The blocks as a plain-text letter."""
    return "\n\n".join("\n".join(_line(part.kind, line, locale) for line in part.lines) for part in parts) + "\n"


def _alike(line: tuple[BlockKind, str]) -> tuple[BlockKind, bool]:
    kind, text = line
    return kind, kind == "paragraph" and not text


def _paragraphs(text: str) -> list[str]:
    return [part.strip("\n \t") for part in re.split("\n[ \t]*\n\\s*", text.replace(BREAK, "\n")) if part.strip()]


def _lines(paragraph: str) -> tuple[str, ...]:
    return tuple(line.strip(" \t") for line in paragraph.split("\n"))


def _read(line: str) -> tuple[BlockKind, str]:
    # A full-width space at the start of a Japanese line is an indent: only plain white space is cut.
    line = line.strip(" \t")
    kind = _KINDS.get(line[:1])
    return (kind, line[1:].strip(" \t")) if kind else ("paragraph", line)


def _line(kind: BlockKind, text: str, locale: Locale) -> str:
    if kind == "item":
        return ("・" if locale == "ja" else "- ") + text.replace("\n", "\n  ")
    if kind == "heading":
        return f"■ {text}" if locale == "ja" else text
    if kind == "quote":
        return f"> {text}".rstrip()
    if kind in {"right", "centre"} and locale == "ja":
        room = max(0, _WIDTH - _columns(text))
        return "　" * ((room // 2 if kind == "centre" else room) // 2) + text
    return text


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "FWA" else 1 for sign in text)
