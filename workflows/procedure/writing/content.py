"""What the complaint's own policy asks of a letter's content: carried by its order, refused at the door where it is lacking."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from domain.words import STAFF, LetterKind
from messages.deeds import LetterOrder
from policies.contracts import ITEMS, Required, contract_of, lacking, missing, read, required
from policies.moments import local_day
from workflows.procedure.act import Act


def contracted(act: Act, *kinds: LetterKind) -> dict[str, Any]:
    """What the complaint's own policy asks of letters of these kinds, as an order carries it."""
    case = act.case
    stage = 2 if case.review else 1
    asked = contract_of(act.policy.id, act.policy.rules, case.zone, stage, kinds)
    return {"contract": asked} if asked else {}


def asked_of(act: Act, *kinds: LetterKind) -> list[Required]:
    """What letters of these kinds have to contain when they are sent now."""
    contract = read(contracted(act, *kinds).get("contract", {}))
    return list(required(contract, local_day(act.at, ZoneInfo(contract.zone))))


def keep_contract(act: Act, order: LetterOrder) -> None:
    """Refuse a letter that lacks what a person or the case gives; the firm's own texts are known to who writes it."""
    contract = read(order.facts.get("contract", {}))
    needed = required(contract, local_day(act.at, ZoneInfo(contract.zone)))
    for one in lacking(needed, order.facts, order.personal or {}):
        raise missing(order.kind, one, contract.pack, ITEMS[one.item].do)


def signed(act: Act, order: LetterOrder) -> dict[str, Any]:
    """The facts of a letter sent again: one of higher rank who sends it has approved the text and signs it."""
    names = dict(order.facts.get("names") or {})
    before = names.get("signatory_role", "")
    own = act.case.team_names.get(act.by.id, {}).get(order.locale)
    if own and before != "quality" and _rank(act.by.role) > _rank(before):
        names |= {"signatory": own, "signatory_role": act.by.role, "signatory_id": act.by.id}
    return order.facts | {"names": names} if names else order.facts


def approved(act: Act, order: LetterOrder) -> dict[str, Any]:
    """The facts of a letter that was approved as it stands: whose name may stand under it, where that is who signs."""
    names = dict(order.facts.get("names") or {})
    own = act.case.team_names.get(act.by.id, {}).get(order.locale)
    if own:
        names |= {"approver": own, "approver_role": act.by.role, "approver_id": act.by.id}
    return order.facts | {"names": names} if names else order.facts


def _rank(role: str) -> int:
    return STAFF.index(role) if role in STAFF else -1
