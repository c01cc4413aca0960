"""When a right opens by itself: on the day of an event, or when a limit has run out. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from policies import sums
from policies.business_days import DAY, Calendar
from policies.duty import Duty
from policies.matter import Deadline, Matter, hold
from policies.moments import Moment, local_day, start_of_day
from policies.moments import written as written_moment
from policies.sums import Step


def gate(matter: Matter, name: str, duty: Duty, found: Mapping[str, Deadline]) -> Deadline | None:
    """When a right opens: on the day of an event or on the day after the running limit, whichever is earlier."""
    if not hold(duty.when, matter.facts):
        return None
    limit = next((found[one] for one in duty.opens_after if one in found), None)
    branches: dict[str, tuple[Step, ...]] = {}
    moment = matter.first(duty.opens_on)
    if moment is not None and duty.opens_on:
        branches[duty.opens_on] = (DayOf(duty.opens_on, moment, local_day(moment, matter.zone)),)
    if limit is not None:
        branches[limit.duty] = (DayAfter(limit, local_day(limit.due, matter.zone) + DAY),)
    if not branches:
        return None
    steps = (sums.compare(branches),) if len(branches) > 1 else next(iter(branches.values()))
    day: date = steps[-1].result
    return Deadline(
        name, "gate", duty.level, duty.source, matter.zone, None, steps, day, start_of_day(day, matter.zone), (), limit
    )


@dataclass(frozen=True)
class DayOf:
    """The local day of an event."""

    event: str
    value: Moment
    result: date

    def shown(self, calendar: Calendar) -> dict[str, Any]:
        """The step as it stands in a certificate."""
        result = {"event": self.event, "value": written_moment(self.value), "result": self.result.isoformat()}
        return {"do": "day_of"} | result


@dataclass(frozen=True)
class DayAfter:
    """The day after a limit."""

    limit: Deadline
    result: date

    def shown(self, calendar: Calendar) -> dict[str, Any]:
        """The step as it stands in a certificate; the limit's whole certificate is put in by `policies.certificates`."""
        return {"do": "day_after", "limit": self.limit, "result": self.result.isoformat()}
