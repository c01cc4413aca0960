"""Like is treated alike: which closed cases are like one at hand, and what they got."""

from __future__ import annotations

from datetime import UTC, datetime

from messages.like_cases import HeadOutcome
from policies.like_cases import like

NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
MINE = HeadOutcome(head="H1", category="delivery", cause="packaging", severity="medium", outcome="upheld")


def closed(*amounts: str, currency: str = "GBP", **changes: str) -> list[HeadOutcome]:
    """Closed cases like mine but for these changes, each with what was paid (empty: nothing)."""
    return [MINE.model_copy(update={"money": {currency: one} if one else {}, **changes}) for one in amounts]


def test_the_nearest_likeness_with_enough_cases_counts() -> None:
    near, far = closed("10", "20", "60"), closed("500", severity="high")
    found = like(MINE, [*near, *far], NOW)
    assert (found.shared, found.cases) == (["category", "cause", "severity"], 3)
    assert found.money["GBP"].model_dump() == {"cases": 3, "median": "20.00", "least": "10.00", "most": "60.00"}

    found = like(MINE, [*near[:2], *far], NOW)
    assert (found.shared, found.cases, found.money["GBP"].most) == (["category", "cause"], 3, "500.00")


def test_without_a_cause_on_record_causes_are_not_compared() -> None:
    unknown = MINE.model_copy(update={"cause": ""})
    found = like(unknown, closed("10", "20", "30", cause=""), NOW)
    assert found.shared == ["category", "severity"]


def test_fewer_than_three_say_nothing_and_show_no_amounts() -> None:
    found = like(MINE, closed("10", "20"), NOW)
    assert (found.shared, found.cases, found.money) == (["category"], 2, {})


def test_those_that_got_no_money_count_too() -> None:
    found = like(MINE, closed("", "", "", "40"), NOW)
    assert (found.cases, found.money["GBP"].cases, found.money["GBP"].median) == (4, 1, "40.00")


def test_a_yes_is_not_compared_with_a_no() -> None:
    assert like(MINE, closed("10", "20", "30", outcome="not_upheld"), NOW).cases == 0
    assert like(MINE, closed("10", "20", "30", outcome="partly_upheld"), NOW).cases == 3


def test_currencies_are_kept_apart_and_yen_have_no_decimals() -> None:
    found = like(MINE, [*closed("1000", "2001", currency="JPY"), *closed("5.5")], NOW)
    assert (found.money["JPY"].median, found.money["GBP"].median) == ("1501", "5.50")


def test_other_categories_are_not_like() -> None:
    assert like(MINE, closed("10", "20", "30", category="billing"), NOW).cases == 0
