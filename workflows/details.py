"""The current details: the page that operations staff read in the Temporal UI. Markdown, no names of customers.

The UI shows it in a narrow column and knows neither images nor HTML; its tables have no room between their columns. So the
page is made of short lines and lists: first what is to be done, by whom and by when, last what to paste.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from domain import labels
from domain.case import Case, Letter
from domain.dates import Deadline, Promise
from domain.findings import Inquiry
from domain.parallel import Obliged
from messages.ids import obligation_id
from policies.kinds import ANSWER
from workflows.commands_shown import command_lines
from workflows.dates_shown import day, instant, short_instant, window
from workflows.heads_shown import head_lines
from workflows.matter_shown import earlier_lines, matter_lines
from workflows.page_room import LONGEST_TO_DO, fitting, of_the_case, short, some
from workflows.problems_shown import as_code, problem_lines
from workflows.procedure.dates import resting
from workflows.procedure.dates.promised import what_of
from workflows.procedure.dates.rights import ahead
from workflows.procedure.ending import acceptance
from workflows.procedure.listening import mind
from workflows.procedure.listening.acknowledging import HELD
from workflows.procedure.next_act import NextAct, next_act
from workflows.procedure.problems import unsolved
from workflows.procedure.remedies.remedy import summary
from workflows.procedure.staff.brief import brief_of
from workflows.procedure.staff.protection import handling
from workflows.procedure.writing.letter_dates import post_by
from workflows.to_know import to_know

STATE_MARKS = {"running": "○", "met": "✓", "breached": "✗", "suspended": "–", "cancelled": "–"}
WAITS = {
    ANSWER: "it is to be answered by then",
    "question_reminder": "reminder of {about} leaves",
    "question_lapses": "{about} lapses without an answer",
    "offer_reminder": "reminder of {about} leaves",
    "offer_lapses": "{about} lapses without an answer",
    "no_answer_reminder": "reminder of the final response leaves",
    "no_answer_until": "after it, no_answer is a ground to close",
    "message_triage": "{about} is to be judged by then",
    "aftercare_asked": "aftercare letter, where one is to be written",
    "survey_asked": "survey, where the customer may be asked",
    "reopen_until": "reopening window ends",
    "unmerge_until": "until then the merge can be undone",
    "item_kept_until": "goods {about} are kept until then",
    "item_until": "goods {about} have not come by then: ask once more, or go on without them",
    "referral_nudge": "somebody asks {about} how it stands",
    HELD: "the acknowledgement leaves, if nobody has said that it is the same matter",
    "pause_limit": "a lead is asked why our targets still stand still",
    "idle_reminder": "whoever owns the next act is reminded of it",
    "idle_limit": "a lead hears that no date lies ahead",
    "late_contact": "the contact promised at receipt is to be made by then",
}
RIGHTS = {"gate": "opens", "window": "last day"}
NEWEST_ACTS = 8
MOST_EARLIER = 5
"""So many of the customer's earlier complaints are shown, the newest first; the view has them all."""


def details_of(case: Case) -> str:
    """The page: what is next, where it stands, problems, dates, record, last acts, commands to paste. Under 20 kB."""
    return fitting(lambda most: "\n".join(_lines(case, most)))


def _lines(case: Case, most: int) -> Iterator[str]:
    coming = next_act(case)
    kind = "" if case.is_complaint else f" · {labels.both(case.kind, labels.KINDS)}"
    yield f"## {case.stage} · {labels.STAGES[case.stage].ja}{kind}"
    yield f"\n**Next:** {as_code(short(coming.what, LONGEST_TO_DO))}"
    if coming.ja:
        yield f"\n**次の対応:** {as_code(short(coming.ja, LONGEST_TO_DO))}"
    since = "".join(
        f" · since {instant(one.since, case)}" for one in unsolved(case.problems) if one.key == coming.problem
    )
    yield f"\n**{labels.both(coming.owner, labels.ROLES)}**{since}{_first(coming, case)}"
    yield from problem_lines(case, but_not=coming.problem, most=most)
    yield from _mind(case)
    yield from _before(case, most)
    yield from _earlier(case)
    yield from _facts(case, most)
    yield from _heads(case, most)
    yield from _deadlines(case, most)
    yield from _waits(case, most)
    yield from _record(case, most)
    yield from _acts(case)
    yield from command_lines(case, coming)


