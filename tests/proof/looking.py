"""Looking at what happened: histories, files and tables, beside what the complaint itself says."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select
from temporalio.api.enums.v1 import EventType
from temporalio.client import Client, WorkflowFailureError
from temporalio.exceptions import ApplicationError

from adapters.sql.tables import ComplaintTableRow, DecisionRow, EffectRow, LedgerRow
from messages.ids import complaint_id
from tests.desk import Desk

INSTANTS = {
    "at", "as_of", "since", "resolved_at", "opened_at", "closed_at", "settles_at", "received_at", "sent_at", "due",
    "ordered_at", "next_try", "next_due", "late_from", "met_at", "made_at", "done_at", "why", "anchor_at", "stage_since",
    "acknowledged_at", "answered_at", "offered_at", "decided_at", "certificate_id", "arrived_at", "kept_at", "heard_at",
}  # fmt: skip
"""Keys of the case view that carry an instant or are made of one."""


async def events(client: Client, reference: str) -> list[int]:
    """The types of the events in a complaint's newest run."""
    history = await client.get_workflow_handle(complaint_id(reference)).fetch_history()
    return [event.event_type for event in history.events]


async def tasks_completed(client: Client, reference: str) -> int:
    """How many workflow tasks the newest run has taken; one that ended the execution counts."""
    return (await events(client, reference)).count(EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED)


async def written(desk: Desk, reference: str) -> dict[str, int]:
    """How many rows each table of the register holds about a complaint, and how many letters lie in the outbox."""
    counted: dict[str, int] = {}
    async with desk.register.engine.connect() as db:
        for table in (ComplaintTableRow, EffectRow, LedgerRow):
            rows = select(func.count()).select_from(table).where(table.reference == reference)
            counted[table.__tablename__] = int(await db.scalar(rows) or 0)
        decisions = select(func.count()).select_from(DecisionRow).where(DecisionRow.key.startswith(f"{reference}/"))
        counted["decisions"] = int(await db.scalar(decisions) or 0)
    counted["letters"] = len(files(desk, reference)) if desk.settings.outbox.exists() else 0
    return counted


def files(desk: Desk, reference: str) -> list[str]:
    """The names of the letters to the customer that were written, sorted."""
    found = (path for path in desk.settings.outbox.rglob("*.eml") if "staff" not in path.parts)
    return sorted(path.name for path in found if path.name.startswith(f"{reference}+"))


async def ledger(desk: Desk, reference: str) -> list[tuple[str, str, str]]:
    """The cashier's entries for a complaint: key, amount, state."""
    async with desk.register.engine.connect() as db:
        rows = await db.execute(
            select(LedgerRow.key, LedgerRow.amount, LedgerRow.state).where(LedgerRow.reference == reference)
        )
        return sorted((row.key, row.amount, row.state) for row in rows)


def outline(case: Any) -> Any:
    """A case view without its instants: what two runs of the same story must share."""
    if isinstance(case, dict):
        return {key: outline(value) for key, value in case.items() if key not in INSTANTS}
    return [outline(one) for one in case] if isinstance(case, list) else case


def dates(case: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Every deadline with its state and instants."""
    names = ("duty", "round", "level", "state", "due", "late_from", "met_at", "certificate_id")
    return [tuple(deadline[name] for name in names) for deadline in case["deadlines"]]


def letters(case: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Every letter with its receipt."""
    return sorted((one["effect_id"], one["state"], one["sent_at"], one["message_id"]) for one in case["letters"])


def difference(expected: Any, found: Any, where: str = "") -> str:
    """The first place in which two JSON values differ, or an empty string."""
    if isinstance(expected, dict) and isinstance(found, dict):
        for key in sorted({*expected, *found}, key=str):
            if differs := difference(expected.get(key), found.get(key), f"{where}.{key}"):
                return differs
        return ""
    if isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        for number, pair in enumerate(zip(expected, found, strict=True)):
            if differs := difference(*pair, f"{where}[{number}]"):
                return differs
        return ""
    return "" if expected == found else f"{where.lstrip('.') or 'value'}: {expected!r} became {found!r}"


async def failure(client: Client, reference: str) -> ApplicationError | None:
    """With what the complaint's execution failed; None when it ended well."""
    try:
        await client.get_workflow_handle(complaint_id(reference)).result()
    except WorkflowFailureError as error:
        return error.cause if isinstance(error.cause, ApplicationError) else None
    return None


async def runs(client: Client, reference: str) -> int:
    """How many runs a complaint has had by continue-as-new, the newest included."""
    run_id, number = None, 0
    while run_id != "":
        handle = client.get_workflow_handle(complaint_id(reference), run_id=run_id)
        started = (await handle.fetch_history()).events[0].workflow_execution_started_event_attributes
        run_id, number = started.continued_execution_run_id, number + 1
    return number
