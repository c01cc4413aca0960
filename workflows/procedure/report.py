"""What the case reports: receipts of commands, the outcome, and how a long case is kept small."""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from messages.deeds import LetterOrder, RemedyOrder
from messages.receipts import CommandReceipt, ComplaintOutcome
from messages.tasks import TaskStart
from workflows.procedure.act import Act
from workflows.procedure.next_act import next_act

MOST_ENTRIES = 400
"""Timeline entries and letters kept on the case; the oldest settled ones go first (they are in the database)."""


def receipt_of(act: Act, command: str) -> CommandReceipt:
    """The answer to a command: where the case stands now and what was set going."""
    coming = next_act(act.case)
    effects = []
    for effect in act.effects:
        if isinstance(effect, LetterOrder | RemedyOrder):
            effects.append(effect.effect_id)
        elif isinstance(effect, TaskStart):
            effects.append(effect.task_id)
    return CommandReceipt(
        reference=act.case.reference,
        command=command,
        stage=act.case.stage,
        round=act.case.round,
        level=act.case.escalation,
        next_action=coming.what[:200],
        next_owner=coming.owner,
        next_due=coming.due,
        effects=effects,
        revision=act.case.revision,
        at=act.at,
    )


def outcome(case: Case, at: datetime) -> ComplaintOutcome:
    """What the workflow returns."""
    done = [
        f"{item.kind} {item.amount} {item.currency}".strip()
        for offer in case.offers
        for alternative in offer.alternatives
        for item in alternative.items
        if item.state == "done"
    ]
    return ComplaintOutcome(
        reference=case.reference,
        stage=case.stage,
        closing_ground=case.closing_ground,
        rounds=case.round,
        opened_at=case.opened_at,
        closed_at=case.closed_at,
        settled_at=at,
        breached=sorted({d.duty for d in case.deadlines if d.state == "breached"}),
        causes=[cause.category for cause in case.causes],
        remedies=done,
        prevention=[task.id for task in case.prevention],
    )


def trim(case: Case) -> None:
    """Keep a long case small: forget the oldest entries and the oldest letters that have left."""
    if (over := len(case.timeline) - MOST_ENTRIES) > 0:
        case.timeline_dropped += over
        case.timeline = case.timeline[over:]
    while len(case.letters) > MOST_ENTRIES and case.letters[0].state == "sent":
        case.letters_dropped += 1
        del case.letters[0]
