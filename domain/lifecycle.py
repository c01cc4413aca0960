"""The lifecycle of a complaint: one table of stages and steps, behind one pure function.

`transitions` keeps the table and draws it (docs/lifecycle.md); nothing else of the library is used: no callbacks, no timers,
no automatic transitions, one machine built per question asked.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache
from typing import TypedDict

from transitions import Machine, MachineError

from domain import labels
from domain.errors import IllegalCommand
from domain.labels import both
from domain.words import STAGES, Stage

logging.getLogger("transitions").setLevel(logging.WARNING)  # it logs every step, on replay too


class Step(TypedDict):
    """One row of the table."""

    trigger: str
    source: list[Stage]
    dest: Stage


OPEN: list[Stage] = [
    "received",
    "acknowledged",
    "investigating",
    "awaiting_customer",
    "remedy_offered",
    "remedy_agreed",
    "following_up",
]
"""Stages in which the desk owes the customer the next act."""
WORKING: list[Stage] = [*OPEN, "referred"]
"""The desk still has work on it, be it with an outside body at the moment."""
BEFORE_AGREEMENT: list[Stage] = OPEN[: OPEN.index("remedy_agreed")]
"""An agreed remedy is owed whatever an outside body says: it is carried out before the matter is referred."""
EARLY: list[Stage] = ["acknowledged", "investigating", "awaiting_customer"]

TABLE: list[Step] = [
    {"trigger": "acknowledge", "source": ["received"], "dest": "acknowledged"},
    {"trigger": "investigate", "source": ["received", "acknowledged"], "dest": "investigating"},
    {"trigger": "ask", "source": ["investigating", "awaiting_customer"], "dest": "awaiting_customer"},
    {"trigger": "resume", "source": ["awaiting_customer"], "dest": "investigating"},
    {"trigger": "offer", "source": ["investigating", "following_up"], "dest": "remedy_offered"},
    {"trigger": "turn_down", "source": ["remedy_offered"], "dest": "investigating"},
    {"trigger": "accept", "source": ["remedy_offered"], "dest": "remedy_agreed"},
    {"trigger": "fail", "source": ["remedy_agreed"], "dest": "investigating"},
    {"trigger": "fulfil", "source": ["remedy_agreed"], "dest": "following_up"},
    {"trigger": "answer", "source": ["investigating"], "dest": "following_up"},
    {"trigger": "forward", "source": ["received", *EARLY], "dest": "following_up"},
    {"trigger": "close", "source": ["following_up"], "dest": "closed"},
    {"trigger": "conclude", "source": ["received", *EARLY], "dest": "closed"},
    {"trigger": "complain", "source": ["closed"], "dest": "received"},
    {"trigger": "reopen", "source": ["closed", "withdrawn"], "dest": "investigating"},
    {"trigger": "review", "source": ["following_up", "closed"], "dest": "investigating"},
    {"trigger": "withdraw", "source": WORKING, "dest": "withdrawn"},
    {"trigger": "merge", "source": ["received", *EARLY], "dest": "merged"},
    {"trigger": "unmerge", "source": ["merged"], "dest": "investigating"},
    {"trigger": "refer", "source": [*BEFORE_AGREEMENT, "following_up", "closed"], "dest": "referred"},
    {"trigger": "external_decision", "source": ["referred", "closed", "withdrawn"], "dest": "investigating"},
]

OWNERS: dict[Stage, str] = {
    "received": "handler",
    "acknowledged": "handler",
    "investigating": "handler",
    "awaiting_customer": "handler",
    "remedy_offered": "handler",
    "remedy_agreed": "finance",
    "following_up": "handler",
    "closed": "lead",
    "withdrawn": "lead",
    "merged": "lead",
    "referred": "manager",
}
"""The role that owns the next act in each stage (the level may raise it)."""

WAY_ON: dict[Stage, str] = {
    "received": "begin with agree_summary, apologise, record_root_cause or decide",
    "acknowledged": "begin with agree_summary, apologise, record_root_cause or decide",
    "investigating": "offer_remedy, or send_final_response, comes first",
    "awaiting_customer": "settle the open questions first: record_answer, or withdraw_question",
    "remedy_offered": "record the customer's answer to the offer first: answer_offer",
    "remedy_agreed": "carry the agreed remedy out first: fulfil_remedy",
    "following_up": "close, or request_review where the customer is not content",
    "closed": "reopen, or record_contact, or note",
    "withdrawn": "reopen, or record_contact, or note",
    "merged": "unmerge, or note",
    "referred": "the outside body decides first: record_external_decision",
}
"""The command that leads on from each stage: what a refusal says is to be done."""


class _Complaint:
    """The smallest model `transitions` needs."""

    state: Stage
    trigger: Callable[[str], bool]


def after(stage: Stage, step: str) -> Stage:
    """Return the stage that `step` leads to.

    Raises:
        IllegalCommand: the table has no such step from this stage; the message names the command that leads on.
    """
    if (found := _asked(stage, step)) is None:
        raise IllegalCommand(
            f"a complaint that is {both(stage, labels.STAGES)} cannot take the step {step}; {WAY_ON[stage]}"
        )
    return found


@cache
def _asked(stage: Stage, step: str) -> Stage | None:
    # To build a machine takes some milliseconds: each question is asked of it once, whatever the answer.
    complaint = _Complaint()
    Machine(complaint, states=list(STAGES), transitions=TABLE, initial=stage, auto_transitions=False)
    try:
        complaint.trigger(step)
    except (MachineError, AttributeError):
        return None
    return complaint.state


def steps_from(stage: Stage) -> list[str]:
    """The steps the table allows from a stage, in the table's order."""
    return [row["trigger"] for row in TABLE if stage in row["source"]]


def can(stage: Stage, step: str) -> bool:
    """Whether the table has that step from that stage."""
    return step in steps_from(stage)
