"""Every process that ran a worker ends with 0, however often."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.proof.processes import server_on_file, worker_process
from tests.proof.tried import tried

pytestmark = pytest.mark.asyncio(loop_scope="function")


async def _days(folder: Path, count: int) -> list[int]:
    async with server_on_file(folder) as (server, _):
        codes = []
        for number in range(count):
            code = await (await worker_process(server, folder / "data", "once")).wait()
            tried("a worker's process ends with 0", f"day {number}", "" if code == 0 else f"exit code {code}")
            codes.append(code)
    return codes


async def test_three_working_days_end_with_0(tmp_path: Path) -> None:
    assert await _days(tmp_path, 3) == [0] * 3


@pytest.mark.certify
@pytest.mark.timeout(600)
async def test_twenty_working_days_in_a_row_end_with_0(tmp_path: Path) -> None:
    assert await _days(tmp_path, 20) == [0] * 20
