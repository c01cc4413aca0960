"""Prevention: a task lives longer than its complaint, is reviewed by quality, and is checked until it holds."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from temporalio.client import WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError

from domain.errors import InvalidCommand
from messages.ids import prevention_id
from tests.desk import PEOPLE, Desk
from workflows.client_beside import act_beside

pytestmark = pytest.mark.asyncio(loop_scope="module")


def day(month: int, number: int) -> datetime:
    """Ten in the morning of that day of the year the stories are set in."""
    return datetime(2035, month, number, 10, tzinfo=UTC)


async def opened(desk: Desk, reference: str, due: str = "2035-03-30") -> str:
    """A complaint with a cause and one corrective task; answers the task's id."""
    await desk.arrives(reference)
    await desk.investigate(reference)
    receipt = await desk.do(
        reference, "add_prevention_task", kind="corrective", owner="kamei.shirabe", due=due, title="smaller cartons"
    )
    [task_id] = receipt.effects
    await desk.until_task(task_id, lambda task: task.get("state") == "open")
    return task_id


async def reviewed(desk: Desk, task_id: str) -> None:
    """Evidence handed in on 19 March and accepted by quality: done."""
    await desk.pass_task_until(task_id, day(3, 19))
    await desk.do_task(task_id, "submit_evidence", "handler", who="kamei.shirabe", evidence=["photo-of-new-carton"])
    await desk.do_task(task_id, "review", "quality", verdict="done")


async def refused(desk: Desk, task_id: str, command: str, role: str, who: str = "", **body: Any) -> str:
    """Why the task refuses the command: type and message."""
    with pytest.raises(WorkflowUpdateFailedError) as error:
        await desk.do_task(task_id, command, role, who, **body)
    assert isinstance(error.value.cause, ApplicationError)
    return f"{error.value.cause.type}: {error.value.cause.message}"


async def test_a_task_is_returned_once_then_done_and_proves_effective_after_30_60_and_90_days(desk: Desk) -> None:
    task = await opened(desk, "PREVENT-1")
    assert task == "PREVENT-1-P1"
    await desk.told("PREVENT-1", "Shirabe Kamei", "smaller cartons")
    await desk.pass_task_until(task, day(3, 12))
    await desk.do_task(task, "submit_evidence", "handler", who="kamei.shirabe", evidence=["photo-1"])
    await desk.told("PREVENT-1", "Hikaru Kensa", f"prevention task {task} waits for review")
    assert "who did the work does not review it" in await refused(
        desk, task, "review", "quality", who="kamei.shirabe", verdict="done"
    )
    assert "review: reason: say what is missing" in await refused(desk, task, "review", "quality", verdict="returned")
    await desk.do_task(task, "review", "quality", verdict="returned", reason="the photograph shows the old carton")
    await desk.told("PREVENT-1", "Shirabe Kamei", f"prevention task {task} was returned")

    await reviewed(desk, task)
    case = await desk.until("PREVENT-1", lambda case: case["prevention"][0]["state"] == "done")
    assert case["prevention"][0]["done_on"] == "2035-03-19"
    too_early = await refused(desk, task, "record_effectiveness", "quality", verdict="effective", reason="looks good")
    assert too_early == "IllegalCommand: the check effectiveness_30 is due 2035-04-18; earlier it proves nothing"

    for check, date in [("30", day(4, 18)), ("60", day(5, 18)), ("90", day(6, 17))]:
        await desk.pass_task_until(task, date)
        await desk.told("PREVENT-1", "Hikaru Kensa", f"effectiveness_{check} is due")
        await desk.do_task(
            task, "record_effectiveness", "quality", verdict="effective", reason="no breakage", evidence=["audit-3"]
        )
    outcome = await desk.task(task).result()
    assert (outcome["state"], outcome["verdict"], outcome["successor"]) == ("checked", "effective", "")
    case = await desk.until("PREVENT-1", lambda case: case["prevention"][0]["state"] == "checked")
    assert case["prevention"][0]["verdict"] == "effective"
    assert case["escalation"] == 0


