"""What the customer agreed to."""

from __future__ import annotations

from collections.abc import Iterator

from domain.case import Case
from domain.closing import elsewhere
from domain.dates import Promise
from domain.heads import without_remedy
from domain.remedies import Alternative, Offer, RemedyItem
from workflows.procedure.act import Act


def accepted_offers(case: Case) -> list[Offer]:
    """The offers the customer accepted in this round, oldest first: an early kindness, and what is owed after the decision."""
    return [offer for offer in case.offers if offer.state == "accepted" and offer.round == case.round]


def agreed_offer(act: Act) -> Offer | None:
    """The offer the customer accepted last in this round: any before it was carried out before it was made."""
    return next(reversed(accepted_offers(act.case)), None)


def carried_out(offer: Offer) -> bool:
    """Whether every part of what the customer chose is done."""
    return bool(offer.chosen) and all(part.state == "done" for part in chosen(offer).items)


def being_carried_out(case: Case) -> bool:
    """Whether the remedy agreed on last is released, and its receipt awaited."""
    agreed = accepted_offers(case)
    return case.stage == "remedy_agreed" and bool(agreed and agreed[-1].released_by)


def under_way(case: Case) -> bool:
    """Whether an offer of this round waits for something: an approval, an answer, its being carried out."""
    mine = [offer for offer in case.offers if offer.round == case.round]
    return any(
        one.state in ("awaiting_approval", "offered") or (one.state == "accepted" and not carried_out(one))
        for one in mine
    )


def not_another(case: Case) -> bool:
    """Whether no further remedy can be offered in this round: it is answered, settled at once, or another firm's.

    What was right and is left out of what the customer chose afterwards is still owed its remedy.
    """
    answered = case.final_response_round == case.round and not without_remedy(case)
    return answered or case.short_route or elsewhere(case) is not None


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
