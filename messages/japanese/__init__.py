"""What the engine says to its staff, in Japanese: next acts, problems, notices. Pure.

The engine thinks in English sentences, which lie in histories and name the commands to give; whoever reads Japanese gets the same
sentence from this book. `<…>` stands for what differs from case to case; what stands there is looked up in turn (a day, a role,
a sentence), and what the book does not have stays as it is: ids, names, words that people typed.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from messages.commands.titles import titles_ja
from messages.japanese import letters, measures, names, next_acts, people, record, time

BOOK: dict[str, str] = time.SAID | people.SAID | letters.SAID | record.SAID | measures.SAID | next_acts.SAID
"""English → Japanese."""
_HOLE = re.compile(r"<(\w+)>")
_SHAPES = {
    "day": names.DAY,
    "n": r"\d+",
    "id": r"\S+",
    "role": r"\w+",
    "medium": r"\w+",
    "channel": r"\w+",
}
"""What may stand in a hole of that name; anything in the others."""
_AS_IT_IS = ("id", "ids", "letter", "json", "key", "hash", "message")
"""Holes whose words are nobody's language."""


class _Sentence(NamedTuple):
    pattern: re.Pattern[str]
    said: str


def in_japanese(*sentences: str) -> str:
    """Sentences in Japanese, one after the other; of one that the book does not have the titles of the commands that it names."""
    return "。".join(filter(None, (japanese(one) or titles_ja(one) for one in sentences)))


def japanese(sentence: str) -> str:
    """The sentence in Japanese; empty where the book does not have it."""
    for english, said in _sentences():
        if found := english.fullmatch(sentence):
            return _HOLE.sub(lambda hole: _put(hole[1], found[hole[1]]), said)
    return ""


def _put(hole: str, words: str) -> str:
    return words if hole in _AS_IT_IS else names.named(words) or japanese(words) or _listed(words) or words


def _listed(words: str) -> str:
    """Several things side by side, each in Japanese; empty where one of them is in nobody's book."""
    parts = [names.named(part) or japanese(part) for part in words.split(", ")]
    return "、".join(parts) if len(parts) > 1 and all(parts) else ""


@cache
def _sentences() -> tuple[_Sentence, ...]:
    """Those with the most words of their own first: what is general also fits what is special."""
    by_words = sorted(BOOK, key=lambda english: len(_HOLE.sub("", english)), reverse=True)
    return tuple(_Sentence(re.compile(_pattern(english), re.DOTALL), BOOK[english]) for english in by_words)


def _pattern(english: str) -> str:
    parts = _HOLE.split(english)
    return "".join(
        f"(?P<{part}>{_SHAPES.get(part, '.*?')})" if n % 2 else re.escape(part) for n, part in enumerate(parts)
    )
