"""A paper letter is sent on the day a person says it was posted."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from domain.errors import InvalidCommand
from messages.deeds import CallOff, LetterReceipt, PostMarked
from tests.procedure.case_book import CAN_STILL_DO, MONDAY, CaseBook
from tests.procedure.refusing import refused
from workflows.details import details_of
from workflows.procedure.next_act import next_act
from workflows.view import view_of

ACKNOWLEDGEMENT = "CASE-1/acknowledgement/1"
POSTAL: dict[str, Any] = {
    "opened": {"mailable": False, "paper": True},
    "channel": "letter",
    "personal": {"customer": {"id": "c-1", "name": "Pat Postal", "address": "1 Example Road", "locale": "en"}},
}


@pytest.fixture
def paper() -> CaseBook:
    """A complaint by letter; its acknowledgement lies in the post queue."""
    return written(CaseBook(**POSTAL))


def written(book: CaseBook) -> CaseBook:
    """Every letter on its way is written and lies in the queue."""
    for order in book.letters():
        assert (order.medium, order.paper) == ("post", True)
        book.report(order, LetterReceipt(effect_id=order.effect_id, state="to_post", where="outbox/post/x.eml"))
    return book


def post(book: CaseBook, effect: str, **said: Any) -> None:
    book.do("record_post", letter=effect, what="dispatched", **said)


def deadline(book: CaseBook, duty: str) -> Any:
    return next(one for one in book.case.deadlines if one.duty == duty)


def shown(book: CaseBook, effect: str) -> dict[str, Any]:
    return next(one for one in view_of(book.case)["letters"] if one["effect_id"] == effect)


def answered(book: CaseBook, outcome: str = "not_upheld") -> str:
    """The final response is written; everything before it was posted."""
    post(book, ACKNOWLEDGEMENT)
    book.do("apologise", kind="regret", medium="phone", personal={"words": "I am sorry"})
    book.do("waive_root_cause", "lead", reason="known issue")
    book.decided(outcome)
    book.do("decide_no_prevention", "lead", reason="single event")
    book.do("send_final_response", personal=CAN_STILL_DO)
    written(book)
    return "CASE-1/not_upheld/1"


def test_a_letter_in_the_queue_has_met_nothing(paper: CaseBook) -> None:
    assert paper.stage() == "received"
    assert deadline(paper, "acknowledge").state == "running"
    letter = shown(paper, ACKNOWLEDGEMENT)
    assert (letter["state"], letter["where"], letter["sent_at"]) == ("waiting", "post queue", None)
    assert letter["post"]["file"] == "outbox/post/x.eml"
    assert f"letter {ACKNOWLEDGEMENT}: **in the post queue**, to be posted by Tue 2026-06-02" in details_of(paper.case)


def test_the_order_says_by_when_it_has_to_be_posted() -> None:
    [order] = CaseBook(**POSTAL).letters("acknowledgement")
    assert order.due == date(2026, 6, 2)


def test_printing_it_meets_nothing_posting_it_does(paper: CaseBook) -> None:
    paper.do("record_post", letter=ACKNOWLEDGEMENT, what="printed")
    assert paper.stage() == "received"

    post(paper, ACKNOWLEDGEMENT, tracking="AB 123")
    assert paper.stage() == "acknowledged"
    assert deadline(paper, "acknowledge").state == "met"
    letter = shown(paper, ACKNOWLEDGEMENT)
    assert letter["state"] == "sent"
    assert letter["post"] | {"queued_at": "", "meets": []} == {
        "queued_at": "",
        "meets": [],
        "file": "outbox/post/x.eml",
        "printed_on": "2026-06-01",
        "dispatched_on": "2026-06-01",
        "recorded_by": "hanako.handler",
        "tracking": "AB 123",
        "returned_on": None,
    }


def test_the_outbox_is_told_each_step(paper: CaseBook) -> None:
    paper.do("record_post", letter=ACKNOWLEDGEMENT, what="printed")
    post(paper, ACKNOWLEDGEMENT)
    paper.do("record_post", letter=ACKNOWLEDGEMENT, what="returned")

    marks = [effect.state for effect in paper.pending if isinstance(effect, PostMarked)]
    assert marks == ["printed", "sent", "returned"]


def test_what_was_posted_yesterday_counts_from_yesterday(paper: CaseBook) -> None:
    effect = answered(paper)
    paper.now += timedelta(hours=20)
    post(paper, effect, on="2026-06-01")

    letter = next(one for one in paper.case.letters if one.effect_id == effect)
    assert letter.sent_at is not None
    assert letter.sent_at.date() == MONDAY.date()
    assert deadline(paper, "final_response").met_at == letter.sent_at


def test_a_letter_nobody_posts_is_reminded_of_on_its_last_day_and_is_a_breach_like_any_other(paper: CaseBook) -> None:
    paper.pass_days(0.9)  # Tuesday morning: the last day has begun
    assert [to for to, what in paper.told() if "lies in the post queue" in what] == ["hanako.handler"]

    paper.pass_days(1)
    assert deadline(paper, "acknowledge").state == "breached"
    assert len([what for _, what in paper.told() if "lies in the post queue" in what]) == 1


def test_posted_in_time_but_said_too_late_the_breach_stays_and_the_day_is_on_record(paper: CaseBook) -> None:
    paper.pass_days(2)
    post(paper, ACKNOWLEDGEMENT, on="2026-06-02")

    late = deadline(paper, "acknowledge")
    assert (late.state, late.met_at < late.late_from) == ("breached", True)
    assert "the breach of acknowledge stays on record" in paper.case.timeline[-1].what


def test_a_letter_that_meets_no_duty_is_not_forgotten(paper: CaseBook) -> None:
    answered(paper)
    post(paper, "CASE-1/not_upheld/1")
    paper.do("close", ground="accepted", personal={"words": "fine"})
    written(paper)
    paper.pass_days(3.1)

    assert any("CASE-1/closing/1 lies in the post queue" in what for _, what in paper.told())


def test_the_final_response_is_given_when_it_is_posted(paper: CaseBook) -> None:
    effect = answered(paper)
    assert "final response: its letter has not left yet" in refused(
        paper, "close", ground="accepted", personal={"words": "fine"}
    )
    assert not [wait for wait in paper.case.waits if wait.name == "no_answer_until"]

    post(paper, effect)
    assert [wait.name for wait in paper.case.waits if wait.name == "no_answer_until"]
    paper.do("close", ground="accepted", personal={"words": "fine"})


def test_an_offer_nobody_could_read_does_not_lapse(paper: CaseBook) -> None:
    post(paper, ACKNOWLEDGEMENT)
    paper.do("apologise", kind="regret", medium="phone", personal={"words": "I am sorry"})
    paper.do("waive_root_cause", "lead", reason="known issue")
    paper.decided("upheld")
    paper.do(
        "offer_remedy",
        alternatives=[{"items": [{"kind": "refund", "ground": "obligation", "amount": "20.00", "currency": "GBP"}]}],
        personal={"descriptions": {"A": "we pay the price back"}},
    )
    written(paper)
    paper.come("wait/offer_lapses")

    assert paper.case.offers[-1].state == "offered"


# --- what is refused --------------------------------------------------------------------------------------------------------


def test_only_what_lies_in_the_queue_can_be_posted_and_only_what_was_posted_comes_back(paper: CaseBook) -> None:
    assert "only a letter that was posted can come back" in refused(
        paper, "record_post", letter=ACKNOWLEDGEMENT, what="returned"
    )
    post(paper, ACKNOWLEDGEMENT)
    assert "owabi post lists it" in refused(paper, "record_post", letter=ACKNOWLEDGEMENT, what="dispatched")
    assert "there is no letter" in refused(paper, "record_post", letter="CASE-1/other/1", what="printed")


def test_no_letter_is_posted_tomorrow_or_before_it_was_written(paper: CaseBook) -> None:
    ahead = refused(paper, "record_post", letter=ACKNOWLEDGEMENT, what="dispatched", on="2026-06-02")
    before = refused(paper, "record_post", letter=ACKNOWLEDGEMENT, what="dispatched", on="2026-05-31")
    assert "lies ahead" in ahead
    assert "before the day the letter was written" in before


def test_a_letter_in_the_queue_is_not_sent_a_second_time(paper: CaseBook) -> None:
    assert "lies in the post queue" in refused(paper, "send_letter", "lead", effect_id=ACKNOWLEDGEMENT, then="again")
    assert "lies in the post queue" in refused(paper, "send_letter", "lead", effect_id=ACKNOWLEDGEMENT, then="was_sent")


def test_one_that_is_not_needed_any_more_is_taken_out_of_the_queue(paper: CaseBook) -> None:
    paper.do("record_post", letter=ACKNOWLEDGEMENT, what="printed")
    paper.do("acknowledge", medium="phone")

    assert [effect.effect_id for effect in paper.pending if isinstance(effect, CallOff)] == [ACKNOWLEDGEMENT]
    assert any("is not to be posted" in what for _, what in paper.told())
    assert "owabi post lists it" in refused(paper, "record_post", letter=ACKNOWLEDGEMENT, what="dispatched")


# --- what comes back --------------------------------------------------------------------------------------------------------


def test_what_comes_back_is_somebodys_problem_and_never_goes_out_again_by_itself(paper: CaseBook) -> None:
    post(paper, ACKNOWLEDGEMENT)
    paper.do("record_post", letter=ACKNOWLEDGEMENT, what="returned", reason="moved away")
    paper.pass_days(1)

    [problem] = [one for one in paper.case.problems if one.resolved_at is None]
    assert (problem.key, problem.owner) == (ACKNOWLEDGEMENT, "hanako.handler")
    assert "ask the customer for the address" in problem.do
    assert shown(paper, ACKNOWLEDGEMENT)["where"] == "returned undelivered"
    assert paper.letters() == []


def test_it_is_sent_anew_to_the_address_the_customer_gave_and_so_is_all_that_follows(paper: CaseBook) -> None:
    post(paper, ACKNOWLEDGEMENT)
    paper.do("record_post", letter=ACKNOWLEDGEMENT, what="returned")
    refused(paper, "send_letter", because=InvalidCommand, effect_id=ACKNOWLEDGEMENT, then="again")
    paper.do("send_letter", effect_id=ACKNOWLEDGEMENT, then="again", personal={"address": "2 New Road"})
    paper.do("send_letter", personal={"words": "Thank you."})

    sent = {order.effect_id: order.personal or {} for order in paper.letters()}
    assert set(sent) == {"CASE-1/acknowledgement/2", "CASE-1/individual/1"}
    assert {words["customer"]["address"] for words in sent.values()} == {"2 New Road"}
    assert "address" not in sent["CASE-1/acknowledgement/2"]
    written(paper)
    post(paper, "CASE-1/acknowledgement/2")
    assert paper.open_problems() == []


def test_silence_after_an_answer_that_came_back_is_no_answer_of_the_customer(paper: CaseBook) -> None:
    effect = answered(paper)
    post(paper, effect)
    paper.do("record_post", letter=effect, what="returned", reason="unknown at this address")
    paper.pass_days(60)

    assert "has not left yet" in refused(paper, "close", ground="no_answer")
    paper.do("send_letter", effect_id=effect, then="again", personal={"address": "2 New Road"})
    written(paper)
    post(paper, "CASE-1/not_upheld/2")
    paper.pass_days(20)
    written(paper)
    post(paper, "CASE-1/reminder/1")
    paper.pass_days(40)
    paper.do("close", ground="no_answer")


def test_an_apology_that_came_back_was_not_made(paper: CaseBook) -> None:
    post(paper, ACKNOWLEDGEMENT)
    paper.do("apologise", kind="regret", personal={"told_us": "the plate arrived in pieces"})
    written(paper)
    post(paper, "CASE-1/apology_regret/1")
    made = [apology.state for apology in paper.case.apologies]

    paper.do("record_post", letter="CASE-1/apology_regret/1", what="returned")
    came_back = [apology.state for apology in paper.case.apologies]
    assert (made, came_back) == (["made"], ["approved"])
    paper.do("send_letter", effect_id="CASE-1/apology_regret/1", then="again", personal={"address": "2 New Road"})
    written(paper)
    post(paper, "CASE-1/apology_regret/2")
    assert [apology.state for apology in paper.case.apologies] == ["made"]


# --- no letter without a date -----------------------------------------------------------------------------------------------


def test_a_letter_that_came_back_has_a_date_until_it_is_settled(paper: CaseBook) -> None:
    effect = answered(paper)
    post(paper, effect)
    paper.do("record_post", letter=effect, what="returned")

    assert view_of(paper.case)["next_duty"] == f"letter {effect}"
    assert any("stays met" in one.what and "final_response" in one.what for one in paper.case.timeline)
    paper.pass_days(8)
    assert len([what for _, what in paper.told() if "was not sent anew" in what]) == 3, "next day, then every third"

    paper.do("send_letter", effect_id=effect, then="again", personal={"address": "2 New Road"})
    written(paper)
    assert view_of(paper.case)["next_duty"] == "letter CASE-1/not_upheld/2"
    paper.pass_days(4)
    assert view_of(paper.case)["next_due"] is not None, "reminded once, and again after three days"


def test_an_open_case_whose_dates_are_all_over_is_late_and_not_without_a_date(paper: CaseBook) -> None:
    paper.pass_days(200)

    assert paper.case.stage == "received"
    coming = next_act(paper.case).first
    assert coming is not None
    assert coming.at < paper.now


def test_the_next_act_is_to_post_the_letter_and_afterwards_what_the_stage_asks_for(paper: CaseBook) -> None:
    assert next_act(paper.case).what == (
        f"post the letter {ACKNOWLEDGEMENT} by 2026-06-02 (owabi post lists the queue), then record_post"
    )
    post(paper, ACKNOWLEDGEMENT)
    assert "post the letter" not in next_act(paper.case).what


def test_the_next_act_says_until_when_a_letter_waits_for_the_morning() -> None:
    book = CaseBook()
    book.stuck("acknowledgement", "waiting")

    assert "the letter acknowledgement waits until 06-01 " in next_act(book.case).what


def test_what_is_posted_today_was_sent_now_and_not_at_the_end_of_the_day(paper: CaseBook) -> None:
    paper.now += timedelta(hours=2)
    post(paper, ACKNOWLEDGEMENT, on="2026-06-01")
    assert [one.sent_at for one in paper.case.letters if one.effect_id == ACKNOWLEDGEMENT] == [paper.now]
