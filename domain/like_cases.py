"""What like cases got: numbers beside the form of a remedy, so that like is treated alike. Nothing personal."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from domain.record import Record

Trait = Literal["category", "cause", "severity"]
FEWEST = 3
"""Fewer like cases than this say nothing about what is usual."""


class LikeMoney(Record):
    """What like cases got in one currency; amounts are decimal numbers as text."""

    cases: int
    """How many of them got money in it."""
    median: str
    least: str
    most: str


class LikeCases(Record):
    """Closed heads of complaint that are like one of this case and were decided alike."""

    head: str
    shared: list[Trait]
    """What they have in common with it: as much as at least `FEWEST` cases have, else only the category."""
    cases: int
    money: dict[str, LikeMoney] = {}
    """Currency → what was paid; empty where there are too few of them."""
    at: datetime
    """As of when."""
