"""A complaints desk for story tests: the real server, the real worker, a data folder of its own; time is skipped on demand."""

from __future__ import annotations

import asyncio
import email
import email.policy
import json
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from temporalio.client import Client, WorkflowHandle
from temporalio.service import RPCError, RPCStatusCode
from temporalio.testing import TimeSkipper, TimeSkippingConfig
from temporalio.worker import Worker

from activities.remedies import Fulfilment
from adapters.migrations import migrate
from adapters.sql.register import SqlRegister
from messages.ids import TASK_QUEUE, complaint_id, obligation_id, prevention_id, receive_id
from messages.intake import content_hash
from messages.receipts import CommandReceipt, Received
from owabi.demo.filed_on import FILING_QUEUE, FiledOn
from owabi.settings import Settings
from worker import WORKFLOWS, activities_of, workflow_runner
from workflows.client import act, file_complaint, view
from workflows.client_beside import act_beside

PEOPLE = {
    "handler": "hanako.handler",
    "lead": "leo.lead",
    "manager": "mana.manager",
    "finance": "fin.finance",
    "quality": "quinn.quality",
    "customer": "customer",
    "service": "web-shop",
    "investigator": "ina.investigator",
    "auditor": "ada.auditor",
}
"""One invented person per role, for `by`."""
CLOCK_STANDS = TimeSkippingConfig(enabled=False, max_session_skip_count=1_000_000)
"""Time passes as outside until a story lets it pass faster; skipping would else switch itself off after 200 skips."""
CAN_STILL_DO = {"alternative": "we send you the photographs"}
"""What a no says beside its reasons."""
MONDAY = datetime(2035, 3, 5, 10, 0, tzinfo=UTC)
"""When stories begin unless they say otherwise: far enough ahead to be the same day whenever they run, and nobody sleeps."""


def intake(reference: str, **changes: Any) -> dict[str, Any]:
    """A plain complaint by e-mail about a broken parcel; `changes` replace top-level keys, `personal` is merged (None: erased)."""
    base: dict[str, Any] = {
        "reference": reference,
        "received_at": datetime.now(UTC).isoformat(),
        "channel": "email",
        "category": "delivery",
        "policy": "iso-10002",
        "personal": {
            "customer": {"id": f"c-{reference}", "name": "Sam Specimen", "email": "sam@example.com", "locale": "en"},
            "subject": "Broken plate",
            "description": "The plate arrived in pieces.",
        },
    }
    own = changes.pop("personal", {})
    return {**base, **changes, "personal": None if own is None else {**base["personal"], **own}}


