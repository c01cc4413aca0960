"""Letters a customer may trust: refused, reworded, approved as it was read, sent; and one stopped at the last gate."""

from __future__ import annotations

from typing import Any

import pytest

from domain.errors import WordsRefused
from tests.desk import Desk

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_letter_is_drafted_checked_approved_and_sent(desk: Desk) -> None:
    await desk.arrives("WORDS-1")
    await desk.letters_out("WORDS-1", "acknowledgement")
    before = await desk.view("WORDS-1")
    with pytest.raises(WordsRefused, match=r"personal\.words: 'you failed to' is not written to customers"):
        await desk.do("WORDS-1", "send_letter", personal={"words": "You failed to tell us about the plate."})
    assert await desk.view("WORDS-1") == before

    receipt = await desk.do("WORDS-1", "send_letter", personal={"words": "The driver was negligent."})
    assert "'negligent' needs the approval of a lead" in receipt.hints[0]
    letter = (await desk.view("WORDS-1"))["letters"][-1]
    assert (letter["state"], letter["approval"]["id"]) == ("awaiting_approval", "L1")
    await desk.told("WORDS-1", "Kaoru Tehon", "letter L1 waits for approval")

    await desk.do("WORDS-1", "approve", role="lead", what="L1", text=letter["approval"]["text"])
    await desk.letters_out("WORDS-1", "individual")
    assert "The driver was negligent." in desk.mail("WORDS-1")[-1].get_body(("plain",)).get_content()  # type: ignore[union-attr]


async def test_what_was_recorded_elsewhere_is_stopped_before_it_leaves_and_leaves_when_a_lead_sends_it(
    desk: Desk,
) -> None:
    await desk.arrives("WORDS-2")
    await desk.letters_out("WORDS-2", "acknowledgement")
    cause: dict[str, Any] = {
        "method": "interview",
        "category": "packaging",
        "personal": {"statement": "nobody thought of compensation"},
    }
    await desk.do("WORDS-2", "record_root_cause", **cause)
    decision = {"found": "the plate was broken", "reasons": "the photographs show it"}
    await desk.do("WORDS-2", "decide", heads=[{"head": "all", "outcome": "upheld"}], personal=decision)
    await desk.do("WORDS-2", "apologise", role="lead", kind="responsibility", personal={"wrong": "we packed it badly"})
    await desk.letters_out("WORDS-2", "apology_responsibility")
    await desk.do("WORDS-2", "send_final_response", personal={"words": "I am sorry."})
    case = await desk.until("WORDS-2", lambda case: case["letters"][-1]["state"] == "blocked")
    (problem,) = [one for one in case["problems"] if one["resolved_at"] is None]
    assert "final_response: 'compensation' needs the approval of a lead" in problem["what"]

    effect = case["letters"][-1]["effect_id"]
    await desk.do("WORDS-2", "send_letter", role="lead", effect_id=effect, then="again")
    await desk.letters_out("WORDS-2", "final_response")
