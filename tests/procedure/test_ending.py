from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from domain.errors import ComplaintSettled, InvalidCommand, NotAuthorised
from domain.rounds import Acceptance
from messages.deeds import Archive
from tests.procedure.alphabet import TRIES
from tests.procedure.case_book import CAN_STILL_DO, PEOPLE, TASK, CaseBook
from tests.procedure.refusing import refused
from tests.procedure.shown import at_the_terminal
from workflows.details import details_of
from workflows.procedure.next_act import next_act
from workflows.procedure.staff.brief import brief_of
from workflows.search import attributes_of

WORDS: dict[str, Any] = {"personal": {"words": "that settles it"}}


@pytest.fixture
def answered() -> CaseBook:
    """All on record, the final response has left, the customer has not said a word."""
    book = CaseBook().answered("not_upheld")
    book.pass_days(0.5)
    return book


def test_accepted_is_the_customers_own_word(answered: CaseBook) -> None:
    refused(answered, "close", because=InvalidCommand, ground="accepted")
    answered.do("close", ground="accepted", **WORDS)

    assert answered.case.closing_ground == "accepted"


def test_who_heard_that_it_is_settled_and_when_is_on_record(answered: CaseBook) -> None:
    heard = {"heard_by": "kei.shop", "heard_at": "2026-06-01T10:00:00+00:00"}
    refused(
        answered,
        "close",
        because=InvalidCommand,
        ground="accepted",
        **heard | {"heard_at": "2027-01-01T09:00:00Z"},
        **WORDS,
    )
    answered.do("close", "lead", ground="accepted", **heard, **WORDS)

    assert answered.case.timeline[-1].what == "closed: accepted お客様ご了承, heard by kei.shop on 2026-06-01"
    assert "heard by kei.shop on 2026-06-01" in details_of(answered.case)
    assert "heard by kei.shop Mon 2026-06-01 10:00 UTC" in at_the_terminal(answered)
    answered.do("reopen", "lead", reason="it came back")
    assert (answered.case.acceptance, "heard by kei.shop" in str(brief_of(answered.case))) == (None, True)


def test_whoever_closes_heard_it_where_nothing_else_is_said(answered: CaseBook) -> None:
    answered.do("close", ground="accepted", **WORDS)

    assert answered.case.acceptance == Acceptance(heard_by=PEOPLE["handler"], heard_at=answered.now)


def test_who_closes_and_who_has_the_case_hear_what_is_still_to_come(answered: CaseBook) -> None:
    answered.do("request_item", personal={"what": "the plate"})
    question: dict[str, Any] = {"personal": {"question": "who packed it?"}}
    answered.do("request_investigation", to="carrier", due="2026-06-20", **question)
    answered.do("promise", what="call_back", due="2026-06-20")
    hints = answered.answer("close", "lead", ground="accepted", **WORDS).hints
    promised, asked, goods = (
        "closed with promises to keep: PR1",
        "closed with inquiries without a finding: I1",
        "closed with goods that the customer was asked for: G1",
    )
    assert [hint.split(";")[0] for hint in hints] == [promised, asked, goods]
    assert [("hanako.handler", one) for one in (promised, asked, goods)] == answered.told()[-3:]


def test_what_was_found_and_has_come_is_not_named(answered: CaseBook) -> None:
    answered.do("request_item", personal={"what": "the plate"})
    answered.do("record_item", item="G1", what="refused")
    assert answered.answer("close", ground="accepted", **WORDS).hints == []


def test_reports_know_the_ground_from_closing_on_and_until_it_is_reopened(answered: CaseBook) -> None:
    closed = answered.do("close", "manager", ground="dissatisfied", reason="every offer was made")
    [ending] = [one for one in closed.effects if isinstance(one, Archive)]
    found = [attributes_of(answered.case)["ComplaintGround"]]
    answered.do("reopen", "lead", reason="there is another offer")
    found.append(attributes_of(answered.case)["ComplaintGround"])

    assert ending.closing_ground == "dissatisfied"
    assert found == ["dissatisfied", ""]


@pytest.mark.parametrize("ground", ["dissatisfied", "legal"])
def test_a_manager_closes_with_a_dissatisfied_customer_and_says_why(answered: CaseBook, ground: str) -> None:
    refused(answered, "close", "lead", because=NotAuthorised, ground=ground, reason="two offers made")
    refused(answered, "close", "manager", because=InvalidCommand, ground=ground)
    answered.do("close", "manager", ground=ground, reason="two offers made, recourse told")


