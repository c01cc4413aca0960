"""What a complaint's workflow asks a local activity to decide and record: its opening, and the dates of each turn.

A turn is one step of the single writer. Its instant and every date that follows from it are decided outside the workflow,
where calendars and the register can be read, and are recorded in the history and in the register: a second run (after a
Reset) gets the first answer (ADR 0003).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from temporalio import workflow
from temporalio.exceptions import FailureError

with workflow.unsafe.imports_passed_through():
    from domain.case import Case
    from messages.decisions import CaseOpened, OpenCase, PolicySnapshot, Turn, TurnRecorded
    from messages.receipts import Promised, Received
    from workflows import deeds
    from workflows.deciding import decided
    from workflows.procedure.act import Needs
    from workflows.procedure.past import NOTHING, Past


async def opening(reference: str, content_hash: str, intake: Any) -> CaseOpened:
    """Policy, timetable, triage and handler of a complaint that has just arrived.

    Raises ComplaintError when it cannot be opened (no such policy, a fact that is missing).
    """
    asked = OpenCase(reference=reference, content_hash=content_hash, at=workflow.now(), intake=intake)
    try:
        opened: CaseOpened = await decided("open_case", asked, "Opening: policy, timetable, handler", CaseOpened)
    except FailureError as error:  # a local activity's own error arrives bare, not wrapped in an ActivityError
        raise deeds.domain_error(error) from error
    return opened


def first_answer(reference: str, opened: CaseOpened) -> Received:
    """What the caller of `receive` is told: what is owed, by when, and what was late when it came."""
    return Received(
        reference=reference,
        stage="received",
        timetable=[
            Promised(duty=d.duty, level=d.level, due=d.due, late_from=d.late_from) for d in opened.dates if d.owed
        ],
        overdue_at_filing=opened.overdue_at_filing,
    )


def turn_of(
    case: Case,
    policy: PolicySnapshot,
    key: str,
    at: datetime,
    events: tuple[str, ...],
    past: Past = NOTHING,
    needs: Needs | None = None,
    texts: dict[str, str] | None = None,
) -> Turn:
    """The question of one turn; `key` names the turn for ever. A turn never lies before the case's last instant."""
    at = max(at, case.as_of)
    dated = events or past.events or past.recount or past.days or needs
    return Turn(
        reference=case.reference,
        key=key,
        at=at,
        events=dict.fromkeys(events, at) | dict(past.events),
        facts=case.facts | dict(past.facts),
        pauses=list(past.pauses),
        told=dict(past.told),
        recount=list(past.recount),
        days=dict(past.days),
        roles=list(needs.roles) if needs else [],
        besides=list(case.complained_of) if needs else [],
        shorten=list(needs.shorten) if needs else [],
        locale=case.locale,
        zone=case.zone,
        personal=texts or None,
        policy=(past.policy or policy) if dated else None,
        survey_of=case.customer_key if key.startswith("due/wait/survey_asked/") else "",
        into=past.into,
        customer_key=case.customer_key if past.into else "",
        given_to=past.given_to,
        category=past.category,
    )


async def recorded(turn: Turn) -> TurnRecorded:
    """Have the turn decided and recorded."""
    answer: TurnRecorded = await decided("record_turn", turn, f"Record: {turn.key}"[:200], TurnRecorded)
    return answer
