from __future__ import annotations

from typing import Any

import pytest

from domain.errors import IllegalCommand, InvalidCommand, NotAuthorised, WordsRefused
from tests.procedure.case_book import REFUND, CaseBook
from tests.procedure.refusing import refused

BIG: dict[str, Any] = {**REFUND, "amount": "5000.00"}


def offer(*items: dict[str, Any]) -> dict[str, Any]:
    return {"alternatives": [{"items": list(items)}], "personal": {"descriptions": {"A": "we pay it back"}}}


@pytest.mark.parametrize("ground", ["obligation", "expenses"])
def test_before_a_decision_nothing_is_offered_as_owed(book: CaseBook, ground: str) -> None:
    assert "decide first" in refused(book, "offer_remedy", **offer({**REFUND, "ground": ground}))


@pytest.mark.parametrize("ground", ["goodwill", "sympathy"])
def test_kindness_needs_no_decision(book: CaseBook, ground: str) -> None:
    book.offered({**REFUND, "ground": ground})

    assert book.stage() == "remedy_offered"


@pytest.mark.parametrize(
    "amount, currency",
    [
        ("-5", "GBP"), ("0", "GBP"), ("0.00", "GBP"), ("NaN", "GBP"), ("Infinity", "GBP"), ("1e3", "JPY"), ("1_000", "JPY"),
        ("１０００", "JPY"), (" 10", "GBP"), ("10.5", "JPY"), ("10.123", "GBP"), ("9" * 30, "GBP"), ("10", "XXX"), ("10", "gbp"),
        ("ten", "GBP"),
    ],
)  # fmt: skip
def test_an_amount_that_is_none_is_refused(book: CaseBook, amount: str, currency: str) -> None:
    refused(
        book,
        "offer_remedy",
        because=InvalidCommand,
        **offer({**REFUND, "ground": "goodwill", "amount": amount, "currency": currency}),
    )


def test_yen_have_no_decimals(book: CaseBook) -> None:
    book.offered({**REFUND, "ground": "goodwill", "amount": "9800", "currency": "JPY"})

    assert book.case.offers[0].state == "offered"


def test_amount_and_currency_go_together_and_money_needs_both(book: CaseBook) -> None:
    refused(
        book, "offer_remedy", because=InvalidCommand, **offer({"kind": "repair", "ground": "goodwill", "amount": "5"})
    )
    refused(book, "offer_remedy", because=InvalidCommand, **offer({"kind": "refund", "ground": "goodwill"}))


def test_each_alternative_says_what_it_means(book: CaseBook) -> None:
    said = refused(
        book, "offer_remedy", because=InvalidCommand, alternatives=[{"items": [{"kind": "redo", "ground": "goodwill"}]}]
    )

    assert "descriptions.A" in said


def test_what_is_described_and_not_offered_is_refused_and_not_repeated(book: CaseBook) -> None:
    texts = {"A": "3", "000 yen as a voucher": None}  # what YAML makes of: {A: 3,000 yen as a voucher}
    redo = [{"items": [{"kind": "redo", "ground": "goodwill"}]}]

    said = refused(book, "offer_remedy", because=InvalidCommand, alternatives=redo, personal={"descriptions": texts})

    assert "the alternatives are A" in said
    assert "voucher" not in said


@pytest.mark.parametrize(
    "role, amount, currency, needs",
    [
        ("handler", "100", "GBP", []), ("handler", "100.01", "GBP", ["lead"]), ("handler", "250.01", "GBP", ["manager"]),
        ("lead", "250", "GBP", []), ("lead", "251", "GBP", ["manager"]), ("manager", "1000", "GBP", []),
        ("handler", "10000", "JPY", []), ("handler", "10001", "JPY", ["lead"]),
        ("handler", "1001", "GBP", ["manager", "manager"]), ("manager", "1001", "GBP", ["manager"]),
        ("handler", "1", "CHF", ["manager", "manager"]),
    ],
)  # fmt: skip
def test_limits_by_role_and_currency(role: str, amount: str, currency: str, needs: list[str]) -> None:
    book = CaseBook().investigated().offered({**REFUND, "amount": amount, "currency": currency}, role=role)

    assert book.case.offers[0].approvals_needed == needs


def test_the_parts_of_an_alternative_count_together() -> None:
    book = CaseBook().investigated().offered({**REFUND, "amount": "60"}, {**REFUND, "amount": "60"})

    assert book.case.offers[0].approvals_needed == ["lead"]


def test_compensation_for_loss_always_goes_to_a_manager() -> None:
    book = CaseBook().investigated().offered({**REFUND, "kind": "compensation", "amount": "1"})

    assert book.case.offers[0].approvals_needed == ["manager"]


def test_above_the_managers_limit_two_managers_approve_each_by_name() -> None:
    book = CaseBook().investigated().offered(BIG)
    book.do("approve", "manager", "m.one", what="O1")
    refused(book, "approve", "manager", "m.one", because=NotAuthorised, what="O1")
    refused(book, "approve", "lead", because=NotAuthorised, what="O1")
    assert [offer.state for offer in book.case.offers] == ["awaiting_approval"]

    book.do("approve", "manager", "m.two", what="O1")
    assert [offer.state for offer in book.case.offers] == ["offered"]
    assert book.case.offers[0].approved_by == ["m.one", "m.two"]


