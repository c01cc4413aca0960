"""A contact that is no complaint: an enquiry, a request, a suggestion, praise. Answered or handed on, with who decided and why.

It has none of the duties of a complaint; it becomes one, with all of them, as soon as the customer says that they are not
content. In doubt it is a complaint.
"""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from domain.errors import IllegalCommand, InvalidCommand, NotAuthorised
from domain.labels import GROUNDS, KINDS, both
from domain.lifecycle import EARLY
from messages.commands import Command
from messages.commands.ending import Close
from messages.commands.handling import Reclassify
from messages.decisions import CaseOpened, DateDecided, PolicySnapshot
from policies.kinds import ANSWER, answer_only
from workflows.procedure.act import Act
from workflows.procedure.alongside.proposals import propose, running
from workflows.procedure.dates import rights
from workflows.procedure.ending import closing
from workflows.procedure.ending.closing import archive
from workflows.procedure.ending.loose_ends import (
    came_back,
    no_more_letters,
    no_more_pause,
    no_more_questions,
    nothing_more_to_see_to,
)
from workflows.procedure.listening import facts, receipt, safety
from workflows.procedure.listening.acknowledging import no_longer_held
from workflows.procedure.listening.kinds import ENDS
from workflows.procedure.past import Past
from workflows.procedure.staff import people
from workflows.procedure.writing.correspondence import write
from workflows.procedure.writing.letter_dates import iso_day


def open_contact(act: Act, opened: CaseOpened) -> None:
    """Say what has arrived, by when it is answered, and thank for praise; the people it names get to see it."""
    case = act.case
    act.log(f"received by {case.channel} as {case.kind}, as the sender says; no duty of a complaint runs")
    receipt.arrived(act, opened)
    _answer_by(act, [*opened.dates, *act.dates])
    propose(act)
    _show_praise(act, opened.praised)
    _tell(act)


def _show_praise(act: Act, people: list[str]) -> None:
    """Whoever is praised hears it."""
    reference = act.case.reference
    for person in people:
        act.tell(person, f"a customer praises you ({reference})", f"read it: owabi show {reference}")
    if people:
        act.log(f"shown to {', '.join(people)}")


def _answer_by(act: Act, dates: list[DateDecided]) -> None:
    act.dates = dates
    act.wait(ANSWER)


def _tell(act: Act, *, corrected: bool = False) -> None:
    waiting = [wait for wait in act.case.waits if wait.name == ANSWER]
    said = {"contact_kind": act.case.kind, "corrected": corrected}
    days = {"answer_by": iso_day(waiting[0].due)} if waiting else {}
    write(act, "contact_received", said | days, by_hand=False)


def not_answered(act: Act, _: str) -> None:
    """The date has come and nobody has answered."""
    case = act.case
    if not case.is_complaint and case.stage != "closed" and not _told(case):
        act.problem(
            ANSWER, f"the {case.kind} is not answered yet", case.handler or "lead", "answer it: send_letter, then close"
        )


def _told(case: Case) -> bool:
    """Whether the customer has heard from a person."""
    by_letter = any(letter.by_hand and letter.state == "sent" for letter in case.letters)
    return by_letter or any(contact.direction == "out" for contact in case.contacts)


def _thanked(case: Case) -> bool:
    return case.kind == "praise" and any(x.kind == "contact_received" and x.state == "sent" for x in case.letters)


def close(act: Act, command: Close) -> None:
    """Close, whatever it is."""
    (closing.close if act.case.is_complaint else _conclude)(act, command)


def _conclude(act: Act, command: Close) -> None:
    """End it: answered, or handed on to whoever answers it now; who decided so, and why, is on record."""
    case = act.case
    if command.ground not in ENDS:
        raise IllegalCommand(f"a contact that is no complaint ends as {' or '.join(ENDS)}")
    if not command.reason:
        raise InvalidCommand("close: reason: say why it is no complaint, and how it was answered")
    if command.ground == "handed_on" and not command.to:
        raise InvalidCommand("close: to: say who answers it now")
    if not (case.anonymous or _told(case) or _thanked(case)):
        raise IllegalCommand(
            "the customer has not heard from anybody yet: answer first (send_letter, and wait until it has left, or "
            "record_contact with direction out), also where somebody else answers it"
        )
    act.step("conclude")
    case.closing_ground, case.closed_at = command.ground, act.at
    act.nothing_more_awaited()
    act.solved(ANSWER)
    nothing_more_to_see_to(act)
    act.wait("reopen_until")
    case.settles_at = rights.last_date(case, act.at)
    to = f" to {command.to}" if command.to else ""
    act.log(f"{both(case.kind, KINDS)}: {both(command.ground, GROUNDS)}{to} ({command.reason})", command.personal)
    act.effects.append(archive(act))


