"""`owabi certificate verify`: what is right passes, one changed bit does not, and a file that cannot be read is said so."""

from __future__ import annotations

import json
from pathlib import Path

from owabi.__main__ import run
from owabi.certificates.command import json_text
from owabi.deadlines.command import answer_line
from policies.reader import Packs


def proof(tmp_path: Path) -> Path:
    """The certificate of a British final response, as a file."""
    request = {"id": "1", "pack": "uk-fca-disp", "events": {"received": "2026-04-02"}}
    answered = answer_line(json.dumps(request), Packs())
    [mine] = [one["certificate"] for one in answered["duties"] if one["duty"] == "final_response"]
    file = tmp_path / "proof.json"
    file.write_text(json_text(mine), encoding="utf-8")
    return file


def test_a_certificate_that_is_right_is_called_right(tmp_path: Path, capsys) -> None:  # type: ignore[no-untyped-def]
    assert run(["certificate", "verify", str(proof(tmp_path))]) == 0
    assert "final_response, due 2026-05-28" in capsys.readouterr().out


def test_a_changed_date_is_refused(tmp_path: Path) -> None:
    file = proof(tmp_path)
    file.write_text(file.read_text(encoding="utf-8").replace("2026-05-28", "2026-05-29"), encoding="utf-8")
    assert run(["certificate", "verify", str(file)]) == 1


def test_a_file_that_is_not_there_is_misuse(tmp_path: Path) -> None:
    assert run(["certificate", "verify", str(tmp_path / "none.json")]) == 2
