"""Bringing the register's tables up to date."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from adapters.sql.engine import WRITES, blocking_engine

_LOCK = 0x6F77616269
"""PostgreSQL's advisory lock of our migrations: the letters "owabi"."""


def migrate(url: str) -> None:
    """Upgrade the database at `url` to the newest tables; does nothing when they are there.

    Safe when several processes do it at once: the second waits, then finds the work done. Blocking: call it before the
    event loop starts, or in a thread.
    """
    engine = blocking_engine(url)
    try:
        with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
            _one_at_a_time(connection)
            command.upgrade(configuration(connection), "head")
    finally:
        engine.dispose()


def configuration(connection: Connection) -> Config:
    """Alembic's configuration for one open connection."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _one_at_a_time(connection: Connection) -> None:
    # SQLite: BEGIN IMMEDIATE has locked the file already.
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
