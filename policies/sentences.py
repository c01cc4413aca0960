"""The plain English sentence that shows how a date came about, so that an officer can check the sum by hand. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from policies import clock_sums, sums
from policies.business_days import DAY, Calendar
from policies.gates import DayAfter, DayOf
from policies.matter import Deadline
from policies.moments import local_day
from policies.sums import Step

LISTED = 5
"""Up to so many counted days are all named; of longer counts the first and the last."""
# Not strftime: its names follow the machine's language.
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
UNITS = {"business_days": "business day", "calendar_days": "day", "weeks": "week"}
ENDS = {
    "deadline": "Due by the end of",
    "recurring": "Due by the end of",
    "window": "Possible until the end of",
    "retention": "To be kept until the end of",
}


def english(deadline: Deadline, calendar: Calendar) -> str:
    """How the date came about: what happened, what was counted and passed over, and when it is due."""
    place = deadline.zone.key.rpartition("/")[2].replace("_", " ")
    said = [phrase(step, calendar) for step in deadline.steps]
    if deadline.kind == "gate":
        return f"Opens on {full(_day(deadline.due))}, {place}: {'; '.join(said)}."
    anchor = deadline.anchor
    assert anchor is not None  # only a gate has none
    at = f" at {_clock(anchor.value.astimezone(deadline.zone))}" if isinstance(anchor.value, datetime) else ""
    moved = f" (after {anchor.cut_off:%H:%M}: counts as {full(anchor.counts_as)})" if _moved(deadline) else ""
    start = f"{spoken(anchor.event)} {full(anchor.day)}{at}{moved}."
    return f"{start} {_capital('; '.join(said))}. {_end(deadline, anchor.day, place)}"


def phrase(step: Step, calendar: Calendar) -> str:
    """One step in words."""
    match step:
        case sums.Count():
            return _count(step, calendar)
        case sums.Months():
            unit = _many(step.n, "year" if step.years else "month")
            return f"{unit}{', the first day included,' if step.inclusive else ''} to {full(step.result)}"
        case sums.Suspend():
            return f"moved to {full(step.result)}: " + _pauses((one, days) for one, days in step.suspended)
        case sums.Cycles():
            return f"{_many(step.n, 'complete billing cycle')} ending {full(step.result)}"
        case sums.Extend():
            return (
                f"extended by {_many(step.count.n, UNITS[step.count.unit])} ({spoken(step.event).lower()} {step.value})"
            )
        case sums.Roll():
            return _roll(step, calendar)
        case sums.Compare():
            each = " and ".join(phrase(steps[-1], calendar) for steps in step.branches.values())
            return f"the {'later' if step.latest else 'earlier'} of {each}"
    return _other(step, calendar)


def _other(step: Step, calendar: Calendar) -> str:
    match step:
        case clock_sums.Elapsed():
            return duration(step.seconds)
        case clock_sums.OpenTime():
            closed = _names(step.start.date(), step.result.date(), calendar)
            return f"{duration(step.seconds)} of open time{closed}"
        case DayOf():
            return f"{spoken(step.event).lower()} on {full(step.result)}"
        case DayAfter():
            return f"the day after the limit of {spoken(step.limit.duty).lower()}, {full(step.result - DAY)}"
    raise TypeError(step)


def duration(seconds: int) -> str:
    """A length of time in its largest whole unit."""
    for size, name in ((3600, "hour"), (60, "minute"), (1, "second")):
        if seconds % size == 0:
            return _many(seconds // size, name)
    raise ValueError(seconds)


def full(day: date) -> str:
    """A day with its year: `Thu 2 Apr 2026`."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def spoken(event: str) -> str:
    """An event's name as words: `final_response_sent` is "Final response sent"."""
    return event.replace("_", " ").capitalize()


def _count(step: sums.Count, calendar: Calendar) -> str:
    first = ", the first included" if step.inclusive else ""
    said = f"{_many(step.n, UNITS[step.unit])}{first}"
    if step.unit == "business_days":
        days = list(step.counted(calendar))
        shown = _listed(step.start, days) if len(days) <= LISTED else f"{_ends(step.start, days)}"
        said += f": {shown}{_names(step.first, step.result, calendar)}"
    pauses = step.stood_still()
    return said + (f", not counting {_pauses(pauses)}" if pauses else "")


def _pauses(pauses: Iterable[tuple[sums.Suspension, int]]) -> str:
    return " and ".join(
        f"{_many(days, 'day')} from {full(one.first)} to {full(one.last)} ({one.why})" for one, days in pauses
    )


def _roll(step: sums.Roll, calendar: Calendar) -> str:
    if step.strictly:
        return f"then the next business day, {full(step.result)}"
    if step.result == step.start:
        return f"{full(step.start)} is a business day"
    return f"{full(step.start)} is closed{_names(step.start, step.result, calendar)}: the next business day"


def _names(first: date, last: date, calendar: Calendar) -> str:
    """The holidays between two days, in brackets; Saturdays and Sundays need no telling."""
    names = calendar.holidays(first, last)
    if not names:
        return ""
    return f" ({' and '.join([', '.join(names[:-1]), names[-1]] if len(names) > 1 else names)} {_do(names)} not count)"


def _do(names: list[str]) -> str:
    return "does" if len(names) == 1 else "do"


def _end(deadline: Deadline, since: date, place: str) -> str:
    if isinstance(deadline.due, datetime):
        local = deadline.due.astimezone(deadline.zone)
        return f"Due before {_clock(local)} on {full(local.date())}, {place}"
    return f"{ENDS[deadline.kind]} {_named(deadline.due, since)}, {place}"


def _moved(deadline: Deadline) -> bool:
    return deadline.anchor is not None and deadline.anchor.day != deadline.anchor.counts_as


def _clock(instant: datetime) -> str:
    return f"{instant:%H:%M:%S}" if instant.second else f"{instant:%H:%M}"


def _day(moment: date | datetime) -> date:
    return local_day(moment, moment.tzinfo) if isinstance(moment, datetime) else moment  # type: ignore[arg-type]


def _many(n: int, unit: str) -> str:
    return f"{n} {unit}{'' if n == 1 else 's'}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _ends(start: date, days: list[date]) -> str:
    return f"{_listed(start, days[:1])} to {_named(days[-1], days[0])}"


def _listed(start: date, days: Iterable[date]) -> str:
    """Days as a list; the month is named where it is another than that of the day before."""
    named = []
    before = start
    for day in days:
        same = (day.year, day.month) == (before.year, before.month)
        named.append(f"{WEEKDAYS[day.weekday()]} {day.day}" if same else _named(day, before))
        before = day
    return ", ".join(named)


def _named(day: date, before: date) -> str:
    return full(day) if day.year != before.year else full(day).removesuffix(f" {day.year}")
