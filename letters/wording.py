"""The words of letters: lists that a complaints officer edits (`words/ja.yaml`, `words/en.yaml`), and the check by them.

A list is read strictly: an entry whose own example does not hold its words, or whose good sentence does, is refused with
file and line.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal, NamedTuple, get_args

from pydantic import BeforeValidator, Field, model_validator

from domain.words import Locale
from letters.prose import dated, folded, without_quotations
from policies.rulefile import Rule, read_rules, text_of

Kind = Literal["blocked", "needs_date", "needs_approval", "style"]
Cover = Literal["remedy", "decision", "responsibility"]
Approver = Literal["lead", "manager"]
SHIPPED = Path(__file__).parent / "words"
Lines = Annotated[
    tuple[Annotated[str, Field(min_length=1)], ...],
    BeforeValidator(lambda value: [value] if isinstance(value, str) else value),
]
"""One text, or several."""


class Finding(NamedTuple):
    """Words that a text should not use, or not without more."""

    position: int
    """Of the first sign, from 0."""
    words: str
    """As the list has them; never what stands around them."""
    kind: Kind
    instead: str
    covered_by: tuple[Cover, ...] = ()
    approver: Approver = "lead"
    """Whose approval it needs, where it needs one."""

    @property
    def told(self) -> str:
        """One line for whoever wrote it."""
        return f"{self.words!r} {_SAYS[self.kind].format(self.approver)}; write instead: {self.instead}"


_SAYS: dict[Kind, str] = {
    "blocked": "is not written to customers",
    "needs_date": "needs a date in the same sentence",
    "needs_approval": "needs the approval of a {}",
    "style": "can be said better",
}


class Entry(Rule):
    """Words with one thing to write instead."""

    find: Annotated[Lines, Field(min_length=1)]
    kind: Kind
    instead: str = Field(min_length=1)
    unless: Lines = ()
    more_than: int = Field(default=0, ge=0)
    covered_by: tuple[Cover, ...] = ()
    approver: Approver = "lead"
    hits: Annotated[Lines, Field(min_length=1)]
    passes: str = Field(min_length=1)

    @model_validator(mode="after")
    def _examples_hold(self) -> Entry:
        seen = {finding.words for example in self.hits for finding in self.found(folded(example))}
        if unseen := [words for words in self.find if words not in seen]:
            raise ValueError(f"hits: no example in which {unseen[0]!r} is found")
        if any(self.found(folded(self.passes))):
            raise ValueError("passes: the good sentence holds the words as well")
        return self

    @cached_property
    def _patterns(self) -> list[tuple[str, re.Pattern[str]]]:
        return [(words, _pattern(words)) for words in self.find]

    @cached_property
    def _harmless(self) -> list[re.Pattern[str]]:
        return [_pattern(words) for words in self.unless]

    def found(self, text: str) -> Iterator[Finding]:
        """Where the words stand in a folded text."""
        harmless = [found.span() for pattern in self._harmless for found in pattern.finditer(text)]
        hits = [
            (hit, words)
            for words, pattern in self._patterns
            for hit in pattern.finditer(text)
            if not any(begin <= hit.start() and hit.end() <= end for begin, end in harmless)
            and not (self.kind == "needs_date" and dated(text, hit.start()))
        ]
        if len(hits) > self.more_than:
            for hit, words in hits:
                yield Finding(hit.start(), words, self.kind, self.instead, self.covered_by, self.approver)


class WordList(Rule):
    """One locale's list."""

    words: tuple[Entry, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_word_once(self) -> WordList:
        every = [words for entry in self.words for words in entry.find]
        for words in every:
            if every.count(words) > 1:
                raise ValueError(f"words: {words!r} is there twice")
        return self


WordLists = dict[Locale, WordList]


def _pattern(words: str) -> re.Pattern[str]:
    """Whole words where they are Latin ones; spaces may be line ends."""
    middle = r"\s+".join(re.escape(part) for part in folded(words).split())
    begin = r"(?<![a-z0-9])" if words[0].isascii() else ""
    end = r"(?![a-z0-9])" if words[-1].isascii() and words[-1].isalnum() else ""
    return re.compile(f"{begin}{middle}{end}")


def read(text: str, file_name: str) -> WordList:
    """The list in `text`; raises InvalidPolicy naming file, line and key."""
    return read_rules(WordList, text, file_name)


def read_folder(folder: Path | None = None) -> WordLists:
    """The lists of every locale; those the folder does not have are the shipped ones. Raises InvalidPolicy."""
    lists: WordLists = {}
    for locale in get_args(Locale):
        own = (folder or SHIPPED) / f"{locale}.yaml"
        path = own if own.exists() else SHIPPED / own.name
        lists[locale] = read(text_of(path), str(path) if folder else path.name)
    return lists


def checked(
    text: str, words: WordList, *, covers: Collection[str] = (), quoted: Iterable[str] = (), names: Iterable[str] = ()
) -> list[Finding]:
    """What is wrong with the words of a text, in the order of the text.

    Args:
        text: as it would leave.
        words: the list of its locale.
        covers: what is approved and covers its own words (`remedy`, `decision`, `responsibility`).
        quoted: the firm's fixed texts and the like, where a whole line is theirs; what stands in quotation marks, and lines that
            begin with `>`, are known as quotations anyhow.
        names: references and names, which are called as they are called.
    """
    plain = folded(without_quotations(text, quoted, names))
    found = [finding for entry in words.words for finding in entry.found(plain)]
    return sorted((one for one in found if not set(one.covered_by) & set(covers)), key=lambda one: one.position)
