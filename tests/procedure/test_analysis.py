from __future__ import annotations

from typing import Any

import pytest

from domain.errors import InvalidCommand, MissingContent, NotAuthorised
from tests.procedure.case_book import CAUSE, FOUND, CaseBook
from tests.procedure.refusing import refused


@pytest.mark.parametrize(
    "words",
    [
        {"statement": "human error"},
        {"statement": "The packer was not careful"},
        {"statement": "the packer made a mistake"},
        {"statement": "an employee's mistake"},
        {"statement": "担当者のミス"},
        {"statement": "作業員がミスをした"},
        {"statement": "梱包スタッフの見落とし"},
        {"statement": "確認不足による誤出荷"},
        {"statement": "it was packed wrongly", "whys": ["it broke", "carelessness"]},
        {"statement": "箱が大きすぎた", "whys": ["うっかりしていた"]},
    ],
)
def test_a_person_is_no_root_cause(book: CaseBook, words: dict[str, object]) -> None:
    said = refused(book, "record_root_cause", because=InvalidCommand, **{**CAUSE, "personal": words})

    assert "next why" in said


@pytest.mark.parametrize(
    "whys", [["the packer forgot the lining", "the line has no check for it"], ["失念", "点検表に項目がない"]]
)
def test_with_the_next_why_it_is_one(book: CaseBook, whys: list[str]) -> None:
    book.do(
        "record_root_cause",
        **{**CAUSE, "personal": {"statement": "the line has no check for the lining", "whys": whys}},
    )

    assert book.case.causes[0].result == "found"


@pytest.mark.parametrize("result", ["undetermined", "not_reproduced"])
def test_an_honest_i_do_not_know_says_what_was_tested(book: CaseBook, result: str) -> None:
    refused(book, "record_root_cause", because=InvalidCommand, **{**CAUSE, "result": result, "personal": {}})

    book.do("record_root_cause", **{**CAUSE, "result": result, "personal": {"tested": "ten drops from one metre"}})
    assert book.case.causes[0].result == result


def test_a_case_can_have_several_causes_but_not_a_list_of_circumstances(book: CaseBook) -> None:
    for _ in range(20):
        book.do("record_root_cause", **CAUSE)

    refused(book, "record_root_cause", **CAUSE)


def test_who_is_complained_of_decides_nothing() -> None:
    book = CaseBook(opened={"complained_of": ["hanako.handler", "leo.lead", "mana.manager"]})
    decision: dict[str, Any] = {"heads": [{"head": "all", "outcome": "upheld"}], "personal": FOUND}
    goodwill = [{"items": [{"kind": "redo", "ground": "goodwill"}]}]
    offer: dict[str, Any] = {"alternatives": goodwill, "personal": {"descriptions": {"A": "again"}}}

    refused(book, "decide", because=NotAuthorised, **decision)
    refused(book, "offer_remedy", because=NotAuthorised, **offer)
    refused(book, "waive_apology", "lead", because=NotAuthorised, reason="not needed")
    refused(book, "waive_root_cause", "lead", because=NotAuthorised, reason="not needed")
    refused(book, "decide_no_prevention", "lead", because=NotAuthorised, reason="not needed")
    refused(book, "approve", "lead", because=NotAuthorised, what="O1")
    refused(book, "decline_approval", "lead", because=NotAuthorised, what="O1", reason="not so")
    refused(book, "fulfil_remedy", "handler", because=NotAuthorised)
    refused(book, "send_final_response", because=NotAuthorised, personal={})
    refused(book, "close", because=NotAuthorised, ground="accepted", personal={"words": "fine"})
    book.do("decide", who="other.handler", **decision)


def test_a_review_is_decided_by_another_person() -> None:
    book = CaseBook().answered()
    book.do("request_review", "customer")

    refused(book, "decide", because=NotAuthorised, heads=[{"head": "all", "outcome": "upheld"}], personal=FOUND)
    book.decided("not_upheld", "lead")


def test_after_the_outside_bodys_decision_the_same_person_may_decide_again() -> None:
    book = CaseBook().answered()
    book.do("request_review", "customer")
    book.do("refer", "lead", body="consumer-centre", reason="the customer went there")
    book.do("record_external_decision", "lead", outcome="for_customer")
    assert book.case.review is False


def test_every_head_is_decided_before_the_final_response() -> None:
    book = CaseBook(heads=[{"id": "late", "category": "delivery"}, {"id": "broken", "category": "quality"}])
    book.deliver()
    book.do("decide", heads=[{"head": "late", "outcome": "upheld"}], personal=FOUND)
    assert "no decision on broken" in refused(book, "send_final_response", because=MissingContent, personal={})

    book.do("decide", heads=[{"head": "broken", "outcome": "not_upheld"}], personal=FOUND)
    book.offered()
    book.do("send_final_response", personal={})
    order = book.letters("final_response")[0]
    assert order.facts["heads"] == [{"id": "late", "outcome": "upheld"}, {"id": "broken", "outcome": "not_upheld"}]


def test_a_head_nobody_named_cannot_be_decided(book: CaseBook) -> None:
    said = refused(
        book, "decide", because=InvalidCommand, heads=[{"head": "tone", "outcome": "upheld"}], personal=FOUND
    )

    assert "no head tone" in said


def test_a_decision_gives_facts_and_reasons(book: CaseBook) -> None:
    heads = [{"head": "all", "outcome": "upheld"}]

    refused(book, "decide", because=InvalidCommand, heads=heads, personal={"reasons": "so"})
    refused(book, "decide", because=InvalidCommand, heads=heads)


def test_what_was_finally_answered_is_decided_anew_only_in_a_new_round() -> None:
    book = CaseBook().answered()

    assert "request_review" in refused(book, "decide", heads=[{"head": "all", "outcome": "upheld"}], personal=FOUND)


def test_whoever_decides_is_asked_what_was_weighed_and_the_letter_says_it() -> None:
    book = CaseBook()
    book.deliver()
    heads = [{"head": "all", "outcome": "upheld"}]
    assert "say what was weighed on both sides" in book.answer("decide", heads=heads, personal=FOUND).hints[0]
    weighed = {**FOUND, "weighed": "your photographs and our record of the packing"}
    assert not book.answer("decide", heads=heads, personal=weighed).hints

    book.do("send_final_response", personal={})
    (order,) = book.letters("final_response")
    assert order.personal is not None
    assert order.personal["heads"]["all"]["weighed"] == weighed["weighed"]


def test_who_decides_otherwise_than_a_colleague_hears_it_and_says_why(book: CaseBook) -> None:
    book.decided("upheld")
    again = book.answer("decide", "lead", heads=[{"head": "all", "outcome": "not_upheld"}], personal=FOUND)

    assert any("takes the place of upheld" in hint and "leave a note why" in hint for hint in again.hints)


def test_whoever_answers_a_customer_who_was_right_hears_what_the_answer_does_not_say() -> None:
    bare = CaseBook()
    bare.decided("upheld")
    hints = bare.answer("send_final_response", personal={}).hints
    assert [hint.split(":")[0] for hint in hints] == [
        "the answer says nothing of a remedy",
        "the answer does not say why it happened",
    ]

    whole = CaseBook().investigated("upheld").agreed()
    assert whole.answer("send_final_response", personal={}).hints == []
