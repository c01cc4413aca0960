"""The open problems on the pages of the Temporal UI: for whom, what, what to do, since when."""

from __future__ import annotations

import re
from collections.abc import Iterator

from domain import labels
from domain.beside import Beside
from domain.case import Case
from messages.japanese import in_japanese
from workflows.dates_shown import instant
from workflows.page_room import LONGEST_TO_DO, short
from workflows.procedure.problems import unsolved

_JSON = re.compile(r"(?:\b[a-z_.]+ )?\{(?:[^{}]|\{[^{}]*\})*\}")
"""A command with its argument, or a field with its value, as sentences name them."""
MOST = 8
"""How many problems of a task or an obligation its page names."""


def as_code(sentence: str) -> str:
    """The sentence with what is to be pasted marked as code: the UI makes curly quotes of all others, which are no JSON."""
    return _JSON.sub(r"`\g<0>`", sentence)


def problem_lines(of: Case | Beside, but_not: str = "", most: int = MOST) -> Iterator[str]:
    """Markdown, the oldest first; without the problem of the key `but_not`, which the page names as what is next."""
    problems = [problem for problem in unsolved(of.problems) if problem.key != but_not]
    for problem in problems[:most]:
        what = as_code(short(problem.what, LONGEST_TO_DO))
        yield f"\n> ⚠ **Problem, for {labels.both(problem.owner, labels.ROLES)}:** {what}."
        yield f"> To do: {as_code(problem.do)}. Since {instant(problem.since, of)}."
        if said := in_japanese(problem.what, problem.do):
            yield f"> {as_code(short(said, LONGEST_TO_DO))}。"
    if len(problems) > most:
        yield f"\n> ⚠ **… {len(problems) - most} more problems** 他{len(problems) - most}件: *Queries → case*"
