from __future__ import annotations

from typing import Any

import pytest

from domain.errors import InvalidCommand, NotAuthorised
from messages.deeds import RemedyReceipt
from tests.procedure.case_book import REFUND, CaseBook
from tests.procedure.refusing import refused
from workflows.procedure.remedies import fulfilment

VOUCHER: dict[str, Any] = {"kind": "voucher", "ground": "goodwill", "amount": "5.00", "currency": "GBP"}
REDO: dict[str, Any] = {"kind": "redo", "ground": "obligation"}


@pytest.fixture
def agreed() -> CaseBook:
    """Three parts agreed: redo, refund, voucher."""
    return CaseBook().investigated().agreed(REDO, REFUND, VOUCHER)


def states(book: CaseBook) -> list[str]:
    return [item.state for item in book.case.offers[-1].alternatives[0].items]


def test_the_parts_follow_one_another_in_order(agreed: CaseBook) -> None:
    agreed.do("fulfil_remedy", "finance")
    assert [order.kind for order in agreed.remedies()] == ["redo"]
    agreed.provider("done")
    assert [order.kind for order in agreed.remedies()] == ["refund"]
    agreed.provider("done", "done")

    assert states(agreed) == ["done", "done", "done"]
    assert agreed.stage() == "following_up"


def test_nothing_is_announced_before_the_last_receipt(agreed: CaseBook) -> None:
    agreed.do("fulfil_remedy", "finance")
    agreed.provider("done", "done")
    assert "remedy_done" not in agreed.kinds()

    agreed.provider("done")
    items = agreed.letters("remedy_done")[0].facts["items"]
    assert [item["receipt"] for item in items] == [f"R-CASE-1/remedy/{n}" for n in (1, 2, 3)]


def test_when_a_part_is_refused_what_was_done_is_undone_last_first(agreed: CaseBook) -> None:
    agreed.do("fulfil_remedy", "finance")
    agreed.provider("done", "done", "refused")
    undone = []
    while agreed.remedies():
        undone.append((agreed.remedies()[0].action, agreed.remedies()[0].undoes))
        agreed.provider("done")

    assert undone == [("undo", "CASE-1/remedy/2"), ("undo", "CASE-1/remedy/1")]
    assert states(agreed) == ["undone", "undone", "refused"]
    assert agreed.stage() == "investigating"
    assert "remedy_done" not in agreed.kinds()


def test_what_a_provider_says_of_its_refusal_is_personal_and_its_code_is_not(agreed: CaseBook) -> None:
    agreed.do("fulfil_remedy", "finance")
    [order] = agreed.remedies()
    act = agreed.act()
    words = RemedyReceipt(effect_id=order.effect_id, state="refused", reason="Mr Specimen has closed his account")
    fulfilment.remedy_receipt(act, words)
    said = next(entry for entry in act.case.timeline if "refused by the provider" in entry.what)
    assert "Specimen" not in "".join(entry.what for entry in act.case.timeline)
    assert said.personal == {"said": "Mr Specimen has closed his account"}

    act = agreed.act()
    fulfilment.remedy_receipt(act, words.model_copy(update={"reason": "account_closed"}))
    assert act.case.timeline[-1].personal is None
    assert any(entry.what == "redo refused by the provider: account_closed" for entry in act.case.timeline)


def test_a_provider_that_refuses_twice_is_no_dead_end(agreed: CaseBook) -> None:
    agreed.do("fulfil_remedy", "finance")
    agreed.provider("refused")
    agreed.agreed().do("fulfil_remedy", "finance")
    agreed.provider("refused")

    assert agreed.stage() == "investigating"
    agreed.offered()
    assert agreed.stage() == "remedy_offered"


@pytest.mark.parametrize("doubt", ["unknown", "failed"])
def test_what_is_not_known_is_asked_again_under_the_same_key(agreed: CaseBook, doubt: str) -> None:
    agreed.do("fulfil_remedy", "finance")
    agreed.provider(doubt)
    assert agreed.open_problems() == ["CASE-1/remedy/1"]
    agreed.come("remedy/CASE-1/remedy/1")

    assert [order.effect_id for order in agreed.remedies()] == ["CASE-1/remedy/1"]
    agreed.provider("done")
    assert agreed.open_problems() == []
    assert [order.effect_id for order in agreed.remedies()] == ["CASE-1/remedy/2"]


