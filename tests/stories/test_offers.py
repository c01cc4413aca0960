"""The remedy: offers turned down climb the levels, large ones need more eyes, and the customer chooses."""

from __future__ import annotations

from datetime import datetime

import pytest

from domain.errors import IllegalCommand, NotAuthorised
from tests.desk import Desk

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_two_rejected_offers_go_to_the_lead_and_then_to_the_head_of_the_desk(desk: Desk) -> None:
    await desk.arrives("OFFER-1")
    await desk.investigate("OFFER-1")
    case = await desk.until("OFFER-1", lambda case: case["like_cases"])
    assert "like case" in case["like_cases"][0]["what"]  # beside the form of the offer
    await desk.offer("OFFER-1", amount="10.00")
    await desk.do("OFFER-1", "answer_offer", role="customer", answer="rejected", personal={"words": "too little"})
    case = await desk.view("OFFER-1")
    assert (case["stage"], case["escalation"]) == ("investigating", 1)
    await desk.told("OFFER-1", "Kaoru Tehon", "1 offer(s) turned down or lapsed")

    await desk.offer("OFFER-1", amount="20.00")
    await desk.do("OFFER-1", "answer_offer", role="customer", answer="countered", personal={"counter": "50 pounds"})
    assert (await desk.view("OFFER-1"))["escalation"] == 2
    await desk.told("OFFER-1", "Makoto Hinagata", "2 offer(s) turned down or lapsed")

    await desk.offer("OFFER-1", amount="30.00")
    await desk.do("OFFER-1", "answer_offer", role="customer", answer="rejected")
    with pytest.raises(IllegalCommand, match="3 offers were made in this round, as many as the policy allows"):
        await desk.offer("OFFER-1", amount="40.00")
    # Our position is then stated finally; the customer did not accept it, and the record says so.
    await desk.do("OFFER-1", "decide_no_prevention", role="lead", reason="cause removed last month")
    await desk.do("OFFER-1", "apologise", role="lead", kind="responsibility", personal={"wrong": "we packed it badly"})
    await desk.do("OFFER-1", "send_final_response")
    await desk.letters_out("OFFER-1", "apology_responsibility", "final_response")
    with pytest.raises(NotAuthorised, match="a manager decides to close on the ground dissatisfied"):
        await desk.do("OFFER-1", "close", role="lead", ground="dissatisfied", reason="three offers, all turned down")
    await desk.do("OFFER-1", "close", role="manager", ground="dissatisfied", reason="three offers, all turned down")
    case = await desk.letters_out("OFFER-1", "closing")
    assert case["closing_ground"] == "dissatisfied"
    assert case["escalation"] == 2
    assert [offer["state"] for offer in case["offers"]] == ["rejected", "countered", "rejected"]


async def test_an_offer_above_everybodys_limit_is_made_only_after_two_managers_approved(desk: Desk) -> None:
    await desk.arrives("OFFER-2")
    await desk.investigate("OFFER-2")
    await desk.offer("OFFER-2", amount="1500.00")
    case = await desk.view("OFFER-2")
    assert case["offers"][0]["approvals_needed"] == ["manager", "manager"]
    assert (case["stage"], case["next_owner"]) == ("investigating", "manager")
    await desk.told("OFFER-2", "Makoto Hinagata", "offer O1 waits for approval")

    with pytest.raises(NotAuthorised, match="needs the approval of a manager"):
        await desk.do("OFFER-2", "approve", role="lead", what="O1")
    await desk.do("OFFER-2", "approve", role="manager", what="O1")
    with pytest.raises(NotAuthorised, match="a second pair of eyes is needed"):
        await desk.do("OFFER-2", "approve", role="manager", what="O1")
    assert "remedy_offer" not in [letter["kind"] for letter in (await desk.view("OFFER-2"))["letters"]]
    await desk.do("OFFER-2", "approve", role="manager", who="maria.manager", what="O1")

    case = await desk.letters_out("OFFER-2", "remedy_offer")
    assert (case["stage"], case["offers"][0]["state"]) == ("remedy_offered", "offered")
    assert case["offers"][0]["approved_by"] == ["mana.manager", "maria.manager"]


async def test_an_offer_sent_back_is_written_anew_and_never_reaches_the_customer(desk: Desk) -> None:
    await desk.arrives("OFFER-3")
    await desk.investigate("OFFER-3")
    await desk.offer("OFFER-3", amount="240.00")
    await desk.do("OFFER-3", "decline_approval", role="lead", what="O1", reason="offer the repair first")
    await desk.told("OFFER-3", "hanako.handler", "offer O1 was sent back")
    await desk.offer("OFFER-3", amount="40.00")
    case = await desk.letters_out("OFFER-3", "remedy_offer")
    assert [offer["state"] for offer in case["offers"]] == ["declined", "offered"]
    assert [letter["kind"] for letter in case["letters"]].count("remedy_offer") == 1


async def test_the_customer_chooses_between_two_alternatives_and_only_the_chosen_one_is_carried_out(desk: Desk) -> None:
    await desk.arrives("OFFER-4")
    await desk.investigate("OFFER-4")
    await desk.do(
        "OFFER-4",
        "offer_remedy",
        alternatives=[
            {"items": [{"kind": "replacement", "ground": "obligation"}]},
            {"items": [{"kind": "refund", "ground": "obligation", "amount": "35.00", "currency": "GBP"}]},
        ],
        personal={"descriptions": {"A": "we send a new plate", "B": "we pay the price back"}},
    )
    await desk.do("OFFER-4", "answer_offer", role="customer", answer="accepted", alternative="B")
    with pytest.raises(NotAuthorised, match="who offers does not release the money"):
        await desk.do("OFFER-4", "fulfil_remedy", role="manager", who="hanako.handler")
    await desk.do("OFFER-4", "fulfil_remedy", role="finance")
    case = await desk.letters_out("OFFER-4", "remedy_done")
    replacement, refund = (alternative["items"][0] for alternative in case["offers"][0]["alternatives"])
    assert (replacement["state"], refund["state"]) == ("agreed", "done")
    assert refund["receipt"] == "ledger:OFFER-4/remedy/1"
    # The announcement came after the receipt, not before.
    sent = next(letter["sent_at"] for letter in case["letters"] if letter["kind"] == "remedy_done")
    assert datetime.fromisoformat(sent) >= datetime.fromisoformat(refund["done_at"])
