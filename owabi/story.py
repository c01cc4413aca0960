"""One complaint for a person at a terminal: the case view as a page."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from domain import labels
from domain.labels import both
from messages.japanese import in_japanese
from owabi.story_lines import Page, quoted, texts

_NEWEST = 12
"""Acts of the timeline shown; `--json` has all."""


def show_story(out: Console, case: dict[str, Any], now: datetime) -> None:
    """Print the view, every instant in the complaint's own zone. What is left or late is reckoned from the reader's clock."""
    page = Page(out, ZoneInfo(case.get("zone") or "UTC"))
    _head(page, case)
    for line in case.get("handling") or []:
        page.line(f"  ! {line}", style="yellow")
    for line in case.get("to_know") or []:
        page.line(f"  {line}")
    _next(page, case)
    personal = case.get("personal") or {}
    _mind(page, case.get("wishes") or [], personal.get("representative") or {})
    _words(page, personal)
    _before(page, case.get("brief") or {})
    _deadlines(page, case.get("deadlines") or [], now)
    _rights(page, case.get("rights") or [])
    _letters(page, case.get("letters") or [])
    _problems(page, case.get("problems") or [])
    for heading, key in LISTS:
        page.items(heading, case.get(key) or [])
    page.items("Like cases", [one["what"] for one in case.get("like_cases") or []])
    _timeline(page, case.get("timeline") or [])


def _head(page: Page, case: dict[str, Any]) -> None:
    """Where it stands, what it is about, whose it is."""
    level = case.get("escalation") or 0
    policy = case.get("policy") or {}
    kind = case.get("kind") or "complaint"
    shown = "" if kind == "complaint" else f"  {both(kind, labels.KINDS)}"
    page.line(f"{case.get('reference')}  {both(case.get('stage'), labels.STAGES)}{shown}", style="bold")
    page.line(f"  as of {page.at(case.get('as_of'))} · round {case.get('round')} · level {level} {labels.level(level)}")
    severity = both(case.get("severity"), labels.SEVERITIES)
    category = labels.titled(case.get("category") or "", case.get("category_titles") or {})
    page.line(f"  {category} · {severity} · handler {case.get('handler') or 'nobody'}")
    page.line(f"  received {page.at(case.get('received_at'))} by {case.get('channel')}")
    for line in case.get("matter") or []:
        page.line(f"  {line}")
    page.line(f"  policy {policy.get('id')} {policy.get('version', '')} · opened {page.at(case.get('opened_at'))}")
    if case.get("closed_at"):
        ground = both(case.get("closing_ground"), labels.GROUNDS)
        heard = case.get("acceptance") or {}
        by = f", heard by {heard['heard_by']} {page.at(heard['heard_at'])}" if heard else ""
        page.line(f"  closed {page.at(case['closed_at'])} ({ground}{by}), settles {page.at(case.get('settles_at'))}")


def _next(page: Page, case: dict[str, Any]) -> None:
    """What is to be done next, by whom, and the first date ahead."""
    if case.get("next_action"):
        owner = both(case.get("next_owner"), labels.ROLES) or "nobody"
        page.line(f"  next: {case['next_action']} ({owner})", style="bold")
    if others := case.get("candidates"):
        page.line(f"  perhaps the same matter: {', '.join(others)} (record_contact there and merge)", style="bold")
    if case.get("next_action_ja"):
        page.line(f"  次の対応: {case['next_action_ja']}", style="bold")
    if case.get("next_day"):
        page.line(
            f"  first date: {_titled(case.get('next_duty'), case.get('next_duty_ja'))}, {page.at(case['next_day'])}",
            style="bold",
        )


def _words(page: Page, personal: dict[str, Any]) -> None:
    """The matter in the customer's own words, and what was said and seen around it."""
    told = {key: personal[key] for key in _TOLD if personal.get(key)}
    told["attachments"] = [one.get("name", "") for one in personal.get("attachments") or []]
    for line in quoted(told):
        page.line(f"  {line if len(line) <= _LONGEST else f'{line[:_LONGEST]} … (--json has all)'}")


_TOLD = ("subject", "description", "desired_outcome", "summary", "place", "people_involved", "mood")
_LONGEST = 4_000
"""Characters of one text that are shown."""


def _mind(page: Page, lines: list[str], speaks: dict[str, Any]) -> None:
    """What to bear in mind before writing or calling, and who speaks for the customer."""
    for line in lines:
        page.line(f"  ! {line}", style="yellow")
    if speaks:
        page.line(f"  speaks for the customer: {_speaker(speaks)}", style="bold")


def _speaker(speaks: dict[str, Any]) -> str:
    """Who speaks for the customer, how to reach them, and whether they may."""
    kind = both(speaks.get("kind"), labels.REPRESENTATIVES)
    what = ", ".join(part for part in (kind, speaks.get("relation"), speaks.get("contact")) if part)
    return f"{speaks.get('name')} ({what})".replace(" ()", "") + f", authority {speaks.get('authority') or 'none'}"


def _before(page: Page, brief: dict[str, Any]) -> None:
    """What went before, for whoever has taken it over: the customer need not tell it again."""
    if not brief:
        return
    page.line("What went before これまでの経過", style="bold")
    for line in brief.get("lines") or []:
        page.line(f"  - {line}")
    for line in quoted(brief.get("personal") or {}):
        page.line(f"    {line}")


LISTS = (
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
    ("Waived", "waivers"),
    ("Contacts", "contacts"),
    ("Safety", "safety"),
    ("Reports to the head of the desk", "reports"),
    ("Demands", "demands"),
    ("Conduct", "conduct"),
    ("Restrictions of contact", "restrictions"),
    ("Outside bodies", "outside"),
    ("Forwarded", "forwarded"),
    ("Paused", "pauses"),
    ("Earlier rounds", "rounds"),
    ("Earlier complaints of this customer", "history"),
)


def _problems(page: Page, problems: list[dict[str, Any]]) -> None:
    """What is open with what to do; of what is over only when that was."""
    open_ = [one for one in problems if not one.get("resolved_at")]
    page.items("Problems (each has an owner)", [one | _japanese(one) for one in open_])
    over = [one for one in problems if one.get("resolved_at")]
    page.items("Problems resolved", [f"{one['what']}: resolved on {page.at(one['resolved_at'])}" for one in over])


def _japanese(problem: dict[str, Any]) -> dict[str, str]:
    said = in_japanese(str(problem.get("what", "")), str(problem.get("do", "")))
    return {"ja": said} if said else {}


def _deadlines(page: Page, deadlines: list[dict[str, Any]], now: datetime) -> None:
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
        cells = [
            _titled(one.get("duty"), one.get("title_ja")),
            level,
            page.at(one.get("due", "")),
            one.get("state", ""),
        ]
        table.add_row(*cells, note, style=style)
    page.out.print(table)


def _titled(code: str | None, title_ja: str | None) -> str:
    """A duty's code with its Japanese title; views kept from before titles were shown have none."""
    return f"{code or ''} {title_ja or ''}".strip()


def _rights(page: Page, rights: list[dict[str, Any]]) -> None:
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


def _letters(page: Page, letters: list[dict[str, Any]]) -> None:
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
            for text in texts(one.get("personal")):
                page.line(f"  “{text}”")
            for name, value in (one.get("facts") or {}).items():
                page.line(f"  {name}: {json.dumps(value, ensure_ascii=False)}")


def _timeline(page: Page, timeline: list[dict[str, Any]]) -> None:
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
