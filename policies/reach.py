"""Whether a calendar knows all the days that a sum asked it about. Pure."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from policies import clock_sums, sums
from policies.business_days import Calendar
from policies.gates import DayAfter
from policies.matter import Deadline
from policies.moments import local_day
from policies.sums import Step


def outside(deadline: Deadline, calendar: Calendar) -> date | None:
    """A day that the sum asks the calendar about and that it does not know; None where it knows them all."""
    anchor = deadline.anchor
    days = [anchor.day] if anchor and anchor.cut_off else []
    for step in deadline.steps:
        days += _asked(step, anchor.counts_as if anchor else local_day(deadline.due, deadline.zone), deadline.zone)
    return next((day for day in days if not calendar.since <= day <= calendar.until), None)


def _asked(step: Step, start: date, zone: ZoneInfo) -> list[date]:
    """First and last day of a step that asks about business days."""
    if isinstance(step, sums.Compare):
        return [day for steps in step.branches.values() for one in steps for day in _asked(one, start, zone)]
    if isinstance(step, DayAfter):
        return []
    asks = isinstance(step, sums.Roll | clock_sums.OpenTime)
    counted = step.count if isinstance(step, sums.Extend) else step
    asks |= isinstance(counted, sums.Count) and counted.unit == "business_days"
    return [start, local_day(step.result, zone)] if asks else []
