"""Opening hours on the timeline: what so many business hours after an instant is, and how many lie between two.

The open periods of whole years are laid out once, as integers in order with the open time before each; a question is
then two or three searches by halving, so ten years cost what ten days cost. Years are laid out when first needed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from policies.calendars.opening import Hours, closed_ordinals, week_of, zone_of
from policies.calendars.timeline import Timeline, year_of
from policies.calendars.years import EPOCH, MICROSECOND


class WorkingTime:
    """The opening hours of one place, and arithmetic with them.

    Periods are half-open: open at the opening instant, closed at the closing one. Hours run in real time: a shift over
    a forward change of clocks lasts so much less, over a backward change so much more. A wall time that a forward
    change leaves out is moved forward by it (02:30 is 03:30); one that comes twice is the earlier. A date that a zone
    skips altogether has no hours. A shift until 24:00 belongs to the date on which it began, and so does its closed day.

    Instants have an offset, any one; results carry that of `zone`. They lie in the years 1900 to 2199.

    Args:
        zone: an IANA name such as `Europe/London`.
        hours: weekday (`mon` … `sun`) → shifts as opening and closing time, `24:00` allowed as the latter. A weekday
            that is left out is closed. Shifts may touch, not overlap.
        closed_days: local dates without hours, as dates or ISO text.

    Raises:
        ValueError: the zone is unknown, or hours or days are not written as said (see `policies.calendars.opening`).
    """

    __slots__ = ("_closed", "_timeline", "_week", "_weekly", "zone")

    def __init__(self, zone: str, hours: Hours, closed_days: Iterable[date | str] = ()) -> None:
        self.zone = zone_of(zone)
        self._week = week_of(hours)
        self._closed = closed_ordinals(closed_days)
        self._weekly = sum(closes - opens for shifts in self._week for opens, closes in shifts)
        self._timeline: Timeline | None = None

    def add(self, start: datetime, duration: timedelta) -> datetime:
        """The instant at which so much open time has run since `start`; exactly at closing where it runs out there.

        A duration of zero ends at `start`, open or not: nothing has to run, so nothing waits for an opening.

        Raises:
            ValueError: `start` has no offset, `duration` is negative, or the end lies after the year 2199.
        """
        instant = _instant(start)
        wanted = duration // MICROSECOND
        if wanted <= 0:
            if wanted:
                raise ValueError(f"a duration of {duration} is negative: opening hours are only counted forward")
            return self._local(instant)
        line = self._timeline
        if line is None or not line.begins <= instant < line.ends:
            line = self._around(instant, line)
        index = bisect_right(line.opens, instant) - 1
        target = line.before[index] + min(instant, line.closes[index]) - line.opens[index] + wanted
        while target > line.total:
            years = (target - line.total) // (53 * self._weekly) + 1
            line = self._longer(line, line.first_year, line.last_year + years)
        index = bisect_left(line.before, target) - 1
        return self._local(line.opens[index] + target - line.before[index])

    def elapsed(self, start: datetime, end: datetime) -> timedelta:
        """The open time between two instants; zero where `end` is not after `start`.

        Raises:
            ValueError: an instant has no offset or lies outside the years 1900 to 2199.
        """
        first, last = _instant(start), _instant(end)
        if last <= first:
            return timedelta()
        line = self._timeline
        if line is None or not (line.begins <= first and last < line.ends):
            line = self._around(last, self._around(first, line))
        opens, closes, before = line.opens, line.closes, line.before
        one, other = bisect_right(opens, first) - 1, bisect_right(opens, last) - 1
        until_first = before[one] + min(first, closes[one]) - opens[one]
        until_last = before[other] + min(last, closes[other]) - opens[other]
        return timedelta(0, 0, until_last - until_first)

    def is_open(self, instant: datetime) -> bool:
        """Whether it is open at that instant; raises ValueError without an offset or outside 1900 to 2199."""
        at = _instant(instant)
        line = self._around(at, self._timeline)
        return at < line.closes[bisect_right(line.opens, at) - 1]

    def next_open(self, instant: datetime) -> datetime:
        """The first open instant from `instant` on: itself while open, else the next opening.

        Raises:
            ValueError: the instant has no offset, or nothing opens until the end of the year 2199.
        """
        at = _instant(instant)
        line = self._around(at, self._timeline)
        index = bisect_right(line.opens, at)
        if at < line.closes[index - 1]:
            return self._local(at)
        while index == len(line.opens):
            line = self._longer(line, line.first_year, line.last_year + 1)
        return self._local(line.opens[index])

    def _local(self, instant: int) -> datetime:
        # A double holds microseconds exactly until the year 2242, and this is the fastest way to a local time.
        return datetime.fromtimestamp(instant / 1_000_000, self.zone)

    def _around(self, instant: int, line: Timeline | None) -> Timeline:
        """`line`, made longer where that instant does not lie on it."""
        if line is not None and line.begins <= instant < line.ends:
            return line
        year = year_of(instant, self.zone)
        if line is None:
            return self._longer(None, year, year)
        return self._longer(line, min(line.first_year, year), max(line.last_year, year))

    def _longer(self, line: Timeline | None, first: int, last: int) -> Timeline:
        """A timeline of the years `first` to `last`, kept for the next question."""
        longer = Timeline.of(self.zone, self._week, self._closed, first, last, line)
        self._timeline = longer
        return longer


_NAIVE = "an instant without an offset cannot be placed on opening hours: give it a time zone"


def _instant(moment: datetime) -> int:
    """An instant as a number; raises ValueError without an offset."""
    try:
        since = moment - EPOCH
    except TypeError:
        raise ValueError(_NAIVE) from None
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds
