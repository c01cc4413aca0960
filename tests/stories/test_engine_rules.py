"""What the regulations ask of an engine, on the running workflow. (Which rule is proven where: docs/policies.md.)"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from domain.errors import IllegalCommand, InvalidCommand, MissingContent
from tests.desk import CAN_STILL_DO, MONDAY, Desk

pytestmark = pytest.mark.asyncio(loop_scope="module")

SETTLED: dict[str, Any] = {
    "medium": "phone",
    "outcome": "upheld",
    "cause": "billing",
    "prevention": "no",
    "reason": "a single slip of one day",
    "personal": {
        "summary": "one payment was taken twice",
        "apology": "I am sorry that we took it twice",
        "words": "that is fine, thank you",
    },
}


async def clocks(desk: Desk, reference: str) -> dict[str, tuple[str, str]]:
    """Duty → state and due, of the present round."""
    case = await desk.view(reference)
    return {d["duty"]: (d["state"], str(d["due"])) for d in case["deadlines"] if d["round"] == case["round"]}


async def rights(desk: Desk, reference: str) -> dict[str, Any]:
    return {one["duty"]: one for one in (await desk.view(reference))["rights"]}


async def test_rule_1_waiting_for_the_customer_stops_our_targets_and_never_the_law(desk: Desk) -> None:
    await desk.arrives("RULE-1", policy="uk-fca-disp")
    await desk.letters_out("RULE-1", "acknowledgement")
    await desk.do("RULE-1", "apologise", kind="regret", personal={"told_us": "charged twice"})
    await desk.do("RULE-1", "ask_customer", personal={"questions": ["On which day?"]})
    await desk.pass_time("RULE-1", days=57)
    assert (await clocks(desk, "RULE-1"))["final_response"] == ("breached", "2035-04-30")


async def test_rule_3_once_means_once_and_more_than_the_cap_is_answered_for_by_name(desk: Desk) -> None:
    await desk.arrives("RULE-3", policy="uk-housing")
    await desk.letters_out("RULE-3", "acknowledgement")
    await desk.until("RULE-3", lambda case: len(case["deadlines"]) == 2)
    more = {"medium": "email", "reason": "the roof has to be opened first"}
    with pytest.raises(IllegalCommand, match="10 days at most"):
        await desk.do("RULE-3", "extend", "lead", days=11, **more)
    await desk.do("RULE-3", "extend", "manager", days=11, **more)
    with pytest.raises(IllegalCommand, match="extended once already"):
        await desk.do("RULE-3", "extend", "manager", days=1, **more)


async def test_rule_6_the_short_route_needs_the_customers_own_word(desk: Desk) -> None:
    await desk.arrives("RULE-6", policy="uk-fca-disp")
    said = {key: value for key, value in SETTLED["personal"].items() if key != "words"}
    with pytest.raises(InvalidCommand, match="own words of acceptance"):
        await desk.do("RULE-6", "resolve_now", **{**SETTLED, "personal": said})
    await desk.do("RULE-6", "resolve_now", **SETTLED)
    case = await desk.letters_out("RULE-6", "summary_resolution")
    assert (case["stage"], case["closing_ground"]) == ("closed", "short_route")


async def test_rule_7_the_short_route_is_refused_for_what_rg_271_excludes(desk: Desk) -> None:
    await desk.arrives("RULE-7", policy="au-rg271", facts={"calendar": "AU-NSW", "written_reply_requested": True})
    with pytest.raises(IllegalCommand, match="not possible for this complaint"):
        await desk.do("RULE-7", "resolve_now", **SETTLED)


async def test_rule_5_a_final_response_without_what_the_pack_asks_for_does_not_leave(desk: Desk) -> None:
    await desk.arrives("RULE-5", policy="uk-housing")
    await desk.letters_out("RULE-5", "acknowledgement")
    await desk.investigate("RULE-5", "not_upheld")
    with pytest.raises(MissingContent, match="Housing Ombudsman"):
        await desk.do("RULE-5", "send_final_response", personal=CAN_STILL_DO)
    assert "not_upheld" not in {one["kind"] for one in (await desk.view("RULE-5"))["letters"]}


async def test_rule_8_a_holding_response_after_the_fifteenth_day_buys_no_time(desk: Desk) -> None:
    await desk.arrives("RULE-8", policy="uk-fca-disp", facts={"payment_service": True})
    await desk.letters_out("RULE-8", "acknowledgement")
    await desk.pass_deadline("RULE-8", "final_response")
    assert (await clocks(desk, "RULE-8"))["final_response"][0] == "breached"
    await desk.do("RULE-8", "note", "lead", event="holding_response_sent", personal={"text": "posted today"})
    assert "final_response_after_holding" not in await clocks(desk, "RULE-8")
    assert (await clocks(desk, "RULE-8"))["final_response"][0] == "breached"


async def test_rule_10_what_turns_out_later_counts_from_the_first_day(desk: Desk) -> None:
    await desk.arrives("RULE-10", policy="uk-fca-disp")
    await desk.pass_time("RULE-10", days=14)
    await desk.do("RULE-10", "reclassify", facts={"payment_service": True}, reason="it is a payment account")
    # Fifteen business days from Monday 5 March 2035; Good Friday and Easter Monday (23 and 26 March) lie between.
    assert (await clocks(desk, "RULE-10"))["final_response"] == ("running", "2035-03-28")


async def test_rule_13_a_duplicate_joins_and_restarts_nothing(desk: Desk) -> None:
    await desk.arrives("RULE-13A")
    await desk.arrives("RULE-13B", MONDAY + timedelta(days=2))
    before = await clocks(desk, "RULE-13A")
    await desk.letters_out("RULE-13B", "acknowledgement")
    await desk.do("RULE-13B", "merge", role="lead", into="RULE-13A", reason="the same order")
    await desk.until("RULE-13A", lambda case: any("was merged" in line["what"] for line in case["timeline"]))
    after = await clocks(desk, "RULE-13A")
    assert {duty: due for duty, (_, due) in after.items()} == {duty: due for duty, (_, due) in before.items()}


async def test_rule_14_a_new_holiday_moves_dates_ahead_and_never_one_that_has_passed(desk: Desk) -> None:
    await desk.arrives("RULE-14", policy="jp-standard")
    await desk.letters_out("RULE-14", "acknowledgement")
    await desk.pass_deadline("RULE-14", "apologise")
    before = await clocks(desk, "RULE-14")
    assert (before["apologise"], before["final_response"]) == (("breached", "2035-03-09"), ("running", "2035-03-27"))
    holiday = {"day": "2035-03-15", "name": "Day of the Test", "calendar": "JP-GOV", "source": "gazette of the test"}
    with pytest.raises(IllegalCommand, match="only a day that has not begun"):
        await desk.do(
            "RULE-14", "add_closed_day", "lead", **{**holiday, "day": "2035-03-08"}, reason="proclaimed since"
        )
    await desk.do("RULE-14", "add_closed_day", "lead", **holiday, reason="proclaimed since")

    after = await clocks(desk, "RULE-14")
    assert (after["apologise"], after["final_response"]) == (("breached", "2035-03-09"), ("running", "2035-03-28"))
    said = [line["what"] for line in (await desk.view("RULE-14"))["timeline"]]
    assert "final_response moved 2035-03-27 → 2035-03-28: Day of the Test, 2035-03-15 (gazette of the test)" in said


async def test_rule_16_the_ombudsmans_gate_opens_by_time_alone(desk: Desk) -> None:
    await desk.arrives("RULE-16", policy="uk-fca-disp")
    gate = (await rights(desk, "RULE-16"))["ombudsman_referral_opens"]
    assert gate["day"] == "2035-05-01"
    await desk.pass_until("RULE-16", datetime.fromisoformat(gate["at"]) + timedelta(hours=1))
    assert (await rights(desk, "RULE-16"))["ombudsman_referral_opens"]["come"]


async def test_rule_17_a_call_starts_the_clock_except_where_the_rule_asks_for_a_letter(desk: Desk) -> None:
    await desk.arrives("RULE-17A", policy="uk-fca-disp", channel="phone")
    assert "final_response" in await clocks(desk, "RULE-17A")
    await desk.arrives("RULE-17B", policy="us-dot", channel="phone")
    case = await desk.view("RULE-17B")
    assert (case["deadlines"], [problem["key"] for problem in case["problems"]]) == ([], ["no_dates"])


async def test_all_stages_fit_into_the_one_limit_of_the_code(desk: Desk) -> None:
    await desk.arrives("STAGES-1", MONDAY + timedelta(hours=6), policy="us-reg-x")  # in New York nobody sleeps
    await desk.letters_out("STAGES-1", "acknowledgement")
    limit = (await clocks(desk, "STAGES-1"))["respond"]
    await desk.investigate("STAGES-1", "not_upheld")
    await desk.do("STAGES-1", "send_final_response", personal=CAN_STILL_DO)
    await desk.letters_out("STAGES-1", "not_upheld")
    await desk.pass_time("STAGES-1", days=3)
    await desk.do("STAGES-1", "request_review", "customer")
    assert (await clocks(desk, "STAGES-1"))["respond"] == limit


async def test_rule_12_each_part_has_its_own_clock_and_one_acknowledgement_serves_both(desk: Desk) -> None:
    heads = [{"id": "H1", "category": "billing"}, {"id": "H2", "category": "delivery"}]
    texts = {"H1": "the bill is wrong", "H2": "the parcel came late"}
    await desk.file("RULE-12", policy="uk-fca-disp", heads=heads, personal={"heads": texts})
    await desk.letters_out("RULE-12", "acknowledgement")
    await desk.do("RULE-12", "split", heads=["H2"], policy="uk-housing", reason="it is the landlord's part")

    whole = await desk.until_filed("RULE-12-S1")
    assert whole["linked_to"] == "RULE-12"
    assert whole["received_at"] == (await desk.view("RULE-12"))["received_at"]
    mine = {one["duty"]: one["state"] for one in whole["deadlines"]}
    assert mine == {"stage1_acknowledge": "met", "stage1_response": "running"}
    await desk.letters_out("RULE-12-S1", "acknowledgement")
    assert [one["duty"] for one in (await desk.view("RULE-12"))["deadlines"]] == ["acknowledge", "final_response"]


async def test_a_split_that_is_refused_brings_its_heads_back(desk: Desk) -> None:
    heads = [{"id": "H1", "category": "billing"}, {"id": "H2", "category": "delivery"}]
    await desk.file("RULE-12B", heads=heads, personal={"heads": {"H1": "the bill", "H2": "the parcel"}})
    await desk.do("RULE-12B", "split", heads=["H2"], policy="nonsense", reason="it is the carrier's part")
    case = await desk.until("RULE-12B", lambda case: case["problems"])
    assert "nonsense" in case["problems"][0]["what"]
    assert ([head["id"] for head in case["heads"]], case["splits"]) == (["H1", "H2"], [])
