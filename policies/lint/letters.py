"""Contracts about letters that nobody can keep: a kind without a template, an item that no letter can carry. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from policies.contracts import ITEMS
from policies.lint.finding import Finding, Surroundings, error, warning
from policies.pack import Pack


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
            for item in contract.must:
                if item not in ITEMS:
                    close = get_close_matches(item, list(ITEMS), n=3) or list(ITEMS)
                    what = f"no letter can carry {item!r}, so none of this kind would ever leave"
                    yield error(pack, f"{key}.{position}.must", what, f"name one of {', '.join(close)}")
