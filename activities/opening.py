"""What is found out and decided when a complaint arrives becomes its opening: decided once, entered in the register."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from temporalio import activity

from activities.customers import CustomerKey, CustomerRecord
from activities.finding_out import INSTANT, Desk, Found, dates_of, find_out
from activities.refusals import refusing
from activities.timetable import Claims, certificates_key
from domain.errors import ReferenceConflict
from domain.words import ContactKind, Severity
from messages.base import Message
from messages.decisions import CaseOpened, DateDecided, OpenCase
from policies.certificates import Json
from policies.kinds import answer_only
from policies.known_issues import matching
from policies.moments import local_day
from policies.parallel import parallel_packs
from policies.receipt import (
    acknowledged_at,
    acknowledged_together,
    batch,
    candidates,
    flare_ups,
    nobody_assigned,
    not_to,
    overdue,
    product_name,
)
from policies.team import Assignment, assign, names
from policies.wording import named_product

KEY = "opening/1"
"""The decision's name within the complaint: there is one opening."""


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
        found = await find_out(case, self._desk, self._record, self._key)
        assignment = await self._assign(case, found)
        dates, proofs = dates_of(case, KEY, found)
        return self._opened(case, found, assignment, dates), proofs

    def _opened(self, case: OpenCase, found: Found, assignment: Assignment, dates: list[DateDecided]) -> CaseOpened:
        """All of it, as the complaint begins with it."""
        desk, intake, policy, reached = self._desk, case.intake, found.policy, found.reached
        advice = not_to(intake, found.safety_asked, desk.triage)
        issues = matching(intake, desk.known_issues, local_day(found.received, ZoneInfo(policy.zone)))
        is_complaint, order_key = found.kind == "complaint", self._key.of_order(intake)
        acknowledged = acknowledged_at(intake, case.at, policy)
        return CaseOpened(
            at=case.at,
            policy=policy,
            dates=dates if is_complaint else answer_only(dates),
            kind=found.kind,
            praised=found.praised,
            severity=found.severity,
            severity_reasons=found.severity_reasons,
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
            history=found.history,
            candidates=candidates(intake, found.history, order_key),
            flare_ups=flare_ups(intake, found.history, order_key) if is_complaint else [],
            preferences=reached.preferences,
            known_wishes=found.wishes,
            known_issues=[issue.model_dump(mode="json", include={"id", "title", "answer"}) for issue in issues],
            customer_key=found.customer_key,
            acknowledged_at=acknowledged_together(intake),
            overdue_at_filing=overdue(dates, case.at, acknowledged) if is_complaint else [],
            problems=found.problems,
            continue_after=self._continue_after,
            batch=batch(intake),
            category_titles=desk.categories.titles(str(intake.get("category") or "")) if desk.categories else {},
            complained_of=found.complained_of,
            safety_asked=found.safety_asked,
            stop_using=bool(advice),
            not_to=advice or "use",
            parallel=parallel_packs(desk.packs, desk.parallel, policy.zone, _aware(intake, found.received)),
        )

    async def _assign(self, case: OpenCase, found: Found) -> Assignment:
        assignment = assign(
            self._desk.team,
            category=str(case.intake.get("category") or ""),
            locale=found.reached.locale,
            severity=found.severity,
            load=await self._rows.open_load(),
            on=local_day(case.at, ZoneInfo(found.policy.zone)),
            besides=tuple(found.complained_of),
            product=named_product(case.intake),
        )
        if assignment.handler is None:
            found.problems.append(nobody_assigned(assignment.reason))
        return assignment


def _aware(intake: dict[str, Any], received: datetime) -> datetime:
    """When the first word reached any employee: as the sender says, else with the receipt."""
    said = intake.get("first_employee_aware")
    return INSTANT.validate_python(said) if said else received


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
        opened_at=INSTANT.validate_python(case.intake["received_at"]),
        batch=opened.batch,
    )
