"""Who a notice to the staff goes to: the person named, or whoever holds the role that day."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from domain.words import ROLES
from messages.deeds import LetterOrder
from policies.moments import local_day
from policies.team import Team, acting


class Addressees:
    """Fills in name and address of a notice from the team file."""

    def __init__(self, team: Team) -> None:
        self._team = team

    def __call__(self, order: LetterOrder) -> LetterOrder:
        """The order with `to` as a person of today. An absent person's notice goes to the deputy; nobody: to the role as such."""
        if order.kind != "notice":
            return order
        wanted = str((order.facts.get("to") or {}).get("id") or "lead")
        return order.model_copy(update={"facts": {**order.facts, "to": self._person(wanted, order)}})

    def _person(self, wanted: str, order: LetterOrder) -> dict[str, Any]:
        on = local_day(order.at, ZoneInfo(order.zone))
        staff_id: str | None = wanted
        if wanted in ROLES:
            staff_id = acting(self._team, wanted, on)
        elif (person := self._team.person(wanted)) is not None and (absence := person.absence(on)) is not None:
            staff_id = absence.deputy
        found = self._team.person(staff_id) if staff_id else None
        if found is None:
            return {"id": wanted, "name": wanted}
        return {"id": found.id, "name": found.name.of(order.locale), "email": found.email}
