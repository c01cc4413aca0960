"""Who a notice to the staff goes to: the person named, or whoever holds the role that day."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from zoneinfo import ZoneInfo

from domain.errors import NobodyReachable
from domain.words import ROLES
from messages.deeds import LetterOrder
from policies.moments import local_day
from policies.team import Staff, Team, reach, reach_person


class Addressees:
    """Fills in name and address of a notice from the team file."""

    def __init__(self, team: Team, beside: Mapping[str, str] = MappingProxyType({})) -> None:
        """`beside`: who is told under the name of an office that is no role of the desk (`executive`, `legal`), by staff id."""
        self._team = team
        self._beside = beside

    def __call__(self, order: LetterOrder) -> LetterOrder:
        """The order with `to` as a person who is there that day: who is meant, a deputy, or the role above; never who is
        complained of (`besides`).

        Raises:
            NobodyReachable: none of them is there; the message says what to do.
        """
        if order.kind != "notice":
            return order
        named = str((order.facts.get("to") or {}).get("id") or "lead")
        wanted = self._beside.get(named, named)
        found = self._person(wanted, order)
        told: dict[str, object] = {"to": {"id": found.id, "name": found.name.of(order.locale), "email": found.email}}
        if wanted not in ROLES and self._team.person(wanted) is None:
            told["what"] = f"for {wanted}, who is not in the team file: {order.facts.get('what', '')}"
        return order.model_copy(update={"facts": {**order.facts, **told}})

    def _person(self, wanted: str, order: LetterOrder) -> Staff:
        on, besides = local_day(order.at, ZoneInfo(order.zone)), order.facts.get("besides") or ()
        if wanted in ROLES:
            staff_id = reach(self._team, wanted, on, besides)
        elif person := self._team.person(wanted):
            staff_id = reach_person(self._team, person, on, besides)
        else:
            staff_id = reach(self._team, "lead", on, besides)
        found = self._team.person(staff_id) if staff_id else None
        if found is None:
            raise NobodyReachable(
                f"nobody can be reached for {wanted} on {on}: no holder, no deputy and nobody above is there; "
                "name a deputy in the team file"
            )
        return found
