"""The ideal course of every sample, played on the real server: what its script expects is so, to the day.

All are played at once, on one server by one worker: each workflow has a clock of its own.
"""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
import pytest_asyncio
from rich.console import Console
from temporalio.client import Client

from domain.errors import InvalidPolicy
from owabi.demo.command import FIRM
from owabi.demo.facts import Compared
from owabi.demo.playing import Play
from owabi.demo.scripts import YEARS_AHEAD, course
from owabi.demo.telling import Telling
from owabi.failing import Failed, Misused
from owabi.settings import PROJECT
from policies.calendars.files import read
from tests.desk import Desk, open_desk
from tests.replay.recording import record

SCRIPTS = sorted((PROJECT / "samples").glob("*.script.yaml"))
NUMBERS = [str(int(path.name[:2])) for path in SCRIPTS]
TELLINGS: dict[str, str] = {}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def played(
    server: Client, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> AsyncIterator[dict[str, list[Compared] | BaseException]]:
    """Every course, played to its end: the facts it expects beside what was found, or what went wrong."""
    async with open_desk(server, tmp_path_factory.mktemp("samples"), **FIRM) as desk:
        told = {number: io.StringIO() for number in NUMBERS}
        plays = [
            Play(course(number), desk.client, desk.skipper, desk.settings, Telling(Console(file=told[number])))
            for number in NUMBERS
        ]
        ends = await asyncio.gather(*[play.play() for play in plays], return_exceptions=True)
        if request.config.getoption("--record-histories"):
            for path, play in zip(SCRIPTS, plays, strict=True):
                one = Desk(desk.client, desk.skipper, desk.settings, desk.register)
                one.filed = play.filed
                await record(one, f"samples.{path.name.removesuffix('.script.yaml')}")
        TELLINGS.update({number: out.getvalue() for number, out in told.items()})
        yield dict(zip(NUMBERS, ends, strict=True))


@pytest.mark.timeout(300)
@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("number", NUMBERS, ids=[path.name.removesuffix(".script.yaml") for path in SCRIPTS])
async def test_the_course_goes_as_its_script_expects(
    number: str, played: dict[str, list[Compared] | BaseException]
) -> None:
    ended = played[number]
    if isinstance(ended, BaseException):
        raise ended
    assert len(ended) > 5
    assert [fact for fact in ended if not fact.holds] == []
    assert all(step.why.split()[0] in TELLINGS[number] for step in course(number).steps)


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
