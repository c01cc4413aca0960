from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.authority import approvals_needed, sums, within
from domain.errors import InvalidCommand
from domain.money import LARGEST, MINOR_DIGITS, amount_of
from domain.remedies import Alternative, RemedyItem
from domain.words import STAFF, Role

LIMITS = {
    "handler": {"GBP": 100, "JPY": 10_000},
    "lead": {"GBP": 250, "JPY": 50_000},
    "manager": {"GBP": 1_000, "JPY": 200_000},
    "managers_above": 2,
}


def money(*parts: tuple[str, str], kind: str = "refund") -> Alternative:
    items = [
        RemedyItem.model_validate({"kind": kind, "ground": "goodwill", "amount": a, "currency": c}) for a, c in parts
    ]
    return Alternative(id="A", items=items)


@pytest.mark.parametrize(
    "text, currency, amount",
    [
        ("84.20", "GBP", "84.20"),
        ("1", "GBP", "1"),
        ("980", "JPY", "980"),
        ("1.234", "KWD", "1.234"),
        ("0.01", "EUR", "0.01"),
    ],
)
def test_an_amount_is_exact(text: str, currency: str, amount: str) -> None:
    assert str(amount_of(text, currency)) == amount


@given(st.text(max_size=30), st.sampled_from(sorted(MINOR_DIGITS)))
def test_whatever_is_typed_is_an_amount_or_a_refusal_that_names_the_field(text: str, currency: str) -> None:
    said, amount = "", None
    try:
        amount = amount_of(text, currency)
    except InvalidCommand as refused:
        said = str(refused)
    if amount is None:
        assert said.startswith("amount: ")
    else:
        assert 0 < amount < LARGEST
        assert "e" not in str(amount).lower()


@given(st.decimals(min_value="0.001", max_value="999999999999", places=3), st.sampled_from(sorted(MINOR_DIGITS)))
def test_never_more_digits_than_the_currency_has(amount: Decimal, currency: str) -> None:
    text = f"{amount:f}"
    digits = MINOR_DIGITS[currency]
    if amount.as_tuple().exponent < -digits:  # type: ignore[operator]
        with pytest.raises(InvalidCommand, match=f"{currency} has {digits} digits"):
            amount_of(text, currency)
    else:
        assert amount_of(text, currency) == amount


def test_sums_are_kept_apart_by_currency() -> None:
    assert sums(money(("1.10", "GBP"), ("2.20", "GBP"), ("300", "JPY"))) == {
        "GBP": Decimal("3.30"),
        "JPY": Decimal(300),
    }


def test_every_currency_of_an_alternative_must_lie_within_the_limit() -> None:
    assert within("handler", money(("100", "GBP"), ("10000", "JPY")), LIMITS)
    assert not within("handler", money(("100", "GBP"), ("10001", "JPY")), LIMITS)
    assert not within("manager", money(("1", "CHF")), LIMITS)


def test_the_dearest_alternative_decides_who_approves() -> None:
    assert approvals_needed("handler", [money(("5", "GBP")), money(("251", "GBP"))], LIMITS) == ["manager"]
    assert approvals_needed("handler", [money(("251", "GBP")), money(("5", "GBP"))], LIMITS) == ["manager"]


def test_a_remedy_without_money_is_anybodys() -> None:
    assert approvals_needed("handler", [money(("", ""), kind="redo")], LIMITS) == []


@given(
    st.sampled_from(STAFF),
    st.integers(min_value=1, max_value=5_000),
    st.integers(min_value=0, max_value=500),
)
def test_more_money_never_needs_fewer_approvals(role: Role, amount: int, more: int) -> None:
    assert _cost(role, amount) <= _cost(role, amount + more)


def _cost(role: Role, pounds: int) -> int:
    weight = {"lead": 1, "manager": 2}
    return sum(weight[needed] for needed in approvals_needed(role, [money((str(pounds), "GBP"))], LIMITS))
