"""Units that do not go together: what is told in days beside what ends at an instant. Pure.

Within one period the model refuses a mixture; these are the mixtures between rules.
"""

from __future__ import annotations

from collections.abc import Iterator

from policies.duty import Duty
from policies.in_words import period_in_words
from policies.lint.finding import Finding, error, warning
from policies.pack import Pack
from policies.period import Period, Side

IN_DAYS = "is counted to an instant"


def units(pack: Pack) -> Iterator[Finding]:
    """Rules of days on periods in hours or less, and periods of both kinds where the earlier one counts."""
    for name, duty in pack.duties.items():
        key = f"duties.{name}"
        periods = _periods(duty)
        clocks = [one for one in periods if _clock(one)]
        if clocks:
            yield from _rules_of_days(pack, key, name, duty, period_in_words(clocks[0]))
        if clocks and len(clocks) < len(periods) and duty.choose == "earliest" and len(duty.variants) > 1:
            days = next(period_in_words(one) for one in periods if not _clock(one))
            what = f"compares {period_in_words(clocks[0])} with {days}: which is earlier depends on the time of day"
            yield warning(pack, f"{key}.variants", what, "say `choose: first` and put them in order")
        for limit in (*duty.opens_after, *([duty.only_after.within] if duty.only_after else [])):
            other = pack.duties.get(limit)
            if other and any(map(_clock, _periods(other))):
                where = "opens_after" if limit in duty.opens_after else "only_after.within"
                what = f"counts in days from {limit}, which {IN_DAYS}"
                yield warning(pack, f"{key}.{where}", what, "give the limit in days")


def _rules_of_days(pack: Pack, key: str, name: str, duty: Duty, clock: str) -> Iterator[Finding]:
    """Rules that move a day, on a period that has no day: the engine does not apply them."""
    mixed = f"{clock} {IN_DAYS}: this never applies"
    if duty.extension:
        yield error(pack, f"{key}.extension", mixed, "take it out, or give the period in days")
    if duty.end != "as_it_falls" or any(one.end not in (None, "as_it_falls") for one in duty.variants):
        yield error(pack, f"{key}.end", mixed, "take it out, or give the period in days")
    for position, one in enumerate(pack.moratoria):
        if name in one.duties:
            yield error(
                pack, f"moratoria.{position}.duties", f"{name}: {mixed}", "take it out, or give the period in days"
            )


def _periods(duty: Duty) -> list[Period | Side]:
    return [one for one in (duty.period, *(variant.period for variant in duty.variants)) if one is not None]


def _clock(period: Period | Side) -> bool:
    return isinstance(period, Period) and period.is_clock
