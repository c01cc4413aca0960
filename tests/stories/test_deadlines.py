"""Promises with a date on them: warned, broken for ever, counted over holidays; a backlog floods nobody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.desk import CAN_STILL_DO, MONDAY, Desk

pytestmark = pytest.mark.asyncio(loop_scope="module")

TOKYO = {"customer": {"id": "c-tokyo", "name": "見本 花子", "email": "hanako@example.com", "locale": "ja"}}


def states(case: dict[str, Any]) -> dict[str, str]:
    """Duty → state, of the present round."""
    return {d["duty"]: d["state"] for d in case["deadlines"] if d["round"] == case["round"]}


async def test_a_deadline_that_passes_is_warned_then_broken_for_ever_and_goes_up_one_level(desk: Desk) -> None:
    await desk.arrives("LATE-1")
    await desk.letters_out("LATE-1", "acknowledgement")
    await desk.pass_time("LATE-1", hours=50)  # three quarters of two business days and a bit
    await desk.told("LATE-1", "Alex Example", "apologise is due Wed 2035-03-07")
    case = await desk.view("LATE-1")
    assert (states(case)["apologise"], case["escalation"]) == ("running", 0)

    await desk.pass_deadline("LATE-1", "apologise")
    for who in ("Alex Example", "Kaoru Tehon"):
        await desk.told("LATE-1", who, "apologise is overdue since Wed 2035-03-07")
    await desk.told("LATE-1", "Kaoru Tehon", "escalated to level 1: apologise overdue")
    case = await desk.view("LATE-1")
    assert case["escalation"] == 1
    assert case["breached"] is True

    # Done late, it stays broken, with the instant at which it was done.
    await desk.do("LATE-1", "apologise", kind="regret", personal={"told_us": "the plate arrived in pieces"})
    await desk.letters_out("LATE-1", "apology_regret")
    case = await desk.until("LATE-1", lambda case: case["apologies"][0]["state"] == "made")
    apologise = next(d for d in case["deadlines"] if d["duty"] == "apologise")
    assert apologise["state"] == "breached"
    assert apologise["met_at"].startswith("2035-03-08")
    # And it is told once: a week later nobody has heard of it again.
    before = [text for text in desk.notices("LATE-1") if "apologise is overdue" in text]
    await desk.pass_time("LATE-1", days=3)
    assert [text for text in desk.notices("LATE-1") if "apologise is overdue" in text] == before


async def test_what_is_done_in_time_is_met_and_no_alarm_rings(desk: Desk) -> None:
    await desk.arrives("LATE-2")
    await desk.letters_out("LATE-2", "acknowledgement")
    await desk.investigate("LATE-2", outcome="not_upheld")
    await desk.do("LATE-2", "send_final_response", personal=CAN_STILL_DO)
    await desk.letters_out("LATE-2", "apology_regret", "not_upheld")
    case = await desk.until("LATE-2", lambda case: states(case)["final_response"] == "met")
    assert {states(case)[duty] for duty in ("acknowledge", "apologise", "root_cause")} == {"met"}
    assert desk.notices("LATE-2") == []


async def test_an_update_to_the_customer_counts_the_next_one_anew(desk: Desk) -> None:
    await desk.arrives("LATE-3")
    await desk.letters_out("LATE-3", "acknowledgement")
    await desk.do("LATE-3", "apologise", kind="regret", personal={"told_us": "the plate arrived in pieces"})
    await desk.pass_until("LATE-3", MONDAY + timedelta(days=4))
    await desk.do("LATE-3", "send_update", personal={"message": "the carrier is looking for the photograph"})
    case = await desk.letters_out("LATE-3", "progress_update")
    updates = [(d["state"], d["due"]) for d in case["deadlines"] if d["duty"] == "progress_update"]
    assert updates == [("met", "2035-03-19"), ("running", "2035-03-23")]


async def test_a_complaint_that_lay_about_is_promised_one_new_date_and_its_handler_answers_for_it(desk: Desk) -> None:
    received = MONDAY - timedelta(days=365)
    await desk.arrives("OLD-2", received_at=received.isoformat())
    case = await desk.letters_out("OLD-2", "acknowledgement")
    [promised] = [wait["due"] for wait in case["waits"] if wait["name"] == "late_contact"]
    await desk.pass_wait("OLD-2", "late_contact")
    await desk.told("OLD-2", "Alex Example", "the contact promised at receipt was not made")
    case = await desk.view("OLD-2")
    assert [problem["owner"] for problem in case["problems"]] == ["alex.example"]
    assert promised > "2035-03-05"


async def test_a_backlog_is_broken_at_once_and_nobody_is_flooded(desk: Desk) -> None:
    received = MONDAY - timedelta(days=365)
    answer = await desk.arrives("OLD-1", received_at=received.isoformat(), source="import:2034.csv")
    assert set(answer.overdue_at_filing) == {
        "acknowledge",
        "apologise",
        "progress_update",
        "root_cause",
        "remedy_offer",
        "final_response",
    }
    case = await desk.letters_out("OLD-1", "acknowledgement")
    assert set(states(case).values()) == {"breached"}
    assert case["escalation"] == 0
    await desk.pass_time("OLD-1", days=60)
    case = await desk.view("OLD-1")
    assert desk.notices("OLD-1") == []
    assert case["notices"] == 0
    assert len(desk.mail("OLD-1")) == 1


@pytest.mark.parametrize(
    "received, due",
    [
        # New Year: closed from 29 December to 3 January.
        ("2034-12-27T10:00:00+09:00", {"acknowledge": "2034-12-28", "apologise": "2035-01-05"}),
        # Golden Week: 29 April is a Sunday (so Monday 30 April is off), 3, 4 and 5 May.
        ("2035-04-27T10:00:00+09:00", {"acknowledge": "2035-05-01", "apologise": "2035-05-07"}),
        # After half past five it counts as received on the next business day.
        ("2035-03-20T18:00:00+09:00", {"acknowledge": "2035-03-23", "final_response": "2035-04-11"}),
        # Respect for the Aged, autumn equinox: Monday 17 and, for Sunday 23, Monday 24 September.
        ("2035-09-14T16:00:00+09:00", {"acknowledge": "2035-09-18", "first_reply": "2035-09-20"}),
    ],
    ids=["new_year", "golden_week", "after_hours", "silver_week"],
)
async def test_over_a_year_of_holidays_each_date_falls_on_the_day_the_calendar_says(
    desk: Desk, received: str, due: dict[str, str]
) -> None:
    arrived = datetime.fromisoformat(received)
    reference = f"YEAR-{arrived:%m%d}"
    answer = await desk.arrives(reference, at=arrived, policy="jp-standard", personal=TOKYO)
    promised = {one.duty: str(one.due) for one in answer.timetable}
    assert {duty: promised[duty] for duty in due} == due
    # On no closed day is anything late: the first one falls due at the end of its day in Tokyo.
    case = await desk.letters_out(reference, "acknowledgement")
    late = {d["duty"]: datetime.fromisoformat(d["late_from"]) for d in case["deadlines"]}
    for duty, day in due.items():
        next_day = datetime.fromisoformat(f"{day}T00:00:00+09:00") + timedelta(days=1)
        assert late[duty] == next_day.astimezone(UTC)


async def test_a_complaint_over_new_year_breaks_no_promise_while_the_desk_is_closed(desk: Desk) -> None:
    await desk.arrives(
        "YEAR-END", at=datetime.fromisoformat("2034-12-28T10:00:00+09:00"), policy="jp-standard", personal=TOKYO
    )
    await desk.letters_out("YEAR-END", "acknowledgement")
    await desk.pass_until("YEAR-END", datetime.fromisoformat("2035-01-09T23:00:00+09:00"))
    case = await desk.view("YEAR-END")
    # 3 business days: 4, 5 and 9 January (Monday 8 is Coming of Age Day).
    assert [(d["duty"], str(d["due"])) for d in case["deadlines"] if d["duty"] == "apologise"] == [
        ("apologise", "2035-01-09")
    ]
    assert case["breached"] is False
    await desk.pass_until("YEAR-END", datetime.fromisoformat("2035-01-10T09:00:00+09:00"))
    case = await desk.until("YEAR-END", lambda case: case["breached"])
    assert {duty for duty, state in states(case).items() if state == "breached"} == {"apologise", "first_reply"}
