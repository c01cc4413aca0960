"""What a letter says beside what every letter of its case says, and the hash by which somebody approves it."""

from __future__ import annotations

from typing import Any

from messages.deeds import LetterOrder
from policies.hashes import sha256_of

_COMMON = frozenset(
    [
        "suppliers",
        "reference",
        "received_on",
        "product",
        "severity",
        "injury",
        "unsafe",
        "danger",
        "faulty",
        "level",
        "staff",
        "names",
        "restricted",
        "wishes",
        "not_before",
        "contract",
        "approved_by",
    ]
)
"""Facts that a letter has whatever it says: whose it is, how it looks, who has read it."""


def own_facts(order: LetterOrder) -> dict[str, Any]:
    """What the letter says beside what every letter of the case says: days, parts, findings."""
    return {key: value for key, value in order.facts.items() if key not in _COMMON}


def text_of(order: LetterOrder) -> str:
    """The hash of what a letter says, in people's words and in its own facts (days, parts): what an approval is given to.

    16 hexadecimal digits.
    """
    return sha256_of({"kind": order.kind, "personal": order.personal, "facts": own_facts(order)})[:16]
