"""One complaint for a person at a terminal: the case view as a page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from owabi.listing import LEVELS

_NEWEST = 12
"""Acts of the timeline shown; `--json` has all."""


def show_story(out: Console, case: dict[str, Any], now: datetime) -> None:
    """Print the view. What is left or late is reckoned from `due` and `now`, the reader's clock."""
    level = case.get("escalation") or 0
    policy = case.get("policy") or {}
    personal = case.get("personal") or {}
    _line(out, f"{case.get('reference')}  {case.get('stage')}", style="bold")
    _line(
        out,
        f"  as of {case.get('as_of')} · round {case.get('round')} · level {LEVELS[min(level, len(LEVELS) - 1)]}",
    )
    _line(out, f"  {case.get('category')} · {case.get('severity')} · handler {case.get('handler') or 'nobody'}")
    _line(out, f"  policy {policy.get('id')} {policy.get('version', '')} · opened {case.get('opened_at')}")
    if case.get("closed_at"):
        _line(out, f"  closed {case['closed_at']} ({case.get('closing_ground')}), settles {case.get('settles_at')}")
    if case.get("next_action"):
        late = f", late from {case['next_due']}" if case.get("next_due") else ""
        _line(out, f"  next: {case['next_action']} ({case.get('next_owner')}{late})", style="bold")
    if personal.get("subject"):
        _line(out, f"  “{personal['subject']}”")
    _deadlines(out, case.get("deadlines") or [], now)
    _letters(out, case.get("letters") or [])
    for heading, key in _LISTS:
        _items(out, heading, case.get(key) or [])
    _timeline(out, case.get("timeline") or [])


_LISTS = (
    ("Problems (each has an owner)", "problems"),
    ("Heads", "heads"),
    ("Questions", "questions"),
    ("Promises", "promises"),
    ("Investigations", "investigations"),
    ("Items", "items"),
    ("Apologies", "apologies"),
    ("Causes", "causes"),
    ("Decisions", "decisions"),
    ("Offers", "offers"),
    ("Prevention", "prevention"),
)


def _deadlines(out: Console, deadlines: list[dict[str, Any]], now: datetime) -> None:
    if not deadlines:
        return
    table = Table(title="Deadlines", title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    for heading in ("duty", "level", "due", "state", ""):
        table.add_column(heading)
    for one in deadlines:
        late_from = _instant(one.get("late_from"))
        note = _distance(late_from, now) if late_from and one.get("state") == "running" else ""
        style = "red" if one.get("state") == "breached" or note.endswith("late") else ""
        table.add_row(*(str(one.get(key, "")) for key in ("duty", "level", "due", "state")), note, style=style)
    out.print(table)


def _distance(late_from: datetime, now: datetime) -> str:
    hours = int(abs(late_from - now).total_seconds() // 3600)
    span = f"{hours // 24} d {hours % 24} h" if hours >= 24 else f"{hours} h"
    return f"{span} left" if now < late_from else f"{span} late"


def _letters(out: Console, letters: list[dict[str, Any]]) -> None:
    if not letters:
        return
    table = Table(title="Letters", title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    for heading in ("kind", "state", "sent at", "effect"):
        table.add_column(heading)
    for one in letters:
        cells = [str(one.get(key) or "–") for key in ("kind", "state", "sent_at", "effect_id")]
        table.add_row(*cells, style="red" if one.get("state") in {"blocked", "failed"} else "")
    out.print(table)


def _items(out: Console, heading: str, items: Iterable[Any]) -> None:
    listed = list(items)
    if not listed:
        return
    _line(out, heading, style="bold")
    for item in listed:
        _line(out, f"  - {_described(item)}")


def _described(item: Any) -> str:
    """A record in a line: its plain fields as they are, what lies below them in words."""
    if not isinstance(item, dict):
        return str(item)
    parts = []
    for key, value in item.items():
        if value in (None, "", [], {}) or key in _UNSHOWN:
            continue
        if key == "alternatives":
            parts += [f"{one['id']}: {' + '.join(_remedy(part) for part in one['items'])}" for one in value]
        elif key == "personal":
            parts += [f"“{text}”" for text in value.values() if isinstance(text, str) and text]
        elif isinstance(value, list):
            parts.append(f"{key} {', '.join(str(one) for one in value)}")
        elif not isinstance(value, dict):
            parts.append(str(value) if key in _OBVIOUS else f"{key} {value}")
    return " · ".join(parts)


def _remedy(item: dict[str, Any]) -> str:
    state = (
        ""
        if item.get("state") == "agreed"
        else f" ({item.get('state')} {item.get('receipt') or ''})".replace(" )", ")")
    )
    return " ".join(str(item[key]) for key in ("kind", "amount", "currency") if item.get(key)) + state


_OBVIOUS = {"id", "kind", "state", "head", "outcome", "category", "what", "title"}
"""Fields whose value says what they are."""
_UNSHOWN = {"round", "reminded", "key", "effect_id", "asked_by", "approver"}


def _timeline(out: Console, timeline: list[dict[str, Any]]) -> None:
    if not timeline:
        return
    _line(out, "What happened", style="bold")
    if len(timeline) > _NEWEST:
        _line(out, f"  ({len(timeline) - _NEWEST} earlier acts: --json)", style="dim")
    for act in timeline[-_NEWEST:]:
        _line(out, f"  {act.get('at')}  {act.get('by') or '–'}  {act.get('what')}")


def _line(out: Console, text: str, style: str = "") -> None:
    # Text of customers and colleagues is shown as it is: no markup of the terminal's library, no control characters.
    clean = "".join(character if character.isprintable() else " " for character in text)
    out.print(clean, style=style, markup=False, highlight=False, soft_wrap=True)


def _instant(value: Any) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
