"""A notice that a task or an obligation could not give: somebody sees it first, and nothing waits unseen (as on a complaint)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from messages.deeds import LetterReceipt
from tests.procedure.beside_matrix import TaskBook
from tests.procedure.obligation_book import ObligationBook
from workflows import obligation_page, task_page
from workflows.beside import next_tries
from workflows.procedure.alongside.beside import BesideAct
from workflows.procedure.problems import unsolved

THURSDAY = datetime(2026, 6, 4, 9, 0, tzinfo=UTC)
WHY = "nobody can be reached for otto.owner: no deputy, and nobody above"
LEFT = LetterReceipt(effect_id="CASE-1-jp-data-breach.preliminary_report/notice/1", state="sent", sent_at=THURSDAY)


@pytest.fixture
def breach() -> ObligationBook:
    """A leak to be reported within days; its first notice is on its way to the owner."""
    return ObligationBook("jp-data-breach", "preliminary_report", THURSDAY)


def reported(book: ObligationBook, came: LetterReceipt | str, **how: bool) -> None:
    act = book.act({}, {})
    act.notice_reported(LEFT.effect_id, came, **how)
    book.keep(act)


def test_a_warning_before_a_regulators_date_that_reaches_nobody_is_the_first_thing_anybody_sees(
    breach: ObligationBook,
) -> None:
    reported(breach, WHY, for_good=True)

    mine = breach.obligation
    [problem] = unsolved(mine.problems)
    assert problem.owner == "manager"
    assert "is owed to the authority" in problem.what
    view = obligation_page.view_of(mine)
    assert view["next_owner"] == "manager"
    assert view["next_action"].startswith(f"{WHY}. Not told: ")
    assert view["next_due"] is not None, "the date of the report stays"
    assert [one["key"] for one in view["problems"]] == ["notice/otto.owner"]
    page = obligation_page.page_of(mine)
    assert page.index(f"Next: {WHY}") < page.index("Problem, for") < page.index("First known")


def test_it_is_tried_again_the_next_day_and_no_more_often(breach: ObligationBook) -> None:
    reported(breach, WHY, for_good=True)
    assert [due.at - breach.now for due in next_tries(breach.obligation)] == [timedelta(days=1)]


def test_when_somebody_is_back_the_problem_is_over(breach: ObligationBook) -> None:
    reported(breach, WHY, for_good=True)
    reported(breach, LEFT)

    assert unsolved(breach.obligation.problems) == []
    assert breach.obligation.notices == []
    assert obligation_page.next_of(breach.obligation).owner == "otto.owner"


def test_a_mail_server_that_is_down_is_one_problem_and_tried_again_every_hour(breach: ObligationBook) -> None:
    reported(breach, "NotSent")
    reported(breach, "NotSent")

    assert [problem.key for problem in unsolved(breach.obligation.problems)] == ["notices"]
    assert [due.at - breach.now for due in next_tries(breach.obligation)] == [timedelta(hours=1)]


def test_what_may_or_may_not_have_left_is_not_sent_twice_and_somebody_asks(breach: ObligationBook) -> None:
    reported(breach, LEFT.model_copy(update={"state": "unknown", "message_id": "<m>"}))

    [problem] = unsolved(breach.obligation.problems)
    assert "not known whether the notice to otto.owner left (Message-ID <m>)" in problem.what
    assert list(next_tries(breach.obligation)) == []


def test_on_a_task_it_is_the_same() -> None:
    book = TaskBook()
    act: BesideAct[Any] = book.act()
    act.notice_reported("CASE-1-P1/notice/1", "nobody can be reached for carl.carton", for_good=True)

    view = task_page.view_of(act.record)
    assert view["next_owner"] == "manager"
    assert view["next_action"].startswith("nobody can be reached for carl.carton. Not told: prevention task CASE-1-P1")
    assert "Problem, for" in task_page.page_of(act.record)
