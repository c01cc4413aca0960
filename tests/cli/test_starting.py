"""A command starts with what it needs: asking about a rule loads no database, no server's client, no log machinery."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from owabi.__main__ import run
from owabi.commands import COMMANDS, GROUPS

ROOT = Path(__file__).parents[2]
HEAVY = ("sqlalchemy", "temporalio.client", "structlog", "jinja2")


@pytest.mark.parametrize(
    "line,without",
    [
        (["policy", "lint"], HEAVY),
        (["deadlines", "--help"], HEAVY),
        (["calendar", "list"], HEAVY),
        (["certificate", "verify", "/nowhere.json"], HEAVY),
        (["--help"], ("sqlalchemy", "structlog")),
    ],
    ids=" ".join,
)
def test_what_a_command_does_not_need_is_not_loaded(line: list[str], without: tuple[str, ...]) -> None:
    loaded = f"print('loaded', *(name for name in {without} if name in sys.modules))"
    asked = f"import sys; from owabi.__main__ import run; run({line}); {loaded}"
    done = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "loaded"


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_is_found_alone_and_explains_itself(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*line.split(), "--help"]) == 0
    assert f"Usage: owabi {line} " in capsys.readouterr().out


def test_every_command_and_group_stands_in_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    said = capsys.readouterr().out
    assert [one for one in {line.split()[0] for line in COMMANDS} if f"│ {one} " not in said] == []
    for group in GROUPS:
        assert run([group, "--help"]) == 0
        shown = capsys.readouterr().out
        assert [
            line for line in COMMANDS if line.startswith(f"{group} ") and f"│ {line.split()[1]} " not in shown
        ] == []


def test_a_word_that_is_no_command_is_answered_with_the_one_meant(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["polcy", "lint"]) == 2
    assert "policy" in capsys.readouterr().err
