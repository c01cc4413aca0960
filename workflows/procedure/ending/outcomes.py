"""How the heads of a case ended so far, in numbers: for the register, and to look up what like cases got."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from domain.case import Case
from domain.heads import about, decision_on, heads_of, right_heads
from domain.remedies import RemedyItem
from messages.like_cases import HeadOutcome


def outcomes(case: Case) -> list[HeadOutcome]:
    """The heads decided in this round, with cause, category and what was paid for each."""
    return [one for head in heads_of(case) if (one := _outcome(case, head)) is not None]


def _outcome(case: Case, head: str) -> HeadOutcome | None:
    if (decision := decision_on(case, head)) is None:
        return None
    category = next((str(one["category"]) for one in case.heads if one["id"] == head), case.category)
    causes = [
        one for one in case.causes if one.round == case.round and one.result == "found" and about(one.heads, head)
    ]
    return HeadOutcome(
        head=head,
        category=category,
        cause=causes[0].category if causes else "",
        severity=case.severity,
        outcome=decision.outcome,
        money=_paid(case, head),
    )


def _paid(case: Case, head: str) -> dict[str, str]:
    """What was paid for a head, in all rounds together; a part for several heads counts once."""
    paid: dict[str, Decimal] = {}
    for part in _done(case):
        if part.amount and _counted_under(case, part) == head:
            paid[part.currency] = paid.get(part.currency, Decimal(0)) + Decimal(part.amount)
    return {currency: str(amount) for currency, amount in paid.items()}


def _done(case: Case) -> Iterator[RemedyItem]:
    for offer in case.offers:
        for option in offer.alternatives:
            yield from (part for part in option.items if part.state == "done")


def _counted_under(case: Case, part: RemedyItem) -> str:
    """The first of its heads that was right, else the first of them that is still here."""
    mine = [head for head in heads_of(case) if about(part.heads, head)] or heads_of(case)
    return next((head for head in mine if head in right_heads(case)), mine[0])
