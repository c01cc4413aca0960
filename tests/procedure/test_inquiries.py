"""Others find things out, each by a day of their own; the case shows who waits on whom, and no answer is lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from domain.errors import InvalidCommand, NotAuthorised
from tests.procedure.case_book import MONDAY, PEOPLE, CaseBook
from tests.procedure.refusing import refused
from workflows.details import details_of

ASKED: dict[str, Any] = {
    "to": "factory-2",
    "due": "2026-06-05",
    "personal": {"question": "was the guard rail checked?"},
}
FOUND: dict[str, Any] = {"evidence": ["report-1"], "personal": {"finding": "the guide was chipped"}}


def test_an_inquiry_is_asked_reminded_of_answered_and_over(book: CaseBook) -> None:
    book.do("request_investigation", **ASKED)
    assert book.stage() == "investigating"
    book.come("inquiry/remind")
    book.do("record_finding", "investigator", investigation="I1", **FOUND)
    mine = book.case.inquiries[0]
    assert (mine.state, mine.result, mine.evidence) == ("answered", "found", ["report-1"])
    assert not [due for due in book.agenda() if due.key.startswith("inquiry")]
    assert (PEOPLE["handler"], "I1 is answered") in book.told()


def test_the_question_is_in_the_notice_to_whoever_is_asked(book: CaseBook) -> None:
    book.do("request_investigation", **ASKED)

    assert book.notices()[-1].personal == {"question": ASKED["personal"]["question"]}


def test_overdue_their_own_line_hears_of_it_and_the_answer_is_welcome_all_the_same(book: CaseBook) -> None:
    book.do("request_investigation", **{**ASKED, "escalate_to": "quality"})
    book.pass_days(6)
    assert any(to == "quality" and "is overdue since 2026-06-05" in what for to, what in book.told())
    assert "CASE-1/inquiry/I1" in book.open_problems()
    book.do("record_finding", "investigator", investigation="I1", **FOUND)
    assert "CASE-1/inquiry/I1" not in book.open_problems()


def test_several_run_at_once(book: CaseBook) -> None:
    book.do("request_investigation", **ASKED)
    book.do("request_investigation", **{**ASKED, "to": "carrier", "due": "2026-06-09"})
    assert [(one.id, one.to) for one in book.case.inquiries] == [("I1", "factory-2"), ("I2", "carrier")]
    book.pass_days(6)
    page = details_of(book.case)
    assert "- inquiry I1: hanako.handler waits on **factory-2**, **overdue**, wanted by Fri 2026-06-05" in page
    assert "- inquiry I2: hanako.handler waits on **carrier**, wanted by Tue 2026-06-09" in page

    book.do("record_finding", "investigator", investigation="I1", **FOUND)
    assert "- inquiry I1 to factory-2: found\n" in details_of(book.case)


def test_nobody_is_asked_about_themselves_and_nobody_complained_of_finds_anything() -> None:
    book = CaseBook(opened={"complained_of": ["clara.clerk"]})
    assert "complained of" in refused(book, "request_investigation", **{**ASKED, "to": "clara.clerk"})
    book.do("request_investigation", **ASKED)
    with pytest.raises(NotAuthorised):
        book.do("record_finding", "investigator", "clara.clerk", investigation="I1", **FOUND)


@pytest.mark.parametrize(
    "wrong, said", [({"personal": {}}, "one clear question"), ({"due": "2026-05-20"}, "lies in the past")]
)
def test_a_question_without_words_or_for_yesterday_is_refused(book: CaseBook, wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(InvalidCommand, match=said):
        book.do("request_investigation", **{**ASKED, **wrong})


def test_nothing_found_is_a_finding_and_says_what_was_looked_at(book: CaseBook) -> None:
    book.do("request_investigation", **ASKED)
    with pytest.raises(InvalidCommand, match="what was looked at"):
        book.do("record_finding", investigation="I1", result="nothing_found")
    book.do(
        "record_finding", investigation="I1", result="nothing_found", personal={"finding": "the records are complete"}
    )
    assert "answered already" in refused(book, "record_finding", investigation="I1", **FOUND)


def test_a_reminder_does_not_come_twice_after_a_long_stop(book: CaseBook) -> None:
    book.do("request_investigation", **ASKED)
    book.now = MONDAY + timedelta(days=30)
    book.pass_days(0)
    book.pass_days(30)
    told = [to for to, what in book.told() if what.startswith("inquiry I1") and "is overdue since" in what]
    assert told == ["lead", PEOPLE["handler"]]  # their line, and the owner of the problem


def test_what_was_asked_is_still_to_be_answered_in_a_new_round() -> None:
    book = CaseBook().answered("not_upheld")
    book.do("request_investigation", **ASKED)
    book.do("request_review", "customer")
    book.pass_days(6)
    assert "CASE-1/inquiry/I1" in book.open_problems()
    book.do("record_finding", "investigator", investigation="I1", **FOUND)
    assert "CASE-1/inquiry/I1" not in book.open_problems()