def _first(coming: NextAct, case: Case) -> str:
    """The first date ahead, by its name: it need not be the next act's. A day counts to its end."""
    first = coming.first
    return f" · first date: {first.title}, {day(first.due, case)}" if first else ""


def _facts(case: Case, most: int) -> Iterator[str]:
    last = short(case.timeline[-1].what) if case.timeline else "received"
    yield "\n### Where it stands 現在の状況\n"
    yield f"- As of {instant(case.as_of, case)}, after: {last}"
    yield f"- In this stage since {instant(case.stage_since, case)}"
    level = f"level {case.escalation} ({labels.level(case.escalation)})"
    yield f"- Round {case.round}, {level}, handler **{case.handler or 'nobody'}**"
    yield f"- {labels.titled(case.category, case.category_titles)} · {case.channel} · {case.policy.id}"
    yield from (f"- {short(line)}" for line in matter_lines(case))
    why = f" ({', '.join(case.severity_reasons)})" if case.severity_reasons else ""
    flags = f" · {', '.join(case.flags)}" if case.flags else ""
    yield f"- **{labels.both(case.severity, labels.SEVERITIES)}**{why}{flags}"
    if case.closing_ground:
        heard = acceptance.in_words(case.acceptance, case)
        yield f"- Closed: {labels.both(case.closing_ground, labels.GROUNDS)}{heard}"
    yield from (f"- ⚠ {line}" for line in some(handling(case), most))
    yield from (f"- {short(line)}" for line in some(to_know(case), most))


def _mind(case: Case) -> Iterator[str]:
    """Read before a customer is written to, called or visited."""
    if shown := mind.lines(case):
        yield "\n### Before you write, call or visit ご連絡の前に\n"
        yield from (f"- ⚠ {line}" for line in shown)


def _before(case: Case, most: int) -> Iterator[str]:
    """What went before, for whoever has taken it over; what is personal of it is read with the query `case`."""
    if case.stage != "closed" and (brief := brief_of(case)):
        yield "\n### What went before これまでの経過\n"
        yield from (f"- {short(line)}" for line in some(brief["lines"], most))
        yield "- `personal`: *Queries → case*, `brief`, or `owabi show`"


def _earlier(case: Case) -> Iterator[str]:
    """What the customer came with before, as it was at receipt: nobody asks them about it as if it were new."""
    if case.history:
        yield "\n### Earlier complaints of this customer これまでのお申し出\n"
        yield from (f"- {short(line)}" for line in earlier_lines(case)[:MOST_EARLIER])


def _heads(case: Case, most: int) -> Iterator[str]:
    if case.heads:
        yield "\n### Heads of complaint\n"
        yield from (f"- {short(line)}" for line in some(list(head_lines(case)), most))


def _deadlines(case: Case, most: int) -> Iterator[str]:
    rows = [d for d in case.deadlines if d.round == case.round or d.state == "breached"]
    if not rows:
        return
    yield f"\n### Deadlines\n\nA day counts to its end, {case.zone}.\n"
    rows.sort(key=lambda row: (row.state != "breached", row.state != "running", row.late_from))
    if len(rows) > most:  # of the past the newest
        rows.sort(key=lambda row: (row.state != "running", -row.round))
    lines = [f"{STATE_MARKS[resting.shown(row, case)]} {_deadline(row, case)}" for row in rows]
    yield from (f"- {line}" for line in some(lines, most))


def _deadline(row: Deadline, case: Case) -> str:
    level = "" if row.level == "target" else f" ({labels.both(row.level, labels.DUTY_LEVELS)})"
    state = resting.shown(row, case)
    called = f"{row.duty} {row.title_ja}".rstrip()
    if state == "running":
        return f"**{called}** due {day(row.due, case)}{level}"
    name = f"**{called} {state}**" if state == "breached" else f"{called} {state}"
    round_ = f", round {row.round}" if row.round != case.round else ""
    done = f", done {short_instant(row.met_at, case.zone)}" if row.met_at else ""
    return f"{name}, due {day(row.due, case)}{level}{done}{round_}"


