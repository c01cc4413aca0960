"""Chapter 7, the levels beside the stage: 0 handler, 1 lead, 2 head of the desk, 3 executive, with legal."""

from __future__ import annotations

from domain.case import Case
from workflows.procedure.act import Act

LEVELS = ("handler", "lead", "manager", "manager")
"""The role that owns the case at each level (the executive level reports to the head of the desk)."""
HIGHEST = len(LEVELS) - 1
BESIDES = ("executive", "legal")
"""Who is told beside the owner at the highest level: people of the firm file, not roles of the desk."""


def owner_role(level: int) -> str:
    """The role that owns the case at a level."""
    return LEVELS[min(level, HIGHEST)]


def is_theirs(case: Case, to: str) -> None:
    """The case is that person's from now on, and so is what whoever had it before was to see to, had promised and had asked."""
    before = case.handler
    if before:
        for problem in case.problems:
            if problem.resolved_at is None and problem.owner == before:
                problem.owner = to
        for promise in case.promises:
            if promise.state == "open" and promise.owner == before:
                promise.owner = to
        for inquiry in case.inquiries:
            if inquiry.state == "open" and inquiry.asked_by == before:
                inquiry.asked_by = to
    case.handler = to


def raise_level(act: Act, level: int, reason: str) -> None:
    """Raise the level (never lower it) and tell who owns it now; at the highest the executive and legal too."""
    case = act.case
    if level <= case.escalation:
        return
    case.escalation, case.escalation_acknowledged = level, False
    what = f"escalated to level {level}: {reason}"
    act.log(what)
    act.tell(owner_role(level), what, "take it on with acknowledge_escalation")
    if level == HIGHEST:
        for one in BESIDES:
            act.tell(one, what, "read it with the head of the desk before anything more goes to the customer")
