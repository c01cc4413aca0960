"""Whether every imported complaint has its acknowledgement: asked of the register, the outbox's own record."""

from __future__ import annotations

import asyncio

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.sql.engine import async_engine
from adapters.sql.tables import ComplaintTableRow, EffectRow

STILL = 15.0
"""Seconds without a new acknowledgement after which the rest is left to the worker."""


async def acknowledged(engine: AsyncEngine, batch: str) -> tuple[int, int]:
    """How many complaints of the batch have an acknowledgement that left, and how many acknowledgements that is."""
    asked = (
        select(func.count(EffectRow.reference.distinct()), func.count())
        .join(ComplaintTableRow, ComplaintTableRow.reference == EffectRow.reference)
        .where(ComplaintTableRow.batch == batch, EffectRow.kind.contains("acknowledgement"), EffectRow.state == "sent")
    )
    async with engine.connect() as connection:
        complaints, letters = (await connection.execute(asked)).one()
        return int(complaints), int(letters)


async def await_acknowledgements(url: str, batch: str, wanted: int) -> tuple[int, int]:
    """Wait until `wanted` complaints are acknowledged, or nothing has moved for a while; what there is then."""
    engine = async_engine(url)
    try:
        found, moved = await acknowledged(engine, batch), asyncio.get_running_loop().time()
        while found[0] < wanted and asyncio.get_running_loop().time() - moved < STILL:
            await asyncio.sleep(0.5)
            latest = await acknowledged(engine, batch)
            if latest != found:
                found, moved = latest, asyncio.get_running_loop().time()
        return found
    finally:
        await engine.dispose()
