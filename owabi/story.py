"""One complaint for a person at a terminal: the case view as a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from domain import labels
from domain.labels import both

_NEWEST = 12
"""Acts of the timeline shown; `--json` has all."""


def show_story(out: Console, case: dict[str, Any], now: datetime) -> None:
    """Print the view, every instant in the complaint's own zone. What is left or late is reckoned from the reader's clock."""
    page = _Page(out, ZoneInfo(case.get("zone") or "UTC"))
    _head(page, case)
    _next(page, case)
    for wish in case.get("wishes") or []:
        page.line(f"  ! {wish}", style="yellow")
    if subject := (case.get("personal") or {}).get("subject"):
        page.line(f"  “{subject}”")
    _before(page, case.get("brief") or {})
    _deadlines(page, case.get("deadlines") or [], now)
    _rights(page, case.get("rights") or [])
    _letters(page, case.get("letters") or [])
    _problems(page, case.get("problems") or [])
    for heading, key in _LISTS:
        _items(page, heading, case.get(key) or [])
    _items(page, "Like cases", [one["what"] for one in case.get("like_cases") or []])
    _timeline(page, case.get("timeline") or [])


def _head(page: _Page, case: dict[str, Any]) -> None:
    """Where it stands, what it is about, whose it is."""
    level = case.get("escalation") or 0
    policy = case.get("policy") or {}
    page.line(f"{case.get('reference')}  {both(case.get('stage'), labels.STAGES)}", style="bold")
    page.line(f"  as of {page.at(case.get('as_of'))} · round {case.get('round')} · level {level} {labels.level(level)}")
    severity = both(case.get("severity"), labels.SEVERITIES)
    page.line(f"  {case.get('category')} · {severity} · handler {case.get('handler') or 'nobody'}")
    page.line(f"  received {page.at(case.get('received_at'))} by {case.get('channel')}")
    for line in case.get("matter") or []:
        page.line(f"  {line}")
    page.line(f"  policy {policy.get('id')} {policy.get('version', '')} · opened {page.at(case.get('opened_at'))}")
    if case.get("linked_to"):
        page.line(f"  split off, or follows, {case['linked_to']}")
    if case.get("splits"):
        page.line(f"  split off from it: {', '.join(case['splits'])}")
    if case.get("closed_at"):
        ground = both(case.get("closing_ground"), labels.GROUNDS)
        heard = case.get("acceptance") or {}
        by = f", heard by {heard['heard_by']} {page.at(heard['heard_at'])}" if heard else ""
        page.line(f"  closed {page.at(case['closed_at'])} ({ground}{by}), settles {page.at(case.get('settles_at'))}")


def _next(page: _Page, case: dict[str, Any]) -> None:
    """What is to be done next, by whom, and the first date ahead."""
    if case.get("next_action"):
        owner = both(case.get("next_owner"), labels.ROLES) or "nobody"
        page.line(f"  next: {case['next_action']} ({owner})", style="bold")
    if case.get("next_action_ja"):
        page.line(f"  次の対応: {case['next_action_ja']}", style="bold")
    if case.get("next_day"):
        page.line(f"  first date: {case.get('next_duty')}, {page.at(case['next_day'])}", style="bold")


def _before(page: _Page, brief: dict[str, Any]) -> None:
    """What went before, for whoever has taken it over: the customer need not tell it again."""
    if not brief:
        return
    page.line("What went before これまでの経過", style="bold")
    for line in brief.get("lines") or []:
        page.line(f"  - {line}")
    for name, words in (brief.get("personal") or {}).items():
        page.line(f"    {name}: “{words}”")


def due_of(due: date | datetime) -> str:
    """A date as people read it: the day to whose end it counts, or the instant with its zone."""
    return f"{due:%a %Y-%m-%d %H:%M %Z}" if isinstance(due, datetime) else f"{due:%a %Y-%m-%d}"


@dataclass(frozen=True)
class _Page:
    """A terminal, and the zone in which the complaint's instants are shown."""

    out: Console
    zone: ZoneInfo

    def line(self, text: str, style: str = "") -> None:
        # Text of customers and colleagues is shown as it is: no markup of the terminal's library, no control characters.
        clean = "".join(character if character.isprintable() else " " for character in text)
        self.out.print(clean, style=style, markup=False, highlight=False, soft_wrap=True)

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


_LISTS = (
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
    ("Obligations", "obligations"),
)


