"""Which dates follow from what happened: every duty and wait of a policy anchored on the given events. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from domain.words import DutyLevel
from messages.deeds import DateDecided
from policies import sentences
from policies.dates import (
    DAY,
    Calendar,
    Count,
    business_days,
    calendar_days,
    local_day,
    local_time,
    next_business_day,
    share_of,
    start_of_day,
)

Rules = Mapping[str, Any]
"""The rules a complaint carries (`PolicySnapshot.rules`)."""


@dataclass(frozen=True)
class _Span:
    """One row of the rules that applies: which date, and from which of the events."""

    name: str
    level: DutyLevel | Literal["wait"]
    anchor: str
    period: Rules


def dates_for(rules: Rules, events: Mapping[str, datetime], facts: Mapping[str, Any], zone: str) -> list[DateDecided]:
    """The dates that follow from `events`, in the order of the rules: duties first, then waits.

    What is anchored on another event, or owed only under facts that do not hold, is left out. A recurring duty gets its
    next date, counted from its anchor or from the latest `<duty>_sent`.

    Args:
        rules: what the complaint's policy says, closed days included.
        events: what happened, by name (`received`, `closed`, `question_asked`, …), each with its offset.
        facts: what the policy asks for (`item_return`, …); others are ignored.
        zone: the IANA name of the zone in which days are counted.

    Raises:
        ValueError: an event's instant has no offset.
    """
    place = ZoneInfo(zone)
    calendar = Calendar.of(rules)
    return [_decided(span, events[span.anchor], rules, calendar, place) for span in _spans(rules, events, facts)]


def _spans(rules: Rules, events: Mapping[str, datetime], facts: Mapping[str, Any]) -> Iterator[_Span]:
    for name, duty in rules["duties"].items():
        if not _hold(duty.get("when", {}), facts):
            continue
        other = duty.get("instead")
        row = other if other and other["anchor"] in events and _hold(other["when"], facts) else duty
        anchors = [row["anchor"], f"{name}_sent"] if duty.get("repeats") else [row["anchor"]]
        if anchor := _latest(anchors, events):
            yield _Span(name, duty["level"], anchor, row["period"])
    for name, wait in rules["waits"].items():
        if anchor := _latest(wait["anchor"], events):
            yield _Span(name, "wait", anchor, wait["period"])


def _hold(when: Mapping[str, Any], facts: Mapping[str, Any]) -> bool:
    return all(facts.get(name) == value for name, value in when.items())


def _latest(anchors: list[str], events: Mapping[str, datetime]) -> str | None:
    happened = [anchor for anchor in anchors if anchor in events]
    return max(happened, key=lambda anchor: events[anchor]) if happened else None


def _decided(span: _Span, at: datetime, rules: Rules, calendar: Calendar, zone: ZoneInfo) -> DateDecided:
    counts_as, moved = _counts_as(span.anchor, at, rules, calendar, zone)
    count = _counted(counts_as, span.period, calendar)
    late_from = start_of_day(count.last + DAY, zone)
    warning = None if span.level == "wait" else _warning(rules)
    return DateDecided(
        duty=span.name,
        level=span.level,
        anchor_event=span.anchor,
        anchor_at=at,
        due=count.last,
        late_from=late_from,
        warn_at=share_of(at, late_from, warning) if warning else None,
        why=sentences.why(
            event=span.anchor,
            day=local_day(at, zone),
            counts_as=counts_as,
            moved=moved,
            unit=span.period["unit"],
            count=count,
            owed=span.level != "wait",
            zone=zone.key,
            known_until=calendar.until,
        ),
    )


def _counts_as(event: str, at: datetime, rules: Rules, calendar: Calendar, zone: ZoneInfo) -> tuple[date, str]:
    """The day an event counts as, and why not its own: with a cut-off, what comes late counts later."""
    day = local_day(at, zone)
    cut_off = rules.get("cut_off")
    if not cut_off or event not in cut_off["anchors"]:
        return day, ""
    if not calendar.is_business_day(day):
        return next_business_day(day, calendar), "a closed day"
    if local_time(at, zone) > time.fromisoformat(cut_off["at"]):
        return next_business_day(day, calendar), f"after {cut_off['at'][:5]}"
    return day, ""


def _counted(after: date, period: Rules, calendar: Calendar) -> Count:
    if period["unit"] == "business_days":
        return business_days(after, period["n"], calendar)
    return calendar_days(after, period["n"])


def _warning(rules: Rules) -> int | None:
    """The share of the time, in per cent, at which the ladder's first warning stands."""
    shares = [int(rung["at"].removesuffix("%")) for rung in rules["ladder"] if rung["at"].endswith("%")]
    return min(shares, default=None)


REMINDED_BEFORE = timedelta(days=3)
"""How long before the end of a day that a person set its owner is reminded."""


def days_set(days: Mapping[str, date], at: datetime, zone: str) -> list[DateDecided]:
    """The instants of days that a person set (a task's due date): met until the end of the local day."""
    decided = []
    for name, day in days.items():
        late = start_of_day(day + timedelta(days=1), ZoneInfo(zone))
        warn = max(late - REMINDED_BEFORE, at)
        decided.append(
            DateDecided(
                duty=name,
                level="target",
                anchor_event="set_by_a_person",
                anchor_at=at,
                due=day,
                late_from=late,
                warn_at=warn if warn < late else None,
                why=f"Set by a person. Due by the end of {day:%a} {day.day} {day:%b %Y}, {zone}",
            )
        )
    return decided
