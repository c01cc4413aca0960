"""Safety is asked, not guessed (desk, C15), and what is critical is reported within the half hour (C16)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from domain.errors import IllegalCommand, InvalidCommand, NotAuthorised
from messages.deeds import LetterOrder
from policies.receipt import not_to, safety_asked
from policies.triage import read
from tests.procedure.case_book import MONDAY, CaseBook
from tests.procedure.refusing import refused
from workflows.procedure.next_act import next_act

RULES = read(
    (Path(__file__).parents[2] / "policies" / "data" / "triage.yaml").read_text(encoding="utf-8"), "triage.yaml"
)
CALM: dict[str, Any] = {"hurt": False, "in_use": True, "kept": True}
CALLED: dict[str, Any] = {"medium": "phone", "direction": "out", "personal": {"words": "nobody was hurt"}}
KNOWN: dict[str, Any] = {"report": "situation", "personal": {"text": "a toaster smoked", "unknown": "the lot"}}


def due(book: CaseBook, duty: str) -> list[tuple[str, object]]:
    return [(one.state, one.due) for one in book.case.deadlines if one.duty == duty]


def asked(**changes: Any) -> CaseBook:
    return CaseBook(opened={"safety_asked": True, "stop_using": True}, category="safety.overheating", **changes)


@pytest.mark.parametrize(
    "intake, calls",
    [
        ({"category": "safety.fire"}, True),
        ({"category": "delivery", "personal": {"description": "the cable was smoking"}}, True),
        ({"category": "safety.fire", "harm": {"injury": False}}, False),
        ({"category": "safety.fire", "harm": {"money": True}}, True),
        ({"category": "delivery", "harm": {"money": True}, "personal": {"description": "my hand was burned"}}, True),
        ({"category": "safety.fire", "harm": {"others_at_risk": False}}, True),
        ({"category": "billing", "harm": {"money": True}}, False),
        ({"category": "safety.fire", "anonymous": True}, False),
        ({"category": "safety.fire", "source": "import:cfpb-2017"}, False),
        ({"category": "billing"}, False),
    ],
)
def test_a_call_is_owed_where_harm_is_suspected_and_nobody_has_said_anything_of_it(
    intake: dict[str, Any], calls: bool
) -> None:
    assert safety_asked({"channel": "email", **intake}, RULES) is calls


@pytest.mark.parametrize(
    "category, asked, harm, advice",
    [
        ("product_quality", False, {"injury": True}, "use"),
        ("product_quality", True, {}, "use"),
        ("product_quality.foreign_object", True, {}, "eat"),
        ("product_quality.foreign_object", False, {"injury": True}, "eat"),
        ("product_quality.condition_of_home", True, {}, ""),
        ("product_quality.condition_of_home", False, {"injury": True}, ""),
        ("safety.transport", False, {"others_at_risk": True}, ""),
        ("staff_conduct", False, {"injury": True}, ""),
        ("staff_conduct", True, {}, ""),
        ("something_of_a_service", True, {}, "use"),
        ("something_of_a_service", False, {"injury": True}, ""),
        ("product_quality", False, {}, ""),
        ("delivery", True, {}, "use"),
    ],
)
def test_what_may_hurt_is_left_alone_food_is_not_eaten_and_nobody_is_told_to_stop_using_their_home(
    category: str, asked: bool, harm: dict[str, bool], advice: str
) -> None:
    assert not_to({"category": category, "harm": harm}, asked, RULES) == advice


def test_the_first_task_is_a_call_within_the_hour_and_the_advice_goes_out_with_the_acknowledgement() -> None:
    book = asked()

    assert due(book, "safety_call") == [("running", MONDAY + timedelta(minutes=60))]
    assert book.open_problems() == ["safety"]
    assert book.letters("acknowledgement")[0].facts["stop_using"] is True


def test_the_owner_is_reminded_and_a_call_that_is_not_made_goes_up_a_level() -> None:
    book = asked()
    book.come("warning/safety_call")
    assert book.told()[-1][1].startswith("safety_call is due")
    book.come("breach/safety_call")

    assert (due(book, "safety_call")[0][0], book.case.escalation) == ("breached", 1)


def test_the_recorded_call_meets_it_with_its_answers() -> None:
    book = asked()
    book.do("record_contact", safety=CALM, **CALLED)

    assert due(book, "safety_call")[0][0] == "met"
    assert book.open_problems() == []
    assert (book.case.safety[0].in_use, book.case.safety[0].contact) == (True, "K1")
    assert (book.case.severity, "injury" in book.case.flags) == ("medium", False)


def test_who_was_hurt_makes_it_critical_reported_and_proposed_to_the_authority() -> None:
    book = CaseBook("jp-standard", opened={"safety_asked": True}, category="safety.overheating")
    book.do("record_contact", safety={**CALM, "hurt": True}, **CALLED)

    assert (book.case.severity, book.case.flags) == ("critical", ["injury"])
    assert due(book, "first_report") == [("running", MONDAY + timedelta(minutes=30))]
    assert "parallel/jp-product-accident" in book.open_problems()
    assert next_act(book.case).what.startswith("first report")  # of half an hour, before the report of ten days


def test_safety_is_asked_by_a_person_of_the_desk_who_speaks() -> None:
    book = asked()
    refused(book, "record_contact", because=InvalidCommand, safety=CALM, **{**CALLED, "medium": "email"})
    refused(book, "record_contact", "customer", because=NotAuthorised, safety=CALM, **CALLED)


def test_what_is_critical_is_reported_to_the_head_of_the_desk_within_the_half_hour() -> None:
    book = CaseBook(severity="critical")
    assert due(book, "first_report") == [("running", MONDAY + timedelta(minutes=30))]
    book.now += timedelta(minutes=20)
    book.do("note", **KNOWN)

    assert due(book, "first_report")[0][0] == "met"
    assert due(book, "further_report") == [("running", book.now + timedelta(hours=4))]
    notice = [one for one in book.pending if isinstance(one, LetterOrder) and one.kind == "notice"][-1]
    assert (notice.facts["to"], notice.personal) == ({"id": "manager"}, KNOWN["personal"])


def test_a_report_says_what_is_not_known() -> None:
    book = CaseBook(severity="critical")

    assert "unknown" in refused(
        book, "note", because=InvalidCommand, report="situation", personal={"text": "it smoked"}
    )


def test_further_reports_follow_until_it_is_stood_down_and_the_head_of_the_desk_reads_them() -> None:
    book = CaseBook(severity="critical")
    book.do("note", **KNOWN)
    book.do("acknowledge_escalation", "lead")
    book.do("acknowledge_escalation", "manager")
    assert book.case.reports[0].acknowledged_by == "mana.manager"
    refused(book, "acknowledge_escalation", "manager")
    book.do("note", **KNOWN)
    assert [state for state, _ in due(book, "further_report")] == ["met", "running"]

    refused(book, "note", because=NotAuthorised, report="stood_down", personal={"text": "all is safe"})
    book.do("note", "lead", report="stood_down", personal={"text": "all is safe"})
    assert [state for state, _ in due(book, "further_report")] == ["met", "cancelled"]


def test_a_report_that_does_not_come_is_a_breach() -> None:
    book = CaseBook(severity="critical")
    book.come("breach/first_report")

    assert due(book, "first_report")[0][0] == "breached"
    book.do("note", **KNOWN)
    assert due(book, "first_report")[0][0] == "breached"


def test_what_turns_out_critical_is_reported_from_then_on_and_what_does_not_no_more() -> None:
    book = CaseBook()
    refused(book, "note", because=IllegalCommand, **KNOWN)
    book.pass_days(1)
    book.do("reclassify", severity="critical", reason="somebody was hurt")
    assert due(book, "first_report") == [("running", book.now + timedelta(minutes=30))]

    book.do("reclassify", severity="high", reason="a scratch")
    assert due(book, "first_report")[0][0] == "cancelled"


@pytest.mark.parametrize(
    "not_to, said", [("use", "advise them not to use it for now"), ("eat", "advise them not to eat or drink it")]
)
def test_whoever_acknowledges_by_word_of_mouth_is_told_to_give_the_advice_no_letter_gives(
    not_to: str, said: str
) -> None:
    advised = {"stop_using": True, "not_to": not_to}
    told = ("hanako.handler", "no letter gives the customer the advice on safety")
    book = CaseBook(opened=advised)
    assert said in book.do("acknowledge", medium="phone").hints[-1]
    assert told in book.told()

    when_taken = CaseBook(opened=advised, channel="phone", facts={"acknowledged": "phone"})
    assert told in when_taken.told()
    assert told not in CaseBook(opened=advised).told(), "the acknowledgement gives it"


def test_where_the_rule_asks_for_writing_a_letter_written_again_gives_the_advice() -> None:
    book = CaseBook("uk-fca-disp", opened={"stop_using": True})
    effect = book.stuck("acknowledgement", "blocked")
    book.do("send_letter", effect_id=effect, then="drop", reason="wrong name")
    book.do("acknowledge", medium="phone")

    assert book.letters("acknowledgement")[0].facts["stop_using"] is True


@pytest.mark.parametrize("place", ["merged", "withdrawn"])
def test_the_first_report_is_asked_for_only_while_it_is_worked_on(place: str) -> None:
    book = CaseBook(severity="critical")
    assert "第一報" in next_act(book.case).what
    if place == "merged":
        book.do("merge", into="OTHER-1", reason="the same order")
    else:
        book.do("withdraw", "customer", personal={"words": "I take it back"})

    assert book.stage() == place
    assert "第一報" not in next_act(book.case).what
