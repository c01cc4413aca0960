"""What `owabi show` says of problems: the open ones with what to do, the others in a line."""

from __future__ import annotations

import io

from rich.console import Console

from owabi.story import show_story
from tests.procedure.case_book import CaseBook
from workflows.view import view_of


def shown(book: CaseBook) -> str:
    out = io.StringIO()
    show_story(Console(file=out, width=200), view_of(book.case), book.now)
    return out.getvalue()


def test_what_was_to_be_done_goes_when_the_problem_is_over() -> None:
    book = CaseBook()
    effect = book.stuck("acknowledgement", "blocked")
    do = f'send_letter with effect_id "{effect}"'
    assert do in shown(book)

    book.do("send_letter", "lead", effect_id=effect, then="drop", reason="told by phone")
    page = shown(book)
    assert do not in page
    assert f"the letter {effect} is blocked: blocked: resolved on Mon 2026-06-01" in page
