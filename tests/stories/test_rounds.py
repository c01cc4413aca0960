"""It comes back: reopening, review by another person, an outside body. Each is a new round; the old record stays."""

from __future__ import annotations

import pytest

from domain.errors import IllegalCommand, NotAuthorised
from tests.desk import CAN_STILL_DO, Desk

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_reopened_case_has_new_clocks_keeps_its_old_breaches_and_goes_to_the_lead(desk: Desk) -> None:
    await desk.arrives("ROUND-1")
    await desk.letters_out("ROUND-1", "acknowledgement")
    await desk.pass_deadline("ROUND-1", "apologise")  # nobody apologises in time
    await desk.handled("ROUND-1")
    await desk.letters_out("ROUND-1", "closing")
    await desk.pass_time("ROUND-1", days=20)
    await desk.do("ROUND-1", "reopen", role="lead", reason="the new plate is broken too")

    case = await desk.letters_out("ROUND-1", "reopened")
    assert (case["stage"], case["round"], case["escalation"]) == ("investigating", 2, 1)
    assert case["closing_ground"] is None
    clocks = {(d["round"], d["duty"]): (d["state"], str(d["due"])) for d in case["deadlines"]}
    assert clocks[1, "apologise"] == ("breached", "2035-03-07")
    # Reopened on Wed 28 March: two business days for the apology, twenty for the answer.
    assert clocks[2, "acknowledge"][0] == "met"
    assert clocks[2, "apologise"] == ("running", "2035-03-30")
    assert clocks[2, "final_response"] == ("running", "2035-04-25")
    await desk.told("ROUND-1", "Kaoru Tehon", "a complaint was reopened")

    # The new round needs its own cause, decision, apology and answer.
    with pytest.raises(IllegalCommand, match="decide first"):
        await desk.do("ROUND-1", "send_final_response")
    await desk.investigate("ROUND-1")
    await desk.remedy("ROUND-1")
    await desk.do("ROUND-1", "apologise", role="lead", kind="responsibility", personal={"wrong": "it broke again"})
    await desk.do("ROUND-1", "send_final_response")
    await desk.until(
        "ROUND-1",
        lambda case: all(
            sum(letter["kind"] == kind and letter["state"] == "sent" for letter in case["letters"]) == 2
            for kind in ("apology_responsibility", "final_response")
        ),
    )
    await desk.do("ROUND-1", "close", ground="accepted", arrived=True, personal={"words": "now it is good"})
    assert (await desk.view("ROUND-1"))["stage"] == "closed"


async def test_reopening_is_bounded_by_rounds(desk: Desk) -> None:
    await desk.arrives("ROUND-2")
    for wish in ("first", "second"):
        await desk.do("ROUND-2", "withdraw", role="customer", personal={"words": "I take it back"})
        await desk.do("ROUND-2", "reopen", role="lead", reason=f"the {wish} change of mind")
    await desk.do("ROUND-2", "withdraw", role="customer", personal={"words": "I take it back"})
    with pytest.raises(IllegalCommand, match="3 rounds are the most the policy allows; file a linked complaint"):
        await desk.do("ROUND-2", "reopen", role="lead", reason="the third change of mind")


async def test_a_review_is_decided_by_another_person_than_before(desk: Desk) -> None:
    await desk.arrives("ROUND-3")
    await desk.investigate("ROUND-3", outcome="not_upheld")
    with pytest.raises(IllegalCommand, match="there is no final response to review yet"):
        await desk.do("ROUND-3", "request_review", role="customer")
    await desk.do("ROUND-3", "send_final_response", personal=CAN_STILL_DO)
    await desk.letters_out("ROUND-3", "not_upheld")
    await desk.do("ROUND-3", "request_review", role="customer")
    case = await desk.letters_out("ROUND-3", "review_acknowledgement")
    assert (case["stage"], case["round"], case["escalation"]) == ("investigating", 2, 1)
    await desk.told("ROUND-3", "Kaoru Tehon", "to be decided by another person than hanako.handler")

    with pytest.raises(NotAuthorised, match="a review is decided by another person than before"):
        await desk.investigate("ROUND-3")
    decision = {"found": "the carrier's photograph was overlooked", "reasons": "it shows the plate broken"}
    heads = [{"head": "all", "outcome": "upheld"}]
    await desk.do("ROUND-3", "decide", role="lead", heads=heads, personal=decision)
    decisions = (await desk.view("ROUND-3"))["decisions"]
    assert [(d["round"], d["outcome"], d["decided_by"]) for d in decisions] == [
        (1, "not_upheld", "hanako.handler"),
        (2, "upheld", "leo.lead"),
    ]


async def test_a_referral_is_asked_after_until_the_outside_body_decides_and_then_we_carry_it_out(desk: Desk) -> None:
    await desk.arrives("ROUND-4")
    await desk.investigate("ROUND-4", outcome="not_upheld")
    await desk.do("ROUND-4", "send_final_response", personal=CAN_STILL_DO)
    await desk.letters_out("ROUND-4", "not_upheld")
    await desk.do(
        "ROUND-4",
        "refer",
        role="lead",
        body="consumer-centre",
        reason="the customer has gone there",
        personal={"body_name": "Consumer Advice Centre"},
    )
    case = await desk.letters_out("ROUND-4", "referral")
    assert (case["stage"], case["next_owner"]) == ("referred", "manager")
    for _ in range(2):
        before = len([n for n in desk.notices("ROUND-4") if "consumer-centre has not decided yet" in n])
        await desk.pass_wait("ROUND-4", "referral_nudge")
        await desk.until("ROUND-4", lambda case: case["waits"])
        await desk.told("ROUND-4", "Makoto Hinagata", "consumer-centre has not decided yet", more_than=before)

    await desk.do("ROUND-4", "record_external_decision", role="lead", outcome="for_customer", we="follow")
    case = await desk.letters_out("ROUND-4", "reopened")
    assert (case["stage"], case["round"], case["referred_to"]) == ("investigating", 2, "")
    await desk.do("ROUND-4", "note", personal={"text": "the centre's letter is in the file"})
    assert "referral_nudge" not in [wait["name"] for wait in (await desk.view("ROUND-4"))["waits"]]
