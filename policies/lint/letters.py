"""Contracts about letters that nobody can keep: no template of the kind, no such item, no wording of the firm. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import get_args

from domain.words import Locale
from policies.contracts import ITEMS, STAGES, STANDING, text_key
from policies.lint.finding import Finding, Surroundings, error, warning
from policies.pack import Contract, Pack


def letters(pack: Pack, around: Surroundings) -> Iterator[Finding]:
    """Kinds that the desk cannot write, and items that no letter knows."""
    for kind, contracts in pack.letters.items():
        key = f"letters.{kind}"
        if kind not in around.templates:
            close = get_close_matches(kind, sorted(around.templates), n=1, cutoff=0.8)
            hint = f"did you mean {close[0]}? Otherwise w" if close else "w"
            yield warning(
                pack, key, "the desk has no template of this kind", f"{hint}rite such a letter yourself, by this list"
            )
        for position, contract in enumerate(contracts):
            yield from _unwritten(pack, contract, f"{key}.{position}.must", around)
            for item in contract.must:
                if item not in ITEMS:
                    close = get_close_matches(item, list(ITEMS), n=3) or list(ITEMS)
                    what = f"no letter can carry {item!r}, so none of this kind would ever leave"
                    yield error(pack, f"{key}.{position}.must", what, f"name one of {', '.join(close)}")


def _unwritten(pack: Pack, contract: Contract, where: str, around: Surroundings) -> Iterator[Finding]:
    """Standing texts that the firm has not written: a letter that has to contain one would wait for it."""
    for item in contract.must:
        for key in dict.fromkeys(text_key(item, stage) for stage in STAGES) if item in STANDING else ():
            if around.firm and not all(
                around.firm.text(around.line or (pack.id,), key, locale) for locale in get_args(Locale)
            ):
                what = f"the firm has no wording of {key} in both languages: a letter that has to say it waits"
                yield warning(pack, where, what, f"write texts.{pack.id}.{key} in the firm file")
