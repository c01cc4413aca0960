"""Who takes a case over calls within a day that is promised; who asks for "the boss" gets one call of the lead, not a level."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from domain.errors import InvalidCommand
from messages.decisions import PolicySnapshot
from tests.procedure.case_book import PEOPLE, CaseBook
from tests.procedure.refusing import refused
from workflows.procedure.next_act import next_act

NOTE: dict[str, Any] = {"note": "a broken plate; a new one was promised; worried"}
TUESDAY = date(2026, 6, 2)
"""The next working day."""


def calls(book: CaseBook) -> list[tuple[str, str, object, str]]:
    return [(one.id, one.owner, one.due, one.state) for one in book.case.promises if one.what == "call_back"]


def given(book: CaseBook, **more: Any) -> CaseBook:
    book.do("assign", "lead", to="nora.new", reason="on leave", personal=NOTE, **more)
    return book


def wish(book: CaseBook, role: Any = "customer", **more: Any) -> CaseBook:
    book.do("escalate", role, reason="wants the boss", asked_by="customer", **more)
    return book


# --- handed over ------------------------------------------------------------------------------------------------------------


def test_who_takes_the_case_over_calls_by_the_next_working_day(book: CaseBook) -> None:
    given(book)
    assert calls(book) == [("PR1", "nora.new", TUESDAY, "open")]
    [do] = [order.facts["do"] for order in book.notices() if order.facts["to"]["id"] == "nora.new"]
    assert do == "read the handover note and call the customer by Tue 2026-06-02, then keep_promise PR1"


def test_or_by_the_day_that_was_named(book: CaseBook) -> None:
    given(book, due="2026-06-04")
    assert calls(book) == [("PR1", "nora.new", date(2026, 6, 4), "open")]
    assert "lies in the past" in refused(
        book,
        "assign",
        "lead",
        because=InvalidCommand,
        to="hanako.handler",
        reason="back",
        personal=NOTE,
        due="2020-01-01",
    )


def test_so_does_who_takes_over_with_a_higher_level(book: CaseBook) -> None:
    book.do("escalate", reason="beyond me", to="leo.lead", personal=NOTE)
    assert calls(book) == [("PR1", "leo.lead", TUESDAY, "open")]
    assert book.case.escalation == 1


def test_being_passed_on_again_gives_nobody_more_time(book: CaseBook) -> None:
    given(book).pass_days(0.5)
    book.do("assign", "lead", to="olga.other", reason="knows the product", personal=NOTE)
    assert calls(book) == [("PR1", "olga.other", TUESDAY, "open")]
    book.do("assign", "lead", to="nora.new", reason="back again", personal=NOTE, due="2026-06-04")
    assert calls(book)[0][3] == "released"
    assert calls(book)[1] == ("PR2", "nora.new", date(2026, 6, 4), "open")


def test_the_first_handler_has_the_acknowledgements_own_dates() -> None:
    book = given(CaseBook(opened={"handler": ""}))
    assert calls(book) == []


@pytest.mark.parametrize(
    "kept_from",
    [
        {"opened": {"preferences": {"no_contact": "yes"}}},
        {"anonymous": True},
        {"personal": {"representative": {"name": "Dora Daughter", "authority": "claimed"}}},
        {"kind": "enquiry"},
    ],
    ids=["no contact", "anonymous", "without authority", "no complaint"],
)
def test_nobody_is_called_who_is_not_to_be(kept_from: dict[str, Any]) -> None:
    assert calls(given(CaseBook(**kept_from))) == []


@pytest.mark.parametrize(
    "way, called", [({"no_contact": True}, 0), ({"channel": "email"}, 0), ({"channel": "phone"}, 1)]
)
def test_nor_where_contact_is_restricted_to_letters(book: CaseBook, way: dict[str, Any], called: int) -> None:
    book.do("flag_conduct", kinds=["threat"], personal={"facts": "he said so"})
    book.do("flag_conduct", "lead", review_on="2026-06-20", reason="two witnesses")
    book.do("restrict_contact", "manager", until="2026-06-20", reason="two threats", **way)
    assert len(calls(given(book))) == called


def test_what_is_closed_is_given_on_without_a_call() -> None:
    assert calls(given(CaseBook().closed("not_upheld"))) == []


def test_a_policy_without_the_period_promises_no_day(book: CaseBook) -> None:
    waits = {name: wait for name, wait in book.policy.rules["waits"].items() if name != "promised_call"}
    mine = book.policy.model_copy(
        update={"rules": book.policy.rules | {"waits": waits}, "hash": "without promised_call"}
    )

    class Older(CaseBook):
        def snapshot(self, pack: str, calendar: str | None) -> PolicySnapshot:
            return mine

    assert calls(given(Older())) == []
    assert calls(wish(Older())) == []


# --- somebody higher --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["customer", "service", "handler", "lead"])
def test_who_asks_for_the_boss_gets_one_call_of_the_lead_and_no_level(book: CaseBook, role: str) -> None:
    wish(book, role)
    assert calls(book) == [("PR1", "lead", TUESDAY, "open")]
    assert book.case.escalation == 0
    assert next_act(book.case).owner == PEOPLE["handler"]
    assert ("lead", "the customer asks for somebody higher: call back by Tue 2026-06-02") in book.told()
    said = refused(book, "escalate", role, reason="wants the boss now", asked_by="customer")
    assert "PR1" in said
    assert "escalate with level" in said


def test_a_customer_names_no_level(book: CaseBook) -> None:
    wish(book, "customer", level=3)
    assert (book.case.escalation, len(calls(book))) == (0, 1)


def test_the_answer_says_by_when_the_lead_calls(book: CaseBook) -> None:
    told = book.answer("escalate", "customer", reason="wants the boss", asked_by="customer")
    assert told.hints == ["one call-back by the lead is promised by Tue 2026-06-02 (PR1)"]


def test_the_level_rises_where_that_call_does_not_come(book: CaseBook) -> None:
    book.deliver()
    wish(book).pass_days(1)
    assert book.case.escalation == 0
    book.pass_days(1)
    assert calls(book)[0][3] == "broken"
    assert book.case.escalation == 1


def test_it_stays_where_it_is_when_the_lead_has_called(book: CaseBook) -> None:
    book.deliver()
    wish(book).do("keep_promise", "lead", promise="PR1", medium="phone")
    book.pass_days(2)
    assert (book.case.escalation, calls(book)[0][3]) == (0, "kept")


@pytest.mark.parametrize("judged", [{"level": 2}, {"to": "leo.lead", "personal": NOTE}])
def test_the_desk_that_names_a_level_or_who_takes_over_has_judged(book: CaseBook, judged: dict[str, Any]) -> None:
    wish(book, "handler", **judged)
    assert book.case.escalation == judged.get("level", 1)


def test_above_the_lead_it_is_the_head_of_the_desk_who_calls(book: CaseBook) -> None:
    book.do("escalate", reason="beyond me")
    wish(book)
    assert calls(book) == [("PR1", "manager", TUESDAY, "open")]


def test_who_wants_no_calls_gets_none_and_the_lead_knows_of_the_wish() -> None:
    book = wish(CaseBook(opened={"preferences": {"no_contact": "yes"}}))
    assert calls(book) == []
    assert ("lead", "the customer asks for somebody higher") in book.told()


# --- the executive ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("level, beside", [(2, set()), (3, {"executive", "legal"})])
def test_at_the_highest_level_the_executive_and_legal_hear_of_it(book: CaseBook, level: int, beside: set[str]) -> None:
    book.do("escalate", "lead", level=level, reason="a suit is filed")
    told = {to for to, what in book.told() if what.startswith("escalated to")}
    assert told == {"manager"} | beside


def test_one_call_of_somebody_higher_is_promised_in_a_round_also_when_it_was_made(book: CaseBook) -> None:
    wish(book).do("keep_promise", "lead", promise="PR1", medium="phone")
    assert "PR1" in refused(book, "escalate", "customer", reason="again", asked_by="customer")
    book.do("withdraw", "customer", personal={"words": "let it be"})
    book.do("reopen", "lead", reason="it came back")
    wish(book)
    assert [(one.round, one.state) for one in book.case.promises if one.raises_to] == [(1, "kept"), (2, "open")]
