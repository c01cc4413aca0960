"""After closing: aftercare, survey, messages that a person judges, and the end."""

from __future__ import annotations

import pytest

from domain.errors import ComplaintSettled, IllegalCommand
from tests.desk import Desk

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def closed(desk: Desk, reference: str) -> None:
    """A complaint that went the plain path and is closed."""
    await desk.arrives(reference)
    await desk.handled(reference)
    await desk.letters_out(reference, "closing")


async def test_aftercare_and_one_survey_go_out_in_the_morning_and_a_bad_answer_offers_reopening(desk: Desk) -> None:
    await closed(desk, "AFTER-1")
    await desk.pass_wait("AFTER-1", "aftercare_asked")
    case = await desk.letters_out("AFTER-1", "aftercare")
    assert next(d for d in case["deadlines"] if d["duty"] == "follow_up")["state"] == "met"
    await desk.pass_wait("AFTER-1", "survey_asked")
    await desk.letters_out("AFTER-1", "survey")
    for letter in desk.mail("AFTER-1"):
        assert "08:00" <= letter["Date"].datetime.strftime("%H:%M") < "21:00"

    await desk.do("AFTER-1", "answer_survey", role="customer", score=1, personal={"words": "nobody called"})
    await desk.told("AFTER-1", "Kaoru Tehon", "a bad survey answer (1 of 5)")
    case = await desk.view("AFTER-1")
    assert (case["survey_score"], case["reopening_offered"], case["stage"]) == (1, True, "closed")
    with pytest.raises(IllegalCommand, match="the survey is answered already"):
        await desk.do("AFTER-1", "answer_survey", role="customer", score=5)
    await desk.do("AFTER-1", "reopen", role="lead", reason="called; the customer wishes it")
    assert (await desk.view("AFTER-1"))["round"] == 2


async def test_a_good_answer_changes_nothing_and_after_the_window_the_case_settles_for_good(desk: Desk) -> None:
    await closed(desk, "AFTER-2")
    settles = (await desk.view("AFTER-2"))["settles_at"]
    assert settles.startswith("2035-06-04")  # ninety days after Monday 5 March, to the end of the day
    await desk.pass_wait("AFTER-2", "survey_asked")
    await desk.letters_out("AFTER-2", "survey")
    await desk.do("AFTER-2", "answer_survey", role="customer", score=4)
    assert (await desk.view("AFTER-2"))["reopening_offered"] is False
    await desk.pass_time("AFTER-2", days=85)
    outcome = await desk.handle("AFTER-2").result()
    assert outcome["stage"] == "closed"
    assert outcome["breached"] == []
    assert outcome["prevention"] == ["AFTER-2-P1"]
    with pytest.raises(ComplaintSettled, match="file a linked complaint"):
        await desk.do("AFTER-2", "reopen", role="lead", reason="too late")


async def test_a_message_after_closing_that_somebody_judges_in_time_is_no_problem(desk: Desk) -> None:
    await closed(desk, "AFTER-3")
    await desk.do("AFTER-3", "record_contact", role="customer", medium="email", personal={"words": "thank you all"})
    await desk.told("AFTER-3", "Alex Example", "a message came after closing (K1)")
    assert "say what message K1 means" in (await desk.view("AFTER-3"))["next_action"]
    await desk.do("AFTER-3", "record_contact", contact="K1", meaning="thanks")
    await desk.pass_time("AFTER-3", days=3)
    case = await desk.view("AFTER-3")
    assert case["contacts"][0]["meaning"] == "thanks"
    assert case["problems"] == []


async def test_a_message_that_nobody_judges_within_a_business_day_is_the_leads_problem_until_it_is(desk: Desk) -> None:
    await closed(desk, "AFTER-4")
    await desk.do(
        "AFTER-4", "record_contact", role="customer", medium="email", personal={"words": "it is broken again"}
    )
    await desk.pass_wait("AFTER-4", "message_triage")
    case = await desk.until("AFTER-4", lambda case: case["problems"])
    assert case["problems"][0]["owner"] == "lead"
    assert case["next_owner"] == "lead"
    await desk.told("AFTER-4", "Kaoru Tehon", "a message after closing (K1) waits to be judged")
    await desk.do("AFTER-4", "record_contact", role="lead", contact="K1", meaning="same_matter")
    await desk.told("AFTER-4", "Kaoru Tehon", "the customer came back on the same matter (K1)")
    case = await desk.view("AFTER-4")
    assert case["problems"][0]["resolved_at"] is not None
