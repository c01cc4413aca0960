"""What to bear in mind before writing, calling or visiting: who speaks for the customer, and how they want to be reached."""

from __future__ import annotations

from domain.case import Case
from domain.labels import REPRESENTATIVES, Label
from workflows.procedure.listening import wishes

_WAYS = {
    "email": Label("by e-mail", "メール"),
    "post": Label("by post", "郵送"),
    "": Label("no address yet", "宛先未確認"),
}


def lines(case: Case) -> list[str]:
    """The lines for page and view, none of the customer's own words among them."""
    spoken_for = [_speaks(case)] if case.representative else []
    return [*spoken_for, *wishes.lines(case)]


def _speaks(case: Case) -> str:
    """Who speaks for the customer, and what that means for whoever is about to write or call."""
    who = REPRESENTATIVES[case.representative_kind or "other"]
    if case.representative != "evidenced":
        return (
            f"{who.en} speaks for the customer, and nothing shows yet that they may: listen, tell them nothing about the case"
            f" · {who.ja}からのご連絡(権限未確認):お話は伺い、内容はお伝えしない"
        )
    way = _WAYS[case.representative_by]
    if case.representative_kind == "lawyer":
        return (
            f"only through the lawyer, to whom all letters go ({way.en}): do not write to or call the customer"
            f" · {who.ja}が受任:書面はすべて弁護士宛て({way.ja})。ご本人へ直接連絡しない"
        )
    return (
        f"{who.en} speaks for the customer with authority on record: all letters go to them ({way.en})"
        f" · {who.ja}が代理(権限確認済):書面は代理の方宛て({way.ja})"
    )