def test_a_doubt_that_ends_in_a_refusal_leaves_no_doubt_open(agreed: CaseBook) -> None:
    agreed.do("fulfil_remedy", "finance")
    agreed.provider("unknown")
    agreed.come("remedy/")
    agreed.provider("refused")

    assert agreed.open_problems() == ["CASE-1/offer/O1"]


def test_finance_may_say_what_the_providers_books_show(agreed: CaseBook) -> None:
    agreed.do("fulfil_remedy", "finance")
    agreed.provider("unknown")
    effect = "CASE-1/remedy/1"
    refused(agreed, "fulfil_remedy", because=NotAuthorised, effect_id=effect, found="done", receipt="B-1")
    refused(agreed, "fulfil_remedy", "finance", because=InvalidCommand, effect_id=effect, found="done")
    refused(agreed, "fulfil_remedy", "finance", because=InvalidCommand, effect_id=effect, found="refused")
    agreed.do("fulfil_remedy", "finance", effect_id=effect, found="done", receipt="B-1")

    assert states(agreed) == ["done", "ordered", "agreed"]
    assert not [due for due in agreed.agenda() if due.key.startswith("remedy/")]
    refused(agreed, "fulfil_remedy", "finance", effect_id=effect, found="refused", reason="a slip")


def test_a_report_that_comes_late_changes_nothing(agreed: CaseBook) -> None:
    agreed.do("fulfil_remedy", "finance")
    late = agreed.remedies()[0]
    agreed.provider("refused")
    before = agreed.case.model_dump_json(exclude={"revision"})
    agreed.pending.insert(0, late)
    agreed.provider("done")

    assert agreed.case.model_dump_json(exclude={"revision"}) == before


def test_who_offers_does_not_release_the_money() -> None:
    book = CaseBook().investigated()
    book.offered(role="lead").do("answer_offer", "customer", answer="accepted")

    refused(book, "fulfil_remedy", "lead", because=NotAuthorised)
    refused(book, "fulfil_remedy", "handler", because=NotAuthorised)
    book.do("fulfil_remedy", "lead", "another.lead")


def test_where_no_money_moves_the_handler_carries_it_out() -> None:
    book = CaseBook().investigated().agreed(REDO)
    book.do("fulfil_remedy")
    book.provider("done")

    assert book.stage() == "following_up"


def test_it_is_released_once(agreed: CaseBook) -> None:
    agreed.do("fulfil_remedy", "finance")

    assert "already" in refused(agreed, "fulfil_remedy", "lead")


def test_what_is_not_released_in_time_becomes_a_problem_and_the_problem_ends_with_it(agreed: CaseBook) -> None:
    agreed.pass_days(10)
    assert "CASE-1/fulfil/O1" in agreed.open_problems()

    agreed.do("fulfil_remedy", "finance")
    agreed.provider("done", "done", "done")
    assert agreed.open_problems() == []


def test_a_part_that_cannot_be_undone_is_settled_by_a_person_with_a_note(agreed: CaseBook) -> None:
    agreed.do("fulfil_remedy", "finance")
    agreed.provider("done", "refused", "refused")
    key = "CASE-1/remedy/1-undo"
    assert key in agreed.open_problems()
    refused(agreed, "note", "customer", because=NotAuthorised, settles=key, personal={"text": "ok"})

    agreed.do("note", "finance", settles=key, personal={"text": "the provider took it back by hand"})
    assert key not in agreed.open_problems()


def test_nobody_withdraws_while_money_is_on_its_way(agreed: CaseBook) -> None:
    agreed.do("fulfil_remedy", "finance")

    assert "receipt" in refused(agreed, "withdraw", "customer", personal={"words": "enough"})


def test_an_agreed_remedy_is_carried_out_before_the_matter_is_referred(agreed: CaseBook) -> None:
    assert "fulfil_remedy" in refused(agreed, "refer", "lead", body="consumer-centre", reason="the customer went there")


def test_after_the_final_response_a_refused_remedy_is_followed_by_another_offer() -> None:
    book = CaseBook().investigated().agreed()
    book.do("send_final_response", personal={})
    book.do("fulfil_remedy", "finance")
    book.provider("refused")
    assert book.stage() == "investigating"

    book.offered()
    book.pass_days(30)
    assert book.stage() == "following_up"
