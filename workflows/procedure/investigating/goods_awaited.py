"""Goods that were asked for and have not come: somebody hears of it, and no date waits for them for ever."""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from domain.findings import Item
from domain.words import ENDED
from messages.decisions import PolicySnapshot
from workflows.procedure.act import Act
from workflows.procedure.dates.more_time import stood_still
from workflows.procedure.happenings import of_round
from workflows.procedure.listening.facts import learned
from workflows.procedure.past import Past

COMING_BACK = "item_return"
"""The fact that moves dates to the arrival of the goods."""
NOT_COME = "item_until"
"""The wait for goods, until the day by which they were asked for, or as long as the pack says."""
REQUESTED = "item_requested"
"""The event it is counted from: that they were asked for, sent or lost, or that somebody was reminded of them."""
ON_THE_WAY = ("requested", "sent", "lost")
WITHOUT = "record_item {id} refused, and go on from retained samples and the records of the lot"
_STANDS = {
    "requested": ("was asked for and has not come", "ask the customer once more"),
    "sent": ("was sent and has not arrived", "ask the carrier (record_item: lost, where nobody finds it)"),
    "lost": ("was lost on the way", "look for it with the carrier; tell the customer"),
}
"""How goods stand that have not come, and what to do before going on without them."""


def looks_back(case: Case, policy: PolicySnapshot, since: datetime | None, *, coming: bool | None = None) -> Past:
    """How long we wait (from `since`, if we do); where the pack counts from the arrival and that changes, its dates anew."""
    waits = {REQUESTED: since} if since else {}
    if coming is None or COMING_BACK not in policy.rules.get("facts", {}):
        return Past(waits)
    return Past(of_round(case) | waits, case.facts | {COMING_BACK: coming}, stood_still(case))


def nobody_asked(case: Case) -> bool:
    """Whether goods are to come back that nobody has asked for: the dates that wait for them would wait for ever."""
    return case.facts.get(COMING_BACK) is True and not any(one.round == case.round for one in case.items)


def still_coming(case: Case, besides: str) -> bool:
    """Whether others of the goods that were asked for in this round have come, or may still come."""
    return any(
        one.id != besides and one.round == case.round and one.state != "refused" and not one.unasked
        for one in case.items
    )


def tell_dates(act: Act, *, coming: bool) -> None:
    """The dates that the pack counts from the arrival of the goods follow whether any come."""
    if COMING_BACK in act.policy.rules.get("facts", {}):
        learned(act, {COMING_BACK: coming})


def begin(act: Act, item: Item) -> None:
    """Wait for it, from what has happened now; a complaint that has ended waits for nothing more."""
    if act.case.stage not in ENDED:
        act.wait(NOT_COME, item.id)


def over(act: Act, item: Item) -> None:
    """Nobody waits for it any more: it is here, or it never comes."""
    act.stop_waiting(NOT_COME, item.id)
    act.solved(_key(act, item.id))


def coming(case: Case) -> list[Item]:
    """The goods that were asked for and may still come to us."""
    return [one for one in case.items if one.state in ON_THE_WAY and one.arrived_at is None]


def counted_anew(case: Case, policy: PolicySnapshot) -> tuple[str, ...]:
    """What a new round is to the goods that may still come: they are waited for from now on where nobody waits any more."""
    return (REQUESTED,) if coming(case) else ()


def go_on(act: Act) -> None:
    """A new round begins: what was asked for in an earlier one is still wanted."""
    waited = {wait.about for wait in act.case.waits if wait.name == NOT_COME}
    for item in coming(act.case):
        item.round = act.case.round
        if item.id not in waited:
            begin(act, item)


def not_come(act: Act, about: str) -> None:
    """The time is over and it is not here: its owner hears of it, and again as long as nothing becomes of it."""
    case = act.case
    item = next((one for one in case.items if one.id == about), None)
    if item is None or item.state not in ON_THE_WAY:
        return
    stands, do = _STANDS[item.state]
    what, do = f"{item.id} {stands}", f"{do}; where it does not come: {WITHOUT.format(id=item.id)}"
    owner = case.handler or "lead"
    if any(one.key == _key(act, about) and one.resolved_at is None for one in case.problems):
        act.tell(owner, what, do)
    act.problem(_key(act, about), what, owner, do)
    begin(act, item)


def lost(act: Act, item: Item) -> None:
    """Lost on the way to us it may still be found; lost on the way back it is the customer's loss, and somebody's to mend."""
    stands, do = _STANDS["lost"]
    back = item.arrived_at is not None
    rest = "" if back else f"; where it is not found: {WITHOUT.format(id=item.id)}"
    act.solved(_key(act, item.id))
    owner = act.case.handler or "lead"
    act.problem(f"{act.case.reference}/item/{item.id}", f"{item.id} {stands}", owner, do + rest)
    if not back:
        begin(act, item)


def _key(act: Act, item: str) -> str:
    return f"{act.case.reference}/item_due/{item}"
