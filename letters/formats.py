"""Dates and money as the reader's language writes them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

from domain.errors import InvalidCommand, MissingContent
from domain.money import amount_of
from domain.words import Locale


def local_day(text: str, zone: str, field: str) -> date:
    """The local day of an ISO date or instant; raises MissingContent naming the field when it is neither."""
    try:
        if len(text) == len("2026-05-07"):
            return date.fromisoformat(text)
        instant = datetime.fromisoformat(text)
        return instant.astimezone(ZoneInfo(zone)).date() if instant.tzinfo else instant.date()
    except (TypeError, ValueError):
        raise MissingContent(f"{field}: give a date such as 2026-05-07") from None


def written_day(day: date, today: date, locale: Locale) -> str:
    """A day in running text. ja: `5月7日（木）`, with the year where it is another one; en: `Thursday 7 May 2026`."""
    if locale == "en":
        return format_date(day, "EEEE d MMMM y", locale="en_GB")
    year = "" if day.year == today.year else "y年"
    return format_date(day, f"{year}M月d日（E）", locale="ja")


def written_time(at: datetime, zone: str, locale: Locale) -> str:
    """A time of day on the reader's clock. ja: `14時05分`; en: `2.05 pm`."""
    there = at.astimezone(ZoneInfo(zone))
    if locale == "ja":
        return f"{there.hour}時{there:%M}分"
    return f"{there.hour % 12 or 12}.{there:%M} {'am' if there.hour < 12 else 'pm'}"


def written_when(since: str | None, due: str, zone: str, today: date, locale: Locale) -> str:
    """Within which time something comes, as a phrase. en: `by Tuesday 2 June 2026`, `by 4 pm on …`, `on … between 2 pm and 4 pm`;
    ja: `6月2日（火）までに`, `6月2日（火）午後4時までに`, `6月2日（火）午後2時から4時までの間に`.

    Args:
        since: the beginning of a window as an ISO instant; None: there is none.
        due: the last day, or the end as an ISO instant.
        zone: the reader's.
    """
    last = written_day(local_day(due, zone, "due"), today, locale)
    if len(due) == len("2026-05-07"):
        return f"by {last}" if locale == "en" else f"{last}までに"
    end = datetime.fromisoformat(due).astimezone(ZoneInfo(zone))
    if since is None:
        return f"by {_hour_en(end)} on {last}" if locale == "en" else f"{last}{_hour_ja(end)}までに"
    begin = datetime.fromisoformat(since).astimezone(ZoneInfo(zone))
    first = written_day(begin.date(), today, locale)
    if locale == "en":
        if first == last:
            return f"on {last} between {_hour_en(begin)} and {_hour_en(end)}"
        return f"between {_hour_en(begin)} on {first} and {_hour_en(end)} on {last}"
    if first != last:
        return f"{first}{_hour_ja(begin)}から{last}{_hour_ja(end)}までの間に"
    half = _hour_ja(begin)[:2]  # 午後2時から4時: the half of the day is said once
    return f"{first}{_hour_ja(begin)}から{_hour_ja(end).removeprefix(half)}までの間に"


def _hour_en(there: datetime) -> str:
    minutes = f".{there:%M}" if there.minute else ""
    return f"{there.hour % 12 or 12}{minutes} {'am' if there.hour < 12 else 'pm'}"


def _hour_ja(there: datetime) -> str:
    if (there.hour, there.minute) == (12, 0):
        return "正午"
    return f"{'午前' if there.hour < 12 else '午後'}{there.hour % 12}時{f'{there.minute}分' if there.minute else ''}"


def letter_day(day: date, locale: Locale) -> str:
    """The day at the head of a letter. ja: `2026年6月26日`; en: `26 June 2026`."""
    return format_date(day, "y年M月d日" if locale == "ja" else "d MMMM y", locale="ja" if locale == "ja" else "en_GB")


def written_amount(amount: str, currency: str, locale: Locale, field: str = "an item") -> str:
    """Money. ja: `8,420円`, `£84.20`; en: `£84.20`, `JP¥8,420`.

    Raises:
        MissingContent: it is no amount of that currency; names `field`.
    """
    try:
        exact: Decimal = amount_of(amount, currency)
    except InvalidCommand as wrong:
        raise MissingContent(f"{field}: {wrong}") from None
    if locale == "ja" and currency == "JPY":
        return f"{format_decimal(exact, format='#,##0', locale='ja')}円"
    return format_currency(exact, currency, locale="ja" if locale == "ja" else "en_GB")
