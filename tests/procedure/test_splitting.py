"""One contact, several complaints: what has nothing to do with the rest goes on by itself, from the same receipt."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from messages.deeds import FileLinked
from messages.intake import check_at_door
from tests.procedure.case_book import FOUND, CaseBook
from tests.procedure.refusing import refused

HEADS: dict[str, Any] = {
    "heads": [{"id": "H1", "category": "billing"}, {"id": "H2", "category": "delivery"}],
    "personal": {"heads": {"H1": "the bill is wrong", "H2": "the parcel came late"}},
}
WHY = "the delivery has nothing to do with the bill"


def filed(book: CaseBook) -> FileLinked:
    [filing] = [one for one in book.pending if isinstance(one, FileLinked)]
    return filing


def test_the_other_matter_is_filed_whole_and_from_the_same_receipt() -> None:
    book = CaseBook("uk-fca-disp", **HEADS)
    book.deliver()
    book.now += timedelta(days=5)
    book.do("split", heads=["H2"], reason=WHY)

    intake = check_at_door(filed(book).intake, book.now)
    assert (intake.reference, intake.category, intake.policy) == ("CASE-1-S1", "delivery", "uk-fca-disp")
    assert intake.received_at == book.case.received_at
    assert intake.linked_to is not None
    assert intake.linked_to.acknowledged_at == book.case.acknowledged_at
    assert intake.personal is not None
    assert intake.personal.description == "the parcel came late"
    assert intake.personal.customer.email == "sam@example.com"


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
