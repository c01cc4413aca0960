"""What like cases got, in a sentence for whoever offers a remedy."""

from __future__ import annotations

from domain.heads import WHOLE
from domain.like_cases import FEWEST, LikeCases


def in_a_sentence(like: LikeCases) -> str:
    """Count, and by currency how many got money, median and range; too few of them are said to be too few."""
    head = "" if like.head == WHOLE else f"{like.head}: "
    cases = "1 like case" if like.cases == 1 else f"{like.cases} like cases"
    what = f"{head}{cases} (same {', '.join(like.shared)})"
    if like.cases < FEWEST:
        return f"{what}: too few to compare"
    paid = [
        f"{one.cases} got {currency}, median {one.median}, from {one.least} to {one.most}"
        for currency, one in like.money.items()
    ]
    return f"{what}: {'; '.join(paid) or 'none got money'}"
