"""What is found out and decided when a complaint arrives: policy, dates, severity, handler, history, answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, TypeAdapter
from temporalio import activity

from activities.customers import CustomerKey, CustomerRecord, history_of, preferences_of
from activities.refusals import refusing
from activities.timetable import Claims, certificates_key, decided
from domain.errors import InvalidIntake, InvalidPolicy, ReferenceConflict
from domain.words import ContactKind, Severity
from messages.base import Message
from messages.deeds import CaseOpened, OpenCase, PolicySnapshot
from policies.categories import Categories
from policies.certificates import Json
from policies.contact import Contact, contact, people_complained_of, unsaid, with_wishes
from policies.kinds import answer_only, kind_of
from policies.known_issues import KnownIssue, matching
from policies.moments import local_day
from policies.pack import MUST_BE_NAMED
from policies.parallel import Proposals, parallel_packs
from policies.reader import Packs
from policies.receipt import (
    Problem,
    acknowledged_at,
    acknowledged_together,
    alarms,
    apart_from_kin,
    batch,
    candidates,
    complaints,
    customer_id,
    facts_of,
    flare_ups,
    nobody_assigned,
    not_to,
    overdue,
    product_name,
    safety_asked,
    severity_of,
)
from policies.team import Assignment, Team, assign, names
from policies.triage import TriageRules
from policies.wording import named_product

KEY = "opening/1"
"""The decision's name within the complaint: there is one opening."""
_INSTANT = TypeAdapter[datetime](AwareDatetime)
"""Instants are read as the intake's check reads them."""


class ComplaintRow(Message):
    """A complaint as the register first knows it; what happens later is written by `archive_case`."""

    reference: str
    content_hash: str
    """SHA-256 of the intake's canonical JSON: the same reference with another hash is a conflict."""
    customer_key: str = ""
    """Keyed hash of the customer's id; empty for anonymous complaints."""
    kind: ContactKind = "complaint"
    order_key: str = ""
    """Keyed hash of the order it is about; empty where none was named."""
    category: str = ""
    product: str = ""
    severity: Severity
    policy: str
    """Pack id."""
    handler: str = ""
    stage: str = "received"
    opened_at: datetime
    """When the complaint was received."""
    batch: str = ""
    """The import it came with, if any."""


class ComplaintRows(Protocol):
    """The register's table of complaints."""

    async def register(self, row: ComplaintRow) -> None:
        """Add the row unless its reference is there already with the same hash (then nothing changes).

        Raises:
            ReferenceConflict: the reference is there with another hash.
        """
        ...

    async def open_load(self) -> dict[str, int]:
        """How many complaints each handler (staff id) has that are not closed, withdrawn, merged or settled."""
        ...


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


