"""Packs are read strictly, complete each other, and go with a complaint as a snapshot."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from domain.errors import InvalidPolicy, PolicyNotFound
from policies.reader import HERE, Packs
from policies.timetable import dates_for

RECEIVED = date(2026, 6, 8)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the base pack, to put others beside it."""
    (tmp_path / "iso-10002.yaml").write_text((HERE / "packs/iso-10002.yaml").read_text(encoding="utf-8"))
    return tmp_path


def overlay(folder: Path, text: str, name: str = "mine") -> Packs:
    head = f"id: {name}\nversion: '1'\ntitle: {{en: Mine, ja: 自社}}\nextends: iso-10002\n"
    (folder / f"{name}.yaml").write_text(head + text, encoding="utf-8")
    return Packs(folder)


ONE_DUTY = """
duties:
  acknowledge:
    anchor: received
    period: {n: 2, unit: business_days}
    level: target
    source: our own
"""


def test_all_packs_and_calendars_that_are_shipped_can_be_read(packs: Packs) -> None:
    packs.check()
    assert {"iso-10002", "jp-standard"} <= set(packs.ids())


def test_an_unknown_policy_is_answered_with_those_there_are(packs: Packs) -> None:
    with pytest.raises(PolicyNotFound, match="there are: au-rg271, eu-adr"):
        packs.snapshot("uk-fca", RECEIVED)


def test_a_policy_is_a_name_and_never_a_path(packs: Packs) -> None:
    with pytest.raises(PolicyNotFound):
        packs.snapshot("../packs/iso-10002", RECEIVED)


def test_an_unknown_calendar_is_answered_with_those_meant(packs: Packs) -> None:
    with pytest.raises(InvalidPolicy, match="name one of its parts: GB-ENG, GB-NIR"):
        packs.snapshot("iso-10002", RECEIVED, calendar="GB")


@pytest.mark.parametrize(
    "wrong, named",
    [
        (ONE_DUTY.replace("n: 2", "n: 0"), "duties.acknowledge.period.n"),
        (ONE_DUTY.replace("business_days", "workdays"), "duties.acknowledge.period.unit"),
        (ONE_DUTY.replace("    source: our own\n", ""), "duties.acknowledge.source"),
        (ONE_DUTY.replace("level: target", "level: wish"), "duties.acknowledge.level"),
        (ONE_DUTY + "    grace: 1\n", "duties.acknowledge.grace"),
        (ONE_DUTY + "colour: red\n", "colour"),
        (ONE_DUTY + "zone: Tokyo\n", "zone"),
        (ONE_DUTY + "reopen: {within: never, max_rounds: 2, source: x}\n", "reopen.within names 'never'"),
        (ONE_DUTY + ONE_DUTY, "line 13"),
        ("duties: [acknowledge]\n", "duties: must be a list of names"),
        (
            ONE_DUTY + "waits:\n  acknowledge: {anchor: [closed], period: {n: 1, unit: calendar_days}, source: x}\n",
            "both",
        ),
    ],
)
def test_a_wrong_value_is_refused_naming_file_and_key(folder: Path, wrong: str, named: str) -> None:
    with pytest.raises(InvalidPolicy) as refused:
        overlay(folder, wrong).pack("mine")
    assert "mine.yaml" in str(refused.value)
    assert named in str(refused.value)


def test_the_file_must_be_called_like_its_pack(folder: Path) -> None:
    (folder / "other.yaml").write_text("id: mine\n")
    with pytest.raises(InvalidPolicy, match=r"other\.yaml, line 1: id"):
        Packs(folder).pack("other")


def test_packs_that_extend_each_other_in_a_circle_are_refused(folder: Path) -> None:
    for one, other in (("a", "b"), ("b", "a")):
        (folder / f"{one}.yaml").write_text(f"id: {one}\nextends: {other}\n")
    with pytest.raises(InvalidPolicy, match="leads back"):
        Packs(folder).pack("a")


def test_an_overlay_keeps_everything_it_does_not_say(folder: Path) -> None:
    base, mine = Packs(folder).pack("iso-10002"), overlay(folder, ONE_DUTY).pack("mine")
    assert mine.authority == base.authority
    assert mine.ladder == base.ladder
    assert mine.waits == base.waits