def test_who_offers_never_approves() -> None:
    book = CaseBook().investigated().offered(BIG, role="manager", who="m.one")

    refused(book, "approve", "manager", "m.one", because=NotAuthorised, what="O1")


def test_nothing_leaves_before_the_last_approval() -> None:
    book = CaseBook().investigated().offered(BIG)
    book.do("approve", "manager", "m.one", what="O1")

    assert "remedy_offer" not in book.kinds()


def test_an_offer_sent_back_is_offered_anew() -> None:
    book = CaseBook().investigated().offered(BIG)
    book.do("decline_approval", "manager", what="O1", reason="offer the repair first")
    book.offered()

    assert [one.state for one in book.case.offers] == ["declined", "offered"]


def test_one_offer_at_a_time() -> None:
    book = CaseBook().investigated().offered(BIG)

    assert "open already" in refused(book, "offer_remedy", **offer(REFUND))


def test_three_rounds_of_offers_and_the_level_rises_with_each_no() -> None:
    book = CaseBook().investigated()
    levels = []
    for _ in range(3):
        book.offered().do("answer_offer", "customer", answer="rejected")
        levels.append(book.case.escalation)

    assert levels == [1, 2, 2]
    assert "send_final_response" in refused(book, "offer_remedy", **offer(REFUND))


def test_a_counter_is_kept_in_the_customers_words() -> None:
    book = CaseBook().investigated().offered()
    book.do("answer_offer", "customer", answer="countered", personal={"counter": "the whole price"})

    assert book.stage() == "investigating"
    assert book.case.offers[0].personal is not None
    assert book.case.offers[0].personal["answer"] == {"counter": "the whole price"}


def test_an_offer_is_reminded_once_then_lapses_and_silence_is_no_yes() -> None:
    book = CaseBook().investigated().offered()
    book.pass_days(9)
    assert book.kinds().count("reminder") == 1

    book.pass_days(9)
    assert book.case.offers[0].state == "lapsed"
    assert book.stage() == "investigating"
    assert book.kinds().count("reminder") == 1


def test_an_offer_nobody_has_seen_does_not_lapse() -> None:
    book = CaseBook().investigated()
    book.do("offer_remedy", **offer(REFUND))
    book.stuck("remedy_offer", "blocked")
    book.come("wait/offer_reminder")
    book.come("wait/offer_lapses")

    assert book.case.offers[0].state == "offered"
    assert "reminder" not in book.kinds()
    assert [wait.name for wait in book.case.waits] == ["offer_lapses"]
    assert any("has not left" in what for _, what in book.told())


def test_which_alternative_was_accepted_is_said() -> None:
    book = CaseBook().investigated()
    two = [{"items": [REFUND]}, {"items": [{"kind": "repair", "ground": "obligation"}]}]
    book.do("offer_remedy", alternatives=two, personal={"descriptions": {"A": "money", "B": "repair"}})

    assert "A, B" in refused(book, "answer_offer", "customer", because=InvalidCommand, answer="accepted")
    book.do("answer_offer", "customer", answer="accepted", alternative="B")
    assert book.case.offers[0].chosen == "B"


def test_a_final_response_does_not_leave_an_offer_waiting_for_its_approval() -> None:
    book = CaseBook().investigated().offered(BIG)

    assert "decline_approval" in refused(book, "send_final_response", personal={})


def test_after_the_final_response_a_no_leads_to_the_end_not_into_a_circle() -> None:
    book = CaseBook().investigated().offered()
    book.do("send_final_response", personal={})
    book.do("answer_offer", "customer", answer="rejected")

    assert book.stage() == "following_up"


def test_an_offer_of_an_earlier_round_cannot_be_accepted_in_a_later_one() -> None:
    book = CaseBook().investigated().offered()
    book.do("withdraw", "customer", personal={"words": "enough"})
    book.do("reopen", "lead", reason="the customer came back")
    refused(book, "answer_offer", "customer", because=IllegalCommand, answer="accepted", offer="O1")

    book.offered({**REFUND, "ground": "goodwill"}).do("answer_offer", "customer", answer="accepted")
    assert [(one.id, one.state) for one in book.case.offers] == [("O1", "superseded"), ("O2", "accepted")]


@pytest.mark.parametrize("end", ["withdraw", "close", "refer"])
def test_no_offer_waits_for_approval_when_its_round_is_over(end: str) -> None:
    book = CaseBook().investigated()
    book.do("waive_apology", "lead", reason="the customer wants none")
    book.do("decide_no_prevention", "lead", reason="single event")
    if end == "close":
        book.do("apologise", kind="responsibility", personal={"wrong": "we packed it badly"})
        book.do("send_final_response", personal={})
        book.deliver()
        book.do("close", ground="accepted", personal={"words": "fine"})
        assert book.case.apologies[-1].state == "declined"
        return
    book.offered(BIG)
    if end == "withdraw":
        book.do("withdraw", "customer", personal={"words": "enough"})
    else:
        book.do("refer", "lead", body="consumer-centre", reason="the customer went there")
    assert book.case.offers[0].state == "superseded"
    refused(book, "approve", "manager", what="O1")


