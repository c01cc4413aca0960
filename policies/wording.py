"""Whether a customer's text says one of the words of a list. Shared by triage and by the known issues."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from policies.rulefile import Rule


class WordLists(Rule):
    """Words and phrases to look for, per language. Both lists are tried: customers mix languages.

    Japanese has no spaces, so those are found anywhere. English ones are whole words, whatever their case; a `*` at the
    end stands for any ending (`explod*`: explode, exploded, exploding).
    """

    ja: tuple[str, ...] = ()
    en: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.ja or self.en)


def told(intake: dict[str, Any]) -> str:
    """What the customer wrote or said (subject, description), made comparable; empty when erased."""
    personal = intake.get("personal") or {}
    return comparable(f"{personal.get('subject') or ''}\n{personal.get('description') or ''}")


def comparable(text: str) -> str:
    """Full and half width, upper and lower case, and runs of white space do not matter when words are looked for."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text).casefold().replace("’", "'"))


def says(text: str, words: WordLists) -> bool:
    """Whether the (comparable) text contains any of the words."""
    return any(comparable(word) in text for word in words.ja) or any(_english(word).search(text) for word in words.en)


def without(text: str, phrases: WordLists) -> str:
    """The (comparable) text with those phrases cut out, e.g. "nobody was hurt" before "hurt" is looked for."""
    for phrase in phrases.ja:
        text = text.replace(comparable(phrase), " ")
    for phrase in phrases.en:
        text = _english(phrase).sub(" ", text)
    return text


def _english(word: str) -> re.Pattern[str]:
    stem = comparable(word)
    ending = r"\w*" if stem.endswith("*") else ""
    return re.compile(rf"(?<!\w){re.escape(stem.removesuffix('*'))}{ending}(?!\w)")


def named_product(intake: dict[str, Any]) -> str:
    """The product's name, model and lot as one comparable text; empty when none was given."""
    product = intake.get("product")
    if isinstance(product, dict):
        return comparable(" ".join(str(product.get(part) or "") for part in ("name", "model", "lot")))
    return comparable(str(product or ""))


def mentions(text: str, names: Iterable[str]) -> bool:
    """Whether the (comparable) text contains any of the names."""
    return any(comparable(name) in text for name in names)
