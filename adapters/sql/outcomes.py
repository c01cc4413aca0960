"""How heads of complaint ended, in the register: written with an ending, read when a like one is decided."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.sql.tables import HeadOutcomeRow
from messages.deeds import Archive
from messages.like_cases import HeadOutcome

NEWEST = 500
"""So many closed cases are compared with; what was usual long ago is no measure."""


async def write_outcomes(db: AsyncConnection, ending: Archive) -> None:
    """Write how its heads ended over what is there; an ending that decided nothing changes nothing."""
    if not ending.outcomes:
        return
    await db.execute(delete(HeadOutcomeRow).where(HeadOutcomeRow.reference == ending.reference))
    known = {"reference": ending.reference, "at": ending.at}
    await db.execute(insert(HeadOutcomeRow), [known | one.model_dump(mode="json") for one in ending.outcomes])


async def read_outcomes(db: AsyncConnection, category: str, not_reference: str) -> list[HeadOutcome]:
    """Closed heads of that category, newest first, without those of one complaint."""
    row = HeadOutcomeRow
    columns: tuple[Any, ...] = (row.head, row.category, row.cause, row.severity, row.outcome, row.money)
    there = select(*columns).where(row.category == category, row.reference != not_reference)
    newest = there.order_by(row.at.desc(), row.reference, row.head).limit(NEWEST)
    return [HeadOutcome.model_validate(dict(found)) for found in (await db.execute(newest)).mappings()]
