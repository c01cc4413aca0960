"""What the case reports: receipts of commands, and the outcome."""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from messages.deeds import FileLinked, LetterOrder, RemedyOrder
from messages.obligations import ObligationStart
from messages.receipts import CommandReceipt, ComplaintOutcome
from messages.tasks import TaskStart
from workflows.procedure.act import Act
from workflows.procedure.dates.broken_promises import all_broken
from workflows.procedure.keeping import trim
from workflows.procedure.next_act import next_act

MOST_BYTES = 960
"""Longest receipt, as JSON: what is cut shows in the view."""


def receipt_of(act: Act, command: str) -> CommandReceipt:
    """The answer to a command: where the case stands now and what was set going."""
    coming = next_act(act.case)
    effects = []
    for effect in act.effects:
        if isinstance(effect, LetterOrder | RemedyOrder):
            effects.append(effect.effect_id)
        elif isinstance(effect, TaskStart):
            effects.append(effect.task_id)
        elif isinstance(effect, ObligationStart):
            effects.append(effect.id)
        elif isinstance(effect, FileLinked):
            effects.append(effect.reference)
    return _short(
        CommandReceipt(
            reference=act.case.reference,
            command=command,
            stage=act.case.stage,
            round=act.case.round,
            level=act.case.escalation,
            next_action=coming.what[:200],
            next_action_ja=coming.ja[:100],
            next_owner=coming.owner,
            next_due=coming.first.at if coming.first else None,
            next_duty=coming.first.name if coming.first else "",
            next_day=coming.first.due if coming.first else None,
            effects=effects,
            moved=act.moved,
            hints=act.hints[:3],
            revision=act.case.revision,
            at=act.at,
        )
    )


def _short(receipt: CommandReceipt) -> CommandReceipt:
    """Cut the hints, the words and then the list of effects until the receipt fits."""
    while receipt.hints and len(receipt.model_dump_json().encode()) > MOST_BYTES:
        receipt = receipt.model_copy(update={"hints": receipt.hints[:-1]})
    for words in ("next_action_ja", "next_action"):
        over = len(receipt.model_dump_json().encode()) - MOST_BYTES
        said = getattr(receipt, words).encode()
        if said and over > 0:
            kept = said[: max(0, len(said) - over - 3)].decode(errors="ignore")
            receipt = receipt.model_copy(update={words: f"{kept}…"})
    while receipt.effects and len(receipt.model_dump_json().encode()) > MOST_BYTES:
        receipt = receipt.model_copy(update={"effects": receipt.effects[:-1]})
    while receipt.moved and len(receipt.model_dump_json().encode()) > MOST_BYTES:
        receipt = receipt.model_copy(update={"moved": receipt.moved[:-1]})
    return receipt


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
        promises_broken=len(all_broken(case)),
        causes=[cause.category for cause in case.causes],
        remedies=done,
        prevention=[task.id for task in case.prevention],
    )


__all__ = ["outcome", "receipt_of", "trim"]
