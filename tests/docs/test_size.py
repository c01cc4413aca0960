"""The house keeps its own rule: what a function does can be read at a glance, and a module is a room of one thing."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PRODUCT = ("activities", "adapters", "domain", "letters", "messages", "owabi", "policies", "workflows")
MOST_LINES = 40
WHOLE = {
    "activities/opening.py _opened": "one constructor call: field by field what a complaint begins with",
    "adapters/migrations/versions/0001_register.py upgrade": "the tables as they were made first; a migration is never rewritten",
    "owabi/demo/facts.py facts_of": "a table: each fact that a script may expect, in the order in which it is compared",
    "owabi/filters.py filters": "a table: a filter to a line",
    "workflows/procedure/listening/receipt.py new_case": "one constructor call: field by field where each of a new case comes from",
}
"""Functions that read better whole, and why."""


def long_functions() -> Iterator[str]:
    """The product's functions of more than MOST_LINES lines, by file and name."""
    paths = [ROOT / "worker.py", *(path for folder in PRODUCT for path in (ROOT / folder).rglob("*.py"))]
    for path in paths:
        for one in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef) and _lines(one) > MOST_LINES:
                yield f"{path.relative_to(ROOT).as_posix()} {one.name}"


def _lines(one: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (one.end_lineno or one.lineno) - one.lineno + 1


def test_no_function_is_longer_than_can_be_read_at_a_glance_but_those_that_read_better_whole() -> None:
    assert sorted(long_functions()) == sorted(WHOLE), (
        "split it where it does two things; what is short again leaves the list"
    )
