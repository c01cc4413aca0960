"""One question about dates and its answer (`owabi deadlines`, one line of a batch)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from domain.errors import InvalidPolicy, PolicyNotFound
from policies.business_days import Calendar
from policies.certificates import Policy, certificate, dates
from policies.deadlines import deadlines
from policies.matter import Deadline, Matter
from policies.moments import Moment, read
from policies.reach import outside
from policies.reader import Packs, in_full, pack_hash

KEYS = ("id", "pack", "facts", "events", "calendar")
FOR_TESTS = ("expect", "why", "confidence")
"""What a file of worked dates carries beside; not looked at."""


class Unanswerable(Exception):
    """The question cannot be answered; the message says what to change."""


def answer(request: Any, packs: Packs) -> dict[str, Any]:
    """The duties of the pack with their dates and certificates, in the pack's order.

    Args:
        request: `{"pack", "events", "facts"?, "calendar"?}`: events are local dates or instants with offset.
        packs: where packs and calendars come from.

    Raises:
        Unanswerable: the question is wrong; the message names the key and what is allowed.
    """
    try:
        matter, policy = _matter(request, packs)
        found = deadlines(matter)
    except (ValueError, OverflowError, InvalidPolicy, PolicyNotFound) as error:
        raise Unanswerable(str(error)) from None
    for one in found:
        if day := outside(one, matter.calendar):
            known = f"{matter.calendar.since} to {matter.calendar.until}"
            raise Unanswerable(
                f"calendar {matter.calendar.id} knows the days {known}: {one.duty} needs {day}; "
                "extend the calendar's file first"
            )
    return {"duties": [_duty(one, policy, matter.calendar) for one in found]}


def _duty(one: Deadline, policy: Policy, calendar: Calendar) -> dict[str, Any]:
    proof = certificate(one, policy, calendar)
    return {"duty": one.duty, "level": one.level} | dates(one) | {"certificate": proof}


def _matter(request: Any, packs: Packs) -> tuple[Matter, Policy]:
    asked = _object(request, "a request")
    if unknown := [key for key in asked if key not in KEYS + FOR_TESTS]:
        raise Unanswerable(f"unknown key {unknown[0]!r}; a request has {', '.join(KEYS)}")
    if not isinstance(asked.get("pack"), str):
        raise Unanswerable(f"pack: must be the id of a policy pack: {', '.join(packs.ids())}")
    calendar_id = asked.get("calendar")
    if calendar_id is not None and not isinstance(calendar_id, str):
        raise Unanswerable("calendar: must be a calendar's id such as GB-SCT; `owabi calendar list` shows them")
    pack = packs.pack(asked["pack"])
    days, name, zone = packs.place(pack, calendar_id)
    events = {event: _moments(event, value) for event, value in _object(asked.get("events") or {}, "events").items()}
    if not events:
        raise Unanswerable("events: give at least one, such as received")
    facts = _object(asked.get("facts") or {}, "facts")
    for fact, value in facts.items():
        if not isinstance(value, bool | int | str):
            raise Unanswerable(f"fact {fact}: must be true, false, a whole number or a text")
    matter = Matter(pack, in_full(days, name), ZoneInfo(zone), events, dict(facts))
    return matter, Policy(pack.id, pack.version, pack_hash(pack))


def _object(value: Any, what: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise Unanswerable(f"{what}: must be a JSON object")
    return value


def _moments(event: str, value: Any) -> list[Moment]:
    values = value if isinstance(value, list) else [value]
    if not values or not all(isinstance(one, str) for one in values):
        raise Unanswerable(f"event {event}: must be a date such as 2026-04-02 or an instant with its offset, as text")
    try:
        return [read(one) for one in values]
    except ValueError as error:
        raise Unanswerable(f"event {event}: {error}") from None
