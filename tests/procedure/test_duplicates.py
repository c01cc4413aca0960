"""A duplicate is joined where somebody handles it, and taken apart again where that was wrong."""

from __future__ import annotations

from typing import Any

import pytest

from domain.errors import NotAuthorised
from messages.commands import check_command
from messages.decisions import Target
from messages.news import News, read_news
from tests.procedure.alphabet import RESPONSIBLE
from tests.procedure.case_book import CaseBook
from tests.procedure.refusing import refused
from workflows import turns
from workflows.details import details_of
from workflows.procedure.book import BOOK
from workflows.procedure.news_heard import hear
from workflows.procedure.next_act import next_act
from workflows.view import view_of

MERGE: dict[str, Any] = {"into": "OTHER-1", "reason": "the same order"}


def beside(**other: Any) -> CaseBook:
    """A complaint, and what the register knows of OTHER-1: by itself it is the same customer's, and open."""
    book = CaseBook()
    book.targets = {"OTHER-1": Target(**{"there": True, "stage": "received", "same_customer": True, **other})}
    book.deliver()
    return book


def hears(book: CaseBook, **body: Any) -> None:
    """News of a duplicate arrive."""
    act = book.act()
    hear(act, *read_news(News(to="CASE-1", at=book.now, what="merged", body=body)))
    book.keep(act)


def test_a_merged_duplicate_raises_no_alarm_and_its_clocks_are_kept() -> None:
    book = CaseBook()
    book.deliver()
    clocks = [(d.duty, d.due) for d in book.case.deadlines]
    book.do("merge", **MERGE)
    assert not [due for due in book.agenda() if due.key.startswith(("breach", "warning"))]

    book.pass_days(40)
    book.do("unmerge", "lead", reason="two different orders")
    assert [(d.duty, d.due) for d in book.case.deadlines] == clocks
    book.pass_days(0)
    assert {d.duty for d in book.case.deadlines if d.state == "breached"} >= {"final_response", "root_cause"}


def test_while_it_is_merged_nothing_of_it_runs_and_nothing_is_late() -> None:
    book = CaseBook()
    book.deliver()
    book.do("merge", **MERGE)
    book.pass_days(80)
    view = view_of(book.case)

    assert {d["state"] for d in view["deadlines"]} == {"met", "suspended"}
    assert view["next_duty"] == "settles"
    assert view["breached"] is False
    assert "**final_response** due" not in details_of(book.case)


def test_what_was_late_before_it_was_merged_stays_late() -> None:
    book = CaseBook()
    book.deliver()
    book.pass_days(4)
    book.do("merge", **MERGE)
    states = {d["duty"]: d["state"] for d in view_of(book.case)["deadlines"]}
    assert (states["apologise"], states["final_response"]) == ("breached", "suspended")


def test_when_the_merge_can_no_longer_be_undone_nothing_is_owed_here_any_more() -> None:
    book = CaseBook()
    book.deliver()
    book.do("merge", **MERGE)
    book.pass_days(100)
    assert book.settled
    assert {d.state for d in book.case.deadlines} == {"met", "cancelled"}


def test_targets_that_stood_still_when_it_was_merged_have_their_limit_again_when_it_is_taken_apart() -> None:
    book = CaseBook()
    book.deliver()
    book.do("pause", "lead", reason="the customer is abroad")
    book.do("merge", **MERGE)
    book.pass_days(40)
    assert book.open_problems() == [], "nobody is asked while it rests"
    book.do("unmerge", "lead", reason="two different orders")
    book.pass_days(0)
    assert book.open_problems() == ["pause_limit"]


def test_goods_that_lie_here_are_somebodys_to_see_to_whichever_complaint_they_belong_to() -> None:
    book = CaseBook()
    book.deliver()
    book.do("request_item", personal={"what": "the plate"})
    book.do("record_item", item="G1", what="arrived", personal={"condition": "in three pieces"})
    book.do("record_item", item="G1", what="kept", until="2026-07-01")
    book.do("merge", **MERGE)
    assert next_act(book.case).first.name == "item_kept_until"  # type: ignore[union-attr]
    book.pass_days(40)
    assert ("hanako.handler", "G1 was kept until 2026-07-01") in book.told()


