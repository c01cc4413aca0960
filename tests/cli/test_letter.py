"""`owabi letter preview`: a letter as it would leave, and as a policy pack asks for it."""

from __future__ import annotations

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
