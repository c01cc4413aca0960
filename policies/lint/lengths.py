"""Whether one length of time can end later than another, whatever the calendar. Pure."""

from __future__ import annotations

from math import inf
from typing import Literal

from policies.in_words import period_in_words
from policies.period import CLOCKS, Period, Side

Order = Literal["sooner", "same", "later", "unsure"]
DAYS = {"calendar_days": (1, 1), "weeks": (7, 7), "months": (28, 31), "years": (365, 366), "billing_cycles": (28, 62)}
"""The fewest and the most calendar days that one of a unit can take."""
OPEN_HOURS = ("hours_excluding_closed", "business_hours")


def compared(one: Period | Side, other: Period | Side) -> Order:
    """Whether `one` always ends sooner than `other` from the same anchor, the same, later, or sometimes this, sometimes that."""
    if one == other:
        return "same"
    if isinstance(one, Side) or isinstance(other, Side):
        return "unsure"
    if one.unit == other.unit:
        ours, theirs = (2 * length.n - (length.count == "inclusive") for length in (one, other))
        return "sooner" if ours < theirs else "later" if ours > theirs else "same"
    (least, most), (fewest, longest) = _days(one), _days(other)
    if least == most == fewest == longest:
        return "same"
    if most <= fewest:
        return "sooner"
    return "later" if least > longest else "unsure"


def named(period: Period | Side) -> str:
    """The unit that a length is given in, as people call it."""
    return period_in_words(period) if isinstance(period, Side) else period.unit.replace("_", " ")


def _days(period: Period) -> tuple[float, float]:
    """The fewest and the most calendar days after the anchor's day."""
    less = 1 if period.count == "inclusive" else 0
    if period.unit == "business_days":
        whole, rest = divmod(period.n - less, 5)
        return 7 * whole + rest, inf
    if period.unit in CLOCKS:
        days = period.n * CLOCKS[period.unit] / 86400
        return days, inf if period.unit in OPEN_HOURS else days
    fewest, most = DAYS[period.unit]
    return fewest * period.n - less, most * period.n - less
