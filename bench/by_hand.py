"""The yardstick: the same complaint as a plain Temporal workflow, written for this one course of acts and no other.

It takes the same messages and has the same letters and the same payment made by the same activities. It has what nobody
would leave out (a check of the stage at each door, one deadline, one query) and none of what the engine is for: no policy, no
timetable, no roles, no record of instants that survives a Reset, no search attributes, no view, no problems with owners.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from temporalio import workflow
from temporalio.exceptions import ApplicationError

with workflow.unsafe.imports_passed_through():
    from messages.deeds import LetterOrder, LetterReceipt, RemedyOrder, RemedyReceipt
    from workflows import options

QUEUE = "complaints-by-hand"
ANSWER_WITHIN = timedelta(days=28)
DONE_WITHIN = timedelta(days=400)


@dataclass
class Complaint:
    """What the workflow knows."""

    reference: str
    personal: dict[str, Any]
    received_on: str
    stage: str = "received"
    letters: list[str] = field(default_factory=list)
    cause: str = ""
    found: dict[str, Any] = field(default_factory=dict)
    offer: dict[str, Any] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    receipt: str = ""
    prevention: dict[str, Any] = field(default_factory=dict)


def _notice(reference: str, number: int, to: str, what: str, do: str) -> LetterOrder:
    return LetterOrder(
        effect_id=f"{reference}/notice/{number}",
        reference=reference,
        kind="notice",
        locale="en",
        at=workflow.now(),
        zone="UTC",
        medium="staff",
        facts={"to": {"id": to}, "what": what, "do": do, "reference": reference},
    )


async def _deliver(order: LetterOrder) -> None:
    await workflow.execute_activity("deliver_letter", order, result_type=LetterReceipt, **options.LETTER)


@workflow.defn(name="ComplaintByHand")
class ComplaintByHand:
    """One complaint, from receipt to closing."""

    @workflow.init
    def __init__(self, intake: dict[str, Any]) -> None:
        self.case = Complaint(intake["reference"], intake["personal"], intake["received_at"][:10])
        self.outgoing: list[LetterOrder] = []
        self.released: RemedyOrder | None = None

    @workflow.run
    async def run(self, intake: dict[str, Any]) -> str:
        deadline = asyncio.create_task(self._deadline())
        self._write("acknowledgement", {"next_contact_by": self._day(14), "final_response_by": self._day(28)})
        while self.case.stage != "closed" or self.outgoing:
            await workflow.wait_condition(
                lambda: bool(self.outgoing) or self.released is not None or self.case.stage == "closed"
            )
            if self.released is not None:
                await self._pay(self.released)
            while self.outgoing:
                order = self.outgoing.pop(0)
                await _deliver(order)
                self.case.letters.append(order.kind)
        deadline.cancel()
        await workflow.wait_condition(workflow.all_handlers_finished)
        return self.case.stage

    async def _deadline(self) -> None:
        await workflow.sleep(ANSWER_WITHIN)
        self.outgoing.append(_notice(self.case.reference, 2, "lead", "the final response is overdue", "answer now"))

    async def _pay(self, order: RemedyOrder) -> None:
        receipt: RemedyReceipt = await workflow.execute_activity(
            "carry_out_remedy", order, result_type=RemedyReceipt, **options.REMEDY
        )
        self.released = None
        self.case.receipt, self.case.stage = receipt.receipt, "fulfilled"
        paid = {**self._owed(), "offer": "O1", "done_on": self._day(0), "receipt": receipt.receipt}
        self._write("remedy_done", {"items": [paid]}, {"descriptions": {"O1": self.case.descriptions["A"]}})

    @workflow.query
    def view(self) -> Complaint:
        return self.case

    # --- the doors --------------------------------------------------------------------------------------------------------

    @workflow.update
    async def receive(self, sha256: str) -> dict[str, Any]:
        return {"reference": self.case.reference, "stage": self.case.stage, "due": self._day(28)}

    @workflow.update
    async def apologise(self, command: dict[str, Any]) -> dict[str, Any]:
        self._write(f"apology_{command['kind']}", {}, command["personal"])
        return self._now("investigating" if command["kind"] == "regret" else self.case.stage)

    @workflow.update
    async def record_root_cause(self, command: dict[str, Any]) -> dict[str, Any]:
        self.case.cause = command["personal"]["statement"]
        return self._now("investigating")

    @workflow.update
    async def decide(self, command: dict[str, Any]) -> dict[str, Any]:
        self.case.found = {**command["personal"], "outcome": command["heads"][0]["outcome"]}
        return self._now("decided")

    @decide.validator
    def _check_decide(self, command: dict[str, Any]) -> None:
        self._require("investigating")

    @workflow.update
    async def offer_remedy(self, command: dict[str, Any]) -> dict[str, Any]:
        self.case.offer = command["alternatives"][0]["items"][0]
        self.case.descriptions = command["personal"]["descriptions"]
        facts = {"alternatives": [{"id": "A", "items": [self.case.offer]}], "answer_by": self._day(14)}
        self._write("remedy_offer", facts, {"descriptions": self.case.descriptions})
        return self._now("offered")

    @offer_remedy.validator
    def _check_offer(self, command: dict[str, Any]) -> None:
        self._require("decided")

    @workflow.update
    async def answer_offer(self, command: dict[str, Any]) -> dict[str, Any]:
        self.outgoing.append(_notice(self.case.reference, 1, "finance", "the remedy is agreed", "release it"))
        return self._now("agreed")

    @answer_offer.validator
    def _check_answer(self, command: dict[str, Any]) -> None:
        self._require("offered")

    @workflow.update
    async def fulfil_remedy(self, command: dict[str, Any]) -> dict[str, Any]:
        self.released = RemedyOrder(
            effect_id=f"{self.case.reference}/remedy/1",
            reference=self.case.reference,
            **self._owed(),
            ground=self.case.offer["ground"],
            released_by=command["by"]["id"],
            at=workflow.now(),
            personal={"customer": self.case.personal["customer"]},
        )
        return self._now("agreed")

    @fulfil_remedy.validator
    def _check_fulfil(self, command: dict[str, Any]) -> None:
        self._require("agreed")

    @workflow.update
    async def add_prevention_task(self, command: dict[str, Any]) -> dict[str, Any]:
        self.case.prevention = {key: command[key] for key in ("kind", "owner", "due", "title")}
        task = f"{self.case.reference}-P1"
        await workflow.start_child_workflow(
            PreventionByHand.run,
            args=[task, command["owner"], command["title"]],
            id=f"prevention-by-hand-{task}",
            parent_close_policy=workflow.ParentClosePolicy.ABANDON,
        )
        return self._now(self.case.stage)

    @workflow.update
    async def send_final_response(self, command: dict[str, Any]) -> dict[str, Any]:
        case, task = self.case, self.case.prevention
        facts = {
            "heads": [{"id": "all", "outcome": case.found["outcome"]}],
            "items": [{**self._owed(), "state": "done"}],
            "prevention": [{"kind": task["kind"], "state": "planned", "on": task["due"]}],
        }
        found = {"text": case.personal["subject"], "found": case.found["found"], "reasons": case.found["reasons"]}
        words = {"heads": {"all": found}, "causes": [case.cause], "prevention": {"0": task["title"]}}
        self._write("final_response", facts, words)
        return self._now("answered")

    @send_final_response.validator
    def _check_final(self, command: dict[str, Any]) -> None:
        self._require("fulfilled")

    @workflow.update
    async def close(self, command: dict[str, Any]) -> dict[str, Any]:
        self._write("closing", {"ground": command["ground"], "reopen_until": self._day(90)})
        return self._now("closed")

    @close.validator
    def _check_close(self, command: dict[str, Any]) -> None:
        self._require("answered")

    # --- the rest ---------------------------------------------------------------------------------------------------------

    def _require(self, stage: str) -> None:
        if self.case.stage != stage:
            raise ApplicationError(f"the complaint is {self.case.stage}", type="IllegalCommand")

    def _now(self, stage: str) -> dict[str, Any]:
        self.case.stage = stage
        return {"reference": self.case.reference, "stage": stage, "at": workflow.now().isoformat()}

    def _day(self, days: int) -> str:
        return (workflow.now() + timedelta(days=days)).date().isoformat()

    def _owed(self) -> dict[str, Any]:
        return {key: self.case.offer[key] for key in ("kind", "amount", "currency")}

    def _write(self, kind: Any, facts: dict[str, Any], personal: dict[str, Any] | None = None) -> None:
        case = self.case
        order = LetterOrder(
            effect_id=f"{case.reference}/{kind}/1",
            reference=case.reference,
            kind=kind,
            locale="en",
            at=workflow.now(),
            zone="UTC",
            medium="email",
            facts={
                "reference": case.reference,
                "received_on": case.received_on,
                "severity": "medium",
                "injury": False,
                "staff": {"id": "alex.example"},
                "names": {"handler": "Alex Example"},
                **facts,
            },
            personal={
                "customer": case.personal["customer"],
                "subject": case.personal["subject"],
                **(personal or {}),
            },
        )
        self.outgoing.append(order)


@workflow.defn(name="PreventionByHand")
class PreventionByHand:
    """One prevention task: tell its owner, wait until it is done or overdue."""

    def __init__(self) -> None:
        self.finished = False

    @workflow.run
    async def run(self, task: str, owner: str, title: str) -> str:
        await _deliver(_notice(task, 1, owner, title, "do it, then say so"))
        try:
            await workflow.wait_condition(lambda: self.finished, timeout=DONE_WITHIN)
        except TimeoutError:
            await _deliver(_notice(task, 2, "lead", f"overdue: {title}", "do it now"))
        return "done" if self.finished else "overdue"

    @workflow.update
    async def done(self) -> None:
        self.finished = True


WORKFLOWS = [ComplaintByHand, PreventionByHand]
