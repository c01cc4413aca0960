"""Promises: what somebody has said will happen. Kept, moved in time with the customer told, or broken for good.

Customers remember "I will call you on Tuesday between two and four" better than any deadline of a law. Letters take their dates
from promises and duties only.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from domain import labels
from domain.case import Case
from domain.dates import MovedPromise, Promise
from domain.errors import IllegalCommand, InvalidCommand
from messages.commands import Command
from messages.commands.promises import KeepPromise, MakePromise, MovePromise
from messages.decisions import PolicySnapshot
from workflows.dates_shown import window
from workflows.procedure.act import Act
from workflows.procedure.dates import tries
from workflows.procedure.dates.promised import DUE, MORNING, stays_open, what_of
from workflows.procedure.past import Past
from workflows.procedure.staff.levels import raise_level
from workflows.procedure.third_parties import bodies, elsewhere
from workflows.procedure.writing.letter_dates import next_contact, when

_AHEAD = timedelta(hours=1)


def looks_back(case: Case, policy: PolicySnapshot, command: Command, at: datetime) -> Past:
    """The promised day, to be recorded with its end."""
    assert isinstance(command, MakePromise | MovePromise)
    return Past() if isinstance(command.due, datetime) else Past(days={DUE: command.due})


def make(act: Act, command: MakePromise) -> None:
    """Put a promise on record, with a window, an owner and a reminder."""
    case = act.case
    if case.stage in ("withdrawn", "merged") and command.to == "customer":
        stage = labels.both(case.stage, labels.STAGES)
        raise IllegalCommand(
            f'the complaint is {stage}; promise it where the matter goes on. What an outside body asks for: "to": "body"'
        )
    owner = command.owner or command.by.id
    for person in (owner, command.deputy):
        if person and case.team_names and person not in case.team_names and person != command.by.id:
            raise InvalidCommand(f"promise: there is nobody {person} in the team")
    late_from = _until(act, command)
    to = _to(act, command)
    promise = Promise(
        id=f"PR{case.number('promise')}",
        what=command.what,
        to=to,
        medium=command.medium or "",
        since=command.from_,
        due=command.due,
        late_from=late_from,
        remind_at=_reminder(act, command),
        owner=owner,
        deputy=command.deputy or "",
        made_by=command.by.id,
        made_at=act.at,
        round=case.round,
        personal=command.personal,
    )
    case.promises.append(promise)
    stays_open(case)
    whom = f" to {to}" if to else ""
    act.log(
        f"promised {promise.id}{whom}: {promise.what} by {window(promise, case)}, kept by {owner}", command.personal
    )


def _to(act: Act, command: MakePromise) -> str:
    """The outside body it is owed to; empty: the customer. A body that asks is on record as one that looks at it."""
    case = act.case
    if command.to == "customer":
        if command.body:
            raise InvalidCommand('promise: body: is for what an outside body asks; give "to": "body" with it')
        if command.what in ("papers", "compliance"):
            raise InvalidCommand(f'promise: to: {command.what} is owed to an outside body; give "to": "body"')
        return ""
    body = command.body or (case.outside[-1].body if case.outside else "")
    if not body:
        raise InvalidCommand("promise: body: missing; say which outside body asks, none is on record yet")
    if all(one.body != body for one in case.outside):  # compliance is promised to one that has decided
        bodies.looking(act, body)
    return body


def keep(act: Act, command: KeepPromise) -> None:
    """It was kept (also late: a broken promise stays broken), or the customer was tried in vain."""
    promise = _named(act.case, command.promise)
    at = command.done_at or act.at
    if not promise.made_at <= at <= act.at:
        raise IllegalCommand("done_at: lies ahead, or before the promise was made")
    if promise.part:
        raise IllegalCommand(f"{promise.id} is kept by its receipt: fulfil_remedy")
    if promise.kept_at is not None or promise.state in ("not_reached", "released"):
        raise IllegalCommand(f"{promise.id} is {promise.state} already; for something new make a promise")
    if not command.reached:
        tries.tried(act, promise, at)
        return
    promise.kept_at = at
    if promise.state == "open":
        promise.state = "kept" if at < promise.late_from else "broken"
    if promise.what in ("call_back", "visit", "answer", "report") and not promise.to:
        act.meet("first_reply", at)
    elsewhere.passed_on(act, promise.id, at)
    kept, by = "kept" if promise.state == "kept" else "done late", f" by {command.medium}" if command.medium else ""
    act.log(f"{promise.id} ({promise.what}) {kept}{by}", command.personal)


def move(act: Act, command: MovePromise) -> None:
    """Another day or window, before it is due, and the customer was told."""
    promise = _named(act.case, command.promise)
    if promise.state != "open":
        raise IllegalCommand(f"{promise.id} is {promise.state}; make a new promise, and say sorry for this one")
    if act.at >= promise.late_from:
        raise IllegalCommand(
            f"{promise.id} was due {window(promise, act.case)}: it is broken and cannot be moved any more"
        )
    before = window(promise, act.case)
    promise.moves.append(MovedPromise(due=promise.due, at=act.at, by=command.by.id, reason=command.reason))
    promise.late_from, promise.due, promise.since = _until(act, command), command.due, command.from_
    promise.remind_at = _reminder(act, command)
    promise.reminded = False
    stays_open(act.case)
    act.log(
        f"{promise.id} moved from {before} to {window(promise, act.case)}, told by {command.medium}: {command.reason}"
    )


def ahead(case: Case) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the customer can expect, day by day, as a letter says it; where nothing is promised, by when they hear from us."""
    mine = sorted((one for one in open_(case) if one.what in _SAID and not one.to), key=lambda one: one.late_from)
    facts: dict[str, Any] = {"ahead": [{"what": one.what, **when(one)} for one in mine]}
    words = {str(n): text for n, one in enumerate(mine) if (text := (one.personal or {}).get("to_customer"))}
    return next_contact(case) | (facts if mine else {}), {"ahead": words} if words else {}


