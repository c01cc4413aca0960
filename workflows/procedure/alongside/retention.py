"""How long the record of a settled complaint is kept: an obligation of its own that begins when the complaint ends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain.case import Case
from domain.dates import Right
from domain.parallel import Obliged
from messages.obligations import ObligationStart
from workflows.procedure.act import Act

KEEPER = "quality"
"""The role that is told when a record may be erased."""


def keep_record(act: Act) -> None:
    """Start an obligation for each last day until which the record of this settled complaint is kept."""
    case = act.case
    for last in _last_days(case):
        rule = act.policy.rules["duties"][last.duty]
        asked = act.policy.rules.get("facts", {})
        start = ObligationStart(
            id=f"{case.reference}-{last.duty}",
            complaint=case.reference,
            kind="retention",
            pack=act.policy.id,
            duty=last.duty,
            title=rule.get("title") or {},
            events=_events(case),
            facts={name: value for name, value in case.facts.items() if name in asked},
            owner=KEEPER,
            category=case.category,
            severity=case.severity,
            opened_by="owabi",
            at=act.at,
            locale=case.locale,
            policy=act.policy,
        )
        record = Obliged(id=start.id, pack=start.pack, duty=start.duty, owner=KEEPER, at=act.at)
        record.due, record.state = last.day, "keeping"
        case.obligations.append(record)
        act.effects.append(start)
        act.log(f"record to be kept until {last.day} ({last.duty})")


def _last_days(case: Case) -> Iterator[Right]:
    """One for each duty: the one of the first round, since a record is kept from the first receipt."""
    seen: set[str] = set()
    for last in sorted((one for one in case.rights if one.kind == "retention"), key=lambda one: one.round):
        if last.duty not in seen:
            seen.add(last.duty)
            yield last


def _events(case: Case) -> dict[str, datetime]:
    """What the day is counted from: the first receipt, whatever was reopened since, or what happened outside."""
    closed = {"closed": case.closed_at} if case.closed_at else {}
    return {"received": case.received_at} | closed | case.events
