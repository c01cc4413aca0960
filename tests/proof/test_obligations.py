"""An obligation survives what a complaint survives: a run for every turn, a Cancel, a command given twice, a start given twice."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime
from typing import Any

import pytest
from temporalio.client import WorkflowHandle
from temporalio.testing import ActivityEnvironment

from activities.obligations import Obligations
from activities.timetable import certificates_key
from messages.ids import TASK_QUEUE, obligation_id
from messages.obligations import ObligationStart
from policies.check_certificate import check
from policies.reader import Packs
from tests.desk import MONDAY, Desk
from workflows.obligation import ObligationWorkflow

pytestmark = pytest.mark.asyncio(loop_scope="module")
BY = {"id": "leo.lead", "role": "lead"}


def start_of(name: str, since: datetime, **more: Any) -> ObligationStart:
    return ObligationStart(
        id=f"{name}-eu-mdr.report",
        complaint=name,
        kind="report",
        pack="eu-mdr",
        duty="report",
        events={"first_employee_aware": since},
        facts={"incident_class": "serious"},
        opened_by="leo.lead",
        at=since,
        **more,
    )


async def opened(desk: Desk, name: str) -> WorkflowHandle[Any, Any]:
    """An obligation whose every turn begins a new run."""
    start = start_of(name, MONDAY, policy=Packs().snapshot("eu-mdr", MONDAY.date()), continue_after=1)
    await desk.skipper.client.start_workflow(
        ObligationWorkflow.run, start, id=obligation_id(start.id), task_queue=TASK_QUEUE
    )
    await desk.until_obligation(start.id, lambda one: one.get("due"))
    return desk.obligation(start.id)


async def another_run(handle: WorkflowHandle[Any, Any], begun: str | None) -> bool:
    """Whether the obligation goes on in another run, within some seconds."""
    for _ in range(200):
        if (await handle.describe()).run_id != begun:
            return True
        await asyncio.sleep(0.05)
    return False


async def test_in_runs_of_one_turn_a_repeated_command_gets_its_first_answer_and_a_cancel_is_noted(desk: Desk) -> None:
    handle = await opened(desk, "BESIDE-1")
    begun = (await handle.describe()).run_id
    await handle.cancel()
    await desk.until_obligation(
        "BESIDE-1-eu-mdr.report", lambda one: any("Cancel was asked for" in entry["what"] for entry in one["timeline"])
    )
    graver = {"by": BY, "facts": {"incident_class": "death"}, "reason": "the hospital called"}
    first = await handle.execute_update("reclassify", graver, id="once")
    assert await another_run(handle, begun)
    await handle.execute_update("note", {"by": BY, "reason": "called the authority"}, id="other")

    assert await handle.execute_update("reclassify", graver, id="once") == first
    view = await handle.query("case")
    assert sum("reclassified" in entry["what"] for entry in view["timeline"]) == 1
    assert (view["due"], view["facts"]) == ("2035-03-15", {"incident_class": "death"})


async def test_the_date_has_a_certificate_that_checks_without_the_engine(desk: Desk) -> None:
    handle = await opened(desk, "BESIDE-2")
    [deadline] = await handle.query("deadlines")
    turn = deadline["certificate_id"].removeprefix("BESIDE-2-eu-mdr.report/report/")
    kept = await desk.register.claimed(certificates_key("BESIDE-2-eu-mdr.report", turn))

    assert kept is not None
    assert check(json.dumps(kept["report"]))["duty"] == "report"  # refuses what does not add up


async def test_starting_one_that_exists_is_what_was_wanted(desk: Desk) -> None:
    deed = Obligations(desk.skipper.client, Packs()).start_obligation
    start = start_of("BESIDE-3", datetime.now(MONDAY.tzinfo))
    names = [await ActivityEnvironment().run(deed, start) for _ in range(2)]

    assert names == ["obligation-BESIDE-3-eu-mdr.report"] * 2
    view = await desk.until_obligation(start.id, lambda one: one.get("due"))
    assert view["state"] == "open"
