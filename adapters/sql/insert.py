"""Inserting a row unless its key is taken, in the words of either database."""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.sql.tables import Base


async def insert_once(db: AsyncConnection, table: type[Base], values: dict[str, Any]) -> bool:
    """Insert the row; False when its primary key is there already (then nothing changes)."""
    insert = postgresql.insert if db.dialect.name == "postgresql" else sqlite.insert
    key = next(iter(table.__table__.primary_key))
    # Drivers disagree on the row count of an insert that does nothing; what it returns is certain.
    once = insert(table).values(**values).on_conflict_do_nothing().returning(key)
    return (await db.execute(once)).first() is not None
