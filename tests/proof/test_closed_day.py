"""A newly proclaimed holiday holds: through every later run, and after a Reset to any point around it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from temporalio.client import Client

from domain.errors import IllegalCommand
from tests.desk import open_desk
from tests.proof.looking import runs
from tests.proof.recording import RecordingDesk
from tests.proof.resetting import base, differs_after_reset
from tests.proof.tried import tried

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module", params=[0, 1], ids=["one run", "a run for every turn"])
async def recording(server: Client, tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[RecordingDesk]:
    async with open_desk(server, tmp_path, continue_after=request.param) as desk:
        found = RecordingDesk.beside(desk)
        found.new_run_after_each = bool(request.param)
        yield found


async def due(desk: RecordingDesk, reference: str, duty: str) -> date:
    [found] = [one for one in (await desk.view(reference))["deadlines"] if one["duty"] == duty]
    return date.fromisoformat(found["due"])


def holiday(day: date) -> dict[str, Any]:
    return {
        "day": day.isoformat(),
        "name": "Day of the Test",
        "calendar": "weekdays",
        "source": "official gazette of the test",
        "reason": "proclaimed since",
    }


@pytest.mark.timeout(300)
async def test_a_closed_day_is_counted_from_then_on_whatever_is_run_again(recording: RecordingDesk) -> None:
    reference = f"DAY-{recording.new_run_after_each:d}"
    await recording.file(reference)
    await recording.letters_out(reference, "acknowledgement")
    before = await due(recording, reference, "final_response")
    receipt = await recording.do(reference, "add_closed_day", "lead", **holiday(before))
    moved = await due(recording, reference, "final_response")
    assert [(one.before, one.after) for one in receipt.moved if one.duty == "final_response"] == [(before, moved)]
    assert moved > before

    await recording.do(reference, "pause", "lead", reason="the customer is abroad")
    await recording.do(reference, "resume", reason="the customer is back")
    assert await due(recording, reference, "final_response") == moved, "dates decided anew count it"
    with pytest.raises(IllegalCommand, match="closed in the complaint's calendar already"):
        await recording.do(reference, "add_closed_day", "manager", **holiday(before))
    if recording.new_run_after_each:
        assert await runs(recording.client, reference) > 3
        return

    origin = await base(recording, reference)
    differences = []
    for point in (origin.points[1], origin.points[-1]):
        differences.append(await differs_after_reset(recording, origin, point))
        tried("reset around a closed day", f"event {point}", differences[-1])
    assert differences == ["", ""]
    assert await due(recording, reference, "final_response") == moved
