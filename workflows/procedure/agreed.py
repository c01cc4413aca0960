"""What the customer agreed to."""

from __future__ import annotations

from domain.remedies import Alternative, Offer
from workflows.procedure.act import Act


def agreed_offer(act: Act) -> Offer | None:
    """The offer the customer accepted in this round."""
    return next((o for o in act.case.offers if o.state == "accepted" and o.round == act.case.round), None)


def chosen(offer: Offer) -> Alternative:
    """The alternative the customer chose."""
    return next(alternative for alternative in offer.alternatives if alternative.id == offer.chosen)
