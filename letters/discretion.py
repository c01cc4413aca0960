"""Letters to a customer whose family is not to know: nothing outside the letter says who writes, or about what."""

from __future__ import annotations

from collections.abc import Collection

from messages.deeds import LetterOrder


def wished(order: LetterOrder) -> Collection[str]:
    """The wishes that a letter has to keep: `discreet`, `large_print`."""
    return order.facts.get("wishes") or ()


def discreet(order: LetterOrder) -> bool:
    """Whether no name of the firm may stand outside the letter."""
    return "discreet" in wished(order)


def discreet_subject(order: LetterOrder) -> str:
    """A subject line that anybody may see."""
    reference = order.facts.get("reference", "")
    return f"ご連絡（{reference}）" if order.locale == "ja" else f"About your message ({reference})"
