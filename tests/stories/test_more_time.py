"""More time, on the real server: an extension that the code allows, and targets of our own that stand still."""

from __future__ import annotations

import json

import pytest

from activities.timetable import certificates_key
from domain.errors import ExtensionTooLate, InvalidCommand
from policies.check_certificate import check
from tests.desk import Desk

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_landlord_takes_more_time_in_time_and_only_once(desk: Desk) -> None:
    # Received on Monday 5 March 2035 and acknowledged at once: ten working days end on Monday 19 March.
    await desk.arrives("HOUSING-1", policy="uk-housing")
    await desk.letters_out("HOUSING-1", "acknowledgement")
    case = await desk.until("HOUSING-1", lambda case: len(case["deadlines"]) == 2)
    clocks = {one["duty"]: (one["state"], str(one["due"])) for one in case["deadlines"]}
    assert clocks == {"stage1_acknowledge": ("met", "2035-03-12"), "stage1_response": ("running", "2035-03-19")}

    told = "the surveyor is ill"
    await desk.do("HOUSING-1", "extend", role="lead", command_id="more-time", days=4, medium="email", reason=told)
    with pytest.raises(InvalidCommand, match="the id more-time was given to extend with another argument before"):
        await desk.do("HOUSING-1", "extend", role="lead", command_id="more-time", days=9, medium="email", reason=told)
    with pytest.raises(InvalidCommand, match="the id more-time was given to extend before"):
        await desk.do("HOUSING-1", "note", role="lead", command_id="more-time", personal={"text": "told on the phone"})
    [response] = [one for one in (await desk.view("HOUSING-1"))["deadlines"] if one["duty"] == "stage1_response"]
    # Four more working days: Tue 20, Wed 21, Thu 22, Tue 27 March; Good Friday and Easter Monday lie between.
    assert str(response["due"]) == "2035-03-27"

    kept = await desk.register.claimed(certificates_key("HOUSING-1", "command/more-time"))
    assert kept is not None
    assert check(json.dumps(kept["stage1_response"], ensure_ascii=False))["due"] == str(response["due"])


async def test_an_extension_after_the_limit_is_refused_and_the_breach_stands(desk: Desk) -> None:
    await desk.arrives("HOUSING-2", policy="uk-housing")
    await desk.letters_out("HOUSING-2", "acknowledgement")
    await desk.until("HOUSING-2", lambda case: len(case["deadlines"]) == 2)
    await desk.pass_deadline("HOUSING-2", "stage1_response")
    with pytest.raises(ExtensionTooLate, match="the breach stands"):
        await desk.do("HOUSING-2", "extend", role="lead", days=4, medium="email", reason="the surveyor is ill")
    case = await desk.view("HOUSING-2")
    assert [one["state"] for one in case["deadlines"] if one["duty"] == "stage1_response"] == ["breached"]


async def test_targets_that_stand_still_do_not_break_and_run_on_afterwards(desk: Desk) -> None:
    await desk.arrives("PAUSE-1")
    await desk.letters_out("PAUSE-1", "acknowledgement")
    await desk.do("PAUSE-1", "pause", role="lead", reason="the customer is abroad until the 15th")
    await desk.pass_time("PAUSE-1", days=10)  # past the day of the apology, Wednesday 7 March
    case = await desk.view("PAUSE-1")
    assert {one["state"] for one in case["deadlines"] if one["duty"] != "acknowledge"} == {"suspended"}
    await desk.do("PAUSE-1", "resume", reason="the customer is back")

    # Ten days later is Thursday 15 March: eight business days did not count.
    clocks = {one["duty"]: (one["state"], str(one["due"])) for one in (await desk.view("PAUSE-1"))["deadlines"]}
    assert clocks["apologise"] == ("running", "2035-03-19")
    assert clocks["final_response"] == ("running", "2035-04-12")
