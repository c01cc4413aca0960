"""What people write to the customer: other words, a date, or somebody's approval, judged when the command is given."""

from __future__ import annotations

from typing import Any

import pytest

from domain.case import Letter
from domain.errors import InvalidCommand, NotAuthorised, WordsRefused
from messages.deeds import LetterOrder
from tests.procedure.case_book import CaseBook
from tests.procedure.refusing import refused
from workflows.procedure.writing.letter_approval import waiting
from workflows.procedure.writing.letter_text import text_of
from workflows.to_paste import to_paste
from workflows.view import view_of

FAULT = {"words": "Our driver was negligent."}
HEADS = [{"head": "all", "outcome": "upheld"}]


@pytest.fixture
def book() -> CaseBook:
    book = CaseBook()
    book.deliver()
    return book


def held(book: CaseBook) -> Letter:
    (letter,) = waiting(book.case)
    return letter


@pytest.mark.parametrize(
    "name, body, field",
    [
        ("send_letter", {"personal": {"words": "You failed to call us."}}, "words"),
        ("send_letter", {"personal": {"subject": "you failed to call", "words": "We call you."}}, "subject"),
        ("send_update", {"personal": {"message": "We are sorry. You failed to call us."}}, "message"),
        ("ask_customer", {"personal": {"questions": ["Is it true that you failed to call?"]}}, "questions.0"),
        ("apologise", {"kind": "regret", "personal": {"told_us": "x", "words": "You failed to call."}}, "words"),
        ("decide", {"heads": HEADS, "personal": {"found": "x", "reasons": "You failed to call."}}, "reasons"),
        (
            "offer_remedy",
            {
                "alternatives": [{"items": [{"kind": "explanation", "ground": "goodwill"}]}],
                "personal": {"descriptions": {"A": "You failed to call."}},
            },
            "descriptions.A",
        ),
    ],
)
def test_what_is_not_written_to_customers_is_refused_with_field_words_and_what_to_write(
    book: CaseBook, name: str, body: dict[str, Any], field: str
) -> None:
    told = refused(book, name, because=WordsRefused, **body)

    assert told.startswith(f"{name}: personal.{field}: 'you failed to' is not written to customers; write instead: ")
    assert "call" not in told.replace("customers", "")


def test_a_vague_time_is_refused_unless_it_has_its_date(book: CaseBook) -> None:
    told = refused(book, "send_update", because=WordsRefused, personal={"message": "We will call you shortly."})
    assert "'shortly' needs a date in the same sentence" in told

    book.do("send_update", personal={"message": "We will call you shortly, by 7 May."})
    assert book.letters("progress_update")


def test_what_the_customer_said_and_what_was_said_by_word_of_mouth_stays_as_it_is(book: CaseBook) -> None:
    book.do("apologise", kind="regret", personal={"told_us": "You failed to call. Never again!"})
    book.do("send_letter", personal={"words": "You wrote: “never again”. I am sorry."})
    book.do("send_update", medium="phone", personal={"words": "I said: as soon as possible"})

    assert len(book.letters()) == 2


def test_an_update_takes_no_words_that_its_letter_would_not_say(book: CaseBook) -> None:
    told = refused(book, "send_update", because=InvalidCommand, personal={"words": "The plate has arrived."})
    assert "what a letter is to say goes under message" in told


def test_a_hint_on_style_stops_nothing_and_stands_in_the_receipt(book: CaseBook) -> None:
    receipt = book.answer("send_letter", personal={"words": "Regrettably the parcel is late."})

    assert receipt.hints == ["'regrettably' can be said better; write instead: \"I am sorry that …\""]
    assert book.letters("individual")
    assert len(receipt.model_dump_json().encode()) < 1_000


def test_words_of_liability_wait_for_a_lead_who_approves_the_text_as_it_was_read(book: CaseBook) -> None:
    receipt = book.answer("send_letter", personal=FAULT)

    letter = held(book)
    assert not book.letters()
    assert (letter.id, letter.approver) == ("L1", "lead")
    assert (receipt.next_action, receipt.next_owner) == ("approve or decline_approval of letter L1", "lead")
    assert "needs the approval of a lead" in receipt.hints[0]
    shown = next(one for one in view_of(book.case)["letters"] if one["kind"] == "individual")
    assert shown["state"] == "awaiting_approval"
    assert shown["personal"] == {"words": FAULT["words"], "subject": "Broken plate"}

    book.do("approve", "lead", what="L1", text=shown["approval"]["text"])
    (order,) = book.letters("individual")
    assert order.facts["approved_by"] == "leo.lead"
    book.deliver()
    assert [one.state for one in book.case.letters if one.id == "L1"] == ["sent"]


def test_a_lead_who_writes_it_has_approved_it(book: CaseBook) -> None:
    book.do("send_letter", "lead", personal=FAULT)

    assert [order.facts["approved_by"] for order in book.letters("individual")] == ["leo.lead"]


