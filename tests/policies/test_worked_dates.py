"""Dates worked out by hand, through the command that people and programs use; each with a certificate that checks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from owabi.deadlines.command import answer_line
from policies.check_certificate import check
from policies.reader import Packs

FILE = Path(__file__).resolve().parents[3] / "shared" / "policies" / "worked-dates.jsonl"
LINES = FILE.read_text(encoding="utf-8").splitlines() if FILE.exists() else []
PACKS = Packs(firm_calendar=None)


@pytest.mark.skipif(not LINES, reason="the worked dates are kept beside the project")
@pytest.mark.parametrize("line", LINES, ids=[json.loads(line)["id"] for line in LINES])
def test_a_worked_date_comes_out_and_every_certificate_checks(line: str) -> None:
    expected, answered = json.loads(line)["expect"], answer_line(line, PACKS)
    [mine] = [one for one in answered["duties"] if one["duty"] == expected["duty"]]
    assert {key: mine[key] for key in expected} == expected
    for one in answered["duties"]:
        check(json.dumps(one["certificate"], ensure_ascii=False))


def ask(pack: str, calendar: str | None = None, facts: dict[str, Any] | None = None, **events: str) -> dict[str, Any]:
    """What `owabi deadlines --batch` answers, duty → due or opening; every certificate is checked."""
    request = {"id": "x", "pack": pack, "facts": facts or {}, "events": events}
    answered = answer_line(json.dumps(request | ({"calendar": calendar} if calendar else {})), PACKS)
    assert "error" not in answered, answered
    for one in answered["duties"]:
        check(json.dumps(one["certificate"], ensure_ascii=False))
    return {one["duty"]: one.get("due") or one["opens"] for one in answered["duties"]}


def test_the_gate_opens_by_time_alone_or_on_the_day_of_the_final_response() -> None:
    assert ask("uk-fca-disp", received="2026-01-05")["ombudsman_referral_opens"] == "2026-03-03"
    sent = ask("uk-fca-disp", received="2026-01-05", final_response_sent="2026-01-20T10:00:00+00:00")
    assert sent["ombudsman_referral_opens"] == "2026-01-20"
    held = {"received": "2026-12-18", "holding_response_sent": "2027-01-05"}
    assert ask("uk-fca-disp", facts={"payment_service": True}, **held)["ombudsman_referral_opens"] == "2027-02-11"


def test_a_holding_response_a_day_late_does_not_buy_the_longer_limit() -> None:
    late = ask(
        "uk-fca-disp", facts={"payment_service": True}, received="2026-12-18", holding_response_sent="2027-01-14"
    )
    assert "final_response_after_holding" not in late


def test_a_receipt_inside_the_moratorium_begins_on_the_day_after_it() -> None:
    facts = {"motor_finance_commission": True}
    inside = ask("uk-fca-disp", facts=facts, received="2025-03-10")
    assert (inside["final_response"], inside["record_retention"]) == ("2026-07-26", "2029-05-31")
    assert ask("uk-fca-disp", facts=facts, received="2026-06-01")["final_response"] == "2026-07-27"


def test_precedence_of_the_australian_facts() -> None:
    facts = {"death_benefit": True, "hardship": True, "superannuation": True}
    events = {"received": "2026-03-02", "objection_period_ended": "2026-04-01"}
    assert ask("au-rg271", "AU-VIC", facts, **events)["idr_response"] == "2026-06-30"
    assert (
        ask("au-rg271", "AU-VIC", {"hardship": True, "superannuation": True}, **events)["idr_response"] == "2026-03-23"
    )


@pytest.mark.parametrize(
    "received, due", [("2026-08-31", "2027-02-28"), ("2026-03-01", "2026-08-31"), ("2026-12-31", "2027-06-30")]
)
def test_six_months_that_begin_with_the_day_itself(received: str, due: str) -> None:
    assert ask("uk-nhs", received=received)["response"] == due


def test_business_hours_end_at_closing_and_hours_without_closed_days_skip_them() -> None:
    late = ask("retail-sla", "GB-ENG", {"channel": "email"}, received="2026-04-02T13:00:00+01:00")
    assert late["first_response"] == "2026-04-02T17:00:00+01:00"
    assert late["resolve_8_business_hours"] == "2026-04-07T13:00:00+01:00"
    aware = ask("us-cpsc", first_employee_aware="2026-11-28T10:00:00-05:00")  # a Saturday
    assert aware["report"] == "2026-12-01T00:00:00-05:00"


def test_business_hours_that_begin_between_two_seconds_have_a_certificate_that_checks() -> None:
    between = ask("retail-sla", "GB-ENG", {"channel": "email"}, received="2026-04-01T10:00:00.250000+01:00")
    assert between["first_response"] == "2026-04-01T14:00:00+01:00"


def test_a_clock_in_hours_is_left_out_where_only_the_day_is_known() -> None:
    assert "acknowledge_24h" not in ask("au-rg271", "AU-NSW", received="2026-10-02")


@pytest.mark.parametrize(
    "line, said",
    [
        ("{", "not JSON"),
        ("[]", "a request: must be a JSON object"),
        ('{"id": "1", "pack": "uk-fca"}', "no policy 'uk-fca'"),
        ('{"id": "1", "pack": "uk-fca-disp", "event": {}}', "unknown key 'event'"),
        ('{"id": "1", "pack": "uk-fca-disp", "events": {}}', "give at least one"),
        ('{"id": "1", "pack": "uk-fca-disp", "events": {"received": "2026-04-02T10:00"}}', "has no offset"),
        ('{"id": "1", "pack": "uk-fca-disp", "events": {"received": "2026-02-30"}}', "neither a date"),
        ('{"id": "1", "pack": "au-rg271", "events": {"received": "2026-04-02"}}', "needs a calendar of its own place"),
        ('{"id": "1", "pack": "iso-10002", "events": {"received": "2026-04-02"}}', "the firm's own calendar"),
        ('{"id": "1", "pack": "uk-nhs", "events": {"received": "2045-04-02"}}', "knows the days 2016-01-01"),
        ('{"id": "1", "pack": "eu-mdr", "facts": {"incident_class": "x"}, "events": {"a": "2026-04-02"}}', "must be one of"),
        ('{"id": "1", "pack": "uk-fca-disp", "facts": {"payment_service": 1}, "events": {"a": "2026-04-02"}}', "true or false"),
    ],
)  # fmt: skip
def test_a_bad_line_is_answered_with_what_to_change(line: str, said: str) -> None:
    answered = answer_line(line, PACKS)
    assert said in answered["error"]
    assert answered["id"] == ("1" if '"id"' in line else None)
