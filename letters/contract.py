"""What the pack asks of a letter: looked for before it is written, and proved in what was written. Pure.

A template says where it carries an item, `{% filter carries("reasons") %} … {% endfilter %}`; the marks are Unicode
non-characters, as those of the layout, and are taken out again once the proof is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from letters.cleaning import cleaned
from letters.formats import local_day, written_day
from messages.deeds import LetterOrder
from policies.contracts import (
    ITEMS,
    RECOURSE,
    STANDING,
    Contract,
    Required,
    lacking,
    missing,
    read,
    required,
    text_key,
)
from policies.firm import Firm

BEGIN, NAMED, END = "\ufdd7", "\ufdd8", "\ufdd9"
_MARK = re.compile(f"({BEGIN}[^{NAMED}]*{NAMED}|{END})")
_LAYOUT = re.compile("[\\s\ufdd0-\ufdef]")
OF_HEADS = {"all_points": "text", "facts_found": "found", "reasons": "reasons"}
"""Items that are said once for every head of complaint, and under which name."""


class Promised(NamedTuple):
    """What a letter has to contain on the day on which it is written."""

    contract: Contract
    needed: tuple[Required, ...]
    texts: dict[str, str]
    """Item → the firm's own wording."""

    @property
    def standing(self) -> dict[str, Any]:
        """The firm's wording as templates take it: where to turn next, in order, and the offer to discuss."""
        recourse = [{"item": item, "words": self.texts[item]} for item in RECOURSE if item in self.texts]
        return {"recourse": recourse, "discuss": self.texts.get("offer_to_discuss", "")}


def promise(order: LetterOrder, firm: Firm) -> Promised:
    """What the letter has to contain, with the firm's wording.

    Raises:
        MissingContent: the case, the person who commanded it or the firm file lacks it; named, with the rule and what to do.
    """
    contract = read(order.facts.get("contract") or {})
    needed = required(contract, order.at.astimezone(ZoneInfo(contract.zone)).date())
    for one in lacking(needed, order.facts, order.personal or {}):
        raise missing(order.kind, one, contract.pack, ITEMS[one.item].do)
    texts = {}
    for one in needed:
        if one.item in STANDING:
            texts[one.item] = _text_of_the_firm(order, firm, contract, one)
    return Promised(contract, needed, texts)


def _text_of_the_firm(order: LetterOrder, firm: Firm, contract: Contract, one: Required) -> str:
    key = text_key(one.item, contract.stage)
    if text := firm.text(contract.texts, key, order.locale):
        return text
    do = (
        f"write texts.{contract.texts[0]}.{key}.{order.locale} in the firm file (OWABI_FIRM_FILE, or policies/data/firm.yaml), "
        "have a lawyer check it, and start the worker again"
    )
    raise missing(order.kind, one, contract.pack, do)


def carries(text: str, *items: str) -> str:
    """A template's filter: this text is what says these items."""
    return f"{BEGIN}{' '.join(items)}{NAMED}{text}{END}" if text.strip() else text


def prove(written: str, promised: Promised, order: LetterOrder) -> str:
    """The written text without its marks.

    Raises:
        MissingContent: it does not say something that it has to contain.
    """
    plain, said = _read(written)
    for one in promised.needed:
        told = _squeezed("".join(said.get(one.item, [])))
        if not told or any(_squeezed(words) not in told for words in _words(one.item, promised, order)):
            do = ITEMS[one.item].do if one.item == "signature" else "its template does not say it"
            raise missing(order.kind, one, promised.contract.pack, do or "its template does not say it")
    return plain


def _read(written: str) -> tuple[str, dict[str, list[str]]]:
    """The text without marks, and for each item the texts that carry it."""
    plain: list[str] = []
    said: dict[str, list[str]] = {}
    open_: list[list[str]] = []
    for part in _MARK.split(written):
        if part.startswith(BEGIN):
            open_.append(part[1:-1].split())
        elif part == END:
            open_.pop()
        else:
            plain.append(part)
            for item in {name for names in open_ for name in names}:
                said.setdefault(item, []).append(part)
    return "".join(plain), said


def _words(item: str, promised: Promised, order: LetterOrder) -> Iterator[str]:
    """The words by which one can see that an item is said."""
    facts, personal = order.facts, cleaned(order.personal or {})
    if item in promised.texts:
        yield str(cleaned(promised.texts[item]))
    elif item in OF_HEADS:
        yield from (str(head[OF_HEADS[item]]) for head in (personal.get("heads") or {}).values())
    elif item == "new_date":
        yield _day(facts["new_date"], order)
    elif item == "timetable" and facts.get("final_response_by"):
        yield _day(facts["final_response_by"], order)
    elif isinstance(own := personal.get(item), str):
        yield own


def _day(text: str, order: LetterOrder) -> str:
    today = order.at.astimezone(ZoneInfo(order.zone)).date()
    return written_day(local_day(text, order.zone, "a date"), today, order.locale)


def _squeezed(text: str) -> str:
    return _LAYOUT.sub("", text)
