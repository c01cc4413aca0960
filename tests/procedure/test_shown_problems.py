"""What `owabi show` says of problems: the open ones with what to do, the others in a line."""

from __future__ import annotations

from tests.procedure.case_book import CaseBook
from tests.procedure.shown import at_the_terminal


def test_what_was_to_be_done_goes_when_the_problem_is_over() -> None:
    book = CaseBook()
    effect = book.stuck("acknowledgement", "blocked")
    do = f'send_letter with effect_id "{effect}"'
    assert do in at_the_terminal(book)

    book.do("send_letter", "lead", effect_id=effect, then="drop", reason="told by phone")
    page = at_the_terminal(book)
    assert do not in page
    assert f"the letter {effect} is blocked: blocked: resolved on Mon 2026-06-01" in page
