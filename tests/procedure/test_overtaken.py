"""A letter that has become untrue before it left is called off by the act that overtakes it."""

from __future__ import annotations

from messages.deeds import CallOff, LetterReceipt
from tests.procedure.case_book import REFUND, CaseBook


def state(book: CaseBook, effect: str) -> tuple[str, bool]:
    letter = next(one for one in book.case.letters if one.effect_id == effect)
    return letter.state, letter.order is not None


def test_praise_that_became_a_complaint_is_not_thanked_for_in_the_morning() -> None:
    book = CaseBook(kind="praise")
    effect = book.stuck("contact_received", "waiting")
    book.do("reclassify", "lead", kind="complaint", reason="they are not content")

    assert state(book, effect) == ("blocked", False)


def test_an_offer_that_was_answered_is_not_made_in_the_morning_and_counts_as_made() -> None:
    book = CaseBook().investigated("upheld")
    book.do(
        "offer_remedy", alternatives=[{"items": [REFUND]}], personal={"descriptions": {"A": "we pay the price back"}}
    )
    effect = book.stuck("remedy_offer", "waiting")
    book.do("answer_offer", answer="accepted")

    assert state(book, effect) == ("blocked", False)
    assert {one.state for one in book.case.deadlines if one.duty == "remedy_offer"} == {"met"}


def test_a_withdrawal_that_was_taken_back_is_not_confirmed() -> None:
    book = CaseBook()
    book.deliver()
    book.do("withdraw", "customer", personal={"words": "I withdraw it"})
    effect = book.stuck("withdrawal_confirmed", "waiting")
    book.do("note", personal={"text": "it waits for the morning"})
    assert state(book, effect) == ("waiting", True)

    book.do("reopen", "lead", reason="it came back", personal={"words": "I am not content after all"})
    assert state(book, effect) == ("blocked", False)


def test_authority_that_is_on_record_is_not_asked_for() -> None:
    speaker = {"name": "Rita Representative", "contact": "rita@example.com", "authority": "claimed"}
    book = CaseBook(personal={"representative": speaker})
    effect = book.stuck("authority_request", "waiting")
    book.do("authorise_representative", "lead", authority="evidenced", evidence=["mandate"], reason="she showed it")

    assert state(book, effect) == ("blocked", False)


def test_a_blocked_letter_that_was_dropped_waits_for_nobody_in_the_outbox() -> None:
    book = CaseBook()
    effect = book.stuck("acknowledgement", "blocked")
    book.do("send_letter", "lead", effect_id=effect, then="drop", reason="told by phone")

    assert [one.effect_id for one in book.pending if isinstance(one, CallOff)] == [effect]


def test_a_complaint_that_turns_out_to_be_praise_is_shown_to_whom_it_names_who_is_complained_of_no_more() -> None:
    book = CaseBook(opened={"complained_of": ["kei.shop"]})
    book.do("reclassify", "lead", kind="praise", reason="they wanted to thank him")

    assert ("kei.shop", "a customer praises you (CASE-1)") in book.told()
    assert book.case.complained_of == []

    book.do("reclassify", "lead", kind="complaint", reason="they wanted to complain after all")
    assert book.case.complained_of == ["kei.shop"], "and decides nothing"


def test_an_offer_that_was_answered_is_taken_out_of_the_post_queue() -> None:
    book = CaseBook().investigated("upheld")
    book.do(
        "offer_remedy", alternatives=[{"items": [REFUND]}], personal={"descriptions": {"A": "we pay the price back"}}
    )
    [order] = book.letters("remedy_offer")
    book.report(order, LetterReceipt(effect_id=order.effect_id, state="to_post", where="outbox/post/x.eml"))
    book.do("answer_offer", answer="accepted")

    assert state(book, order.effect_id) == ("blocked", False)
    assert order.effect_id in [one.effect_id for one in book.pending if isinstance(one, CallOff)]
