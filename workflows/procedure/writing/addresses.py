"""To whom letters go, and by which way: one place that knows whose address of which, and by what they can be reached."""

from __future__ import annotations

from typing import Literal, NamedTuple

from domain.case import Case
from domain.words import LetterKind
from messages.deeds import LetterOrder
from policies.contact import way_to


class Way(NamedTuple):
    """By which way a letter goes."""

    medium: Literal["email", "post"]
    paper: bool
    """Somebody posts it; otherwise a letter of the post is a file for the portal the complaint came by."""


def to_representative(case: Case, kind: LetterKind) -> bool:
    """Whether it goes to whoever speaks for the customer: all letters once they may act, before that only what asks for it."""
    return kind == "authority_request" or case.representative == "evidenced"


def way(case: Case, kind: LetterKind) -> Way:
    """The way to whom it goes: the customer's never leads to their representative, nor the other way round."""
    if to_representative(case, kind):
        return Way("email" if case.representative_by == "email" else "post", case.representative_by == "post")
    return Way("email" if case.mailable else "post", case.paper)


def readdressed(case: Case, order: LetterOrder) -> LetterOrder:
    """A letter that has not left, to whom and where letters of its kind go now; notices and public replies stay as they are."""
    if order.medium in ("staff", "public") or case.personal is None:
        return order
    whose = ("representative",) if order.kind == "authority_request" else ("customer", "representative")
    words = {key: value for key, value in (order.personal or {}).items() if key not in whose}
    words |= {who: case.personal[who] for who in whose if case.personal.get(who) is not None}
    if order.medium == "message" and not to_representative(case, order.kind):
        return order.model_copy(update={"personal": words})
    return order.model_copy(update={**way(case, order.kind)._asdict(), "personal": words})


def new_address(case: Case, kind: LetterKind, address: str) -> None:
    """Letters go there from now on, also where the customer had named an address other than their own."""
    words = case.personal or {}
    if to_representative(case, kind):
        line = " ".join(address.split())
        case.personal = words | {"representative": {**(words.get("representative") or {}), "contact": line}}
        case.representative_by = way_to(line)
        return
    customer = words.get("customer")
    if customer is None:
        return
    wishes = customer.get("contact") or {}
    if wishes.get("address"):
        customer["contact"] = wishes | {"address": address}
    else:
        customer["address"] = address
