"""The same complaint filed many times is one complaint; another one under its reference is refused."""

from __future__ import annotations

import asyncio

import pytest

from domain.errors import ComplaintSettled, ReferenceConflict
from messages.receipts import Received
from tests.desk import Desk, intake
from tests.proof.looking import events, files, written
from tests.proof.tried import tried
from workflows.client import file_complaint

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_fifty_filings_at_once_are_one_complaint_with_one_acknowledgement(desk: Desk) -> None:
    content = intake("FILE-1")
    answers = await asyncio.gather(*(file_complaint(desk.client, content) for _ in range(50)))
    await desk.letters_out("FILE-1", "acknowledgement")

    assert all(answer == answers[0] for answer in answers)
    assert files(desk, "FILE-1") == ["FILE-1+acknowledgement+1.eml"]
    rows = await written(desk, "FILE-1")
    assert (rows["complaints"], rows["effects"]) == (1, 1)
    assert len(await events(desk.client, "FILE-1")) < 30, "one update, whoever asked"
    tried("filing", "fifty at once")


async def test_other_content_under_the_same_reference_is_refused_and_changes_nothing(desk: Desk) -> None:
    first = await desk.file("FILE-2")
    await desk.letters_out("FILE-2", "acknowledgement")
    before = await desk.view("FILE-2")
    other = intake("FILE-2", personal={"description": "Something else altogether."})
    outcomes = await asyncio.gather(*(file_complaint(desk.client, other) for _ in range(10)), return_exceptions=True)

    assert {type(outcome) for outcome in outcomes} == {ReferenceConflict}
    assert await desk.view("FILE-2") == before
    assert first.reference == "FILE-2"
    tried("filing", "other content")


async def test_both_contents_at_once_under_one_reference_leave_one_complaint(desk: Desk) -> None:
    one, two = intake("FILE-3"), intake("FILE-3", personal={"description": "Something else altogether."})
    outcomes = await asyncio.gather(
        *(file_complaint(desk.client, one if number % 2 else two) for number in range(20)), return_exceptions=True
    )
    await desk.letters_out("FILE-3", "acknowledgement")

    answers = [outcome for outcome in outcomes if isinstance(outcome, Received)]
    refusals = [outcome for outcome in outcomes if isinstance(outcome, ReferenceConflict)]
    assert (len(answers), len(refusals)) == (10, 10)
    assert all(answer == answers[0] for answer in answers)
    assert files(desk, "FILE-3") == ["FILE-3+acknowledgement+1.eml"]
    tried("filing", "two contents at once")


async def test_a_repeat_after_closing_gets_the_first_answer(desk: Desk) -> None:
    content = intake("FILE-4")
    first = await file_complaint(desk.client, content)
    await desk.letters_out("FILE-4", "acknowledgement")
    await desk.do("FILE-4", "withdraw", role="customer", personal={"words": "I take my complaint back"})
    assert (await desk.view("FILE-4"))["stage"] == "withdrawn"

    assert await file_complaint(desk.client, content) == first
    with pytest.raises(ReferenceConflict):
        await file_complaint(desk.client, {**content, "category": "other"})
    tried("filing", "a repeat after the end")

    await desk.pass_time("FILE-4", days=200)
    await desk.handle("FILE-4").result()
    assert await file_complaint(desk.client, content) == first
    with pytest.raises((ReferenceConflict, ComplaintSettled)):
        await file_complaint(desk.client, {**content, "category": "other"})
    tried("filing", "a repeat after it has settled")
