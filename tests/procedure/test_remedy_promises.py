"""An accepted offer is a promise for each of its parts, kept by its receipt; the customer says whether it has arrived."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from domain.errors import InvalidCommand
from messages.deeds import RemedyReceipt
from tests.procedure.case_book import REFUND, TASK, CaseBook
from tests.procedure.refusing import refused
from workflows.deeds import note_outcome
from workflows.writer import Item

REPAIR: dict[str, Any] = {"kind": "repair", "ground": "obligation"}


@pytest.fixture
def agreed() -> CaseBook:
    """A repair and a refund, agreed on Monday 1 June 2026."""
    return CaseBook().investigated().agreed(REPAIR, REFUND)


def states(book: CaseBook) -> list[str]:
    return [one.state for one in book.case.promises]


def carried_out(book: CaseBook) -> CaseBook:
    book.do("fulfil_remedy", "finance")
    book.provider(*["done"] * len(book.case.offers[-1].alternatives[0].items))
    return book


def test_every_part_is_promised_by_the_packs_day_to_who_does_it(agreed: CaseBook) -> None:
    assert [(one.id, one.part, one.about, one.owner) for one in agreed.case.promises] == [
        ("PR1", "O1/1", "repair", "hanako.handler"),
        ("PR2", "O1/2", "refund 20.00 GBP", "finance"),
    ]
    assert {one.due for one in agreed.case.promises} == {date(2026, 6, 8)}


def test_there_is_one_date_for_it(agreed: CaseBook) -> None:
    assert [wait.name for wait in agreed.case.waits] == []
    assert {due.at.date() for due in agreed.agenda() if due.key.startswith("promise/due")} == {date(2026, 6, 9)}


def test_only_what_was_chosen_is_promised() -> None:
    book = CaseBook().investigated()
    two = [{"items": [REFUND]}, {"items": [REPAIR]}]
    book.do("offer_remedy", alternatives=two, personal={"descriptions": {"A": "money", "B": "repair"}})
    book.do("answer_offer", "customer", answer="accepted", alternative="B")
    assert [one.about for one in book.case.promises] == ["repair"]


def test_a_receipt_keeps_it(agreed: CaseBook) -> None:
    agreed.do("fulfil_remedy", "finance")
    agreed.provider("done")
    assert states(agreed) == ["kept", "open"]

    agreed.provider("done")
    assert states(agreed) == ["kept", "kept"]


def test_nobody_keeps_it_by_saying_so(agreed: CaseBook) -> None:
    assert "kept by its receipt" in refused(agreed, "keep_promise", promise="PR2")


def test_late_it_is_broken_for_good_and_the_next_letter_says_sorry_once(agreed: CaseBook) -> None:
    agreed.pass_days(8)
    assert states(agreed) == ["broken", "broken"]
    assert ("lead", "broken promise PR2: refund 20.00 GBP by Mon 2026-06-08") in agreed.told()
    assert agreed.open_problems() == ["CASE-1/fulfil/O1"]

    carried_out(agreed)
    assert [one.kept_at is not None for one in agreed.case.promises] == [True, True]
    assert states(agreed) == ["broken", "broken"]
    assert agreed.open_problems() == []
    [letter] = agreed.letters("remedy_done")
    assert letter.facts["broken_promises"] == [{"what": "remedy", "due": "2026-06-08"}]


def test_once_it_is_released_nobody_is_told_to_release_it(agreed: CaseBook) -> None:
    agreed.pass_days(8)
    agreed.do("fulfil_remedy", "finance")
    assert agreed.open_problems() == []


def test_a_receipt_of_after_the_day_does_not_keep_it(agreed: CaseBook) -> None:
    agreed.do("fulfil_remedy", "finance")
    agreed.now += timedelta(days=9)  # no worker ran meanwhile: the receipt is taken before the date is
    agreed.provider("done")
    assert states(agreed) == ["broken", "open"]


def test_another_day_is_agreed_with_the_customer_in_time(agreed: CaseBook) -> None:
    for one in ("PR1", "PR2"):
        agreed.do("move_promise", promise=one, due="2026-06-30", medium="phone", reason="the spare part comes later")
    agreed.pass_days(20)
    assert states(agreed) == ["open", "open"]


def test_what_cannot_be_carried_out_is_broken_and_what_was_undone_is_not_kept(agreed: CaseBook) -> None:
    agreed.do("fulfil_remedy", "finance")
    agreed.provider("done", "refused", "done")
    assert states(agreed) == ["released", "broken"]
    assert agreed.stage() == "investigating"


def test_nobody_waits_for_what_ended_with_its_complaint(agreed: CaseBook) -> None:
    agreed.do("withdraw", "customer", personal={"words": "I take it back"})
    assert states(agreed) == ["released", "released"]


def test_no_person_makes_such_a_promise_by_hand(agreed: CaseBook) -> None:
    refused(agreed, "promise", because=InvalidCommand, what="remedy", due="2026-06-05")


def test_settled_on_the_spot_is_promised_too() -> None:
    book = CaseBook()
    words = {"summary": "s", "apology": "sorry", "words": "that is fine", "remedy": "the price back"}
    body = {"medium": "phone", "outcome": "upheld", "cause": "packaging", "prevention": "no", "reason": "single event"}
    book.do("resolve_now", **body, remedy=[REFUND], personal=words)
    assert [(one.about, one.due) for one in book.case.promises] == [("refund 20.00 GBP", date(2026, 6, 8))]


# --- arrived --------------------------------------------------------------------------------------------------------------


def done(book: CaseBook) -> CaseBook:
    """Carried out, and all else is on record that closing needs."""
    carried_out(book)
    book.do("apologise", "lead", kind="responsibility", personal={"wrong": "we packed it badly"})
    book.do("add_prevention_task", **TASK)
    book.do("send_final_response", personal={})
    book.deliver()
    return book


def test_the_customer_is_asked_before_closing(agreed: CaseBook) -> None:
    answer = done(agreed).answer("record_contact", medium="phone", personal={"words": "not looked yet"})
    assert "whether O1 has arrived" in answer.next_action

    answer = agreed.answer("record_contact", medium="phone", arrived="yes", personal={"words": "it came"})
    assert answer.next_action == "confirm with the customer, then close"
    assert agreed.case.offers[0].arrived_at == agreed.now


def test_what_has_not_arrived_is_looked_up_before_anybody_closes(agreed: CaseBook) -> None:
    done(agreed).do("record_contact", medium="phone", arrived="no", personal={"words": "no money yet"})
    assert agreed.open_problems() == ["CASE-1/arrived/O1"]
    assert "has not arrived" in refused(agreed, "close", ground="accepted", personal={"words": "fine"})

    agreed.do("record_contact", medium="phone", arrived="yes", personal={"words": "there it is"})
    agreed.do("close", ground="accepted", personal={"words": "fine"})
    assert agreed.stage() == "closed"


def test_that_it_has_arrived_is_never_assumed_from_being_content(agreed: CaseBook) -> None:
    told = refused(done(agreed), "close", ground="accepted", personal={"words": "that settles it"})
    assert told.startswith("the customer has not said that O1 has arrived (repair, refund 20.00 GBP): ask")

    agreed.do("close", ground="accepted", arrived=True, personal={"words": "that settles it"})
    assert agreed.case.offers[0].arrived_at == agreed.now


def test_nothing_has_to_arrive_where_something_was_done() -> None:
    book = CaseBook().investigated().agreed({"kind": "process_change", "ground": "obligation"})
    done(book).do("close", ground="accepted", personal={"words": "that settles it"})

    assert book.case.offers[0].arrived_at == book.now


def test_nothing_arrives_before_it_was_sent(agreed: CaseBook) -> None:
    body: dict[str, Any] = {"arrived": "no", "personal": {"words": "where is it?"}}
    assert "carried out yet" in refused(agreed, "record_contact", **body)


def test_it_is_kept_on_the_day_on_which_it_was_done_and_not_when_we_hear_of_it(agreed: CaseBook) -> None:
    agreed.do("fulfil_remedy", "finance")
    done_at = agreed.now + timedelta(days=1)
    agreed.now += timedelta(days=9)  # no worker ran meanwhile
    [order] = agreed.remedies()
    came = RemedyReceipt(effect_id=order.effect_id, state="done", receipt="R-1", done_at=done_at)
    agreed.hear(partial(note_outcome, item=Item("remedy", order.effect_id, came)))
    assert (states(agreed), agreed.case.promises[0].kept_at) == (["kept", "open"], done_at)
