"""How a case is printed at a terminal: lines, lists, and a record in a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Console

from domain import labels
from domain.labels import both


def due_of(due: date | datetime) -> str:
    """A date as people read it: the day to whose end it counts, or the instant with its zone."""
    return f"{due:%a %Y-%m-%d %H:%M %Z}" if isinstance(due, datetime) else f"{due:%a %Y-%m-%d}"


@dataclass(frozen=True)
class Page:
    """A terminal, and the zone in which the complaint's instants are shown."""

    out: Console
    zone: ZoneInfo

    def line(self, text: str, style: str = "") -> None:
        """Print a line. Text of customers and colleagues is shown as it is: no markup of the terminal's library, no control
        characters.
        """
        clean = "".join(character if character.isprintable() else " " for character in text)
        self.out.print(clean, style=style, markup=False, highlight=False, soft_wrap=True)

    def items(self, heading: str, items: Iterable[Any]) -> None:
        """Print a list under its heading; nothing where it is empty."""
        for number, item in enumerate(items):
            if number == 0:
                self.line(heading, style="bold")
            self.line(f"  - {self.described(item)}")

    def at(self, value: Any) -> str:
        """A day or an instant as people read it; anything else as it is."""
        text = str(value)
        try:
            if len(text) == len("2026-06-01"):
                return due_of(date.fromisoformat(text))
            found = datetime.fromisoformat(text)
        except ValueError:
            return text
        return due_of(found.astimezone(self.zone)) if found.tzinfo else text

    def described(self, item: Any) -> str:
        """A record in a line: its plain fields as they are, what lies below them in words."""
        if not isinstance(item, dict):
            return self.at(item)
        return " · ".join(
            part for key, value in item.items() if key not in _UNSHOWN for part in self._parts(key, value)
        )

    def _parts(self, key: str, value: Any) -> Iterator[str]:
        """A field of a record in words; none where it says nothing."""
        if isinstance(value, bool):
            if value or key in _ANSWERS:
                yield f"{key.replace('_', ' ')} {'yes' if value else 'no'}"
        elif not value:
            return
        elif key == "alternatives":
            yield from (f"{one['id']}: {' + '.join(_remedy(part) for part in one['items'])}" for one in value)
        elif key == "personal":
            yield from quoted(value)
        elif isinstance(value, list):
            yield f"{key} {', '.join(self.described(one) for one in value)}"
        elif key in _CODES:
            yield both(value, _CODES[key])
        elif not isinstance(value, dict):
            yield self.at(value) if key in _OBVIOUS else f"{key} {self.at(value)}"


def quoted(words: Mapping[str, Any]) -> Iterator[str]:
    """What people said and wrote, each with what it is; the words themselves without a name."""
    for key, value in words.items():
        if said := " / ".join(text for text in texts(value) if text):
            yield f"“{said}”" if key in _WORDS else f"{key.replace('_', ' ')} “{said}”"


def texts(value: Any) -> Iterator[str]:
    """The texts in a value, at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from texts(part)


def _remedy(item: dict[str, Any]) -> str:
    state = (
        ""
        if item.get("state") == "agreed"
        else f" ({item.get('state')} {item.get('receipt') or ''})".replace(" )", ")")
    )
    return " ".join(str(item[key]) for key in ("kind", "amount", "currency") if item.get(key)) + state


_CODES: dict[str, Mapping[Any, labels.Label]] = {"outcome": labels.OUTCOMES}
"""Fields whose value is a code, shown in both languages."""
_OBVIOUS = {"id", "kind", "state", "head", "outcome", "category", "what", "title"}
"""Fields whose value says what they are."""
_ANSWERS = {"hurt", "in_use", "kept", "others_at_risk"}
"""Questions to which "no" is an answer."""
_WORDS = {"words", "text", "question", "answer", "subject", "description"}
_UNSHOWN = {"round", "reminded", "key", "effect_id", "asked_by", "approver", "remind_at", "ends_at", "set_round"}
