"""Loads the policy packs and the calendars: the one policy module that opens files. Never called from a workflow."""

from __future__ import annotations

import calendar as months
import hashlib
import json
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from domain.errors import InvalidPolicy, PolicyNotFound
from messages.deeds import PolicySnapshot
from policies.business_days import NAMES, Calendar
from policies.calendars import files
from policies.pack import FIRM, MUST_BE_NAMED, OF_CALENDAR, CalendarFile, Pack
from policies.rulefile import checked, loaded

HERE = Path(__file__).parent
BEFORE = timedelta(days=31)
"""How far before its receipt a complaint can need closed days."""
YEARS_AFTER = 2
"""How far after its receipt, or after its filing where that is later, a complaint can need them."""
WEEKDAYS_ONLY = "weekdays"
"""The calendar that closes on Saturdays and Sundays only; the firm's own until it names another."""
OWN_CLOSURE = "the firm's own closure"
INHERITED = ("zone", "calendar", "hours", "ladder", "authority", "offer_rounds", "reopen")


class Packs:
    """The policy packs of a folder, with the firm's own calendar, zone and closures.

    Args:
        folder: where the packs lie, one `<id>.yaml` each.
        calendars: where the calendars lie, one `<calendar id>.yaml` each.
        firm_calendar: the calendar of packs that leave it to the firm; None: they need one to be named.
        firm_zone: the zone of packs that leave it to the firm; None takes the calendar's, or UTC.
        closures: the firm's own closed days, on top of any calendar (Obon, an inventory, …).
    """

    def __init__(
        self,
        folder: Path = HERE / "packs",
        calendars: Path = HERE / "calendars",
        firm_calendar: str | None = WEEKDAYS_ONLY,
        firm_zone: str | None = None,
        closures: Iterable[date] = (),
    ) -> None:
        self._folder = folder
        self._calendars = calendars
        self._firm_calendar = firm_calendar
        self._firm_zone = firm_zone
        self._closures = frozenset(closures)
        self.pack = cache(self._pack)

    def ids(self) -> list[str]:
        """The ids of all packs, sorted."""
        return sorted(file.stem for file in self._folder.glob("*.yaml"))

    def check(self) -> None:
        """Read every pack and its calendar, so that a wrong one is found at the start; raises InvalidPolicy."""
        for policy_id in self.ids():
            pack: Pack = self.pack(policy_id)
            if pack.calendar != MUST_BE_NAMED:
                self.place(pack)

    def place(self, pack: Pack, calendar: str | None = None) -> tuple[CalendarFile, str, str]:
        """The calendar in which a pack's days are counted (the firm's own closures put in), its id and the zone.

        Args:
            pack: a policy pack.
            calendar: another calendar than the pack's.

        Raises:
            InvalidPolicy: there is no such calendar, the pack does not go with it, or it needs one to be named.
        """
        name = calendar or pack.calendar
        if name == FIRM:
            if self._firm_calendar is None:
                raise InvalidPolicy(
                    f"{pack.id} counts in the firm's own calendar and there is none: name one (--calendar GB-ENG, "
                    "weekdays, …; `owabi calendar list`) or set OWABI_FIRM_CALENDAR"
                )
            name = self._firm_calendar
        if name == MUST_BE_NAMED or (pack.calendars and not name.startswith(tuple(pack.calendars))):
            fitting = [one for one in files.ids(self._calendars) if one.startswith(tuple(pack.calendars))]
            raise InvalidPolicy(f"{pack.id} needs a calendar of its own place: {', '.join(fitting)}")
        days = files.read(name, self._calendars)
        if self._closures:
            own = {day: days.closed.get(day, OWN_CLOSURE) for day in self._closures}
            days = days.model_copy(update={"closed": days.closed | own, "names": days.names | {OWN_CLOSURE: "休業日"}})
        follows = {FIRM: self._firm_zone or days.zone, OF_CALENDAR: days.zone}
        return days, name, follows.get(pack.zone, pack.zone)

    def snapshot(
        self, policy_id: str, received_on: date, *, filed_on: date | None = None, calendar: str | None = None
    ) -> PolicySnapshot:
        """The policy as a complaint carries it, with the closed days from a month before receipt to two years after.

        Args:
            policy_id: a pack's id.
            received_on: the day of receipt (the zone does not matter: the margins are wide).
            filed_on: the day of filing, where a complaint is filed long after its receipt (imports).
            calendar: another calendar than the pack's.

        Raises:
            PolicyNotFound: there is no such pack; the message lists those there are.
            InvalidPolicy: the pack or its calendar is wrong.
        """
        pack: Pack = self.pack(policy_id)
        days, name, zone = self.place(pack, calendar)
        first, last = received_on - BEFORE, _years_after(max(received_on, filed_on or received_on), YEARS_AFTER)
        rules = pack.model_dump(mode="json", exclude_defaults=True, exclude={"expected"}) | {
            "zone": zone,
            "calendar": name,
            "closed_days": _carried(days, max(first, days.from_), min(last, days.until)),
        }
        return PolicySnapshot(id=pack.id, version=pack.version, hash=content_hash(rules), zone=zone, rules=rules)

    def _pack(self, policy_id: str) -> Pack:
        return checked(Pack, self._raw(policy_id, ()), f"{policy_id}.yaml")

    def _raw(self, policy_id: str, below: tuple[str, ...]) -> dict[str, Any]:
        """The pack as plain data, with what it takes over from the pack it extends."""
        if policy_id not in self.ids():
            raise PolicyNotFound(f"no policy {policy_id!r}; there are: {', '.join(self.ids())}")
        file = f"{policy_id}.yaml"
        raw = loaded((self._folder / file).read_text(encoding="utf-8"), file)
        if not isinstance(raw, dict) or raw.get("id") != policy_id:
            raise InvalidPolicy(f"{file}: id: must be the file's name without .yaml, {policy_id!r}")
        own = {name: {"of": policy_id} | duty for name, duty in _mapping(raw, "duties", file).items()}
        raw = raw | {"duties": own, "waits": _mapping(raw, "waits", file)}
        base = raw.get("extends")
        if base is None:
            return raw
        if base in (policy_id, *below):
            raise InvalidPolicy(f"{file}: extends: {base!r} leads back to {policy_id!r}")
        return _extended(raw, self._raw(str(base), (policy_id, *below)))


