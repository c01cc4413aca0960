"""The agreed remedy is carried out: one part after the other, each once, undone in order when a later part fails."""

from __future__ import annotations

from typing import Literal

from domain import labels
from domain.case import Case
from domain.errors import IllegalCommand, InvalidCommand, NotAuthorised
from domain.remedies import Offer, RemedyItem
from messages.commands.substance import FulfilRemedy
from messages.decisions import PolicySnapshot
from messages.deeds import RemedyOrder, RemedyReceipt
from messages.ids import effect_id
from workflows.procedure.act import Act
from workflows.procedure.ending import closing
from workflows.procedure.ending.loose_ends import name_what_is_open
from workflows.procedure.notices import RETRY_AFTER
from workflows.procedure.remedies import remedy_promises
from workflows.procedure.remedies.agreed import agreed_offer, chosen
from workflows.procedure.remedies.remedy_shown import as_done
from workflows.procedure.writing.correspondence import write

CASHIERS = ("finance", "lead", "manager")
UNSETTLED = ("ordered", "unknown", "undoing")
"""Parts whose outcome the provider still owes us."""


def fulfil_remedy(act: Act, command: FulfilRemedy) -> None:
    """Start to carry the agreed remedy out; its parts follow one another as their receipts arrive."""
    if command.effect_id:
        _found_in_the_books(act, command)
        return
    offer = agreed_offer(act)
    if offer is not None and all(item.state == "done" for item in chosen(offer).items):
        raise IllegalCommand("the agreed remedy is carried out; its receipts are in the view; close comes next")
    if offer is None or act.case.stage != "remedy_agreed":
        raise IllegalCommand("no agreed remedy waits to be carried out; offer_remedy and answer_offer come first")
    if offer.released_by:
        raise IllegalCommand("the remedy is being carried out already; wait for its receipts, the view shows them")
    if any(item.amount for item in chosen(offer).items):
        if command.by.role not in CASHIERS:
            raise NotAuthorised(f"money is released by {labels.roles(CASHIERS)}: let one of them do it (fulfil_remedy)")
        if command.by.id == offer.offered_by:
            raise NotAuthorised("who offers does not release the money: let another person do it")
    _against_receipts(chosen(offer).items, command)
    release(act, offer)


def _against_receipts(items: list[RemedyItem], command: FulfilRemedy) -> None:
    """Expenses are paid against receipts: named with the offer, or now that they are here."""
    for item in items:
        if item.ground == "expenses" and item.amount and not item.documents:
            if not command.documents:
                raise IllegalCommand(
                    f"expenses ({item.kind} {item.amount} {item.currency}) are paid against receipts: name them in documents"
                )
            item.documents = list(command.documents)


def release(act: Act, offer: Offer) -> None:
    """Let the parts of an agreed remedy be carried out, one after the other."""
    offer.released_by = act.by.id
    _no_longer_waited_for(act, offer)
    act.log(f"remedy {offer.id} released by {act.by.id}")
    _next_part(act, offer)


def ends_with_it(case: Case, policy: PolicySnapshot) -> tuple[str, ...]:
    """A complaint settled in the first contact closes by itself when the last part of its remedy is done."""
    return ("closed",) if case.short_route and case.stage == "remedy_agreed" else ()


def _found_in_the_books(act: Act, command: FulfilRemedy) -> None:
    """The provider never answered; a person looked in its books. What they say counts like a receipt."""
    effect = command.effect_id or ""
    item = found[1] if (found := _part(act, effect)) else None
    if item is None or item.next_try is None:
        raise IllegalCommand(f"the outcome of {effect} is not in question; the view shows the parts under offers")
    if command.by.role not in CASHIERS:
        raise NotAuthorised(f"what the provider's books say is recorded by {labels.roles(CASHIERS)}")
    if command.found is None or (command.found == "done" and not command.receipt):
        raise InvalidCommand('fulfil_remedy: found: say "done" with its receipt, or "refused" with the reason')
    if command.found == "refused" and not command.reason:
        raise InvalidCommand("fulfil_remedy: reason: say what the provider's books show")
    act.log(f"{effect}: {command.found}, as {act.by.id} found in the provider's books")
    act.solved(effect)
    came = RemedyReceipt(
        effect_id=effect, state=command.found, receipt=command.receipt or "", reason=command.reason or ""
    )
    remedy_receipt(act, came)


def _next_part(act: Act, offer: Offer) -> None:
    for item in chosen(offer).items:
        if item.state == "agreed":
            item.effect_id = effect_id(act.case.reference, "remedy", act.case.number("effect/remedy"))
            _order(act, offer, item, "fulfil")
            return
    _all_done(act, offer)


def _order(act: Act, offer: Offer, item: RemedyItem, action: Literal["fulfil", "undo"], undoes: str = "") -> None:
    item.state = "ordered" if action == "fulfil" else "undoing"
    item.next_try = None
    act.effects.append(
        RemedyOrder(
            effect_id=item.effect_id,
            reference=act.case.reference,
            action=action,
            undoes=undoes,
            kind=item.kind,
            amount=item.amount,
            currency=item.currency,
            ground=item.ground,
            released_by=offer.released_by,
            at=act.at,
            personal=None if act.case.personal is None else {"customer": act.case.personal.get("customer")},
        )
    )


