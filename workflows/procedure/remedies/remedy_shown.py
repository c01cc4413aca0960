"""How a letter shows a remedy: each part with its ground and its day, and what it means for the customer in the offer's words."""

from __future__ import annotations

from typing import Any

from domain.case import Case
from domain.heads import RIGHT, about, decision_on, heads_of
from domain.remedies import Offer, RemedyItem
from workflows.procedure.remedies.agreed import accepted_offers, chosen, parts_promised
from workflows.procedure.writing.letter_dates import iso_day, local_day

Shown = tuple[dict[str, Any], dict[str, Any]]
"""Facts, and what of it is in people's words."""


def as_offered(case: Case, offer: Offer) -> dict[str, Any]:
    """An offer as its own letters show it; its words are the offer's."""
    alternatives = [
        {"id": one.id, "items": [_part(case, offer, item) for item in one.items]} for one in offer.alternatives
    ]
    return {"alternatives": alternatives} | ({"answer_by": offer.answer_by.isoformat()} if offer.answer_by else {})


def as_agreed(case: Case) -> Shown:
    """What the customer accepted in this round, done or still to be done; nothing where nothing was accepted."""
    return _chosen(case, accepted_offers(case))


def as_done(case: Case, offer: Offer) -> Shown:
    """The same of one offer that is carried out, with its receipts."""
    facts, words = _chosen(case, [offer])
    for shown, item in zip(facts["items"], chosen(offer).items, strict=True):
        shown["receipt"] = item.receipt
    return facts, words


def _chosen(case: Case, offers: list[Offer]) -> Shown:
    items = [shown for offer in offers for shown in _parts(case, offer)]
    told = {
        one.id: text for one in offers if (text := ((one.personal or {}).get("descriptions") or {}).get(one.chosen))
    }
    return {"items": items} if items else {}, {"descriptions": told} if told else {}


def _parts(case: Case, offer: Offer) -> list[dict[str, Any]]:
    promised = {one.part: iso_day(one.due) for one in parts_promised(case, offer) if one.state == "open"}
    shown = []
    for number, item in enumerate(chosen(offer).items, 1):
        done = item.state == "done"
        state: dict[str, Any] = {"offer": offer.id, "state": "done" if done else "agreed"}
        if done and item.done_at:
            state["done_on"] = local_day(item.done_at, case)
        if not done and (by := promised.get(f"{offer.id}/{number}")):
            state["by"] = by
        shown.append(_part(case, offer, item) | state)
    return shown


def _part(case: Case, offer: Offer, item: RemedyItem) -> dict[str, Any]:
    """A part with its ground: what gives a right to it, or whether the firm was found wrong in what it is for."""
    mine = [one for head in heads_of(case) if about(item.heads, head) and (one := decision_on(case, head))]
    part: dict[str, Any] = {"kind": item.kind, "amount": item.amount, "currency": item.currency, "ground": item.ground}
    if item.ground == "obligation":
        part["owed_under"] = list(dict.fromkeys(one.owed_under for one in mine if one.owed_under))
    part["upheld"] = any(one.outcome in RIGHT for one in mine)
    return {key: value for key, value in part.items() if value}
