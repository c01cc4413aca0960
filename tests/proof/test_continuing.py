"""Continue-as-new after every single turn changes nothing anybody could notice, and loses nothing that arrives meanwhile."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from temporalio.client import Client

from messages.news import News
from tests.desk import open_desk
from tests.proof.looking import difference, files, ledger, outline, runs
from tests.proof.recording import RecordingDesk
from tests.proof.tried import tried

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module")
async def restless(server: Client, tmp_path: Path) -> AsyncIterator[RecordingDesk]:
    """A desk whose complaints continue as new after every turn."""
    async with open_desk(server, tmp_path, continue_after=1) as desk:
        yield RecordingDesk.beside(desk)


def comparable(case: dict[str, Any], reference: str) -> Any:
    """The case without instants and without its own name; what effects report may come in any order between commands."""
    whole = outline(case)
    whole["timeline"] = sorted(line["what"] for line in whole["timeline"])
    whole["deadlines"] = sorted((d["duty"], d["round"], d["state"]) for d in case["deadlines"])
    whole["agenda"] = sorted(one["what"] for one in whole["agenda"])
    return _renamed(whole, reference)


def _renamed(value: Any, reference: str) -> Any:
    if isinstance(value, dict):
        return {key: _renamed(inner, reference) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_renamed(inner, reference) for inner in value]
    return value.replace(reference, "REFERENCE") if isinstance(value, str) else value


async def test_a_whole_life_in_runs_of_one_turn_has_the_same_outcome(server: Client, restless: RecordingDesk) -> None:
    restless.new_run_after_each = True
    await restless.whole_life("CAN-1")
    short = await restless.letters_out("CAN-1", "closing")
    number = await runs(server, "CAN-1")
    assert number > len([done for done in restless.done if done.reference == "CAN-1"]), "a run for every command"

    before = await restless.view("CAN-1")
    assert await restless.repeat_everything("CAN-1") == "", "in later runs a repeated id gets its first answer"
    assert difference(before, await restless.view("CAN-1")) == ""
    assert len(files(restless, "CAN-1")) == 7
    assert len(await ledger(restless, "CAN-1")) == 1
    tried("continue-as-new", f"{number} runs, each command repeated")
    assert short["stage"] == "closed"


async def test_the_same_life_in_one_run_looks_the_same(server: Client, tmp_path: Path) -> None:
    views = {}
    for reference, turns in (("CAN-2", 0), ("CAN-3", 1)):
        (tmp_path / reference).mkdir()
        async with open_desk(server, tmp_path / reference, continue_after=turns) as plain:
            desk = RecordingDesk.beside(plain)
            desk.new_run_after_each = turns == 1
            await desk.whole_life(reference)
            views[reference] = comparable(await desk.letters_out(reference, "closing"), reference)
            await desk.handle(reference).terminate()
    differs = difference(views["CAN-2"], views["CAN-3"])
    tried("continue-as-new", "same view as without", differs)
    assert differs == ""


async def _note(desk: RecordingDesk, reference: str, number: int, after: float) -> None:
    await asyncio.sleep(after)
    await desk.do(reference, "note", personal={"text": f"note {number}"}, command_id=f"{reference}-n{number}")


async def _nothing_is_lost(desk: RecordingDesk, reference: str, least: int) -> str:
    """Notes and news while the run changes again and again; what was lost or came twice."""
    await desk.file(reference)
    dice = random.Random(reference)  # the same pauses every time
    count = 0
    # How often the run changes depends on how busy the machine is: go on until it was often enough.
    while count < least or (await runs(desk.client, reference) <= least / 8 and count < 8 * least):
        number, count = count, count + 1
        # Right after an answer the run is about to end: now, in a moment, or when the new one is there.
        await asyncio.gather(
            _note(desk, reference, number, dice.uniform(0, 0.3)), _told(desk, reference, number, dice.uniform(0, 0.3))
        )
    texts = {f"note {number}" for number in range(count)}
    try:
        case = await desk.until(reference, lambda case: len(_heard(case)) == count, 20)
    except AssertionError:
        case = await desk.view(reference)
    told = Counter((line["personal"] or {}).get("text") for line in case["timeline"])
    if wrong := [text for text in sorted(texts) if told[text] != 1]:
        return f"notes not there exactly once: {wrong[:5]}"
    if len(_heard(case)) != count:
        return f"{len(_heard(case))} of {count} signals were heard"
    number = await runs(desk.client, reference)
    return "" if number > least / 8 else f"only {number} runs: nothing was tried"


def _heard(case: dict[str, Any]) -> set[str]:
    return {line["what"] for line in case["timeline"] if "duplicate" in line["what"] or "OTHER-" in line["what"]}


async def _told(desk: RecordingDesk, reference: str, number: int, after: float) -> None:
    await asyncio.sleep(after)
    news = News(to=reference, at=datetime.now(UTC), what="merged", body={"reference": f"OTHER-{number}"})
    await desk.handle(reference).signal("news", news)


async def test_what_arrives_during_continue_as_new_is_not_lost(restless: RecordingDesk) -> None:
    differs = await _nothing_is_lost(restless, "CAN-4", 40)
    tried("messages during continue-as-new", "40 commands and 40 signals", differs)
    assert differs == ""
    assert await restless.repeat_everything("CAN-4") == ""


@pytest.mark.certify
@pytest.mark.timeout(600)
async def test_what_arrives_during_continue_as_new_is_not_lost_ever(restless: RecordingDesk) -> None:
    differences = []
    for number in range(10):
        differs = await _nothing_is_lost(restless, f"CAN-1{number}", 80)
        tried("messages during continue-as-new", f"80 commands and 80 signals, walk {number}", differs)
        differences.append(differs)
    assert not any(differences)
