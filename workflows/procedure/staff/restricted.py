"""Chapter 12a, seen by whoever writes: the restriction of contact in force, and what every letter has to keep of it."""

from __future__ import annotations

from typing import Any

from domain.case import Case
from domain.protection import Restriction


def active(case: Case) -> Restriction | None:
    """The restriction in force."""
    return next((one for one in case.restrictions if one.state == "active"), None)


def handler_now(case: Case) -> str:
    """Staff id of whoever the customer turns to: the handler, or the one person of the restriction in force."""
    restriction = active(case)
    return restriction.person if restriction and restriction.person else case.handler


def on_letters(case: Case) -> dict[str, Any]:
    """The one way that is left to the customer (`written`: letter or e-mail), its hours, and whether it is one person's."""
    restriction = active(case)
    if restriction is None:
        return {}
    kept = {
        "channel": restriction.channel or ("written" if restriction.no_contact else ""),
        "hours": restriction.hours,
        "one_person": bool(restriction.person),
    }
    return {"restricted": {key: value for key, value in kept.items() if value}}
