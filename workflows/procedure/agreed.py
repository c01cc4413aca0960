"""What the customer agreed to."""

from __future__ import annotations

from collections.abc import Iterator

from domain.case import Case
from domain.dates import Promise
from domain.remedies import Alternative, Offer, RemedyItem
from workflows.procedure.act import Act


def agreed_offer(act: Act) -> Offer | None:
    """The offer the customer accepted in this round."""
    return next((o for o in act.case.offers if o.state == "accepted" and o.round == act.case.round), None)


def chosen(offer: Offer) -> Alternative:
    """The alternative the customer chose."""
    return next(alternative for alternative in offer.alternatives if alternative.id == offer.chosen)


def in_words(item: RemedyItem) -> str:
    """A part in a word or two, for the timeline and for later handlers."""
    return f"{item.kind} {item.amount} {item.currency}".strip()


def parts_promised(case: Case, offer: Offer) -> Iterator[Promise]:
    """The promises that the acceptance of this offer made."""
    return (one for one in case.promises if one.part.partition("/")[0] == offer.id)


def unarrived(reference: str, offer: Offer) -> str:
    """The key of the problem that the customer has not received what was agreed."""
    return f"{reference}/arrived/{offer.id}"
