"""How a customer can be reached, read from the intake once. Pure."""

from __future__ import annotations

import re
from typing import Any, Literal, NamedTuple

from domain.words import Locale, Mandate, RepresentativeKind
from policies.team import Team
from policies.wording import comparable

BY_POST = ("letter", "post", "fax")
"""Ways of contact that, wished for alone, mean: no e-mail."""
MESSAGES = ("chat", "live_chat", "app", "sms", "message")
"""Ways of contact by which letters go in their short form."""
JAPAN = "Asia/Tokyo"
_TELEPHONE = re.compile(r"(?:tel|phone|mobile|電話|携帯)*[\d\s()+.,:/（）：‐－ー-]+", re.IGNORECASE)
_MAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+")


class Contact(NamedTuple):
    """The control facts of a customer."""

    locale: Locale
    mailable: bool
    """Letters go by e-mail: there is an address for it and no wish for post before it."""
    paper: bool
    """Letters go by post: there is a postal address, or post is wished for."""
    vulnerable: bool
    quiet_zone: str
    """The zone (IANA) in which the customer presumably sleeps."""
    representative: Mandate
    """The authority of whoever speaks for the customer; empty: the customer in person."""
    representative_kind: RepresentativeKind | Literal[""]
    """Who that is; empty: nobody does, or the intake does not say."""
    representative_by: Literal["", "email", "post"]
    """How whoever speaks for the customer can be written to; empty: nobody does, or no address is known."""
    by_message: bool
    """Chat, app or SMS is what the customer wishes first; or how they wrote, where there is no other way."""
    preferences: dict[str, str]
    """Wishes without free text (`preferences`)."""


def contact(intake: dict[str, Any], zone: str) -> Contact:
    """How the customer of this intake can be reached; `zone` is where an English-speaking customer presumably lives.

    What is personal may be erased: then nobody can be mailed.
    """
    customer = (intake.get("personal") or {}).get("customer") or {}
    wishes = customer.get("contact") or {}
    locale: Locale = "ja" if customer.get("locale") == "ja" else "en"
    speaks = (intake.get("personal") or {}).get("representative") or {}
    mailable, paper = letters_go(customer)
    return Contact(
        locale=locale,
        mailable=mailable,
        paper=paper,
        vulnerable=bool(customer.get("vulnerable")),
        representative=speaks.get("authority", "none") if speaks else "",
        representative_kind=speaks.get("kind") or "",
        representative_by=way_to(speaks.get("contact") or ""),
        by_message=_by_message(_ways(wishes), str(intake.get("channel") or ""), mailable or paper),
        quiet_zone=JAPAN if locale == "ja" else zone,
        preferences=preferences(wishes),
    )


def unsaid(intake: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    """Of the wishes that are known of the customer, those of which the intake says nothing: what it says wins."""
    customer = (intake.get("personal") or {}).get("customer") or {}
    return {name: value for name, value in known.items() if name not in (customer.get("contact") or {})}


def with_wishes(intake: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    """The intake with these wishes beside its own; one whose personal data are erased stays as it is."""
    personal = intake.get("personal") or {}
    customer = personal.get("customer")
    if not known or not customer:
        return intake
    contact = {**known, **(customer.get("contact") or {})}
    return {**intake, "personal": {**personal, "customer": {**customer, "contact": contact}}}


def people_complained_of(intake: dict[str, Any], team: Team) -> list[str]:
    """The staff ids of people of the team whom the intake names, by id or by name in either language."""
    lines = (intake.get("personal") or {}).get("people_involved") or []
    named = [_closed_up(str(line)) for line in lines]
    return [
        person.id
        for person in team.staff
        if any(_closed_up(name) in line for line in named for name in (person.id, person.name.ja, person.name.en))
    ]


def _by_message(ways: list[str], channel: str, otherwise: bool) -> bool:
    return ways[0] in MESSAGES if ways else channel in MESSAGES and not otherwise


def way_to(contact: str) -> Literal["", "email", "post"]:
    """How whoever gave this line can be written to; empty: not at all, as by telephone or a mail address that is none."""
    text = contact.strip()
    if "@" in text:
        return "email" if _MAIL.fullmatch(text) else ""
    return "post" if text and not _TELEPHONE.fullmatch(text) else ""


def letters_go(customer: dict[str, Any]) -> tuple[bool, bool]:
    """Whether letters to this customer go by e-mail, and whether by post: the first wish that can be met; else as they can.

    Neither: no address of either kind is known, and the letter is put into the portal the complaint came by.
    """
    wishes = customer.get("contact") or {}
    ways = _ways(wishes)
    mail = bool(customer.get("email")) and not wishes.get("no_contact")
    post = bool(customer.get("address") or wishes.get("address"))
    nothing_else = bool(ways) and set(ways) <= set(BY_POST)
    for way in ways:
        if way in BY_POST and (post or nothing_else):
            return False, True
        if way == "email" and mail:
            return True, False
    return mail, post and not mail


def _ways(wishes: dict[str, Any]) -> list[str]:
    by = wishes.get("by") or []
    return [by] if isinstance(by, str) else list(by)


def preferences(wishes: dict[str, Any]) -> dict[str, str]:
    """Wishes without free text, as the page may show them: `yes` where the words themselves are for the view only."""
    flags = ("address", "discreet", "large_print", "interpreter", "no_contact")
    shown = {name: "yes" for name in flags if wishes.get(name)}
    if ways := _ways(wishes):
        shown["by"] = ", ".join(ways)
    if hours := wishes.get("hours"):
        shown["hours"] = _plain_hours(str(hours))
    if since := wishes.get("not_before"):
        shown["not_before"] = str(since).zfill(5) if _CLOCK.fullmatch(str(since)) else "yes"
    return shown


_CLOCK = re.compile(r"([01]?\d|2[0-3]):[0-5]\d")
_OF_HOURS = re.compile(
    rf"(?:{_CLOCK.pattern}|mon|tue|wed|thu|fri|sat|sun|weekdays?|weekends?|mornings?|afternoons?|evenings?|and|to"
    r"|平日|土日|祝日|午前|午後|夕方|夜|から|まで|[月火水木金土日]曜日?|[-–~〜、,]|\s)+",
    re.IGNORECASE,
)


def _plain_hours(text: str) -> str:
    """Hours that say nothing but days and times; else `yes`, for anything may stand in a free text."""
    return text.strip() if _OF_HOURS.fullmatch(text) else "yes"


def _closed_up(text: str) -> str:
    # Japanese names are written with and without a space between family and given name.
    return comparable(text).replace(" ", "")
