"""What ends with a round: approvals nobody needs any more, open offers and questions, letters that have not left.

Without this an offer of round 1 could be accepted in round 2, and a withdrawn complaint would still be acknowledged.
"""

from __future__ import annotations

from domain import labels
from domain.closing import sides_unprevented
from domain.errors import NotAuthorised
from workflows.procedure.act import Act
from workflows.procedure.listening.acknowledging import no_longer_held
from workflows.procedure.writing.letter_kinds import OVERTAKEN
from workflows.procedure.writing.letter_receipts import give_up


def no_more_approvals(act: Act, why: str) -> None:
    """Offers and apologies that wait for an approval are void."""
    for offer in act.case.offers:
        if offer.state == "awaiting_approval":
            offer.state = "superseded"
            act.log(f"offer {offer.id} is void: {why}")
    for apology in act.case.apologies:
        if apology.state == "awaiting_approval":
            apology.state = "declined"
            act.log(f"apology {apology.id} is void: {why}")


def no_more_offers(act: Act, why: str) -> None:
    """Offers that were not accepted are void; an agreed one that nobody has begun to carry out ends with its complaint."""
    for offer in act.case.offers:
        if offer.state in ("awaiting_approval", "offered") or (offer.state == "accepted" and not offer.released_by):
            offer.state = "superseded"
            act.stop_waiting(about=offer.id)
            act.solved(f"{act.case.reference}/fulfil/{offer.id}")
            act.log(f"offer {offer.id} is void: {why}")


def offered_anew(act: Act) -> None:
    """What could not be carried out is overtaken by another offer, or by the end of its round."""
    for offer in act.case.offers:
        if offer.state == "superseded":
            act.solved(f"{act.case.reference}/offer/{offer.id}")


def no_more_questions(act: Act) -> None:
    """Nobody waits for the answers any more."""
    for question in act.case.questions:
        if question.state == "open":
            question.state = "withdrawn"
            act.stop_waiting(about=question.id)


def no_more_letters(act: Act, why: str) -> None:
    """Letters that have not left and that the end of the round has overtaken stay where they are."""
    for letter in act.case.letters:
        if letter.kind in OVERTAKEN and letter.state not in ("sent", "ordered") and letter.order is not None:
            give_up(act, letter, why)


def no_more_pause(act: Act, why: str) -> None:
    """Targets that stood still do not stand still in a later round, in which nobody asked for it."""
    if act.case.paused:
        act.case.pauses[-1].until = act.at
        act.stop_waiting("pause_limit")
        act.solved("pause_limit")
        act.log(f"the pause is over: {why}")


def name_what_is_open(act: Act) -> None:
    """Whoever closes, and whoever has the case, hear which promises, findings, goods and measures are still to come."""
    case = act.case
    asked = [one.id for one in case.inquiries if one.state == "open" and one.round == case.round]
    sides = [labels.both(side, labels.CAUSE_SIDES) for side in sides_unprevented(case)]
    promised = [one.id for one in case.promises if one.state == "open" and not one.part]
    for what, names, do in (
        ("promises to keep", promised, "keep_promise when it is done, or move_promise in time"),
        ("inquiries without a finding", asked, "record_finding, or tell them that nobody needs it any more"),
        ("faulty goods and no measure against", sides, "add_prevention_task with addresses: a product needs both"),
    ):
        if names:
            act.hints.append(f"closed with {what}: {', '.join(names)}; {do}")
            act.tell(case.handler or "lead", f"closed with {what}: {', '.join(names)}", do)
    name_goods_to_come(act, "closed")


def name_goods_to_come(act: Act, how: str) -> None:
    """Nobody is reminded any more of goods that the customer was asked for: whoever has the case hears of them now."""
    case = act.case
    goods = [one.id for one in case.items if one.state in ("requested", "sent") and one.round == case.round]
    if goods:
        what = f"{how} with goods that the customer was asked for: {', '.join(goods)}"
        do = "tell the customer whether to send them, then record_item"
        act.hints.append(f"{what}; {do}")
        act.tell(case.handler or "lead", what, do)


def end_round(act: Act, why: str) -> None:
    """Nothing of the round that ends here may act in a later one."""
    no_more_pause(act, why)
    no_more_approvals(act, why)
    no_more_offers(act, why)
    offered_anew(act)
    no_more_questions(act)
    no_more_letters(act, why)
    no_longer_held(act)


_WHILE_OPEN = (
    *("gave_up/", "history", "preferences", "nobody_assigned"),
    *("no_dates", "late_contact", "flare_up", "perhaps_flare_up", "reassign/"),
)
"""Problems of handling it, by the beginning of their key: once it has ended nobody has to see to them any more."""
_BEFORE_IT_CAME_BACK = ("same_matter/", "gave_up/", "taken_back")
"""Problems of a case that had ended, or was to be let go."""


def nothing_more_to_see_to(act: Act) -> None:
    """The case has ended: what was somebody's to see to while it was handled is over. What is owed, lost or unsafe stays."""
    _over(act, _WHILE_OPEN)


def came_back(act: Act) -> None:
    """The same matter is worked on again: nobody has to ask for that any more, and what is open is decided in this round."""
    _over(act, _BEFORE_IT_CAME_BACK)


def _over(act: Act, begin: tuple[str, ...]) -> None:
    for problem in act.case.problems:
        if problem.resolved_at is None and problem.key.removeprefix(f"{act.case.reference}/").startswith(begin):
            act.solved(problem.key)


def impartial(act: Act) -> None:
    """Refuse a judgement by somebody who is complained of."""
    if act.by.id in act.case.complained_of:
        raise NotAuthorised("who is complained of decides nothing here; let a lead decide")
