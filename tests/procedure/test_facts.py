"""What turns out later: dates are counted anew from their original events, and a legal limit only ever moves nearer."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from domain.dates import Deadline
from domain.errors import InvalidCommand
from tests.procedure.case_book import CaseBook

WHY = "the account turned out to be a payment account"


def clock(book: CaseBook, duty: str) -> Deadline:
    [found] = [one for one in book.case.deadlines if one.duty == duty and one.round == book.case.round]
    return found


def learn(book: CaseBook, **facts: Any) -> None:
    book.do("reclassify", facts=facts, reason=WHY)


def test_a_stricter_limit_counts_from_the_original_receipt() -> None:
    book = CaseBook("uk-fca-disp")
    book.now += timedelta(days=10)
    learn(book, payment_service=True)
    assert clock(book, "final_response").due == date(2026, 6, 22)  # 15 business days from 1 June, not from 11 June
    assert "final_response: from 2026-07-27 to 2026-06-22" in "\n".join(one.what for one in book.case.timeline)


def test_found_out_too_late_it_is_broken_at_once_and_shown_so() -> None:
    book = CaseBook("uk-fca-disp")
    book.now += timedelta(days=30)
    learn(book, payment_service=True)
    book.pass_days(0)
    assert clock(book, "final_response").state == "breached"


def test_a_limit_of_the_law_never_moves_away() -> None:
    book = CaseBook("uk-fca-disp", facts={"payment_service": True})
    learn(book, payment_service=False)
    assert clock(book, "final_response").due == date(2026, 6, 22)


def test_rungs_that_have_fired_stay_fired() -> None:
    book = CaseBook("au-rg271", calendar="AU-NSW")
    book.pass_days(24)
    fired = list(clock(book, "idr_response").fired)
    assert fired
    learn(book, hardship=True)
    assert clock(book, "idr_response").due == date(2026, 6, 22)
    assert set(fired) <= set(clock(book, "idr_response").fired)


def test_our_own_target_waits_for_goods_that_turn_out_to_be_on_their_way_back() -> None:
    book = CaseBook("jp-standard")
    learn(book, item_return=True)
    assert "root_cause" not in {one.duty for one in book.case.deadlines}
    book.now += timedelta(days=4)
    book.do("note", event="item_received", personal={"text": "the parcel is here"})
    assert clock(book, "root_cause").due == date(2026, 6, 19)
    assert clock(book, "interim_report").due == date(2026, 6, 12)


def test_a_met_or_extended_date_stays_as_it_is() -> None:
    book = CaseBook("jp-standard")
    book.deliver()
    before = clock(book, "acknowledge").model_copy()
    learn(book, item_return=True)
    assert clock(book, "acknowledge") == before


@pytest.mark.parametrize(
    "facts, said",
    [
        ({"colour": "red"}, "uk-fca-disp does not ask for colour; it asks for: payment_service, motor_finance"),
        ({"payment_service": "yes"}, "fact payment_service: must be true or false"),
    ],
)
def test_a_fact_the_pack_does_not_know_is_refused_and_nothing_moves(facts: dict[str, Any], said: str) -> None:
    book = CaseBook("uk-fca-disp")
    before = [one.model_copy() for one in book.case.deadlines]
    with pytest.raises(InvalidCommand, match=said):
        learn(book, **facts)
    assert book.case.deadlines == before


def test_the_short_route_ends_with_a_fact_that_excludes_it() -> None:
    book = CaseBook("au-rg271", calendar="AU-NSW")
    assert any(one.duty == "written_response_waiver" for one in book.case.rights)
    learn(book, hardship=True)
    assert not any(one.duty == "written_response_waiver" for one in book.case.rights)
