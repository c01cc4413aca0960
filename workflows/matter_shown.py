"""What it is about, in a few lines for whoever takes the case or the next call: the goods, when it happened, what was hurt."""

from __future__ import annotations

from collections.abc import Iterator

from domain.case import Case
from workflows.dates_shown import instant


def matter_lines(case: Case) -> list[str]:
    """The answers to the desk's first questions, as far as they were filed; nothing personal."""
    return list(_lines(case))


def _lines(case: Case) -> Iterator[str]:
    filed = case.filed
    goods = [case.product] if case.product else []
    goods += [f"{name} {value}" for name in ("model", "lot", "serial") if (value := getattr(filed, name))]
    goods += [f"bought {filed.bought_at}"] if filed.bought_at else []
    goods += [f"bought at {filed.bought_where}"] if filed.bought_where else []
    if goods:
        yield f"product: {' · '.join(goods)}"
    if filed.order_reference:
        yield f"order: {filed.order_reference}"
    if filed.item_available is not None:
        yield "the customer still has the item" if filed.item_available else "the customer no longer has the item"
    if filed.occurred_at:
        yield f"happened: {instant(filed.occurred_at, case)}"
    if case.aware_at:
        yield f"first employee knew: {instant(case.aware_at, case)}"
    if filed.harm:
        said = ", ".join(f"{what.replace('_', ' ')} {'yes' if hurt else 'no'}" for what, hurt in filed.harm.items())
        yield f"harm, as it was filed: {said}"
    if filed.source:
        yield f"filed by: {filed.source}"
