"""The ideal course of every sample, played on the real server: what its script expects is so, to the day.

Several are played at once, on one server by one worker: each workflow has a clock of its own.
"""

from __future__ import annotations

import asyncio
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from temporalio.client import Client

from adapters.ledger import Ledger
from adapters.sql.register import SqlRegister
from domain.errors import InvalidPolicy
from owabi.deadlines.command import answer_line
from owabi.demo.command import FIRM
from owabi.demo.facts import compared
from owabi.demo.outside import Said
from owabi.demo.playing import Play
from owabi.demo.scripts import YEARS_AHEAD, course
from owabi.demo.telling import Telling
from owabi.demo.unsure import Unsure
from owabi.failing import Failed, Misused
from owabi.settings import PROJECT, Settings
from policies.calendars.files import read
from policies.reader import Packs
from tests.desk import open_desk
from tests.replay.recording import record

SCRIPTS = {str(int(path.name[:2])): path for path in sorted((PROJECT / "samples").glob("*.script.yaml"))}
AT_ONCE = [list(SCRIPTS)[first::3] for first in range(3)]


@pytest.mark.timeout(300)
@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("numbers", AT_ONCE, ids="-".join)
async def test_each_course_goes_as_its_script_expects(
    numbers: list[str], server: Client, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    courses = [course(number) for number in numbers]
    silent = {order for one in courses for order in one.cashier_silent}
    books = SqlRegister.at(Settings(data=tmp_path).database)
    async with open_desk(server, tmp_path, fulfilment=Unsure(Ledger(books.engine), silent), **FIRM) as desk:
        told = [io.StringIO() for _ in courses]
        plays = [
            Play(one, desk.client, desk.skipper, desk.settings, Telling(Console(file=out, width=1_000)))
            for one, out in zip(courses, told, strict=True)
        ]
        ends = await asyncio.gather(*[play.play() for play in plays])
        if request.config.getoption("--record-histories"):
            for number, play in zip(numbers, plays, strict=True):
                desk.filed = play.filed
                await record(desk, f"samples.{SCRIPTS[number].name.removesuffix('.script.yaml')}")
    await books.close()
    wrong = {number: [fact for fact in facts if not fact.holds] for number, facts in zip(numbers, ends, strict=True)}
    assert wrong == {number: [] for number in numbers}
    assert all(len(facts) > 10 for facts in ends)
    for one, out in zip(courses, told, strict=True):
        assert [step.why for step in one.steps if step.why not in out.getvalue()] == []


def test_the_year_in_which_they_are_played_has_the_same_closed_days() -> None:
    for place in ("JP-GOV", "GB-ENG"):
        closed = read(place).closed
        ours = [day for day in closed if date(2026, 1, 1) <= day <= date(2027, 2, 28)]
        theirs = [day for day in closed if date(2026 + YEARS_AHEAD, 1, 1) <= day <= date(2027 + YEARS_AHEAD, 2, 28)]
        assert [day.replace(year=day.year + YEARS_AHEAD) for day in ours] == theirs
        assert [day.weekday() for day in ours] == [day.weekday() for day in theirs]


@pytest.mark.parametrize("number", ["0", "13", "abc", "-1", ""])
def test_a_sample_that_is_not_there_is_misuse(number: str) -> None:
    with pytest.raises(Misused, match=r"there is no sample .*: give a number from 1 to 12"):
        course(number)


ENDED: dict[str, Any] = {
    "stage": "closed",
    "deadlines": {"acknowledge": "met"},
    "promises": {},
    "breached": ["apologise"],
    "says": {"closing": Said("Thank you. Goodbye.")},
}


def differences(expected: dict[str, Any], *, whole: bool = True) -> list[str]:
    return [fact.where for fact in compared(expected, ENDED, whole=whole) if not fact.holds]


def test_what_nobody_expects_is_a_difference_although_it_is_written_nowhere() -> None:
    written = {"stage": "closed", "deadlines": {"acknowledge": "met"}, "breached": ["apologise"]}
    assert differences(written) == []
    assert differences({**written, "deadlines": {}}) == ["deadlines", "deadlines, besides"]
    assert differences({"stage": "closed"}) == ["deadlines, besides", "breached, besides"]
    assert differences({**written, "promises": {"PR1": "kept"}}) == ["promises.PR1"]


def test_on_the_way_only_what_is_written_down_is_looked_at() -> None:
    assert differences({"stage": "closed"}, whole=False) == []
    assert differences({"stage": "acknowledged"}, whole=False) == ["stage"]


def test_each_text_that_a_letter_has_to_say_must_stand_in_it() -> None:
    assert differences({"says": {"closing": ["Thank you", "Goodbye"]}}, whole=False) == []
    assert differences({"says": {"closing": ["Thank you", "Sorry"]}}, whole=False) == ["says.closing"]
    assert differences({"says": {"aftercare": ["Thank you"]}}, whole=False) == ["says.aftercare"]


def test_the_day_that_a_person_put_down_for_the_cooling_off_is_that_of_the_pack() -> None:
    asked = {"pack": "jp-cooling-off", "events": {"document_received": "2026-11-06"}}
    [window] = answer_line(json.dumps(asked), Packs(firm_calendar=None))["duties"]
    noted = [step.with_["personal"]["text"] for step in course("6").steps if step.does == "note"]
    assert window["due"] == "2026-11-13"
    assert "クーリング・オフの期間は11月13日（金）まで" in noted[1]


SCRIPT = """
title: one
steps:
  - {at: 2026-06-09T09:30, by: a.b:handler, does: note, why: because}
ends: 2026-06-10T09:30
expect: {stage: received}
"""


def a_sample(folder: Path, script: str | None) -> Path:
    (folder / "01-one.json").write_text('{"reference": "X-1", "received_at": "2026-06-08T09:00:00+09:00"}', "utf-8")
    if script is not None:
        (folder / "01-one.script.yaml").write_text(script, "utf-8")
    return folder


def test_every_date_of_a_course_is_moved_together(tmp_path: Path) -> None:
    one = course("1", a_sample(tmp_path, SCRIPT.replace("received}", "received, checks: {2026-06-10: 2026-06-11}}")))
    assert one.intake["received_at"] == "2037-06-08T09:00:00+09:00"
    assert one.steps[0].at == "2037-06-09T09:30"
    assert one.ends == "2037-06-10T09:30"
    assert one.expect == {"stage": "received", "checks": {"2037-06-10": "2037-06-11"}}


def test_a_sample_without_a_script_says_which_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(Failed, match=r"01-one\.json has no script: 01-one\.script\.yaml is missing"):
        course("1", a_sample(tmp_path, None))


@pytest.mark.parametrize(
    "wrong, told",
    [
        (SCRIPT.replace("09T09:30", "09 9.30"), "01-one.script.yaml, line 4: .*at: "),
        (SCRIPT.replace("does:", "do:"), "01-one.script.yaml, line 4: .*do: "),
        (SCRIPT.replace("a.b:handler", "somebody"), "01-one.script.yaml, line 4: .*by: "),
        (SCRIPT.replace("expect", "steps"), "01-one.script.yaml, line 6: .*twice"),
    ],
)
def test_a_script_with_a_mistake_is_refused_with_file_line_and_key(tmp_path: Path, wrong: str, told: str) -> None:
    with pytest.raises(InvalidPolicy, match=told):
        course("1", a_sample(tmp_path, wrong))
