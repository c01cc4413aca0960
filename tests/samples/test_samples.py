"""The project's own sample complaints: legal, invented, fresh; and two that must be refused."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from domain.errors import InvalidIntake
from messages.intake import check_intake
from policies import categories, known_issues, team, triage

NOW = datetime(2026, 12, 31, 12, 0, tzinfo=UTC)
ROOT = Path(__file__).parents[2]
DATA = ROOT / "policies" / "data"
SAMPLES = sorted((ROOT / "samples").glob("*.json"))
POLICIES = {"08": "uk-fca-disp", "09": "uk-fca-disp", "10": "uk-housing", "11": "iso-10002", "12": "iso-10002"}
PREPARED = {
    "01-toaster-smoke": ("critical", ["toaster-overheating"], "mihon.sakura"),
    "02-biscuit-plastic": ("high", ["biscuit-lot-0602"], "mihon.sakura"),
    "03-biscuit-post": ("high", ["biscuit-lot-0602"], "mihon.sakura"),
    "04-wheelchair-at-the-door": ("high", [], "tehon.kaoru"),
    "05-washing-machine-late": ("medium", [], "reiji.taro"),
    "06-water-server-contract": ("high", [], "kitei.jun"),
    "07-coffee-machine-again": ("high", ["coffee-machine-repeat-repair"], "mihon.sakura"),
    "08-card-charged-twice": ("medium", ["card-charged-twice"], "kitei.jun"),
    "09-house-deposit-blocked": ("high", [], "kitei.jun"),
    "10-damp-flat": ("high", [], "alex.example"),
    "11-charged-twice-chat": ("medium", ["card-charged-twice"], "kitei.jun"),
    "12-bus-brakes": ("critical", [], "alex.example"),
}


def load(path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    intake = json.loads(path.read_text(encoding="utf-8"))
    return intake.pop("sample", {}), intake


def data(name: str) -> tuple[str, str]:
    return (DATA / name).read_text(encoding="utf-8"), name


def texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for one in value.values() for text in texts(one)]
    if isinstance(value, list):
        return [text for one in value for text in texts(one)]
    return [value] if isinstance(value, str) else []


def test_there_are_a_dozen_seven_japanese_and_five_english() -> None:
    locales = Counter(load(path)[1]["personal"]["customer"]["locale"] for path in SAMPLES)
    assert locales == {"ja": 7, "en": 5}


def test_they_came_over_nine_channels() -> None:
    channels = Counter(load(path)[1]["channel"] for path in SAMPLES)
    japanese = {"phone": 2, "email": 1, "social_media": 1, "in_person": 1, "letter": 1, "web_form": 1}
    english = {"phone": 1, "letter": 1, "app": 1, "live_chat": 1, "api": 1}
    assert channels == Counter(japanese) + Counter(english)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
class TestEverySample:
    def test_is_a_legal_intake_received_in_the_past(self, path: Path) -> None:
        intake = check_intake(load(path)[1], NOW)
        assert intake.received_at < NOW

    def test_names_its_reference_policy_subject_and_wish(self, path: Path) -> None:
        _, intake = load(path)
        assert intake["reference"]
        assert intake["policy"] == POLICIES.get(path.stem[:2], "jp-standard")
        assert intake["personal"]["subject"]
        assert len(intake["personal"]["description"]) > 150
        assert "severity" not in intake

    def test_says_how_fresh_it_is_to_be_filed_and_what_it_shows(self, path: Path) -> None:
        sample, _ = load(path)
        assert sorted(sample) == ["days_ago", "note"]
        assert sample["days_ago"] in (0, 1, 2, 3)
        assert sample["note"]

    def test_uses_the_desks_own_categories(self, path: Path) -> None:
        known = categories.read(*data("categories.yaml"))
        _, intake = load(path)
        assert known.has(intake["category"])
        assert [head for head in intake.get("heads", []) if not known.has(head["category"])] == []

    def test_is_triaged_answered_and_assigned_as_the_desk_would(self, path: Path) -> None:
        _, intake = load(path)
        locale = intake["personal"]["customer"]["locale"]
        severity, _ = triage.triage(intake, False, triage.read(*data("triage.yaml")))
        answers = known_issues.matching(intake, known_issues.read(*data("known_issues.yaml")), date(2026, 11, 22))
        assignment = team.assign(
            team.read(*data("team.yaml")), intake["category"], locale, severity, {}, date(2026, 11, 20)
        )
        assert (severity, [one.id for one in answers], assignment.handler) == PREPARED[path.stem]

    def test_is_invented_throughout(self, path: Path) -> None:
        everything = "\n".join(texts(load(path)[1]))
        assert [m for m in re.findall(r"[\w.]+@([\w.]+\.\w+)", everything) if m != "example.com"] == []
        assert [u for u in re.findall(r"https?://[^\s/]+", everything) if u != "https://files.example.com"] == []
        phones = re.findall(r"(?<![\w-])0\d[\d -]{7,}\d", everything)
        assert [p for p in phones if not p.startswith(("000-", "01632 960"))] == []
        assert [c for c in re.findall(r"〒(\d{3})", everything) if c != "000"] == []

    def test_has_an_attachments_digest_and_a_file_name_without_a_path(self, path: Path) -> None:
        for attachment in load(path)[1]["personal"].get("attachments", []):
            assert re.fullmatch(r"[0-9a-f]{64}", attachment["sha256"])
            assert re.fullmatch(r"[a-z-]+\.(jpg|pdf)", attachment["name"])


def test_no_two_samples_share_a_reference() -> None:
    references = [load(path)[1]["reference"] for path in SAMPLES]
    assert len(set(references)) == 12


def test_the_anonymous_one_carries_neither_name_nor_address() -> None:
    _, intake = load(ROOT / "samples/12-bus-brakes.json")
    assert intake["anonymous"] is True
    assert intake["personal"]["customer"] == {"locale": "en"}


@pytest.mark.parametrize(
    "name, field",
    [
        ("time-without-offset", "received_at"),
        ("line-break-in-subject", "personal.subject"),
    ],
)
def test_the_bad_ones_are_refused_with_the_field_and_without_its_value(name: str, field: str) -> None:
    intake = json.loads((ROOT / f"samples/bad/{name}.json").read_text(encoding="utf-8"))
    with pytest.raises(InvalidIntake) as refusal:
        check_intake(intake, NOW)
    assert field in str(refusal.value)
    assert "everybody@example.com" not in str(refusal.value)
    assert "2026-11-20" not in str(refusal.value)


def test_the_second_bad_one_is_bad_for_its_subject_only_template_syntax_is_text() -> None:
    intake = json.loads((ROOT / "samples/bad/line-break-in-subject.json").read_text(encoding="utf-8"))
    intake["personal"]["subject"] = "Refund"
    assert "{{ config }}" in check_intake(intake, NOW).personal.description  # type: ignore[union-attr]
