"""What it is about, in a few lines for whoever takes the case or the next call: the goods, when it happened, what was hurt."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from domain.case import Case
from workflows.dates_shown import instant
from workflows.procedure.writing.letter_dates import local_day


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


def earlier_lines(case: Case) -> list[str]:
    """The customer's earlier complaints, newest first, as the register had them at receipt."""
    return [_earlier(one, case) for one in case.history]


def _earlier(one: dict[str, Any], case: Case) -> str:
    closed = f" on {local_day(datetime.fromisoformat(one['closed_at']), case)}" if one.get("closed_at") else ""
    opened = f"received {local_day(datetime.fromisoformat(one['opened_at']), case)}" if one.get("opened_at") else ""
    about = [one.get("product") or "", one.get("category") or "", opened, f"{one.get('stage') or ''}{closed}"]
    return " · ".join(part for part in [str(one["reference"]), *about, ", ".join(one.get("remedies") or ())] if part)
