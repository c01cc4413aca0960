from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from domain.errors import InvalidCommand
from domain.words import Measure
from messages.japanese import japanese
from messages.news import News
from messages.tasks import TaskStart
from tests.procedure.beside_matrix import TASK_STATES, TaskBook
from tests.procedure.case_book import CAUSE, FOUND, TASK, CaseBook
from tests.procedure.refusing import refused


def test_a_task_starts_with_the_category_of_its_cause_and_no_personal_data(book: CaseBook) -> None:
    book.do("record_root_cause", **CAUSE)
    book.do("add_prevention_task", cause="C1", **TASK)
    start = next(effect for effect in book.pending if isinstance(effect, TaskStart))

    assert (start.task_id, start.cause, start.owner) == ("CASE-1-P1", "packaging", "carl.carton")
    assert "personal" not in start.model_dump()


def test_a_task_cannot_be_due_in_the_past(book: CaseBook) -> None:
    refused(book, "add_prevention_task", because=InvalidCommand, **{**TASK, "due": "2026-05-31"})
    book.do("add_prevention_task", **{**TASK, "due": "2026-06-01"})


def test_a_task_takes_the_place_of_the_waiver(book: CaseBook) -> None:
    book.do("decide_no_prevention", "lead", reason="single event")
    book.do("add_prevention_task", **TASK)

    assert book.case.waivers == []
    refused(book, "decide_no_prevention", "lead", reason="single event")


def test_a_successor_follows_a_task_that_exists(book: CaseBook) -> None:
    refused(book, "add_prevention_task", follows="CASE-1-P9", **TASK)
    book.do("add_prevention_task", **TASK)
    book.do("add_prevention_task", follows="CASE-1-P1", **TASK)


def test_an_ineffective_measure_brings_its_successor_and_escalates_once(book: CaseBook) -> None:
    book.do("add_prevention_task", **TASK)
    successor = {"task_id": "CASE-1-P1.2", "due": "2026-09-01"}
    for _ in range(2):
        book.news("CASE-1-P1", state="checked", verdict="ineffective", successor=successor)

    assert [(task.id, task.verdict, task.undecided) for task in book.case.prevention] == [
        ("CASE-1-P1", "ineffective", False),
        ("CASE-1-P1.2", None, True),
    ]
    assert book.case.prevention[0].successor == "CASE-1-P1.2"
    assert book.case.escalation == 1


@pytest.mark.parametrize(
    "title, known", [("the vents stay open", "the vents stay open"), (None, "one carton size per product")]
)
def test_the_measure_that_takes_an_ineffective_ones_place_may_be_named_at_once(title: str | None, known: str) -> None:
    task = TASK_STATES["done"]()
    named = {"title": title} if title else {}
    task.do("record_effectiveness", "quality", verdict="ineffective", reason="the wall is wet again", **named)
    [successor] = [effect for effect in task.effects if isinstance(effect, TaskStart)]
    [told] = [effect for effect in task.effects if isinstance(effect, News)]

    assert (successor.task_id, successor.title) == ("CASE-1-P1.2", known)
    case = CaseBook()
    case.do("add_prevention_task", **{**TASK, "title": "one carton size per product"})
    case.news("CASE-1-P1", **{key: value for key, value in told.body.items() if key != "task_id"})
    assert [one.title for one in case.case.prevention] == ["one carton size per product", known]


def test_a_measure_that_works_has_none_in_its_place() -> None:
    task = TASK_STATES["done"]()
    with pytest.raises(
        InvalidCommand, match="title: names what takes the place of an ineffective measure; leave it out"
    ):
        task.do("record_effectiveness", "quality", verdict="effective", reason="dry", title="the vents stay open")


def test_news_of_a_task_nobody_knows_changes_nothing(book: CaseBook) -> None:
    before = book.case.model_dump_json(exclude={"revision"})
    book.news("OTHER-1-P1", state="done")

    assert book.case.model_dump_json(exclude={"revision"}) == before


def test_prevention_runs_on_after_closing() -> None:
    book = CaseBook().closed()
    book.news("CASE-1-P1", state="done", done_on="2026-06-20", what="done")
    book.do("add_prevention_task", **TASK)

    assert book.case.prevention[0].done_on is not None
    assert len(book.case.prevention) == 2


def test_what_went_elsewhere_without_a_cause_has_nothing_to_prevent_here(book: CaseBook) -> None:
    book.deliver()
    book.do("merge", into="OTHER-1", reason="the same order")

    refused(book, "add_prevention_task", **TASK)


SAFE: dict[str, Any] = {"kind": "containment", "owner": "carl.carton", "title": "stop the sale of the lot"}


