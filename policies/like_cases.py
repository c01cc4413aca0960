"""Which closed cases are like one at hand, and what they got: count, median and range. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from domain.heads import RIGHT
from domain.like_cases import FEWEST, LikeCases, LikeMoney, Trait
from domain.money import MINOR_DIGITS
from messages.like_cases import HeadOutcome

LIKENESS: tuple[tuple[Trait, ...], ...] = (
    ("category", "cause", "severity"),
    ("category", "cause"),
    ("category", "severity"),
    ("category",),
)
"""What cases may have in common, the nearest first."""


def like(mine: HeadOutcome, closed: Sequence[HeadOutcome], at: datetime) -> LikeCases:
    """The nearest likeness that enough closed cases have; where none has, how many share the category and no amounts."""
    alike = [one for one in closed if one.category == mine.category and _right(one) == _right(mine)]
    for shared in LIKENESS:
        if "cause" in shared and not mine.cause:
            continue
        near = [one for one in alike if all(getattr(one, trait) == getattr(mine, trait) for trait in shared)]
        if len(near) >= FEWEST:
            return LikeCases(head=mine.head, shared=list(shared), cases=len(near), money=_money(near), at=at)
    return LikeCases(head=mine.head, shared=["category"], cases=len(alike), at=at)


def _right(one: HeadOutcome) -> bool:
    """Whether the complaint was right: a kindness after a no is no measure for what is owed after a yes."""
    return one.outcome in RIGHT


def _money(cases: Sequence[HeadOutcome]) -> dict[str, LikeMoney]:
    paid: dict[str, list[Decimal]] = {}
    for one in cases:
        for currency, amount in one.money.items():
            paid.setdefault(currency, []).append(Decimal(amount))
    return {currency: _spread(currency, amounts) for currency, amounts in sorted(paid.items())}


def _spread(currency: str, amounts: Sequence[Decimal]) -> LikeMoney:
    unit = Decimal(1).scaleb(-MINOR_DIGITS.get(currency, 2))
    middle, least, most = (
        str(amount.quantize(unit, ROUND_HALF_UP)) for amount in (median(amounts), min(amounts), max(amounts))
    )
    return LikeMoney(cases=len(amounts), median=middle, least=least, most=most)
