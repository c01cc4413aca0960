"""Anybody can send a signal: what is no news changes nothing and is somebody's to look at; so is what does not fit the record."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any

import pytest

from domain.case import Case
from domain.errors import IllegalCommand, InvalidCommand
from messages.news import News, read_news
from tests.procedure.case_book import MONDAY, TASK, CaseBook
from workflows.procedure import news_heard
from workflows.writer import Item, SingleWriter

AT = MONDAY.isoformat()
TASK_NEWS = {"to": "CASE-1", "at": AT, "what": "prevention"}
OBLIGATION_NEWS = {"to": "CASE-1", "at": AT, "what": "obligation"}


def body(of: dict[str, Any], **told: Any) -> dict[str, Any]:
    return {**of, "body": told}


@pytest.mark.parametrize(
    "sent, field",
    [
        (None, "news: "),
        ("SECRET", "news: "),
        ({}, "news: to, at, what: missing"),
        ({**TASK_NEWS, "what": "SECRET"}, "news: what: "),
        ({**TASK_NEWS, "at": "2026-06-01T09:00:00"}, "news: at: "),
        (body(TASK_NEWS), "news: task_id: "),
        (body(TASK_NEWS, task_id="CASE-1-P1", due="SECRET"), "news: due: "),
        (body(TASK_NEWS, task_id="CASE-1-P1", state="SECRET"), "news: state: "),
        (body(TASK_NEWS, task_id="CASE-1-P1", successor={"due": "2026-07-01"}), "news: successor.task_id: "),
        (body(TASK_NEWS, task_id="CASE-1-P1", owner="SECRET" * 100), "news: owner: "),
        (body(OBLIGATION_NEWS, id="CASE-1-x", state="SECRET"), "news: state: "),
        (body(OBLIGATION_NEWS, id="CASE-1-x", due="2026-06-01T09:00:00"), "news: due: "),
        ({**TASK_NEWS, "what": "merged"}, "news: reference: "),
    ],
)
def test_a_signal_that_is_no_news_is_refused_by_its_field_and_its_values_are_not_repeated(
    sent: Any, field: str
) -> None:
    with pytest.raises(InvalidCommand) as refused:
        read_news(sent)
    assert str(refused.value).startswith(field)
    assert "SECRET" not in str(refused.value)


def test_what_could_not_be_read_is_the_leads_until_a_note_says_what_was_meant() -> None:
    book = CaseBook()
    act = book.act()
    news_heard.unread(act, "news: due: not a date")
    book.keep(act)
    assert book.open_problems() == ["news/unread"]
    assert ("lead", "a signal could not be read and changed nothing (news: due: not a date)") in book.told()

    book.do("note", "lead", settles="news/unread", personal={"text": "it was meant for another complaint"})
    assert book.open_problems() == []


def test_what_was_heard_can_be_carried_to_the_next_run() -> None:
    book = CaseBook()
    book.do("add_prevention_task", **TASK)
    book.news("CASE-1-P1", state="done", done_on="2026-06-20", due="2026-06-30", what="done", later_field=1)

    [task] = Case.model_validate_json(book.case.model_dump_json()).prevention
    assert (task.state, str(task.done_on), str(task.due)) == ("done", "2026-06-20", "2026-06-30")


def test_two_tasks_that_speak_in_one_instant_are_two_pieces_of_news() -> None:
    one, other = (News(to="CASE-1", at=MONDAY, what="prevention", body={"task_id": f"CASE-1-P{n}"}) for n in (1, 2))
    assert one.key != other.key


class Stubborn(SingleWriter):
    """A writer that refuses whatever it takes."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, str]] = []

    async def take(self, item: Item) -> dict[str, Any] | None:
        raise IllegalCommand("no step leads there")

    def not_recorded(self, item: Item, why: str) -> None:
        self.seen.append((item.name, why))

    def agenda(self) -> list[Any]:
        return []

    async def fire_until(self, limit: datetime) -> None:
        """Nothing comes."""

    def publish(self) -> None:
        """Nobody looks."""

    def finished(self) -> bool:
        return True


def test_a_receipt_that_the_procedure_refuses_is_not_dropped_without_a_word() -> None:
    writer = Stubborn()
    asyncio.run(writer._take(Item("letter", "CASE-1/closing/1", None)))
    assert writer.seen == [("CASE-1/closing/1", "no step leads there")]

    book = CaseBook()
    act = book.act()
    news_heard.not_recorded(act, "letter", *writer.seen[0])
    book.keep(act)
    [problem] = book.case.problems
    assert problem.what == (
        "what was reported of CASE-1/closing/1 (letter) could not be put on record: no step leads there"
    )


def test_the_name_of_news_for_ever_has_none_of_the_words_in_it() -> None:
    one = News(
        to="CASE-1", at=MONDAY, what="obligation", body={"id": "OB1", "what": "not reportable: Mrs Example says so"}
    )

    assert "Example" not in one.key
    assert one.key == one.model_copy().key
