"""`owabi post`: what lies in the post room, read from the register."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from temporalio.testing import ActivityEnvironment

from activities.letters import Letters
from adapters.migrations import migrate
from adapters.post_room import mailers
from adapters.sql.register import SqlRegister
from letters.preview import example_order
from messages.deeds import CallOff, LetterOrder, PostMarked
from owabi.__main__ import run
from owabi.settings import Settings
from policies.firm import Firm
from tests.letters.conftest import firm

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
__all__ = ["firm"]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("OWABI_DATA", str(tmp_path))
    migrate(Settings.from_env(data=tmp_path).database)
    return tmp_path


def letter(reference: str, **changes: Any) -> LetterOrder:
    order = example_order("closing", "en", "post")
    return order.model_copy(
        update={"effect_id": f"{reference}/closing/1", "reference": reference, "paper": True, "at": NOON, **changes}
    )


def post_room(
    data: Path, firm: Firm, *orders: LetterOrder, called_off: str = "", marked: tuple[PostMarked, ...] = ()
) -> None:
    """Letters are written, and perhaps called off or marked."""

    async def work() -> None:
        register = SqlRegister.at(Settings.from_env(data=data).database)
        letters, env = Letters(register, mailers(data, None), firm, clock=lambda: NOON), ActivityEnvironment()
        for order in orders:
            receipt = await env.run(letters.deliver_letter, order)
            assert (receipt.state, receipt.sent_at) == ("to_post", None)
            assert await env.run(letters.deliver_letter, order) == receipt
        if called_off:
            gone = CallOff(effect_id=called_off, reference="K-1", kind="closing", at=NOON)
            assert await env.run(letters.call_off_letter, gone) == "called_off"
        for mark in marked:
            await env.run(letters.mark_post, mark)
        await register.close()

    asyncio.run(work())


def queue(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    assert run(["post", "--json"]) == 0
    shown: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return shown


def test_the_letter_with_the_earliest_date_comes_first_and_says_what_to_mind(
    data: Path, firm: Firm, capsys: pytest.CaptureFixture[str]
) -> None:
    wishes = {"facts": {**letter("K-3").facts, "wishes": ["discreet", "large_print"]}}
    post_room(
        data, firm, letter("K-1"), letter("K-2", due=date(2026, 6, 9)), letter("K-3", due=date(2026, 6, 2), **wishes)
    )

    found = queue(capsys)
    assert [one["letter"] for one in found] == ["K-3/closing/1", "K-2/closing/1", "K-1/closing/1"]
    assert (found[0]["due"], found[0]["state"], found[0]["mind"]) == (
        "2026-06-02",
        "to print",
        "plain envelope, large print",
    )
    assert (data / found[0]["file"]).is_file()


def test_what_was_posted_or_called_off_is_not_in_the_queue_and_no_step_goes_back(
    data: Path, firm: Firm, capsys: pytest.CaptureFixture[str]
) -> None:
    def mark(reference: str, state: Any) -> PostMarked:
        return PostMarked(effect_id=f"{reference}/closing/1", state=state, on=NOON.date(), by="hanako.handler")

    orders = [letter(f"K-{n}") for n in range(1, 5)]
    marks = (mark("K-2", "sent"), mark("K-2", "printed"), mark("K-3", "printed"), mark("K-1", "printed"))
    post_room(data, firm, *orders, called_off="K-1/closing/1", marked=marks)

    assert {one["letter"]: one["state"] for one in queue(capsys)} == {
        "K-3/closing/1": "printed",
        "K-4/closing/1": "to print",
    }


@pytest.mark.parametrize(
    "words, said",
    [
        (["lost", "K-1/closing/1"], "say one of printed, dispatched, returned"),
        (["printed", "K-1/closing/1"], "--as ID:ROLE"),
        (["printed", "--as", "aoki:handler"], "name the letters"),
        (["returned", "--all", "--as", "aoki:handler"], "name the letters"),
    ],
)
def test_a_slip_is_told_what_to_say_instead(data: Path, words: list[str], said: str, capsys: Any) -> None:
    assert run(["post", *words]) == 2
    assert said in capsys.readouterr().err


def test_without_a_register_it_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["post", "--data", str(tmp_path)]) == 1
    assert "start a worker once (owabi up)" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
