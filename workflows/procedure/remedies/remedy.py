"""Chapter 6: the remedy is offered and answered. (Its approval: approving.py; how it is carried out: fulfilment.py.)"""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from domain import labels
from domain.authority import approvals_needed, below
from domain.errors import IllegalCommand, InvalidCommand
from domain.heads import WHOLE, decision_on
from domain.money import amount_of
from domain.remedies import Agreement, Alternative, Offer, RemedyItem
from messages.commands.substance import AnswerOffer, ItemOffered, OfferRemedy, SignedAgreement
from policies.moments import local_day
from workflows.procedure.act import Act
from workflows.procedure.ending.loose_ends import offered_anew
from workflows.procedure.listening.heads import named
from workflows.procedure.remedies import remedy_promises
from workflows.procedure.remedies.agreed import in_words, not_another, under_way
from workflows.procedure.remedies.remedy_shown import as_offered
from workflows.procedure.staff.levels import raise_level
from workflows.procedure.writing.correspondence import write
from workflows.procedure.writing.letter_dates import iso_day

LETTERS = "ABC"
WITHOUT_DECISION = ("goodwill", "sympathy")
"""Grounds on which something may be offered before it is decided whether the complaint is right."""
MONEY = ("refund", "voucher", "compensation")
"""Remedies that need an amount."""


def offer_remedy(act: Act, command: OfferRemedy) -> None:
    """Offer one to three alternatives; above the offerer's limit the offer waits for approval."""
    act.require_open()
    case = act.case
    act.investigate()
    if case.stage not in ("investigating", "following_up"):
        act.step("offer")  # refuses, and says why
    _check_another(act)
    alternatives = [
        Alternative(id=LETTERS[n], items=[item(act, one, "offer_remedy") for one in alternative.items])
        for n, alternative in enumerate(command.alternatives)
    ]
    _check_ground(act, alternatives)
    _check_descriptions(command, alternatives)
    offer = Offer(
        id=f"O{case.number('offer')}",
        state="awaiting_approval",
        alternatives=alternatives,
        offered_by=command.by.id,
        approvals_needed=list(
            approvals_needed(command.by.role, alternatives, act.policy.rules["authority"], case.approver)
        ),
        at=act.at,
        round=case.round,
        settlement=any(one.kind == "needs_approval" and one.approver == "manager" for one in act.words),
        personal=command.personal,
    )
    if below(offer.approvals_needed[-1] if offer.approvals_needed else command.by.role, act.approver):
        offer.approvals_needed.append(act.approver)
    case.offers.append(offer)
    if command.reason:
        act.log(f"offer {offer.id}, why: {command.reason}")
    if offer.approvals_needed:
        needed = labels.roles(offer.approvals_needed)
        act.log(f"offer {offer.id} waits for the approval of: {needed}")
        act.tell(offer.approvals_needed[0], f"offer {offer.id} waits for approval", f'approve {{"what": "{offer.id}"}}')
    else:
        make(act, offer)


def _check_another(act: Act) -> None:
    """Refuse an offer where the round is finally answered, another offer is open, or as many were made as the policy allows."""
    case = act.case
    if case.stage == "following_up" and not_another(case):
        raise IllegalCommand(
            "this round is finally answered: close, or request_review where the customer is not content"
        )
    made = [
        offer for offer in case.offers if offer.round == case.round and offer.state not in ("declined", "superseded")
    ]
    if under_way(case):
        raise IllegalCommand("an offer is open already; let it be answered, or send it back with decline_approval")
    most = int(act.policy.rules["offer_rounds"]["most"])
    if len(made) >= most:
        raise IllegalCommand(
            f"{most} offers were made in this round, as many as the policy allows; send_final_response"
        )


def item(act: Act, offered: ItemOffered, command: str) -> RemedyItem:
    """One part of a remedy as it is kept; `command` names where it came from, for a refusal.

    Raises:
        InvalidCommand: an amount without its currency, or money without an amount.
    """
    if bool(offered.amount) != bool(offered.currency):
        raise InvalidCommand(f"{command}: amount and currency go together")
    if offered.kind in MONEY and not offered.amount:
        raise InvalidCommand(f"{command}: a {offered.kind} needs amount and currency")
    amount = str(amount_of(offered.amount, offered.currency)) if offered.amount and offered.currency else ""
    return RemedyItem(
        kind=offered.kind,
        ground=offered.ground,
        heads=named(act.case, command, offered.heads),
        documents=offered.documents,
        amount=amount,
        currency=offered.currency or "",
    )


def _check_ground(act: Act, alternatives: list[Alternative]) -> None:
    """What is owed needs a decision on what it is owed for; and what somebody has a right to is no kindness."""
    for item in (one for alternative in alternatives for one in alternative.items):
        decided = [decision_on(act.case, head) for head in item.heads or [WHOLE]]
        if item.ground not in WITHOUT_DECISION and not all(decided):
            raise IllegalCommand(
                f"before a decision a remedy can only be offered as {' or '.join(WITHOUT_DECISION)}; decide first"
            )
        if item.ground == "goodwill" and (owed := [one for one in decided if one and one.owed_under]):
            raise IllegalCommand(
                f"offer_remedy: {owed[0].head} is decided as the customer's right ({owed[0].owed_under}): offer it as obligation; "
                "a right is never described as goodwill"
            )


