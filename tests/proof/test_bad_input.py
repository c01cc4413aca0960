"""Bad input is refused with what is wrong and never its value, and nothing is written: at the doors and by Temporal itself."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from temporalio.client import WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError

from domain.errors import ComplaintError
from messages.ids import COMPLAINT_WORKFLOW, TASK_QUEUE, complaint_id
from tests.desk import Desk, intake
from tests.proof.bad_input import BAD_COMMANDS, BAD_INTAKES, bad_intake
from tests.proof.looking import events, failure, tasks_completed, written
from tests.proof.tried import differing, tried
from workflows.client import act, file_complaint

pytestmark = pytest.mark.asyncio(loop_scope="module")
NOTHING = {"complaints": 0, "effects": 0, "remedies_ledger": 0, "decisions": 0, "letters": 0}


def wrong_words(message: str, says: str, secret: str) -> str:
    """What is wrong with a refusal's words, if anything."""
    if says not in message:
        return f"does not name {says}: {message[:150]}"
    return f"repeats the value: {message[:150]}" if secret and secret in message.split("; example")[0] else ""


async def test_a_bad_intake_is_refused_at_the_door(desk: Desk) -> None:
    for name, bad in BAD_INTAKES.items():
        reference = f"DOOR-{list(BAD_INTAKES).index(name)}"
        try:
            await asyncio.wait_for(file_complaint(desk.client, bad_intake(name, reference)), 15)
        except ComplaintError as refused:
            differs = "" if refused.kind == bad.kind else f"refused as {refused.kind}"
            differs = differs or wrong_words(str(refused), bad.field, bad.secret)
        except Exception as error:
            differs = f"{type(error).__name__}: {error}"
        else:
            differs = "taken"
        rows = await written(desk, reference)
        tried("bad intake at the door", name, differs or ("" if rows == NOTHING else f"left {rows}"))
    assert differing("bad intake at the door") == []


async def _refused_by_temporal(desk: Desk, name: str, reference: str) -> str:
    bad = BAD_INTAKES[name]
    await desk.client.start_workflow(
        COMPLAINT_WORKFLOW, bad_intake(name, reference), id=complaint_id(reference), task_queue=TASK_QUEUE
    )
    try:
        failed = await asyncio.wait_for(failure(desk.client, reference), 15)
    except TimeoutError:
        return "hangs"
    if failed is None or failed.type != bad.kind:
        return f"ended with {failed.type if failed else 'success'}"
    if differs := wrong_words(failed.message, bad.field, bad.secret):
        return differs
    if (tasks := await tasks_completed(desk.client, reference)) != 1:
        return f"took {tasks} tasks"
    if (rows := await written(desk, reference)) != NOTHING:
        return f"left {rows}"
    answer = await file_complaint(desk.client, intake(reference))
    return "" if answer.reference == reference else "the corrected intake was not taken"


@pytest.mark.timeout(300)
async def test_a_bad_intake_sent_by_temporal_itself_fails_at_once_and_leaves_the_reference_free(desk: Desk) -> None:
    proof = "bad intake through Temporal"
    for number, name in enumerate(BAD_INTAKES):
        tried(proof, name, await _refused_by_temporal(desk, name, f"RAW-{number}"))
    assert differing(proof) == []


async def _refusal_at_door(desk: Desk, command: str, body: Any) -> tuple[str, str]:
    try:
        await asyncio.wait_for(act(desk.client, "CMD-1", command, body), 15)
    except ComplaintError as refused:
        return refused.kind, str(refused)
    except Exception as error:
        return type(error).__name__, str(error)
    return "obeyed", ""


async def _refusal_by_temporal(desk: Desk, command: str, body: Any) -> tuple[str, str]:
    try:
        await asyncio.wait_for(desk.handle("CMD-1").execute_update(command, body), 15)
    except WorkflowUpdateFailedError as refused:
        cause = refused.cause
        return (cause.type or "", cause.message) if isinstance(cause, ApplicationError) else ("", str(cause))
    return "obeyed", ""


async def test_a_bad_command_is_refused_and_nothing_is_written(desk: Desk) -> None:
    await desk.file("CMD-1")
    await desk.letters_out("CMD-1", "acknowledgement")
    for name, bad in BAD_COMMANDS.items():
        for proof, refusal in (
            ("bad command at the door", _refusal_at_door),
            ("bad command through Temporal", _refusal_by_temporal),
        ):
            case, history = await desk.view("CMD-1"), len(await events(desk.client, "CMD-1"))
            kind, message = await refusal(desk, bad.command, bad.body)
            differs = "" if kind == bad.kind else f"{kind}: {message[:150]}"
            differs = differs or wrong_words(message, bad.says, bad.secret)
            if len(await events(desk.client, "CMD-1")) != history:
                differs = differs or "something lies in the history"
            if await desk.view("CMD-1") != case:
                differs = differs or "the case has changed"
            tried(proof, name, differs)
    assert differing("bad command at the door") == []
    assert differing("bad command through Temporal") == []


TEMPLATE = "{{ 7 * 191 }} {% raw %} {# no remark #} ${7*191} {{ cycler.__init__.__globals__ }} %s {0} <b>bold</b>"


async def test_template_syntax_in_a_complaint_stays_text_in_the_letters(desk: Desk) -> None:
    await desk.file("TPL-1", personal={"subject": TEMPLATE, "description": TEMPLATE})
    await desk.do("TPL-1", "apologise", kind="regret", personal={"told_us": TEMPLATE})
    await desk.do("TPL-1", "ask_customer", personal={"questions": [TEMPLATE]})
    case = await desk.letters_out("TPL-1", "acknowledgement", "apology_regret", "question")

    assert case["problems"] == []
    texts = [part.get_content() for mail in desk.mail("TPL-1") for part in mail.walk() if not part.is_multipart()]
    assert any("{{ 7 * 191 }}" in text for text in texts)
    assert not any("1337" in text for text in texts)
    assert not any(
        "<b>bold</b>" in part.get_content()
        for mail in desk.mail("TPL-1")
        for part in mail.walk()
        if part.get_content_type() == "text/html"
    )
    tried("template syntax stays text", "letters")


async def test_a_signal_that_is_no_news_or_comes_twice_changes_nothing_and_the_complaint_goes_on(desk: Desk) -> None:
    await desk.file("SIGNAL-1")
    handle = desk.handle("SIGNAL-1")
    twice = {"to": "SIGNAL-1", "at": "2026-06-01T09:00:00Z", "what": "merged", "body": {"reference": "OTHER-1"}}
    await handle.signal("news")
    for sent in ("garbage", {"what": "prevention", "body": {"due": "garbage"}}, twice, twice):
        await handle.signal("news", sent)
    await desk.do("SIGNAL-1", "note", personal={"text": "the carrier called"})

    case = await desk.view("SIGNAL-1")
    said = [line["what"] for line in case["timeline"]]
    differs = "" if said.count("OTHER-1 was merged") == 1 else f"heard {said.count('OTHER-1 was merged')} times"
    if [one["key"] for one in case["problems"]] != ["news/unread"]:
        differs = f"the problems are {case['problems']}"
    tried("bad signals", "nothing, text, half of it, twice", differs)
    assert differing("bad signals") == []
