"""What is open when something happens to the complaint: it comes on its day, to whoever has the case then, or it ends on record."""

from __future__ import annotations

from typing import Any

import pytest

from tests.procedure.alphabet import SETTLED
from tests.procedure.case_book import ASKED_OF_PEOPLE, PEOPLE, REFUND, TASK, CaseBook
from tests.procedure.places import CARE, HEADS
from tests.procedure.refusing import refused
from workflows.procedure.next_act import next_act

NO_COMPLAINT: dict[str, Any] = {"kind": "enquiry", "reason": "it was a question only"}
COMPLAINT: dict[str, Any] = {"kind": "complaint", "reason": "the customer is not content"}


def acknowledged(**changes: Any) -> CaseBook:
    book = CaseBook(**changes)
    book.deliver()
    return book


# --- taken for a complaint, and back ----------------------------------------------------------------------------------------


def test_a_pause_ends_with_the_complaint_that_was_none_and_a_later_one_does_not_stand_still() -> None:
    book = acknowledged()
    book.do("pause", "lead", reason="the customer is abroad")
    book.do("reclassify", "lead", **NO_COMPLAINT)
    assert not book.case.paused

    book.do("reclassify", "lead", **COMPLAINT)
    assert [one.duty for one in book.case.deadlines if one.state == "suspended"] == []
    assert [due for due in book.agenda() if due.key.startswith("breach/final_response")]


def test_a_question_that_is_withdrawn_with_the_complaint_leaves_nobody_waiting_for_its_answer() -> None:
    book = acknowledged()
    book.do("ask_customer", personal={"questions": ["When?"]})
    book.deliver()
    book.do("reclassify", "lead", **NO_COMPLAINT)
    book.do("reclassify", "lead", **COMPLAINT)

    assert book.stage() == "investigating"
    assert "apologise" in next_act(book.case).what


@pytest.mark.parametrize("how", ["requested", "sent", "lost", "arrived", "kept"])
def test_goods_that_are_here_or_on_their_way_are_seen_to_before_it_is_no_complaint(how: str) -> None:
    book = acknowledged()
    book.do("request_item", personal={"what": "the plate"})
    if how in ("sent", "lost"):
        book.do("record_item", item="G1", what=how)
    elif how != "requested":
        book.do("record_item", item="G1", what="arrived", personal={"condition": "in pieces"})
    if how == "kept":
        book.do("record_item", item="G1", what="kept", until="2026-07-01")
    assert "G1" in refused(book, "reclassify", "lead", **NO_COMPLAINT)

    book.do("record_item", item="G1", what="returned" if how in ("arrived", "kept") else "refused")
    book.do("reclassify", "lead", **NO_COMPLAINT)


def test_nobody_takes_it_for_a_question_while_nobody_has_asked_whether_somebody_is_hurt() -> None:
    book = acknowledged(opened={"safety_asked": True, "stop_using": True}, category="safety.overheating")
    assert "nobody has asked yet" in refused(book, "reclassify", "lead", **NO_COMPLAINT)


# --- another person has it --------------------------------------------------------------------------------------------------

HANDED_OVER: dict[str, Any] = {
    "to": "nora.new",
    "reason": "knows the product",
    "personal": {"note": "all is on record"},
}


def test_what_its_handler_has_promised_is_owed_by_whoever_has_it_now_and_what_others_promised_by_them() -> None:
    book = acknowledged()
    book.do("promise", what="report", due="2026-06-10")
    book.do("promise", "lead", what="visit", due="2026-06-11")
    book.do("assign", "lead", **HANDED_OVER)
    assert [(one.id, one.owner) for one in book.case.promises[:2]] == [("PR1", "nora.new"), ("PR2", PEOPLE["lead"])]

    book.come("promise/remind/PR1")
    assert book.told()[-1] == ("nora.new", "promised: report by Wed 2026-06-10")


def test_what_others_find_out_is_told_to_whoever_has_it_now() -> None:
    book = acknowledged()
    book.do("request_investigation", to="factory-2", due="2026-06-10", personal={"question": "was it checked?"})
    book.do("assign", "lead", **HANDED_OVER)
    book.come("inquiry/remind")
    assert book.told()[-1][0] == "nora.new"

    book.do("record_finding", "investigator", investigation="I1", personal={"finding": "the guide was chipped"})
    assert ("nora.new", "I1 is answered") in book.told()