def in_full(days: CalendarFile, name: str) -> Calendar:
    """A calendar file as the calendar that days are counted in."""
    return Calendar(
        closed={day: name for day, name in days.closed.items() if NAMES[day.weekday()] in days.weekdays},
        since=days.from_,
        until=days.until,
        weekdays=frozenset(NAMES.index(day) for day in days.weekdays),
        id=name,
        version=days.version,
        sha256=files.content_hash(days),
        names=days.names,
    )


def pack_hash(pack: Pack) -> str:
    """SHA-256 of a pack's content: what a certificate names where no complaint carries the pack."""
    return content_hash(pack.model_dump(mode="json", exclude_defaults=True))


def _carried(days: CalendarFile, first: date, last: date) -> dict[str, Any]:
    """The part of a calendar that a complaint carries, with the hash of the whole."""
    closed = {day: name for day, name in sorted(days.closed.items()) if first <= day <= last}
    closed = {day: name for day, name in closed.items() if NAMES[day.weekday()] in days.weekdays}
    return {
        "version": days.version,
        "sha256": files.content_hash(days),
        "weekdays": list(days.weekdays),
        "from": first.isoformat(),
        "until": last.isoformat(),
        "days": {day.isoformat(): name for day, name in closed.items()},
        "names": {name: days.names[name] for name in dict.fromkeys(closed.values()) if name in days.names},
    }


def content_hash(rules: dict[str, Any]) -> str:
    """SHA-256 of the canonical JSON of a policy's rules, in hexadecimal."""
    canonical = json.dumps(rules, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _extended(raw: dict[str, Any], base: dict[str, Any]) -> dict[str, Any]:
    """A pack on top of its base: its own duties, and of the base's those meant to be inherited; waits one by one."""
    inherited = {name: duty for name, duty in base["duties"].items() if duty.get("inherit")}
    return (
        {key: base[key] for key in INHERITED if key in base}
        | raw
        | {"duties": raw["duties"] | {name: duty for name, duty in inherited.items() if name not in raw["duties"]}}
        | {"waits": base["waits"] | raw["waits"]}
    )


def _mapping(raw: dict[str, Any], key: str, file: str) -> dict[str, Any]:
    value = raw.get(key, {})
    if not isinstance(value, dict) or not all(isinstance(entry, dict) for entry in value.values()):
        raise InvalidPolicy(f"{file}: {key}: must be a list of names, each with its keys below it")
    return value


def _years_after(day: date, years: int) -> date:
    last = months.monthrange(day.year + years, day.month)[1]
    return day.replace(year=day.year + years, day=min(day.day, last))