_SAID = ("call_back", "visit", "parcel", "answer", "report")
"""Promises that a letter can name by what they are."""


# --- by time --------------------------------------------------------------------------------------------------------------


def open_(case: Case) -> Iterator[Promise]:
    """The promises still to be kept."""
    return (one for one in case.promises if one.state == "open")


def coming(case: Case) -> Iterator[tuple[datetime, str, str]]:
    """What promises will do by themselves: instant, key, summary."""
    for one in open_(case):
        if not one.reminded and one.remind_at < one.late_from:
            yield one.remind_at, f"promise/remind/{one.id}/{len(one.moves)}", f"Promise {one.id}: reminder"
        yield one.late_from, f"promise/due/{one.id}/{len(one.moves)}", f"Promise {one.id}: {one.what}"


def comes(act: Act, what: str, name: str) -> None:
    """A reminder, or the moment from which a promise is broken: permanent, counted, the lead knows, the next letter says sorry."""
    promise = _named(act.case, name)
    if promise.state != "open":
        return
    if what == "remind":
        promise.reminded = True
        _remind(act, promise)
        return
    broken(act, promise)


def _remind(act: Act, promise: Promise) -> None:
    """Whoever keeps it, and who keeps it when they cannot: both know the hour before it is too late."""
    what, do = f"promised: {what_of(promise)} by {window(promise, act.case)}", f"keep_promise {promise.id}"
    act.tell(promise.owner, what, "fulfil_remedy" if promise.part else do, promise.due)
    if promise.deputy not in ("", promise.owner):
        act.tell(promise.deputy, what, f"where {promise.owner} cannot: {do}", promise.due)


def broken(act: Act, promise: Promise) -> None:
    """It is broken, for good."""
    what = f"broken promise {promise.id}: {what_of(promise)} by {window(promise, act.case)}"
    promise.state = "broken"
    act.log(what)
    raise_level(
        act, promise.raises_to, f"the call-back {promise.id} to a customer who asked for somebody higher did not come"
    )
    do = f"do it now and tell {promise.to}" if promise.to else "do it now and say sorry; the next letter says sorry too"
    for person in dict.fromkeys(one for one in (promise.owner, promise.deputy, "lead") if one):
        act.tell(person, what, do)


def release(act: Act) -> None:
    """The customer has taken the complaint back: they wait for nothing any more. What an outside body asked for is owed to it."""
    for one in open_(act.case):
        one.state = "open" if one.to else "released"


# --- small things ---------------------------------------------------------------------------------------------------------


def _until(act: Act, command: MakePromise | MovePromise) -> datetime:
    """The first instant at which it is late."""
    if isinstance(command.due, datetime):
        late = command.due
    else:
        decided = act.date(DUE)
        late = decided.late_from if decided else act.at  # at the door nothing is decided yet: the writer judges
        if decided is None:
            return _judged_later(command.due, act)
    if late <= act.at:
        raise InvalidCommand("due: lies in the past; promise a day or a time to come")
    if command.from_ is not None and command.from_ >= late:
        raise InvalidCommand("from: the window ends before it begins")
    return late


def _judged_later(due: date, act: Act) -> datetime:
    if due < act.at.date() - timedelta(days=1):
        raise InvalidCommand("due: lies in the past; promise a day or a time to come")
    return act.at + timedelta(days=1)


def _reminder(act: Act, command: MakePromise | MovePromise) -> datetime:
    """An hour before the window, or in the morning of the day; at once where that has passed."""
    if isinstance(command.due, datetime):
        return max(act.at, (command.from_ or command.due) - _AHEAD)
    return max(act.at, _until(act, command) - MORNING)


def _named(case: Case, name: str) -> Promise:
    found = next((one for one in case.promises if one.id == name), None)
    if found is None:
        known = ", ".join(one.id for one in case.promises) or "none"
        raise InvalidCommand(f"there is no promise {name[:40]}; those on record: {known}")
    return found
