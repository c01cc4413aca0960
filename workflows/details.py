"""The current details: the page that operations staff read in the Temporal UI. Markdown, no names of customers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from domain.case import Case
from messages.commands import COMMANDS, example
from workflows.procedure.next_act import allowed, next_act
from workflows.procedure.remedy import summary

STAGE_JA = {
    "received": "受付済",
    "acknowledged": "受付連絡済",
    "investigating": "調査中",
    "awaiting_customer": "お客様確認待ち",
    "remedy_offered": "解決策ご提示済",
    "remedy_agreed": "ご了承済",
    "following_up": "実施・確認中",
    "closed": "対応終了",
    "withdrawn": "取下げ",
    "merged": "統合済",
    "referred": "外部機関で対応中",
}
LEVEL_JA = ("一次対応", "二次対応", "三次対応", "経営対応")
MOST_COMMANDS = 8


def details_of(case: Case) -> str:
    """The page: stage and why, next act, deadlines, offers, problems, last acts, commands to paste."""
    return "\n".join(_lines(case))


def _lines(case: Case) -> Iterator[str]:
    coming = next_act(case)
    yield f"## {case.stage} · {STAGE_JA[case.stage]}"
    yield f"As of {instant(case.as_of, case)}; in this stage since {instant(case.stage_since, case)}."
    last = case.timeline[-1].what if case.timeline else "received"
    yield f"Why: {last}. Round {case.round}, level {case.escalation} ({LEVEL_JA[case.escalation]})."
    yield ""
    due = f", by {instant(coming.due, case)}" if coming.due else ""
    yield f"**Next: {coming.what}** — {coming.owner}{due}"
    yield ""
    yield f"Handler {case.handler or 'nobody'} · {case.category} · {case.severity} · {case.channel} · {case.policy.id}"
    yield from _problems(case)
    yield from _deadlines(case)
    yield from _substance(case)
    yield from _acts(case)
    yield from _commands(case)


def _problems(case: Case) -> Iterator[str]:
    for problem in case.problems:
        if problem.resolved_at is None:
            yield f"\n> **Problem** ({problem.owner}): {problem.what}. {problem.do}"


def _deadlines(case: Case) -> Iterator[str]:
    rows = [d for d in case.deadlines if d.round == case.round or d.state == "breached"]
    if not rows:
        return
    yield "\n### Deadlines\n"
    yield "| duty | state | due | level |"
    yield "|---|---|---|---|"
    for row in rows:
        state = f"**{row.state}**" if row.state == "breached" else row.state
        met = f" ({day(row.met_at, case)})" if row.met_at else ""
        yield f"| {row.duty} | {state}{met} | {day(row.due, case)} | {row.level} |"


def _substance(case: Case) -> Iterator[str]:
    lines = [f"question {q.id}: {q.state}" for q in case.questions]
    lines += [f"apology {a.id}: {a.kind}, {a.state}" for a in case.apologies]
    lines += [f"cause {c.id}: {c.category} ({c.result})" for c in case.causes]
    lines += [f"decision on {d.head}: {d.outcome} (round {d.round})" for d in case.decisions]
    lines += [f"offer {o.id}: {o.state}; {'; '.join(summary(o))}" for o in case.offers]
    lines += [f"prevention {t.id}: {t.kind}, {t.state}, {t.owner}, due {t.due.isoformat()}" for t in case.prevention]
    stuck = [x for x in case.letters if x.state not in ("sent", "ordered") and x.order is not None]
    lines += [f"letter {x.effect_id}: {x.state}" for x in stuck]
    if lines:
        yield "\n### On record\n"
        yield from (f"- {line}" for line in lines)


def _acts(case: Case) -> Iterator[str]:
    yield "\n### Last acts\n"
    for entry in case.timeline[-8:]:
        yield f"- {instant(entry.at, case)} {entry.by}: {entry.what}"


def _commands(case: Case) -> Iterator[str]:
    names = allowed(case)
    yield "\n### Commands allowed now (Updates; paste the JSON and put in who you are)\n"
    for name in names[:MOST_COMMANDS]:
        pasted = json.dumps(example(name), ensure_ascii=False)
        yield f"- **{name}** ({COMMANDS[name].title}): `{pasted}`"
    if rest := names[MOST_COMMANDS:]:
        yield f"- also: {', '.join(rest)} (query `allowed_commands` shows their JSON)"


def instant(at: datetime, case: Case) -> str:
    """An instant as people of the desk read it, with its zone."""
    return at.astimezone(ZoneInfo(case.zone)).strftime("%a %Y-%m-%d %H:%M %Z")


def day(due: date | datetime, case: Case) -> str:
    """A due date as people read it: the day to whose end it counts, or the instant."""
    return instant(due, case) if isinstance(due, datetime) else due.strftime("%a %Y-%m-%d")
