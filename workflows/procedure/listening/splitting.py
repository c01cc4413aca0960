"""One contact, several complaints: heads that have nothing to do with each other become a complaint of their own.

The new one runs from the original receipt, has its own letters, dates and way outside, and what was acknowledged once counts for
both. Nothing of the old one starts anew.
"""

from __future__ import annotations

from typing import Any

from pydantic_core import to_jsonable_python

from domain.case import Case
from domain.errors import IllegalCommand, InvalidCommand
from messages.commands.handling import Split
from messages.deeds import FileLinked
from messages.ids import REFERENCE, split_reference
from messages.intake import Product
from workflows.procedure.act import Act
from workflows.procedure.listening import heads
from workflows.procedure.staff.conduct import standing
from workflows.procedure.staff.restricted import active


def split(act: Act, command: Split) -> None:
    """Move heads of complaint into a linked complaint with the clock of the original receipt."""
    act.require_open()
    case = act.case
    moving = _moving(case, command)
    reference = split_reference(case.reference, case.number("split"))
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
    _protected_here_only(act, reference)
    named = ", ".join(str(head["id"]) for head in moving)
    act.log(f"split: {named} goes on as {reference}, from the same receipt: {command.reason}")


def _protected_here_only(act: Act, reference: str) -> None:
    """A report of conduct or a restriction stands on this record alone: a lead sees that nobody is unprotected on the other."""
    here = [one.id for one in standing(act.case)]
    if restriction := active(act.case):
        here.append(restriction.id)
    if here:
        what = f"{', '.join(here)} protects the staff here and not in {reference}"
        do = "report it there too (flag_conduct), and set and restrict it where it takes that"
        act.hints.append(f"{what}: {do}")
        act.tell("lead", what, do)


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
    """The new complaint as another service would have filed it: all that was filed and found out, but for the heads that stay."""
    filed, several = case.filed, len(moving) > 1
    goods = {"name": case.product, **filed.model_dump(include=set(Product.model_fields) - {"name"})}
    found = {
        "reference": reference,
        "kind": case.kind,
        "received_at": case.received_at,
        "occurred_at": filed.occurred_at,
        "first_employee_aware": case.aware_at,
        "channel": case.channel,
        "category": command.category or moving[0].get("category") or case.category,
        "product": {key: value for key, value in goods.items() if value},
        "order_reference": filed.order_reference,
        "heads": [_plain(head) for head in moving] if several else [],
        "harm": _harm(case),
        "item_available": filed.item_available,
        "anonymous": case.anonymous,
        "severity": case.severity,
        "policy": command.policy or case.policy.id,
        "facts": {name: value for name, value in case.facts.items() if name != "acknowledged"},
        "linked_to": _link(case),
        "personal": _words(case, moving),
    }
    intake: dict[str, Any] = to_jsonable_python({key: value for key, value in found.items() if value not in _NOTHING})
    return intake


_NOTHING: tuple[Any, ...] = (None, "", [], {})


def _link(case: Case) -> dict[str, Any]:
    """Where it comes from, what was acknowledged for both, and what of it raises care, level and approval here too."""
    link: dict[str, Any] = {"reference": case.reference, "why": "split", "flags": case.flags}
    return link | ({"acknowledged_at": case.acknowledged_at} if case.acknowledged_at else {})


def _harm(case: Case) -> dict[str, bool]:
    """What is known of harm by now: as it was filed, asked on the telephone, or found out later."""
    known = dict(case.filed.harm)
    for said in case.safety[-1:]:
        known |= {"injury": said.hurt, "others_at_risk": said.others_at_risk}
    return known | {what: True for what, flag in (("injury", "injury"), ("property", "damage")) if flag in case.flags}


STAYS = ("heads", "description", "summary")
"""Words of the complaint that are about its heads: of these only what belongs to the heads that move goes along."""


def _words(case: Case, moving: list[dict[str, Any]]) -> dict[str, Any]:
    words = case.personal or {}
    texts = words.get("heads") or {}
    told = {str(head["id"]): texts[head["id"]] for head in moving if texts.get(head["id"])}
    mine = {key: value for key, value in words.items() if key not in STAYS}
    mine |= {
        "subject": words.get("subject", ""),
        "description": "\n".join(told.values()) or words.get("description", ""),
    }
    return mine | ({"heads": told} if len(moving) > 1 else {})


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
