"""`owabi calendar …`: write the calendar files, list them, show one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from owabi.calendars.places import PLACES
from owabi.failing import Failed
from owabi.options import Json, console, print_json
from policies.calendars.files import FOLDER, content_hash, ids, read

Folder = Annotated[Path, typer.Option(metavar="DIR", help="Where the calendar files lie.", show_default=False)]


def write_command(
    folder: Folder = FOLDER,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit 1 where files and library differ.")
    ] = False,
) -> int:
    """Write the calendar files anew from the library `holidays` (a tool for development); review what changed."""
    from owabi.calendars import library
    from owabi.calendars.writing import drift, shipped, write

    if not folder.is_dir():
        raise Failed(f"{folder} is no folder: make it first, or leave --folder out")
    library.version()
    if not check:
        written = [place.id for place in PLACES.values() if write(place, folder)]
        print(f"{len(written)} of {len(PLACES)} calendars written{': ' if written else ''}{', '.join(written)}")
        return 0
    found = []
    for place in PLACES.values():
        known = shipped(place, folder)
        found += drift(place.id, known.closed if known else {}, library.closed_days(place))
    for one in found:
        print(one)
    print(f"differences: {len(found)}, in {len({one.calendar for one in found})} of {len(PLACES)} calendars")
    return 1 if found else 0


def list_command(folder: Folder = FOLDER, json: Json = False) -> int:
    """List the calendars: id, zone, what they cover, title."""
    calendars = {name: read(name, folder) for name in ids(folder)}
    if json:
        print_json(
            {
                name: {
                    "title": one.title,
                    "zone": one.zone,
                    "from": one.from_.isoformat(),
                    "until": one.until.isoformat(),
                    "version": one.version,
                    "hash": content_hash(one),
                }
                for name, one in calendars.items()
            }
        )
        return 0
    table = Table("calendar", "zone", "from", "until", "title", box=None, pad_edge=False)
    for name, one in calendars.items():
        table.add_row(name, one.zone, str(one.from_), str(one.until), escape(one.title))
    console().print(table)
    return 0


def show_command(
    calendar_id: Annotated[str, typer.Argument(metavar="ID", help="Such as GB-SCT, or US-OBS+SAT.")],
    year: Annotated[int | None, typer.Option(metavar="Y", help="Only the days of that year.")] = None,
    folder: Folder = FOLDER,
    json: Json = False,
) -> int:
    """Show one calendar: its closed days with their names, its zone, its content hash."""
    calendar = read(calendar_id, folder)
    if year is not None and not calendar.from_.year <= year <= calendar.until.year:
        raise Failed(f"{calendar_id} knows the years {calendar.from_.year} to {calendar.until.year}, not {year}")
    closed = {day: name for day, name in sorted(calendar.closed.items()) if year in (None, day.year)}
    if json:
        told = calendar.model_dump(mode="json", by_alias=True)
        told["closed"] = {day.isoformat(): name for day, name in closed.items()}
        print_json({"id": calendar_id, **told, "hash": content_hash(calendar)})
        return 0
    print(f"{calendar_id}: {calendar.title}")
    print(f"{calendar.zone}; business days {', '.join(calendar.weekdays)}; {calendar.from_} to {calendar.until}")
    print(f"{calendar.source}{f'; last changed {calendar.version}' if calendar.version else ''}")
    print(f"hash {content_hash(calendar)}")
    for day, name in closed.items():
        at_home = calendar.names.get(name)
        print(f"{day:%Y-%m-%d %a}  {name}{f'  {at_home}' if at_home else ''}")
    return 0
