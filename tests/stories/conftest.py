from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.desk import Desk
from tests.replay.recording import record


@pytest_asyncio.fixture(loop_scope="module", autouse=True)
async def recorded(request: pytest.FixtureRequest, desk: Desk) -> AsyncIterator[None]:
    """With `--record-histories`: what the story wrote into Temporal's history is kept for tests/replay."""
    yield
    if request.config.getoption("--record-histories"):
        module, _, story = request.node.nodeid.rpartition("/")[2].partition(".py::")
        await record(desk, f"{module.removeprefix('test_')}.{story.removeprefix('test_')}")
