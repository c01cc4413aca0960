"""Whether what was agreed has arrived: a receipt shows that it left, the customer says that it is there."""

from __future__ import annotations

from domain.case import Case
from domain.errors import IllegalCommand
from domain.remedies import Offer, RemedyItem
from messages.commands.handling import RecordContact
from workflows.procedure.act import Act
from workflows.procedure.remedies.agreed import accepted_offers, agreed_offer, chosen, in_words, unarrived


def say(act: Act, command: RecordContact) -> None:
    """The customer's word that what was agreed has arrived, or has not: then nobody closes, and finance looks it up."""
    offer = agreed_offer(act)
    if offer is None or any(part.state != "done" for part in chosen(offer).items):
        raise IllegalCommand("record_contact: arrived: no agreed remedy has been carried out yet")
    if command.arrived == "yes":
        confirmed(act, offer)
        return
    offer.arrived_at = None
    act.log(f"the customer says that remedy {offer.id} has not arrived")
    act.problem(
        unarrived(act.case.reference, offer),
        f"the customer says that remedy {offer.id} has not arrived",
        "finance",
        'look its receipts up with the provider; once it is there, record_contact with "arrived": "yes"',
    )


def confirmed(act: Act, offer: Offer) -> None:
    """The customer has what was agreed."""
    if offer.arrived_at is None:
        offer.arrived_at = act.at
        act.log(f"the customer has received remedy {offer.id}")
    act.solved(unarrived(act.case.reference, offer))


def confirmed_at_closing(act: Act, *, said: bool) -> None:
    """Nobody is content about what has not come: where something had to arrive, the customer has said that it did.

    Raises:
        IllegalCommand: nobody has asked them.
    """
    for offer in accepted_offers(act.case):
        if offer.arrived_at is None and not said and (parts := [in_words(one) for one in _sent(offer)]):
            raise IllegalCommand(
                f"the customer has not said that {offer.id} has arrived ({', '.join(parts)}): ask, then close with "
                '"arrived": true, or record_contact with "arrived": "yes"'
            )
        confirmed(act, offer)


def _sent(offer: Offer) -> list[RemedyItem]:
    """The parts that money or goods were sent for."""
    return [part for part in chosen(offer).items if part.amount or part.kind in ("replacement", "voucher", "repair")]


def to_be_confirmed(case: Case) -> str:
    """The offer of this round that was carried out and of which the customer has not said that it arrived; empty: none."""
    for offer in case.offers:
        if offer.round == case.round and offer.state == "accepted" and offer.arrived_at is None:
            return offer.id
    return ""
