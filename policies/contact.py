"""How a customer can be reached, read from the intake once. Pure."""

from __future__ import annotations

from typing import Any, NamedTuple

from domain.words import Locale, Mandate
from policies.team import Team
from policies.wording import comparable

BY_POST = ("letter", "post", "fax")
"""Ways of contact that, wished for alone, mean: no e-mail."""
JAPAN = "Asia/Tokyo"


class Contact(NamedTuple):
    """The control facts of a customer."""

    locale: Locale
    mailable: bool
    """There is an address for e-mail and no wish against it."""
    vulnerable: bool
    quiet_zone: str
    """The zone (IANA) in which the customer presumably sleeps."""
    representative: Mandate
    """The authority of whoever speaks for the customer; empty: the customer in person."""
    preferences: dict[str, str]
    """Wishes without free text: `by` (comma-separated), `discreet`, `large_print`, `interpreter`, `no_contact`."""


def contact(intake: dict[str, Any], zone: str) -> Contact:
    """How the customer of this intake can be reached; `zone` is where an English-speaking customer presumably lives.

    What is personal may be erased: then nobody can be mailed.
    """
    customer = (intake.get("personal") or {}).get("customer") or {}
    wishes = customer.get("contact") or {}
    locale: Locale = "ja" if customer.get("locale") == "ja" else "en"
    return Contact(
        locale=locale,
        mailable=bool(customer.get("email")) and not wishes.get("no_contact") and _takes_mail(wishes),
        vulnerable=bool(customer.get("vulnerable")),
        representative=((intake.get("personal") or {}).get("representative") or {}).get("authority", ""),
        quiet_zone=JAPAN if locale == "ja" else zone,
        preferences=_preferences(wishes),
    )


def people_complained_of(intake: dict[str, Any], team: Team) -> list[str]:
    """The staff ids of people of the team whom the intake names, by id or by name in either language."""
    lines = (intake.get("personal") or {}).get("people_involved") or []
    named = [_closed_up(str(line)) for line in lines]
    return [
        person.id
        for person in team.staff
        if any(_closed_up(name) in line for line in named for name in (person.id, person.name.ja, person.name.en))
    ]


def _takes_mail(wishes: dict[str, Any]) -> bool:
    ways = _ways(wishes)
    return not ways or any(way not in BY_POST for way in ways)


def _ways(wishes: dict[str, Any]) -> list[str]:
    by = wishes.get("by") or []
    return [by] if isinstance(by, str) else list(by)


def _preferences(wishes: dict[str, Any]) -> dict[str, str]:
    flags = {name: "yes" for name in ("discreet", "large_print", "interpreter", "no_contact") if wishes.get(name)}
    return ({"by": ", ".join(_ways(wishes))} if _ways(wishes) else {}) | flags


def _closed_up(text: str) -> str:
    # Japanese names are written with and without a space between family and given name.
    return comparable(text).replace(" ", "")
