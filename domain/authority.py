"""Who may release what: the sums of an offer, the limits by role, the approvals it still needs."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from domain.remedies import Alternative
from domain.words import STAFF, Role


def sums(alternative: Alternative) -> dict[str, Decimal]:
    """The money of an alternative, by currency."""
    totals: dict[str, Decimal] = {}
    for item in alternative.items:
        if item.amount:
            totals[item.currency] = totals.get(item.currency, Decimal(0)) + Decimal(item.amount)
    return totals


def within(role: Role, alternative: Alternative, limits: Mapping[str, Any]) -> bool:
    """Whether a role may release the alternative alone. A currency without a limit is nobody's."""
    own = limits.get(role, {})
    return all(
        currency in own and total <= Decimal(str(own[currency])) for currency, total in sums(alternative).items()
    )


def below(role: str, needed: str) -> bool:
    """Whether somebody of that role may not do what a role of the desk is needed for (`needed` empty: nobody is)."""
    if not needed:
        return False
    return role not in STAFF or STAFF.index(role) < STAFF.index(needed)


def above(role: str) -> tuple[Role, ...]:
    """The higher roles of the desk, from the next one up; none above those who are not of the desk."""
    return STAFF[STAFF.index(role) + 1 :] if role in STAFF else ()


def approvals_needed(
    role: Role, alternatives: list[Alternative], limits: Mapping[str, Any], asked: str = ""
) -> list[Role]:
    """The roles that must approve the offer before it is made, in order.

    `asked` is the role whose approval a rung of the ladder asks for, whatever the amount.

    Within one's own limit nobody; above it the first role whose limit covers it; above the manager's limit as many different
    managers as the policy says. `compensation` for loss always needs a manager. Who offers never approves.
    """
    if any(item.kind == "compensation" for alternative in alternatives for item in alternative.items):
        enough: Role = "manager"
    else:
        enough = next((one for one in STAFF if one == asked), "handler")
    for alternative in alternatives:
        for candidate in STAFF[STAFF.index(enough) :]:
            enough = candidate
            if within(candidate, alternative, limits):
                break
    if not all(within("manager", alternative, limits) for alternative in alternatives):
        managers = int(limits.get("managers_above", 2))
        return ["manager"] * (managers - 1 if role == "manager" else managers)
    if role in STAFF and STAFF.index(role) >= STAFF.index(enough):
        return []
    return [enough]
