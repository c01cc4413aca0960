"""Customers' words are data: what could act as a command, or break a line that must stay one, is taken out."""

from __future__ import annotations

import re
from typing import Any

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"  # control characters
    "\u202a-\u202e\u2066-\u2069"  # marks that turn the direction of writing, and so the sense of a line
    "\ud800-\udfff"  # halves of characters, which no encoding can write
    "\ufdd0-\ufdef\ufffe\uffff]"  # non-characters: the marks of our own layout
)


def cleaned(value: Any) -> Any:
    """The same data with every text in it free of control characters; line ends become `\\n`."""
    if isinstance(value, str):
        return _UNPRINTABLE.sub("", _LINE_ENDS.sub("\n", value)).strip()
    if isinstance(value, dict):
        return {key: cleaned(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [cleaned(part) for part in value]
    return value


def one_line(text: str) -> str:
    """The text on one line, as a header needs it."""
    return re.sub(r"\s*[\n\t]\s*", " ", str(cleaned(text)))
