"""What people do to a complaint at the same moment, in the wrong place or while the mail server hangs."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.service import RPCError, RPCStatusCode

from domain.errors import IllegalCommand
from messages.receipts import CommandReceipt
from tests.adapters.mail_server import HANG, MailServer
from tests.desk import Desk, open_desk
from tests.proof.tried import tried
from workflows.client import _rpc

pytestmark = pytest.mark.asyncio(loop_scope="module")
TOLD = {"told_us": "the plate arrived in pieces"}


async def test_cancel_from_the_ui_is_noted_and_ignored(desk: Desk) -> None:
    await desk.file("DOOR-1")
    await desk.letters_out("DOOR-1", "acknowledgement")
    for _ in range(2):
        await desk.handle("DOOR-1").cancel()
    await desk.do("DOOR-1", "apologise", kind="regret", personal=TOLD)
    case = await desk.letters_out("DOOR-1", "apology_regret")

    assert (await desk.handle("DOOR-1").describe()).status is WorkflowExecutionStatus.RUNNING
    assert case["stage"] == "investigating"
    assert any("Cancel was asked for" in line["what"] for line in case["timeline"])
    assert case["problems"] == []
    tried("cancel from the UI", "noted and ignored")


async def test_cancel_at_the_very_beginning_is_ignored_too(desk: Desk) -> None:
    await asyncio.gather(desk.file("DOOR-2"), *(_cancelled(desk, "DOOR-2") for _ in range(20)))
    case = await desk.letters_out("DOOR-2", "acknowledgement")
    assert case["stage"] == "acknowledged"
    tried("cancel from the UI", "in the first task")


async def test_who_asks_at_the_moment_of_filing_is_told_to_ask_again(desk: Desk) -> None:
    await desk.file("DOOR-3")
    too_early = RPCError("workflow not found", RPCStatusCode.NOT_FOUND, b"")
    async with asyncio.timeout(20):  # its result would be waited for until it settles, months on
        answer = await _rpc(desk.client, "DOOR-3", too_early)
    assert isinstance(answer, TimeoutError)
    assert str(answer) == "DOOR-3 has only just arrived: ask again"


async def _cancelled(desk: Desk, reference: str) -> None:
    for _ in range(10):
        try:
            await desk.handle(reference).cancel()
        except Exception:  # not filed yet
            await asyncio.sleep(0.02)


async def test_of_two_racing_apologies_one_is_obeyed_and_one_refused(desk: Desk) -> None:
    for number in range(5):
        reference = f"RACE-{number}"
        await desk.file(reference)
        race = await asyncio.gather(
            *(desk.do(reference, "apologise", kind="regret", personal=TOLD) for _ in range(2)), return_exceptions=True
        )
        assert sorted(type(one).__name__ for one in race) == ["CommandReceipt", "IllegalCommand"], race
        case = await desk.letters_out(reference, "apology_regret")
        assert len(case["apologies"]) == 1
        assert sum(letter["kind"] == "apology_regret" for letter in case["letters"]) == 1
        tried("two act at once", reference)


async def test_many_people_at_once_are_served_one_after_the_other(desk: Desk) -> None:
    await desk.file("RACE-9")
    outcomes = await asyncio.gather(
        *(desk.do("RACE-9", "note", personal={"text": f"note {number}"}) for number in range(8)),
        *(desk.do("RACE-9", "escalate", level=2, reason="the customer asks for the head") for _ in range(3)),
        *(desk.do("RACE-9", "withdraw", role="customer", personal={"words": "never mind"}) for _ in range(2)),
        return_exceptions=True,
    )
    obeyed = [one for one in outcomes if isinstance(one, CommandReceipt)]
    assert {type(one) for one in outcomes} <= {CommandReceipt, IllegalCommand}, outcomes
    assert sum(one.command == "withdraw" for one in obeyed) == 1
    assert sum(one.command == "note" for one in obeyed) == 8
    assert len({one.revision for one in obeyed}) == len(obeyed), "each on a case of its own"
    tried("two act at once", "thirteen people")


TWELVE: list[tuple[str, str, dict[str, Any]]] = [
    ("note", "handler", {"personal": {"text": "called the carrier"}}),
    ("apologise", "handler", {"kind": "regret", "personal": TOLD}),
    ("ask_customer", "handler", {"personal": {"questions": ["Is the carton still there?"]}}),
    ("record_answer", "customer", {"question": "Q1", "personal": {"answer": "yes"}}),
    ("escalate", "handler", {"level": 1, "reason": "the customer asks for the head of the desk"}),
    ("acknowledge_escalation", "lead", {}),
    ("send_update", "handler", {"personal": {"message": "we are looking for the carrier's photo"}}),
    ("send_letter", "handler", {"personal": {"words": "Thank you for the photograph."}}),
    ("reclassify", "handler", {"severity": "high", "reason": "it was an heirloom"}),
    ("assign", "lead", {"to": "sam.specimen", "reason": "on leave", "personal": {"note": "nothing promised yet"}}),
    ("de_escalate", "lead", {"level": 0, "reason": "agreed with the customer"}),
    ("note", "auditor", {"personal": {"text": "seen"}}),
]


async def test_twelve_commands_are_answered_within_two_seconds_each_while_smtp_hangs(
    server: Client, tmp_path: Path
) -> None:
    mail = MailServer(greeting=HANG)
    async with mail.running():
        settings: dict[str, Any] = {"smtp_host": "127.0.0.1", "smtp_port": mail.port, "smtp_tls": "none"}
        async with open_desk(server, tmp_path, **settings) as desk:
            await desk.file("HANG-1")
            slowest = 0.0
            for command, role, body in TWELVE:
                began = asyncio.get_running_loop().time()
                role_or_nobody = {"role": role, "who": "ada.auditor"} if role == "auditor" else {"role": role}
                await desk.do("HANG-1", command, **role_or_nobody, **body)
                slowest = max(slowest, asyncio.get_running_loop().time() - began)
            began = asyncio.get_running_loop().time()
            notes = (desk.do("HANG-1", "note", personal={"text": f"note {number}"}) for number in range(12))
            await asyncio.gather(*notes)
            together = asyncio.get_running_loop().time() - began
            case = await desk.view("HANG-1")
            assert mail.connections > 0, "the server hangs, it is not idle"
            assert {letter["state"] for letter in case["letters"]} == {"waiting"}
            assert slowest < 2
            assert together < 2
            await desk.handle("HANG-1").terminate()
    tried("SMTP hangs", f"twelve commands, the slowest {slowest:.2f} s; twelve at once {together:.2f} s")
