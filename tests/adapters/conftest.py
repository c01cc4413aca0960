"""Every test of the register runs on real SQLite and on real PostgreSQL."""

from __future__ import annotations

import os
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import psycopg
import pytest

from adapters.migrations import migrate
from adapters.sql.register import SqlRegister
from policies.firm import Firm, read
from tests.adapters import postgres


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    if os.environ.get("OWABI_TEST_POSTGRES") == "skip":
        pytest.skip("OWABI_TEST_POSTGRES=skip: PostgreSQL left out on request")
    if postgres.binaries() is None:
        pytest.skip("PostgreSQL is not installed here (no initdb): install the package postgresql to run these tests")
    with postgres.server() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database without tables."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'owabi.db'}"
    server = request.getfixturevalue("postgres_server")
    name = f"t{uuid.uuid4().hex}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"{server}/{name}"


@pytest.fixture
async def register(database_url: str) -> AsyncIterator[SqlRegister]:
    migrate(database_url)
    register = SqlRegister.at(database_url)
    yield register
    await register.close()


@pytest.fixture(scope="session")
def firm() -> Firm:
    file = Path(__file__).parents[2] / "policies" / "data" / "firm.yaml"
    return read(file.read_text(encoding="utf-8"), "firm.yaml")


@pytest.fixture
async def outbox(tmp_path: Path) -> AsyncIterator[SqlRegister]:
    """A register on SQLite, for what does not depend on the database."""
    url = f"sqlite:///{tmp_path / 'owabi.db'}"
    migrate(url)
    register = SqlRegister.at(url)
    yield register
    await register.close()
