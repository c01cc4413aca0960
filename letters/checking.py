"""The words of a letter that is ready to leave. Pure.

What is looked at is the letter as the reader gets it, but for the customer's own words and the firm's fixed texts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from domain.errors import WordsRefused
from domain.words import Locale
from letters.cleaning import cleaned
from letters.contract import promise
from letters.naming import names_in
from letters.rendering import RenderedLetter
from letters.review import noticed, two_sums
from letters.sender import correspondents
from letters.wording import Finding, WordList, checked
from messages.decisions import WordFound
from messages.deeds import LetterOrder
from policies.firm import Firm

LONGEST_IN_PUBLIC = 200
"""Characters of a reply for everybody to read."""


def check_letter(
    order: LetterOrder, letter: RenderedLetter, firm: Firm, words: WordList, staff: Collection[str] = ()
) -> list[Finding]:
    """What may leave all the same: hints on style, and words that the letter's approval covers.

    Args:
        order: the letter's order.
        letter: as it would leave.
        firm: who writes it.
        words: the list of its language.
        staff: the names of everybody at the desk, in every language.

    Raises:
        WordsRefused: it says something that is not written to customers, or not without a date or an approval.
    """
    if order.kind == "public_reply" and len(letter.text.strip()) > LONGEST_IN_PUBLIC:
        raise WordsRefused(f"public_reply: longer than {LONGEST_IN_PUBLIC} characters; shorten personal.words")
    whole, quoted, names = (
        f"{letter.subject}\n\n{letter.text}",
        list(_fixed(order, letter, firm)),
        list(_names(order, firm)),
    )
    found = checked(whole, words, covers=covers(order), quoted=quoted, names=names)
    today = order.at.astimezone(ZoneInfo(order.zone)).date()
    found += noticed(whole, order.locale, today, quoted=quoted, names=names)
    stop = ("blocked", "needs_date") if order.facts.get("approved_by") else ("blocked", "needs_date", "needs_approval")
    found = [*found, *_names_said(order, letter, firm, staff)]
    stops = [finding for finding in found if finding.kind in stop]
    if stops:
        raise refused(order.kind, stops)
    return found


def _names_said(order: LetterOrder, letter: RenderedLetter, firm: Firm, staff: Collection[str]) -> list[Finding]:
    """Colleagues and suppliers by name; not who signs, who is named as the one to turn to, or the customer's own people."""
    personal, who = order.personal or {}, correspondents(order, firm)
    own = [str((personal.get(one) or {}).get("name") or "") for one in ("customer", "representative")]
    besides = [who.to_name, who.signer_name, *own, *_texts(order.facts.get("names"))]
    return names_in(letter.text, [*staff, *order.facts.get("suppliers", ())], besides, order.locale)


def refused(what: str, findings: list[Finding]) -> WordsRefused:
    """The refusal that names every word once, and what to write instead; nothing of the text around them."""
    return WordsRefused(f"{what}: " + "; ".join(dict.fromkeys(finding.told for finding in findings)))


def words_in(texts: Mapping[str, str], words: WordList, locale: Locale, today: date | None = None) -> list[WordFound]:
    """What the list, and a reviewer's eye, say of texts that somebody wrote for a customer on that day, by field."""
    return [
        WordFound(
            field=field,
            words=one.words,
            kind=one.kind,
            told=one.told,
            covered_by=list(one.covered_by),
            approver=one.approver,
        )
        for field, text in texts.items()
        for one in (*checked(text, words), *noticed(text, locale, today), *two_sums(text, locale))
    ]


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


def _fixed(order: LetterOrder, letter: RenderedLetter, firm: Firm) -> Iterator[str]:
    """Lines that nobody words in this letter. The customer's own stand in quotation marks or behind `>` and need no list."""
    personal: Mapping[str, Any] = cleaned(order.personal or {})
    for name in {correspondents(order, firm).to_name, str((personal.get("customer") or {}).get("name", ""))}:
        yield from (name, f"{name} 様", f"Dear {name},")
    yield from firm.recourse.of(order.locale)
    yield from firm.outside.of(order.locale) if firm.outside else ()
    yield from promise(order, firm).texts.values()
    yield from _texts(order.facts.get("known_issue"))
    if order.kind != "remedy_offer":  # as they were approved with it
        yield from _texts(personal.get("descriptions"))
    if order.kind == "individual":  # the customer's own, where whoever wrote the letter gave none
        subject = personal.get("subject", "")
        yield from (letter.subject, f"{subject}（受付番号 {order.reference}）", f"{subject} ({order.reference})")


def _names(order: LetterOrder, firm: Firm) -> Iterator[str]:
    """What is called as it is called: a service may number its complaints TICKET-42."""
    yield from _texts(order.facts.get("reference"))
    yield from _texts(order.facts.get("names"))
    yield from (getattr(firm, part).of(order.locale) for part in ("name", "department", "address"))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
