"""The problems of a record: one per key while it is open, each with an owner and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from domain.case import Problem


def put(problems: list[Problem], at: datetime, key: str, what: str, owner: str, do: str) -> bool:
    """Add a problem unless one of that key is open. Returns whether it is new."""
    if any(problem.key == key for problem in unsolved(problems)):
        return False
    problems.append(Problem(key=key, what=what, owner=owner, do=do, since=at))
    return True


def solve(problems: list[Problem], at: datetime, key: str) -> None:
    """The problem of that key is over."""
    for problem in unsolved(problems):
        if problem.key == key:
            problem.resolved_at = at


def unsolved(problems: Iterable[Problem]) -> list[Problem]:
    """Those that are open, the oldest first."""
    return [problem for problem in problems if problem.resolved_at is None]
