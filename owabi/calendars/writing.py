"""Calendar files written from the library, and how far the two are apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import yaml

from owabi.calendars import library
from owabi.calendars.places import Place
from policies.calendars.files import ids, read
from policies.pack import CalendarFile


@dataclass(frozen=True)
class Drift:
    """A day on which a file and the library do not say the same."""

    calendar: str
    day: date
    in_file: str | None
    """The day's name in the file; None where the file has it open."""
    in_library: str | None

    def __str__(self) -> str:
        if self.in_file is None:
            return f"{self.calendar} {self.day}: only in the library ({self.in_library})"
        if self.in_library is None:
            return f"{self.calendar} {self.day}: only in the file ({self.in_file})"
        return f"{self.calendar} {self.day}: {self.in_file} in the file, {self.in_library} in the library"


def drift(calendar: str, in_file: dict[date, str], in_library: dict[date, str]) -> list[Drift]:
    """The days on which they differ, in order."""
    return [
        Drift(calendar, day, in_file.get(day), in_library.get(day))
        for day in sorted(in_file.keys() | in_library.keys())
        if in_file.get(day) != in_library.get(day)
    ]


def shipped(place: Place, folder: Path) -> CalendarFile | None:
    """The file of a place, or None where it has none yet; raises InvalidPolicy where it is wrong."""
    return read(place.id, folder) if place.id in ids(folder) else None


def content(place: Place, today: date | None = None) -> dict[str, Any]:
    """What the file of a place says, by the library; `today` (by default the day in UTC) becomes its version."""
    closed = library.closed_days(place)
    names = library.japanese_names(place, closed)
    return {
        "title": library.title(place),
        "source": f"library holidays {library.version()}; days not yet proclaimed are its forecast",
        "version": (today or datetime.now(UTC).date()).isoformat(),
        "zone": place.zone,
        "from": date(library.FIRST_YEAR, 1, 1),
        "until": date(library.LAST_YEAR, 12, 31),
        "closed": closed,
        **({"names": names} if names else {}),
    }


def write(place: Place, folder: Path) -> bool:
    """Write the file of a place, unless it already says the same; whether it was written.

    A file keeps its version, and the release of the library it names, until something else in it changes: a new release
    that changes no day of a place leaves no trace to review.
    """
    wanted = content(place)
    known = shipped(place, folder)
    if known is not None and _told(known) == _told(CalendarFile.model_validate(wanted)):
        return False
    text = yaml.dump(wanted, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=120)
    (folder / f"{place.id}.yaml").write_text(text, encoding="utf-8")
    return True


def _told(calendar: CalendarFile) -> dict[str, Any]:
    return calendar.model_dump(exclude={"version", "source"})