def test_the_first_word_goes_along_also_where_a_flare_up_gives_it_to_somebody_else() -> None:
    book = CaseBook().answered("not_upheld")
    book.do("assign", "lead", **HANDED_OVER)
    book.do("close", ground="accepted", personal={"words": "that settles it"})
    book.do("reopen", "lead", reason="it came back")
    book.come("promise/due/PR1")

    assert book.case.handler == PEOPLE["lead"]
    assert PEOPLE["lead"] in [to for to, what in book.told() if what.startswith("broken promise PR1")]
    assert "nora.new" not in [to for to, what in book.told() if what.startswith("broken promise PR1")]


# --- a message that nobody has judged ---------------------------------------------------------------------------------------


def test_a_message_after_closing_is_still_to_be_judged_when_it_is_reopened() -> None:
    book = CaseBook().closed()
    book.do("record_contact", "customer", personal={"words": "and where is my receipt?"})
    book.do("reopen", "lead", reason="it came back")
    book.pass_days(2)

    assert "CASE-1/message/K1" in book.open_problems()


def test_a_message_after_an_answer_is_still_to_be_judged_when_it_is_a_complaint_after_all() -> None:
    book = acknowledged(kind="praise")
    book.do("close", ground="answered", reason="thanked")
    book.do("record_contact", "customer", personal={"words": "and where is my receipt?"})
    book.do("reclassify", **COMPLAINT)
    book.pass_days(2)

    assert "CASE-1/message/K1" in book.open_problems()


def test_a_message_about_a_duplicate_is_judged_while_it_is_merged() -> None:
    book = acknowledged()
    book.do("merge", into="OTHER-1", reason="the same order")
    book.do("record_contact", "customer", personal={"words": "and where is my receipt?"})
    book.pass_days(2)

    assert book.open_problems() == ["CASE-1/message/K1"]


# --- an outside body, a new round ---------------------------------------------------------------------------------------------


def test_nobody_asks_whether_it_holds_while_an_outside_body_looks_at_it_and_nobody_is_late_with_that() -> None:
    book = CaseBook().closed()
    book.do("refer", "lead", body="consumer-centre", reason="the customer went there")
    book.pass_days(40)

    assert not book.letters("aftercare")
    assert [(one.duty, one.state) for one in book.case.deadlines if one.duty == "follow_up"] == [
        ("follow_up", "cancelled")
    ]
    assert not [what for _, what in book.told() if what.startswith("follow_up")]


@pytest.mark.parametrize("report, duty", [(False, "first_report"), (True, "further_report")])
def test_what_is_critical_is_reported_on_in_a_new_round_too(report: bool, duty: str) -> None:
    book = CaseBook().answered("not_upheld")
    book.do("reclassify", severity="critical", reason="another one caught fire")
    if report:
        book.do("note", report="situation", personal={"text": "a fire", "unknown": "the lot"})
    due = next(one.due for one in book.case.deadlines if one.duty == duty)
    book.do("request_review", "customer")
    assert [(one.due, one.round) for one in book.case.deadlines if one.duty == duty and one.state == "running"] == [
        (due, 2)
    ]
    book.come(f"breach/{duty}")

    assert any(what.startswith(f"{duty} is overdue") for _, what in book.told())


CRITICAL_ENDS: dict[str, tuple[str, dict[str, Any]]] = {
    "close": ("handler", {"ground": "accepted", "personal": {"words": "that settles it"}}),
    "withdraw": ("customer", {"personal": {"words": "I take it back"}}),
}


@pytest.mark.parametrize("name", CRITICAL_ENDS)
def test_the_head_of_the_desk_hears_that_a_critical_matter_ends_without_its_report(name: str) -> None:
    book = CaseBook().answered("not_upheld")
    book.do("reclassify", severity="critical", reason="another one caught fire")
    role, body = CRITICAL_ENDS[name]
    book.do(name, role, **body)

    assert any(to == "manager" and "first_report" in what for to, what in book.told())


def test_and_that_it_went_to_another_firm_without_it() -> None:
    book = acknowledged(severity="critical")
    book.do(
        "forward",
        "lead",
        to="carrier-1",
        consent="phone",
        reason="the driver is theirs",
        medium="phone",
        passed_on_at=book.now.isoformat(),
        personal={"firm_name": "Specimen Carriers", "why": "the driver is theirs"},
    )

    assert any(to == "manager" and "first_report" in what for to, what in book.told())


# --- goods on their way, a call about safety ------------------------------------------------------------------------------------


