"""The open problems on the pages of the Temporal UI: for whom, what, what to do, since when."""

from __future__ import annotations

from collections.abc import Iterator

from domain import labels
from domain.beside import Beside
from domain.case import Case
from messages.japanese import in_japanese
from workflows.dates_shown import instant
from workflows.procedure.problems import unsolved


def problem_lines(of: Case | Beside) -> Iterator[str]:
    """Markdown, the oldest first."""
    for problem in unsolved(of.problems):
        yield f"\n> ⚠ **Problem, for {labels.both(problem.owner, labels.ROLES)}:** {problem.what}."
        yield f"> To do: {problem.do}. Since {instant(problem.since, of)}."
        if said := in_japanese(problem.what, problem.do):
            yield f"> {said}。"
