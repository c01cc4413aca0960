"""Prepared answers for what the firm already knows about (`data/known_issues.yaml`), matched without reading minds.

An answer says what is known, what is being done and what the customer can do now. It admits nothing and promises no
money: whether this customer's complaint is right is decided on their own case.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from pydantic import Field, model_validator

from policies.categories import covers
from policies.rulefile import Rule, Texts, read_rules
from policies.wording import WordLists, mentions, named_product, says, told


class Match(Rule):
    """Which complaints the answer is for: every criterion that is given must hold, at least one must be given."""

    categories: tuple[str, ...] = ()
    """One of these, or a finer one below it."""
    products: tuple[str, ...] = ()
    """Part of the product's name, model or lot."""
    words: WordLists = WordLists()
    """Any of these in subject or description."""

    @model_validator(mode="after")
    def _says_something(self) -> Match:
        if not (self.categories or self.products or self.words):
            raise ValueError("an answer without a criterion would be given to everybody")
        return self


class Valid(Rule):
    """The days on which the answer may be given, both included (the pack's local days). Open where one is left out."""

    from_: date | None = Field(default=None, alias="from")
    until: date | None = None

    def on(self, day: date) -> bool:
        """Whether the answer may be given on that day."""
        return (self.from_ is None or self.from_ <= day) and (self.until is None or day <= self.until)


class KnownIssue(Rule):
    """One known issue with its prepared answer."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{1,60}$")
    title: Texts
    match: Match
    answer: Texts
    valid: Valid = Valid()


class KnownIssues(Rule):
    """The file of known issues."""

    issues: tuple[KnownIssue, ...] = ()

    @model_validator(mode="after")
    def _ids_are_distinct(self) -> KnownIssues:
        ids = [issue.id for issue in self.issues]
        for one in ids:
            if ids.count(one) > 1:
                raise ValueError(f"the known issue {one!r} is there twice")
        return self


def read(text: str, file_name: str) -> list[KnownIssue]:
    """The known issues in `text`; raises InvalidPolicy naming file and key."""
    return list(read_rules(KnownIssues, text, file_name).issues)


def matching(intake: dict[str, Any], issues: Sequence[KnownIssue], on: date) -> list[KnownIssue]:
    """The known issues that fit, in the file's order. `on` is the local day of receipt."""
    text, product = told(intake), named_product(intake)
    category = str(intake.get("category") or "")
    return [issue for issue in issues if issue.valid.on(on) and _fits(issue.match, category, product, text)]


def _fits(match: Match, category: str, product: str, text: str) -> bool:
    return (
        (not match.categories or covers(match.categories, category))
        and (not match.products or mentions(product, match.products))
        and (not match.words or says(text, match.words))
    )
