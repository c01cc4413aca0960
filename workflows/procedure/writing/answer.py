"""What an answer to the customer is made of: the decision of the round, what we do, and what a pack may ask for beside it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from zoneinfo import ZoneInfo

from domain.case import Case, PreventionTask
from domain.closing import outcome_of
from domain.findings import Decision
from domain.heads import RIGHT, about, heads_of, right_heads
from policies.moments import local_day as local_date
from workflows.procedure.remedies.remedy_shown import as_agreed
from workflows.procedure.writing.letter_dates import local_day

MOST_CONTACTS = 30
"""How many letters and contacts a letter lists; the newest."""


def answer_facts(case: Case, asked: Collection[str] = ()) -> dict[str, Any]:
    """The facts of an answer; `asked`: the items that the letter has to contain."""
    facts: dict[str, Any] = {"heads": [{"id": one.head, "outcome": one.outcome} for one in _decisions(case)]}
    facts |= as_agreed(case)[0] | prevention_facts(case)
    shown = [*facts.get("items", ()), *facts.get("prevention", ())]
    more: dict[str, Any] = {
        "stage": 2 if case.review else 1,
        "no_remedy": not facts.get("items") and outcome_of(case) not in RIGHT,
        "outstanding": any(one["state"] != "done" for one in shown),
        "steps": any(one["state"] == "done" for one in shown),
        "communications": _communications(case),
    }
    known = {"stage": "stage", "remedy": "no_remedy", "outstanding_actions": "outstanding", "steps_taken": "steps"}
    known["communications"] = "communications"
    return facts | {name: more[name] for item, name in known.items() if item in asked and more[name]}


def answer_words(case: Case, asked: Collection[str] = ()) -> dict[str, Any]:
    """The words of an answer: what was said, found and decided, and why."""
    texts = (case.personal or {}).get("heads") or {}
    heads = {}
    for decision in _decisions(case):
        if decision.personal:
            heads[decision.head] = {
                "text": texts.get(decision.head) or (case.personal or {}).get("subject", ""),
                "found": decision.personal.get("found", ""),
                "reasons": decision.personal.get("reasons", ""),
            }
            if weighed := decision.personal.get("weighed"):
                heads[decision.head]["weighed"] = weighed
    words: dict[str, Any] = {"heads": heads}
    if outcome_of(case) in RIGHT:
        right = right_heads(case)
        mine = [c for c in case.causes if c.round == case.round and any(about(c.heads, head) for head in right)]
        causes = [c.personal.get("statement") for c in mine if c.personal]
        words["causes"] = [cause for cause in causes if cause]
    words |= as_agreed(case)[1] | prevention_words(case)
    if "complaint_definition" in asked and (summary := (case.personal or {}).get("summary")):
        words["complaint_definition"] = summary
    return words


def _decisions(case: Case) -> list[Decision]:
    """This round's decisions, in the order of the heads."""
    order = heads_of(case)
    mine = [decision for decision in case.decisions if decision.round == case.round]
    return sorted(mine, key=lambda one: order.index(one.head) if one.head in order else len(order))


def done_and_prevented(case: Case) -> tuple[dict[str, Any], dict[str, Any]]:
    """What we do for the customer and what prevents it, with its words, as an apology that takes responsibility says it."""
    facts, words = as_agreed(case)
    return facts | prevention_facts(case), words | prevention_words(case)


def prevention_facts(case: Case) -> dict[str, Any]:
    """The measures as they stand, each with its day: done and shown to be, promised for a day, or still to be decided by a day."""
    measures = [
        {"kind": one.kind, "state": state_of(one), "on": (one.done_on or one.due).isoformat()} for one in told(case)
    ]
    return {"prevention": measures} if measures else {}


def told(case: Case) -> list[PreventionTask]:
    """The measures that a letter of this round may speak of.

    What was cancelled or proved ineffective is none; what was done before the round began is no news, and did not help.
    """
    began = local_date(case.rounds[-1].ended_at, ZoneInfo(case.zone)) if case.rounds else None
    standing = [one for one in case.prevention if one.state != "cancelled" and one.verdict != "ineffective"]
    return [one for one in standing if not (began and one.done_on and one.done_on < began)]


def state_of(task: PreventionTask) -> str:
    """How a letter says it: `done` only with its evidence reviewed."""
    return "done" if task.done_on else "undecided" if task.undecided else "planned"


def prevention_words(case: Case) -> dict[str, Any]:
    """The measures in words, by their place in the list."""
    titles = {str(n): named(one) for n, one in enumerate(told(case)) if named(one)}
    return {"prevention": titles} if titles else {}


def named(task: PreventionTask) -> str:
    """How letters name a measure: in the words meant for the customer, else by its title."""
    return str((task.personal or {}).get("to_customer") or task.title)


def _communications(case: Case) -> list[dict[str, str]]:
    """What passed between the customer and us in this round: the complaint itself, letters that left, contacts."""
    passed = [(case.received_at, "in", "")]
    passed += [
        (x.sent_at, "out", "letter") for x in case.letters if x.sent_at and x.kind != "notice" and x.round == case.round
    ]
    passed += [(x.at, x.direction, x.medium) for x in case.contacts]
    listed = [
        {"on": local_day(at, case), "way": way, "medium": medium}
        for at, way, medium in sorted(passed, key=lambda one: one[0])
    ]
    return [{k: v for k, v in one.items() if v} for one in [*listed[:1], *listed[1:][-MOST_CONTACTS:]]]
