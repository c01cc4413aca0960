"""What an obligation shows: the page in the Temporal UI, the view, the commands allowed now. Markdown, no names of customers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from domain import labels
from domain.obligation import Obligation
from domain.parallel import AWARE, OVER
from messages.ids import obligation_id
from messages.obligation_commands import OBLIGATIONS, RECORD_COMMANDS, REPORT_COMMANDS
from workflows.commands_shown import HOW_TO_ACT
from workflows.dates_shown import short_instant
from workflows.next_beside import Next, problem_first
from workflows.problems_shown import problem_lines
from workflows.procedure.alongside.obligation import breached, shown


def next_of(mine: Obligation) -> Next:
    """What it waits for, and when."""
    return problem_first(mine, Next(_asked(mine), mine.owner, _asked_by(mine)))


def _asked(mine: Obligation) -> str:
    if mine.state == "open":
        if mine.deadline is None:
            return f"{mine.owner} gives what the date depends on (reclassify)"
        return f"{mine.owner} reports to the authority (record_report)"
    if mine.state == "keeping":
        return "the record is kept to its last day"
    if mine.state == "to_settle":
        if mine.held:
            return "the record is held; release it when the ground is gone"
        return f"{mine.owner} says what became of the record (settle)"
    return "nothing: the obligation is over"


def _asked_by(mine: Obligation) -> datetime | None:
    if mine.state in ("open", "keeping"):
        return mine.deadline.late_from if mine.deadline else None
    return mine.ask_at if mine.state == "to_settle" and not mine.held else None


def allowed_names(mine: Obligation) -> list[str]:
    """The commands that make sense now, the likeliest first."""
    if mine.state in OVER:
        return []
    if mine.kind == "report":
        names = [one for one in REPORT_COMMANDS if one != "reclassify" or mine.asks]
    else:
        hold = "release" if mine.held else "hold"
        names = [one for one in RECORD_COMMANDS if one == hold or (one == "settle" and mine.state == "to_settle")]
    if not mine.escalation_acknowledged:
        names.append("acknowledge_escalation")
    return [*names, "assign", "note"]


def allowed(mine: Obligation) -> list[dict[str, Any]]:
    """The commands allowed now: name, title and who may in both languages, JSON to paste."""
    return [OBLIGATIONS.specs[name].shown(to_paste(name, mine)) for name in allowed_names(mine)]


def to_paste(name: str, mine: Obligation) -> dict[str, Any]:
    """The command's example with what this obligation asks for."""
    example = OBLIGATIONS.example(name)
    if name == "reclassify":
        example["facts"] = {fact: values[0] for fact, values in mine.asks.items()}
    if name == "correct_awareness" and AWARE in mine.events:
        example["aware_at"] = mine.events[AWARE].isoformat()
    return example


def view_of(mine: Obligation) -> dict[str, Any]:
    """The obligation as JSON, with the names a complaint's view has for the same things."""
    coming = next_of(mine)
    whole = mine.model_dump(mode="json", exclude={"notices", "notices_given", "deadline", "besides"})
    deadline = mine.deadline.model_dump(mode="json", exclude={"fired", "round"}) if mine.deadline else None
    return {
        **whole,
        "workflow_id": obligation_id(mine.id),
        "due": deadline["due"] if deadline else None,
        "breached": breached(mine),
        "next_action": coming.what,
        "next_action_ja": coming.ja,
        "next_owner": coming.owner,
        "next_due": coming.due.isoformat() if coming.due else None,
        "deadlines": [deadline] if deadline else [],
    }


def page_of(mine: Obligation) -> str:
    """Markdown: what is owed, the next act, the date and its sum, last acts, commands to paste."""
    return "\n".join(_lines(mine))


def _lines(mine: Obligation) -> Iterator[str]:
    late = " (overdue)" if breached(mine) else ""
    state = labels.OBLIGATION_STATES[mine.state]
    yield f"## {state.en} · {state.ja}{late}"
    yield f"\n**{' · '.join(mine.title[one] for one in ('en', 'ja') if one in mine.title) or mine.duty}**"
    coming = next_of(mine)
    yield f"\n**Next: {coming.what}**{_by(mine)}"
    yield f"\n**次の対応: {coming.ja}**"
    yield from problem_lines(mine)
    yield f"\n{mine.pack} · owner **{mine.owner}** · from complaint-{mine.complaint}, which never closes it"
    if aware := mine.events.get(AWARE):
        yield f"\nFirst known to an employee: {short_instant(aware, mine.zone)} ({aware:%Y}), {mine.zone}"
    if mine.facts:
        yield f"\nClass: {', '.join(f'{name} {value}' for name, value in mine.facts.items())}"
    if mine.held:
        yield "\n> ⚠ **On hold**: it is kept whatever its last day."
    if mine.deadline is not None and mine.deadline.why:
        yield f"\n{mine.deadline.why}."
    if mine.receipt or mine.evidence:
        yield f"\nProof: {', '.join(one for one in (mine.receipt, *mine.evidence) if one)}"
    yield f"\n### Last acts\n\nTimes in {mine.zone}.\n"
    for entry in reversed(mine.timeline[-8:]):
        yield f"- {short_instant(entry.at, mine.zone)} **{entry.by}**: {entry.what}"
    yield from _commands(mine)


def _by(mine: Obligation) -> str:
    if mine.deadline is None or mine.state not in ("open", "keeping"):
        return ""
    return f", {'by' if mine.state == 'open' else 'until'} {shown(mine.deadline.due)}"


def _commands(mine: Obligation) -> Iterator[str]:
    names = allowed_names(mine)
    if not names:
        return
    yield f"\n### Commands\n\n{HOW_TO_ACT}\n"
    for name in names:
        spec = OBLIGATIONS.specs[name]
        yield f"- **{name}** {spec.title} · {spec.title_ja} ({labels.roles(spec.roles)})"
        yield f"  `{json.dumps(to_paste(name, mine), ensure_ascii=False)}`"
