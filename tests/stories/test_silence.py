"""The customer is silent: we remind once, then go on with what is known. Silence is never taken for a yes."""

from __future__ import annotations

import pytest

from domain.errors import IllegalCommand
from tests.desk import CAN_STILL_DO, Desk

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_an_unanswered_question_is_reminded_once_and_then_lapses_without_harm(desk: Desk) -> None:
    await desk.arrives("SILENT-1")
    await desk.do("SILENT-1", "ask_customer", personal={"questions": ["On which day did the parcel arrive?"]})
    case = await desk.letters_out("SILENT-1", "question")
    assert case["stage"] == "awaiting_customer"

    await desk.pass_wait("SILENT-1", "question_reminder")
    case = await desk.letters_out("SILENT-1", "reminder")
    assert case["questions"][0]["reminded"] == 1

    await desk.pass_wait("SILENT-1", "question_lapses")
    case = await desk.until("SILENT-1", lambda case: case["stage"] == "investigating")
    assert case["questions"][0]["state"] == "lapsed"
    assert [letter["kind"] for letter in case["letters"]].count("reminder") == 1
    await desk.told("SILENT-1", "Alex Example", "the customer did not answer Q1")

    # A late answer is welcome.
    await desk.do("SILENT-1", "record_answer", role="customer", question="Q1", personal={"answer": "on Monday"})
    assert (await desk.view("SILENT-1"))["questions"][0]["state"] == "answered"


async def test_an_answer_in_time_stops_the_reminder(desk: Desk) -> None:
    await desk.arrives("SILENT-2")
    await desk.do("SILENT-2", "ask_customer", personal={"questions": ["Which plate?", "Who signed?"]})
    await desk.do("SILENT-2", "record_answer", role="customer", question="Q1", personal={"answer": "the blue one"})
    assert (await desk.view("SILENT-2"))["stage"] == "awaiting_customer"
    await desk.do("SILENT-2", "withdraw_question", question="Q2", reason="the carrier has told us")
    case = await desk.view("SILENT-2")
    assert case["stage"] == "investigating"
    assert case["waits"] == []

    await desk.pass_time("SILENT-2", days=5)
    case = await desk.view("SILENT-2")
    assert "reminder" not in [letter["kind"] for letter in case["letters"]]


async def test_an_unanswered_offer_is_reminded_then_lapses_and_goes_to_the_lead(desk: Desk) -> None:
    await desk.arrives("SILENT-3")
    await desk.investigate("SILENT-3")
    await desk.offer("SILENT-3")
    await desk.letters_out("SILENT-3", "remedy_offer")

    await desk.pass_wait("SILENT-3", "offer_reminder")
    case = await desk.letters_out("SILENT-3", "reminder")
    assert case["offers"][0]["state"] == "offered"
    assert case["offers"][0]["reminded"] == 1

    await desk.pass_wait("SILENT-3", "offer_lapses")
    case = await desk.until("SILENT-3", lambda case: case["offers"][0]["state"] == "lapsed")
    assert case["stage"] == "investigating"
    assert case["escalation"] == 1
    await desk.told("SILENT-3", "Kaoru Tehon", "offer O1 lapsed without an answer")
    with pytest.raises(IllegalCommand, match="no offer waits for an answer"):
        await desk.do("SILENT-3", "answer_offer", role="customer", answer="accepted")


async def test_silence_after_the_final_response_closes_only_after_its_time_and_never_as_accepted(desk: Desk) -> None:
    await desk.arrives("SILENT-4")
    await desk.investigate("SILENT-4", outcome="not_upheld")
    await desk.do("SILENT-4", "decide_no_prevention", role="lead", reason="nothing went wrong on our side")
    await desk.do("SILENT-4", "send_final_response", personal=CAN_STILL_DO)
    await desk.letters_out("SILENT-4", "apology_regret", "not_upheld")
    await desk.until("SILENT-4", lambda case: "no_answer_until" in [wait["name"] for wait in case["waits"]])

    with pytest.raises(IllegalCommand, match="may still answer until 2035-04-02; silence is not acceptance"):
        await desk.do("SILENT-4", "close", ground="no_answer")
    await desk.pass_wait("SILENT-4", "no_answer_reminder")
    await desk.letters_out("SILENT-4", "reminder")
    await desk.pass_wait("SILENT-4", "no_answer_until")
    await desk.told("SILENT-4", "Alex Example", "close it on the ground no_answer")
    await desk.pass_wait("SILENT-4", "idle_reminder")
    await desk.told("SILENT-4", "Alex Example", "no date lies ahead any more: confirm with the customer, then close")
    await desk.pass_wait("SILENT-4", "idle_limit")
    assert [problem["owner"] for problem in (await desk.view("SILENT-4"))["problems"]] == ["lead"]
    await desk.do("SILENT-4", "close", ground="no_answer")

    case = await desk.letters_out("SILENT-4", "closing")
    assert (case["stage"], case["closing_ground"]) == ("closed", "no_answer")
