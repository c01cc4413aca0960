"""One thing that is wrong with a pack, and what a pack is looked at against. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from policies.firm import Firm
from policies.pack import CalendarFile, Pack


class Finding(NamedTuple):
    """One line of `owabi policy lint`."""

    severity: Literal["error", "warning"]
    """`error`: a date or an alarm would be wrong or missing; `warning`: somebody should look."""
    pack: str
    key: str
    """Where in the pack, as in `duties.final_response.variants.0`."""
    what: str
    todo: str


@dataclass(frozen=True)
class Surroundings:
    """What a pack has to go with."""

    today: date
    """Calendars are asked how long they last from here."""
    roles: frozenset[str]
    """The roles that somebody of the team has."""
    templates: frozenset[str]
    """The kinds of letters that the desk has a template for."""
    calendars: Mapping[str, CalendarFile] = field(default_factory=dict)
    """The calendars that the pack's days may be counted in, by id."""
    firm: Firm | None = None
    """Who writes the letters; None: its wording is not looked at."""
    line: tuple[str, ...] = ()
    """The pack, then the one it extends, and so on: where the firm's wording is looked for."""
    law: Pack | None = None
    """Of an overlay: the pack it stands on, as it is without it."""


def error(pack: Pack, key: str, what: str, todo: str) -> Finding:
    """A finding that has to be mended."""
    return Finding("error", pack.id, key, what, todo)


def warning(pack: Pack, key: str, what: str, todo: str) -> Finding:
    """A finding that somebody should look at."""
    return Finding("warning", pack.id, key, what, todo)
