"""What happened outside is on record: clocks start or move, rights open or close, and what it meets is met."""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from workflows.procedure.act import Act
from workflows.procedure.dates import rights
from workflows.procedure.happenings import buying, owed_for


def happened(act: Act, event: str, at: datetime) -> None:
    """Put an event on record; the first of its name counts. What buys time buys none once the time is over."""
    act.case.events.setdefault(event, at)
    act.start_clocks(of=event)
    rights.keep(act)
    owed = owed_for({event}, act.case, act.policy)
    act.met({one for one in owed if not (event in buying(one, act.policy) and _over(act.case, one, at))}, at)


def _over(case: Case, duty: str, at: datetime) -> bool:
    return any(one.duty == duty and one.round == case.round and at >= one.late_from for one in case.deadlines)
