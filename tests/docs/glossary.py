"""GLOSSARY.md as data, and every text that goes to customers as the firm and the project have written it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from domain.labels import FOR_CUSTOMERS
from domain.words import Locale

ROOT = Path(__file__).parents[2]
SEPARATORS = re.compile(r"[、:;/()]|…|「|」")


class Row(NamedTuple):
    """One line of the glossary."""

    code: str
    meaning: str
    staff: str
    customers: str


@cache
def page() -> str:
    return (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")


@cache
def rows(heading: str = "") -> tuple[Row, ...]:
    """The lines of every table, or of the one under that heading."""
    part = page().partition(f"## {heading}\n")[2].partition("\n## ")[0] if heading else page()
    cells = (
        [cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines() if line.startswith("|")
    )
    return tuple(Row(*four) for four in cells if not four[0].startswith(("in code", "---")))


def words(cell: str) -> list[str]:
    """The words of a cell, without what separates them; a dash is none."""
    return [word for part in SEPARATORS.split(cell) if (word := part.strip()) and word != "–"]


def staff_only() -> set[str]:
    """What staff read and customers never do: each word of a staff cell that stands in no customers' cell."""
    told = "\n".join(row.customers for row in rows())
    return {word for row in rows() for word in words(row.staff) if len(word) > 1 and word not in told}


def never_told(locale: Locale) -> list[str]:
    """The list at the end of the glossary."""
    japanese, english = page().partition("## Words that never reach a customer")[2].strip().split("\n\n")[1:]
    part = japanese if locale == "ja" else english.removeprefix("In English:")
    return [re.sub(r" \(.*\)", "", word).strip() for word in part.split("·")]


def told_to_customers(locale: Locale) -> Iterator[tuple[str, str]]:
    """Where it stands, and the text: every template (all branches), the firm's standing texts, the meanings of the stages."""
    for path in sorted((ROOT / "letters" / locale).rglob("*.txt")):
        if path.stem != "notice":  # to colleagues
            yield f"letters/{locale}/{path.name}", prose(path.read_text(encoding="utf-8"), locale)
    for name in ("firm", "known_issues"):
        written = yaml.safe_load((ROOT / "policies" / "data" / f"{name}.yaml").read_text(encoding="utf-8"))
        yield from ((f"{name}.yaml {where}", text) for where, text in _texts(written, locale))
    for stage, label in FOR_CUSTOMERS.items():
        yield f"stage {stage}", label.of(locale)


def prose(template: str, locale: Locale) -> str:
    """What a template can say: without comments, and without code but for the sentences in it."""
    said = re.sub(r"\{#.*?#\}", "", template, flags=re.DOTALL)
    if locale == "ja":
        return said  # code is ASCII
    return re.sub(
        r"\{[%{].*?[%}]\}", lambda code: " ".join(re.findall(r'"([^"]* [^"]*)"', code[0])), said, flags=re.DOTALL
    )


def _texts(written: Any, locale: Locale, where: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(written, list):
        for part in written:
            yield from _texts(part, locale, where)
    elif isinstance(written, dict):
        for key, part in written.items():
            if key == locale:
                yield where, "\n".join(part) if isinstance(part, list) else str(part)
            else:
                yield from _texts(part, locale, f"{where} {key}".strip())