def _all_done(act: Act, offer: Offer) -> None:
    act.step("fulfil")
    _no_longer_waited_for(act, offer)
    if act.case.short_route:
        act.log(f"remedy {offer.id} carried out")
        name_what_is_open(act)
        closing.end(act, "short_route")
        return
    facts, words = as_done(act.case, offer)
    write(act, "remedy_done", facts, words, about=offer.id)
    act.log(f"remedy {offer.id} carried out")


def _no_longer_waited_for(act: Act, offer: Offer) -> None:
    act.solved(f"{act.case.reference}/fulfil/{offer.id}")


# --- receipts -------------------------------------------------------------------------------------------------------------


def remedy_receipt(act: Act, receipt: RemedyReceipt) -> None:
    """What became of one part."""
    found = _part(act, receipt.effect_id)
    if found is None:
        return
    offer, item = found
    receipt = receipt.discreet()
    if item.state not in UNSETTLED:
        return  # a late report of what was settled meanwhile
    if receipt.state == "unknown":
        _unknown(act, item, "the provider has not said what became of it")
    elif item.state == "undoing":
        _undone(act, offer, item, receipt)
    elif receipt.state == "done":
        item.state, item.receipt, item.next_try = "done", receipt.receipt, None
        item.done_at = receipt.done_at or act.at
        act.solved(item.effect_id)
        act.log(f"{item.kind} done: receipt {receipt.receipt}")
        remedy_promises.kept(act, offer, item)
        _next_part(act, offer)
    else:
        _refused(act, offer, item, receipt)


def remedy_failed(act: Act, effect: str, why: str) -> None:
    """The way to the provider is broken: its books are asked again by itself, nothing is paid twice."""
    if (found := _part(act, effect)) and found[1].state in UNSETTLED:
        _unknown(act, found[1], why)


def _unknown(act: Act, item: RemedyItem, why: str) -> None:
    item.tries += 1
    item.next_try = act.at + RETRY_AFTER
    if item.state != "undoing":
        item.state = "unknown"
    act.problem(
        item.effect_id,
        f"the outcome of {item.effect_id} ({item.kind}) is not known: {why}",
        "finance",
        f"it is reconciled every hour by its key {item.effect_id}; look in the provider's books and do not pay it by hand",
    )


def try_again(act: Act, effect: str) -> None:
    """Ask the provider again, under the same key."""
    if found := _part(act, effect):
        offer, item = found
        item.next_try = None
        if item.state not in UNSETTLED:
            return
        _order(act, offer, item, "undo" if item.state == "undoing" else "fulfil", _undoes(item))


def _undoes(item: RemedyItem) -> str:
    return item.effect_id.removesuffix("-undo") if item.effect_id.endswith("-undo") else ""


def _refused(act: Act, offer: Offer, item: RemedyItem, receipt: RemedyReceipt) -> None:
    item.state, item.next_try = "refused", None
    act.solved(item.effect_id)
    act.log(f"{item.kind} refused by the provider: {_why(receipt)}", receipt.personal)
    _undo_next(act, offer)


def _undo_next(act: Act, offer: Offer) -> None:
    """Undo what was done, the last first; when nothing is left the offer is void and the customer gets a better one."""
    for item in reversed(chosen(offer).items):
        if item.state == "done":
            done = item.effect_id
            item.effect_id = f"{done}-undo"
            _order(act, offer, item, "undo", undoes=done)
            return
    offer.state = "superseded"
    _no_longer_waited_for(act, offer)
    remedy_promises.void(act, offer)
    act.step("fail")
    act.problem(
        f"{act.case.reference}/offer/{offer.id}",
        f"the remedy {offer.id} could not be carried out; what was done is undone",
        act.case.handler or "lead",
        "call the customer, then offer another remedy with offer_remedy",
    )


def _undone(act: Act, offer: Offer, item: RemedyItem, receipt: RemedyReceipt) -> None:
    act.solved(item.effect_id)
    if receipt.state == "refused":
        act.problem(
            item.effect_id,
            f"{item.effect_id} could not be undone: {_why(receipt)}",
            "finance",
            f'settle it by hand with the provider, then leave a note with settles "{item.effect_id}"',
        )
    item.state, item.next_try = "undone", None
    if receipt.state == "done":
        act.log(f"{item.kind} undone")
    else:
        act.log(f"{item.kind} not undone: a person settles it", receipt.personal)
    _undo_next(act, offer)


def _why(receipt: RemedyReceipt) -> str:
    return receipt.reason or "in the provider's own words, in the timeline"


def _part(act: Act, effect: str) -> tuple[Offer, RemedyItem] | None:
    for offer in act.case.offers:
        for alternative in offer.alternatives:
            for item in alternative.items:
                if item.effect_id == effect:
                    return offer, item
    return None
