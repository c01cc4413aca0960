"""The register is away, for a moment or for days: a complaint waits for it, and its history does not grow to its death."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from temporalio.client import Client
from temporalio.common import RetryPolicy
from temporalio.service import RPCError

from adapters.sql.register import SqlRegister
from domain.errors import PolicyNotFound
from tests.desk import Desk, open_desk
from workflows import options

pytestmark = pytest.mark.asyncio(loop_scope="module")


class Register:
    """The real one, which fails for as long as it is away."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.away = False
        for name in ("claim", "claimed"):
            monkeypatch.setattr(SqlRegister, name, self._unless_away(getattr(SqlRegister, name)))
        often = RetryPolicy(initial_interval=timedelta(milliseconds=50), maximum_interval=timedelta(milliseconds=50))
        monkeypatch.setitem(options.DECISION_OUTSIDE, "retry_policy", often)

    def _unless_away(self, real: Any) -> Any:
        async def asked(register: SqlRegister, *given: Any) -> Any:
            if self.away:
                raise ConnectionError("the database is away")
            return await real(register, *given)

        return asked


async def tried(desk: Desk, reference: str, times: int) -> int:
    """Wait until what the complaint waits for was tried so often outside of the history; how long that is then."""
    handle = desk.handle(reference)
    async with asyncio.timeout(30):
        while True:
            with contextlib.suppress(RPCError):  # it has not arrived yet
                pending = (await handle.describe()).raw_description.pending_activities
                if any(one.attempt >= times for one in pending):
                    return len((await handle.fetch_history()).events)
            await asyncio.sleep(0.05)


async def test_a_command_waits_for_the_register_and_its_tries_leave_no_trace_in_the_history(
    server: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = Register(monkeypatch)
    async with open_desk(server, tmp_path) as desk:
        await desk.file("AWAY-1")
        await desk.letters_out("AWAY-1", "acknowledgement")
        await desk.at_rest("AWAY-1")
        register.away = True
        waiting = asyncio.create_task(desk.do("AWAY-1", "note", personal={"text": "the carrier called"}))
        early = await tried(desk, "AWAY-1", 3)
        assert await tried(desk, "AWAY-1", 15) == early
        assert not waiting.done()

        register.away = False
        assert (await waiting).command == "note"


async def test_what_arrives_meanwhile_is_opened_or_refused_when_the_register_is_back(
    server: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = Register(monkeypatch)
    async with open_desk(server, tmp_path) as desk:
        register.away = True
        arriving = [
            asyncio.create_task(desk.file(name, policy=pack))
            for name, pack in (("AWAY-2", "iso-10002"), ("AWAY-3", "nobody-has-it"))
        ]
        early = await tried(desk, "AWAY-2", 3)
        await tried(desk, "AWAY-3", 3)
        assert await tried(desk, "AWAY-2", 15) == early

        register.away = False
        assert (await arriving[0]).stage == "received"
        with pytest.raises(PolicyNotFound, match="no policy 'nobody-has-it'"):
            await arriving[1]