def _check_descriptions(command: OfferRemedy, alternatives: list[Alternative]) -> None:
    """Each alternative says in words what it means for the customer; what belongs to none of them would be read by nobody."""
    descriptions = (command.personal or {}).get("descriptions")
    for alternative in alternatives:
        if not isinstance(descriptions, dict) or not descriptions.get(alternative.id):
            raise InvalidCommand(
                f"offer_remedy: personal.descriptions.{alternative.id}: missing; say what it means for the customer"
            )
    if isinstance(descriptions, dict) and set(descriptions) - {one.id for one in alternatives}:
        raise InvalidCommand(
            "offer_remedy: personal.descriptions: describes more than is offered; the alternatives are "
            f"{', '.join(one.id for one in alternatives)}"
        )


def make(act: Act, offer: Offer) -> None:
    """The offer is made: its letter goes out and its answer is waited for."""
    case = act.case
    act.step("offer")
    offered_anew(act)
    offer.state = "offered"
    until = act.date("offer_lapses")
    if until is not None:
        offer.answer_by = date.fromisoformat(iso_day(until.due))
    act.wait("offer_reminder", offer.id)
    act.wait("offer_lapses", offer.id)
    write(act, "remedy_offer", as_offered(case, offer), offer.personal, about=offer.id)
    if case.anonymous:
        act.meet("remedy_offer")
    act.log(f"offer {offer.id} made: {', '.join(summary(offer))}")


def summary(offer: Offer) -> list[str]:
    """The alternatives in a word each, for the timeline and for later handlers."""
    return [
        f"{alternative.id}: " + " + ".join(in_words(item) for item in alternative.items)
        for alternative in offer.alternatives
    ]


def open_offer(act: Act, wanted: str | None = None) -> Offer:
    """The offer that waits for the customer's answer."""
    for offer in act.case.offers:
        if offer.state == "offered" and offer.round == act.case.round and wanted in (None, offer.id):
            return offer
    raise IllegalCommand(f"no offer {wanted or ''} waits for an answer".replace("  ", " "))


def answer_offer(act: Act, command: AnswerOffer) -> None:
    """Accepted, rejected or countered: the customer's word, never assumed."""
    offer = open_offer(act, command.offer)
    if command.answer != "accepted":
        turned_down(act, offer, command.answer, command.personal)
        return
    choices = [alternative.id for alternative in offer.alternatives]
    chosen = command.alternative or (choices[0] if len(choices) == 1 else None)
    if chosen not in choices:
        raise InvalidCommand(f"answer_offer: alternative: say which one was accepted: {', '.join(choices)}")
    offer.agreement = _signed(act, offer, command.agreement)
    offer.state, offer.chosen, offer.answered_at = "accepted", chosen, act.at
    act.step("accept")
    act.stop_waiting(about=offer.id)
    remedy_promises.agree(act, offer)
    signed = f", by {offer.agreement.document} signed on {offer.agreement.signed_on}" if offer.agreement else ""
    said = f" ({command.medium})" if command.medium else ""
    act.log(f"offer {offer.id} accepted{said}: alternative {chosen}{signed}", command.personal)
    if any(item.amount for item in offer.alternatives[choices.index(chosen)].items):
        act.tell("finance", f"the remedy {offer.id} is agreed", "release it with fulfil_remedy")


def _signed(act: Act, offer: Offer, agreement: SignedAgreement | None) -> Agreement | None:
    """The document the customer signed; a settlement is accepted by nothing else."""
    if agreement is None:
        if offer.settlement:
            raise InvalidCommand(
                "answer_offer: agreement: missing; a settlement is accepted by its signed document: give document, sha256 and "
                "signed_on"
            )
        return None
    zone = ZoneInfo(act.case.zone)
    if not local_day(offer.at, zone) <= agreement.signed_on <= local_day(act.at, zone):
        raise InvalidCommand("answer_offer: agreement.signed_on: lies ahead, or before the offer was made")
    return Agreement(**agreement.model_dump())


def turned_down(act: Act, offer: Offer, how: str, personal: dict[str, Any] | None = None) -> None:
    """Rejected, countered or lapsed: back to investigation, one level higher where the policy says so."""
    case = act.case
    offer.state, offer.answered_at = how, act.at  # type: ignore[assignment]
    offer.personal = (offer.personal or {}) | ({"answer": personal} if personal else {})
    act.step("turn_down")
    if case.final_response_round == case.round:
        act.step("answer")  # the final response stands; more is for a review
    act.stop_waiting(about=offer.id)
    act.log(f"offer {offer.id} {how}", personal)
    lost = sum(1 for o in case.offers if o.round == case.round and o.state in ("rejected", "countered", "lapsed"))
    levels = act.policy.rules["offer_rounds"]["raise_to"]
    if levels:
        raise_level(act, levels[min(lost, len(levels)) - 1], f"{lost} offer(s) turned down or lapsed")
