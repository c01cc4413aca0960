"""What is owed to an authority, and the record: beside the complaint, with clocks that closing or withdrawing never stops."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from domain.errors import ComplaintError
from messages.ids import obligation_id
from tests.desk import Desk
from workflows.client_beside import view_beside

pytestmark = pytest.mark.asyncio(loop_scope="module")
JAPAN = timezone(timedelta(hours=9))


def japan(month: int, day: int, hour: int = 10) -> datetime:
    """That hour in Japan, in the year the stories are set in."""
    return datetime(2035, month, day, hour, tzinfo=JAPAN)


async def refused(desk: Desk, obligation: str, command: str, role: str, **body: Any) -> str:
    """Why the obligation refuses the command: type and message."""
    with pytest.raises(ComplaintError) as refusal:
        await desk.do_obligation(obligation, command, role, **body)
    return f"{refusal.value.kind}: {refusal.value}"


async def test_a_product_accident_is_confirmed_by_a_person_and_its_clock_outlives_the_withdrawn_complaint(
    desk: Desk,
) -> None:
    # A shop employee heard of it on Wednesday 25 April: day 1. Day 10, Friday 4 May, lies in Golden Week: Monday 7 May.
    await desk.arrives(
        "ACCIDENT-1",
        japan(4, 26),
        policy="jp-standard",
        category="safety",
        first_employee_aware=japan(4, 25).isoformat(),
        harm={"injury": True},
    )
    await desk.told("ACCIDENT-1", "Kaoru Tehon", "report due 2035-05-07")
    receipt = await desk.do(
        "ACCIDENT-1", "open_obligation", "lead", pack="jp-product-accident", reason="five weeks of treatment"
    )
    obligation = "ACCIDENT-1-jp-product-accident.report"
    assert obligation in receipt.effects
    case = await desk.until("ACCIDENT-1", lambda case: case["obligations"] and case["obligations"][0]["due"])
    assert case["obligations"][0] | {"id": obligation, "due": "2035-05-07", "state": "open"} == case["obligations"][0]
    assert not [problem for problem in case["problems"] if problem["resolved_at"] is None]

    await desk.do("ACCIDENT-1", "withdraw", "customer", personal={"words": "I take it back"})
    shown = await desk.until_obligation(obligation, lambda one: one.get("due"))
    assert (shown["due"], shown["state"], shown["breached"]) == ("2035-05-07", "open", False)
    await desk.pass_obligation_until(obligation, japan(5, 7, 23))
    assert not any("is overdue" in notice for notice in desk.notices("ACCIDENT-1"))
    await desk.pass_obligation_until(obligation, japan(5, 8, 1))
    await desk.told(
        "ACCIDENT-1",
        "Kaoru Tehon",
        f"{obligation} (Report to the Consumer Affairs Agency) is overdue since Mon 2035-05-07",
    )
    case = await desk.until("ACCIDENT-1", lambda case: case["obligations"][0]["breached"])
    assert case["stage"] == "withdrawn"

    assert "example" in await refused(desk, obligation, "record_report", "lead", at="now")
    assert "NotAuthorised" in await refused(desk, obligation, "not_reportable", "handler", reason="a scratch")
    answer = await desk.do_obligation(obligation, "record_report", "lead", receipt="CAA-2035-17")
    assert (answer["state"], answer["breached"]) == ("met", True)
    outcome = await desk.obligation(obligation).result()
    assert (outcome["state"], outcome["breached"], outcome["receipt"]) == ("met", True, "CAA-2035-17")
    assert "is over" in await refused(desk, obligation, "note", "lead", reason="too late")
    assert (await view_beside(desk.client, obligation_id(obligation)))["receipt"] == "CAA-2035-17"
    case = await desk.until("ACCIDENT-1", lambda case: case["obligations"][0]["state"] == "met")
    assert any("reported (CAA-2035-17), late" in entry["what"] for entry in case["timeline"])


async def test_a_breach_after_the_complaint_has_settled_is_kept_in_the_register_and_told_to_the_owner(
    desk: Desk,
) -> None:
    await desk.arrives("ACCIDENT-2", japan(3, 5), policy="jp-standard", category="privacy")
    await desk.do(
        "ACCIDENT-2",
        "open_obligation",
        "lead",
        pack="jp-data-breach",
        duties=["final_report"],
        facts={"suspected_malicious": True},
        owner="kensa.hikaru",
        reason="a list of addresses was sold",
    )
    obligation = "ACCIDENT-2-jp-data-breach.final_report"
    shown = await desk.until_obligation(obligation, lambda one: one.get("due"))
    assert shown["due"] == "2035-05-07"  # 60 days, the first of them 5 March, end on 3 May, a holiday
    await desk.do("ACCIDENT-2", "withdraw", "customer", personal={"words": "I take it back"})
    await desk.pass_time("ACCIDENT-2", days=100)
    await desk.handle("ACCIDENT-2").result()

    await desk.pass_obligation_until(obligation, japan(5, 8))
    await desk.told("ACCIDENT-2", "Hikaru Kensa", "is overdue since Mon 2035-05-07")
    await desk.told("ACCIDENT-2", "Hikaru Kensa", "ACCIDENT-2 has settled; it was not told: overdue")


async def test_the_record_of_a_settled_complaint_is_kept_to_its_last_day_and_then_a_person_says_what_became_of_it(
    desk: Desk,
) -> None:
    await desk.arrives("RECORD-1", policy="uk-fca-disp")  # received on 5 March 2035
    await desk.do("RECORD-1", "withdraw", "customer", personal={"words": "I take it back"})
    await desk.pass_time("RECORD-1", days=10)
    await desk.do("RECORD-1", "reopen", "lead", reason="the same fault came back")
    await desk.do("RECORD-1", "withdraw", "customer", personal={"words": "now it is settled"})
    await desk.pass_time("RECORD-1", days=120)
    await desk.handle("RECORD-1").result()

    record = "RECORD-1-record_retention"
    shown = await desk.until_obligation(record, lambda one: one.get("due"))
    assert (shown["due"], shown["state"]) == ("2038-03-05", "keeping")  # three years from the first receipt
    assert "to be kept until Fri 2038" in await refused(
        desk, record, "settle", "quality", outcome="erased", reason="tidy"
    )
    await desk.pass_obligation_until(record, datetime(2038, 3, 6, 10, tzinfo=JAPAN))
    await desk.told("RECORD-1", "Hikaru Kensa", "the record of RECORD-1 may be erased")
    await desk.do_obligation(record, "settle", "quality", outcome="erased", reason="by the records office")
    assert (await desk.obligation(record).result())["state"] == "settled"
