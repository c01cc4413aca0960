"""What the library `holidays` says about a place, as a calendar file says it. The only module that imports the library.

Its data changes with its releases; a running complaint must not. So its days are written to files, what differs is
reviewed like any other change, and the engine reads the files.
"""

from __future__ import annotations

import warnings
from datetime import date
from importlib import metadata
from typing import TYPE_CHECKING

from owabi.calendars.places import Place
from owabi.failing import Failed

if TYPE_CHECKING:
    from holidays import HolidayBase

FIRST_YEAR, LAST_YEAR = 2016, 2040
YEARS = range(FIRST_YEAR, LAST_YEAR + 1)
OFFICES_CLOSED = "Year-end closure of government offices"
_OFFICES_CLOSED_JA = "年末年始の閉庁日"
# Act on Holidays of Administrative Organs (Act No. 91 of 1988), article 1, paragraph 1, item 3.
_YEAR_END = ((12, 29), (12, 30), (12, 31), (1, 2), (1, 3))
# The library calls both days of 2019 alike in English; the law has two names.
_RENAMED = {("JP", date(2019, 10, 22)): "Enthronement Ceremony Day"}


def version() -> str:
    """The release of the library that is installed.

    Raises:
        Failed: it is not installed: it comes with the tools for development only.
    """
    try:
        return metadata.version("holidays")
    except metadata.PackageNotFoundError:
        raise Failed("the library holidays is not here: it comes with the tools for development (make setup)") from None


def closed_days(place: Place) -> dict[date, str]:
    """The public holidays of the place, in order, on whatever weekday they fall, with English names where there are."""
    named = {
        day: _RENAMED.get((place.country, day), name)
        for day, name in _holidays(place, _language(place.country)).items()
    }
    offices = {date(year, *day): OFFICES_CLOSED for year in YEARS for day in _YEAR_END} if place.offices else {}
    return dict(sorted((day, name) for day, name in (offices | named).items() if day.year in YEARS))


def japanese_names(place: Place, closed: dict[date, str]) -> dict[str, str]:
    """English name → Japanese name, for Japan; nothing for other places.

    Raises:
        Failed: one English name stands for days with different Japanese ones.
    """
    if place.country != "JP":
        return {}
    at_home = _holidays(place, "ja")
    names: dict[str, str] = {}
    for day, english in closed.items():
        japanese = at_home.get(day, _OFFICES_CLOSED_JA)
        if names.setdefault(english, japanese) != japanese:
            raise Failed(
                f"{place.id}: {english!r} is both {names[english]} and {japanese}; tell them apart in _RENAMED"
            )
    return names


def title(place: Place) -> str:
    """The calendar's title, with the name of the part as its people write it."""
    if place.part is None:
        return place.title
    aliases = _holidays(place, None).subdivisions_aliases
    called = [name for name, code in aliases.items() if code == place.part]
    return place.title.replace("{part}", called[0] if called else place.part)


def _holidays(place: Place, language: str | None) -> HolidayBase:
    import holidays

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a region's name that will change: the code here is the ISO one
        return holidays.country_holidays(
            place.country, subdiv=place.part, years=YEARS, observed=place.observed, language=language
        )


def _language(country: str) -> str | None:
    """English as written there, else American English, else any; None is the library's default for the country."""
    import holidays

    known = holidays.country_holidays(country)
    if (known.default_language or "").startswith("en"):
        return known.default_language
    english = [language for language in known.supported_languages if language.startswith("en")]
    return next(iter(sorted(english, key=lambda language: language != "en_US")), None)
