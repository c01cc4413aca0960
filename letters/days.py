"""The days that a person's own words name and that are still to come: each is a promise, whoever meant it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from domain.words import Locale
from letters.prose import folded, without_quotations
from messages.decisions import DayNamed

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"(?:,? (?P<year>\d{4})\b)?"
_ISO = r"(?<![\d-])(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)"
_FORMS: dict[Locale, tuple[re.Pattern[str], ...]] = {
    "ja": (
        re.compile(r"(?:(?P<year>\d{4})年)?(?<!\d)(?P<month>\d{1,2})月(?P<day>\d{1,2})日"),
        re.compile(
            r"(?<![\d/])(?:(?P<year>\d{4})/)?(?P<month>\d{1,2})/(?P<day>\d{1,2})"
            r"(?=\([月火水木金土日]\)|(?:まで|に|から|より|頃|ごろ))"  # else it may be a half, or one of three
        ),
        re.compile(_ISO),
    ),
    "en": (
        re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH}\b{_YEAR}"),
        re.compile(rf"\b{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?![:.]\d){_YEAR}"),
        re.compile(r"(?<![\d/])(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})(?![\d/])"),
        re.compile(_ISO),
    ),
}
"""As people write a day; the day of the month and its month, with or without a year, beside the weekday or without."""
_SOON: dict[Locale, tuple[tuple[re.Pattern[str], int], ...]] = {
    "ja": ((re.compile("(?<![説証判発声])明日(?!香)"), 1), (re.compile("明後日"), 2)),
    "en": ((re.compile(r"(?<!day after )\btomorrow\b"), 1), (re.compile(r"\bday after tomorrow\b"), 2)),
}
_CLAUSE: dict[Locale, re.Pattern[str]] = {"ja": re.compile(r"[、。！？!?\n]"), "en": re.compile(r"[,;!?\n]|\.(?=\s|$)")}
_ASKED: dict[Locale, re.Pattern[str]] = {
    "ja": re.compile(r"^(?!.*お待ち)(?!.*ますので).*(?:いただけ|いただき(?:たく|ます(?:よう|と))|ください|お願い)"),
    "en": re.compile(
        r"^(?!.*\b(?:wait|allow|bear with|we will|we shall|we'll)\b).*\b(?:please|if you|could you|can you|would you)\b"
    ),
}
"""A clause that asks something of the customer by a day; to wait for us is none, nor one that also says what we do."""


def named_in(texts: Mapping[str, str], locale: Locale, today: date) -> list[DayNamed]:
    """The days after `today` that texts name which somebody wrote for a customer in that language, each once per field.

    What stands in quotation marks is somebody else's; what the customer is asked to do by a day is no promise of ours. Without
    a year the nearest such day is meant.
    """
    return [
        DayNamed(field=field, day=day)
        for field, text in texts.items()
        for day in sorted({*_days(folded(without_quotations(text)), locale, today)})
        if day > today
    ]


def _days(text: str, locale: Locale, today: date) -> Iterator[date]:
    for form in _FORMS[locale]:
        for hit in form.finditer(text):
            if _ASKED[locale].search(_clause(text, hit, locale)):
                continue
            parts = hit.groupdict()
            month = int(parts["month"]) if parts.get("month") else _MONTHS.index(parts["name"][:3]) + 1
            if day := _nearest(int(parts["year"]) if parts.get("year") else None, month, int(parts["day"]), today):
                yield day
    for form, ahead in _SOON[locale]:
        if any(not _ASKED[locale].search(_clause(text, hit, locale)) for hit in form.finditer(text)):
            yield today + timedelta(days=ahead)


def _clause(text: str, hit: re.Match[str], locale: Locale) -> str:
    """The part of the sentence in which it stands."""
    begin = max((end.end() for end in _CLAUSE[locale].finditer(text, 0, hit.start())), default=0)
    end = _CLAUSE[locale].search(text, hit.end())
    return text[begin : end.start() if end else len(text)]


def _nearest(year: int | None, month: int, day: int, today: date) -> date | None:
    """The day of that year; without one the day nearest to today. `None`: no calendar has it."""
    found = []
    for one in (year,) if year else (today.year - 1, today.year, today.year + 1):
        try:
            found.append(date(one, month, day))
        except ValueError:
            continue
    return min(found, key=lambda one: abs(one - today), default=None)
