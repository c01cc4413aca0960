"""When something happened: a local day, or an instant with its offset. And the days it falls on."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
Moment = date | datetime
"""A local date where only the day is known, else an instant; an instant without an offset is an error everywhere."""


def is_instant(moment: Moment) -> bool:
    """Whether the time of day is known."""
    return isinstance(moment, datetime)


def aware(instant: datetime) -> datetime:
    """The instant itself; raises ValueError when it has no offset."""
    if instant.utcoffset() is None:
        raise ValueError("an instant without an offset cannot be placed on a calendar: add one, such as Z or +09:00")
    return instant


def local_day(moment: Moment, zone: ZoneInfo) -> date:
    """The local day it falls on in that zone; raises ValueError without an offset."""
    return aware(moment).astimezone(zone).date() if isinstance(moment, datetime) else moment


def local_time(instant: datetime, zone: ZoneInfo) -> time:
    """The time of day of `instant` in that zone; raises ValueError without an offset."""
    return aware(instant).astimezone(zone).time()


def start_of_day(day: date, zone: ZoneInfo) -> datetime:
    """The first instant of a local day, in UTC.

    Where the clock leaves midnight out, the instant it jumps to; where it shows midnight twice, the earlier.
    """
    return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)


def end_of_day(day: date, zone: ZoneInfo) -> datetime:
    """The first instant of the day after, in UTC."""
    return start_of_day(day + DAY, zone)


def happened_by_end_of(moment: Moment, day: date, zone: ZoneInfo) -> bool:
    """Whether it lies before the end of that local day: an instant before the next day begins, a date not after it."""
    if isinstance(moment, datetime):
        return aware(moment) < end_of_day(day, zone)
    return moment <= day


def share_of(start: datetime, end: datetime, percent: int) -> datetime:
    """The instant at which so many per cent of the time from `start` to `end` have run, in UTC, to the second."""
    moment = aware(start) + (aware(end) - start) * percent / 100
    return moment.astimezone(UTC).replace(microsecond=0)


def order(moment: Moment, zone: ZoneInfo) -> datetime:
    """What moments are ordered by: the instant, of a date its beginning."""
    return aware(moment) if isinstance(moment, datetime) else start_of_day(moment, zone)


def written(moment: Moment) -> str:
    """As it stands in a certificate: the ISO date, or the ISO instant; UTC as `Z`."""
    if isinstance(moment, datetime):
        text = moment.isoformat()
        return text.replace("+00:00", "Z") if text.endswith("+00:00") else text
    return moment.isoformat()


def read(text: str) -> Moment:
    """A moment from its text: `2026-04-02`, or RFC 3339 with an offset.

    Raises:
        ValueError: neither, or a time without an offset.
    """
    try:
        if len(text) == len("2026-04-02"):
            return date.fromisoformat(text)
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(
            f"{text[:40]!r} is neither a date such as 2026-04-02 nor an instant such as 2026-04-02T09:30:00+01:00"
        ) from None
    if instant.utcoffset() is None:
        raise ValueError(f"{text[:40]!r} has no offset: add one, such as Z or +09:00, or give the date alone")
    return instant
