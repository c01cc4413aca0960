"""What a record beside a complaint waits for: whoever is not told of it comes first."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from domain.beside import Beside
from messages.japanese import in_japanese
from workflows.procedure.problems import unsolved


class Next(NamedTuple):
    """The next act, whose it is, and by when."""

    what: str
    owner: str
    due: datetime | None
    ja: str = ""
    """What it is in Japanese."""


def problem_first(of: Beside, then: Next) -> Next:
    """An open problem with what to do about it, else what the state asks for; the date is the state's."""
    for problem in unsolved(of.problems):
        return Next(f"{problem.what}: {problem.do}", problem.owner, then.due, in_japanese(problem.what, problem.do))
    return then._replace(ja=in_japanese(then.what))
