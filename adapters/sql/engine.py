"""How the register's database is reached: SQLite with the care it needs, or PostgreSQL.

No engine says what it was to store: a statement that fails would put what is personal into the exception and the log.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

BUSY_MILLISECONDS = 30_000
"""How long a writer of SQLite waits for another one before it gives up."""
WRITES = "owabi_writes"
"""Execution option of connections that are going to write."""


def async_engine(url: str) -> AsyncEngine:
    """An engine for the activities. `url`: `sqlite:///path`, `postgresql://…` or `postgresql+psycopg://…`."""
    address = _address(url, sqlite_driver="sqlite+aiosqlite")
    if address.get_backend_name() != "sqlite":
        return create_async_engine(address, pool_pre_ping=True, hide_parameters=True)
    engine = create_async_engine(address, hide_parameters=True)
    _care_for_sqlite(engine.sync_engine)
    return engine


def blocking_engine(url: str) -> Engine:
    """An engine for migrations, which Alembic runs without asyncio."""
    address = _address(url, sqlite_driver="sqlite+pysqlite")
    engine = create_engine(address, hide_parameters=True)
    if address.get_backend_name() == "sqlite":
        _care_for_sqlite(engine)
    return engine


def _address(url: str, sqlite_driver: str) -> URL:
    address = make_url(url.replace("postgres://", "postgresql://", 1) if url.startswith("postgres://") else url)
    backend = address.get_backend_name()
    if backend == "sqlite":
        return address.set(drivername=sqlite_driver)
    if backend == "postgresql":
        return address.set(drivername="postgresql+psycopg")
    raise ValueError("DATABASE_URL: only sqlite:/// and postgresql:// are understood")


def _care_for_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        # The driver's own transactions begin too late (not before DDL or SELECT): we begin them ourselves below.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (f"busy_timeout={BUSY_MILLISECONDS}", "journal_mode=WAL", "synchronous=FULL"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A reader that turns writer half-way is refused without waiting (SQLITE_BUSY): writers say so from the start.
        writes = connection.get_execution_options().get(WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