class Desk:
    """What a story does: file, act as somebody, let time pass, look at what happened."""

    def __init__(self, client: Client, skipper: TimeSkipper, settings: Settings, register: SqlRegister) -> None:
        self.client = client
        self.skipper = skipper
        self.settings = settings
        self.register = register
        self.filed: list[str] = []
        """The references of this story, in order."""

    async def file(self, reference: str, **changes: Any) -> Received:
        """File a plain complaint now, through the door that other services use."""
        self.filed.append(reference)
        return await file_complaint(self.skipper.client, intake(reference, **changes))

    async def arrives(self, reference: str, at: datetime = MONDAY, **changes: Any) -> Received:
        """A plain complaint arrives at that instant, and its clock goes on from there."""
        self.filed.append(reference)
        whole = intake(reference, **{"received_at": at.isoformat(), **changes})
        travel = TimeSkipper(self.client, config=TimeSkippingConfig(disable_propagation=True))
        await travel.client.execute_workflow(
            FiledOn.run,
            args=[complaint_id(reference), whole, at.isoformat()],
            id=f"filed-{reference}",
            task_queue=FILING_QUEUE,
        )
        digest = content_hash(whole)
        answer: Received = await self.handle(reference).execute_update(
            "receive", digest, id=receive_id(digest), result_type=Received
        )
        return answer

    def handle(self, reference: str) -> WorkflowHandle[Any, Any]:
        """The complaint's workflow."""
        return self.client.get_workflow_handle(complaint_id(reference))

    def task(self, task_id: str) -> WorkflowHandle[Any, Any]:
        """The prevention task's workflow."""
        return self.client.get_workflow_handle(prevention_id(task_id))

    def obligation(self, obligation: str) -> WorkflowHandle[Any, Any]:
        """The workflow of an obligation beside a complaint."""
        return self.client.get_workflow_handle(obligation_id(obligation))

    async def do(
        self, reference: str, command: str, role: str = "handler", who: str = "", **body: Any
    ) -> CommandReceipt:
        """Act on a complaint as the person of that role (or as `who`)."""
        by = {"id": who or PEOPLE[role], "role": role}
        command_id = body.pop("command_id", None)
        return await act(self.client, reference, command, {"by": by, **body}, command_id=command_id)

    async def do_task(self, task_id: str, command: str, role: str, who: str = "", **body: Any) -> dict[str, Any]:
        """Act on a prevention task."""
        by = {"id": who or PEOPLE[role], "role": role}
        result: dict[str, Any] = await self.task(task_id).execute_update(command, {"by": by, **body})
        return result

    async def do_obligation(self, obligation: str, command: str, role: str, who: str = "", **body: Any) -> Any:
        """Act on an obligation beside a complaint."""
        by = {"id": who or PEOPLE[role], "role": role}
        return await act_beside(self.client, obligation_id(obligation), command, {"by": by, **body})

    async def view(self, reference: str) -> dict[str, Any]:
        """The case view."""
        return await view(self.client, reference)

    async def clock(self, handle: WorkflowHandle[Any, Any]) -> datetime:
        """What time it is for that workflow."""
        return await self.skipper.get_current_time(handle)

    async def pass_until(self, reference: str, at: datetime) -> None:
        """Let time pass for one complaint until that instant."""
        await self._until(self.handle(reference), at)

    async def pass_task_until(self, task_id: str, at: datetime) -> None:
        """Let time pass for one prevention task until that instant."""
        await self._until(self.task(task_id), at)

    async def pass_obligation_until(self, obligation: str, at: datetime) -> None:
        """Let time pass for one obligation until that instant."""
        await self._until(self.obligation(obligation), at)

    async def _until(self, handle: WorkflowHandle[Any, Any], at: datetime) -> None:
        if (span := at - await self.clock(handle)) > timedelta(0):
            await self.skipper.fast_forward(handle, span)

    async def pass_wait(self, reference: str, name: str) -> None:
        """Let time pass until ten in the morning after the wait of that name (or the first of them) has ended."""
        case = await self.view(reference)
        ends = [datetime.fromisoformat(wait["at"]) for wait in case["waits"] if wait["name"] == name]
        assert ends, f"nothing waits for {name}; the case waits for {[wait['name'] for wait in case['waits']]}"
        await self.pass_until(reference, min(ends) + timedelta(hours=10))

    async def pass_deadline(self, reference: str, duty: str) -> None:
        """Let time pass until ten in the morning of the day on which that duty is overdue."""
        case = await self.view(reference)
        late = next(d["late_from"] for d in case["deadlines"] if d["duty"] == duty and d["round"] == case["round"])
        await self.pass_until(reference, datetime.fromisoformat(late) + timedelta(hours=10))

    async def pass_time(self, reference: str, **span: float) -> None:
        """Let time pass for one complaint (`days=…`, `hours=…`), doing on the way whatever becomes due."""
        await self.skipper.fast_forward(self.handle(reference), timedelta(**span))

    async def pass_task_time(self, task_id: str, **span: float) -> None:
        """Let time pass for one prevention task."""
        await self.skipper.fast_forward(self.task(task_id), timedelta(**span))

    async def until(self, reference: str, what: Any, within: float = 30.0) -> dict[str, Any]:
        """Wait (real time) until the case view satisfies `what`; effects run beside the commands."""
        end = asyncio.get_running_loop().time() + within
        while True:
            case = await self.view(reference)
            if what(case):
                return case
            if asyncio.get_running_loop().time() > end:
                raise AssertionError(
                    f"not within {within} s; the case is {json.dumps(case, ensure_ascii=False)[:3000]}"
                )
            await asyncio.sleep(0.05)

    async def until_filed(self, reference: str, within: float = 30.0) -> dict[str, Any]:
        """Wait (real time) until a complaint that another one files is open."""
        self.filed.append(reference)
        shown: dict[str, Any] = await self._until_shown(self.handle(reference), "case", bool, within)
        return shown

    async def until_task(self, task_id: str, what: Callable[[dict[str, Any]], object], within: float = 30.0) -> Any:
        """Wait (real time) until the prevention task exists and its view satisfies `what`."""
        return await self._until_shown(self.task(task_id), "task", what, within)

    async def until_obligation(
        self, obligation: str, what: Callable[[dict[str, Any]], object], within: float = 30.0
    ) -> Any:
        """Wait (real time) until the obligation exists and its view satisfies `what`."""
        return await self._until_shown(self.obligation(obligation), "case", what, within)

    async def _until_shown(
        self, handle: WorkflowHandle[Any, Any], query: str, what: Callable[[dict[str, Any]], object], within: float
    ) -> Any:
        end = asyncio.get_running_loop().time() + within
        shown: dict[str, Any] = {}
        while not (shown and what(shown)):
            if asyncio.get_running_loop().time() > end:
                raise AssertionError(f"not within {within} s; {handle.id} is {shown}")
            try:
                shown = await handle.query(query)
            except RPCError as error:
                if error.status is not RPCStatusCode.NOT_FOUND:
                    raise
            await asyncio.sleep(0.05)
        return shown

    async def letters_out(self, reference: str, *kinds: str) -> dict[str, Any]:
        """Wait until letters of these kinds have left."""
        return await self.until(
            reference,
            lambda case: set(kinds) <= {letter["kind"] for letter in case["letters"] if letter["state"] == "sent"},
        )

    async def post_taken_out(self, reference: str, *kinds: str) -> dict[str, Any]:
        """The post is taken out: letters on paper (of these kinds, or all that lie in the queue) are written and then posted."""
        case = await self.until(
            reference, lambda case: set(kinds) <= {letter["kind"] for letter in _in_queue(case)} and _in_queue(case)
        )
        for letter in _in_queue(case):
            if not kinds or letter["kind"] in kinds:
                await self.do(reference, "record_post", letter=letter["effect_id"], what="dispatched")
        return await self.view(reference)

    def mail(self, reference: str, *, staff: bool = False) -> list[EmailMessage]:
        """The .eml files written for a complaint, oldest first."""
        return sorted(self._mail(reference, staff), key=lambda message: str(message["Message-ID"]))

    def _mail(self, reference: str, staff: bool) -> Iterator[EmailMessage]:
        for path in self.settings.outbox.rglob("*.eml"):
            # `<reference>+<step>+<revision>.eml`; the id of a task or an obligation begins with its complaint's reference
            if ("staff" in path.parts) == staff and path.name.startswith((f"{reference}+", f"{reference}-")):
                yield email.message_from_bytes(path.read_bytes(), policy=email.policy.default)

    async def at_rest(self, reference: str, within: float = 30.0) -> None:
        """Wait until no effect of the complaint is under way, retries included."""
        end = asyncio.get_running_loop().time() + within
        while (await self.handle(reference).describe()).raw_description.pending_activities:
            assert asyncio.get_running_loop().time() < end, f"not within {within} s: effects are still under way"
            await asyncio.sleep(0.05)

    async def told(self, reference: str, who: str, what: str, *, more_than: int = 0, within: float = 30.0) -> None:
        """Wait until that person (or role, where nobody holds it) has been told these words, `more_than` so many times."""
        end = asyncio.get_running_loop().time() + within
        while more_than >= sum(_goes_to(text, who) and what in text for text in self.notices(reference)):
            if asyncio.get_running_loop().time() > end:
                raise AssertionError(f"{who} was not told {what!r}; the notices are: {self.notices(reference)}")
            await asyncio.sleep(0.05)

    def notices(self, reference: str) -> list[str]:
        """The texts of the notices to the staff, each beginning with who it goes to."""
        bodies = [notice.get_body(("plain",)) for notice in self.mail(reference, staff=True)]
        return [str(body.get_content()).strip() for body in bodies if body is not None]

    # --- whole chapters, for stories about something else -------------------------------------------------------------------

    async def investigate(self, reference: str, outcome: str = "upheld") -> None:
        """Regret, cause and decision."""
        await self.do(reference, "apologise", kind="regret", personal={"told_us": "the plate arrived in pieces"})
        await self.do(
            reference,
            "record_root_cause",
            method="5_whys",
            category="packaging",
            evidence=["photo-1"],
            personal={"statement": "the carton was a size too large", "whys": ["it moved in the box"]},
        )
        await self.do(
            reference,
            "decide",
            heads=[{"head": "all", "outcome": outcome}],
            personal={"found": "the plate was broken on arrival", "reasons": "the photographs show it"},
        )

    async def offer(self, reference: str, amount: str = "20.00", currency: str = "GBP") -> CommandReceipt:
        """One refund as the only alternative."""
        item = {"kind": "refund", "ground": "obligation", "amount": amount, "currency": currency}
        return await self.do(
            reference,
            "offer_remedy",
            alternatives=[{"items": [item]}],
            personal={"descriptions": {"A": "we pay the price of the plate back"}},
        )

    async def remedy(self, reference: str) -> None:
        """Offered, accepted, paid."""
        await self.offer(reference)
        await self.do(reference, "answer_offer", role="customer", answer="accepted")
        await self.do(reference, "fulfil_remedy", role="finance")
        await self.until(reference, lambda case: case["stage"] == "following_up")

    async def answer_and_close(self, reference: str, ground: str = "accepted") -> None:
        """Responsibility, prevention, final response, closing."""
        await self.do(
            reference, "apologise", role="lead", kind="responsibility", personal={"wrong": "we packed it badly"}
        )
        await self.do(reference, "send_final_response")
        await self.letters_out(reference, "apology_responsibility", "final_response")
        # Opened after the letters, so that they promised none: else the complaint would stay open for it.
        await self.do(
            reference,
            "add_prevention_task",
            kind="corrective",
            owner="carl.carton",
            due=(await self.clock(self.handle(reference)) + timedelta(days=400)).date().isoformat(),
            title="one carton size per product",
        )
        words = {"words": "that settles it for me, thank you"}
        await self.do(reference, "close", ground=ground, arrived=True, personal=words)

    async def whole_life(self, reference: str, **changes: Any) -> None:
        """The plain path from receipt to closing, filed now."""
        await self.file(reference, **changes)
        await self.handled(reference)

    async def handled(self, reference: str) -> None:
        """The plain path of a complaint that was filed, from acknowledgement to closing."""
        await self.letters_out(reference, "acknowledgement")
        await self.investigate(reference)
        await self.letters_out(reference, "apology_regret")
        await self.remedy(reference)
        await self.answer_and_close(reference)


