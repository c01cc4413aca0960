"""The dates of a complaint received on a day, and those that follow within twelve months if each is done on its last day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from owabi.deadlines.asking import Unanswerable, answer
from policies.pack import Pack
from policies.reader import Packs

Dated = dict[str, Any]
YEAR = timedelta(days=365)
MOST = 60
"""So many rounds of a repeating duty at most."""


def year(packs: Packs, pack: Pack, received: date, calendar: str) -> tuple[list[Dated], list[Dated]]:
    """The first dates of every duty, and those that repeat or follow, by date.

    Args:
        packs: where packs and calendars come from.
        pack: the pack.
        received: the day of receipt; of a pack that nothing runs from receipt in, the day of its first anchor.
        calendar: another calendar than the pack's; empty: the pack's.

    Raises:
        Unanswerable: the pack needs a calendar to be named, or the calendar does not reach that far.
    """
    events: dict[str, list[str]] = {start(pack): [received.isoformat()]}
    first = _asked(packs, pack, events, calendar)
    seen = {one["duty"] for one in first}
    following: list[Dated] = []
    found = first
    while fresh := _done_on_the_last_day(pack, found, events, received + YEAR):
        for event, day in fresh.items():
            events.setdefault(event, []).append(day)
        try:
            found = _asked(packs, pack, events, calendar)
        except Unanswerable:  # the calendar ends: what is known is shown
            break
        later = [
            one for one in found if one["duty"] not in seen or (_repeats(pack, one) and one not in following + first)
        ]
        following += [one for one in later if day_of(one) <= received + YEAR]
        seen |= {one["duty"] for one in later}
    return first, sorted(following, key=day_of)


def start(pack: Pack) -> str:
    """The event that a complaint begins with in that pack."""
    anchors = [duty.anchor for duty in pack.duties.values() if duty.anchor and duty.of == pack.id]
    return "received" if "received" in anchors else anchors[0]


def day_of(one: Dated) -> date:
    """The local day of a date."""
    return date.fromisoformat(str(one.get("due") or one["opens"])[:10])


def _asked(packs: Packs, pack: Pack, events: dict[str, list[str]], calendar: str) -> list[Dated]:
    request: Dated = {"pack": pack.id, "events": events}
    found: list[Dated] = answer(request | ({"calendar": calendar} if calendar else {}), packs)["duties"]
    return found


def _repeats(pack: Pack, one: Dated) -> bool:
    return pack.duties[one["duty"]].repeats


def _done_on_the_last_day(pack: Pack, found: list[Dated], events: dict[str, list[str]], until: date) -> dict[str, str]:
    """The events that other duties run from and that have not happened yet, on the last day of what brings them."""
    fresh: dict[str, str] = {}
    anchors = {duty.anchor for duty in pack.duties.values()}
    for one in found:
        name, duty, day = one["duty"], pack.duties[one["duty"]], day_of(one)
        if duty.repeats and day < until and len(events.get(f"{name}_sent", ())) < MOST:
            fresh[f"{name}_sent"] = day.isoformat()
        if duty.kind == "deadline" and not duty.repeats:
            brought = [*(duty.met_by or [f"{name}_sent"]), *(["closed"] if name == "final_response" else [])]
            fresh |= {event: day.isoformat() for event in brought if event in anchors and event not in events}
    return fresh
