from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from temporalio.client import Client

from owabi.leaving import leave
from tests.desk import Desk, open_desk
from tests.server import skipping_server

# The suite must not use the database, mail server or Temporal of whoever runs it.
for _name in [name for name in os.environ if name.startswith(("OWABI_", "TEMPORAL_")) or name == "DATABASE_URL"]:
    if not _name.startswith("OWABI_TEST_"):
        del os.environ[_name]

_STATUS = pytest.StashKey[int]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--record-histories",
        action="store_true",
        help="record the histories of the stories anew, for tests/replay (pytest tests/stories tests/samples --record-histories)",
    )


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    session.config.stash[_STATUS] = int(exitstatus)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    # The suite ran workers in this process: it leaves like every such process of ours, or ends by SIGSEGV now and then.
    if _STATUS in config.stash:
        leave(config.stash[_STATUS])


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server() -> AsyncIterator[Client]:
    """A real server for a module's stories, skipping time."""
    async with skipping_server() as client:
        yield client


@pytest_asyncio.fixture(loop_scope="module")
async def desk(server: Client, tmp_path: Path) -> AsyncIterator[Desk]:
    """A desk with a register and an outbox of its own."""
    async with open_desk(server, tmp_path) as open_for_business:
        yield open_for_business
