"""Heads of complaint as people see them: per head what was found, decided and offered, and what is still open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from domain.case import Case
from domain.heads import about, decision_on, heads_of, offered_for, unanalysed, undecided, without_remedy
from domain.labels import OUTCOMES, both
from domain.remedies import Offer
from messages.commands import COMMANDS


def heads_shown(case: Case) -> list[dict[str, Any]]:
    """The listed heads, in order: `decision`, `causes`, `remedy` of this round, and `open`, what closing still needs of each."""
    return [_head(case, head) for head in case.heads]


def _head(case: Case, head: dict[str, Any]) -> dict[str, Any]:
    name = str(head["id"])
    decision = decision_on(case, name)
    return {
        **head,
        "decision": decision.outcome if decision else None,
        "causes": list(_causes(case, name)),
        "remedy": [_offered(offer, name) for offer in offered_for(case, name)] or _none(case, name),
        "open": [what for what, heads in _LACKING.items() if name in heads(case)],
    }


_LACKING = {"cause": unanalysed, "decision": undecided, "remedy": without_remedy}


def _causes(case: Case, head: str) -> Iterator[str]:
    for cause in case.causes:
        if cause.round == case.round and about(cause.heads, head):
            yield f"{cause.id} {cause.category} ({cause.result})"
    if any(w.what == "root_cause" and w.round == case.round and about(w.heads, head) for w in case.waivers):
        yield "analysis waived"


def _offered(offer: Offer, head: str) -> str:
    options = [one for one in offer.alternatives if offer.chosen in ("", one.id)]
    parts = [
        " + ".join(f"{i.kind} {i.amount} {i.currency}".strip() for i in option.items if about(i.heads, head))
        for option in options
    ]
    return f"{offer.id} {offer.state}: {' or '.join(part for part in parts if part)}"


def _none(case: Case, head: str) -> list[str]:
    decision = decision_on(case, head)
    return [f"none due: {decision.no_remedy}"] if decision and decision.no_remedy else []


def to_name(name: str, case: Case) -> dict[str, Any]:
    """What a command's example says of the heads of this case: the first that waits for it, never all of them by chance."""
    if case.heads and name == "decide":
        head = (undecided(case) or without_remedy(case) or heads_of(case))[0]
        return {"heads": [{"head": head, "outcome": "upheld"}]}
    if case.heads and name in ("record_root_cause", "waive_root_cause"):
        return {"heads": unanalysed(case)[:1] or heads_of(case)[:1]}
    if name == "offer_remedy" and (lacking := without_remedy(case)):
        [option] = COMMANDS[name].example["alternatives"]
        return {"alternatives": [{"items": [{**item, "heads": lacking[:1]} for item in option["items"]]}]}
    return {}


def head_lines(case: Case) -> Iterator[str]:
    """A line for each head: what is there of cause, decision and remedy, and in bold what is missing."""
    for head in heads_shown(case):
        said = [f"{head['id']} {head['category']}"]
        said += [both(head["decision"], OUTCOMES)] if head["decision"] else []
        said += [", ".join(head[key]) for key in ("causes", "remedy") if head[key]]
        said += [f"**open: {', '.join(head['open'])}**"] if head["open"] else []
        yield " · ".join(said)
