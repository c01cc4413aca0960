"""What the search attributes of a complaint say."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from temporalio.common import SearchAttributeKey, SearchAttributeUpdate

from domain.case import Case
from messages import search
from workflows.procedure.dates.broken_promises import date_missed
from workflows.procedure.dates.next_date import first_date

_KEYS: dict[str, SearchAttributeKey[Any]] = {key.name: key for key in search.ALL}


def attributes_of(case: Case) -> dict[str, Any]:
    """Name → value, as JSON can carry it (instants as ISO text)."""
    first = first_date(case)
    return {
        "ComplaintStage": case.stage,
        "ComplaintPolicy": case.policy.id,
        "ComplaintCategory": case.category,
        "ComplaintSeverity": case.severity,
        "ComplaintHandler": case.handler,
        "ComplaintCause": case.causes[-1].category if case.causes else "",
        "ComplaintCustomer": case.customer_key,
        "ComplaintEscalation": case.escalation,
        "ComplaintRound": case.round,
        "ComplaintNextDue": first.at.isoformat() if first else "",
        # Unset for complaints: an older run that is read again publishes nothing new.
        "ComplaintKind": "" if case.is_complaint else case.kind,
        "ComplaintGround": case.closing_ground or "",
        "ComplaintBreached": date_missed(case),
    }


def changed(before: dict[str, Any], now: dict[str, Any]) -> list[SearchAttributeUpdate[Any]]:
    """The updates that lead from what was published to what holds now; an emptied value is unset."""
    updates: list[SearchAttributeUpdate[Any]] = []
    for name, value in now.items():
        if before.get(name, "") == value:
            continue
        key = _KEYS[name]
        if value == "":
            updates.append(key.value_unset())
        elif name == "ComplaintNextDue":
            updates.append(key.value_set(datetime.fromisoformat(value)))
        else:
            updates.append(key.value_set(value))
    return updates
