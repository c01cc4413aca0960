"""What is found out when a complaint arrives, before it has a handler: policy, kind, severity, its customer, its dates."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from pydantic import AwareDatetime, TypeAdapter

from activities.customers import CustomerKey, CustomerRecord, history_of, preferences_of
from activities.timetable import decided
from domain.errors import InvalidIntake, InvalidPolicy
from domain.words import ContactKind, Severity
from messages.decisions import DateDecided, EarlierComplaint, OpenCase, PolicySnapshot
from policies.categories import Categories
from policies.certificates import Json
from policies.contact import Contact, contact, people_complained_of, unsaid, with_wishes
from policies.kinds import kind_of
from policies.known_issues import KnownIssue
from policies.pack import MUST_BE_NAMED
from policies.parallel import Proposals
from policies.reader import Packs
from policies.receipt import (
    Problem,
    acknowledged_at,
    alarms,
    apart_from_kin,
    batch,
    complaints,
    customer_id,
    facts_of,
    safety_asked,
    severity_of,
)
from policies.team import Team
from policies.triage import TriageRules

INSTANT = TypeAdapter[datetime](AwareDatetime)
"""Instants are read as the intake's check reads them."""


@dataclass(frozen=True)
class Desk:
    """What the desk itself has laid down, as read from its files."""

    packs: Packs
    team: Team
    triage: TriageRules
    known_issues: list[KnownIssue]
    parallel: Proposals = field(default_factory=Proposals)
    """Which obligations beside a complaint are proposed, and when."""
    categories: Categories | None = None
    """What complaints are about, as the firm names it; None: each category is shown as it came."""
    default_policy: str = "iso-10002"
    """The pack of complaints that name none."""


@dataclass(frozen=True)
class Found:
    """What is found out about a complaint before it has a handler and dates."""

    received: datetime
    policy: PolicySnapshot
    customer_key: str
    wishes: dict[str, Any]
    """Those known of the customer of which the intake says nothing."""
    reached: Contact
    history: list[EarlierComplaint]
    severity: Severity
    severity_reasons: list[str]
    safety_asked: bool
    kind: ContactKind
    named: list[str]
    """Staff ids of those whom it names."""
    problems: list[Problem]

    @property
    def praised(self) -> list[str]:
        """Whom it praises, of those it names."""
        return self.named if self.kind == "praise" else []

    @property
    def complained_of(self) -> list[str]:
        """Who is complained of, of those it names."""
        return [] if self.kind == "praise" else self.named


async def find_out(case: OpenCase, desk: Desk, record: CustomerRecord, key: CustomerKey) -> Found:
    """Which policy it is under, what it is, how grave, who it is about, and what is known of its customer."""
    intake = case.intake
    received = INSTANT.validate_python(intake["received_at"])
    name = intake.get("policy") or desk.default_policy
    policy = _policy(desk.packs, name, intake, received.date(), case.at.date())
    customer_key = key.of(customer_id(intake))
    problems: list[Problem] = []
    wishes = unsaid(intake, await preferences_of(record, customer_key, problems))
    reached = contact(with_wishes(intake, wishes), policy.zone)
    history = apart_from_kin(intake, await history_of(record, customer_key, case.reference, problems))
    severity, reasons = severity_of(intake, bool(complaints(history)), desk.triage)
    asked = safety_asked(intake, desk.triage)
    kind = kind_of(intake, in_doubt=asked or severity == "critical")
    return Found(
        received=received,
        policy=policy,
        customer_key=customer_key,
        wishes=wishes,
        reached=reached,
        history=history,
        severity=severity,
        severity_reasons=reasons,
        safety_asked=asked,
        kind=kind,
        named=people_complained_of(intake, desk.team),
        problems=problems,
    )


def _policy(packs: Packs, name: str, intake: dict[str, Any], received_on: date, filed_on: date) -> PolicySnapshot:
    """The policy the complaint will carry, counted in the calendar that the fact `calendar` names, if any."""
    calendar = (intake.get("facts") or {}).get("calendar")
    try:
        return packs.snapshot(name, received_on, filed_on=filed_on, calendar=str(calendar) if calendar else None)
    except InvalidPolicy as wrong:
        if calendar or packs.pack(name).calendar == MUST_BE_NAMED:
            raise InvalidIntake(f"facts.calendar: {wrong}") from None
        raise  # a file is wrong: a person mends it, and the filing goes on


def dates_of(case: OpenCase, key: str, found: Found) -> tuple[list[DateDecided], dict[str, Json]]:
    """The dates that count from what happened at receipt, each with its certificate."""
    intake, policy = case.intake, found.policy
    events = {"received": found.received, "filed": case.at}
    if found.kind != "complaint":
        events["contact_received"] = found.received
    if not batch(intake):
        events |= alarms(found.severity, found.safety_asked, case.at)
    if (acknowledged := acknowledged_at(intake, case.at, policy)) is not None:
        events |= dict.fromkeys(("acknowledged", "stage1_acknowledged"), acknowledged)
    try:
        return decided(case.reference, key, policy, events, facts_of(intake, policy))
    except ValueError as error:
        raise InvalidIntake(f"facts: {error}") from None
