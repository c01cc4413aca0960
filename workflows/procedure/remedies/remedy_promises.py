"""An accepted offer is a promise (FCA DISP 1.4.1R(5): to comply promptly): one for each part, by the pack's day.

It is kept by the receipt of its fulfilment, moved only with the customer told, and broken like any other.
"""

from __future__ import annotations

from domain.remedies import Offer, RemedyItem
from workflows.procedure.act import Act
from workflows.procedure.dates import promises
from workflows.procedure.dates.promised import by_period
from workflows.procedure.remedies.agreed import agreed_offer, chosen, in_words, parts_promised

FULFIL_BY = "fulfil_by"
"""The pack's period from the acceptance to the day on which every part is carried out."""


def agree(act: Act, offer: Offer) -> None:
    """Promise each part of what the customer chose. A policy without the period promises no day."""
    for number, part in enumerate(chosen(offer).items, 1):
        by_period(
            act,
            FULFIL_BY,
            what="remedy",
            part=f"{offer.id}/{number}",
            about=in_words(part),
            owner="finance" if part.amount else act.case.handler or "lead",
            made_by=offer.offered_by,
        )


def kept(act: Act, offer: Offer, part: RemedyItem) -> None:
    """Its receipt is there: kept, or done late."""
    at = part.done_at or act.at
    number = next(n for n, one in enumerate(chosen(offer).items, 1) if one is part)
    for promise in parts_promised(act.case, offer):
        if promise.part == f"{offer.id}/{number}" and promise.kept_at is None:
            promise.kept_at = at
            if promise.state == "open":
                promise.state = "kept" if at < promise.late_from else "broken"


def void(act: Act, offer: Offer) -> None:
    """It could not be carried out: what was still owed is broken at once, and what was undone is not kept either."""
    for promise in parts_promised(act.case, offer):
        if promise.state == "open":
            promises.broken(act, promise)
        elif promise.state == "kept":
            promise.state, promise.kept_at = "released", None


def comes(act: Act, what: str, name: str) -> None:
    """A promise's reminder or day; a part of a remedy that nobody carried out is a problem with an owner."""
    promises.comes(act, what, name)
    offer = agreed_offer(act)
    if offer is None or act.case.stage != "remedy_agreed":
        return
    if any(one.id == name and one.state == "broken" for one in parts_promised(act.case, offer)):
        act.problem(
            f"{act.case.reference}/fulfil/{offer.id}",
            f"the agreed remedy {offer.id} is not carried out in time",
            "finance",
            "its outcome is asked for by itself" if offer.released_by else "release it with fulfil_remedy",
        )