def _in_queue(case: dict[str, Any]) -> list[dict[str, Any]]:
    return [letter for letter in case["letters"] if letter.get("where") == "post queue"]


def _goes_to(notice: str, who: str) -> bool:
    """Whether it goes to that person; what is for somebody unknown to the team goes to a lead and says so."""
    return notice.startswith((f"{who},", f"{who} さん")) or f"for {who}, who is not in the team file" in notice


def _name(deed: Any) -> str:
    """The name an activity is registered under."""
    return str(deed.__temporal_activity_definition.name)


@asynccontextmanager
async def open_desk(
    client: Client, data: Path, *, fulfilment: Fulfilment | None = None, instead: Sequence[Any] = (), **settings: Any
) -> AsyncIterator[Desk]:
    """A desk on a server: a worker, a register, an outbox below `data`; `instead` replaces activities of the same name."""
    chosen = Settings(data=data, **settings)
    await asyncio.to_thread(migrate, chosen.database)
    skipper = TimeSkipper(client, config=CLOCK_STANDS)
    register = SqlRegister.at(chosen.database)
    house = activities_of(chosen, skipper.client, register, fulfilment)
    try:
        async with (
            Worker(client, task_queue=FILING_QUEUE, workflows=[FiledOn]),
            Worker(
                client,
                task_queue=TASK_QUEUE,
                workflows=WORKFLOWS,
                activities=[*(own for own in house if _name(own) not in {_name(other) for other in instead}), *instead],
                workflow_runner=workflow_runner(),
                graceful_shutdown_timeout=timedelta(seconds=2),
            ),
        ):
            yield Desk(client, skipper, chosen, register)
    finally:
        await register.close()
