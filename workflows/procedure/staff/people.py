"""Chapter 7: who handles the case, and at which level: 0 handler, 1 lead, 2 head of the desk, 3 executive."""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from domain.errors import IllegalCommand, InvalidCommand, NotAuthorised
from domain.labels import ROLES, both
from domain.record import Personal
from domain.rounds import Handover
from domain.words import STAFF
from messages.commands import Command
from messages.commands.handling import AcknowledgeEscalation, Assign, DeEscalate, Escalate, Reclassify
from messages.decisions import PolicySnapshot
from workflows.dates_shown import window
from workflows.procedure.act import Act
from workflows.procedure.alongside.proposals import occasions, propose
from workflows.procedure.listening import safety
from workflows.procedure.listening.facts import learned
from workflows.procedure.past import Past
from workflows.procedure.staff.call_backs import asked_for_higher, due_day, first_word
from workflows.procedure.staff.levels import HIGHEST, LEVELS, is_theirs, owner_role, raise_level


def looks_back(case: Case, policy: PolicySnapshot, command: Command, at: datetime) -> Past:
    """Who gets the case, so that their roles are known, and by when they call."""
    assert isinstance(command, Assign | Escalate)
    return Past(given_to=command.to or "", days=due_day(command))


def _hand_over(act: Act, command: Assign | Escalate, to: str) -> None:
    """A warm handover: the note of what went before, and the first word of the new person by a day."""
    case, note = act.case, (command.personal or {}).get("note")
    if to == case.handler:
        raise IllegalCommand(f"{to} handles the case already")
    if to in case.complained_of:
        raise IllegalCommand(f"{to} is complained of in this case; choose somebody else")
    if case.team_names and to not in case.team_names:
        raise InvalidCommand(f"there is nobody {to} in the team; the team is {', '.join(sorted(case.team_names))}")
    if act.given_to_roles is not None and not set(act.given_to_roles) & set(STAFF):
        held = ", ".join(act.given_to_roles) or "none"
        raise InvalidCommand(
            f"{to} handles no complaints (roles in the team file: {held}); choose somebody who is {' or '.join(STAFF)}"
        )
    if case.handler and not note:
        raise InvalidCommand(
            "a change of person is a warm handover: personal.note says what happened, what was promised, what the customer "
            "wants and how they feel"
        )
    before, words = case.handler, {"note": note} if note else None
    give(act, to, words)
    act.solved("flare_up")
    for role in STAFF:
        act.solved(f"reassign/{role}")
    act.log(f"handed over from {before or 'nobody'} to {to}: {command.reason}", words)
    call = first_word(act, to, command.due) if before else None
    by = f" by {window(call, case)}, then keep_promise {call.id}" if call else ""
    act.tell(
        to, f"the case is yours now (before: {before or 'nobody'})", f"read the handover note and call the customer{by}"
    )


def give(act: Act, to: str, words: Personal = None) -> None:
    """The case is theirs from now on; what went before stands before them in ten lines."""
    case = act.case
    case.handover = Handover(at=act.at, round=case.round, before=case.handler or "nobody", to=to, personal=words)
    is_theirs(case, to)
    act.solved("nobody_assigned")


def assign(act: Act, command: Assign) -> None:
    """Give the case to a person, with a handover note."""
    _hand_over(act, command, command.to)


def escalate(act: Act, command: Escalate) -> None:
    """Raise the level by the desk's judgement; who asks for "the boss" gets one call-back of the lead instead."""
    act.require_open()
    case = act.case
    if _a_wish(command):
        asked_for_higher(act, command)
        return
    level = command.level or case.escalation + 1
    if level <= case.escalation or level > HIGHEST:
        raise IllegalCommand(f"the case is at level {case.escalation} already; levels go up to {HIGHEST}")
    case.wishes.append(f"{command.asked_by}/{case.round}")
    raise_level(act, level, f"{command.reason} (asked by the {command.asked_by})")
    if command.to:
        _hand_over(act, command, command.to)


def _a_wish(command: Escalate) -> bool:
    """Whether it is the customer's wish and no more; the desk that names a level, or who takes over, has judged."""
    if command.by.role in ("customer", "representative", "service"):
        return True
    return command.asked_by == "customer" and command.level is None and command.to is None


def acknowledge_escalation(act: Act, command: AcknowledgeEscalation) -> None:
    """Somebody at the new level has taken it on."""
    read = safety.taken_on(act)
    if act.case.escalation_acknowledged:
        if read:
            return
        raise IllegalCommand("no escalation waits to be taken on")
    owner = owner_role(act.case.escalation)
    if LEVELS.index(command.by.role) < LEVELS.index(owner):
        raise NotAuthorised(
            f"level {act.case.escalation} is taken on by a {both(owner, ROLES)}; or step down with de_escalate"
        )
    act.case.escalation_acknowledged = True
    act.log(f"escalation to level {act.case.escalation} taken on by {command.by.id}")


def de_escalate(act: Act, command: DeEscalate) -> None:
    """Lower the level, with a reason."""
    if act.case.escalation == 0:
        raise IllegalCommand("the case is at level 0, the lowest; escalate raises it")
    if command.level >= act.case.escalation:
        raise IllegalCommand(f"the case is at level {act.case.escalation}; give a lower one: level")
    act.case.escalation, act.case.escalation_acknowledged = command.level, True
    if LEVELS.index(act.case.contact_only or "handler") > command.level:
        act.case.contact_only = ""  # else the handler could not write to the customer
    act.log(f"stepped down to level {command.level}: {command.reason}")


def reclassify(act: Act, command: Reclassify) -> None:
    """Correct what the case was taken for; every date is still counted from its original event."""
    case = act.case
    before, severity, category = occasions(case), case.severity, case.category
    changes = []
    for name in ("category", "severity", "product", "flags"):
        value = getattr(command, name)
        if value is not None and value != getattr(case, name):
            changes.append(f"{name}: {(', '.join(value) or 'none') if isinstance(value, list) else value}")
            setattr(case, name, value)
    if case.category != category:
        _named(act)
    changes += learned(act, command.facts)
    if not changes:
        raise IllegalCommand("reclassify: nothing would change; give category, severity, product, flags or facts")
    act.log(f"reclassified ({'; '.join(changes)}): {command.reason}")
    safety.reclassified(act, severity)
    propose(act, known=before)


def _named(act: Act) -> None:
    """The new category has its titles with it; one that the firm's list does not know is taken as it came, and said so."""
    act.case.category_titles = act.category_titles or {}
    if act.category_titles == {}:
        act.hints.append(
            f"{act.case.category} is not on the firm's list of categories: it is taken as it came; was it a slip, reclassify again"
        )
