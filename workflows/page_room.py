"""How a page keeps its size: of what is many, the newest lines, what is open first; the query has all of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from domain.case import Case
from workflows.procedure.bounds import CASE

LARGEST = 19_500
"""Bytes of the largest page."""
MOST = (20, 8, 3, 1)
"""How many lines of one sort are shown: as many as make a page that fits."""
LONGEST = 240
"""Characters of one line that are shown; the view has the whole."""
LONGEST_TO_DO = 700
"""Characters of what somebody has to do, and why."""


def fitting(page: Callable[[int], str]) -> str:
    """The page with as many lines of each sort as there is room for."""
    for most in MOST:
        made = page(most)
        if len(made.encode()) <= LARGEST:
            break
    return made


def short(line: str, longest: int = LONGEST) -> str:
    """A line as the page has room for it."""
    return line if len(line) <= longest else f"{line[:longest]} …"


def some(lines: Sequence[str], most: int) -> Iterator[str]:
    """The first lines, and how many more there are."""
    yield from lines[:most]
    if len(lines) > most:
        yield f"… {len(lines) - most} more 他{len(lines) - most}件: *Queries → case*"


def of_the_case(case: Case, name: str, most: int, line: Callable[[Any, Case], str]) -> Iterator[str]:
    """A line for each record of that sort; where they are too many, what is open and new goes before what is over and old."""
    records = list(getattr(case, name))
    if len(records) > most:
        records.reverse()
        records.sort(key=lambda one: any(over(one, case) for over, _ in CASE[name].goes))
    yield from some([line(record, case) for record in records], most)
