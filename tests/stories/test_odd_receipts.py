"""Receipts that are not like the others: no name, no mail, no way out, the middle of the night."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from domain.errors import IllegalCommand
from tests.desk import Desk

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_an_anonymous_complaint_is_investigated_and_closed_and_nobody_is_written_to(desk: Desk) -> None:
    await desk.arrives(
        "ODD-1",
        anonymous=True,
        channel="web_form",
        personal={"customer": {"locale": "en"}},
    )
    case = await desk.until("ODD-1", lambda case: case["stage"] == "acknowledged")
    assert case["letters"] == []
    with pytest.raises(IllegalCommand, match="the complainant is anonymous and cannot be asked"):
        await desk.do("ODD-1", "ask_customer", personal={"questions": ["Who are you?"]})
    await desk.do("ODD-1", "waive_root_cause", role="lead", reason="nothing of it can be looked into")
    heads = [{"head": "all", "outcome": "not_established"}]
    await desk.do(
        "ODD-1", "decide", heads=heads, personal={"found": "nothing on record", "reasons": "no date, no name"}
    )
    await desk.do("ODD-1", "decide_no_prevention", role="lead", reason="nothing went wrong")
    await desk.do("ODD-1", "send_final_response")
    await desk.do("ODD-1", "close", ground="anonymous")
    await desk.pass_time("ODD-1", days=92)
    outcome = await desk.handle("ODD-1").result()
    assert (outcome["stage"], outcome["closing_ground"], outcome["breached"]) == ("closed", "anonymous", [])
    assert desk.mail("ODD-1") == []


async def test_an_oral_acknowledgement_while_the_mail_is_down_is_the_only_one(desk: Desk) -> None:
    # The outbox is a file and no folder: nothing can be written into it.
    desk.settings.data.mkdir(parents=True, exist_ok=True)
    desk.settings.outbox.write_text("no folder")
    await desk.arrives("ODD-2")
    case = await desk.view("ODD-2")
    assert (case["stage"], case["letters"][0]["state"]) == ("received", "waiting")

    await desk.do("ODD-2", "acknowledge", medium="phone")
    case = await desk.view("ODD-2")
    assert case["stage"] == "acknowledged"
    assert next(d["state"] for d in case["deadlines"] if d["duty"] == "acknowledge") == "met"
    await desk.at_rest("ODD-2")  # a try that was under way has failed, and the letter is called off
    desk.settings.outbox.unlink()
    await desk.do("ODD-2", "send_update", personal={"message": "we are asking the carrier about it"})
    await desk.letters_out("ODD-2", "progress_update")
    await desk.at_rest("ODD-2")
    assert [str(mail["Message-ID"]) for mail in desk.mail("ODD-2")] == ["<ODD-2+progress_update+1@example.com>"]
    with pytest.raises(IllegalCommand, match="receipt is acknowledged already in this round"):
        await desk.do("ODD-2", "acknowledge", medium="phone")


async def test_who_cannot_be_mailed_gets_paper_and_is_acknowledged_when_the_post_is_taken_out(desk: Desk) -> None:
    await desk.arrives(
        "ODD-3",
        channel="letter",
        personal={"customer": {"id": "c-3", "name": "Pat Postal", "address": "1 Example Road", "locale": "en"}},
    )
    case = await desk.until("ODD-3", lambda case: case["letters"][0].get("where") == "post queue")
    assert (case["stage"], case["letters"][0]["sent_at"]) == ("received", None)
    [waiting] = await desk.register.post_queue()
    assert (waiting.effect_id, waiting.state) == ("ODD-3/acknowledgement/1", "to_post")

    case = await desk.post_taken_out("ODD-3", "acknowledgement")
    assert case["stage"] == "acknowledged"
    await desk.at_rest("ODD-3")
    assert await desk.register.post_queue() == []
    [letter] = desk.settings.outbox.joinpath("post").glob("ODD-3*.eml")
    assert "1 Example Road" in letter.read_text(encoding="utf-8")


async def test_at_night_the_acknowledgement_leaves_and_everything_else_waits_for_the_morning(desk: Desk) -> None:
    await desk.arrives("ODD-4", at=datetime(2035, 3, 5, 22, 30, tzinfo=UTC))
    await desk.letters_out("ODD-4", "acknowledgement")
    await desk.do("ODD-4", "apologise", kind="regret", personal={"told_us": "the plate arrived in pieces"})
    case = await desk.until("ODD-4", lambda case: case["letters"][-1]["next_try"])
    assert (case["letters"][-1]["kind"], case["letters"][-1]["state"]) == ("apology_regret", "waiting")
    await desk.pass_until("ODD-4", datetime(2035, 3, 6, 8, 1, tzinfo=UTC))
    case = await desk.letters_out("ODD-4", "apology_regret")
    assert case["letters"][-1]["sent_at"].startswith("2035-03-06T08:0")


async def test_a_letter_that_lacks_something_waits_for_a_person_and_the_complaint_goes_on(desk: Desk) -> None:
    await desk.arrives("ODD-5", personal=None)  # everything personal is erased already
    case = await desk.until("ODD-5", lambda case: case["problems"])
    letter = case["letters"][0]
    assert (letter["kind"], letter["state"], case["stage"]) == ("acknowledgement", "blocked", "received")
    [problem] = case["problems"]
    assert "personal" in problem["what"]
    assert problem["owner"] == "alex.example"
    await desk.told("ODD-5", "Alex Example", "the letter ODD-5/acknowledgement/1 is blocked")

    customer = {"id": "c-5", "name": "Pat Postal", "address": "1 Example Road", "locale": "en"}
    given = {"customer": customer, "subject": "Broken plate"}
    await desk.do("ODD-5", "send_letter", effect_id="ODD-5/acknowledgement/1", then="again", personal=given)
    case = await desk.letters_out("ODD-5", "acknowledgement")
    assert case["stage"] == "acknowledged"
    assert case["problems"][0]["resolved_at"] is not None
