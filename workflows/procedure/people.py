"""Chapter 7: who handles the case, and at which level: 0 handler, 1 lead, 2 head of the desk, 3 executive."""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from domain.errors import IllegalCommand, InvalidCommand, NotAuthorised
from domain.rounds import Handover
from domain.words import Role
from messages.commands import Command
from messages.commands.handling import AcknowledgeEscalation, Assign, DeEscalate, Escalate, Reclassify
from messages.deeds import PolicySnapshot
from workflows.procedure import safety
from workflows.procedure.act import Act
from workflows.procedure.facts import learned
from workflows.procedure.more_time import Past
from workflows.procedure.proposals import occasions, propose

LEVELS = ("handler", "lead", "manager", "manager")
"""The role that owns the case at each level (the executive level reports to the head of the desk)."""


HANDLES: tuple[Role, ...] = ("handler", "lead", "manager")
"""Who can have a case: everybody else finds out, pays or reads."""


def looks_back(case: Case, policy: PolicySnapshot, command: Command, at: datetime) -> Past:
    """Who gets the case, so that their roles are known."""
    assert isinstance(command, Assign | Escalate)
    return Past(given_to=command.to or "")


def owner_role(level: int) -> str:
    """The role that owns the case at a level."""
    return LEVELS[min(level, 3)]


def _hand_over(act: Act, to: str, note: object, reason: str) -> None:
    case = act.case
    if to == case.handler:
        raise IllegalCommand(f"{to} handles the case already")
    if to in case.complained_of:
        raise IllegalCommand(f"{to} is complained of in this case; choose somebody else")
    if case.team_names and to not in case.team_names:
        raise InvalidCommand(f"there is nobody {to} in the team; the team is {', '.join(sorted(case.team_names))}")
    if act.given_to_roles is not None and not set(act.given_to_roles) & set(HANDLES):
        held = ", ".join(act.given_to_roles) or "none"
        raise InvalidCommand(
            f"{to} handles no complaints (roles in the team file: {held}); choose somebody who is {' or '.join(HANDLES)}"
        )
    if case.handler and not note:
        raise InvalidCommand(
            "a change of person is a warm handover: personal.note says what happened, what was promised, what the customer "
            "wants and how they feel"
        )
    before, case.handler = case.handler or "nobody", to
    words = {"note": note} if note else None
    case.handover = Handover(at=act.at, round=case.round, before=before, to=to, personal=words)
    act.solved("nobody_assigned")
    act.solved("flare_up")
    act.log(f"handed over from {before} to {to}: {reason}", words)
    act.tell(to, f"the case is yours now (before: {before})", "read the handover note and call the customer")


def assign(act: Act, command: Assign) -> None:
    """Give the case to a person, with a handover note."""
    _hand_over(act, command.to, (command.personal or {}).get("note"), command.reason)


def raise_level(act: Act, level: int, reason: str) -> None:
    """Raise the level (never lower it) and tell who owns it now."""
    case = act.case
    if level <= case.escalation:
        return
    case.escalation, case.escalation_acknowledged = level, False
    act.log(f"escalated to level {level}: {reason}")
    act.tell(owner_role(level), f"escalated to level {level}: {reason}", "take it on with acknowledge_escalation")


def escalate(act: Act, command: Escalate) -> None:
    """Escalate at the customer's or the handler's wish."""
    act.require_open()
    level = command.level or act.case.escalation + 1
    if level <= act.case.escalation or level > 3:
        raise IllegalCommand(f"the case is at level {act.case.escalation} already; levels go up to 3")
    act.case.wishes.append(f"{command.asked_by}/{act.case.round}")
    raise_level(act, level, f"{command.reason} (asked by the {command.asked_by})")
    if command.to:
        _hand_over(act, command.to, (command.personal or {}).get("note"), command.reason)


def acknowledge_escalation(act: Act, command: AcknowledgeEscalation) -> None:
    """Somebody at the new level has taken it on."""
    read = safety.taken_on(act)
    if act.case.escalation_acknowledged:
        if read:
            return
        raise IllegalCommand("no escalation waits to be taken on")
    if LEVELS.index(command.by.role) < LEVELS.index(owner_role(act.case.escalation)):
        raise NotAuthorised(
            f"level {act.case.escalation} is taken on by a {owner_role(act.case.escalation)}; or step down with de_escalate"
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
    before, severity = occasions(case), case.severity
    changes = []
    for name in ("category", "severity", "product", "flags"):
        value = getattr(command, name)
        if value is not None and value != getattr(case, name):
            changes.append(f"{name}: {value}")
            setattr(case, name, value)
    changes += learned(act, command.facts)
    if not changes:
        raise IllegalCommand("reclassify: nothing would change; give category, severity, product, flags or facts")
    act.log(f"reclassified ({'; '.join(changes)}): {command.reason}")
    safety.reclassified(act, severity)
    propose(act, known=before)
