"""`owabi calendar proclaim` over open complaints on the real server: moved once, the rest left, a second run for nothing."""

from __future__ import annotations

import asyncio
import json
from datetime import date, timedelta
from typing import Any

import pytest

from activities.timetable import certificates_key
from messages.ids import COMPLAINT_WORKFLOW, complaint_id
from owabi.__main__ import run
from owabi.calendars.open_complaints import Told, command_id, references, tell_all
from policies.check_certificate import check
from tests.desk import Desk, intake
from workflows import updates as doors

asyncio_of_the_module = pytest.mark.asyncio(loop_scope="module")
DAY = date(2035, 3, 12)
"""A Monday, a week after the complaints arrive; a business day in every calendar here."""


def body(day: date = DAY, calendar: str = "GB-ENG") -> dict[str, Any]:
    return {
        "by": {"id": "adam.admin", "role": "admin"},
        "day": day.isoformat(),
        "name": "Day of the Test",
        "calendar": calendar,
        "source": "official gazette of the test",
        "reason": "proclaimed since",
    }


async def tell(desk: Desk, *, dry_run: bool = False, **changes: Any) -> dict[str, Told]:
    seen: list[tuple[int, int]] = []
    found = await tell_all(desk.client, body(**changes), dry_run=dry_run, told=lambda *one: seen.append(one))
    assert seen == [(number, len(found)) for number in range(1, len(found) + 1)]
    return {one.reference: one for one in found}


async def listed(desk: Desk, *wanted: str) -> None:
    """Wait until the server's list, which lags, has these complaints."""
    async with asyncio.timeout(20):
        while not set(wanted) <= set(await references(desk.client)):
            await asyncio.sleep(0.1)


async def due(desk: Desk, reference: str) -> dict[str, tuple[str, str]]:
    return {one["duty"]: (one["state"], str(one["due"])) for one in (await desk.view(reference))["deadlines"]}


@asyncio_of_the_module
async def test_the_dates_ahead_of_those_that_count_there_move_once(desk: Desk) -> None:
    await desk.arrives("ROOF-1", policy="uk-housing")
    await desk.arrives("BANK-1", policy="uk-fca-disp")
    await desk.arrives("TOKYO-1", policy="jp-standard")
    for reference in ("ROOF-1", "BANK-1", "TOKYO-1"):
        await desk.letters_out(reference, "acknowledgement")
    await desk.until("ROOF-1", lambda case: len(case["deadlines"]) == 2)
    await listed(desk, "ROOF-1", "BANK-1", "TOKYO-1")
    before = await due(desk, "ROOF-1")
    assert before == {"stage1_acknowledge": ("met", "2035-03-12"), "stage1_response": ("running", "2035-03-19")}

    would = await tell(desk, dry_run=True)
    assert await due(desk, "ROOF-1") == before, "a dry run moves nothing"
    told = await tell(desk)
    assert told == would
    assert {reference: one.state for reference, one in told.items()} == {
        "ROOF-1": "moved",
        "BANK-1": "unchanged",
        "TOKYO-1": "elsewhere",
    }
    [moved] = told["ROOF-1"].moved
    assert (moved.duty, str(moved.before), str(moved.after)) == ("stage1_response", "2035-03-19", "2035-03-20")
    assert await due(desk, "ROOF-1") == {**before, "stage1_response": ("running", "2035-03-20")}

    kept = await desk.register.claimed(certificates_key("ROOF-1", f"command/{command_id(body())}"))
    assert kept is not None
    assert check(json.dumps(kept["stage1_response"], ensure_ascii=False))["due"] == "2035-03-20"
    lines = len((await desk.view("ROOF-1"))["timeline"])
    assert await tell(desk) == told, "told again, each gives its first answer"
    assert len((await desk.view("ROOF-1"))["timeline"]) == lines