def _waits(case: Case, most: int) -> Iterator[str]:
    coming = [
        (wait.at, wait.due, WAITS.get(wait.name, wait.name).format(about=wait.about)) for wait in resting.waits(case)
    ]
    coming += [(right.at, right.day, f"{right.duty} ({RIGHTS[right.kind]})") for right in ahead(case)]
    if coming:
        yield "\n### Comes by itself\n"
        lines = [f"{day(due, case)}: {what}" for _, due, what in sorted(coming, key=lambda one: one[0])]
        yield from (f"- {line}" for line in some(lines, most))


def _record(case: Case, most: int) -> Iterator[str]:
    lines = [said for name, line in _ON_RECORD.items() for said in of_the_case(case, name, most, line)]
    lines += _letters(case, most)
    if lines:
        yield "\n### On record\n"
        yield from (f"- {short(line)}" for line in lines)


_ESCAPE = {"occurrence": "", "escape": ", why it was not caught 流出原因", "": ""}


def _inquiry(one: Inquiry, case: Case) -> str:
    """An inquiry; while it is open, who waits on whom."""
    if one.state != "open" or one.round != case.round:
        return f"inquiry {one.id} to {one.to}: {one.result or one.state}"
    late = "**overdue**, " if one.overdue else ""
    return f"inquiry {one.id}: {one.asked_by} waits on **{one.to}**, {late}wanted by {day(one.due, case)}"


def _obligation(one: Obliged, case: Case) -> str:
    due = f", due {day(one.due, case)}" if one.due else ""
    return f"{obligation_id(one.id)}: {'**breached**, ' if one.breached else ''}{_spaced(one.state)}{due}"


def _promise(one: Promise, case: Case) -> str:
    to = f" to {one.to}" if one.to else ""
    deputy = f" (deputy {one.deputy})" if one.deputy else ""
    return f"promise {one.id}{to}: {what_of(one)} by {window(one, case)}, **{_spaced(one.state)}**, {one.owner}{deputy}"


_ON_RECORD: dict[str, Callable[[Any, Case], str]] = {
    "questions": lambda q, _: f"question {q.id}: {q.state}",
    "promises": _promise,
    "inquiries": _inquiry,
    "items": lambda g, case: f"goods {g.id}: {g.state} since {short_instant(g.since, case.zone)}",
    "apologies": lambda a, _: f"apology {a.id}: {a.kind}, {_spaced(a.state)}",
    "causes": lambda c, _: f"cause {c.id}: {c.category} ({c.result}{_ESCAPE[c.occurrence_or_escape]})",
    "decisions": lambda d, _: f"decision on {d.head}: {labels.both(d.outcome, labels.OUTCOMES)} (round {d.round})",
    "waivers": lambda w, _: f"waived: {w.what} (by {w.by})",
    "offers": lambda o, _: f"offer {o.id}: {_spaced(o.state)}; {'; '.join(summary(o))}",
    "prevention": lambda t, _: f"prevention {t.id}: {t.kind}, {t.state}, {t.owner}, due {t.due.isoformat()}",
    "obligations": _obligation,
}


def _letters(case: Case, most: int) -> Iterator[str]:
    letters = [letter for letter in case.letters if letter.kind != "notice"]
    if sent := Counter(letter.kind for letter in letters if letter.state == "sent"):
        yield f"letters sent: {', '.join(f'{kind} ({n})' if n > 1 else kind for kind, n in sent.items())}"
    waiting = [letter for letter in letters if letter.state != "sent"]
    yield from some([_waiting(letter, case) for letter in sorted(waiting, key=lambda x: x.order is None)], most)


def _waiting(letter: Letter, case: Case) -> str:
    again = f", next try {instant(letter.next_try, case)}" if letter.next_try else ""
    by = _post_by(letter, case) if letter.state == "to_post" else ""
    return f"letter {letter.effect_id}: **{_STATES.get(letter.state, letter.state)}**{again}{by}"


_STATES = {"to_post": "in the post queue", "returned": "came back undelivered"}


def _post_by(letter: Letter, case: Case) -> str:
    due = post_by(case, letter.post.meets) if letter.post else None
    return f", to be posted by {day(due, case)}" if due else ""


def _acts(case: Case) -> Iterator[str]:
    yield "\n### Last acts\n"
    for entry in reversed(case.timeline[-NEWEST_ACTS:]):
        yield f"- {short_instant(entry.at, case.zone)} **{entry.by}**: {short(entry.what)}"


def _spaced(state: str) -> str:
    return state.replace("_", " ")
