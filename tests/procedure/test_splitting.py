"""One contact, several complaints: what has nothing to do with the rest goes on by itself, from the same receipt."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from messages.deeds import FileLinked
from messages.intake import Intake, IntakePersonal, check_at_door
from policies import team, triage
from policies.contact import people_complained_of
from policies.triage import asks_about_safety
from tests.procedure.case_book import FOUND, REFUND, CaseBook, intake
from tests.procedure.refusing import refused

HEADS: dict[str, Any] = {
    "heads": [{"id": "H1", "category": "billing"}, {"id": "H2", "category": "delivery"}],
    "personal": {"heads": {"H1": "the bill is wrong", "H2": "the parcel came late"}},
}
ALL_OF_IT: dict[str, Any] = {
    "occurred_at": "2026-05-29T18:00:00+00:00",
    "first_employee_aware": "2026-05-30T10:00:00+00:00",
    "product": {"name": "Plate", "model": "P-2", "lot": "L-77", "bought_where": "Exampleton"},
    "order_reference": "ORDER-9",
    "harm": {"property": True, "others_at_risk": False},
    "item_available": False,
    "severity": "high",
    "facts": {"calendar": "GB-ENG"},
    "heads": HEADS["heads"],
    "personal": HEADS["personal"]
    | {
        "representative": {"name": "Dora Daughter", "contact": "dora@example.com", "kind": "relative"},
        "desired_outcome": "a new plate",
        "place": "the shop in Exampleton",
        "people_involved": ["Alex Example at the counter"],
        "mood": "angry",
        "attachments": [
            {"name": "a.jpg", "uri": "https://f.example/a", "sha256": "0" * 64, "media_type": "image/jpeg"}
        ],
    },
}
"""A complaint in which everything an intake can say is said."""
DATA = Path(__file__).parents[2] / "policies" / "data"
TEAM = team.read((DATA / "team.yaml").read_text(encoding="utf-8"), "team.yaml")
TRIAGE = triage.read((DATA / "triage.yaml").read_text(encoding="utf-8"), "triage.yaml")
THE_NEW_ONES_OWN = {"reference", "linked_to", "category", "heads", "source"}
OF_THE_HEADS = {"description", "heads"}
WHY = "the delivery has nothing to do with the bill"


def filed(book: CaseBook) -> FileLinked:
    [filing] = [one for one in book.pending if isinstance(one, FileLinked)]
    return filing


def test_the_other_matter_is_filed_whole_and_from_the_same_receipt() -> None:
    book = CaseBook("uk-fca-disp", **HEADS)
    book.deliver()
    book.now += timedelta(days=5)
    book.do("split", heads=["H2"], reason=WHY)

    now = check_at_door(filed(book).intake, book.now)
    assert (now.reference, now.category, now.policy) == ("CASE-1-S1", "delivery", "uk-fca-disp")
    assert now.received_at == book.case.received_at
    assert now.linked_to is not None
    assert now.linked_to.acknowledged_at == book.case.acknowledged_at
    assert now.personal is not None
    assert now.personal.description == "the parcel came late"
    assert now.personal.customer.email == "sam@example.com"


def test_everything_that_was_filed_and_is_no_other_heads_goes_along() -> None:
    book = CaseBook(**ALL_OF_IT)
    before = intake(**ALL_OF_IT)
    book.do("split", heads=["H2"], reason=WHY)
    now = check_at_door(filed(book).intake, book.now)

    said_elsewhere = {"kind", "anonymous", "policy"}
    assert {*Intake.model_fields} == {*before.model_fields_set} | THE_NEW_ONES_OWN | said_elsewhere
    for field in {*before.model_fields_set} - THE_NEW_ONES_OWN - {"personal"}:
        assert getattr(now, field) == getattr(before, field), field
    assert before.personal is not None
    assert now.personal is not None
    assert {*IntakePersonal.model_fields} == {*before.personal.model_fields_set}, "the test says all that can be said"
    for field in {*IntakePersonal.model_fields} - OF_THE_HEADS:
        assert getattr(now.personal, field) == getattr(before.personal, field), field


def test_who_is_complained_of_since_when_we_know_and_what_was_found_out_hold_there_too() -> None:
    book = CaseBook(**ALL_OF_IT)
    answers = {"hurt": True, "in_use": False, "kept": True}
    said: dict[str, Any] = {"medium": "phone", "direction": "out", "personal": {"words": "she has burnt her hand"}}
    book.do("record_contact", safety=answers, **said)
    book.do("reclassify", flags=[*book.case.flags, "press", "vulnerable"], reason="the paper has called")
    book.do("split", heads=["H2"], reason=WHY)

    there = filed(book).intake
    assert not asks_about_safety(there, TRIAGE), "nobody asks again what was answered"
    assert people_complained_of(there, TEAM) == ["alex.example"]
    theirs = CaseBook(**{key: value for key, value in there.items() if key != "policy"}).case
    assert theirs.aware_at == book.case.aware_at
    assert theirs.severity == book.case.severity == "critical"
    assert set(theirs.flags) == set(book.case.flags) == {"damage", "injury", "press", "vulnerable"}
    assert theirs.filed.lot == "L-77"


def test_what_stays_keeps_its_clocks_and_is_decided_without_the_other() -> None:
    book = CaseBook(**HEADS)
    before = [(one.duty, one.due) for one in book.case.deadlines]
    book.do("split", heads=["H2"], reason=WHY)
    assert [(one.duty, one.due) for one in book.case.deadlines] == before
    assert [head["id"] for head in book.case.heads] == ["H1"]
    assert book.case.splits == ["CASE-1-S1"]


def test_at_least_one_head_stays() -> None:
    assert "at least one head stays" in refused(CaseBook(**HEADS), "split", heads=["H1", "H2"], reason=WHY)


def test_what_is_decided_stays_together() -> None:
    book = CaseBook(**HEADS)
    book.deliver()
    book.do("decide", heads=[{"head": "H2", "outcome": "upheld"}], personal=FOUND)
    assert "H2 is decided already" in refused(book, "split", heads=["H2"], reason=WHY)


def test_words_that_are_erased_cannot_be_handed_on() -> None:
    book = CaseBook(**HEADS)
    book.case.personal = None
    assert "erased" in refused(book, "split", heads=["H2"], reason=WHY)


@pytest.mark.parametrize("how_far", ["awaiting_approval", "offered", "accepted"])
def test_what_an_offer_was_made_for_stays_together(how_far: str) -> None:
    book = CaseBook(**HEADS)
    book.deliver()
    dear = how_far == "awaiting_approval"
    kindness = {**REFUND, "ground": "goodwill", "amount": "200" if dear else "20", "heads": ["H2"]}
    book.offered(kindness)
    if how_far == "accepted":
        book.do("answer_offer", "customer", answer="accepted")
    assert book.case.offers[0].state == how_far
    assert "O1 was made for it" in refused(book, "split", heads=["H2"], reason=WHY)


def test_what_was_decided_in_an_earlier_round_may_go_on_by_itself_in_this_one() -> None:
    book = CaseBook(**HEADS)
    book.deliver()
    book.do("decide", heads=[{"head": "H2", "outcome": "upheld"}], personal=FOUND)
    book.do("withdraw", "customer", personal={"words": "let it be"})
    book.do("reopen", "lead", reason="the next parcel was late, too")
    book.do("split", heads=["H2"], reason=WHY)
    assert book.case.splits == ["CASE-1-S1"]