@asyncio_of_the_module
async def test_a_date_that_has_passed_stays_where_it_was_broken(desk: Desk) -> None:
    await desk.arrives("LATE-1", policy="iso-10002")
    await desk.letters_out("LATE-1", "acknowledgement")
    await desk.pass_deadline("LATE-1", "apologise")
    await listed(desk, "LATE-1")
    before = await due(desk, "LATE-1")
    assert before["apologise"] == ("breached", "2035-03-07")
    told = await tell(desk, calendar="weekdays", day=date(2035, 3, 14))
    assert "apologise" not in {one.duty for one in told["LATE-1"].moved}
    after = await due(desk, "LATE-1")
    assert (before.pop("final_response"), after.pop("final_response")) == (
        ("running", "2035-04-02"),
        ("running", "2035-04-03"),
    )
    assert after["apologise"] == before["apologise"]


@asyncio_of_the_module
async def test_the_command_tells_the_table_and_fails_when_one_was_not_reached(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TEMPORAL_ADDRESS", desk.client.service_client.config.target_host)
    monkeypatch.setattr(doors, "ANSWER_WITHIN", timedelta(seconds=5))
    await desk.arrives("HERE-1", policy="uk-housing")
    await desk.letters_out("HERE-1", "acknowledgement")
    await desk.until("HERE-1", lambda case: len(case["deadlines"]) == 2)
    await listed(desk, "HERE-1")
    line = ["calendar", "proclaim", DAY.isoformat(), "--calendar", "GB-ENG", "--name", "Day of the Test"]
    line += ["--source", "official gazette", "--as", "adam:admin"]

    assert await asyncio.to_thread(run, [*line, "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "HERE-1     stage1_response  2035-03-19  2035-03-20" in said
    assert "nothing was changed; it would be: 1 moved, 0 unchanged" in said
    assert "The calendar GB-ENG does not close 2035-03-12" in said

    await desk.client.start_workflow(
        COMPLAINT_WORKFLOW, intake("AWAY-1", policy="uk-housing"), id=complaint_id("AWAY-1"), task_queue="nobody's"
    )
    await listed(desk, "AWAY-1")
    assert await asyncio.to_thread(run, [*line, "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["not_reached"], told["in_calendar_file"]) == (1, False)
    states = {one["reference"]: one["state"] for one in told["complaints"]}
    assert (states["HERE-1"], states["AWAY-1"]) == ("moved", "not_reached")
    assert (await due(desk, "HERE-1"))["stage1_response"] == ("running", "2035-03-20")
    await desk.handle("AWAY-1").terminate()


@pytest.mark.parametrize(
    "changed,code,says",
    [
        ({"DAY": "yesterday"}, 2, "DAY is a date"),
        ({"DAY": "2026-01-05"}, 1, "2026-01-05 is not after"),
        ({"--calendar": "GB"}, 1, "name one of its parts: GB-ENG"),
        (
            {"--as": "hana:handler"},
            1,
            "not for the role handler 担当者; it is for admin システム管理者, lead 対応責任者, manager お客様相談室長",
        ),
        ({"--as": "hana"}, 2, "--as takes ID:ROLE"),
        ({"--name": ""}, 1, "add_closed_day: name"),
        ({}, 1, "start it with `make run`"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_cannot_be_proclaimed_is_refused_before_anybody_is_asked(
    changed: dict[str, str], code: int, says: str, capsys: pytest.CaptureFixture[str], tmp_path: Any
) -> None:
    said = {
        "DAY": "2035-03-12",
        "--calendar": "GB-ENG",
        "--name": "Day of the Test",
        "--source": "official gazette",
        "--as": "adam:admin",
        **changed,
    }
    line = ["calendar", "proclaim", said.pop("DAY"), "--data", str(tmp_path / "var")]
    assert run([*line, *(word for pair in said.items() for word in pair)]) == code
    error = capsys.readouterr().err
    assert says in error
    assert error.count("\n") == 1