SETTLEMENT = "We pay £50 in full and final settlement."
OFFER: dict[str, Any] = {
    "alternatives": [{"items": [{"kind": "compensation", "ground": "goodwill", "amount": "50", "currency": "GBP"}]}],
    "personal": {"descriptions": {"A": SETTLEMENT}},
}


@pytest.mark.parametrize("role", ["handler", "lead", "manager"])
def test_a_settlement_is_offered_as_one_or_not_at_all(book: CaseBook, role: str) -> None:
    told = refused(book, "send_letter", role, because=WordsRefused, personal={"words": SETTLEMENT})
    assert (
        "'full and final' needs the approval of a manager; write instead: a settlement is offered as a remedy" in told
    )

    book.do("offer_remedy", role, **OFFER)
    assert book.case.offers[0].settlement
    assert ("manager" in book.case.offers[0].approvals_needed) == (role != "manager")


def test_of_a_settlement_on_record_a_letter_may_speak_with_a_managers_approval(book: CaseBook) -> None:
    book.do("offer_remedy", "manager", **OFFER)
    book.do("send_letter", "lead", personal={"words": SETTLEMENT})

    letter = held(book)
    assert letter.approver == "manager"
    told = refused(book, "approve", "lead", "lena.lead", because=NotAuthorised, what="L1", text=letter.approved_text)
    assert "a manager" in told
    book.do("approve", "manager", what="L1", text=letter.approved_text)
    assert book.letters("individual")


SORRY_FOR_US = ["It was our mistake.", "We got it wrong.", "We accept that we are responsible.", "It was our error."]


@pytest.mark.parametrize("words", SORRY_FOR_US)
def test_a_regret_admits_nothing_unless_a_lead_has_read_it(book: CaseBook, words: str) -> None:
    book.do("apologise", kind="regret", personal={"told_us": "the plate broke", "words": words})

    assert book.case.apologies[0].state == "awaiting_approval"
    assert not book.letters()


@pytest.mark.parametrize(
    "told, hides",
    [
        ("It was our mistake that the plate broke.", True),
        ("The plate broke. We were negligent.", True),
        ("Your driver made a mistake and broke our plate.", False),
        ("It was a mistake to trust you. Never again!", False),
        ("We waited all day and you failed to call.", False),
        ("We want compensation.", False),
    ],
)
def test_nor_does_it_hide_an_admission_in_what_the_customer_told(book: CaseBook, told: str, hides: bool) -> None:
    book.do("apologise", kind="regret", personal={"told_us": told})

    assert (book.case.apologies[0].state == "awaiting_approval") == hides


@pytest.mark.parametrize(
    "told, hides",
    [
        ("弊社の過失で皿が割れた", True),
        ("弊社の手違いで届かなかった", True),
        ("そちらの手違いで届かなかった", False),
        ("箱の中で皿が割れていた", False),
    ],
)
def test_nor_in_japanese(told: str, hides: bool) -> None:
    book = CaseBook(
        "jp-standard",
        opened={"locale": "ja"},
        personal={"customer": {"id": "c-1", "name": "見本 花子", "email": "h@example.com", "locale": "ja"}},
    )
    book.do("apologise", kind="regret", personal={"told_us": told})

    assert (book.case.apologies[0].state == "awaiting_approval") == hides


def test_nobody_approves_what_they_wrote(book: CaseBook) -> None:
    book.do("send_letter", who="leo.lead", personal=FAULT)

    text = held(book).approved_text
    assert "second pair of eyes" in refused(book, "approve", "lead", because=NotAuthorised, what="L1", text=text)


def test_a_changed_text_needs_its_approval_again(book: CaseBook) -> None:
    book.do("send_letter", personal=FAULT)
    letter = held(book)
    read = letter.approved_text

    book.do("send_letter", effect_id=letter.effect_id, then="again", personal={"words": "We were negligent."})
    assert held(book).approved_text != read
    told = refused(book, "approve", "lead", what="L1", text=read)
    assert "was changed since you read it" in told

    book.do("approve", "lead", what="L1", text=held(book).approved_text)
    effect = book.stuck("individual", "blocked")
    book.do("send_letter", effect_id=effect, then="again")
    assert book.letters("individual"), "the same text leaves as it was approved"
    effect = book.stuck("individual", "blocked")
    book.do("send_letter", effect_id=effect, then="again", personal={"words": "He was negligent."})
    assert held(book).id == "L1"
    assert not book.letters("individual")


def test_other_words_that_need_no_approval_leave_at_once(book: CaseBook) -> None:
    book.do("send_letter", personal=FAULT)

    book.do("send_letter", effect_id=held(book).effect_id, then="again", personal={"words": "I am sorry."})

    (order,) = book.letters("individual")
    assert "approved_by" not in order.facts
    assert not waiting(book.case)


