"""The tables are made once, by whoever comes first, and are those that the code expects."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from adapters.migrations import migrate
from adapters.sql.engine import blocking_engine
from adapters.sql.tables import Base


def test_processes_that_migrate_at_once_do_not_disturb_each_other(database_url: str) -> None:
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as pool:
        for done in [pool.submit(migrate, database_url) for _ in range(4)]:
            done.result(timeout=60)


def test_the_migrations_make_exactly_the_tables_of_the_code(database_url: str) -> None:
    migrate(database_url)
    engine = blocking_engine(database_url)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    engine.dispose()
