"""Chapter 1 and 2: the complaint arrives, is classified, gets its timetable and its handler, and is acknowledged."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from domain.case import Case, Policy
from domain.filed import Filed
from messages.decisions import CaseOpened
from messages.intake import Intake, Product
from policies.receipt import facts_of
from workflows.procedure.act import Act
from workflows.procedure.alongside.proposals import propose
from workflows.procedure.dates import breach, rights
from workflows.procedure.ending import flare_up
from workflows.procedure.listening import acknowledging, representatives, safety
from workflows.procedure.staff.ladder import look_at_substance
from workflows.procedure.writing.letter_dates import answer_day
from workflows.procedure.writing.letter_receipts import acknowledged


def new_case(reference: str, workflow_id: str, intake: Intake, opened: CaseOpened) -> Case:
    """The case as it stands when everything about its receipt is found out and decided."""
    return Case(
        reference=reference,
        workflow_id=workflow_id,
        kind=opened.kind,
        stage_since=opened.at,
        handler=opened.handler,
        complained_of=opened.complained_of,
        stop_using=opened.stop_using,
        not_to=opened.not_to,
        others_at_risk=bool(intake.harm and intake.harm.others_at_risk),
        severity=opened.severity,
        severity_reasons=opened.severity_reasons,
        category=intake.category,
        category_titles=opened.category_titles,
        product=(intake.product.name if isinstance(intake.product, Product) else intake.product) or "",
        filed=_filed(intake),
        channel=intake.channel,
        flags=_flags(intake, opened),
        anonymous=intake.anonymous,
        representative=opened.representative,
        representative_kind=opened.representative_kind,
        representative_by=opened.representative_by,
        by_message=opened.by_message,
        locale=opened.locale,
        mailable=opened.mailable,
        paper=opened.paper,
        quiet_zone=opened.quiet_zone,
        customer_key=opened.customer_key,
        policy=Policy(id=opened.policy.id, version=opened.policy.version, hash=opened.policy.hash),
        zone=opened.policy.zone,
        received_at=intake.received_at,
        aware_at=intake.first_employee_aware,
        opened_at=opened.at,
        as_of=opened.at,
        heads=[head.model_dump() for head in intake.heads],
        history=[earlier.model_dump(mode="json", exclude={"order_key"}) for earlier in opened.history],
        candidates=opened.candidates,
        flare_ups=[one.reference for one in opened.flare_ups],
        preferences=opened.preferences,
        known_issues=opened.known_issues,
        team_names=opened.team_names,
        parallel=opened.parallel,
        batch=opened.batch,
        linked_to=intake.linked_to.reference if intake.linked_to else "",
        facts=facts_of({"channel": intake.channel, "facts": intake.facts}, opened.policy),
        personal=_words(intake, opened),
    )


def _filed(intake: Intake) -> Filed:
    goods = (
        intake.product.model_dump(exclude={"name"}, exclude_none=True) if isinstance(intake.product, Product) else {}
    )
    return Filed(
        **goods,
        occurred_at=intake.occurred_at,
        order_reference=intake.order_reference or "",
        item_available=intake.item_available,
        harm=intake.harm.model_dump(exclude_unset=True) if intake.harm else {},
        source=intake.source or "",
    )


def _flags(intake: Intake, opened: CaseOpened) -> list[str]:
    harm = intake.harm
    flags = []
    if harm and harm.injury:
        flags.append("injury")
    if harm and harm.property:
        flags.append("damage")
    if opened.vulnerable:
        flags.append("vulnerable")
    return list(dict.fromkeys([*flags, *(intake.linked_to.flags if intake.linked_to else ())]))


def _words(intake: Intake, opened: CaseOpened) -> dict[str, Any] | None:
    """What is personal, with what the customer's record knows of how they want to be reached."""
    if intake.personal is None:
        return None
    words: dict[str, Any] = intake.personal.model_dump(mode="json", exclude_none=True)
    if opened.known_wishes:
        customer = words.get("customer") or {}
        words["customer"] = {**customer, "contact": {**(customer.get("contact") or {}), **opened.known_wishes}}
    return words