def test_an_overlay_has_its_own_duties_the_checks_of_prevention_and_what_safety_asks(folder: Path) -> None:
    mine = overlay(folder, ONE_DUTY).pack("mine")
    assert {name: duty.of for name, duty in mine.duties.items()} == {
        "acknowledge": "mine",
        "effectiveness_30": "iso-10002",
        "effectiveness_60": "iso-10002",
        "effectiveness_90": "iso-10002",
        "safety_call": "iso-10002",
        "first_report": "iso-10002",
        "further_report": "iso-10002",
    }


def test_an_overlay_changes_one_wait_and_keeps_the_others(folder: Path) -> None:
    wait = "waits:\n  offer_lapses: {anchor: [remedy_offered], period: {n: 30, unit: calendar_days}, source: our own}\n"
    base, mine = Packs(folder).pack("iso-10002"), overlay(folder, ONE_DUTY + wait).pack("mine")
    assert mine.waits["offer_lapses"].period.n == 30
    assert mine.waits.keys() == base.waits.keys()


def test_a_snapshot_holds_the_closed_days_from_a_month_before_receipt_to_two_years_after(packs: Packs) -> None:
    known = packs.snapshot("jp-standard", RECEIVED).rules["closed_days"]
    assert (known["from"], known["until"]) == ("2026-05-08", "2028-06-08")
    assert list(known["days"]) == sorted(known["days"])
    assert "2026-09-22" in known["days"]  # a citizens' holiday
    assert "2026-12-29" in known["days"]  # government offices
    assert "2027-01-02" not in known["days"]  # a Saturday is closed anyway


def test_a_complaint_filed_years_after_its_receipt_knows_the_closed_days_of_both(packs: Packs) -> None:
    known = packs.snapshot("jp-standard", date(2017, 3, 1), filed_on=date(2026, 11, 22)).rules["closed_days"]
    assert known["from"] == "2017-01-29"
    assert known["until"] == "2028-11-22"
    assert {"2017-03-20", "2026-11-23"} <= set(known["days"])


def test_a_receipt_on_29_february_looks_ahead_to_28_february(packs: Packs) -> None:
    assert packs.snapshot("jp-standard", date(2028, 2, 29)).rules["closed_days"]["until"] == "2030-02-28"


def test_the_same_rules_have_the_same_hash_and_other_rules_another(packs: Packs) -> None:
    first = packs.snapshot("jp-standard", RECEIVED)
    assert first == Packs().snapshot("jp-standard", RECEIVED)
    assert first.hash != packs.snapshot("jp-standard", date(2026, 6, 9)).hash
    assert first.hash != Packs(closures=[date(2026, 8, 13)]).snapshot("jp-standard", RECEIVED).hash


def test_every_authority_rises_with_the_role_in_every_currency(packs: Packs) -> None:
    for policy in packs.ids():
        limits = packs.pack(policy).authority
        assert limits.handler.keys() == limits.lead.keys() == limits.manager.keys() == {"JPY", "GBP", "EUR", "USD"}
        for currency in limits.handler:
            assert limits.handler[currency] < limits.lead[currency] < limits.manager[currency]


def test_each_pack_warns_before_it_reports_a_breach(packs: Packs) -> None:
    for policy in packs.ids():
        assert [rung.at for rung in packs.pack(policy).ladder if rung.at] == ["75%", "breach"]


def test_a_changed_file_changes_no_complaint_that_is_open(folder: Path) -> None:
    """The policy is pinned: what is decided later in a complaint's life is decided by the rules of its first day."""
    pinned = overlay(folder, ONE_DUTY).snapshot("mine", RECEIVED)
    stricter = overlay(folder, ONE_DUTY.replace("n: 2", "n: 1")).snapshot("mine", RECEIVED)
    received = {"received": datetime(2026, 6, 8, 9, tzinfo=UTC)}

    assert pinned.hash != stricter.hash
    assert [one.due for one in dates_for(pinned, received, {})[0]] == [date(2026, 6, 10)]
    assert [one.due for one in dates_for(stricter, received, {})[0]] == [date(2026, 6, 9)]


def test_by_letter_is_said_of_an_acknowledgement_only(folder: Path) -> None:
    overlay(folder, ONE_DUTY + "    by_letter: true\n").pack("mine")
    wrong = ONE_DUTY.replace("acknowledge:", "reply:") + "    by_letter: true\n"
    with pytest.raises(
        InvalidPolicy, match="reply says `by_letter`, which is for the duty that an acknowledgement meets"
    ):
        overlay(folder, wrong, "wrong").pack("wrong")