@pytest.mark.parametrize("opened", [{"opened": {"severity": "critical"}}, {"category": "safety.overheating"}])
def test_what_contains_a_danger_is_done_within_a_day(opened: dict[str, Any]) -> None:
    book = CaseBook(**opened)

    told = refused(book, "add_prevention_task", because=InvalidCommand, due="2026-06-03", **SAFE)
    assert "within a day: 2026-06-02 at the latest" in told
    book.do("add_prevention_task", due="2026-06-02", **SAFE)
    book.do("add_prevention_task", **{**TASK, "kind": "corrective"})


def test_elsewhere_a_containment_has_the_day_it_needs(book: CaseBook) -> None:
    book.do("add_prevention_task", due="2026-06-30", **SAFE)


def test_a_measure_says_how_strong_it_is_and_what_it_answers(book: CaseBook) -> None:
    book.do("record_root_cause", **CAUSE)
    book.do("record_root_cause", **{**CAUSE, "category": "inspection", "escape": True})
    book.do("add_prevention_task", measure="make_impossible", addresses="occurrence", **TASK)
    book.do("add_prevention_task", cause="C2", **TASK)
    book.do("add_prevention_task", **TASK)

    assert [(one.measure, one.addresses) for one in book.case.prevention] == [
        ("make_impossible", "occurrence"),
        (None, "escape"),
        (None, None),
    ]
    starts = [effect for effect in book.pending if isinstance(effect, TaskStart)]
    assert (starts[0].measure, starts[1].addresses) == ("make_impossible", "escape")


@pytest.mark.parametrize("measure", ["training", "reminder"])
def test_what_rests_on_attention_alone_is_accepted_with_a_reason(measure: Measure) -> None:
    book = TaskBook()
    book.task.measure = measure
    book.do("submit_evidence", "handler", evidence=["list-1"])

    with pytest.raises(InvalidCommand, match="say why nothing stronger is possible"):
        book.do("review", "quality", verdict="done")
    book.do("review", "quality", verdict="done", reason="the step is done by hand, once a year")
    assert book.task.state == "done"
    assert "once a year" in book.task.timeline[-1].what


def test_a_stronger_measure_is_accepted_as_it_is() -> None:
    book = TaskBook()
    book.task.measure = "procedure"
    book.do("submit_evidence", "handler", evidence=["list-1"])
    book.do("review", "quality", verdict="done")

    assert book.task.state == "done"


def faulty_goods_back(*addresses: str) -> CaseBook:
    book = CaseBook()
    book.deliver()
    book.do("request_item", prepaid=True, personal={"what": "the plate"})
    book.do("record_item", item="G1", what="arrived", personal={"condition": "in two pieces"})
    book.do("apologise", kind="regret", personal={"told_us": "the plate arrived in pieces"})
    book.do("record_root_cause", **CAUSE)
    book.do("record_root_cause", **{**CAUSE, "category": "inspection", "escape": True})
    book.do("decide", heads=[{"head": "all", "outcome": "upheld"}], personal=FOUND)
    book.do("apologise", "lead", kind="responsibility", personal={"wrong": "we packed it badly"})
    for side in addresses:
        book.do("add_prevention_task", addresses=side, **TASK)
    book.do("send_final_response", personal={})
    book.deliver()
    return book


def test_closing_names_the_side_of_the_cause_that_no_measure_answers() -> None:
    receipt = faulty_goods_back("occurrence").answer("close", ground="accepted", personal={"words": "fine"})
    assert [hint for hint in receipt.hints if "no measure against: escape 流出原因" in hint]

    assert japanese("closed with faulty goods and no measure against: escape 流出原因").endswith("流出原因")

    receipt = faulty_goods_back("occurrence", "escape").answer("close", ground="accepted", personal={"words": "fine"})
    assert not [hint for hint in receipt.hints if "no measure against" in hint]


def test_whoever_opens_a_measure_hears_that_letters_need_words_for_it(book: CaseBook) -> None:
    assert "give personal.to_customer" in book.answer("add_prevention_task", **TASK).hints[0]
    assert not book.answer("add_prevention_task", **TASK, personal={"to_customer": "one carton per plate"}).hints


def test_what_was_done_before_this_round_is_no_longer_told_as_a_change() -> None:
    book = CaseBook().closed()
    book.news("CASE-1-P1", state="done", done_on="2026-06-02", what="done")
    book.now += timedelta(days=2)
    book.do("reopen", "lead", reason="it broke again", personal={"words": "it broke again"})
    book.do("add_prevention_task", **{**TASK, "title": "cartons with a lining"})
    book.decided()
    book.do("send_final_response", personal={})

    (order,) = book.letters("final_response")
    assert [one["state"] for one in order.facts["prevention"]] == ["planned"]
    assert order.personal is not None
    assert order.personal["prevention"] == {"0": "cartons with a lining"}


def test_an_owner_whom_the_team_does_not_know_is_taken_and_said(book: CaseBook) -> None:
    book.case.team_names = {"leo.lead": {"en": "Leo Lead"}}

    hints = book.answer("add_prevention_task", **{**TASK, "owner": "STAFF-ID"}).hints
    assert any("STAFF-ID is not in the team" in hint for hint in hints)
