"""The categories that the firm's other rule files name, held against its list of them. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policies.categories import Categories
from policies.lint.finding import Finding


def unlisted(known: Categories, file: str, rules: Any) -> list[Finding]:
    """What `rules` (a file as plain data) says of categories that the list has not: a rule about it may never hold."""
    return [
        Finding(
            "warning",
            file,
            key,
            f"{category} is not in the list of categories",
            "mend the word here, or add it to categories.yaml; leave it where another service files it so",
        )
        for key, category in _named(rules, "")
        if not known.has(category)
    ]


def _named(rules: Any, key: str) -> Iterator[tuple[str, str]]:
    """Where a category is named, and which: everything that stands under `categories`."""
    inside = rules.items() if isinstance(rules, dict) else enumerate(rules) if isinstance(rules, list) else ()
    for name, value in inside:
        there = f"{key}.{name}".removeprefix(".")
        if name == "categories" and isinstance(value, list):
            yield from ((there, str(category)) for category in value)
        else:
            yield from _named(value, there)
