"""Escalation on the real server: who takes over is recorded, targets end sooner with a certificate, nobody reachable is loud."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from temporalio.client import Client

from domain.errors import NotAuthorised
from tests.desk import MONDAY, Desk, open_desk

pytestmark = pytest.mark.asyncio(loop_scope="module")

TEAM = """
staff:
  - id: hana.handler
    name: { ja: 例 花, en: Hana Handler }
    title: { ja: 担当, en: Handler }
    roles: [handler]
    email: hana.handler@example.com
    skills: { locales: [en] }
  - id: lena.lead
    name: { ja: 例 レナ, en: Lena Lead }
    title: { ja: 主任, en: Team lead }
    roles: [lead]
    email: lena.lead@example.com
    skills: { locales: [en] }
    absences: [{ from: 2035-03-05, until: 2035-03-06, deputy: dan.deputy }, { from: 2035-03-07, until: 2035-03-08 }]
  - id: dan.deputy
    name: { ja: 例 ダン, en: Dan Deputy }
    title: { ja: 担当, en: Handler }
    roles: [quality]
    email: dan.deputy@example.com
    skills: { locales: [en] }
"""
PACK = """\
id: ours
version: "1"
title: {en: Ours, ja: 自社}
extends: iso-10002
duties:
  final_response: {anchor: received, period: {n: 20, unit: business_days}, level: target, source: ours}
ladder:
  - {about: press, tell: [lead], reassign: lead, shorten: {n: 3, unit: business_days}, stop_contact: lead, source: ours}
"""


@pytest_asyncio.fixture(loop_scope="module")
async def desk(server: Client, tmp_path: Path) -> AsyncIterator[Desk]:
    """A desk with a ladder of its own, whose only lead is on leave."""
    team, packs = tmp_path / "team.yaml", tmp_path / "packs"
    team.write_text(TEAM, encoding="utf-8")
    packs.mkdir()
    (packs / "ours.yaml").write_text(PACK, encoding="utf-8")
    async with open_desk(server, tmp_path, team_file=team, packs=packs) as open_for_business:
        yield open_for_business


async def press(desk: Desk, reference: str) -> None:
    await desk.do(reference, "reclassify", flags=["press"], reason="a reporter has called")


def final(case: dict[str, Any]) -> dict[str, Any]:
    return next(one for one in case["deadlines"] if one["duty"] == "final_response")


async def test_the_press_calls_and_the_leads_deputy_takes_over_with_less_time(desk: Desk) -> None:
    await desk.arrives("ESCALATE-1", policy="ours")
    await desk.letters_out("ESCALATE-1", "acknowledgement")
    assert final(await desk.view("ESCALATE-1"))["due"] == "2035-04-02"
    await press(desk, "ESCALATE-1")

    case = await desk.view("ESCALATE-1")
    assert case["handler"] == "dan.deputy"
    assert final(case)["due"] == "2035-03-08"
    assert final(case)["certificate_id"].startswith("ESCALATE-1/shortened_by_press/ladder/command/")
    proofs = await desk.register.claimed("ESCALATE-1/certificates/" + final(case)["certificate_id"].split("/", 2)[2])
    assert proofs is not None
    assert "Thu 8 Mar" in proofs["shortened_by_press"]["sentence"]["en"]
    await desk.told("ESCALATE-1", "Dan Deputy", "the case is yours now")
    with pytest.raises(NotAuthorised, match="only a lead 対応責任者 has contact"):
        await desk.do("ESCALATE-1", "send_update")


async def test_nobody_is_there_and_the_case_says_so_until_somebody_is_back(desk: Desk) -> None:
    await desk.arrives("ESCALATE-2", MONDAY + timedelta(days=2), policy="ours")
    await desk.letters_out("ESCALATE-2", "acknowledgement")
    await press(desk, "ESCALATE-2")
    case = await desk.until("ESCALATE-2", lambda case: len(case["problems"]) == 2)
    assert {problem["key"]: problem["owner"] for problem in case["problems"]} == {
        "reassign/lead": "lead",
        "notice/lead": "manager",
    }
    assert all("name a deputy in the team file" in problem["what"] + problem["do"] for problem in case["problems"])

    for _ in range(2):  # tried again each day; Lena is back on Friday
        await desk.pass_time("ESCALATE-2", days=1, hours=1)
        await desk.at_rest("ESCALATE-2")
        await desk.until("ESCALATE-2", lambda case: case["as_of"] > "2035-03-08T10")
    await desk.told("ESCALATE-2", "Lena Lead", "the press asks, or is told")
    case = await desk.until(
        "ESCALATE-2", lambda case: [p["key"] for p in case["problems"] if p["resolved_at"]] == ["notice/lead"]
    )
    assert case["handler"] == "hana.handler"


async def test_a_conduct_flag_is_set_by_somebody_else_and_ends_by_itself(desk: Desk) -> None:
    await desk.arrives("ESCALATE-3")
    await desk.letters_out("ESCALATE-3", "acknowledgement")
    report: dict[str, Any] = {"kinds": ["threat"], "personal": {"facts": "said he knows where I live"}}
    await desk.do("ESCALATE-3", "flag_conduct", who="hana.handler", **report)
    await desk.do("ESCALATE-3", "flag_conduct", role="lead", review_on="2035-03-13", reason="a threat, twice")
    restricted = {"person": "lena.lead", "until": "2035-03-09", "reason": "threats on the phone"}
    await desk.do("ESCALATE-3", "restrict_contact", role="manager", **restricted)
    with pytest.raises(NotAuthorised, match=r"only lena\.lead has contact"):
        await desk.do("ESCALATE-3", "send_update", who="hana.handler")
    case = await desk.view("ESCALATE-3")
    assert case["handling"] == [
        "conduct F1 (threat), until 2035-03-13: two people, not hana.handler alone",
        "contact R1: with lena.lead only, until 2035-03-09",
    ]

    await desk.pass_time("ESCALATE-3", days=10)
    case = await desk.until("ESCALATE-3", lambda case: case["handling"] == [])
    assert [one["state"] for one in (*case["conduct"], *case["restrictions"])] == ["expired", "ended"]
