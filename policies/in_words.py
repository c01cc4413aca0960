"""Periods, facts and other values of a pack in words, for people who read it. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from domain.words import Locale
from policies.period import Fact, Period, Side

_UNITS = {
    "calendar_days": ("calendar day", "日"),
    "business_days": ("business day", "営業日"),
    "weeks": ("week", "週間"),
    "months": ("month", "か月"),
    "years": ("year", "年"),
    "billing_cycles": ("complete billing cycle", "請求期間"),
    "seconds": ("second", "秒"),
    "minutes": ("minute", "分"),
    "elapsed_hours": ("hour", "時間"),
    "hours_excluding_closed": ("hour not counting closed days", "時間(休業日を除く)"),
    "business_hours": ("business hour", "営業時間"),
}
_ENDS = {
    "as_it_falls": ("", ""),
    "roll_forward": ("a closed last day gives way to the next business day", "末日が休業日なら翌営業日"),
    "next_business_day": ("then the first business day after", "その次の営業日"),
}


def amount(n: int, unit: str, locale: Locale = "en") -> str:
    """So many of a unit: `15 business days`, `15営業日`."""
    english, japanese = _UNITS[unit]
    if locale == "ja":
        return f"{n}{japanese}"
    first, *rest = english.split(" not ", 1)
    return " not ".join([f"{n} {first}{'' if n == 1 else 's'}", *rest])


def period_in_words(period: Period | Side, locale: Locale = "en") -> str:
    """A period: `6 months, the first day included`, `the earlier of 2 complete billing cycles and 90 calendar days`."""
    if isinstance(period, Side):
        each = [period_in_words(one, locale) for one in period.periods]
        if locale == "ja":
            return f"{'と'.join(each)}のうち{'早い' if period.earliest else '遅い'}方"
        return f"the {'earlier' if period.earliest else 'later'} of {' and '.join(each)}"
    included = {"en": ", the first day included", "ja": "(初日を算入)"}[locale] if period.count == "inclusive" else ""
    return amount(period.n, period.unit, locale) + included


def end_in_words(end: str, locale: Locale = "en") -> str:
    """What happens where a period ends; empty where the date stays as it falls."""
    return _ENDS[end][locale == "ja"]


def facts_in_words(facts: Mapping[str, Fact], locale: Locale = "en") -> str:
    """Facts that hold together: `payment_service and channel = phone`."""
    each = [_fact(name, value) for name, value in facts.items()]
    return ("かつ" if locale == "ja" else " and ").join(each)


def _fact(name: str, value: Fact) -> str:
    if value is True:
        return name
    return f"not {name}" if value is False else f"{name} = {value}"
