"""Heads of complaint: listed, confirmed with the customer, added when a call brings up another point, and named by what is
recorded about them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from domain.case import Case
from domain.errors import IllegalCommand, InvalidCommand
from domain.findings import Cause, Decision, Waiver
from domain.heads import WHOLE, heads_of
from domain.remedies import Offer, RemedyItem
from messages.commands.handling import AgreeSummary, HeadAgreed
from workflows.procedure.act import Act

_NUMBER = re.compile(r"H([1-9][0-9]{0,5})")


def named(case: Case, command: str, heads: Sequence[str]) -> list[str]:
    """The heads a record is about, as it keeps them: those that were given, else all; none where the complaint lists none.

    Raises:
        InvalidCommand: there is no such head; the message lists those there are.
    """
    known = heads_of(case)
    if unknown := [one for one in heads if one not in (*known, WHOLE)]:
        raise InvalidCommand(f"{command}: heads: there is no head {unknown[0][:40]}; the heads are {', '.join(known)}")
    if not case.heads:
        return []
    return list(known) if not heads or WHOLE in heads else [one for one in known if one in heads]


def on(heads: Sequence[str]) -> str:
    """The heads in a line of the timeline."""
    return f" for {', '.join(heads)}" if heads else ""


def agreed(act: Act, command: AgreeSummary) -> None:
    """Put on record which heads the customer confirmed, and those that came up."""
    case = act.case
    confirmed = [_agreed(act, head, command) for head in command.heads] or [str(head["id"]) for head in case.heads]
    for head in case.heads:
        if head["id"] in confirmed:
            head["confirmed_at"] = act.at.isoformat()
    if confirmed:
        act.log(f"heads of complaint confirmed with the customer: {', '.join(dict.fromkeys(confirmed))}")


def _agreed(act: Act, head: HeadAgreed, command: AgreeSummary) -> str:
    case = act.case
    there = next((one for one in case.heads if one["id"] == head.id), None)
    if there is None:
        return _added(act, head, command)
    if head.category:
        there["category"] = head.category
    if text := _text(command, str(there["id"])):
        _say(case, str(there["id"]), text)
    return str(there["id"])


def _added(act: Act, head: HeadAgreed, command: AgreeSummary) -> str:
    case = act.case
    if case.final_response_round == case.round:
        raise IllegalCommand(
            "agree_summary: heads: this round is finally answered; another point is a complaint of its own (file it), or one "
            "for a review (request_review)"
        )
    if head.id == WHOLE:
        raise InvalidCommand(f"agree_summary: heads: {WHOLE} is the whole complaint; give the point another id")
    if not case.heads and _on_record(case):
        _the_matter_as_filed(act)
    name = head.id or _next(case)
    if not (text := _text(command, name)):
        raise InvalidCommand(f"agree_summary: personal.heads.{name}: missing; say the point as the customer put it")
    case.heads.append({"id": name, "category": head.category or case.category})
    _say(case, name, text)
    act.log(f"head of complaint {name} came up: {head.category or case.category}")
    return name


def _on_record(case: Case) -> bool:
    """Whether something of this round was found, judged or offered about the complaint as one matter."""
    records: list[Cause | Waiver | Decision | Offer] = [*case.causes, *case.waivers, *case.decisions, *case.offers]
    return any(one.round == case.round for one in records)


def _the_matter_as_filed(act: Act) -> None:
    """What is on record so far was about the matter as it was filed: it is the first head, and keeps what it has."""
    case = act.case
    first = _next(case)
    case.heads.append({"id": first, "category": case.category})
    _say(case, first, str((case.personal or {}).get("subject") or ""))
    for decision in case.decisions:
        if decision.round == case.round and decision.head == WHOLE:
            decision.head = first
    found: list[Cause | Waiver] = [*case.causes, *case.waivers]
    named: list[Cause | Waiver | RemedyItem] = [one for one in found if one.round == case.round]
    named += [part for offer in case.offers for option in offer.alternatives for part in option.items]
    for one in named:
        one.heads = one.heads or [first]
    act.log(f"the complaint as it was filed is head {first}")


def _next(case: Case) -> str:
    known = heads_of(case)
    while (name := f"H{case.number('head')}") in known:
        pass
    return name


def gone(case: Case, heads: Iterable[str]) -> None:
    """The numbers of heads that went elsewhere are not given out again."""
    numbers = [int(found[1]) for one in heads if (found := _NUMBER.fullmatch(one))]
    case.counters["head"] = max([case.counters.get("head", 0), *numbers])


def _text(command: AgreeSummary, head: str) -> str:
    texts = (command.personal or {}).get("heads")
    if texts is not None and not (isinstance(texts, dict) and all(isinstance(text, str) for text in texts.values())):
        raise InvalidCommand('agree_summary: personal.heads: give the points by id, {"H2": "in the customer\'s words"}')
    return str((texts or {}).get(head) or "")


def _say(case: Case, head: str, text: str) -> None:
    if case.personal is not None and text:
        case.personal = case.personal | {"heads": {**(case.personal.get("heads") or {}), head: text}}
