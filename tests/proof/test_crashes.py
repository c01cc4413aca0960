"""Whatever is killed, and wherever: one letter, one payment, one entry in the database each, and the complaint goes on."""

from __future__ import annotations

import asyncio
import json
import os
import signal
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from sqlalchemy import select

from adapters.sql.tables import DecisionRow, EffectRow
from tests.adapters.mail_server import MailServer
from tests.proof.looking import files, ledger, written
from tests.proof.processes import Server, StubbornDesk, python, server_on_file, stubborn_desk, working
from tests.proof.tried import tried

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(240)]
LETTERS = (
    "acknowledgement",
    "apology_regret",
    "apology_responsibility",
    "closing",
    "final_response",
    "remedy_done",
    "remedy_offer",
)
SAMPLE = [
    ("claim_effect:before", 1),
    ("claim_effect:after", 2),
    ("settle:before", 1),
    ("settle:after", 2),
    ("fulfil:before", 1),
    ("fulfil:after", 1),
]
"""Before a letter is claimed, after it, after it was sent, after its receipt; before and after a payment."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def filed(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[Server, StubbornDesk]]:
    """A server on a file and somebody at the desk; the workers come and go."""
    folder = tmp_path_factory.mktemp("crashes")
    async with server_on_file(folder) as (server, client), stubborn_desk(client, folder / "data") as desk:
        yield server, desk


async def _life(desk: StubbornDesk, reference: str) -> str:
    """The plain path; what is not there exactly once at its end."""
    await desk.whole_life(reference)
    await desk.letters_out(reference, *LETTERS)
    async with asyncio.timeout(30):
        while await _unsettled(desk, reference):
            await asyncio.sleep(0.1)
    if files(desk, reference) != [f"{reference}+{kind}+1.eml" for kind in LETTERS]:
        return f"letters: {files(desk, reference)}"
    if await ledger(desk, reference) != [(f"{reference}/remedy/1", "20.00", "entered")]:
        return f"payments: {await ledger(desk, reference)}"
    rows = await written(desk, reference)
    if (rows["complaints"], len(await _effects(desk, reference))) != (1, len(LETTERS) + 1):
        return f"rows: {rows}"
    if lost := await _undecided(desk, reference):
        return f"no decision on record for {lost}"
    case = await desk.view(reference)
    return "" if case["stage"] == "closed" and not case["problems"] else f"{case['stage']}, {case['problems']}"


async def _effects(desk: StubbornDesk, reference: str) -> list[str]:
    """The letters to the customer and the payments, each with one row."""
    async with desk.register.engine.connect() as db:
        rows = select(EffectRow.effect_id).where(EffectRow.reference == reference, EffectRow.kind != "notice")
        return list(await db.scalars(rows))


async def _unsettled(desk: StubbornDesk, reference: str) -> list[str]:
    async with desk.register.engine.connect() as db:
        rows = await db.execute(select(EffectRow.effect_id, EffectRow.state).where(EffectRow.reference == reference))
        return [row.effect_id for row in rows if row.state not in ("sent", "done")]


async def _undecided(desk: StubbornDesk, reference: str) -> list[str]:
    """The commands whose instant is not on record."""
    async with desk.register.engine.connect() as db:
        keys = set(await db.scalars(select(DecisionRow.key).where(DecisionRow.key.startswith(f"{reference}/"))))
    wanted = [f"{reference}/command/{done.command_id}" for done in desk.done if done.reference == reference]
    return [key for key in wanted if key not in keys]


async def _killed_at(server: Server, desk: StubbornDesk, boundary: str, nth: int, proof: str) -> str:
    reference = f"CRASH-{boundary.replace(':', '-').replace('_', '-')}-{nth}"
    async with working(server, desk.settings.data, boundary, nth) as codes:
        differs = await _life(desk, reference)
        if -signal.SIGKILL not in codes:
            differs = differs or "the worker was not killed: nothing was tried"
    tried(proof, f"{boundary}, call {nth}", differs)
    return differs


@pytest.mark.parametrize("boundary, nth", SAMPLE)
async def test_a_worker_killed_at_a_boundary(filed: tuple[Server, StubbornDesk], boundary: str, nth: int) -> None:
    assert await _killed_at(*filed, boundary, nth, "worker killed, a sample") == ""


@pytest.mark.certify
@pytest.mark.timeout(3600)
async def test_a_worker_killed_at_every_call_of_every_boundary(filed: tuple[Server, StubbornDesk]) -> None:
    server, desk = filed
    async with working(server, desk.settings.data):
        assert await _life(desk, "CRASH-NONE") == ""
    calls: dict[str, int] = json.loads((desk.settings.data / "calls.json").read_text())
    boundaries = [(boundary, nth) for boundary, count in sorted(calls.items()) for nth in range(1, count + 1)]
    found = [await _killed_at(server, desk, *one, "worker killed at every boundary") for one in boundaries]
    assert not any(found)


async def _server_killed(server: Server, desk: StubbornDesk, reference: str, pauses: tuple[float, ...]) -> str:
    """The server killed in the middle of a life; the worker must outlive it (one that only starts may say it is away)."""

    async def strike() -> None:
        for pause in pauses:
            await asyncio.sleep(pause)
            await server.kill()
            await server.start()

    async with working(server, desk.settings.data) as codes:
        await desk.file(reference)
        await desk.letters_out(reference, "acknowledgement")
        striking = asyncio.create_task(strike())
        differs = await _life(desk, reference)
        await striking
        return differs or (f"the worker ended with {codes}" if codes else "")


async def test_the_server_killed_and_started_again_on_its_file(filed: tuple[Server, StubbornDesk]) -> None:
    differs = await _server_killed(*filed, "SERVER-1", (0.3, 1.5))
    tried("server killed", "twice in one life", differs)
    assert differs == ""


@pytest.mark.certify
@pytest.mark.timeout(1800)
async def test_the_server_killed_at_many_moments(filed: tuple[Server, StubbornDesk]) -> None:
    found = []
    for number in range(12):
        differs = await _server_killed(*filed, f"SERVER-1{number}", (number / 4, 0.7, 0.9))
        tried("server killed", f"three times, walk {number}", differs)
        found.append(differs)
    assert not any(found)


class SlowMailServer(MailServer):
    """Takes two seconds to answer for a text."""

    async def _say(self, writer: asyncio.StreamWriter, answer: str, hung: asyncio.Event) -> None:
        if answer in self.text:
            await asyncio.sleep(2)
        await super()._say(writer, answer, hung)


async def test_sigint_to_the_process_group_during_a_letter_leaves_one_attempt(
    filed: tuple[Server, StubbornDesk],
) -> None:
    server, desk = filed
    mail = SlowMailServer(text=["250 accepted at last"])
    async with mail.running():
        settings = {"OWABI_SMTP_HOST": "127.0.0.1", "OWABI_SMTP_PORT": str(mail.port), "OWABI_SMTP_TLS": "none"}
        command = ("-m", "owabi", "worker", "--data", str(desk.settings.data))
        worker = await python(*command, TEMPORAL_ADDRESS=server.address, **settings)
        await desk.file("SIGINT-1")
        while not mail.texts_seen:
            await asyncio.sleep(0.02)
        os.killpg(worker.pid, signal.SIGINT)
        code = await worker.wait()
        again = await python(*command, TEMPORAL_ADDRESS=server.address, **settings)
        try:
            case = await desk.letters_out("SIGINT-1", "acknowledgement")
        finally:
            again.terminate()
            second = await again.wait()
        async with desk.register.engine.connect() as db:
            attempts = await db.scalar(select(EffectRow.attempt).where(EffectRow.reference == "SIGINT-1"))
    assert (code, second) == (0, 0)
    assert case["stage"] == "acknowledged"
    # The notice of an earlier test's task may leave meanwhile: no test waits for it.
    mine = [text for text in mail.accepted if b"<SIGINT-1+acknowledgement+1@" in text]
    assert (attempts, len(mine)) == (1, 1)
    assert mail.texts_seen == len(mail.accepted), "a text was cut off and said again"
    tried("SIGINT during a letter", "one attempt")