class Opening:
    """Opens complaints.

    Args:
        claims: where the opening is decided once.
        rows: where the complaint is entered.
        record: where the customer's earlier complaints are looked up.
        desk: packs, team and rules.
        customer_key: the key for recognising customers.
        continue_after: test setting, handed to the workflow.
    """

    def __init__(
        self,
        claims: Claims,
        rows: ComplaintRows,
        record: CustomerRecord,
        desk: Desk,
        customer_key: CustomerKey,
        continue_after: int = 0,
    ) -> None:
        self._claims = claims
        self._rows = rows
        self._record = record
        self._desk = desk
        self._key = customer_key
        self._continue_after = continue_after

    @activity.defn(name="open_case")
    @refusing
    async def open_case(self, case: OpenCase) -> CaseOpened:
        """Find out and decide everything that is needed to handle a complaint; asked again, answer the same.

        Raises (as failures that are not retried):
            PolicyNotFound: the intake names a pack that does not exist. Nothing was written.
            ReferenceConflict: the reference was opened with another content.
        """
        claim = f"{case.reference}/{KEY}"
        stored = await self._claims.claimed(claim)
        if stored is None:
            opened, proofs = await self._decide(case)
            await self._claims.claim(certificates_key(case.reference, KEY), proofs)
            mine = {"content_hash": case.content_hash, "opened": opened.model_dump(mode="json")}
            stored = await self._claims.claim(claim, mine)
        if stored["content_hash"] != case.content_hash:
            raise ReferenceConflict(f"{case.reference} already carries another complaint; use a reference of its own")
        first = CaseOpened.model_validate(stored["opened"])
        await self._rows.register(_row(case, first, self._key))
        return first

    async def _decide(self, case: OpenCase) -> tuple[CaseOpened, dict[str, Json]]:
        desk, intake = self._desk, case.intake
        received = _INSTANT.validate_python(intake["received_at"])
        name = intake.get("policy") or desk.default_policy
        policy = self._policy(name, intake, received.date(), case.at.date())
        customer_key = self._key.of(customer_id(intake))
        problems: list[Problem] = []
        wishes = unsaid(intake, await preferences_of(self._record, customer_key, problems))
        reached = contact(with_wishes(intake, wishes), policy.zone)
        history = apart_from_kin(intake, await history_of(self._record, customer_key, case.reference, problems))
        severity, reasons = severity_of(intake, bool(complaints(history)), desk.triage)
        asked = safety_asked(intake, desk.triage)
        kind = kind_of(intake, in_doubt=asked or severity == "critical")
        named = people_complained_of(intake, desk.team)
        complained_of, praised = ([], named) if kind == "praise" else (named, [])
        assignment = await self._assign(case, policy, reached, severity, complained_of, problems)
        events = {"received": received, "filed": case.at}
        if kind != "complaint":
            events["contact_received"] = received
        if not batch(intake):
            events |= alarms(severity, asked, case.at)
        together = acknowledged_together(intake)
        if (acknowledged := acknowledged_at(intake, case.at, policy)) is not None:
            events |= dict.fromkeys(("acknowledged", "stage1_acknowledged"), acknowledged)
        try:
            dates, proofs = decided(case.reference, KEY, policy, events, facts_of(intake, policy))
        except ValueError as error:
            raise InvalidIntake(f"facts: {error}") from None
        advice = not_to(intake, asked, desk.triage)
        issues = matching(intake, desk.known_issues, local_day(received, ZoneInfo(policy.zone)))
        opened = CaseOpened(
            at=case.at,
            policy=policy,
            dates=dates if kind == "complaint" else answer_only(dates),
            kind=kind,
            praised=praised,
            severity=severity,
            severity_reasons=reasons,
            handler=assignment.handler or "",
            handler_reason=assignment.reason,
            team_names=names(desk.team),
            locale=reached.locale,
            mailable=reached.mailable,
            paper=reached.paper,
            vulnerable=reached.vulnerable,
            representative=reached.representative,
            representative_kind=reached.representative_kind,
            representative_by=reached.representative_by,
            by_message=reached.by_message,
            quiet_zone=reached.quiet_zone,
            history=history,
            candidates=candidates(intake, history, self._key.of_order(intake)),
            flare_ups=flare_ups(intake, history, self._key.of_order(intake)) if kind == "complaint" else [],
            preferences=reached.preferences,
            known_wishes=wishes,
            known_issues=[issue.model_dump(mode="json", include={"id", "title", "answer"}) for issue in issues],
            customer_key=customer_key,
            acknowledged_at=together,
            overdue_at_filing=overdue(dates, case.at, acknowledged) if kind == "complaint" else [],
            problems=problems,
            continue_after=self._continue_after,
            batch=batch(intake),
            category_titles=desk.categories.titles(str(intake.get("category") or "")) if desk.categories else {},
            complained_of=complained_of,
            safety_asked=asked,
            stop_using=bool(advice),
            not_to=advice or "use",
            parallel=parallel_packs(desk.packs, desk.parallel, policy.zone, _aware(intake, received)),
        )
        return opened, proofs

    def _policy(self, name: str, intake: dict[str, Any], received_on: date, filed_on: date) -> PolicySnapshot:
        """The policy the complaint will carry, counted in the calendar that the fact `calendar` names, if any."""
        calendar = (intake.get("facts") or {}).get("calendar")
        try:
            return self._desk.packs.snapshot(
                name, received_on, filed_on=filed_on, calendar=str(calendar) if calendar else None
            )
        except InvalidPolicy as wrong:
            if calendar or self._desk.packs.pack(name).calendar == MUST_BE_NAMED:
                raise InvalidIntake(f"facts.calendar: {wrong}") from None
            raise  # a file is wrong: a person mends it, and the filing goes on

    async def _assign(
        self,
        case: OpenCase,
        policy: PolicySnapshot,
        reached: Contact,
        severity: Severity,
        complained_of: list[str],
        problems: list[Problem],
    ) -> Assignment:
        assignment = assign(
            self._desk.team,
            category=str(case.intake.get("category") or ""),
            locale=reached.locale,
            severity=severity,
            load=await self._rows.open_load(),
            on=local_day(case.at, ZoneInfo(policy.zone)),
            besides=tuple(complained_of),
            product=named_product(case.intake),
        )
        if assignment.handler is None:
            problems.append(nobody_assigned(assignment.reason))
        return assignment


def _aware(intake: dict[str, Any], received: datetime) -> datetime:
    """When the first word reached any employee: as the sender says, else with the receipt."""
    said = intake.get("first_employee_aware")
    return _INSTANT.validate_python(said) if said else received


def _row(case: OpenCase, opened: CaseOpened, key: CustomerKey) -> ComplaintRow:
    return ComplaintRow(
        reference=case.reference,
        content_hash=case.content_hash,
        customer_key=opened.customer_key,
        kind=opened.kind,
        order_key=key.of_order(case.intake),
        category=str(case.intake.get("category") or ""),
        product=product_name(case.intake),
        severity=opened.severity,
        policy=opened.policy.id,
        handler=opened.handler,
        opened_at=_INSTANT.validate_python(case.intake["received_at"]),
        batch=opened.batch,
    )
