"""`owabi policy`: the list, the page a complaints officer reads, and what is wrong with a pack."""

from __future__ import annotations

import asyncio
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from domain.errors import InvalidPolicy
from owabi.__main__ import run
from owabi.checks.policies import policies
from owabi.settings import Settings
from policies.reader import HERE, Packs
from worker import desk_of

OURS = """\
id: our-bank
version: "2"
title: {en: Our bank, ja: 当行}
extends: uk-fca-disp
hours: {opens: "08:00", closes: "18:00", source: our own}
closures:
  2026-12-24: Christmas Eve
duties:
  final_response:
    period: {n: 40, unit: calendar_days}
    source: our own
"""


@pytest.fixture
def ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The firm's own packs: one that is stricter than the FCA."""
    (tmp_path / "our-bank.yaml").write_text(OURS, encoding="utf-8")
    monkeypatch.setenv("OWABI_PACKS", str(tmp_path))
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    """What is printed, with its columns closed up."""
    assert run(["policy", *arguments]) == code
    return re.sub(r" +", " ", capsys.readouterr().out)


def told(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> Any:
    return json.loads(said(capsys, *arguments, "--json", code=code))


def test_the_list_has_every_pack_and_the_firms_own(ours: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = {one["id"]: one for one in told(capsys, "list")}
    assert list(listed) == sorted([*Packs().ids(), "our-bank"])
    assert listed["us-cpsc"]["kind"] == "parallel"
    assert listed["our-bank"]["title"]["ja"] == "当行"
    line = next(line for line in said(capsys, "list").splitlines() if line.startswith("our-bank"))
    assert line.strip() == "our-bank complaint 2 Our bank GB-ENG Europe/London"


def test_the_page_says_what_is_owed_from_when_and_on_whose_word(capsys: pytest.CaptureFixture[str]) -> None:
    page = said(capsys, "show", "uk-fca-disp", "--received", "2026-04-02")
    for line in (
        "UK financial services (FCA DISP) [uk-fca-disp, version 1]",
        "final_response: Final response",
        " period 56 calendar days",
        " where payment_service 15 business days, met by final_response_sent, summary_resolution_sent,",
        " only after holding_response_sent within the limit of final_response",
        " level law; certain (primary text or two sources)",
        " opens on the day of final_response_sent, or the day after the limit of final_response_after_holding, final_response",
        " not_upheld decision, reasons, referral_right, ombudsman_contact, leaflet, waiver_wording",
        " 2026-12-31 One consolidated complaints return",
        "Deadlines of a complaint received 2026-04-02",
        " acknowledge 2026-04-07 (the firm's own target)",
        " Received Thu 2 Apr 2026. 1 business day: Tue 7 (Good Friday and Easter Monday do not count).",
        # sent on the last day, 28 May; six months from there
        " ombudsman_referral_closes 2026-11-28 (law)",
    ):
        assert line in page


def test_the_page_in_japanese(capsys: pytest.CaptureFixture[str]) -> None:
    page = said(capsys, "show", "jp-standard", "--received", "2026-11-20", "--locale", "ja")
    for line in (
        "お客様相談窓口・標準 [jp-standard, 版 1]",
        " 起算 受付(received)",
        " 期間 5営業日ごと(対応中は繰り返し)",
        " 場合 item_return 10営業日, 起算 現品到着(item_received)",
        "2026-11-20受付の場合の期限",
        "受付:2026年11月20日(金)。1営業日:11月24日(火)(勤労感謝の日は数えません)。",
        " progress_update 2026-12-07, 2026-12-14, 2026-12-21, 2026-12-28, 2027-01-08",  # 29 December to 3 January is closed
    ):
        assert line in page


def test_an_overlay_shows_the_laws_own_value_beside_its_own(ours: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = said(capsys, "show", "our-bank", "--received", "2026-12-01")
    assert " extends uk-fca-disp → iso-10002" in page
    assert " open 08:00-18:00 (our own)" in page
    assert " closed besides 2026-12-24 Christmas Eve" in page
    assert " period 40 calendar days\n" in page.replace(" \n", "\n")
    assert " the law itself period: 56 calendar days; FCA DISP 1.6.2R" in page
    assert " final_response 2027-01-10 (law)" in page
    assert page.count("the law itself") == 1  # what is taken over unchanged is the law's own


def test_an_overlay_is_answered_with_the_dates_of_its_base_and_its_own(
    ours: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = told(capsys, "show", "our-bank", "--received", "2026-12-23")
    dates = {one["duty"]: one.get("due") or one["opens"] for one in shown["deadlines"]}
    assert dates == {
        "acknowledge": "2026-12-29",  # the 24th is the firm's own closure, 25th and 28th are bank holidays
        "summary_resolution": "2026-12-31",
        "final_response": "2027-02-01",
        "ombudsman_referral_opens": "2027-02-02",
        "record_retention": "2029-12-23",
    }
    assert shown["law"]["final_response"]["period"] == {"n": 56, "unit": "calendar_days"}
    assert shown["pack"]["extends"] == ["uk-fca-disp", "iso-10002"]


def test_a_pack_that_needs_a_calendar_is_shown_and_says_which(capsys: pytest.CaptureFixture[str]) -> None:
    assert "au-rg271 needs a calendar of its own place: AU-ACT, AU-NSW" in said(capsys, "show", "au-rg271")
    page = said(capsys, "show", "au-rg271", "--calendar", "AU-NSW", "--received", "2026-04-24")
    assert " acknowledge 2026-04-28 (guidance)" in page  # Monday the 27th stands in for Anzac Day


@pytest.mark.parametrize(
    "arguments, says",
    [
        (["show", "uk-fca"], "no policy 'uk-fca'; there are: au-rg271"),
        (["show", "uk-fca-disp", "--received", "2026-02-30"], "'2026-02-30' is no date: write it as 2026-04-02"),
        (["show", "uk-fca-disp", "--calendar", "DE"], "uk-fca-disp needs a calendar of its own place: GB-ENG"),
        (["show", "uk-fca-disp", "--locale", "fr"], "'fr' is no language of the desk: give --locale ja or en"),
        (["lint", "--folder", "nowhere"], "nowhere is no folder"),
        (["lint", "no-such"], "no policy 'no-such'; there are: au-rg271"),
    ],
)
def test_what_cannot_be_shown_is_refused_in_a_line(
    capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    assert run(["policy", *arguments]) == 1
    error = capsys.readouterr().err
    assert says in error
    assert error.count("\n") == 1


def test_all_that_is_shipped_lints_clean_of_errors(capsys: pytest.CaptureFixture[str]) -> None:
    assert "errors: 0, " in said(capsys, "lint", "--today", "2026-11-22")


def test_a_finding_is_one_line_with_what_to_do(ours: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (ours / "our-bank.yaml").write_text(OURS.replace("n: 40", "n: 60"), encoding="utf-8")
    lines = said(capsys, "lint", "our-bank", code=1).splitlines()
    assert lines[0] == (
        "error: our-bank: duties.final_response.period: looser than the law: 60 calendar days in place of 56 calendar days"
        " (FCA DISP 1.6.2R); give a value at least as strict"
    )
    assert lines[-1].startswith("errors: 1, warnings: ")
    first = told(capsys, "lint", "our-bank", code=1)[0]
    assert (first["severity"], first["pack"], first["key"]) == ("error", "our-bank", "duties.final_response.period")


def test_a_pack_that_cannot_be_read_does_not_hide_the_others(ours: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (ours / "broken.yaml").write_text("id: broken\ncolour: red\n", encoding="utf-8")
    lines = said(capsys, "lint", "broken", "our-bank", code=1).splitlines()
    assert lines[0].startswith(
        "error: broken: (file): broken.yaml, line 2: colour: there is no such key; allowed here: "
    )
    assert any(line.startswith("warning: our-bank: closures: ") for line in lines)


def test_a_folder_can_be_linted_before_it_is_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "our-bank.yaml").write_text(OURS, encoding="utf-8")
    assert "errors: 0, " in said(capsys, "lint", "our-bank", "--folder", str(tmp_path))


def test_the_worker_and_the_other_commands_know_the_firms_own_packs(
    ours: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    snapshot = desk_of(Settings.from_env(default_policy="our-bank")).packs.snapshot("our-bank", date(2026, 12, 1))
    assert snapshot.rules["duties"]["final_response"]["period"] == {"n": 40, "unit": "calendar_days"}
    assert snapshot.rules["closed_days"]["days"]["2026-12-24"] == "Christmas Eve"
    assert run(["deadlines", "--pack", "our-bank", "--received", "2026-12-01"]) == 0
    assert "final_response  due 2027-01-10  (law)" in capsys.readouterr().out


def test_the_doctor_names_a_pack_that_is_looser_than_the_law(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    loose = "id: mine\nversion: '1'\ntitle: {en: M, ja: M}\nextends: uk-fca-disp\n"
    loose += "duties:\n  final_response: {period: {n: 70, unit: calendar_days}, source: ours}\n"
    (tmp_path / "mine.yaml").write_text(loose, encoding="utf-8")
    monkeypatch.setenv("OWABI_PACKS", str(tmp_path))
    assert run(["doctor", "--data", str(tmp_path / "var"), "--json"]) == 1
    assert "looser than the law: 70 calendar days in place of 56" in capsys.readouterr().out


def test_an_event_that_no_date_depends_on_is_said_beside_the_answer(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["deadlines", "--pack", "uk-fca-disp", "--received", "2026-04-02"]
    assert run([*asked, "--event", "holding_respones_sent=2026-04-03"]) == 0
    said = capsys.readouterr()
    assert "no date of uk-fca-disp depends on the event 'holding_respones_sent'" in said.err
    assert "final_response" in said.out


def test_a_slip_in_the_name_of_a_category_is_found_in_whichever_rule_file_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shipped = (HERE / "data" / "triage.yaml").read_text(encoding="utf-8")
    own = tmp_path / "our-triage.yaml"
    own.write_text(shipped.replace("[staff_conduct.discrimination]", "[staff_conduct.discrimnation]"), encoding="utf-8")
    assert not [one for one in told(capsys, "lint") if one["pack"].endswith(".yaml")], (
        "what is shipped names what is there"
    )
    monkeypatch.setenv("OWABI_TRIAGE_FILE", str(own))
    [slip] = [one for one in told(capsys, "lint") if one["pack"] == "our-triage.yaml"]
    assert (slip["severity"], slip["what"]) == (
        "warning",
        "staff_conduct.discrimnation is not in the list of categories",
    )
    [said] = [one for one in asyncio.run(policies(Settings.from_env())) if one.name == "categories"]
    assert (said.state, said.what.partition(":")[0]) == ("note", "our-triage.yaml")


def test_a_list_of_categories_that_does_not_read_stops_the_worker_and_is_named_by_lint_and_doctor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "ours.yaml"
    own.write_text("categories: { billing: { titel: { ja: 請求, en: Billing } } }", encoding="utf-8")
    monkeypatch.setenv("OWABI_CATEGORIES_FILE", str(own))
    with pytest.raises(InvalidPolicy, match=r"ours\.yaml.*titel"):
        desk_of(Settings.from_env())
    assert run(["policy", "lint"]) == 1
    assert "titel" in capsys.readouterr().err
    [found] = asyncio.run(policies(Settings.from_env()))
    assert found.state == "wrong"
    assert "titel" in found.what
