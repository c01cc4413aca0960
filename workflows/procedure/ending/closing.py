"""Chapter 9: closing, when everything owed is on record, on a ground that holds."""

from __future__ import annotations

from collections.abc import Callable

from domain.closing import elsewhere, missing_for_closing
from domain.errors import IllegalCommand, InvalidCommand, NotAuthorised
from domain.labels import GROUNDS, both
from domain.words import ClosingGround
from messages.commands.ending import Close
from messages.deeds import Archive
from workflows.procedure.act import Act
from workflows.procedure.dates import rights
from workflows.procedure.ending import acceptance, silence
from workflows.procedure.ending.loose_ends import (
    name_what_is_open,
    no_more_approvals,
    no_more_pause,
    no_more_questions,
    nothing_more_to_see_to,
)
from workflows.procedure.ending.outcomes import outcomes
from workflows.procedure.listening import safety
from workflows.procedure.remedies import arrival
from workflows.procedure.remedies.agreed import accepted_offers, chosen, in_words
from workflows.procedure.writing.correspondence import write
from workflows.procedure.writing.letter_dates import iso_day

TRIES = 3
"""How often somebody must be tried before they count as not reachable."""


def close(act: Act, command: Close) -> None:
    """Close, when everything owed is on record, on a ground that holds."""
    case = act.case
    if case.stage != "following_up":
        act.step("close")  # refuses, and says why
    if missing := missing_for_closing(case):
        raise IllegalCommand("before closing there must be on record: " + "; ".join(missing))
    _check_ground(act, command)
    name_what_is_open(act)
    end(act, command.ground)
    why = f" ({command.reason})" if command.reason else ""
    act.log(
        f"closed: {both(command.ground, GROUNDS)}{acceptance.in_words(case.acceptance, case)}{why}", command.personal
    )


def end(act: Act, ground: ClosingGround) -> None:
    """What closing does, on whatever ground: nothing is owed any more but what follows from it."""
    case = act.case
    act.step("close")
    no_more_approvals(act, "the complaint is closed")
    no_more_questions(act)
    no_more_pause(act, "the complaint is closed")
    nothing_more_to_see_to(act)
    case.closing_ground, case.closed_at = ground, act.at
    safety.ends(act, "is closed")
    act.cancel_clocks()
    act.nothing_more_awaited()
    act.run_clocks()
    rights.keep(act)
    if case.anonymous or ground == "not_reachable":
        act.cancel_clocks()
    elif ground in ("short_route", "forwarded"):  # nothing of ours could hold or not: only how it was handled is asked
        act.cancel_clocks()
        act.wait("survey_asked")
    else:
        act.wait("aftercare_asked")
        act.wait("survey_asked")
    act.wait("reopen_until")
    case.settles_at = rights.last_date(case, act.at)
    if ground not in _WITHOUT_LETTER:
        until = act.date("reopen_until")
        facts = {"ground": ground} | ({"reopen_until": iso_day(until.due)} if until else {})
        write(act, "closing", facts, by_hand=False)
    act.effects.append(archive(act))


_WITHOUT_LETTER: tuple[ClosingGround, ...] = ("not_reachable", "short_route")
"""Grounds on which no closing letter follows: nobody would get it, or everything has been said."""


def _check_ground(act: Act, command: Close) -> None:
    """Each ground has its own proof; silence is never acceptance."""
    _GROUNDS[command.ground](act, command)


def _accepted(act: Act, command: Close) -> None:
    act.case.acceptance = acceptance.heard(act, command)
    arrival.confirmed_at_closing(act, said=command.arrived)


def _a_manager_decides(act: Act, command: Close) -> None:
    if command.by.role != "manager":
        raise NotAuthorised(f"a manager decides to close on the ground {command.ground}")
    if not command.reason:
        raise InvalidCommand("close: reason: say which offers were made and what recourse was told")


def _not_reachable(act: Act, command: Close) -> None:
    if len(set(command.tries)) < TRIES:
        raise InvalidCommand(f"close: tries: list at least {TRIES} different tries with their times")
    if any(not act.case.received_at <= at <= act.at for at in command.tries):
        raise InvalidCommand("close: tries: lie in the future, or before the complaint was received")


def _gave_up(act: Act, command: Close) -> None:
    if command.called_at is None:
        raise InvalidCommand("close: called_at: a lead calls once more before a customer who gave up is let go")
    if not act.case.received_at <= command.called_at <= act.at:
        raise InvalidCommand("close: called_at: lies in the future, or before the complaint was received")
    if command.by.role not in ("lead", "manager"):
        raise NotAuthorised("a lead closes on the ground gave_up")


def _anonymous(act: Act, command: Close) -> None:
    if not act.case.anonymous:
        raise IllegalCommand("the complainant is known: close on another ground")


def _short_route(act: Act, command: Close) -> None:
    raise IllegalCommand("short_route is for complaints settled in the first contact: resolve_now")


def _forwarded(act: Act, command: Close) -> None:
    if elsewhere(act.case) is None:
        raise IllegalCommand("forwarded is for a complaint that went to another firm as a whole: forward")


def _no_complaint(act: Act, command: Close) -> None:
    raise IllegalCommand(
        f"{command.ground} is for contacts that are no complaint: choose another ground, or let a lead reclassify it first"
    )


_GROUNDS: dict[ClosingGround, Callable[[Act, Close], None]] = {
    "accepted": _accepted,
    "no_answer": silence.check,
    "dissatisfied": _a_manager_decides,
    "legal": _a_manager_decides,
    "not_reachable": _not_reachable,
    "gave_up": _gave_up,
    "anonymous": _anonymous,
    "short_route": _short_route,
    "answered": _no_complaint,
    "handed_on": _no_complaint,
    "forwarded": _forwarded,
}


def archive(act: Act, *, settled: bool = False) -> Archive:
    """What the database keeps of a case that has ended."""
    case = act.case
    remedies = [in_words(i) for offer in accepted_offers(case) for i in chosen(offer).items if i.state == "done"]
    return Archive(
        reference=case.reference,
        stage=case.stage,
        kind=case.kind,
        handler=case.handler,
        closing_ground=case.closing_ground,
        settled=settled,
        at=act.at,
        remedies=remedies,
        causes=[cause.category for cause in case.causes],
        outcomes=outcomes(case) if case.stage == "closed" else [],
    )