def arrived(act: Act, opened: CaseOpened) -> None:
    """What was found at receipt, whatever kind of contact it is: who handles it, and what went wrong."""
    if opened.handler:
        act.log(f"assigned to {opened.handler}: {opened.handler_reason}")
    for problem in opened.problems:
        act.problem(problem["key"], problem["what"], problem["owner"], problem["do"])
    if opened.candidates and not act.case.batch:
        others = ", ".join(opened.candidates)
        act.log(
            f"open complaints of the same customer that may be about the same: {others}; nothing is joined by itself"
        )
        do = f"{acknowledging.same_matter(opened.candidates)}; else go on"
        act.tell(opened.handler or "lead", f"the customer has open complaints that may be about the same: {others}", do)
    if not act.case.batch:
        flare_up.perhaps(act, opened.flare_ups)
    if opened.safety_asked:
        safety.ask(act, opened.dates)


def open_case(act: Act, opened: CaseOpened) -> None:
    """Start the clocks, say what was found at receipt, and acknowledge at once."""
    case = act.case
    act.log(f"received by {case.channel} ({case.kind}); severity {case.severity}: {', '.join(opened.severity_reasons)}")
    arrived(act, opened)
    act.dates = [*opened.dates, *act.dates]
    begin(act, opened.overdue_at_filing, opened.acknowledged_at)


def begin(act: Act, overdue: list[str], together: datetime | None = None) -> None:
    """A complaint begins: its clocks run, and its receipt is acknowledged.

    Args:
        act: the act, with the dates that count from the receipt.
        overdue: duties whose date has passed already.
        together: when its receipt was acknowledged together with that of the complaint it was split off.
    """
    case = act.case
    _start_clocks(act, overdue)
    if together:
        acknowledged(act, together)
        act.meet("acknowledge", together)
        act.log(f"receipt was acknowledged together with that of {case.linked_to}; this letter tells the new reference")
    look_at_substance(act, silently=bool(case.batch))
    propose(act)
    if not case.batch:
        representatives.ask(act)
    if case.anonymous:
        act.log("anonymous: nobody can be written to; investigated and counted all the same")
        acknowledging.nobody_to_write_to(act)
        return
    if acknowledging.when_taken(act):
        return
    if not answer_day(case, act.policy):
        act.wait("late_contact")
    if not acknowledging.hold(act):
        acknowledging.send(act)


def _start_clocks(act: Act, overdue: list[str]) -> None:
    act.run_clocks(silent=tuple(overdue))
    rights.keep(act)
    if not any(date.owed for date in act.dates):
        _nothing_owed(act)
    if not overdue:
        return
    act.log(f"already overdue when filed: {', '.join(overdue)}")
    if act.case.batch:  # an import is told in one digest, not one by one
        return
    for deadline in act.case.deadlines:
        if deadline.state == "breached":
            breach.consequences(act, deadline)


def _nothing_owed(act: Act) -> None:
    """The rule asks for a complaint in writing: it is a complaint all the same, and somebody sees that it gets a date."""
    act.problem(
        "no_dates",
        f"{act.policy.id} gives no date for a complaint by {act.case.channel}",
        "lead",
        "handle it all the same: agree a date with the customer, or ask for it in writing and file the letter; then leave a "
        'note with settles "no_dates"',
    )


def late_contact(act: Act, _: str) -> None:
    """The date promised to a late filing has come and nobody has written. An import is told in one digest, not one by one."""
    case = act.case
    if case.batch or any(letter.by_hand and letter.state == "sent" for letter in case.letters):
        return
    act.problem(
        "late_contact", "the contact promised at receipt was not made", case.handler or "lead", "call or write now"
    )
