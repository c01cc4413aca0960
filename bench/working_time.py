"""Opening hours beside three libraries, in one process: what an `add` and an `elapsed` cost, and how that grows.

The libraries are no dependency of the project, so a throw-away environment has them (one line, from the project's folder):

    uv run --no-project --python 3.12 --with businesstimedelta --with business-duration --with pandas --with tzdata \\
        python -m bench.working_time

All have Monday to Friday, 09:00 to 17:00 in London and the bank holidays of England; all get instants of that zone.
"""

from __future__ import annotations

import sys
import timeit
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from importlib import import_module, metadata
from time import process_time
from typing import Any
from zoneinfo import ZoneInfo

from policies.calendars import WorkingTime

ZONE = ZoneInfo("Europe/London")
CLOSED = sorted(
    {date(2026, month, day) for month, day in ((4, 3), (4, 6), (5, 4), (5, 25), (8, 31), (12, 28))}
    | {date(year, month, day) for year in range(2026, 2047) for month, day in ((1, 1), (12, 25), (12, 26))}
)
START = datetime(2026, 3, 16, 10, 30, tzinfo=ZONE)
HOUR = timedelta(hours=1)
SPANS = {"10 days": 10, "60 days": 60, "1 year": 365, "10 years": 3_650}


@dataclass(frozen=True)
class Side:
    """One library, ready to be asked."""

    name: str
    add: Callable[[int], Any] | None
    """So many open hours after START; None where the library cannot."""
    elapsed: Callable[[datetime], Any] | None
    """The open time from START until then."""


def ours() -> Side:
    days = ("mon", "tue", "wed", "thu", "fri")
    working = WorkingTime("Europe/London", {day: [("09:00", "17:00")] for day in days}, CLOSED)
    return Side("owabi", lambda hours: working.add(START, hours * HOUR), lambda end: working.elapsed(START, end))


def businesstimedelta() -> Side:
    # Its rules localize by pytz, so the zone is pytz's here and the instants stay those of all.
    library, pytz = import_module("businesstimedelta"), import_module("pytz")
    zone = pytz.timezone("Europe/London")
    work = library.WorkDayRule(time(9), time(17), [0, 1, 2, 3, 4], tz=zone)
    rules = library.Rules([work, library.HolidayRule(CLOSED, tz=zone)])
    return Side(
        f"businesstimedelta {metadata.version('businesstimedelta')}",
        lambda hours: START + library.BusinessTimeDelta(rules, hours=hours),
        lambda end: rules.difference(START, end).timedelta,
    )


def business_duration() -> Side:
    count = import_module("business_duration").businessDuration
    holidays = dict.fromkeys(CLOSED, "closed")
    return Side(
        f"business-duration {metadata.version('business-duration')}",
        None,
        lambda end: timedelta(minutes=count(START, end, time(9), time(17), holidaylist=holidays, unit="min")),
    )


def pandas() -> Side:
    """The offset has no difference of its own; counting the steps of a range, in whole hours, is what it offers."""
    library = import_module("pandas")
    hour = library.offsets.CustomBusinessHour(start="09:00", end="17:00", holidays=CLOSED)
    start = library.Timestamp(START)
    return Side(
        f"pandas {metadata.version('pandas')} CustomBusinessHour",
        lambda hours: start + hours * hour,
        lambda end: HOUR * (len(library.date_range(start, library.Timestamp(end), freq=hour)) - 1),
    )


def microseconds(ask: Callable[[], Any]) -> float:
    """CPU time of one question: the best of five rounds, each long enough to be measured."""
    ask()
    timer = timeit.Timer(ask, timer=process_time)
    number, _ = timer.autorange()
    number = max(1, number // 4)
    return min(timer.repeat(5, number)) / number * 1e6


Question = Callable[[], Any]


def line(what: str, own: Question, theirs: list[Question | None]) -> None:
    """One row of the table: what each side needs, how many times our time that is, and whether it says the same."""
    base, answer = microseconds(own), own()
    cells = [f"{base:.2f} µs"]
    for ask in theirs:
        if ask is None:
            cells.append("-")
            continue
        took = microseconds(ask)
        cells.append(f"{took:,.0f} µs, {took / base:,.0f}×{'' if ask() == answer else ' (another answer)'}")
    print(f"| {what} | " + " | ".join(cells) + " |", flush=True)


def asked[T](ask: Callable[[T], Any] | None, what: T) -> Question | None:
    """The question with its argument, where the side can answer it."""
    return None if ask is None else partial(ask, what)


def first_answer(end: datetime) -> Any:
    """The first answer of a new object."""
    elapsed = ours().elapsed
    assert elapsed is not None
    return elapsed(end)


def first_answers() -> None:
    """What the first question costs, with nothing laid out yet."""
    for years in (1, 10):
        end = START + timedelta(days=365 * years)
        took = microseconds(partial(first_answer, end)) / 1e3
        print(f"made and asked once over {years} year(s): {took:.2f} ms (the zone's midnights known)")


COMMAND = (
    "uv run --no-project --python 3.12 --with businesstimedelta --with business-duration --with pandas --with tzdata "
    "python -m bench.working_time"
)


def main() -> int:
    """Print the table; without the other libraries, how to get them."""
    try:
        sides = [ours(), businesstimedelta(), business_duration(), pandas()]
    except ImportError as missing:
        print(f"bench: {missing.name} is not here; this has all that is compared: {COMMAND}", file=sys.stderr)
        return 1
    print("| | " + " | ".join(side.name for side in sides) + " |")
    print("|---|" + "---|" * len(sides))
    for hours in (8, 40, 400, 20_000):
        questions = [asked(side.add, hours) for side in sides]
        assert questions[0] is not None
        line(f"add {hours:,} h", questions[0], questions[1:])
    for span, days in SPANS.items():
        questions = [asked(side.elapsed, START + timedelta(days=days)) for side in sides]
        assert questions[0] is not None
        line(f"elapsed over {span}", questions[0], questions[1:])
    first_answers()
    return 0


if __name__ == "__main__":
    sys.exit(main())
