"""One contact, several complaints: heads that have nothing to do with each other become a complaint of their own.

The new one runs from the original receipt, has its own letters, dates and way outside, and what was acknowledged once counts for
both. Nothing of the old one starts anew.
"""

from __future__ import annotations

from typing import Any

from domain.case import Case
from domain.errors import IllegalCommand, InvalidCommand
from messages.commands.handling import Split
from messages.deeds import FileLinked
from messages.ids import REFERENCE
from workflows.procedure import heads
from workflows.procedure.act import Act


def split(act: Act, command: Split) -> None:
    """Move heads of complaint into a linked complaint with the clock of the original receipt."""
    act.require_open()
    case = act.case
    moving = _moving(case, command)
    reference = f"{case.reference}-S{case.number('split')}"
    if not REFERENCE.fullmatch(reference):
        raise IllegalCommand("the reference is too long for another one made from it; file the other matter by hand")
    case.heads = [head for head in case.heads if head not in moving]
    heads.gone(case, command.heads)
    case.splits.append(reference)
    act.effects.append(
        FileLinked(
            reference=reference,
            source=case.reference,
            at=act.at,
            heads=moving,
            intake=_intake(case, reference, moving, command),
        )
    )
    named = ", ".join(str(head["id"]) for head in moving)
    act.log(f"split: {named} goes on as {reference}, from the same receipt: {command.reason}")


def _moving(case: Case, command: Split) -> list[dict[str, Any]]:
    known = {str(head["id"]): head for head in case.heads}
    if unknown := [one for one in command.heads if one not in known]:
        names = ", ".join(known) or "none"
        raise InvalidCommand(f"split: heads: there is no head {unknown[0]}; the heads are {names}")
    if len(set(command.heads)) == len(known):
        raise IllegalCommand("split: at least one head stays here; reclassify where all of it is something else")
    decided = {one.head for one in case.decisions if one.round == case.round}
    if taken := sorted(decided & {*command.heads, "all"}):
        raise IllegalCommand(f"split: {taken[0]} is decided already in this round; what is decided stays together")
    if offer := _offered(case, set(command.heads)):
        raise IllegalCommand(f"split: {offer} was made for it in this round; what is offered stays together")
    if case.personal is None:
        raise IllegalCommand("split: the customer's words are erased; there is nothing that could be handed on")
    return [known[one] for one in dict.fromkeys(command.heads)]


def _offered(case: Case, moving: set[str]) -> str:
    """An offer that is open or agreed and has a part for one of these heads alone, or for it with others."""
    for offer in case.offers:
        live = offer.round == case.round and offer.state in ("awaiting_approval", "offered", "accepted")
        if live and any(moving & {*part.heads} for option in offer.alternatives for part in option.items):
            return offer.id
    return ""


def _plain(head: dict[str, Any]) -> dict[str, Any]:
    """A head as an intake lists it."""
    return {key: head[key] for key in ("id", "category") if head.get(key)}


def _intake(case: Case, reference: str, moving: list[dict[str, Any]], command: Split) -> dict[str, Any]:
    """The new complaint as another service would have filed it."""
    words = case.personal or {}
    texts = words.get("heads") or {}
    told = [texts[head["id"]] for head in moving if texts.get(head["id"])]
    personal = {key: words[key] for key in ("customer", "representative", "mood") if words.get(key)}
    personal |= {"subject": words.get("subject", ""), "description": "\n".join(told) or words.get("description", "")}
    if len(moving) > 1:
        personal["heads"] = {head["id"]: texts[head["id"]] for head in moving if texts.get(head["id"])}
    linked: dict[str, Any] = {"reference": case.reference, "why": "split"}
    if case.acknowledged_at is not None:
        linked["acknowledged_at"] = case.acknowledged_at.isoformat()
    return {
        "reference": reference,
        "kind": case.kind,
        "received_at": case.received_at.isoformat(),
        "channel": case.channel,
        "category": command.category or moving[0].get("category") or case.category,
        **({"product": case.product} if case.product else {}),
        **({"heads": [_plain(head) for head in moving]} if len(moving) > 1 else {}),
        "anonymous": case.anonymous,
        "policy": command.policy or case.policy.id,
        "facts": {name: value for name, value in case.facts.items() if name != "acknowledged"},
        "linked_to": linked,
        "personal": personal,
    }


def failed(act: Act, filing: FileLinked, why: str) -> None:
    """The linked complaint was refused: its heads are back here, where their clocks have never stopped, and somebody sees to it."""
    case = act.case
    case.heads += [head for head in filing.heads if head not in case.heads]
    case.splits = [one for one in case.splits if one != filing.reference]
    key = f"{case.reference}/split/{filing.reference}"
    act.problem(
        key,
        f"{filing.reference} could not be filed: {why}; its heads are back in this complaint",
        case.handler or "lead",
        f'split them again with what was wrong mended, or keep them here; then leave a note with settles "{key}"',
    )
    act.log(f"split undone: {filing.reference} could not be filed")
