"""Prepared answers for what the firm already knows about."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from domain.errors import InvalidPolicy
from policies.known_issues import KnownIssue, matching, read

DESK = Path(__file__).parents[2] / "policies" / "data" / "known_issues.yaml"
TWO_ISSUES = """
issues:
  - id: kettle-lid
    title: { ja: ふた, en: Lid }
    match: { categories: [product_quality], products: [ケトル, kettle], words: { ja: [ふた], en: [lid] } }
    answer: { ja: お調べしております。, en: We are looking at it. }
    valid: { from: 2026-06-01, until: 2026-06-30 }
  - id: everything-late
    title: { ja: 遅れ, en: Delay }
    match: { categories: [delivery] }
    answer: { ja: お届けが遅れております。, en: Deliveries are late. }
"""


@pytest.fixture(scope="module")
def two() -> list[KnownIssue]:
    return read(TWO_ISSUES, "known.yaml")


@pytest.fixture(scope="module")
def desk() -> list[KnownIssue]:
    return read(DESK.read_text(encoding="utf-8"), DESK.name)


def lid(
    product: Any = "Kettle K-2", category: str = "product_quality.defective", said: str = "The lid flew off."
) -> Any:
    personal = {"customer": {"locale": "en"}, "subject": "My kettle", "description": said}
    return {"category": category, "product": product, "personal": personal}


def ids(issues: list[KnownIssue]) -> list[str]:
    return [issue.id for issue in issues]


def test_an_issue_fits_when_category_product_and_words_all_do(two: list[KnownIssue]) -> None:
    assert ids(matching(lid(), two, date(2026, 6, 15))) == ["kettle-lid"]


def test_one_criterion_that_fails_is_enough_to_leave_the_answer_out(two: list[KnownIssue]) -> None:
    on = date(2026, 6, 15)
    assert matching(lid(category="repair"), two, on) == []
    assert matching(lid(product="Toaster"), two, on) == []
    assert matching(lid(product=None), two, on) == []
    assert matching(lid(said="It is too slow."), two, on) == []


def test_a_product_may_be_named_by_its_parts(two: list[KnownIssue]) -> None:
    assert ids(matching(lid(product={"name": "電気ケトル", "lot": "7"}), two, date(2026, 6, 15))) == ["kettle-lid"]


def test_an_answer_is_given_from_its_first_to_its_last_day(two: list[KnownIssue]) -> None:
    assert matching(lid(), two, date(2026, 5, 31)) == []
    assert ids(matching(lid(), two, date(2026, 6, 1))) == ["kettle-lid"]
    assert ids(matching(lid(), two, date(2026, 6, 30))) == ["kettle-lid"]
    assert matching(lid(), two, date(2026, 7, 1)) == []


def test_an_answer_without_dates_is_always_valid(two: list[KnownIssue]) -> None:
    assert ids(matching({"category": "delivery.late", "personal": None}, two, date(2031, 1, 1))) == ["everything-late"]


def test_an_erased_complaint_says_no_words(two: list[KnownIssue]) -> None:
    assert matching({**lid(), "personal": None}, two, date(2026, 6, 15)) == []


def test_the_bank_letter_that_only_mentions_twice_gets_no_answer_about_double_charges(desk: list[KnownIssue]) -> None:
    rang_twice = lid(product="Current account", category="billing.payment_blocked", said="I rang you twice.")
    assert matching(rang_twice, desk, date(2026, 11, 22)) == []


def test_the_prepared_answers_admit_nothing_and_promise_no_money(desk: list[KnownIssue]) -> None:
    never_en = ("our fault", "liable", "negligen", "compensat", "refund", "breach", "we guarantee", "never again")
    never_ja = ("弊社の責任", "過失", "欠陥", "賠償", "補償", "全額", "返金", "二度と", "絶対に")
    for issue in desk:
        assert [word for word in never_en if word in issue.answer.en.lower()] == [], issue.id
        assert [word for word in never_ja if word in issue.answer.ja] == [], issue.id


def test_the_prepared_answers_name_no_vague_day_and_use_no_word_of_the_staff(desk: list[KnownIssue]) -> None:
    never_en = ("shortly", "in due course", "as soon as possible", "look into", "any inconvenience", "if you feel")
    never_ja = ("早急に", "近日中", "後日", "追って", "検討いたします", "苦情", "クレーム", "処理", "案件", "当社")
    for issue in desk:
        assert [word for word in never_en if word in issue.answer.en.lower()] == [], issue.id
        assert [word for word in never_ja if word in issue.answer.ja] == [], issue.id


def test_no_space_creeps_into_a_japanese_answer_where_the_file_breaks_a_line(desk: list[KnownIssue]) -> None:
    assert [issue.id for issue in desk if " " in issue.answer.ja] == []


@pytest.mark.parametrize(
    "text, complaint_about",
    [
        (TWO_ISSUES.replace("everything-late", "kettle-lid"), "'kettle-lid' is there twice"),
        (TWO_ISSUES.replace("{ categories: [delivery] }", "{}"), "issues.1.match"),
        (TWO_ISSUES.replace("valid: {", "valid: { till: 2026-07-01,"), "issues.0.valid.till"),
        (TWO_ISSUES.replace("en: Deliveries are late. ", ""), "issues.1.answer"),
    ],
)
def test_a_mistake_in_the_file_is_refused_by_file_and_key(text: str, complaint_about: str) -> None:
    with pytest.raises(InvalidPolicy) as refusal:
        read(text, "known.yaml")
    assert "known.yaml" in str(refusal.value)
    assert complaint_about in str(refusal.value)
