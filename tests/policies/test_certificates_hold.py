"""Whatever happens to a complaint of any pack, each of its dates has a certificate that the independent checker agrees with."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from policies import sums
from policies.business_days import Calendar
from policies.calendars import files
from policies.certificates import Policy, certificate, dates
from policies.check_certificate import check
from policies.deadlines import deadlines
from policies.extensions import CAP_LIFTED_BY
from policies.matter import Matter
from policies.moments import Moment
from policies.pack import MUST_BE_NAMED, Pack
from policies.reach import outside
from policies.reader import Packs, in_full
from policies.sums import Suspension

PACKS = Packs()
FIRST = date(2019, 1, 1)
DAYS = st.integers(0, 15 * 365).map(lambda n: FIRST + timedelta(days=n))
INSTANTS = st.integers(0, 15 * 365 * 86_400).map(lambda n: datetime(2019, 1, 1, tzinfo=UTC) + timedelta(seconds=n))


def places(pack: Pack) -> list[str]:
    """Calendars that go with a pack."""
    every = [one for one in files.ids() if not pack.calendars or one.startswith(tuple(pack.calendars))]
    return every if pack.calendar in (MUST_BE_NAMED, "firm") or pack.zone == "calendar" else [pack.calendar, *every]


@st.composite
def matters(draw: st.DrawFn) -> Matter:
    """A pack, its calendar, some of its events within a year of each other, and some of its facts."""
    pack = PACKS.pack(draw(st.sampled_from(PACKS.ids())))
    days, name, zone = PACKS.place(pack, draw(st.sampled_from(places(pack))))
    known = {"received", *pack.replaces.values()}
    for rule in pack.duties.values():
        known |= {
            rule.anchor or "received",
            rule.opens_on or "received",
            *(v.anchor or "received" for v in rule.variants),
        }
        known |= {rule.only_after.event} if rule.only_after else set()
        known |= set(rule.extension.events) if rule.extension else set()
    start = draw(DAYS)
    events: dict[str, Moment] = {}
    for event in draw(st.sets(st.sampled_from(sorted(known)), min_size=1)):
        later = draw(st.integers(0, 120))
        day = start + timedelta(days=later)
        clock = timedelta(seconds=draw(st.integers(0, 86_399)))
        instant = datetime(day.year, day.month, day.day, tzinfo=UTC) + clock
        events[event] = instant if draw(st.booleans()) else day
    facts: dict[str, Any] = {"extension_days": draw(st.integers(1, 30))}
    if draw(st.booleans()):
        facts[CAP_LIFTED_BY] = "mana.manager"
    for fact, rule_of in pack.facts.items():
        if draw(st.booleans()):
            values = st.sampled_from(rule_of.one_of) if rule_of.one_of else st.booleans()
            facts[fact] = draw(st.integers(*rule_of.between) if rule_of.between else values)
    pause = draw(st.integers(0, 60))
    pauses = (
        (Suspension(start + timedelta(days=5), start + timedelta(days=5 + pause), "away", "lead"),) if pause else ()
    )
    return Matter(pack, in_full(days, name), ZoneInfo(zone), events, facts, pauses)


@settings(max_examples=300, deadline=None)
@given(matters())
def test_every_certificate_is_right_and_says_the_engines_date(matter: Matter) -> None:
    policy = Policy(matter.pack.id, matter.pack.version, "0" * 64)
    for one in deadlines(matter):
        assume(outside(one, matter.calendar) is None)
        proof = certificate(one, policy, matter.calendar)
        checked = check(json.dumps(proof, ensure_ascii=False))
        assert {key: checked[key] for key in dates(one)} == dates(one)


@pytest.mark.parametrize("duty", ["first_response", "resolve_8_business_hours"])
def test_a_clock_of_opening_hours_checks_where_winter_time_is_utc(duty: str) -> None:
    pack = PACKS.pack("retail-sla")
    days, name, zone = PACKS.place(pack, "GB-ENG")
    received = {"received": datetime(2026, 1, 5, 10, 0, tzinfo=UTC)}
    matter = Matter(pack, in_full(days, name), ZoneInfo(zone), received, {"channel": "email"})
    [one] = [one for one in deadlines(matter) if one.duty == duty]
    proof = certificate(one, Policy(pack.id, pack.version, "0" * 64), matter.calendar)
    assert zone == "Europe/London"
    assert proof["due"] == proof["steps"][-1]["result"] == check(json.dumps(proof, ensure_ascii=False))["due"]


CALENDAR = in_full(files.read("JP-GOV"), "JP-GOV")
PERIODS = st.tuples(DAYS, st.integers(1, 60), st.sampled_from(["business_days", "calendar_days", "weeks"]))


def pause(after: date, begins: int, days: int) -> Suspension:
    """A pause that begins so many days after a day."""
    first = after + timedelta(days=begins)
    return Suspension(first, first + timedelta(days=days))


@given(PERIODS, st.integers(0, 90), st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))
def test_pausing_twice_is_pausing_once_for_the_days_of_both(
    period: tuple[date, int, str], begins: int, first: int, apart: int, second: int
) -> None:
    start, n, unit = period
    one, other = pause(start, begins, first), pause(start, begins + apart, second)
    both = Suspension(one.first, max(one.last, other.last)) if other.first <= one.last + timedelta(days=1) else None
    twice = sums.count(start, n, unit, CALENDAR, (one, other)).result
    assert twice == sums.count(start, n, unit, CALENDAR, (other, one)).result
    if both:
        assert twice == sums.count(start, n, unit, CALENDAR, (both,)).result


@given(PERIODS, st.integers(0, 90), st.integers(0, 30))
def test_a_pause_never_brings_a_date_forward(period: tuple[date, int, str], begins: int, days: int) -> None:
    start, n, unit = period
    assert sums.count(start, n, unit, CALENDAR, (pause(start, begins, days),)).result >= (
        sums.count(start, n, unit, CALENDAR).result
    )


@given(DAYS, st.integers(1, 80), st.sets(st.integers(0, 200), max_size=40), st.sets(st.integers(0, 6), min_size=1))
def test_business_days_are_those_a_walk_day_by_day_counts(
    start: date, n: int, closed: set[int], weekdays: set[int]
) -> None:
    days = {start + timedelta(days=k): "closed" for k in closed}
    calendar = Calendar(
        {day: name for day, name in days.items() if day.weekday() in weekdays}, FIRST, FIRST, frozenset(weekdays)
    )
    day, left = start, n
    while left:
        day += timedelta(days=1)
        left -= day.weekday() in weekdays and day not in days
    assert calendar.add(start, n) == day
    assert calendar.between(start + timedelta(days=1), day) == n
