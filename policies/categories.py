"""What complaints are about: the firm's own list, in two levels (`billing`, `billing.charged_twice`).

A category that is not on the list is legal (other services and imports bring their own words); it is shown as it came.
"""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import Field

from domain.words import LOCALES, Locale
from policies.rulefile import Rule, Texts, read_rules


class Category(Rule):
    """One category of the first level with its finer ones."""

    title: Texts
    finer: dict[str, Texts] = Field(default_factory=dict)


class Categories(Rule):
    """The firm's list."""

    categories: dict[str, Category] = Field(min_length=1)

    def titles(self, category: str) -> dict[Locale, str]:
        """The category in each reader's words, both its levels; nothing where it is not on the list."""
        if not self.has(category):
            return {}
        first, _, second = category.partition(".")
        known = self.categories[first]
        levels = [known.title, *([known.finer[second]] if second else [])]
        return {locale: " › ".join(level.of(locale) for level in levels) for locale in LOCALES}

    def has(self, category: str) -> bool:
        """Whether the list knows this category."""
        first, _, second = category.partition(".")
        known = self.categories.get(first)
        return known is not None and (not second or second in known.finer)


def read(text: str, file_name: str) -> Categories:
    """The list in `text`; raises InvalidPolicy naming file and key."""
    return read_rules(Categories, text, file_name)


def covers(wanted: Iterable[str], category: str) -> bool:
    """Whether `category` is one of those wanted or a finer one below it (`billing` covers `billing.charged_twice`)."""
    return any(category == one or category.startswith(f"{one}.") for one in wanted)
