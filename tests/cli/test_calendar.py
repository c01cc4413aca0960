"""`owabi calendar`: what a person sees, and what is refused."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from owabi.__main__ import run
from policies.calendars.files import FOLDER


def test_one_year_of_a_calendar_is_shown_with_its_names(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["calendar", "show", "JP-GOV", "--year", "2026"]) == 0
    shown = capsys.readouterr().out
    assert "2026-05-03 Sun  Constitution Day  憲法記念日" in shown
    assert "Asia/Tokyo; business days mon, tue, wed, thu, fri; 2016-01-01 to 2040-12-31" in shown
    assert "2027-" not in shown


def test_a_calendar_is_shown_to_programs_with_its_hash(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["calendar", "show", "US-OBS+SAT", "--year", "2026", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["id"] == "US-OBS+SAT"
    assert shown["weekdays"][-1] == "sat"
    assert shown["closed"]["2026-07-03"] == "Independence Day (observed)"
    assert len(shown["hash"]) == 64
    assert shown["from"] == "2016-01-01"


def test_the_list_has_every_calendar(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["calendar", "list", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert {"GB-SCT", "AU-NSW", "JP-GOV", "US-STRICT", "DE-BY", "weekdays"} <= set(listed)
    assert run(["calendar", "list"]) == 0
    assert "Australia/Hobart" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments,says",
    [
        (["show", "AU"], "owabi: InvalidPolicy: no calendar 'AU'; name one of its parts: AU-ACT, AU-NSW"),
        (["show", "IE", "--year", "2050"], "owabi: IE knows the years 2016 to 2040, not 2050"),
        (["write", "--folder", "/nowhere"], "owabi: /nowhere is no folder"),
    ],
)
def test_what_is_not_there_is_refused(arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["calendar", *arguments]) == 1
    assert capsys.readouterr().err.startswith(says)


def test_a_check_writes_nothing_and_names_the_days_that_differ(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("holidays", reason="comes with the tools for development")
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    assert run(["calendar", "write", "--check", "--folder", str(tmp_path)]) == 0
    file = tmp_path / "GB-SCT.yaml"
    less = "".join(line for line in file.read_text(encoding="utf-8").splitlines(True) if "2026-06-15" not in line)
    file.write_text(less, encoding="utf-8")
    capsys.readouterr()
    assert run(["calendar", "write", "--check", "--folder", str(tmp_path)]) == 1
    shown = capsys.readouterr().out
    assert "GB-SCT 2026-06-15: only in the library (Scotland's participation in the FIFA World Cup final)" in shown
    assert "differences: 1, in 1 of 91 calendars" in shown
    assert "2026-06-15" not in file.read_text(encoding="utf-8")
