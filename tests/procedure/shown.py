"""A case as people see it: at the terminal, and on the page of the Temporal UI."""

from __future__ import annotations

import io

from rich.console import Console

from owabi.story import show_story
from tests.procedure.case_book import CaseBook
from workflows.view import view_of


def at_the_terminal(book: CaseBook) -> str:
    """What `owabi show` prints."""
    out = io.StringIO()
    show_story(Console(file=out, width=200), view_of(book.case), book.now)
    return out.getvalue()
