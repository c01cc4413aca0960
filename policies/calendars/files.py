"""Reading calendar files, one `<calendar id>.yaml` each. Opens files, so it is never called from a workflow."""

from __future__ import annotations

from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any

from domain.errors import InvalidPolicy
from policies.hashes import sha256_of
from policies.marks import Written
from policies.pack import CalendarFile
from policies.refusals import refused
from policies.rulefile import checked, loaded, text_of

FOLDER = Path(__file__).parent
SATURDAYS = "+SAT"
"""Behind a calendar's id: Saturday is a business day too (public holidays on one still are not)."""


def ids(folder: Path = FOLDER) -> list[str]:
    """The ids of all calendars of the folder, sorted; each may be followed by `+SAT`."""
    return sorted(file.stem for file in folder.glob("*.yaml"))


def read(calendar_id: str, folder: Path = FOLDER) -> CalendarFile:
    """The calendar of that id; a file is read once as long as it does not change.

    Args:
        calendar_id: such as `GB-SCT` or `US-OBS+SAT`.
        folder: where the files lie.

    Raises:
        InvalidPolicy: there is no such calendar (the message names those meant, if any come close), or its file is wrong.
    """
    name = calendar_id.removesuffix(SATURDAYS)
    if name not in ids(folder):
        raise InvalidPolicy(_unknown(name, ids(folder)))
    file = folder / f"{name}.yaml"
    calendar = _read(file, file.stat().st_mtime_ns)
    if name == calendar_id or "sat" in calendar.weekdays:
        return calendar
    with_saturdays = sorted([*calendar.weekdays, "sat"], key="mon tue wed thu fri sat sun".index)
    return calendar.model_copy(update={"weekdays": with_saturdays})


def content_hash(calendar: CalendarFile) -> str:
    """SHA-256, in hexadecimal, of what a date can depend on: zone, weekdays, closed days, first and last day.

    It is taken over canonical JSON (keys sorted, no blanks, UTF-8) of `closed` (ISO dates, sorted), `from`, `until`,
    `weekdays` and `zone`. Names and versions may change without it.
    """
    content: dict[str, Any] = {
        "zone": calendar.zone,
        "weekdays": list(calendar.weekdays),
        "closed": sorted(day.isoformat() for day in calendar.closed),
        "from": calendar.from_.isoformat(),
        "until": calendar.until.isoformat(),
    }
    return sha256_of(content)


@lru_cache(maxsize=256)
def _read(file: Path, _changed: int) -> CalendarFile:
    text = text_of(file)
    written = Written(file.name, text)
    calendar = checked(CalendarFile, loaded(text, file.name), written)
    if calendar.until < calendar.from_:
        raise refused([written], ["until"], f"until: {calendar.until} is before from, {calendar.from_}")
    if outside := [day for day in calendar.closed if not calendar.from_ <= day <= calendar.until]:
        covered = f"{calendar.from_} to {calendar.until}, which the file covers"
        raise refused([written], ["closed", outside[0]], f"closed: {outside[0]} lies outside {covered}")
    if strange := sorted(calendar.names.keys() - set(calendar.closed.values())):
        raise refused([written], ["names", strange[0]], f"names: no closed day is called {strange[0]!r}")
    return calendar


def _unknown(name: str, known: list[str]) -> str:
    parts = [one for one in known if one.startswith(f"{name.upper()}-")]
    by_upper = {one.upper(): one for one in known}
    near = parts or [by_upper[one] for one in get_close_matches(name.upper(), by_upper, n=5, cutoff=0.6)]
    if parts:
        return f"no calendar {name!r}; name one of its parts: {', '.join(parts)}"
    if near:
        return f"no calendar {name!r}; did you mean {', '.join(near)}? All are listed by `owabi calendar list`"
    return f"no calendar {name!r}; those there are are listed by `owabi calendar list`"
