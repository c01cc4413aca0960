"""Writes `calendars/*.yaml` from the library `holidays`: `python -m policies.calendar_files`. A developer's tool.

The library's data changes with its releases; a running complaint must not. So its days are written to files, what
differs is reviewed like any other change, and nothing imports `holidays` at run time.
"""

from __future__ import annotations

from datetime import date
from importlib import metadata
from pathlib import Path
from typing import Any

import holidays
import yaml

FIRST_YEAR, LAST_YEAR = 2016, 2036
YEARS = range(FIRST_YEAR, LAST_YEAR + 1)
FOLDER = Path(__file__).parent / "calendars"
YEAR_END = "年末年始 (government offices closed)"


def japanese_government() -> dict[date, str]:
    """Japan's national holidays and the days on which government offices are closed, 29 December to 3 January."""
    # Act on Holidays of Administrative Organs (Act No. 91 of 1988), article 1.
    year_end = {
        date(year, month, day): YEAR_END
        for year in YEARS
        for month, day in ((12, 29), (12, 30), (12, 31), (1, 2), (1, 3))
    }
    return year_end | dict(holidays.country_holidays("JP", years=YEARS, language="ja"))


def english() -> dict[date, str]:
    """Bank holidays of England and Wales, as observed."""
    return dict(holidays.country_holidays("GB", subdiv="ENG", years=YEARS, language="en_GB"))


CALENDARS = {
    "JP-GOV": (
        "Asia/Tokyo",
        "Japan: national holidays, and government offices closed 29 December to 3 January",
        japanese_government,
    ),
    "GB-ENG": ("Europe/London", "England and Wales: bank holidays as observed", english),
}


def calendar_file(zone: str, title: str, closed: dict[date, str]) -> dict[str, Any]:
    """What one file says: its title, its zone, the days it covers, and what is closed beside Saturdays and Sundays."""
    return {
        "title": title,
        "source": f"library holidays {metadata.version('holidays')}; days not yet proclaimed are its forecast",
        "zone": zone,
        "from": date(FIRST_YEAR, 1, 1),
        "until": date(LAST_YEAR, 12, 31),
        "closed": dict(sorted((day, name) for day, name in closed.items() if day.year in YEARS)),
    }


def main() -> None:
    """Write every file anew."""
    for name, (zone, title, closed) in CALENDARS.items():
        text = yaml.safe_dump(calendar_file(zone, title, closed()), allow_unicode=True, sort_keys=False)
        (FOLDER / f"{name}.yaml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
