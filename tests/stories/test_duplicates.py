"""Withdrawal is the customer's own clear word; a duplicate is joined, and taken apart again when that was wrong."""

from __future__ import annotations

import pytest

from domain.errors import IllegalCommand, InvalidCommand, NotAuthorised
from tests.desk import Desk

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_withdrawal_needs_the_customers_words_is_confirmed_and_leaves_the_door_open(desk: Desk) -> None:
    await desk.arrives("TAKEN-1")
    await desk.do("TAKEN-1", "ask_customer", personal={"questions": ["Which plate?"]})
    with pytest.raises(
        InvalidCommand, match=r"personal\.words: write the customer's own clear words; giving up is not"
    ):
        await desk.do("TAKEN-1", "withdraw")
    await desk.do("TAKEN-1", "withdraw", role="customer", personal={"words": "I take my complaint back"})
    case = await desk.letters_out("TAKEN-1", "withdrawal_confirmed")
    assert case["stage"] == "withdrawn"
    assert {d["state"] for d in case["deadlines"] if d["duty"] != "acknowledge"} == {"cancelled"}
    assert case["questions"][0]["state"] == "withdrawn"
    await desk.told("TAKEN-1", "Alex Example", "withdrawn, and not decided: cause and prevention")
    with pytest.raises(IllegalCommand, match="the complaint is withdrawn 取下げ; use reopen"):
        await desk.do("TAKEN-1", "apologise", kind="regret", personal={"told_us": "the plate broke"})

    await desk.pass_time("TAKEN-1", days=30)
    case = await desk.view("TAKEN-1")
    assert "reminder" not in [letter["kind"] for letter in case["letters"]]
    await desk.do("TAKEN-1", "reopen", role="lead", reason="the customer thought better of it")
    assert (await desk.view("TAKEN-1"))["stage"] == "investigating"


async def test_a_withdrawn_case_settles_when_nobody_comes_back(desk: Desk) -> None:
    await desk.arrives("TAKEN-2")
    await desk.do("TAKEN-2", "withdraw", role="customer", personal={"words": "I take my complaint back"})
    await desk.pass_time("TAKEN-2", days=92)
    outcome = await desk.handle("TAKEN-2").result()
    assert (outcome["stage"], outcome["closing_ground"], outcome["breached"]) == ("withdrawn", None, [])


async def test_a_duplicate_is_joined_raises_no_alarm_and_the_other_complaint_hears_of_it(desk: Desk) -> None:
    await desk.arrives("TWIN-1")
    await desk.arrives("TWIN-2")
    await desk.letters_out("TWIN-2", "acknowledgement")
    with pytest.raises(IllegalCommand, match="cannot be merged into itself"):
        await desk.do("TWIN-2", "merge", into="TWIN-2", reason="same order")
    with pytest.raises(IllegalCommand, match="there is no complaint NO-SUCH-CASE"):
        await desk.do("TWIN-2", "merge", into="NO-SUCH-CASE", reason="same order")
    with pytest.raises(NotAuthorised, match="a lead or manager merges it"):
        await desk.do("TWIN-2", "merge", into="TWIN-1", reason="same order, same plate")
    await desk.do("TWIN-2", "merge", role="lead", into="TWIN-1", reason="same order, same plate; husband and wife")
    case = await desk.view("TWIN-2")
    assert (case["stage"], case["merged_into"]) == ("merged", "TWIN-1")
    await desk.until("TWIN-1", lambda case: any(e["what"] == "TWIN-2 was merged" for e in case["timeline"]))

    # Its clocks were kept and silent; taken apart again, what passed meanwhile is a breach.
    await desk.pass_deadline("TWIN-2", "apologise")
    assert not (await desk.view("TWIN-2"))["breached"]
    assert desk.notices("TWIN-2") == []
    await desk.do("TWIN-2", "unmerge", role="lead", reason="two different orders after all")
    case = await desk.until("TWIN-2", lambda case: case["breached"])
    assert (case["stage"], case["merged_into"]) == ("investigating", "")
    assert next(d["state"] for d in case["deadlines"] if d["duty"] == "apologise") == "breached"
    await desk.until("TWIN-1", lambda case: any(e["what"] == "TWIN-2 was unmerged" for e in case["timeline"]))
    # The other's own clock did not move for the news.
    assert (await desk.view("TWIN-1"))["breached"] is False


async def test_a_duplicate_of_a_closed_complaint_is_told_to_the_lead(desk: Desk) -> None:
    await desk.arrives("TWIN-3")
    await desk.handled("TWIN-3")
    await desk.arrives("TWIN-4")
    await desk.letters_out("TWIN-4", "acknowledgement")
    await desk.do("TWIN-4", "merge", role="lead", into="TWIN-3", reason="the same plate once more")
    await desk.told("TWIN-3", "Kaoru Tehon", "TWIN-4 was merged with this ended complaint")
