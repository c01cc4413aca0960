"""A record to be kept: its last day, a legal hold, and what became of it. Nothing is erased by itself."""

from __future__ import annotations

from datetime import timedelta

from domain.errors import IllegalCommand
from messages import obligations as wire
from workflows.procedure.alongside.obligation import ObligationAct, end, shown

ASK_AGAIN = timedelta(days=30)
"""Nobody said what became of a record whose last day has passed: the owner is asked again after this time."""


def settle(act: ObligationAct, command: wire.SettleRecord) -> None:
    """Somebody says what became of the record; nothing is erased by this."""
    if act.record.state != "to_settle":
        last = act.record.deadline.due if act.record.deadline else None
        raise IllegalCommand(
            f"the record is to be kept until {shown(last)}, to the end of that day; settle it after it"
        )
    if act.record.held:
        raise IllegalCommand("the record is on hold; release it first, with the reason")
    end(act, "settled", f"{command.outcome}: {command.reason}")


def hold(act: ObligationAct, command: wire.HoldRecord) -> None:
    """A legal hold: the record stays, whatever its last day."""
    if act.record.held:
        raise IllegalCommand("the record is on hold already")
    act.record.held, act.record.ask_at = True, None
    act.log(f"held: {command.reason}")


def release(act: ObligationAct, command: wire.ReleaseRecord) -> None:
    """The hold is over; where the last day has passed meanwhile, the owner is asked at once."""
    if not act.record.held:
        raise IllegalCommand("the record is not on hold")
    act.record.held = False
    act.log(f"hold ended: {command.reason}")
    if act.record.state == "to_settle":
        may_be_erased(act)


def kept(act: ObligationAct) -> None:
    """The last day to keep the record has passed."""
    act.record.state = "to_settle"
    if act.record.deadline is not None:
        act.record.deadline.state, act.record.deadline.met_at = "met", act.at
    act.log("the last day to keep the record has passed")
    may_be_erased(act)


def may_be_erased(act: ObligationAct) -> None:
    """Tell the owner, unless it is held; asked again until somebody records what became of it."""
    mine = act.record
    if mine.held:
        mine.ask_at = None
        return
    last = mine.deadline.due if mine.deadline else None
    act.tell(
        mine.owner,
        f"the record of {mine.complaint} may be erased: it was to be kept until {shown(last)}",
        "nothing is erased by itself: have it erased or keep it on another ground, then settle; hold where a court asks",
    )
    mine.ask_at = act.at + ASK_AGAIN
