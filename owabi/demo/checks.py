"""What must be true when the demo has ended; looked up where it counts: history, register, outbox, ledger."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from adapters.sql.register import SqlRegister
from adapters.sql.tables import LedgerRow
from messages.ids import prevention_id
from messages.receipts import ComplaintOutcome
from owabi.demo.news import read_letter
from owabi.demo.scene import Scene

LETTERS = (
    "acknowledgement",
    "apology_regret",
    "question",
    "reminder",
    "progress_update",
    "remedy_offer",
    "remedy_offer",
    "remedy_done",
    "apology_responsibility",
    "final_response",
    "closing",
    "aftercare",
    "survey",
    "prevention_done",
)
"""The letters a customer of this story gets: the question is reminded of once, each offer is written once."""


async def differences(scene: Scene) -> list[str]:
    """What is not as it should be; empty when all is well. What is well is told."""
    outcome = ComplaintOutcome.model_validate(await scene.complaint.result())
    view: dict[str, Any] = await scene.complaint.query("case")
    task: dict[str, Any] = await scene.client.get_workflow_handle(prevention_id(scene.task_id)).result()
    ids = await asyncio.to_thread(_message_ids, scene)
    paid, kept = await _database(scene)
    sent = sorted(letter["kind"] for letter in view["letters"] if letter["state"] == "sent")
    checks: list[tuple[str, bool, Callable[[], object]]] = [
        ("closed with the customer's word, and settled", _closed(outcome), lambda: outcome.stage),
        ("no promise broken: every deadline met in time", not outcome.breached, lambda: outcome.breached),
        (f"{len(LETTERS)} letters to the customer, each once", sent == sorted(LETTERS), lambda: sent),
        ("every letter has a Message-ID of its own", len(ids) == len(set(ids)) > 0, lambda: ids),
        ("the refund is in the ledger once, the voucher never", paid == ["refund"], lambda: paid),
        ("the measure works: three checks, all effective", _effective(task), lambda: task),
        ("the register keeps the final view", kept, lambda: "no view"),
        ("no problem is left open", not _open(view), lambda: _open(view)),
    ]
    scene.telling.out.print()
    for what, holds, _ in checks:
        if holds:
            scene.telling.checked(what)
    return [f"not so: {what}; found {found()}" for what, holds, found in checks if not holds]


def _closed(outcome: ComplaintOutcome) -> bool:
    return outcome.stage == "closed" and outcome.closing_ground == "accepted" and outcome.closed_at is not None


def _effective(task: dict[str, Any]) -> bool:
    return bool(task["state"] == "checked" and task["verdict"] == "effective")


def _open(view: dict[str, Any]) -> list[str]:
    return [problem["what"] for problem in view["problems"] if problem["resolved_at"] is None]


def _message_ids(scene: Scene) -> list[str]:
    return [str(read_letter(path)["Message-ID"]) for path in scene.settings.outbox.rglob("*.eml")]


async def _database(scene: Scene) -> tuple[list[str], bool]:
    register = SqlRegister.at(scene.settings.database)
    try:
        async with register.engine.connect() as database:
            paid = list(await database.scalars(select(LedgerRow.kind).where(LedgerRow.reference == scene.reference)))
        record = await register.complaint(scene.reference)
    finally:
        await register.close()
    return paid, record is not None and record.settled and bool(record.view)
