from __future__ import annotations

import pytest

from tests.desk import Desk

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_complaint_goes_from_receipt_to_closing_with_one_letter_each(desk: Desk) -> None:
    await desk.whole_life("PLAIN-1")
    case = await desk.letters_out("PLAIN-1", "closing")

    assert case["stage"] == "closed"
    assert case["closing_ground"] == "accepted"
    assert [letter["kind"] for letter in case["letters"]] == [
        "acknowledgement",
        "apology_regret",
        "remedy_offer",
        "remedy_done",
        "apology_responsibility",
        "final_response",
        "closing",
    ]
    assert len(desk.mail("PLAIN-1")) == 7
    assert case["problems"] == []


async def test_after_closing_come_aftercare_survey_and_then_the_case_settles(desk: Desk) -> None:
    await desk.whole_life("PLAIN-2")
    await desk.pass_time("PLAIN-2", days=8)
    await desk.letters_out("PLAIN-2", "aftercare")
    await desk.pass_time("PLAIN-2", days=4)
    await desk.letters_out("PLAIN-2", "survey")
    await desk.pass_time("PLAIN-2", days=90)

    outcome = await desk.handle("PLAIN-2").result()
    assert outcome["stage"] == "closed"
    assert outcome["remedies"] == ["refund 20.00 GBP"]
