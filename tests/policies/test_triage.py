"""How serious a complaint is when nobody has said so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from domain.errors import InvalidPolicy
from policies.triage import TriageRules, read, triage

DESK = Path(__file__).parents[2] / "policies" / "data" / "triage.yaml"


@pytest.fixture(scope="module")
def desk() -> TriageRules:
    return read(DESK.read_text(encoding="utf-8"), DESK.name)


def complaint(description: str = "", customer: dict[str, Any] | None = None, **facts: Any) -> dict[str, Any]:
    personal = {"customer": {"locale": "en", **(customer or {})}, "subject": "A matter", "description": description}
    return {"channel": "email", "category": "other", "personal": personal, **facts}


def test_a_complaint_that_no_rule_speaks_of_is_medium(desk: TriageRules) -> None:
    assert triage(complaint("The brochure is dull."), False, desk) == ("medium", ["default"])


def test_an_injury_is_critical(desk: TriageRules) -> None:
    assert triage(complaint(harm={"injury": True}), False, desk) == ("critical", ["harm-injury"])


def test_others_at_risk_are_critical(desk: TriageRules) -> None:
    assert triage(complaint(harm={"others_at_risk": True}), False, desk) == ("critical", ["harm-others-at-risk"])


def test_money_lost_raises_nothing_by_itself(desk: TriageRules) -> None:
    assert triage(complaint(harm={"money": True}), False, desk) == ("medium", ["harm-money"])


def test_damage_by_an_unsafe_product_is_graver_than_damage(desk: TriageRules) -> None:
    assert triage(complaint(harm={"property": True}), False, desk)[0] == "high"
    assert triage(complaint(harm={"property": True}, category="safety.overheating"), False, desk)[0] == "critical"


def test_the_gravest_rule_wins_and_all_that_spoke_are_named(desk: TriageRules) -> None:
    severity, reasons = triage(complaint(harm={"injury": True, "money": True}, category="privacy"), False, desk)
    assert severity == "critical"
    assert reasons == ["harm-injury", "personal-data", "harm-money"]


@pytest.mark.parametrize(
    "description, severity, rule",
    [
        ("今朝、トースターから煙が出ました。", "high", "words-fire-or-shock"),
        ("The kettle EXPLODED on the table.", "high", "words-fire-or-shock"),
        ("もう死にたいくらいです。", "critical", "words-life"),
        ("My solicitor will write to you.", "high", "words-legal-or-press"),
        ("消費生活センターに相談します。", "high", "words-legal-or-press"),
        ("I am sitting here with a newborn.", "high", "words-vulnerability"),
        ("別人の個人情報が届きました。", "high", "words-personal-data"),
    ],
)
def test_words_are_heard_in_both_languages(desk: TriageRules, description: str, severity: str, rule: str) -> None:
    assert triage(complaint(description), False, desk) == (severity, [rule])


@pytest.mark.parametrize(
    "description",
    [
        "I pursue this matter.",
        "The smokeless barbecue is late.",
        "けがはありませんでした。",
        "Nobody was hurt, luckily.",
    ],
)
def test_words_that_only_look_alarming_are_not_taken_for_it(desk: TriageRules, description: str) -> None:
    assert triage(complaint(description), False, desk) == ("medium", ["default"])


def test_full_width_letters_and_line_breaks_do_not_hide_a_word(desk: TriageRules) -> None:
    assert triage(complaint("The set ＣＡＵＧＨＴ\n  fire"), False, desk)[1] == ["words-fire-or-shock"]


def test_words_of_injury_count_only_until_somebody_has_asked(desk: TriageRules) -> None:
    assert triage(complaint("I was hurt."), False, desk) == ("high", ["words-injury-not-asked-yet"])
    assert triage(complaint("I was hurt.", harm={"injury": False}), False, desk) == ("medium", ["default"])


def test_a_vulnerable_customer_makes_it_high(desk: TriageRules) -> None:
    assert triage(complaint(customer={"vulnerable": True}), False, desk) == ("high", ["vulnerable-customer"])


def test_a_public_post_is_high(desk: TriageRules) -> None:
    assert triage(complaint(channel="social_media"), False, desk) == ("high", ["public-channel"])


def test_a_repeat_complainant_makes_a_complaint_high_but_not_praise(desk: TriageRules) -> None:
    assert triage(complaint(), True, desk) == ("high", ["repeat-complainant"])
    assert triage(complaint(kind="praise"), True, desk) == ("low", ["no-complaint"])


def test_a_finer_category_is_covered_by_its_parent_but_a_longer_word_is_not(desk: TriageRules) -> None:
    assert triage(complaint(category="privacy.disclosed"), False, desk)[0] == "high"
    assert triage(complaint(category="privacy_screens"), False, desk)[0] == "medium"


def test_an_erased_complaint_can_still_be_triaged(desk: TriageRules) -> None:
    erased = {**complaint("My solicitor will write to you."), "personal": None}
    assert triage(erased, False, desk) == ("medium", ["default"])


def test_the_reasons_never_repeat_the_customers_words(desk: TriageRules) -> None:
    _, reasons = triage(complaint("Smoke! My name is Specimen and my solicitor knows."), False, desk)
    assert reasons == ["words-fire-or-shock", "words-legal-or-press"]


ONE_RULE = "rules: [{id: one-rule, severity: high, why: because, when: {vulnerable: true}}]"


@pytest.mark.parametrize(
    "text, complaint_about",
    [
        (ONE_RULE.replace("high", "dire"), "rules.0.severity"),
        (ONE_RULE.replace("vulnerable", "vulnerabel"), "rules.0.when.vulnerabel"),
        (ONE_RULE.replace("{vulnerable: true}", "{}"), "without a condition"),
        (ONE_RULE.replace("one-rule", "default"), "'default'"),
        ("default: low\ndefault: high\n" + ONE_RULE, "line 2: the key 'default' stands there twice"),
        ("rules: [", "line 1"),
        ("? [a, b]\n: c", "line 1"),
        ("rules: \x07", "not readable as YAML"),
        ("", "my-triage.yaml: (whole file)"),
    ],
)
def test_a_mistake_in_the_rule_file_is_refused_by_file_and_key(text: str, complaint_about: str) -> None:
    with pytest.raises(InvalidPolicy) as refusal:
        read(text, "my-triage.yaml")
    assert "my-triage.yaml" in str(refusal.value)
    assert complaint_about in str(refusal.value)


def test_the_default_is_medium_when_the_file_says_nothing() -> None:
    assert triage(complaint(), False, read(ONE_RULE, "my-triage.yaml")) == ("medium", ["default"])
