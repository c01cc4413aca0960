"""The bad files among the samples, through the doors that people use: one line that says what is wrong, and nothing is written."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from owabi.__main__ import run
from tests.desk import Desk
from tests.proof.looking import written

pytestmark = pytest.mark.asyncio(loop_scope="module")
BAD = Path(__file__).parents[2] / "samples" / "bad"
AS_HANDLER = ["--as", "hanako.handler:handler"]


@pytest.fixture(autouse=True)
def of_this_server(desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TEMPORAL_ADDRESS", desk.client.service_client.config.target_host)
    monkeypatch.setenv("OWABI_DATA", str(tmp_path))


def one_line(capsys: pytest.CaptureFixture[str]) -> str:
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    return said.err


@pytest.mark.parametrize(
    "name, reference, says",
    [
        ("time-without-offset", "BAD-0001", "owabi: InvalidIntake: received_at: "),
        ("line-break-in-subject", "BAD-0002", "owabi: InvalidIntake: personal.subject: "),
    ],
)
async def test_a_bad_intake_is_refused_in_one_line_that_names_the_field_and_not_its_value(
    name: str, reference: str, says: str, desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await asyncio.to_thread(run, ["file", str(BAD / f"{name}.json")]) == 1

    said = one_line(capsys)
    assert said.startswith(says)
    assert "everybody@example.com" not in said
    assert "2026-11-20T09:15" not in said
    assert set((await written(desk, reference)).values()) == {0}


async def test_the_text_of_a_letter_is_text_and_its_subject_one_line(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    await desk.arrives("BAD-0003")
    await desk.letters_out("BAD-0003", "acknowledgement")
    body = json.loads((BAD / "letter-text.json").read_text(encoding="utf-8"))

    assert await asyncio.to_thread(run, ["do", "BAD-0003", "send_letter", json.dumps(body), *AS_HANDLER]) == 1
    said = one_line(capsys)
    assert said.startswith("owabi: InvalidCommand: send_letter: personal.subject: must be one line")
    assert "everybody@example.com" not in said

    body["personal"]["subject"] = "Your refund"
    assert await asyncio.to_thread(run, ["do", "BAD-0003", "send_letter", json.dumps(body), *AS_HANDLER]) == 0
    await desk.letters_out("BAD-0003", "individual")
    (letter,) = [one for one in desk.mail("BAD-0003") if "Your refund" in one["Subject"]]
    text = letter.get_body(("plain",))
    assert text is not None
    assert "Dear {{ config }}," in text.get_content()
    assert "{{ 7 * 7 }} pounds" in text.get_content()
    assert "Bcc" not in letter
