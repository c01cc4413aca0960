"""Reset to any workflow task ends where the complaint was: stage, dates, receipts, tasks; no command lost, nothing sent twice."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
import pytest_asyncio
from temporalio.client import Client

from tests.desk import open_desk
from tests.proof.recording import RecordingDesk
from tests.proof.resetting import Base, base, differs_after_reset
from tests.proof.tried import tried

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module")
async def recording(server: Client, tmp_path: Path) -> AsyncIterator[RecordingDesk]:
    async with open_desk(server, tmp_path) as desk:
        yield RecordingDesk.beside(desk)


async def plain(desk: RecordingDesk, reference: str) -> None:
    """The plain path to its last letter."""
    await desk.whole_life(reference)
    await desk.letters_out(reference, "closing")


async def asked_and_withdrawn(desk: RecordingDesk, reference: str) -> None:
    """A question, its answer, an escalation, a new handler, a withdrawal."""
    await desk.file(reference)
    await desk.do(reference, "ask_customer", personal={"questions": ["Is the carton still there?"]})
    await desk.do(reference, "record_answer", role="customer", question="Q1", personal={"answer": "yes"})
    await desk.do(reference, "escalate", level=2, reason="the customer asks for the head of the desk")
    await desk.do(reference, "acknowledge_escalation", role="manager")
    await desk.do(reference, "note", personal={"text": "called the carrier"})
    await desk.do(reference, "withdraw", role="customer", personal={"words": "I take my complaint back"})
    await desk.letters_out(reference, "acknowledgement", "question")


async def rejected_and_offered_again(desk: RecordingDesk, reference: str) -> None:
    """An offer is turned down, a better one accepted and paid."""
    await desk.file(reference)
    await desk.letters_out(reference, "acknowledgement")
    await desk.investigate(reference)
    await desk.offer(reference)
    await desk.do(reference, "answer_offer", role="customer", answer="rejected", personal={"words": "too little"})
    await desk.do(reference, "note", role="lead", personal={"text": "let us offer more"})
    item = {"kind": "refund", "ground": "obligation", "amount": "25.00", "currency": "GBP"}
    await desk.do(
        reference,
        "offer_remedy",
        role="lead",
        alternatives=[{"items": [item]}],
        personal={"descriptions": {"A": "we pay a little more"}},
    )
    await desk.do(reference, "answer_offer", role="customer", answer="accepted")
    await desk.do(reference, "fulfil_remedy", role="finance")
    await desk.letters_out(reference, "remedy_done", "apology_regret")


async def reopened(desk: RecordingDesk, reference: str) -> None:
    """A closed case is opened again."""
    await plain(desk, reference)
    await desk.do(reference, "reopen", role="lead", reason="the new plate arrived in pieces too")
    await desk.do(reference, "apologise", kind="regret", personal={"told_us": "the second plate broke as well"})
    await desk.until(reference, lambda case: sum(one["kind"] == "apology_regret" for one in case["letters"]) == 2)
    await desk.letters_out(reference, "reopened")


async def told_by_phone(desk: RecordingDesk, reference: str) -> None:
    """Everything by word of mouth, waived where it can be, and closed."""
    await desk.file(reference, channel="phone")
    await desk.do(reference, "acknowledge", medium="phone")
    await desk.do(reference, "apologise", kind="regret", medium="phone", personal={"words": "we are sorry"})
    await desk.do(reference, "waive_root_cause", role="lead", reason="a known issue with a task of its own")
    await desk.do(reference, "decide_no_prevention", role="lead", reason="a known issue with a task of its own")
    await desk.do(reference, "note", personal={"text": "a friendly talk"})


Story = Callable[[RecordingDesk, str], Awaitable[None]]
STORIES: list[Story] = [plain, asked_and_withdrawn, rejected_and_offered_again, reopened, told_by_phone]


async def _settled(desk: RecordingDesk, reference: str) -> Base:
    """The complaint once every letter has left."""
    await desk.until(reference, lambda case: all(letter["state"] == "sent" for letter in case["letters"]))
    return await base(desk, reference)


async def _walk(desk: RecordingDesk, origin: Base, points: list[int], proof: str) -> list[str]:
    found = []
    for point in points:
        differs = await differs_after_reset(desk, origin, point)
        tried(proof, f"event {point}", differs)
        if differs:
            found.append(f"event {point}: {differs}")
    return found


@pytest.mark.timeout(300)
async def test_reset_to_six_tasks_of_the_plain_path(recording: RecordingDesk) -> None:
    await plain(recording, "RESET-1")
    origin = await _settled(recording, "RESET-1")
    every = max(1, (len(origin.points) - 1) // 5)
    sample = sorted({*origin.points[::every][:5], origin.points[-1]})
    assert await _walk(recording, origin, sample, "reset, a sample of the plain path") == []


@pytest.mark.certify
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("story", STORIES)
async def test_reset_to_every_task_of_every_story(recording: RecordingDesk, story: Story) -> None:
    name = story.__name__
    reference = f"RESET-{name.replace('_', '-')}"
    await story(recording, reference)
    origin = await _settled(recording, reference)
    assert await _walk(recording, origin, origin.points, f"reset: {name}") == []