# --- what is asked in return, what is signed, what is shown ------------------------------------------------------------------

SETTLED: dict[str, Any] = {
    "alternatives": [{"items": [REFUND]}],
    "personal": {"descriptions": {"A": "we pay £20 in full and final settlement"}},
}


@pytest.mark.parametrize("locale, words", [("en", "we ask you to remove your review"), ("ja", "口コミの削除を条件に")])
def test_nothing_is_offered_to_buy_silence(locale: str, words: str) -> None:
    book = CaseBook(opened={"locale": locale}).investigated()
    voucher = {**REFUND, "kind": "voucher", "ground": "goodwill"}

    said = refused(
        book,
        "offer_remedy",
        because=WordsRefused,
        alternatives=[{"items": [voucher]}],
        personal={"descriptions": {"A": f"a voucher; {words}"}},
    )
    assert "personal.descriptions.A" in said


def settled() -> CaseBook:
    book = CaseBook().investigated()
    book.do("offer_remedy", **SETTLED)
    book.do("approve", "manager", what="O1")
    book.deliver()
    return book


def test_settlement_wording_needs_a_manager() -> None:
    book = CaseBook().investigated()
    book.do("offer_remedy", **SETTLED)
    assert book.case.offers[0].approvals_needed == ["manager"]


def test_a_settlement_is_accepted_by_its_signed_document() -> None:
    book = settled()
    said = refused(book, "answer_offer", "customer", because=InvalidCommand, answer="accepted")
    assert "signed document" in said

    signed = {"document": "agreement-7", "sha256": "a" * 64, "signed_on": "2026-06-01"}
    book.do("answer_offer", answer="accepted", agreement=signed)
    kept = book.case.offers[0].agreement
    assert kept is not None
    assert kept.model_dump(mode="json") == signed


@pytest.mark.parametrize(
    "wrong", [{"signed_on": "2026-06-02"}, {"signed_on": "2026-05-31"}, {"sha256": "abc"}, {"document": ""}]
)
def test_an_agreement_is_signed_after_the_offer_and_known_by_its_hash(wrong: dict[str, str]) -> None:
    signed = {"document": "agreement-7", "sha256": "a" * 64, "signed_on": "2026-06-01", **wrong}
    refused(settled(), "answer_offer", because=InvalidCommand, answer="accepted", agreement=signed)


def test_an_offer_that_settles_nothing_needs_no_document() -> None:
    book = CaseBook().investigated().offered()
    book.do("answer_offer", "customer", answer="accepted")
    assert book.case.offers[0].agreement is None


def test_expenses_are_paid_against_receipts() -> None:
    book = CaseBook().investigated().agreed({**REFUND, "ground": "expenses"})
    assert "name them in documents" in refused(book, "fulfil_remedy", "finance")

    book.do("fulfil_remedy", "finance", documents=["taxi-1", "taxi-2"])
    assert book.case.offers[0].alternatives[0].items[0].documents == ["taxi-1", "taxi-2"]


def test_receipts_that_are_here_are_named_with_the_offer() -> None:
    book = CaseBook().investigated().agreed({**REFUND, "ground": "expenses", "documents": ["taxi-1"]})
    book.do("fulfil_remedy", "finance")
    assert book.stage() == "remedy_agreed"


def test_what_is_owed_is_offered_after_an_early_kindness_was_carried_out(book: CaseBook) -> None:
    """Flowers first, the price back once it is decided: both are agreed, both are done, and the answer names both."""
    voucher = {"kind": "voucher", "ground": "goodwill", "amount": "5.00", "currency": "GBP"}
    book.agreed(voucher)
    book.do("fulfil_remedy", "finance")
    book.provider("done")
    book.deliver()
    assert book.stage() == "following_up"
    book.decided()

    book.agreed(REFUND)
    assert book.stage() == "remedy_agreed"
    book.do("fulfil_remedy", "finance")
    book.provider("done")
    book.deliver()

    assert [(one.id, one.state) for one in book.case.offers] == [("O1", "accepted"), ("O2", "accepted")]
    book.do("send_final_response")
    items = book.letters("final_response")[-1].facts["items"]
    assert [(one["kind"], one["state"]) for one in items] == [("voucher", "done"), ("refund", "done")]
    said = refused(book, "offer_remedy", **offer(REFUND))
    assert "finally answered" in said


def test_a_no_of_an_earlier_round_raises_no_level_in_this_one() -> None:
    book = CaseBook().investigated().offered()
    book.do("answer_offer", "customer", answer="rejected")
    book.do("withdraw", "customer", personal={"words": "enough"})
    book.do("reopen", "lead", reason="the customer came back")
    book.offered({**REFUND, "ground": "goodwill"}).do("answer_offer", "customer", answer="rejected")
    assert book.case.escalation == 1
