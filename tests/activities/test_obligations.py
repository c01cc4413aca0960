"""An obligation whose pack is gone, or needs a calendar to be named, is told at once instead of being tried for ever."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest
from temporalio.client import Client
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment

from activities.obligations import Obligations
from messages.obligations import ObligationStart
from policies.reader import Packs

AWARE = datetime(2026, 4, 28, 1, 0, tzinfo=UTC)
PLACELESS = """
id: our-reports
version: "1"
title: {en: Our reports, ja: 当社の報告}
kind: parallel
extends: jp-product-accident
calendar: must_be_named
"""


class Server:
    """A server that takes every start; what was started last is in `started`."""

    def __init__(self) -> None:
        self.started: ObligationStart | None = None

    async def start_workflow(self, name: str, start: ObligationStart, **options: Any) -> None:
        self.started = start


def start(pack: str) -> ObligationStart:
    return ObligationStart(
        id=f"CASE-1-{pack}.report",
        complaint="CASE-1",
        kind="report",
        pack=pack,
        duty="report",
        events={"first_employee_aware": AWARE},
        opened_by="leo.lead",
        at=AWARE,
    )


async def ask(pack: str, packs: Packs) -> ObligationStart | None:
    server = Server()
    deed = Obligations(cast("Client", server), packs).start_obligation
    await ActivityEnvironment().run(deed, start(pack))
    return server.started


async def test_it_starts_with_the_pack_as_it_is_that_day() -> None:
    started = await ask("jp-product-accident", Packs())

    assert started is not None
    assert started.policy == Packs().snapshot("jp-product-accident", AWARE.date())


@pytest.mark.parametrize("pack, kind", [("gone", "PolicyNotFound"), ("our-reports", "InvalidPolicy")])
async def test_a_pack_that_cannot_be_read_is_refused_for_good(pack: str, kind: str, tmp_path: Path) -> None:
    (tmp_path / "our-reports.yaml").write_text(PLACELESS, encoding="utf-8")
    with pytest.raises(ApplicationError) as refused:
        await ask(pack, Packs(own=tmp_path))

    assert (refused.value.type, refused.value.non_retryable) == (kind, True)