def test_merging_tells_the_other_complaint_and_so_does_unmerging() -> None:
    book = CaseBook()
    book.deliver()
    book.do("merge", **MERGE)
    book.do("unmerge", "lead", reason="two different orders")

    assert [(e.to, e.what) for e in book.pending if isinstance(e, News)] == [
        ("OTHER-1", "merged"),
        ("OTHER-1", "unmerged"),
    ]
    assert book.stage() == "investigating"
    assert book.case.merged_into == ""
    assert book.case.settles_at is None


def test_what_waited_for_an_approval_waits_again_after_an_unmerge() -> None:
    book = CaseBook().investigated()
    book.do("apologise", **RESPONSIBLE)
    book.do("merge", **MERGE)
    refused(book, "approve", "lead", what="A2")
    book.do("unmerge", "lead", reason="two different orders")
    book.do("approve", "lead", what="A2")

    assert book.case.apologies[1].state == "approved"


def test_a_complaint_is_not_merged_into_itself() -> None:
    book = CaseBook()
    book.deliver()

    refused(book, "merge", into="CASE-1", reason="a slip of the hand")


def test_it_is_joined_to_an_open_complaint_of_the_same_customer() -> None:
    book = beside()
    book.do("merge", **MERGE)
    assert book.case.merged_into == "OTHER-1"


@pytest.mark.parametrize("role", ["handler", "lead", "manager"])
@pytest.mark.parametrize(
    "other, advice",
    [
        ({"there": False}, "there is no complaint OTHER-1"),
        ({"stage": "merged"}, "merge into that one"),
        ({"stage": "closed", "settled": True}, "has settled"),
    ],
)
def test_nobody_joins_it_to_what_handles_nothing(role: str, other: dict[str, Any], advice: str) -> None:
    assert advice in refused(beside(**other), "merge", role, **MERGE)


@pytest.mark.parametrize("stage", ["closed", "withdrawn"])
def test_what_has_ended_is_reopened_first_and_only_a_lead_knows_that_it_was(stage: str) -> None:
    book = beside(stage=stage)
    assert "reopened first" in refused(book, "merge", **MERGE)
    book.do("merge", "lead", **MERGE)
    assert book.stage() == "merged"


def test_another_customers_complaint_takes_it_in_by_a_lead_alone() -> None:
    book = beside(same_customer=False)
    assert "a lead or manager merges it" in refused(book, "merge", because=NotAuthorised, **MERGE)
    book.do("merge", "lead", **MERGE)
    assert book.stage() == "merged"


def test_who_merges_hears_what_must_not_be_lost() -> None:
    book = CaseBook(severity="critical")
    book.deliver()
    book.do("promise", what="call_back", due="2026-06-03")
    assert [hint.split(":")[0] for hint in book.answer("merge", **MERGE).hints] == [
        "it is critical",
        "promises stay open here",
    ]
    assert ("lead", "a critical complaint was merged") in book.told()


def test_the_turn_asks_the_register_of_the_target_with_the_hash_of_the_customer() -> None:
    book = CaseBook(opened={"customer_key": "k1:abc"})
    command = check_command("merge", {"by": {"id": "hanako.handler", "role": "handler"}, **MERGE})
    looks_back = BOOK["merge"].looks_back
    assert looks_back is not None
    past = looks_back(book.case, book.policy, command, book.now)
    turn = turns.turn_of(book.case, book.policy, "command/1", book.now, (), past)
    assert (turn.into, turn.customer_key) == ("OTHER-1", "k1:abc")


def test_two_that_are_joined_to_each_other_at_once_are_both_taken_apart() -> None:
    """Neither was merged yet when it was looked up: the news say it, and somebody has to handle one of them."""
    book = beside()
    book.do("merge", **MERGE)
    book.pending.clear()
    hears(book, reference="OTHER-1")
    [answer] = [one for one in book.pending if isinstance(one, News)]
    assert (answer.to, answer.body) == ("OTHER-1", {"reference": "CASE-1", "handled_in": "OTHER-1"})

    book.pending.clear()
    hears(book, **{**answer.body, "reference": "OTHER-1", "handled_in": "CASE-1"})
    assert not [one for one in book.pending if isinstance(one, News)], "an answer is not answered"
    assert "unmerge it" in next_act(book.case).what
    assert next_act(book.case).owner == "lead"
    book.do("unmerge", "lead", reason="a circle")
    assert book.open_problems() == []
