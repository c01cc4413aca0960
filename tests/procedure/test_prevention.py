from __future__ import annotations

from domain.errors import InvalidCommand
from messages.tasks import TaskStart
from tests.procedure.case_book import CAUSE, TASK, CaseBook
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

    assert [(task.id, task.verdict) for task in book.case.prevention] == [
        ("CASE-1-P1", "ineffective"),
        ("CASE-1-P1.2", None),
    ]
    assert book.case.prevention[0].successor == "CASE-1-P1.2"
    assert book.case.escalation == 1


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
