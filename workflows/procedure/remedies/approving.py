"""Chapter 6: what waits for another's approval is approved or sent back: an offer, an apology, a letter."""

from __future__ import annotations

from domain.authority import below
from domain.errors import IllegalCommand, NotAuthorised
from domain.findings import Apology
from domain.labels import ROLES, both
from domain.remedies import Offer
from messages.commands.substance import Approve, DeclineApproval
from workflows.procedure.act import Act
from workflows.procedure.remedies.remedy import make
from workflows.procedure.writing import apology as apologies
from workflows.procedure.writing import letter_approval


def approve(act: Act, command: Approve) -> None:
    """Approve what waits: an offer above somebody's limit, an apology that takes responsibility, a letter whose words need it."""
    for apology in act.case.apologies:
        if apology.id == command.what:
            _approve_apology(act, command, apology)
            return
    if letter := letter_approval.find(act.case, command.what):
        letter_approval.approve(act, command, letter)
        return
    offer = _waiting_offer(act, command.what)
    role, needed = command.by.role, offer.approvals_needed[0]
    if command.by.id == offer.offered_by or command.by.id in offer.approved_by:
        raise NotAuthorised("a second pair of eyes is needed: who offered, or approved already, does not approve")
    if below(role, needed):
        raise NotAuthorised(f"{command.what} needs the approval of a {both(needed, ROLES)}")
    offer.approved_by.append(command.by.id)
    del offer.approvals_needed[0]
    act.log(f"offer {offer.id} approved by {command.by.id}")
    if offer.approvals_needed:
        act.tell(
            offer.approvals_needed[0], f"offer {offer.id} waits for another approval", "approve it, or send it back"
        )
    else:
        make(act, offer)


def _approve_apology(act: Act, command: Approve, apology: Apology) -> None:
    if apology.state != "awaiting_approval":
        raise IllegalCommand(f"apology {apology.id} does not wait for approval: it is {apology.state}")
    if apology.kind == "responsibility" and apologies.approver_for(act.case) == "manager":
        apology.approver = "manager"  # it may have become graver since it was written
    if below(command.by.role, apology.approver or "lead"):
        raise NotAuthorised(f"apology {apology.id} needs the approval of a {both(apology.approver or 'lead', ROLES)}")
    if command.by.id == apology.asked_by:
        raise NotAuthorised("a second pair of eyes is needed: who wrote it does not approve it")
    act.require_open()
    if apology.kind == "responsibility":
        apologies.check_responsibility(act)  # the decision may have changed since
    apology.state, apology.approved_by = "approved", command.by.id
    act.log(f"apology {apology.id} approved by {command.by.id}")
    apologies.send(act, apology)


def _waiting_offer(act: Act, wanted: str) -> Offer:
    for offer in act.case.offers:
        if offer.id == wanted and offer.state == "awaiting_approval":
            return offer
    waiting = [o.id for o in act.case.offers if o.state == "awaiting_approval"]
    waiting += [a.id for a in act.case.apologies if a.state == "awaiting_approval"]
    waiting += [letter.id for letter in letter_approval.waiting(act.case)]
    raise IllegalCommand(f"{wanted} does not wait for approval; waiting: {', '.join(waiting) or 'nothing'}")


def decline_approval(act: Act, command: DeclineApproval) -> None:
    """Send it back to whoever wrote it, with the reason."""
    for apology in act.case.apologies:
        if apology.id == command.what and apology.state == "awaiting_approval":
            apology.state = "declined"
            act.log(f"apology {apology.id} sent back: {command.reason}")
            act.tell(
                apology.asked_by,
                f"apology {apology.id} was sent back",
                "read the reason in the timeline, write it anew",
            )
            return
    if letter := letter_approval.find(act.case, command.what):
        letter_approval.send_back(act, command, letter)
        return
    offer = _waiting_offer(act, command.what)
    offer.state = "declined"
    act.log(f"offer {offer.id} sent back: {command.reason}")
    act.tell(offer.offered_by, f"offer {offer.id} was sent back", "read the reason in the timeline, offer anew")
