"""`owabi letter preview`: a letter as it would leave, and as a policy pack asks for it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from owabi.__main__ import run
from policies.reader import HERE

OURS = 'id: our-bank\nversion: "1"\ntitle: {en: Our bank, ja: 当行}\nextends: uk-fca-disp\nduties: {}\n'
LEAFLET = "ombudsman.example.com/leaflet"


def shown(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    """What is printed, errors too."""
    assert run(["letter", "preview", *arguments]) == code
    printed = capsys.readouterr()
    return printed.out + printed.err


def test_a_letter_is_shown_with_what_the_pack_requires_of_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    page = tmp_path / "letter.html"

    assert LEAFLET not in shown(capsys, "final_response")
    assert LEAFLET in shown(capsys, "final_response", "--pack", "uk-fca-disp", "--html", str(page))
    assert LEAFLET in page.read_text(encoding="utf-8")
    assert "第1段階のご回答" in shown(capsys, "final_response", "--pack", "uk-housing", "--locale", "ja")


def test_an_overlay_is_shown_with_the_wording_of_the_pack_it_extends(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "our-bank.yaml").write_text(OURS, encoding="utf-8")
    monkeypatch.setenv("OWABI_PACKS", str(tmp_path))

    assert LEAFLET in shown(capsys, "not_upheld", "--pack", "our-bank")


def test_a_wording_that_is_not_written_is_named_instead_of_a_letter(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    firm = yaml.safe_load((HERE / "data" / "firm.yaml").read_text(encoding="utf-8"))
    del firm["texts"]
    own = tmp_path / "firm.yaml"
    own.write_text(yaml.safe_dump(firm, allow_unicode=True), encoding="utf-8")
    monkeypatch.setenv("OWABI_FIRM_FILE", str(own))

    told = shown(capsys, "signposting", "--pack", "uk-ofcom", code=1)
    assert "referral_right is missing, which uk-ofcom requires (Ofcom General Condition C4)" in told
    assert "texts.uk-ofcom.referral_right.en" in told
    assert "Dear" not in told


def checked(capsys: pytest.CaptureFixture[str], tmp_path: Path, text: str, *arguments: str, code: int) -> str:
    draft = tmp_path / "draft.txt"
    draft.write_text(text, encoding="utf-8")
    assert run(["letter", "check", str(draft), *arguments]) == code
    printed = capsys.readouterr()
    return printed.out + printed.err


def test_a_draft_is_checked_before_anybody_sends_it(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    bad = checked(capsys, tmp_path, "お申し出の件\n早急に対応いたします。", "--locale", "ja", code=1)
    good = checked(capsys, tmp_path, "I am sorry that nobody called you.", code=0)
    hint = json.loads(checked(capsys, tmp_path, "This is regrettable.", "--json", code=0))

    assert bad.startswith("2:1: needs_date: 早急に → 何月何日までに")
    assert good == "It can leave.\n"
    assert [(one["words"], one["kind"], one["line"], one["column"]) for one in hint["findings"]] == [
        ("regrettable", "style", 1, 9)
    ]
    assert hint["leaves"]


def test_the_firms_own_list_counts_and_a_wrong_one_is_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "en.yaml"
    own.write_text(
        "words: [{find: soonish, kind: blocked, instead: the day, hits: soonish, passes: on 7 May}]", "utf-8"
    )
    monkeypatch.setenv("OWABI_WORDS", str(tmp_path))
    assert "soonish → the day" in checked(capsys, tmp_path, "We call you soonish. Never again.", code=1)

    own.write_text("words: [{find: soonish, kind: banned, instead: the day, hits: soonish, passes: x}]", "utf-8")
    told = checked(capsys, tmp_path, "We call.", code=1)
    assert "en.yaml, line 1: words.0.kind: must be one of blocked, needs_date, needs_approval, style" in told