# --- one becomes the other --------------------------------------------------------------------------------------------------


def looks_back(case: Case, policy: PolicySnapshot, command: Command, at: datetime) -> Past:
    """A complaint's dates count from the first receipt, or from now where no dissatisfaction was in it."""
    assert isinstance(command, Reclassify)
    if command.kind is None or command.kind == case.kind:
        return facts.looks_back(case, policy, command, at)._replace(category=command.category or "")
    if command.kind == "complaint":
        since = case.received_at if command.since == "receipt" else at
        return Past({"received": since, "filed": at} | safety.events_of(case, command, at))
    return Past({"contact_received": at} if case.is_complaint else {})


def reclassify(act: Act, command: Reclassify) -> None:
    """Correct what it was taken for."""
    if command.kind is not None and command.kind != act.case.kind:
        _turn_into(act, command)
    else:
        people.reclassify(act, command)


def _turn_into(act: Act, command: Reclassify) -> None:
    """What it was taken for was wrong, or the customer has said so."""
    case, kind = act.case, command.kind
    assert kind is not None, "asked for by the command"
    severity = command.severity if kind == "complaint" else None
    if (
        command.category
        or command.product
        or command.flags is not None
        or command.facts
        or command.severity != severity
    ):
        raise InvalidCommand(
            "reclassify: kind goes alone (with severity, for a complaint): correct the rest by a second one"
        )
    before = case.kind
    if kind == "complaint":
        _complaint(act, command)
    elif case.is_complaint:
        _no_complaint(act, command)
    case.kind = kind
    if kind == "praise":  # whom it names is praised, and complained of no more
        case.praised, case.complained_of = case.complained_of, []
        _show_praise(act, case.praised)
    act.effects.append(archive(act))
    act.log(f"{before} is now {kind}: {command.reason}")
    if not case.is_complaint and before == "complaint":
        _answer_by(act, answer_only(act.dates))
        _tell(act, corrected=True)


def _complaint(act: Act, command: Reclassify) -> None:
    case = act.case
    if case.stage == "closed":
        act.step("complain")
        case.closing_ground, case.closed_at, case.settles_at = None, None, None
    came_back(act)
    case.kind = "complaint"
    case.complained_of, case.praised = [*case.complained_of, *case.praised], []
    # What is no complaint was low by rule: as a complaint nobody has judged it yet.
    case.severity = command.severity or ("medium" if case.severity == "low" else case.severity)
    act.nothing_more_awaited()
    act.solved(ANSWER)
    if command.since == "now":
        act.log(f"the first contact was on {case.received_at.isoformat()}; no dissatisfaction was in it")
        case.received_at = act.at
    late = [date.duty for date in act.dates if date.owed and date.late_from <= act.at]
    receipt.begin(act, late)


_SEEN_TO = ("returned", "disposed", "refused")
"""How goods stand of which nobody has to hear any more."""


def _no_complaint(act: Act, command: Reclassify) -> None:
    """Opened wrongly as a complaint. Somebody who answers for it says so, and before anything was found or offered."""
    case = act.case
    if command.by.role not in ("lead", "manager"):
        raise NotAuthorised(
            "a complaint is taken for something else by a lead or manager only; in doubt it is a complaint"
        )
    serious = {"injury", "damage", "legal"} & set(case.flags) or case.severity == "critical"
    if serious or any(running(case, pack.pack) for pack in case.parallel):
        raise IllegalCommand(
            "where somebody or something was hurt, or a report is owed, it stays a complaint; decide it"
        )
    if case.stage not in ("received", *EARLY) or case.decisions or case.offers or case.apologies or case.round > 1:
        raise IllegalCommand(
            "it was handled as a complaint: something was decided, offered or said sorry for; close it as one"
        )
    if safety.not_asked_yet(case):
        raise IllegalCommand(f"nobody has asked yet whether somebody is hurt; {safety.QUESTIONS}; then {safety.RECORD}")
    if goods := [one.id for one in case.items if one.state not in _SEEN_TO]:
        raise IllegalCommand(
            f"{', '.join(goods)}: goods of the customer are here or on their way: record_item first what becomes of them"
        )
    act.cancel_clocks()
    act.nothing_more_awaited()
    no_more_pause(act, "it is no complaint")
    no_more_questions(act)
    if case.stage == "awaiting_customer":
        act.step("resume")
    no_more_letters(act, "it is no complaint")
    no_longer_held(act)
    case.rights = [right for right in case.rights if right.come]
