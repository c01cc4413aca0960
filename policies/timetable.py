"""Which dates follow from what happened, as a complaint records them: every duty and wait of the policy it carries. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from messages.decisions import ClockPause, DateDecided, ExtensionTold, PolicySnapshot
from policies.business_days import Calendar
from policies.certificates import Json, Policy, certificate
from policies.deadlines import deadlines, waits
from policies.duty import Duty
from policies.ladder import Rung, instants, on_dates, shares
from policies.matter import Deadline, Matter, Told
from policies.moments import end_of_day, start_of_day
from policies.pack import Pack
from policies.sums import Suspension

CARRIED = {"closed_days", "line"}
"""What a snapshot's rules hold beside the pack."""


def dates_for(
    policy: PolicySnapshot,
    events: Mapping[str, datetime],
    facts: Mapping[str, Any],
    pauses: Sequence[ClockPause] = (),
    told: Mapping[str, ExtensionTold] = MappingProxyType({}),
) -> tuple[list[DateDecided], dict[str, Json]]:
    """The dates that follow from `events`, in the order of the rules (duties first, then waits), and the duties' certificates.

    What is anchored on another event, or owed only under facts that do not hold, is left out. A recurring duty gets its
    next date, counted from its anchor or from the latest `<duty>_sent`.

    Args:
        policy: what the complaint carries: the pack, and the closed days it can need.
        events: what happened, by name (`received`, `closed`, `question_asked`, …), each with its offset.
        facts: what the policy asks for (`item_return`, …); others are ignored.
        pauses: days on which the firm's own targets did not run.
        told: duties that were given more time already, with when the customer was told and how many days.

    Raises:
        ValueError: an event's instant has no offset, or a fact has a value the pack does not know.
    """
    calendar = Calendar.of(policy.rules)
    pack = pack_of(policy)
    stood = tuple(Suspension(one.first, one.last, one.why, one.by) for one in pauses)
    longer = {duty: Told(one.at, one.days, one.cap_lifted_by) for duty, one in told.items()}
    matter = Matter(pack, calendar, ZoneInfo(policy.zone), events, dict(facts), stood, longer)
    owed = deadlines(matter, inherited=True)
    named = Policy(policy.id, policy.version, policy.hash)
    proofs = {one.duty: certificate(one, named, calendar) for one in owed}
    dates = [
        _decided(one, proofs[one.duty]["sentence"]["en"], pack.ladder, calendar).model_copy(
            update={"title_ja": _title_ja(pack, one.duty)}
        )
        for one in owed
    ]
    for wait in waits(matter):
        why = _sentence(wait, named, calendar).replace("Due by the end of", "Until the end of")
        dates.append(_as_wait(_decided(wait, why, [], calendar)))
    return dates, proofs


def pack_of(policy: PolicySnapshot) -> Pack:
    """The pack that a complaint carries."""
    return _parsed(policy.hash, _Rules(policy.rules))


class _Rules:
    """Rules that are told apart by the snapshot's hash alone."""

    def __init__(self, rules: Mapping[str, Any]) -> None:
        self.rules = rules

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Rules)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=64)
def _parsed(_hash: str, rules: _Rules) -> Pack:
    return Pack.model_validate({key: value for key, value in rules.rules.items() if key not in CARRIED})


def _title_ja(pack: Pack, duty: str) -> str:
    rule = pack.duties.get(duty)
    return rule.title.ja if rule and rule.title else ""


def shortened(policy: PolicySnapshot, rungs: Sequence[str], at: datetime) -> tuple[list[DateDecided], dict[str, Json]]:
    """The dates at which our own targets end at the latest, for the rungs of these names that shorten them; with certificates.

    Args:
        policy: what the complaint carries.
        rungs: names of rungs; those that shorten nothing are left out.
        at: the instant of the act, from which the period runs.
    """
    if not rungs:
        return [], {}
    pack, calendar = pack_of(policy), Calendar.of(policy.rules)
    given = {
        shorten_key(one.name): Duty(anchor="shortened", period=one.shorten, level="target", source=one.source)
        for one in pack.ladder
        if one.name in rungs and one.shorten
    }
    mine = pack.model_copy(update={"duties": given, "moratoria": []})
    owed = deadlines(Matter(mine, calendar, ZoneInfo(policy.zone), {"shortened": at}, {}, ()), inherited=True)
    named = Policy(policy.id, policy.version, policy.hash)
    proofs = {one.duty: certificate(one, named, calendar) for one in owed}
    dates = [_decided(one, proofs[one.duty]["sentence"]["en"], pack.ladder, calendar) for one in owed]
    return [_as_wait(date) for date in dates], proofs


def shorten_key(rung: str) -> str:
    """The name of the date that a rung's `shorten` decides."""
    return f"shortened_by_{rung}"


def _sentence(one: Deadline, named: Policy, calendar: Calendar) -> str:
    sentence: str = certificate(one, named, calendar)["sentence"]["en"]
    return sentence


def _as_wait(date: DateDecided) -> DateDecided:
    return date.model_copy(update={"level": "wait"})


def _decided(one: Deadline, why: str, ladder: Sequence[Rung], calendar: Calendar) -> DateDecided:
    begin = _begin(one)
    last = one.due if not isinstance(one.due, datetime) else one.due.date()
    if last > calendar.until and any(getattr(step, "unit", "") == "business_days" for step in one.steps):
        why += f" Closed days after {calendar.until} are not known and were counted as open."
    mine = on_dates(ladder, one.duty, one.level)
    comes = instants(mine, begin, one.late_from, one.due, calendar, one.zone)
    first = next(iter(shares(mine)), None)
    return DateDecided(
        duty=one.duty,
        level=one.level,
        kind="deadline" if one.kind == "recurring" else one.kind,
        anchor_event=one.anchor.event if one.anchor else "",
        anchor_at=begin,
        due=one.due,
        late_from=one.late_from,
        warn_at=comes.pop(first) if first else None,
        warnings=comes,
        why=why,
    )


def _begin(one: Deadline) -> datetime:
    """When it begins to run; a gate has no beginning, it only opens."""
    if one.anchor is None:
        return one.late_from
    at = one.anchor.value
    return at if isinstance(at, datetime) else start_of_day(at, one.zone)


REMINDED_BEFORE = timedelta(days=3)
"""How long before the end of a day that a person set its owner is reminded."""


def days_set(days: Mapping[str, date], at: datetime, zone: str) -> list[DateDecided]:
    """The instants of days that a person set (a task's due date): met until the end of the local day."""
    decided = []
    for name, day in days.items():
        late = end_of_day(day, ZoneInfo(zone))
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
