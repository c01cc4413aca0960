"""Writing a letter: an order's content and a template make subject, plain text and HTML. Pure; fails closed."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Undefined, UndefinedError, pass_context
from jinja2.runtime import Context

from domain.errors import MissingContent
from letters.cleaning import cleaned, one_line
from letters.contents import require
from letters.contract import Promised, carries, promise, prove
from letters.discretion import discreet, discreet_subject, wished
from letters.formats import letter_day, local_day, written_amount, written_day, written_time, written_when
from letters.layout import BREAK, END_OF_SUBJECT, MARKS, Block, blocks, marked, plain, quoted
from letters.sender import correspondents
from messages.deeds import LetterOrder
from messages.japanese import japanese
from policies.firm import Firm


@dataclass(frozen=True)
class RenderedLetter:
    """A letter ready to be put into an envelope."""

    subject: str
    """One line."""
    text: str
    html: str
    short: str = ""
    """At most 300 characters that say what it is about and where it is read; only of a letter that goes as a message."""


def render(order: LetterOrder, firm: Firm) -> RenderedLetter:
    """Write the letter, dated `order.at` in the order's zone.

    Raises:
        MissingContent: something it must say, or that the pack asks for, is not there (named, never shown).
    """
    promised = promise(order, firm)
    require(order)
    context = _context(order, firm, promised)
    try:
        parts = templates().get_template(f"{order.locale}/parts.txt").make_module(context)
        written = templates().get_template(f"{order.locale}/{order.kind}.txt").render(context, say=parts)
        short = (
            templates().get_template(f"{order.locale}/short.txt").render(context, say=parts)
            if order.medium == "message"
            else ""
        )
    except UndefinedError as missing:
        raise MissingContent(
            f"{order.kind}: {_name_in(missing)} is missing; the letter waits until it is given"
        ) from None
    subject, _, body = prove(written, promised, order).partition(END_OF_SUBJECT)
    line = discreet_subject(order) if discreet(order) else re.sub("[ \n]+", " ", one_line(_line(subject)))
    return _parts(line, blocks(body, order.locale), plain(blocks(short, order.locale), order.locale), order)


def _parts(subject: str, body: list[Block], short: str, order: LetterOrder) -> RenderedLetter:
    page = templates().get_template("page.html")
    return RenderedLetter(
        subject=subject,
        text=plain(body, order.locale),
        html=page.render(
            subject=subject,
            blocks=body,
            locale=order.locale,
            paper=order.medium == "post",
            large="large_print" in wished(order),
        ),
        short=short.strip(),
    )


def _context(order: LetterOrder, firm: Firm, promised: Promised) -> dict[str, Any]:
    facts = cleaned(_spoken(order))
    today = order.at.astimezone(ZoneInfo(order.zone)).date()
    us = {field: getattr(firm, field).of(order.locale) for field in ("name", "department", "phone", "hours", "address")}
    return {
        "kind": order.kind,
        "locale": order.locale,
        "paper": order.medium == "post",
        "message": order.medium == "message",
        "discreet": discreet(order),
        "page": firm.page.replace("{reference}", quote(order.reference)),
        "zone": order.zone,
        "today": today,
        "written_today": letter_day(today, order.locale),
        "facts": marked(facts),
        "personal": marked(cleaned(order.personal or {})),
        "who": marked(cleaned(asdict(correspondents(order, firm)))),
        "firm": marked(
            cleaned(
                us
                | {
                    "email": firm.email,
                    "recourse": list(firm.recourse.of(order.locale)),
                    "outside": list((firm.outside or firm.recourse).of(order.locale)),
                }
            )
        ),
        "standing": marked(cleaned(promised.standing)),
        "injury": bool(facts.get("injury")),
        "unsafe": bool(facts.get("unsafe")),
        "danger": bool(facts.get("danger")),
        "faulty": bool(facts.get("faulty")),
        "mood": (order.personal or {}).get("mood") or "",
    }


def _spoken(order: LetterOrder) -> dict[str, Any]:
    """A notice's sentences in its language: the engine writes them in English, and what people wrote in it stays as it is."""
    if order.kind != "notice" or order.locale != "ja":
        return order.facts
    said = {key: japanese(str(order.facts[key])) for key in ("what", "why", "do") if key in order.facts}
    return order.facts | {key: words for key, words in said.items() if words}


class _Templates(Environment):
    """Templates whose dotted names are the data's own keys: a field called `items` is not a dict's method."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        return self._key_of(obj, attribute) if isinstance(obj, dict) else super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        return self._key_of(obj, argument) if isinstance(obj, dict) else super().getitem(obj, argument)

    def _key_of(self, data: dict[str, Any], key: str) -> Any:
        return data[key] if key in data else self.undefined(obj=data, name=key)


@cache
def templates() -> Environment:
    """The templates' environment; text is plain, only `.html` is escaped."""
    environment = _Templates(
        loader=FileSystemLoader(Path(__file__).parent),
        undefined=StrictUndefined,
        autoescape=lambda name: bool(name) and str(name).endswith(".html"),
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters |= {
        "day": _day,
        "moment": _moment,
        "clock": _clock,
        "when": _when,
        "money": _money,
        "quote": quoted,
        "line": _line,
        "carries": carries,
    }
    environment.tests["given"] = lambda value: not isinstance(value, Undefined) and value not in (None, "", [], {})
    environment.globals |= MARKS | {"end_of_subject": END_OF_SUBJECT, "br": BREAK}
    return environment


@pass_context
def _day(context: Context, text: str) -> str:
    if isinstance(text, Undefined):
        str(text)  # raises, naming what is missing
    return written_day(local_day(text, context["zone"], "a date"), context["today"], context["locale"])


@pass_context
def _moment(context: Context, text: str) -> str:
    """A day, and for an instant its local time too: colleagues work by the hour."""
    day = _day(context, text)
    if len(text) == len("2026-05-07"):
        return day
    return f"{day} {datetime.fromisoformat(text).astimezone(ZoneInfo(context['zone'])):%H:%M %Z}"


@pass_context
def _clock(context: Context, text: str) -> str:
    return written_time(datetime.fromisoformat(text), context["zone"], context["locale"])


@pass_context
def _when(context: Context, one: dict[str, str]) -> str:
    """Within which time something that was promised comes: a day, an hour or a window."""
    return written_when(one.get("from"), one["due"], context["zone"], context["today"], context["locale"])


def _line(text: str) -> str:
    return text.replace(BREAK, " ")


@pass_context
def _money(context: Context, item: dict[str, Any]) -> str:
    return written_amount(str(item["amount"]), str(item["currency"]), context["locale"])


def _name_in(missing: UndefinedError) -> str:
    """The name of what a template asked for in vain; Jinja's message holds names only."""
    named = re.findall(r"'([^']*)'", str(missing))
    return str(named[-1]) if named else "something"
