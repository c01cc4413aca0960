"""A mail server that puts off, refuses, hangs or breaks off, through the whole workflow: a person knows, nothing goes out twice."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.duration_pb2 import Duration
from google.protobuf.field_mask_pb2 import FieldMask
from temporalio.api.activity.v1 import ActivityOptions
from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.workflowservice.v1 import UpdateActivityOptionsRequest
from temporalio.client import Client

from messages.ids import complaint_id
from tests.adapters.mail_server import DROP, HANG, MailServer
from tests.desk import Desk, open_desk
from tests.proof.tried import tried

pytestmark = pytest.mark.asyncio(loop_scope="module")


@asynccontextmanager
async def desk_with(server: Client, data: Path, mail: MailServer) -> AsyncIterator[Desk]:
    """A desk that mails by this server."""
    settings: dict[str, Any] = {"smtp_host": "127.0.0.1", "smtp_port": mail.port, "smtp_tls": "none"}
    async with open_desk(server, data, **settings) as desk:
        try:
            yield desk
        finally:  # what still hangs must not be tried at the next test's mail server
            async for execution in server.list_workflows("ExecutionStatus = 'Running'"):
                await server.get_workflow_handle(execution.id).terminate()


def to_customer(mail: MailServer) -> list[bytes]:
    """The letters that the server took for the customer, without the notices to the staff."""
    return [text for text in mail.accepted if b"To: Sam Specimen" in text]


async def give_up_soon(desk: Desk, reference: str) -> None:
    """Shorten the quarter of an hour of tries, as an operator can: the server's own call for a pending activity."""
    described = await desk.handle(reference).describe()
    [pending] = described.raw_description.pending_activities
    await desk.client.workflow_service.update_activity_options(
        UpdateActivityOptionsRequest(
            namespace=desk.client.namespace,
            execution=WorkflowExecution(workflow_id=complaint_id(reference)),
            id=pending.activity_id,
            activity_options=ActivityOptions(schedule_to_close_timeout=Duration(seconds=3)),
            update_mask=FieldMask(paths=["schedule_to_close_timeout"]),
        )
    )


def open_problems(case: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one["key"], one["owner"]) for one in case["problems"] if one["resolved_at"] is None]