@pytest.mark.parametrize(
    "tries",
    [
        [],
        TRIES[:2],
        [TRIES[0]] * 3,
        [*TRIES[:2], "2027-01-01T09:00:00+00:00"],
        [*TRIES[:2], "2020-01-01T09:00:00+00:00"],
    ],
)
def test_not_reachable_means_three_different_tries_that_were_made(answered: CaseBook, tries: list[str]) -> None:
    refused(answered, "close", because=InvalidCommand, ground="not_reachable", tries=tries)


def test_one_who_cannot_be_reached_gets_no_further_letters(answered: CaseBook) -> None:
    answered.do("close", ground="not_reachable", tries=TRIES)
    answered.pass_days(30)

    assert answered.kinds()[-1] == "not_upheld"


def test_a_lead_calls_once_more_before_one_who_gave_up_is_let_go(answered: CaseBook) -> None:
    called = "2026-06-01T09:30:00+00:00"
    refused(answered, "close", "lead", because=InvalidCommand, ground="gave_up")
    refused(answered, "close", "lead", because=InvalidCommand, ground="gave_up", called_at="2027-01-01T09:30:00+00:00")
    refused(answered, "close", because=NotAuthorised, ground="gave_up", called_at=called)
    answered.do("close", "lead", ground="gave_up", called_at=called)


def test_the_known_are_not_closed_as_anonymous_and_the_short_route_is_for_later(answered: CaseBook) -> None:
    refused(answered, "close", ground="anonymous")
    refused(answered, "close", ground="short_route")


def test_closing_waits_until_the_final_response_has_left() -> None:
    book = CaseBook().investigated("not_upheld")
    book.do("decide_no_prevention", "lead", reason="single event")
    book.do("send_final_response", personal=CAN_STILL_DO)

    assert "not left yet" in refused(book, "close", ground="accepted", **WORDS)
    book.deliver()
    book.do("close", ground="accepted", **WORDS)


def test_a_final_response_that_was_given_up_is_given_anew() -> None:
    book = CaseBook().investigated("not_upheld")
    book.do("send_final_response", personal=CAN_STILL_DO)
    effect = book.stuck("not_upheld", "blocked")
    assert "already" in refused(book, "send_final_response", personal={})
    book.do("send_letter", effect_id=effect, then="drop", reason="a sentence was wrong")

    book.do("send_final_response", personal=CAN_STILL_DO)
    assert len(book.letters("not_upheld")) == 1


def test_a_round_is_finally_answered_once(answered: CaseBook) -> None:
    assert "already" in refused(answered, "send_final_response", personal={})


def test_cancelled_tasks_are_no_prevention() -> None:
    book = CaseBook().investigated("not_upheld")
    book.do("add_prevention_task", **TASK)
    book.do("send_final_response", personal=CAN_STILL_DO)
    book.deliver()
    book.news("CASE-1-P1", state="cancelled")

    assert "prevention" in refused(book, "close", ground="accepted", **WORDS)
    book.do("decide_no_prevention", "quality", reason="the line is shut down")
    book.do("close", ground="accepted", **WORDS)


def test_withdrawal_is_the_customers_own_clear_word(book: CaseBook) -> None:
    assert "giving up is not withdrawal" in refused(book, "withdraw", because=InvalidCommand)
    book.do("withdraw", "customer", personal={"words": "I take it back"})

    assert book.stage() == "withdrawn"
    assert book.case.closing_ground is None


def test_what_is_withdrawn_is_not_acknowledged_any_more(book: CaseBook) -> None:
    book.stuck("acknowledgement", "failed")
    book.do("withdraw", "customer", personal={"words": "I take it back"})
    book.pass_days(1)

    assert [order.kind for order in book.letters()] == ["withdrawal_confirmed"]
    assert book.open_problems() == ["CASE-1/taken_back"]


def test_a_stuck_letter_of_a_withdrawn_complaint_is_nobodys_problem_any_more(book: CaseBook) -> None:
    book.deliver()
    book.do("ask_customer", personal={"questions": ["When?"]})
    effect = book.stuck("question", "blocked")
    book.do("withdraw", "customer", personal={"words": "I take it back"})

    assert effect not in book.open_problems()


def test_what_waits_for_the_morning_is_not_sent_after_a_withdrawal(book: CaseBook) -> None:
    book.deliver()
    book.do("ask_customer", personal={"questions": ["When?"]})
    book.do("withdraw", "customer", personal={"words": "I take it back"})
    book.stuck("question", "waiting")
    book.pass_days(1)

    assert book.letters("question") == []


