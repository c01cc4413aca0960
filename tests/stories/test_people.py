"""Who handles it: absence has a deputy, nobody is a loud problem, and a handler who leaves hands over warmly."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio
from temporalio.client import Client

from domain.errors import InvalidCommand
from tests.desk import Desk, open_desk

pytestmark = pytest.mark.asyncio(loop_scope="module")

TEAM = """
staff:
  - id: away.anna
    name: { ja: 例 アンナ, en: Anna Away }
    title: { ja: 担当, en: Handler }
    roles: [handler]
    email: anna.away@example.com
    skills: { categories: [delivery], locales: [en] }
    absences:
      - { from: 2035-03-01, until: 2035-03-09, deputy: dan.deputy }
      - { from: 2035-08-01, until: 2035-08-31 }
  - id: dan.deputy
    name: { ja: 例 ダン, en: Dan Deputy }
    title: { ja: 担当, en: Handler }
    roles: [handler]
    email: dan.deputy@example.com
    skills: { categories: [billing], locales: [en] }
  - id: lena.lead
    name: { ja: 例 レナ, en: Lena Lead }
    title: { ja: 主任, en: Team lead }
    roles: [lead]
    email: lena.lead@example.com
    skills: { locales: [en] }
"""


@pytest_asyncio.fixture(loop_scope="module")
async def desk(server: Client, tmp_path: Path) -> AsyncIterator[Desk]:
    """A desk whose team of three has holidays."""
    team = tmp_path / "team.yaml"
    team.write_text(TEAM, encoding="utf-8")
    async with open_desk(server, tmp_path, team_file=team) as open_for_business:
        yield open_for_business


async def test_a_complaint_for_somebody_on_leave_goes_to_the_deputy(desk: Desk) -> None:
    await desk.arrives("PEOPLE-1")
    case = await desk.letters_out("PEOPLE-1", "acknowledgement")
    assert case["handler"] == "dan.deputy"
    assert case["problems"] == []
    assert any("deputy of away.anna, who is away" in entry["what"] for entry in case["timeline"])


async def test_nobody_available_is_a_problem_with_an_owner_and_the_customer_is_acknowledged_all_the_same(
    desk: Desk,
) -> None:
    await desk.arrives("PEOPLE-2", at=datetime(2035, 8, 6, 10, tzinfo=UTC))
    case = await desk.letters_out("PEOPLE-2", "acknowledgement")
    assert case["handler"] == ""
    [problem] = case["problems"]
    assert problem["owner"] == "lead"
    assert "nobody is assigned: away without a deputy, or full: away.anna" in problem["what"]
    assert case["next_owner"] == "lead"
    await desk.told("PEOPLE-2", "Lena Lead", "nobody is assigned")

    await desk.do("PEOPLE-2", "assign", role="lead", to="dan.deputy", reason="he has the time")
    case = await desk.view("PEOPLE-2")
    assert case["handler"] == "dan.deputy"
    assert case["problems"][0]["resolved_at"] is not None
    await desk.told("PEOPLE-2", "Dan Deputy", "the case is yours now")


async def test_a_handler_who_leaves_hands_over_with_a_note_and_the_new_one_is_told(desk: Desk) -> None:
    await desk.arrives("PEOPLE-3")
    await desk.letters_out("PEOPLE-3", "acknowledgement")
    with pytest.raises(InvalidCommand, match=r"a change of person is a warm handover: personal\.note"):
        await desk.do("PEOPLE-3", "assign", role="lead", to="away.anna", reason="Dan has left the firm")
    with pytest.raises(InvalidCommand, match=r"there is nobody tom\.typo in the team"):
        await desk.do("PEOPLE-3", "assign", role="lead", to="tom.typo", reason="Dan has left", personal={"note": "n"})

    note = "promised a call on Thursday; she wants the plate, not the money"
    await desk.do(
        "PEOPLE-3", "assign", role="lead", to="away.anna", reason="Dan has left the firm", personal={"note": note}
    )
    case = await desk.view("PEOPLE-3")
    assert case["handler"] == "away.anna"
    handover = next(entry for entry in case["timeline"] if "handed over from dan.deputy to away.anna" in entry["what"])
    assert handover["personal"] == {"note": note}
    # Anna is on leave this week: the notice goes to her deputy, who knows what to do with it.
    await desk.told("PEOPLE-3", "Dan Deputy", "the case is yours now (before: dan.deputy)")