def _problems(page: _Page, problems: list[dict[str, Any]]) -> None:
    """What is open with what to do; of what is over only when that was."""
    _items(page, "Problems (each has an owner)", [one for one in problems if not one.get("resolved_at")])
    over = [one for one in problems if one.get("resolved_at")]
    _items(page, "Problems resolved", [f"{one['what']}: resolved on {page.at(one['resolved_at'])}" for one in over])


def _deadlines(page: _Page, deadlines: list[dict[str, Any]], now: datetime) -> None:
    if not deadlines:
        return
    table = Table(title="Deadlines", title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    for heading in ("duty", "level", "due", "state", ""):
        table.add_column(heading)
    for one in deadlines:
        late_from = _instant(one.get("late_from"))
        note = _distance(late_from, now) if late_from and one.get("state") == "running" else ""
        style = "red" if one.get("state") == "breached" or note.endswith("late") else ""
        level = both(one.get("level"), labels.DUTY_LEVELS)
        cells = [one.get("duty", ""), level, page.at(one.get("due", "")), one.get("state", "")]
        table.add_row(*cells, note, style=style)
    page.out.print(table)


def _rights(page: _Page, rights: list[dict[str, Any]]) -> None:
    """What opens or ends by time alone."""
    if rights:
        page.line("Opens or ends by time alone", style="bold")
    for one in rights:
        word = {"gate": "opens", "window": "last day", "retention": "kept until"}[one["kind"]]
        page.line(f"  - {one['duty']}: {word} {page.at(one['day'])} ({one['level']})")


def _distance(late_from: datetime, now: datetime) -> str:
    hours = int(abs(late_from - now).total_seconds() // 3600)
    span = f"{hours // 24} d {hours % 24} h" if hours >= 24 else f"{hours} h"
    return f"{span} left" if now < late_from else f"{span} late"


def _letters(page: _Page, letters: list[dict[str, Any]]) -> None:
    if not letters:
        return
    table = Table(title="Letters", title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    for heading in ("kind", "state", "sent at", "effect"):
        table.add_column(heading)
    for one in letters:
        cells = [page.at(one.get(key) or "–") for key in ("kind", "state", "sent_at", "effect_id")]
        table.add_row(*cells, style="red" if one.get("state") in {"blocked", "failed"} else "")
    page.out.print(table)
    for one in letters:
        if approval := one.get("approval"):
            page.line(
                f"letter {approval['id']} waits for a {both(approval['approver'], labels.ROLES)}; read it, then approve with:",
                "bold",
            )
            page.line(f'  {{"what": "{approval["id"]}", "text": "{approval["text"]}"}}')
            for text in _texts(one.get("personal")):
                page.line(f"  “{text}”")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


def _items(page: _Page, heading: str, items: Iterable[Any]) -> None:
    listed = list(items)
    if not listed:
        return
    page.line(heading, style="bold")
    for item in listed:
        page.line(f"  - {_described(item, page)}")


def _described(item: Any, page: _Page) -> str:
    """A record in a line: its plain fields as they are, what lies below them in words."""
    if not isinstance(item, dict):
        return str(item)
    parts = []
    for key, value in item.items():
        if value in (None, "", [], {}) or value is False or key in _UNSHOWN:
            continue
        if key == "alternatives":
            parts += [f"{one['id']}: {' + '.join(_remedy(part) for part in one['items'])}" for one in value]
        elif key == "personal":
            parts += [f"“{text}”" for text in value.values() if isinstance(text, str) and text]
        elif isinstance(value, list):
            parts.append(f"{key} {', '.join(str(one) for one in value)}")
        elif key in _CODES:
            parts.append(both(value, _CODES[key]))
        elif not isinstance(value, dict):
            parts.append(page.at(value) if key in _OBVIOUS else f"{key} {page.at(value)}")
    return " · ".join(parts)


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
_UNSHOWN = {"round", "reminded", "key", "effect_id", "asked_by", "approver"}


def _timeline(page: _Page, timeline: list[dict[str, Any]]) -> None:
    if not timeline:
        return
    page.line("What happened", style="bold")
    if len(timeline) > _NEWEST:
        page.line(f"  ({len(timeline) - _NEWEST} earlier acts: --json)", style="dim")
    for act in timeline[-_NEWEST:]:
        words = [text for text in (act.get("personal") or {}).values() if isinstance(text, str) and text]
        said = f": “{' '.join(words)}”" if words else ""
        page.line(f"  {page.at(act.get('at'))}  {act.get('by') or '–'}  {act.get('what')}{said}")


def _instant(value: Any) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