@pytest.mark.parametrize("meaning", ["thanks", "question", "other"])
def test_a_message_after_closing_is_judged_by_a_person(meaning: str) -> None:
    book = CaseBook().closed("not_upheld")
    book.do("record_contact", "customer", meaning="thanks", personal={"words": "hello again"})
    assert book.case.contacts[0].meaning == "", "a sender's own label is no judgement"
    refused(book, "record_contact", "customer", because=NotAuthorised, contact="K1", meaning=meaning)

    book.do("record_contact", contact="K1", meaning=meaning)
    book.pass_days(3)
    assert "CASE-1/message/K1" not in book.open_problems()


def test_a_message_nobody_judges_becomes_a_problem_until_somebody_does() -> None:
    book = CaseBook().closed("not_upheld")
    book.do("record_contact", "customer", personal={"words": "it broke again"})
    book.pass_days(3)
    assert book.open_problems() == ["CASE-1/message/K1"]

    book.do("record_contact", contact="K1", meaning="same_matter")
    assert "CASE-1/message/K1" not in book.open_problems()
    assert ("lead", "the customer came back on the same matter (K1)") in book.told()


def test_a_message_on_the_last_day_is_still_judged() -> None:
    book = CaseBook().closed("not_upheld")
    book.pass_days(89.9)
    before = book.case.settles_at
    book.do("record_contact", "customer", personal={"words": "it broke again"})

    assert before is not None
    assert book.case.settles_at is not None
    assert book.case.settles_at > before
    assert book.case.settles_at >= max(wait.at for wait in book.case.waits)


def test_aftercare_then_the_survey_once_and_a_bad_answer_offers_reopening() -> None:
    book = CaseBook().closed("not_upheld")
    refused(book, "answer_survey", "customer", score=1)
    book.pass_days(15)
    assert book.kinds()[-2:] == ["aftercare", "survey"]

    book.do("answer_survey", "customer", score=2)
    assert book.case.reopening_offered
    assert ("lead", "a bad survey answer (2 of 5)") in book.told()
    refused(book, "answer_survey", "customer", score=5)

    book.do("reopen", "lead", reason="the customer is not content")
    assert book.case.round == 2


def test_the_survey_is_asked_once_in_a_life_not_once_in_a_round() -> None:
    book = CaseBook().closed("not_upheld")
    book.pass_days(15)
    book.do("reopen", "lead", reason="it came back")
    second_round(book)
    book.pass_days(15)

    assert book.kinds().count("survey") == 1


def test_nobody_is_asked_how_it_was_handled_after_a_fright() -> None:
    book = CaseBook(category="safety.overheating").answered("not_upheld")
    book.do("close", ground="accepted", **WORDS)
    book.deliver()
    book.pass_days(30)

    assert "survey" not in book.kinds()
    assert book.case.survey_not_asked == "not asked after injury, danger or bereavement, or in legal matters"


def test_aftercare_comes_first_and_the_survey_within_a_week_of_closing() -> None:
    book = CaseBook().closed("not_upheld")
    days = {wait.name: (wait.at - book.now).days for wait in book.case.waits}

    assert days["aftercare_asked"] < days["survey_asked"] <= 7
    assert days["survey_asked"] >= 3


@pytest.mark.parametrize("days, asked", [(89, False), (90, True), (None, True)])
def test_nobody_is_asked_twice_in_ninety_days(days: int | None, asked: bool) -> None:
    book = CaseBook().closed("not_upheld")
    survey = next(due for due in book.agenda() if due.key.startswith("wait/survey_asked"))
    book.surveyed = None if days is None else survey.at - timedelta(days=days)
    book.pass_days(15)

    assert ("survey" in book.kinds()) is asked
    assert ("nobody is asked twice in 90 days" in book.case.survey_not_asked) is not asked


def test_who_leaves_dissatisfied_is_asked_and_who_goes_to_law_is_not() -> None:
    book = CaseBook().answered("not_upheld")
    book.do("close", "manager", ground="dissatisfied", reason="every offer was made; the ombudsman was named")
    book.pass_days(15)
    assert "survey" in book.kinds()

    at_law = CaseBook().answered("not_upheld")
    at_law.do("close", "manager", ground="legal", reason="the lawyers go on; the ombudsman was named")
    at_law.pass_days(15)
    assert "survey" not in at_law.kinds()
    assert "legal matters" in at_law.case.survey_not_asked


def test_three_questions_each_with_its_number() -> None:
    book = CaseBook().closed("not_upheld")
    book.pass_days(15)
    refused(book, "answer_survey", "customer", because=InvalidCommand, personal={"words": "fine"})
    book.do("answer_survey", "customer", heard=5, informed=4, fair=4, personal={"words": "quick and kind"})

    assert book.case.survey_score == 4
    assert book.case.survey_answers == {"heard": 5, "informed": 4, "fair": 4}
    assert not book.case.reopening_offered