def letter(case: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = case["letters"][0]
    return found


async def letter_is(desk: Desk, reference: str, state: str, within: float = 15) -> dict[str, Any]:
    return await desk.until(reference, lambda case: letter(case)["state"] == state, within)


async def test_put_off_it_is_tried_again_by_itself(server: Client, tmp_path: Path) -> None:
    mail = MailServer(
        rcpt=["451 later", "450 greylisted", "250 ok"], text=["250 never", "250 never", "452 full", "250 ok"]
    )
    async with mail.running(), desk_with(server, tmp_path, mail) as desk:
        await desk.file("SMTP-4")
        case = await letter_is(desk, "SMTP-4", "sent", 30)
        assert (len(to_customer(mail)), mail.connections) == (1, 4)
        assert open_problems(case) == []
    tried("SMTP answers badly", "4xx to recipient and text, then healed")


async def test_put_off_for_long_somebody_is_told_and_it_leaves_in_the_end(server: Client, tmp_path: Path) -> None:
    mail = MailServer(mail="421 closed for the day")
    async with mail.running(), desk_with(server, tmp_path, mail) as desk:
        await desk.file("SMTP-5")
        await give_up_soon(desk, "SMTP-5")
        case = await letter_is(desk, "SMTP-5", "failed")
        assert open_problems(case) == [("SMTP-5/acknowledgement/1", "lead")]
        assert case["stage"] == "received"

        mail.mail = "250 ok"
        await desk.pass_time("SMTP-5", hours=1.1)
        case = await letter_is(desk, "SMTP-5", "sent")
        assert open_problems(case) == []
        assert case["stage"] == "acknowledged"
        assert len(to_customer(mail)) == 1
    tried("SMTP answers badly", "4xx for long")


async def test_refused_for_good_it_waits_for_its_owner(server: Client, tmp_path: Path) -> None:
    mail = MailServer(rcpt=["550 no such user", "250 ok"])
    async with mail.running(), desk_with(server, tmp_path, mail) as desk:
        await desk.file("SMTP-6")
        case = await letter_is(desk, "SMTP-6", "blocked")
        [(key, owner)] = open_problems(case)
        assert key == "SMTP-6/acknowledgement/1"
        assert owner
        mended = {"customer": {**case["personal"]["customer"], "email": "samuel@example.com"}}
        await desk.do("SMTP-6", "send_letter", effect_id=key, then="again", personal=mended)
        case = await letter_is(desk, "SMTP-6", "sent")
        assert open_problems(case) == []
        [sent] = to_customer(mail)
        assert b"samuel@example.com" in sent
    tried("SMTP answers badly", "5xx, mended by a person")


async def _unknown(desk: Desk, mail: MailServer, reference: str, within: float = 15) -> str:
    """File while the answer to the text is missing; the letter's id."""
    await desk.file(reference)
    case = await letter_is(desk, reference, "blocked", within)
    [(key, owner)] = open_problems(case)
    assert owner == "lead"
    assert letter(case)["message_id"].startswith(f"<{reference}+acknowledgement+1@")
    assert len(to_customer(mail)) == 1
    return key


async def test_broken_off_after_the_text_a_person_says_that_it_had_left(server: Client, tmp_path: Path) -> None:
    mail = MailServer(text=[DROP, "250 ok"])
    async with mail.running(), desk_with(server, tmp_path, mail) as desk:
        key = await _unknown(desk, mail, "SMTP-7")
        await desk.do("SMTP-7", "send_letter", role="lead", effect_id=key, then="was_sent")
        case = await letter_is(desk, "SMTP-7", "sent")
        assert open_problems(case) == []
        assert case["stage"] == "acknowledged"
        assert len(to_customer(mail)) == 1, "nothing goes out twice"
    tried("SMTP answers badly", "broken off after DATA, had left")


async def test_broken_off_after_the_text_a_person_decides_to_send_it_again(server: Client, tmp_path: Path) -> None:
    mail = MailServer(text=[DROP, "250 ok"])
    async with mail.running(), desk_with(server, tmp_path, mail) as desk:
        key = await _unknown(desk, mail, "SMTP-8")
        await desk.do("SMTP-8", "send_letter", role="lead", effect_id=key, then="again")
        case = await desk.until("SMTP-8", lambda case: case["stage"] == "acknowledged")
        assert open_problems(case) == []
        assert len(to_customer(mail)) == 2, "once by the engine, once by a person's decision"
        assert len(set(to_customer(mail))) == 2, "each with a Message-ID of its own"
    tried("SMTP answers badly", "broken off after DATA, sent again by a person")


@pytest.mark.certify
async def test_no_answer_to_the_text_is_not_known_and_not_sent_again(server: Client, tmp_path: Path) -> None:
    mail = MailServer(text=[HANG, "250 ok"])
    async with mail.running(), desk_with(server, tmp_path, mail) as desk:
        key = await _unknown(desk, mail, "SMTP-9", within=60)
        await desk.do("SMTP-9", "send_letter", role="lead", effect_id=key, then="was_sent")
        await letter_is(desk, "SMTP-9", "sent")
        assert len(to_customer(mail)) == 1
    tried("SMTP answers badly", "hangs after DATA")


@pytest.mark.certify
async def test_no_greeting_is_tried_again_until_there_is_one(server: Client, tmp_path: Path) -> None:
    mail = MailServer(greeting=HANG)
    async with mail.running(), desk_with(server, tmp_path, mail) as desk:
        await desk.file("SMTP-10")
        mail.greeting = "220 awake"
        case = await letter_is(desk, "SMTP-10", "sent", 90)
        assert open_problems(case) == []
        assert len(to_customer(mail)) == 1
    tried("SMTP answers badly", "never greets, then healed")
