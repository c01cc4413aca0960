"""What the command line refuses and how, without a server."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from messages.commands import COMMANDS
from messages.obligation_commands import OBLIGATIONS
from messages.task_commands import TASK_COMMANDS
from owabi.__main__ import run
from owabi.cases import acknowledged_when_taken
from owabi.filters import filters
from owabi.story import show_story


@pytest.fixture(autouse=True)
def nothing_runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("TEMPORAL_ADDRESS", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("OWABI_DATA", str(tmp_path / "var"))


def said(capsys: pytest.CaptureFixture[str]) -> str:
    """Standard error: always one line."""
    error = capsys.readouterr().err
    assert error.startswith("owabi: ")
    assert error.count("\n") == 1
    return error


@pytest.mark.parametrize(
    "line",
    [
        ["list", "--stage", "nowhere"],
        ["list", "--ground", "content"],
        ["file", "samples/08-card-charged-twice.json", "--acknowledged", "email"],
        ["list", "--nonsense"],
        ["list", "--handler", "o'brien"],
        ["list", "--filter", "nonsense"],
        ["nonsense"],
        ["show"],
        ["do", "K-1", "close"],
        ["do", "K-1", "close", "{}", "--as", "aoki"],
        ["do", "K-1", "close", "{}", "--as", "aoki:emperor"],
        ["do", "K-1", "close", "[]", "--as", "aoki:handler"],
        ["file", "/nowhere.json"],
        ["import", "cfpb", "/nowhere.csv"],
        ["up", "--port", "0"],
    ],
    ids=" ".join,
)
def test_misuse_exits_2_with_one_line(line: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(line) == 2
    assert "--help" in said(capsys)


@pytest.mark.parametrize(
    "line", [["list"], ["show", "K-1"], ["do", "K-1", "close", "--as", "aoki:handler"]], ids=" ".join
)
def test_with_nothing_running_the_line_says_how_to_start(line: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(line) == 1
    assert "start it with `make run`" in said(capsys)


@pytest.mark.parametrize("text", ["{", '{"a": NaN}', "\xff", ""])
def test_what_is_no_json_is_refused_without_repeating_it(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "intake.json").write_text(text, encoding="latin-1")
    assert run(["file", str(tmp_path / "intake.json")]) == 1
    assert "the intake is not JSON" in said(capsys)


def test_a_wrong_setting_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("OWABI_PORT", "seventy")
    assert run(["list"]) == 1
    assert "OWABI_PORT" in said(capsys)


def test_an_import_cannot_be_moved_into_the_future(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "export.csv").write_text("date_received,product,issue,submitted_via\n2017-03-21,Mortgage,Other,Fax\n")
    assert run(["import", "cfpb", str(tmp_path / "export.csv"), "--shift-to", "2999-01-01"]) == 2
    assert "nobody complains tomorrow" in said(capsys)


def test_filters_carry_links_with_todays_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["list", "--filters", "--json"]) == 0
    found = {one["name"]: one for one in json.loads(capsys.readouterr().out)}
    assert found["overdue"]["dated"]
    assert f"{datetime.now(UTC):%Y-%m-%d}" in found["overdue"]["query"]
    assert found["overdue"]["link"].startswith(
        "http://localhost:8233/namespaces/default/workflows?query=WorkflowType%20%3D"
    )


def test_filter_names_are_unique() -> None:
    names = [one.name for one in filters(datetime(2026, 5, 7, tzinfo=UTC))]
    assert len(names) == len(set(names))


def test_whoever_approves_a_letter_reads_it_in_the_story() -> None:
    approval = {"id": "L1", "approver": "lead", "asked_by": "hana", "text": "60ade80edc21cfc5"}
    words = {"words": "We were negligent.", "questions": [{"text": "On which day?"}]}
    letter = {"kind": "individual", "state": "awaiting_approval", "approval": approval, "personal": words}
    letter["facts"] = {"new_date": "2026-05-20"}
    out = StringIO()

    show_story(
        Console(file=out, width=200), {"reference": "K-1", "letters": [letter]}, datetime(2026, 5, 7, tzinfo=UTC)
    )

    shown = out.getvalue()
    assert "letter L1 waits for a lead" in shown
    assert '{"what": "L1", "text": "60ade80edc21cfc5"}' in shown
    assert "“We were negligent.”" in shown
    assert "“On which day?”" in shown
    assert 'new_date: "2026-05-20"' in shown


def test_a_story_says_who_speaks_for_the_customer_and_whether_they_may() -> None:
    out = StringIO()
    speaks = {"name": "Lee Lawyer", "kind": "lawyer", "contact": "1 Court Street", "authority": "evidenced"}
    case = {"reference": "K-1", "personal": {"representative": speaks}}
    show_story(Console(file=out, width=200), case, datetime(2026, 5, 7, tzinfo=UTC))
    assert (
        "speaks for the customer: Lee Lawyer (lawyer 代理人弁護士, 1 Court Street), authority evidenced"
        in out.getvalue()
    )


def test_a_story_shows_what_is_late_and_no_control_characters() -> None:
    out = StringIO()
    case = {
        "reference": "K-1",
        "stage": "investigating",
        "personal": {"subject": "smoke \x1b[31m[red]"},
        "deadlines": [
            {"duty": "final_response", "state": "running", "due": "2026-05-01", "late_from": "2026-05-02T00:00:00Z"},
            {"duty": "progress", "state": "running", "due": "2026-05-09", "late_from": "2026-05-10T00:00:00Z"},
        ],
        "timeline": [{"at": "2026-04-28", "by": "aoki:handler", "what": "acknowledged"}] * 20,
    }
    show_story(Console(file=out, width=200), case, datetime(2026, 5, 7, tzinfo=UTC))
    shown = out.getvalue()
    assert "5 d 0 h late" in shown
    assert "3 d 0 h left" in shown
    assert "\x1b" not in shown
    assert "[red]" in shown
    assert "8 earlier acts" in shown


def test_what_was_acknowledged_when_it_was_taken_is_filed_so() -> None:
    taken = acknowledged_when_taken({"channel": "phone", "facts": {"statement_closing_day": 3}}, "phone")
    assert taken == {"channel": "phone", "facts": {"statement_closing_day": 3, "acknowledged": "phone"}}
    assert acknowledged_when_taken({"channel": "phone"}, None) == {"channel": "phone"}


def test_the_help_of_do_lists_every_command_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["do", "--help"]) == 0
    page = " ".join(capsys.readouterr().out.split())

    for name, spec in {**COMMANDS, **TASK_COMMANDS, **OBLIGATIONS.specs}.items():
        assert f"{name}: {spec.title}" in page
        assert spec.title_ja in page
