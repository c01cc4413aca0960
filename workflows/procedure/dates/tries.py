"""Calls and visits in vain: a customer who waits at home by the hour is tried then, and not three times the day before."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain.case import Case
from domain.dates import Promise
from domain.errors import IllegalCommand
from policies.moments import local_day, start_of_day
from workflows.dates_shown import instant
from workflows.procedure.act import Act
from workflows.procedure.writing.correspondence import write

TRIES = 3
"""So many tries at different times before a call-back counts as not reached; then a card or a letter follows."""
APART = timedelta(minutes=20)
"""A try counts when so much time has passed since the one before: three of them fit into an hour that was promised."""


def tried(act: Act, promise: Promise, at: datetime) -> None:
    """The customer was tried in vain: on record whenever it was; after enough tries that count it is not reached."""
    if promise.what not in ("call_back", "visit"):
        raise IllegalCommand(f"{promise.id} is no call or visit; keep_promise when it is done, or move_promise")
    if at in promise.tries:
        raise IllegalCommand(f"the try of {at.isoformat()} is on record already")
    promise.tries.append(at)
    counted = counting(promise, act.case)
    act.log(f"{promise.id}: tried in vain, {len(counted)} of {TRIES}")
    if at not in counted:
        ahead = max([begins(promise, act.case), *(one + APART for one in counted if one < at)])
        act.hints.append(
            f"{promise.id}: this try is on record and does not count; the next one counts from {instant(ahead, act.case)} on"
        )
    if len(counted) >= TRIES and promise.state == "open":
        promise.state = "not_reached"
        facts = {"what": promise.what, "tries": [one.isoformat() for one in counted]}
        write(act, "not_reached", facts, by_hand=False)
        act.tell(promise.owner, f"{promise.id}: not reached in {TRIES} tries", "a letter says so; try another way too")


def counting(promise: Promise, case: Case) -> list[datetime]:
    """The tries that count, in their order: from the beginning of what was promised on, and some time apart."""
    counted: list[datetime] = []
    for at in sorted(promise.tries):
        if at >= (counted[-1] + APART if counted else begins(promise, case)):
            counted.append(at)
    return counted


def begins(promise: Promise, case: Case) -> datetime:
    """From when the customer waits for it: the beginning of the window, or of the promised day in the complaint's zone."""
    zone = ZoneInfo(case.zone)
    return promise.since or start_of_day(local_day(promise.due, zone), zone)
