"""A complaint that has settled takes nothing in any more: what comes then is refused, or kept for somebody to see."""

from __future__ import annotations

import pytest

from domain.errors import ComplaintSettled
from messages.commands import COMMANDS
from messages.deeds import Archive
from messages.news import News
from messages.obligations import ObligationStart
from tests.procedure.case_book import MONDAY, CaseBook
from tests.procedure.refusing import refused
from workflows.procedure.ending import settling

TOLD = News(to="CASE-1", at=MONDAY, what="prevention", body={"task_id": "CASE-1-P1", "what": "ineffective"})


@pytest.fixture
def ended() -> CaseBook:
    """Closed, and the last day of its windows has begun."""
    book = CaseBook().closed()
    assert book.case.settles_at is not None
    book.pass_days((book.case.settles_at - book.now).days)
    return book


@pytest.mark.parametrize("name", COMMANDS)
def test_when_it_has_settled_every_command_hears_where_to_go(ended: CaseBook, name: str) -> None:
    ended.pass_days(1)
    spec = COMMANDS[name]

    said = refused(ended, name, spec.roles[0], because=ComplaintSettled, **spec.example)
    assert said.startswith("CASE-1 was closed 対応終了 and has settled on 2026-08-31; file a linked complaint")


def test_a_command_that_comes_at_the_very_end_finds_it_settled_though_nothing_was_done_about_it_yet(
    ended: CaseBook,
) -> None:
    ended.do("request_review", "customer")
    late = CaseBook().closed()
    assert late.case.settles_at is not None
    late.now = late.case.settles_at  # no worker ran, so no date was done

    refused(late, "request_review", "customer", because=ComplaintSettled)


def test_a_contact_that_is_no_complaint_becomes_none_when_it_has_settled() -> None:
    book = CaseBook(kind="enquiry")
    book.do("send_letter", personal={"words": "The shop opens at nine."})
    book.deliver()
    book.do("close", ground="answered", reason="the customer has the opening hours")
    book.pass_days(400)
    assert book.settled

    refused(book, "reclassify", because=ComplaintSettled, kind="complaint", reason="the customer is angry")


def test_settling_keeps_the_record_and_hands_the_rest_to_the_register() -> None:
    book = CaseBook("jp-standard").closed()
    book.pending.clear()
    book.pass_days(400)

    assert book.settled
    assert [one.settled for one in book.pending if isinstance(one, Archive)] == [True]
    assert {one.kind for one in book.pending if isinstance(one, ObligationStart)} <= {"retention"}


def test_what_a_task_tells_in_the_moment_of_settling_is_kept_and_the_lead_hears_it(ended: CaseBook) -> None:
    ended.pass_days(1)
    ended.pending.clear()
    act = ended.act()
    settling.heard_too_late(act, TOLD)
    assert act.effects == [TOLD.model_copy(update={"late": True})]

    act = ended.act()
    settling.not_told(act, TOLD)
    ended.keep(act)
    assert ended.told() == [("lead", "CASE-1 has settled; it was not told: ineffective")]