@pytest.mark.parametrize("flag", ["injury", "legal", "bereavement"])
def test_no_survey_after_injury_or_bereavement_or_in_legal_matters(flag: str) -> None:
    book = CaseBook().answered("not_upheld")
    book.do("reclassify", flags=[flag], reason="we learnt of it")
    book.do("close", ground="accepted", **WORDS)
    book.pass_days(15)

    assert "survey" not in book.kinds()


def second_round(book: CaseBook, **close: Any) -> None:
    book.deliver()
    book.do("waive_apology", "lead", reason="the customer wants none")
    book.do("waive_root_cause", "lead", reason="known issue")
    book.decided("not_upheld", "lead", "another.lead")
    book.do("send_final_response", personal=CAN_STILL_DO)
    book.deliver()
    book.do("close", **(close or {"ground": "accepted", **WORDS}))
    book.deliver()


def test_a_new_round_has_its_own_clocks_and_keeps_the_old_breaches() -> None:
    book = CaseBook()
    book.pass_days(3)
    book.do("withdraw", "customer", personal={"words": "enough"})
    book.pass_days(10)
    reopened = book.now
    book.do("reopen", "lead", reason="the customer came back")

    first = {d.duty: d.state for d in book.case.deadlines if d.round == 1}
    assert first["acknowledge"] == "breached"
    assert set(first.values()) <= {"breached", "cancelled", "met"}
    second = [d for d in book.case.deadlines if d.round == 2]
    assert {d.state for d in second} == {"running"}
    assert {d.anchor_at for d in second} == {reopened}
    assert {d.duty for d in second} >= {"acknowledge", "final_response", "root_cause"}
    assert book.case.escalation == 1


def test_a_review_stops_the_clocks_that_still_ran_in_the_round_before(book: CaseBook) -> None:
    book.deliver()
    book.decided("not_upheld")
    book.do("send_final_response", personal=CAN_STILL_DO)
    book.deliver()
    book.do("request_review", "customer")

    assert "running" not in {d.state for d in book.case.deadlines if d.round == 1}
    assert {d.duty: d.state for d in book.case.deadlines if d.round == 1}["root_cause"] == "cancelled"


def test_a_new_round_is_acknowledged_once() -> None:
    book = CaseBook().closed("not_upheld")
    book.do("reopen", "lead", reason="it came back")
    book.deliver()

    assert book.kinds().count("reopened") == 1
    assert book.case.acknowledged_rounds == [1, 2]
    refused(book, "acknowledge", medium="phone")


def test_rounds_are_bounded_by_the_policy() -> None:
    book = CaseBook().closed("not_upheld")
    for _ in range(2):
        book.do("reopen", "lead", reason="it came back")
        second_round(book)

    assert "3 rounds" in refused(book, "reopen", "lead", reason="it came back")
    assert "3 rounds" in refused(book, "request_review", "customer")


def test_the_window_of_reopening_ends() -> None:
    book = CaseBook().closed("not_upheld")
    book.pass_days(91)

    assert "linked complaint" in refused(book, "reopen", "lead", because=ComplaintSettled, reason="it came back")


def test_after_the_final_response_no_update_and_no_offer_is_overdue(answered: CaseBook) -> None:
    answered.pass_days(40)

    assert not [d.duty for d in answered.case.deadlines if d.state == "breached"]


def test_a_customer_who_wants_no_more_contact_gets_neither_aftercare_nor_survey() -> None:
    book = CaseBook(opened={"preferences": {"no_contact": "yes"}}).closed()
    book.pass_days(30)
    assert not {"aftercare", "survey"} & set(book.kinds())
    assert not [one for one in book.case.deadlines if one.duty == "follow_up" and one.state == "breached"]


def test_the_call_before_one_who_gave_up_is_let_go_was_made_about_this_complaint(answered: CaseBook) -> None:
    before = "2026-06-01T08:59:00+00:00"
    said = refused(answered, "close", "lead", because=InvalidCommand, ground="gave_up", called_at=before)
    assert "before the complaint was received" in said


# --- what is still to come when it is closed -------------------------------------------------------------------------------

REOPEN = "reopen if the matter comes back"


def test_what_is_next_when_it_is_closed_names_only_what_still_goes_out() -> None:
    book = CaseBook().closed()
    assert next_act(book.case).what == f"aftercare and survey go out by themselves; {REOPEN}"
    book.pass_days(40)
    assert next_act(book.case).what == REOPEN


def test_nobody_is_told_of_a_letter_that_is_not_written() -> None:
    hurt = CaseBook().closed()
    hurt.case.flags.append("injury")
    assert next_act(hurt.case).what == f"the aftercare letter goes out by itself; {REOPEN}"
