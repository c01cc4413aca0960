"""Loads the policy packs and the calendars: the one policy module that opens files. Never called from a workflow."""

from __future__ import annotations

import calendar as months
from collections.abc import Iterable
from datetime import date, timedelta
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from domain.errors import InvalidPolicy, PolicyNotFound
from messages.decisions import PolicySnapshot
from policies.business_days import NAMES, Calendar
from policies.calendars import files
from policies.duty import Duty
from policies.extending import PROCEDURE, extended, mapping
from policies.hashes import sha256_of
from policies.marks import Written
from policies.pack import FIRM, MUST_BE_NAMED, OF_CALENDAR, CalendarFile, Pack
from policies.refusals import refused
from policies.rulefile import checked, loaded, text_of

HERE = Path(__file__).parent
BEFORE = timedelta(days=31)
"""How far before its receipt a complaint can need closed days."""
YEARS_AFTER = 2
"""How far after its receipt, or after its filing where that is later, a complaint can need them."""
WEEKDAYS_ONLY = "weekdays"
"""The calendar that closes on Saturdays and Sundays only; the firm's own until it names another."""
OWN_CLOSURE = "the firm's own closure"


class Packs:
    """The policy packs of a folder, with the firm's own calendar, zone and closures.

    Args:
        folder: where the packs lie, one `<id>.yaml` each.
        calendars: where the calendars lie, one `<calendar id>.yaml` each.
        firm_calendar: the calendar of packs that leave it to the firm; None: they need one to be named.
        firm_zone: the zone of packs that leave it to the firm; None takes the calendar's, or UTC.
        closures: the firm's own closed days, on top of any calendar (Obon, an inventory, …).
        own: the folder of the firm's own packs, read beside the others.
    """

    def __init__(
        self,
        folder: Path = HERE / "packs",
        calendars: Path = HERE / "calendars",
        firm_calendar: str | None = WEEKDAYS_ONLY,
        firm_zone: str | None = None,
        closures: Iterable[date] = (),
        own: Path | None = None,
    ) -> None:
        self._folder = folder
        self._calendars = calendars
        self._firm_calendar = firm_calendar
        self._firm_zone = firm_zone
        self._closures = frozenset(closures)
        self._own = own
        self.pack = cache(self._pack)
        self._read = cache(self._read_file)

    def ids(self) -> list[str]:
        """The ids of all packs, sorted."""
        return sorted({*(file.stem for file in self._folder.glob("*.yaml")), *self.own_ids()})

    @property
    def has_own_calendar(self) -> bool:
        """Whether the firm has named a calendar of its own."""
        return self._firm_calendar is not None

    def check(self) -> None:
        """Read every pack and its calendar, so that a wrong one is found at the start; raises InvalidPolicy."""
        if self._own and (strange := sorted(self._own.glob("*.yml"))):
            raise InvalidPolicy(f"{strange[0]}: is not read: packs end in .yaml. Rename the file and start again.")
        for policy_id in self.ids():
            pack: Pack = self.pack(policy_id)
            if pack.calendar == MUST_BE_NAMED:
                continue
            try:
                self.place(pack)
            except InvalidPolicy as error:
                files = [self._read(one)[1] for one in self.line(policy_id)]
                raise refused(files, ["calendar"], f"calendar: {error}") from None

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
        if name != MUST_BE_NAMED:
            files.read(name, self._calendars)  # an unknown one is answered with those meant
        if name == MUST_BE_NAMED or (pack.calendars and not name.startswith(tuple(pack.calendars))):
            fitting = [one for one in files.ids(self._calendars) if one.startswith(tuple(pack.calendars))]
            raise InvalidPolicy(f"{pack.id} needs a calendar of its own place: {', '.join(fitting)}")
        days = files.read(name, self._calendars)
        if self._closures or pack.closures:
            own = dict.fromkeys(self._closures, OWN_CLOSURE) | pack.closures
            days = days.model_copy(update={"closed": own | days.closed, "names": days.names | {OWN_CLOSURE: "休業日"}})
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
            "line": [one for one in self.line(policy_id) if one != PROCEDURE],
            "closed_days": _carried(days, max(first, days.from_), min(last, days.until)),
        }
        return PolicySnapshot(id=pack.id, version=pack.version, hash=sha256_of(rules), zone=zone, rules=rules)

    def _pack(self, policy_id: str) -> Pack:
        raw, *others = reversed(self._chain(policy_id))
        for other in others:
            raw = extended(other, raw)
        return checked(Pack, raw, *(self._read(one)[1] for one in self.line(policy_id)))

    def line(self, policy_id: str) -> list[str]:
        """The pack's id, then the id of the pack it extends, then of the one which that extends, to the last.

        Raises:
            PolicyNotFound: there is no such pack; the message lists those there are.
            InvalidPolicy: one of them extends a pack that does not exist, or itself.
        """
        return [str(raw["id"]) for raw in self._chain(policy_id)]

    def own_ids(self) -> list[str]:
        """The ids of the firm's own packs, sorted."""
        return sorted(file.stem for file in self._own.glob("*.yaml")) if self._own else []

    def _chain(self, policy_id: str) -> list[dict[str, Any]]:
        """The pack as plain data, then those it extends, nearest first."""
        if policy_id not in self.ids():
            raise PolicyNotFound(f"no policy {policy_id!r}; there are: {', '.join(self.ids())}")
        chain: list[dict[str, Any]] = []
        name: str | None = policy_id
        while name is not None:
            raw, written = self._read(name)
            chain.append(raw)
            name, seen = raw.get("extends"), [one["id"] for one in chain]
            if name in seen:
                raise refused([written], ["extends"], f"extends: {name!r} leads back to {policy_id!r}")
            if name is not None and name not in self.ids():
                close = get_close_matches(str(name), self.ids(), n=3, cutoff=0.5) or self.ids()
                raise refused(
                    [written], ["extends"], f"extends: there is no pack {name!r}; there are {', '.join(close)}"
                )
        return chain

    def _read_file(self, policy_id: str) -> tuple[dict[str, Any], Written]:
        """One pack's own file as plain data; each of its duties says whose it is."""
        file = f"{policy_id}.yaml"
        own = policy_id in self.own_ids()
        if own and (self._folder / file).exists():
            raise InvalidPolicy(
                f"{self._own}/{file}: id: {policy_id!r} is a pack that is shipped; give the file a name and an id of its own "
                f"and let it say `extends: {policy_id}`"
            )
        written = Written(file, text_of((self._own if own and self._own else self._folder) / file))
        raw = loaded(written.text, file)
        if not isinstance(raw, dict) or raw.get("id") != policy_id:
            raise refused([written], ["id"], f"id: must be the file's name without .yaml, {policy_id!r}")
        duties = mapping(raw, "duties", written)
        if named := [name for name, duty in duties.items() if "of" in duty]:
            allowed = ", ".join(name for name in Duty.model_fields if name != "of")
            raise refused(
                [written],
                ["duties", named[0], "of"],
                f"duties.{named[0]}.of: there is no such key; allowed here: {allowed}",
            )
        whose = {"duties": {name: duty | {"of": policy_id} for name, duty in duties.items()}}
        return raw | whose | {"waits": mapping(raw, "waits", written)}, written


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
    return sha256_of(pack.model_dump(mode="json", exclude_defaults=True))


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


def _years_after(day: date, years: int) -> date:
    last = months.monthrange(day.year + years, day.month)[1]
    return day.replace(year=day.year + years, day=min(day.day, last))