def test_goods_that_are_still_to_come_are_named_when_it_closes_by_itself_with_its_remedy() -> None:
    book = acknowledged()
    book.do("request_item", personal={"what": "the plate"})
    words = SETTLED["personal"] | {"remedy": "we pay it back"}
    book.do("resolve_now", **SETTLED | {"remedy": [REFUND], "personal": words})
    book.do("fulfil_remedy", "finance")
    book.provider("done")

    assert book.stage() == "closed"
    assert (PEOPLE["handler"], "closed with goods that the customer was asked for: G1") in book.told()


def test_goods_that_are_still_to_come_are_named_when_it_is_withdrawn() -> None:
    book = acknowledged()
    book.do("request_item", personal={"what": "the plate"})
    book.do("record_item", item="G1", what="sent")
    book.do("withdraw", "customer", personal={"words": "I take it back"})

    assert (PEOPLE["handler"], "withdrawn with goods that the customer was asked for: G1") in book.told()


def test_who_merges_hears_of_goods_on_their_way_and_of_a_call_that_nobody_has_made() -> None:
    book = acknowledged(opened={"safety_asked": True, "stop_using": True}, category="safety.overheating")
    book.do("request_item", personal={"what": "the kettle"})
    hints = book.do("merge", into="OTHER-1", reason="the same order").hints

    assert any("nobody has asked yet" in hint for hint in hints)
    assert (PEOPLE["handler"], "merged with goods that the customer was asked for: G1") in book.told()
    assert any(to == "lead" and "nobody has asked" in what for to, what in book.told())


# --- letters that ask for nothing any more --------------------------------------------------------------------------------------


def test_a_question_that_nobody_waits_for_any_more_does_not_leave_in_the_morning() -> None:
    book = acknowledged()
    book.do("ask_customer", personal={"questions": ["When?", "Where?"]})
    book.stuck("question", "waiting")
    book.do("withdraw_question", question="Q1", reason="found out")
    assert [due for due in book.agenda() if due.key.startswith("letter/")], "the other one is still asked"
    book.do("merge", into="OTHER-1", reason="the same order")

    assert not [due for due in book.agenda() if due.key.startswith("letter/")]


def test_a_reminder_of_a_question_that_was_answered_in_the_night_does_not_leave() -> None:
    book = acknowledged()
    book.do("ask_customer", personal={"questions": ["When?"]})
    book.deliver()
    book.come("wait/question_reminder")
    book.stuck("reminder", "waiting")
    book.do("record_answer", "customer", question="Q1", personal={"answer": "on Monday"})

    assert not [due for due in book.agenda() if due.key.startswith("letter/")]


# --- a measure that a letter promised -----------------------------------------------------------------------------------------


def measured() -> CaseBook:
    """The final response has promised a measure for its day; then the customer takes the complaint back."""
    book = CaseBook().investigated("upheld")
    book.do("apologise", "lead", kind="responsibility", personal={"wrong": "we packed it badly"})
    book.do("add_prevention_task", **TASK | {"due": "2026-07-01", "personal": {"to_customer": "a carton that fits"}})
    book.do("send_final_response", personal=ASKED_OF_PEOPLE)
    book.deliver()
    book.do("withdraw", "customer", personal={"words": "I take it back"})
    return book


def test_a_promised_measure_that_was_done_meanwhile_is_told_when_the_customer_is_back() -> None:
    book = measured()
    book.news("CASE-1-P1", state="done", what="done", done_on="2026-06-20")
    assert not book.letters("prevention_done")
    book.do("reopen", "lead", reason="the customer is back")

    assert len(book.letters("prevention_done")) == 1


def test_one_that_came_late_meanwhile_is_a_broken_promise_all_the_same() -> None:
    book = measured()
    book.pass_days(40)
    book.news("CASE-1-P1", what="overdue")
    book.do("reopen", "lead", reason="the customer is back")

    assert [(one.what, one.state) for one in book.case.promises] == [("measure", "broken")]


def test_one_that_was_cancelled_meanwhile_is_told_by_a_person() -> None:
    book = measured()
    book.news("CASE-1-P1", state="cancelled", what="cancelled")
    book.do("reopen", "lead", reason="the customer is back")

    assert any(what.endswith("promised to the customer: cancelled") for _, what in book.told())


# --- protection of the staff ------------------------------------------------------------------------------------------------


def test_who_splits_hears_that_the_new_complaint_knows_nothing_of_conduct_and_of_restrictions() -> None:
    book = acknowledged(heads=HEADS)
    book.do("flag_conduct", **CARE)
    hints = book.do("split", heads=["bill"], reason="another matter").hints

    assert any("F1" in hint for hint in hints)
    assert any(to == "lead" and "F1" in what for to, what in book.told())
