"""The words of a letter that is ready to leave. Pure.

What is looked at is the letter as the reader gets it, but for the customer's own words and the firm's fixed texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from domain.errors import WordsRefused
from letters.cleaning import cleaned
from letters.contract import promise
from letters.rendering import RenderedLetter
from letters.wording import Finding, WordList, checked
from messages.deeds import LetterOrder
from policies.firm import Firm

THE_CUSTOMERS = ("told_us", "accepted", "customer", "representative", "mood", "body_name")
"""Keys of a letter's `personal` that nobody of the desk worded."""


def check_letter(order: LetterOrder, letter: RenderedLetter, firm: Firm, words: WordList) -> list[Finding]:
    """What may leave all the same: hints on style, and words that the letter's approval covers.

    Raises:
        WordsRefused: it says something that is not written to customers, or not without a date.
    """
    found = checked(f"{letter.subject}\n\n{letter.text}", words, covers=covers(order), quoted=_quoted(order, firm))
    stops = [finding for finding in found if finding.kind in ("blocked", "needs_date")]
    if stops:
        raise refused(order.kind, stops)
    return found


def refused(what: str, findings: list[Finding]) -> WordsRefused:
    """The refusal that names every word once, and what to write instead; nothing of the text around them."""
    return WordsRefused(f"{what}: " + "; ".join(dict.fromkeys(finding.told for finding in findings)))


def covers(order: LetterOrder) -> set[str]:
    """What is on record and covers the words that say it: an offer or agreed remedy, a decision, a taken responsibility."""
    facts = order.facts
    found = set()
    if any(facts.get(key) for key in ("items", "alternatives", "offers", "open_offer")):
        found.add("remedy")
    if facts.get("heads"):
        found.add("decision")
    if order.kind == "apology_responsibility":
        found |= {"decision", "responsibility"}
    return found


def _quoted(order: LetterOrder, firm: Firm) -> Iterator[str]:
    personal: Mapping[str, Any] = cleaned(order.personal or {})
    heads = personal.get("heads")
    for head in (heads if isinstance(heads, dict) else {}).values():
        yield from _texts(head.get("text") if isinstance(head, dict) else None)
    for key in THE_CUSTOMERS:
        yield from _texts(personal.get(key))
    if order.kind != "individual":  # there the subject is whoever wrote it
        yield from _texts(personal.get("subject"))
    yield from _texts(order.facts.get("known_issue"))
    yield from _texts(order.facts.get("reference"))  # a service may number its complaints TICKET-42
    yield from _texts(order.facts.get("names"))
    yield from (getattr(firm, part).of(order.locale) for part in ("name", "department", "address"))
    yield from firm.recourse.of(order.locale)
    yield from promise(order, firm).texts.values()


def _texts(value: Any) -> Iterator[str]:
    """Every text in there, and every line of it: a letter may set them apart line by line."""
    if isinstance(value, str):
        yield value
        yield from (line for line in value.split("\n") if len(line.strip()) > 1)
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
