"""A notice reaches a person: who is meant, the deputy, the role above; and never nobody in silence."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from activities.addressees import Addressees
from activities.timetable import Timetable
from domain.errors import NobodyReachable
from messages.decisions import Turn
from messages.deeds import LetterOrder
from policies import categories
from policies.reader import Packs
from policies.team import Team, read
from tests.activities.fakes import FakeRegister

TEAM = """
staff:
  - id: hana
    name: { ja: 花, en: Hana }
    title: { ja: 担当, en: Handler }
    roles: [handler]
    email: hana@example.com
    skills: { locales: [ja, en] }
    absences: [{ from: 2026-06-02, until: 2026-06-03 }]
  - id: leo
    name: { ja: 礼央, en: Leo }
    title: { ja: 主任, en: Lead }
    roles: [lead]
    email: leo@example.com
    skills: { locales: [ja, en] }
    absences: [{ from: 2026-06-02, until: 2026-06-02, deputy: lea }, { from: 2026-06-03, until: 2026-06-04 }]
  - id: lea
    name: { ja: 玲亜, en: Lea }
    title: { ja: 担当, en: Handler }
    roles: [handler]
    email: lea@example.com
    skills: { locales: [ja, en] }
    absences: [{ from: 2026-06-04, until: 2026-06-04 }]
  - id: mana
    name: { ja: 真名, en: Mana }
    title: { ja: 室長, en: Head }
    roles: [manager]
    email: mana@example.com
    skills: { locales: [ja, en] }
    absences: [{ from: 2026-06-04, until: 2026-06-04 }]
"""


@pytest.fixture
def team() -> Team:
    return read(TEAM, "team.yaml")


def notice(to: str, day: int, **facts: Any) -> LetterOrder:
    return LetterOrder(
        effect_id="R/notice/1",
        reference="R",
        kind="notice",
        locale="en",
        at=datetime(2026, 6, day, 9, tzinfo=UTC),
        zone="UTC",
        medium="staff",
        facts={"to": {"id": to}, "what": "something", "do": "act", **facts},
    )


@pytest.mark.parametrize(
    "to, day, reaches",
    [
        ("lead", 1, "leo"),
        ("lead", 2, "lea"),  # the deputy
        ("lead", 3, "mana"),  # no deputy: the role above
        ("handler", 1, "hana"),
        ("hana", 1, "hana"),
        ("hana", 2, "lea"),  # away without a deputy: the lead's deputy that day
        ("hana", 3, "mana"),
        ("quality", 1, "mana"),  # nobody has the role
        ("supplier.x", 1, "leo"),  # nobody of the team
    ],
)
def test_a_notice_goes_to_who_is_there_that_day(team: Team, to: str, day: int, reaches: str) -> None:
    told = Addressees(team)(notice(to, day)).facts["to"]
    assert told["id"] == reaches
    assert told["email"] == f"{reaches}@example.com"


def test_who_is_complained_of_hears_nothing_of_it(team: Team) -> None:
    assert Addressees(team)(notice("lead", 1, besides=["leo"])).facts["to"]["id"] == "mana"
    assert Addressees(team)(notice("leo", 1, besides=["leo"])).facts["to"]["id"] == "mana"


@pytest.mark.parametrize("office, reaches", [("executive", "mana"), ("legal", "leo")])
def test_an_office_beside_the_desk_is_whom_the_firm_file_names(team: Team, office: str, reaches: str) -> None:
    told = Addressees(team, {"executive": "mana"})(notice(office, 1)).facts
    assert told["to"]["id"] == reaches
    assert told["what"].startswith("for legal, who is not in the team") is (office == "legal"), "the lead hears of it"


def test_a_name_that_is_not_in_the_team_file_is_said(team: Team) -> None:
    assert Addressees(team)(notice("supplier.x", 1)).facts["what"].startswith("for supplier.x, who is not in the team")


@pytest.mark.parametrize("to", ["lead", "hana", "leo", "manager", "finance", "supplier.x"])
def test_where_nobody_is_there_it_is_said_aloud_with_what_to_do(team: Team, to: str) -> None:
    if to == "hana":  # present that day
        assert Addressees(team)(notice(to, 4)).facts["to"]["id"] == "hana"
        return
    with pytest.raises(NobodyReachable, match="name a deputy in the team file"):
        Addressees(team)(notice(to, 4))


async def test_the_roles_of_who_gets_the_case_are_those_of_the_team_file(team: Team) -> None:
    turn = Turn(reference="R", key="command/1", at=datetime(2026, 6, 2, 9, tzinfo=UTC), given_to="lea")
    known, unknown = turn, turn.model_copy(update={"key": "command/2", "given_to": "tom.typo"})
    timetable = Timetable(FakeRegister(), team)
    assert (await timetable.record_turn(known)).given_to_roles == ["handler"]
    assert (await timetable.record_turn(unknown)).given_to_roles == []
    assert (await Timetable(FakeRegister()).record_turn(turn)).given_to_roles is None, (
        "without a team file nobody looks"
    )


async def test_the_titles_of_a_category_are_those_of_the_firms_list(team: Team) -> None:
    turn = Turn(reference="R", key="command/1", at=datetime(2026, 6, 2, 9, tzinfo=UTC), category="billing")
    foreign = turn.model_copy(update={"key": "command/2", "category": "moon_phase"})
    known = categories.read("categories: { billing: { title: { ja: 請求, en: Billing } } }", "categories.yaml")
    timetable = Timetable(FakeRegister(), categories=known)
    assert (await timetable.record_turn(turn)).category_titles == {"en": "Billing", "ja": "請求"}
    assert (await timetable.record_turn(foreign)).category_titles == {}
    assert (await Timetable(FakeRegister()).record_turn(turn)).category_titles is None, "without a list nobody looks"


async def test_who_takes_the_case_over_is_recorded_once(team: Team) -> None:
    policy = Packs().snapshot("iso-10002", date(2026, 6, 1))
    turn = Turn(reference="R", key="ladder/1", at=datetime(2026, 6, 2, 9, tzinfo=UTC), roles=["lead"], policy=policy)
    timetable = Timetable(FakeRegister(), team)
    assert (await timetable.record_turn(turn)).holders == {"lead": "lea"}
    later = turn.model_copy(update={"at": datetime(2026, 6, 3, 9, tzinfo=UTC)})
    assert (await timetable.record_turn(later)).holders == {"lead": "lea"}, "the first answer stands"

    other = turn.model_copy(update={"key": "ladder/2", "besides": ["lea"]})
    assert (await timetable.record_turn(other)).holders == {"lead": "mana"}
    gone = turn.model_copy(update={"key": "ladder/3", "at": datetime(2026, 6, 4, 9, tzinfo=UTC)})
    assert (await timetable.record_turn(gone)).holders == {"lead": ""}
