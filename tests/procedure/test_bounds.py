from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, get_args, get_origin

import pytest

from domain.case import Case
from domain.errors import InvalidCommand
from domain.obligation import Obligation
from domain.record import Record
from domain.task import Task
from messages.obligation_commands import OBLIGATIONS
from messages.task_commands import TASKS
from tests.procedure.beside_matrix import TaskBook
from tests.procedure.case_book import CAUSE, PEOPLE, TASK, CaseBook
from tests.procedure.refusing import refused
from workflows.details import details_of
from workflows.procedure.bounds import BESIDE, CASE, WITHIN
from workflows.procedure.keeping import LINES, MOST_ENTRIES


def lists_of(record: type[Record]) -> Iterator[str]:
    """Every list of a record and of the records it holds."""
    for name, field in record.model_fields.items():
        sorts = list(_sorts(field.annotation))
        if any(get_origin(sort) is list for sort in sorts):
            yield f"{record.__name__}.{name}"
        for sort in sorts:
            if isinstance(sort, type) and issubclass(sort, Record):
                yield from lists_of(sort)


def _sorts(annotation: Any) -> Iterator[Any]:
    yield annotation
    for inner in get_args(annotation):
        yield from _sorts(inner)


def test_every_list_of_a_case_has_a_bound() -> None:
    assert {*lists_of(Case)} == {f"Case.{name}" for name in CASE} | {*WITHIN}


def test_every_list_of_a_task_and_of_an_obligation_has_a_bound() -> None:
    found = {*lists_of(Task), *lists_of(Obligation)} - {*WITHIN}

    assert {name.removeprefix("Task.").removeprefix("Obligation.") for name in found} == {*BESIDE}


INQUIRY: dict[str, Any] = {"to": "factory-2", "due": "2026-06-20", "personal": {"question": "Why?"}}
CALL: dict[str, Any] = {"what": "call_back", "due": "2026-06-10", "medium": "phone", "personal": {"what": "news"}}


@pytest.mark.parametrize(
    "name, body, sort, do",
    [
        ("request_investigation", INQUIRY, "inquiries", "record_finding for those that are open"),
        ("promise", CALL, "promises", "keep, or move with move_promise, what was promised"),
        ("add_prevention_task", TASK, "prevention", "put several measures into one task"),
    ],
)
def test_of_what_is_open_one_too_many_is_refused_with_what_to_do(
    book: CaseBook, name: str, body: dict[str, Any], sort: str, do: str
) -> None:
    most = CASE[sort].most
    for _ in range(most):
        book.do(name, **body)

    assert f"{sort}: {most} are the most; {do}" in refused(book, name, **body)
    book.do("note", personal={"text": "still to be written down"})
    book.do("withdraw", "customer", personal={"words": "leave it, please"})


def test_room_is_made_by_ending_what_is_open(book: CaseBook) -> None:
    for _ in range(CASE["inquiries"].most):
        book.do("request_investigation", **INQUIRY)
    refused(book, "request_investigation", **INQUIRY)

    book.do(
        "record_finding", investigation="I1", result="found", evidence=["doc-1"], personal={"finding": "the carton"}
    )

    book.do("request_investigation", **INQUIRY)


def test_what_is_over_goes_and_what_is_open_stays() -> None:
    book = CaseBook(personal={"description": "説" * 32_000})
    book.do("ask_customer", personal={"questions": ["Which one?"]})
    for number in range(2, 80):
        book.do("ask_customer", personal={"questions": ["When?"]})
        book.do("record_answer", question=f"Q{number}", personal={"answer": "答" * 400})

    kept = [question.id for question in book.case.questions]
    assert kept[0] == "Q1"
    assert len(kept) == 41
    assert kept[-1] == "Q79"


def test_the_page_shows_what_is_open_first_and_says_how_many_more_there_are(book: CaseBook) -> None:
    book.do("record_root_cause", **CAUSE)
    for _ in range(28):
        book.do("request_investigation", **INQUIRY)
    for number in range(1, 23):
        book.do("record_finding", investigation=f"I{number}", result="found", evidence=["d"], personal={"finding": "x"})

    page = details_of(book.case)

    shown = [line for line in page.splitlines() if line.startswith("- inquiry I")]
    assert [line.split()[2].rstrip(":") for line in shown[:6]] == ["I28", "I27", "I26", "I25", "I24", "I23"]
    assert f"- … {28 - len(shown)} more 他{28 - len(shown)}件: *Queries → case*" in page


def test_the_timeline_of_a_task_keeps_its_newest_lines() -> None:
    book = TaskBook()
    for number in range(MOST_ENTRIES + 10):
        book.do("move_due", "quality", due="2027-06-01", reason=f"{number} {'理' * 900}")

    lines = [entry.what for entry in book.task.timeline]
    assert sum(len(line.encode()) for line in lines) <= LINES
    assert f"{MOST_ENTRIES + 9} " in lines[-1]
    assert book.task.timeline_dropped + len(lines) > MOST_ENTRIES


@pytest.mark.parametrize("commands, name", [(TASKS, "submit_evidence"), (OBLIGATIONS, "correct_awareness")])
def test_a_command_on_a_task_or_an_obligation_has_a_largest_size(commands: Any, name: str) -> None:
    body = {**commands.example(name), "evidence": ["e" * 90] * 1_000}
    body["by"]["id"] = PEOPLE["lead"]

    with pytest.raises(InvalidCommand, match=r"larger than 64 kB; name one document that lists the others") as told:
        commands.check(name, body)
    assert "eeee" not in json.dumps(str(told.value))
