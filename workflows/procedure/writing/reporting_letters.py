"""Letters on the way to the answer that a person commands: how far we are, what was found, a no to a demand, a broken promise,
a word in public.
"""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from domain.case import Case
from domain.errors import IllegalCommand, InvalidCommand, MissingContent, NotAuthorised
from messages.commands.handling import SendLetter
from policies.moments import local_day
from workflows.procedure.act import Act
from workflows.procedure.dates.broken_promises import not_said_sorry_for
from workflows.procedure.writing.answer import prevention_facts, prevention_words
from workflows.procedure.writing.letter_dates import answer_day, next_contact

Parts = tuple[dict[str, Any], dict[str, Any]]
LONGEST_IN_PUBLIC = 40
"""Characters of one's own in a reply in public; the whole of it has 200."""


def interim(act: Act, command: SendLetter) -> Parts:
    """What is known so far, and by when the customer hears more: a report without a next date would end in silence."""
    _needs(command, "findings", "what is known so far")
    facts: dict[str, Any] = next_contact(act.case)
    if final := answer_day(act.case, act.policy):
        facts["final_response_by"] = final
    if not facts:
        raise MissingContent(
            "interim_report: no date is on record by which the customer hears more; promise one first (promise, report)"
        )
    return facts, {}


def investigation(act: Act, command: SendLetter) -> Parts:
    """What was examined and found, by the head of quality, whose name stands under it."""
    if command.by.role != "quality":
        raise NotAuthorised(
            "an investigation report bears the name of the head of quality: let the quality role send it (send_letter)"
        )
    case = act.case
    _needs(command, "tests", "what was tested and found, one text for each test")
    _needs(command, "unknown", "what could not be found out, or that nothing remained open")
    if not isinstance((command.personal or {})["tests"], list):
        raise InvalidCommand('send_letter: personal.tests: give a list, one text for each test: ["…"]')
    causes = [one for one in case.causes if one.round == case.round and one.personal]
    if not causes:
        raise MissingContent(
            "investigation_report: no cause is on record; record_root_cause first (undetermined is one)"
        )
    causes.sort(key=lambda one: ("occurrence", "escape", "").index(one.occurrence_or_escape))
    facts: dict[str, Any] = {"goods": _goods(case), "causes": [{"about": one.occurrence_or_escape} for one in causes]}
    words: dict[str, Any] = {"causes": {str(n): (one.personal or {}).get("statement") for n, one in enumerate(causes)}}
    _check_goods(command, [one["id"] for one in facts["goods"]])
    states = [state for one in _arrived(case) if (state := (one.personal or {}).get("condition"))]
    if facts["goods"] and states:
        words["condition"] = "\n".join(states)
    if facts["goods"] and not (states or (command.personal or {}).get("condition")):
        raise _lacks("investigation_report", "condition", "in what state the goods arrived")
    if not facts["goods"]:
        _needs(command, "basis", "what was examined instead of the goods (retained samples, records of the lot)")
    return facts | prevention_facts(case), prevention_words(case) | words | _own(command, "condition")


def _check_goods(command: SendLetter, known: list[str]) -> None:
    """How the report names the goods, where quality says it: what was asked for is not always what came."""
    named = (command.personal or {}).get("goods")
    if named is not None and not (isinstance(named, dict) and set(named) <= set(known)):
        raise InvalidCommand(
            f'send_letter: personal.goods: name the goods that arrived by id, {{"G1": "…"}}; there are {", ".join(known) or "none"}'
        )


def _arrived(case: Case) -> list[Any]:
    return [one for one in case.items if one.state in ("arrived", "tested", "returned", "kept", "disposed")]


def _goods(case: Case) -> list[dict[str, str]]:
    arrived = case.events.get("item_received")
    zone = ZoneInfo(case.zone)
    listed = [
        {
            "id": one.id,
            "lot": one.lot,
            "arrived_on": local_day(one.arrived_at or arrived or one.since, zone).isoformat(),
        }
        for one in _arrived(case)
    ]
    return [{key: value for key, value in one.items() if value} for one in listed]


def declined(act: Act, command: SendLetter) -> Parts:
    """A no to what the customer demands, or after they turned our offer down: why, and what we can do all the same."""
    _needs(command, "reasons", "why we cannot do what is asked for")
    offer = next((one for one in act.case.offers if one.state == "offered" and one.round == act.case.round), None)
    if offer is None:
        _needs(command, "alternative", "what we can do, or still offer")
        return {}, {}
    return {"open_offer": True} | ({"answer_by": offer.answer_by.isoformat()} if offer.answer_by else {}), {}


def sorry_for_delay(act: Act, command: SendLetter) -> Parts:
    """A letter of its own for a promise that was broken; the promise is named by what and when."""
    if not any(not_said_sorry_for(act.case)):
        raise IllegalCommand(
            "no broken promise waits for an apology; for a late answer use holding_response or send_update"
        )
    return dict(next_contact(act.case)), {}


def in_public(act: Act, command: SendLetter) -> Parts:
    """Where somebody wrote in public: sorry, we want to help, the private way; no fact of the case."""
    case = act.case
    if case.channel != "social_media" and "public_post" not in case.flags:
        raise IllegalCommand(
            "nothing was written in public here (channel social_media, or reclassify with the flag public_post); write to "
            "the customer"
        )
    words = str((command.personal or {}).get("words") or "")
    if len(words) > LONGEST_IN_PUBLIC:
        raise InvalidCommand(
            f"send_letter: personal.words: a reply in public takes {LONGEST_IN_PUBLIC} characters of your own"
        )
    if facts := [what for what, text in _facts_of(case) if text and text.casefold() in words.casefold()]:
        raise InvalidCommand(
            f"send_letter: personal.words: names {', '.join(facts)}; a reply in public says no fact of the case"
        )
    if case.escalation >= 1 and act.by.role == "handler" and not act.approver:
        act.approver = "lead"
    return {}, {}


def _facts_of(case: Case) -> list[tuple[str, str]]:
    personal = case.personal or {}
    return [
        ("the customer", str((personal.get("customer") or {}).get("name") or "")),
        ("the reference", case.reference),
        ("the product", case.product),
        ("the subject", str(personal.get("subject") or "")),
    ]


def _needs(command: SendLetter, key: str, means: str) -> None:
    if not (command.personal or {}).get(key):
        raise _lacks(command.kind, key, means)


def _lacks(kind: str, key: str, means: str) -> MissingContent:
    return MissingContent(f"{kind}: personal.{key} is missing; give {means}")


def _own(command: SendLetter, key: str) -> dict[str, Any]:
    own = (command.personal or {}).get(key)
    return {key: own} if own else {}
