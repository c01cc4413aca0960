"""What comes by time alone: a right that opens although nothing was sent, the last day of a step, of a record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Literal, cast

from domain.case import Case
from domain.dates import Right
from messages.decisions import DateDecided
from workflows.procedure.act import Act
from workflows.procedure.dates import resting
from workflows.procedure.dates.promised import still_owed

Kind = Literal["window", "retention", "gate"]


def keep(act: Act) -> None:
    """Put the gates, windows and last days decided with this act on record; what has come stays as it was."""
    for date in act.dates:
        if date.owed or date.level == "wait":
            continue
        same = [one for one in act.case.rights if one.duty == date.duty]
        if date.kind == "retention" and any(one.round != act.case.round for one in same):
            continue  # the record is kept from the first receipt on, whatever round it is
        mine = [one for one in same if one.round == act.case.round]
        if any(one.come for one in mine):
            continue
        act.case.rights = [one for one in act.case.rights if one not in mine]
        due = date.due.date() if isinstance(date.due, datetime) else date.due
        act.case.rights.append(
            Right(
                duty=date.duty,
                kind=cast("Kind", date.kind),
                level=date.level,
                round=act.case.round,
                day=due,
                at=date.late_from,
                anchor_event=date.anchor_event,
                anchor_at=date.anchor_at if date.anchor_event else None,
                certificate_id=date.certificate_id,
                why=date.why,
            )
        )


def move(right: Right, date: DateDecided) -> None:
    """Another day for a right that has not come."""
    right.day = date.due.date() if isinstance(date.due, datetime) else date.due
    right.at, right.certificate_id, right.why = date.late_from, date.certificate_id, date.why


def only(act: Act, duties: set[str]) -> None:
    """Take off the gates and windows of this round that are not possible any more; what has come stays."""
    gone = [one for one in ahead(act.case) if one.duty not in duties]
    act.case.rights = [one for one in act.case.rights if one not in gone]
    for one in gone:
        act.log(f"{one.duty} is not possible any more")


def ahead(case: Case) -> Iterator[Right]:
    """The gates and windows of this round that are still to come. The end of a record is an obligation of its own."""
    return (one for one in case.rights if one.round == case.round and not one.come and one.kind != "retention")


def comes(act: Act, duty: str) -> None:
    """The day has come: it is on the timeline, and where a right opened without an answer somebody knows."""
    case = act.case
    for right in ahead(case):
        if right.duty != duty:
            continue
        right.come = True
        if right.kind == "window":
            act.log(f"{duty}: its last day, {right.day}, is over")
            return
        act.log(f"{duty}: open since {right.day}")
        if case.final_response_given != case.round:
            owner = case.handler or "lead"
            act.tell(owner, f"{duty}: open since {right.day}, without our answer", "tell the customer where to turn")
        return


def withdrawn(case: Case) -> None:
    """Nobody waits for a right about what was taken back; the record is kept all the same."""
    case.rights = [one for one in case.rights if one.come or one.kind == "retention" or one.round != case.round]


def last_date(case: Case, at: datetime) -> datetime:
    """When nothing can follow any more: the last of the windows of the procedure and of the pack's gates.

    Args:
        case: the case that has ended.
        at: the instant of its end, where there is nothing to wait for.
    """
    return max([at, *still_owed(case), *(wait.at for wait in resting.waits(case)), *(one.at for one in ahead(case))])