async def test_an_ineffective_measure_opens_its_successor_and_the_complaint_is_told_and_escalated(desk: Desk) -> None:
    task = await opened(desk, "PREVENT-2")
    await reviewed(desk, task)
    await desk.pass_task_until(task, day(4, 18))
    await desk.do_task(
        task, "record_effectiveness", "quality", verdict="ineffective", reason="three more broken plates"
    )
    outcome = await desk.task(task).result()
    assert (outcome["verdict"], outcome["successor"]) == ("ineffective", "PREVENT-2-P1.2")
    for who in ("Hikaru Kensa", "Kaoru Tehon"):
        await desk.told("PREVENT-2", who, f"prevention task {task} proved ineffective")

    case = await desk.until("PREVENT-2", lambda case: len(case["prevention"]) == 2)
    first, second = case["prevention"]
    assert (first["verdict"], first["successor"]) == ("ineffective", "PREVENT-2-P1.2")
    assert (second["id"], second["due"], second["owner"]) == ("PREVENT-2-P1.2", "2035-05-18", "kamei.shirabe")
    assert case["escalation"] == 1
    successor = await desk.until_task("PREVENT-2-P1.2", lambda task: task.get("state") == "open")
    assert successor["follows"] == task
    # What the complaint was told lies ahead of its own clock; its own dates do not move for it.
    assert case["stage"] == "investigating"


async def test_the_owner_is_reminded_before_the_day_and_owner_quality_and_lead_hear_of_an_overdue_task(
    desk: Desk,
) -> None:
    task = await opened(desk, "PREVENT-3", due="2035-03-16")
    await desk.pass_task_until(task, day(3, 15))
    await desk.told("PREVENT-3", "Shirabe Kamei", f"prevention task {task} is due 2035-03-16")
    assert not any("overdue" in notice for notice in desk.notices("PREVENT-3"))

    await desk.pass_task_until(task, day(3, 17))
    for who in ("Shirabe Kamei", "Hikaru Kensa", "Kaoru Tehon"):
        await desk.told("PREVENT-3", who, f"prevention task {task} is overdue since 2035-03-16")
    # Moved afterwards, it stays on record as overdue.
    await desk.do_task(task, "move_due", "lead", due="2035-03-30", reason="the cartons come later")
    assert (await desk.task(task).query("task"))["deadline"]["state"] == "breached"
    case = await desk.until("PREVENT-3", lambda case: case["prevention"][0]["due"] == "2035-03-30")
    assert case["prevention"][0]["state"] == "open"


async def test_a_task_goes_on_after_its_complaint_has_settled_and_the_lead_hears_the_bad_news_it_cannot_tell(
    desk: Desk,
) -> None:
    await desk.arrives("PREVENT-4")
    await desk.handled("PREVENT-4")
    await desk.pass_time("PREVENT-4", days=100)
    await desk.handle("PREVENT-4").result()

    task = "PREVENT-4-P1"
    await desk.pass_task_until(task, day(7, 2))
    await desk.do_task(task, "submit_evidence", "handler", who="kamei.shirabe", evidence=["photo-1"])
    assert (await desk.task(task).query("task"))["state"] == "in_review"
    await desk.pass_task_until(task, datetime(2036, 4, 10, 10, tzinfo=UTC))  # quality never looks at it
    await desk.told("PREVENT-4", "Kaoru Tehon", "PREVENT-4 has settled; it was not told: overdue")
    assert not any("it was not told: done" in notice for notice in desk.notices("PREVENT-4"))


async def test_an_id_that_was_given_to_a_command_on_a_task_is_no_answer_to_another(desk: Desk) -> None:
    task = prevention_id(await opened(desk, "PREVENT-DOOR"))
    by = {"id": PEOPLE["quality"], "role": "quality"}
    later = {"by": by, "due": "2035-04-02", "reason": "the cartons come later"}
    receipt = await act_beside(desk.client, task, "move_due", later, command_id="once")
    assert receipt["command"] == "move_due"

    with pytest.raises(InvalidCommand, match="the id once was given to move_due with another argument before"):
        await act_beside(desk.client, task, "move_due", later | {"due": "2035-05-02"}, command_id="once")
    with pytest.raises(InvalidCommand, match="the id once was given to move_due before"):
        await act_beside(
            desk.client, task, "cancel_task", {"by": by, "reason": "replaced by another"}, command_id="once"
        )