def test_what_is_sent_back_is_a_problem_of_whoever_wrote_it(book: CaseBook) -> None:
    book.do("send_letter", personal=FAULT)
    effect = held(book).effect_id

    book.do("decline_approval", "lead", what="L1", reason="say what happened instead")

    problem = book.case.problems[-1]
    assert (problem.key, problem.owner, problem.resolved_at) == (effect, "hanako.handler", None)
    assert refused(book, "approve", "lead", what="L1").startswith("L1 does not wait for approval")
    book.do("send_letter", effect_id=effect, then="again", personal={"words": "The driver did not look."})
    assert book.letters("individual")
    assert book.case.problems[-1].resolved_at


def test_a_letter_that_waits_cannot_have_left_and_can_be_dropped(book: CaseBook) -> None:
    book.do("send_letter", personal=FAULT)
    effect = held(book).effect_id

    assert "waits for approval as L1" in refused(book, "send_letter", "lead", effect_id=effect, then="was_sent")
    book.do("send_letter", effect_id=effect, then="drop", reason="said on the phone")
    assert not waiting(book.case)


def test_an_apology_of_regret_and_an_offer_wait_the_way_they_always_do(book: CaseBook) -> None:
    book.do("apologise", kind="regret", personal={"told_us": "late", "words": "It was our fault."})
    assert book.case.apologies[0].state == "awaiting_approval"
    book.do("approve", "lead", what="A1")
    assert book.letters("apology_regret")[0].facts["approved_by"] == "leo.lead"

    book.do(
        "offer_remedy",
        alternatives=[{"items": [{"kind": "explanation", "ground": "goodwill"}]}],
        personal={"descriptions": {"A": "We explain why we are liable."}},
    )
    assert book.case.offers[0].approvals_needed == ["lead"]
    book.do("approve", "lead", what="O1")
    assert book.letters("remedy_offer")


def test_an_open_offer_covers_the_words_of_its_money(book: CaseBook) -> None:
    book.do("send_letter", personal={"words": "The compensation goes to your card."})
    assert held(book).approver

    offered = CaseBook()
    offered.deliver()
    offered.do(
        "offer_remedy",
        alternatives=[{"items": [{"kind": "voucher", "ground": "goodwill", "amount": "5", "currency": "GBP"}]}],
        personal={"descriptions": {"A": "A voucher as compensation."}},
    )
    offered.do("send_letter", personal={"words": "The compensation is a voucher."})
    assert not waiting(offered.case)


def test_a_taken_responsibility_covers_its_words_in_later_letters(book: CaseBook) -> None:
    book.investigated()
    book.do("send_letter", personal={"words": "It was our fault."})
    assert held(book).approver
    book.do("approve", "lead", what="L1", text=held(book).approved_text)

    book.do("apologise", "lead", kind="responsibility", personal={"wrong": "It was our fault."})
    book.do("send_letter", personal={"words": "As I wrote, it was our fault."})
    assert not waiting(book.case)


def test_the_hash_is_of_what_the_letter_says_and_of_nothing_else(book: CaseBook) -> None:
    book.do("send_letter", personal=FAULT)
    order = LetterOrder.model_validate(held(book).order)

    assert text_of(order) == held(book).approved_text
    assert text_of(order.model_copy(update={"facts": order.facts | {"level": 2, "names": {}}})) == text_of(order)
    assert text_of(order.model_copy(update={"facts": order.facts | {"new_date": "2026-07-01"}})) != text_of(order)
    assert text_of(order.model_copy(update={"personal": {"words": "other"}})) != text_of(order)


def test_whoever_approves_sees_the_day_that_the_letter_promises_and_approves_that_day(book: CaseBook) -> None:
    late = {"reasons_for_delay": "Our driver was negligent with the papers."}
    book.do("send_letter", kind="holding_response", new_date="2026-07-30", personal=late)

    shown = next(one for one in view_of(book.case)["letters"] if one["kind"] == "holding_response")
    assert shown["facts"] == {"new_date": "2026-07-30"}
    assert shown["personal"]["reasons_for_delay"] == late["reasons_for_delay"]


def test_nobody_approves_a_letter_without_saying_which_text_they_read(book: CaseBook) -> None:
    book.do("send_letter", personal=FAULT)

    told = refused(book, "approve", "lead", because=InvalidCommand, what="L1")
    assert told.startswith("approve: text: missing; read letter L1 in the view")
    assert to_paste("approve", book.case, "lead") | {"by": {}} == {
        "by": {},
        "what": "L1",
        "text": held(book).approved_text,
    }


def test_what_was_taken_or_given_in_an_earlier_round_covers_no_words_of_this_one() -> None:
    book = CaseBook().investigated().agreed()
    book.do("fulfil_remedy", "finance")
    book.provider("done")
    book.do("apologise", "lead", kind="responsibility", personal={"wrong": "It was our fault."})
    book.deliver()
    book.do("withdraw", "customer", personal={"words": "let it be"})
    book.do("reopen", "lead", reason="the new one broke, too")
    for words in ("It was our fault.", "The compensation goes to your card."):
        book.do("send_letter", personal={"words": words})
        book.do("decline_approval", "lead", what=held(book).id, reason="nothing is found yet")
