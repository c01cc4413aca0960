"""`owabi calendar proclaim DAY`: a newly proclaimed holiday moves the dates of complaints that are open."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn
from rich.table import Table

from messages.commands import check_command
from messages.ids import TASK_QUEUE
from owabi.failing import Failed, Misused
from owabi.options import Data, Json, actor, console, print_json, with_client
from owabi.settings import Settings
from policies.calendars.files import read
from policies.calendars.proclaimed import place

if TYPE_CHECKING:
    from temporalio.client import Client

    from owabi.calendars.open_complaints import Told

_STATES = ("moved", "unchanged", "refused", "not_reached")


def proclaim_command(
    day: Annotated[str, typer.Argument(metavar="DAY", help="The day that is closed, such as 2027-06-18.")],
    calendar: Annotated[str, typer.Option(metavar="ID", help="The calendar it was proclaimed for, such as GB-ENG.")],
    name: Annotated[str, typer.Option(metavar="TEXT", help="What the holiday is called.")],
    source: Annotated[str, typer.Option(metavar="TEXT", help="Who proclaimed it, and where that can be read.")],
    who: Annotated[str, typer.Option("--as", metavar="ID:ROLE", help="Who does it: an admin, a lead or a manager.")],
    name_ja: Annotated[str, typer.Option(metavar="TEXT", help="What it is called in Japanese.")] = "",
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why, where the source does not say it all.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Move nothing; show what would move.")] = False,
    data: Data = None,
    json: Json = False,
) -> int:
    """Move the dates of open complaints that count a newly proclaimed holiday; never one that has passed.

    Running it again does nothing twice and reaches those it did not reach.
    """
    body = _body(day, calendar, name, name_ja, source, reason, who)
    file = read(calendar)
    closed = date.fromisoformat(body["day"])
    if closed <= (today := datetime.now(ZoneInfo(file.zone)).date()):
        raise Failed(f"{closed} is not after {today}, today in {file.zone}: a date that has passed is never moved")

    async def deed(client: Client, _: Settings) -> list[Told]:
        from owabi.calendars.open_complaints import tell_all
        from owabi.pollers import polled

        if not await polled(client, TASK_QUEUE):
            raise Failed("no worker runs, and complaints answer through one: start it (`owabi up`, `owabi worker`)")
        with _progress() as told:
            return await tell_all(client, body, dry_run=dry_run, told=told)

    found = with_client(data, deed)
    in_file = closed in file.closed
    if json:
        print_json({**body, "dry_run": dry_run, "in_calendar_file": in_file, **_as_json(found)})
    else:
        _show(console(), found, dry_run=dry_run)
        if not in_file:
            console().print(_NOT_IN_FILE.format(calendar=body["calendar"], day=closed), highlight=False, soft_wrap=True)
    return 1 if any(one.state == "not_reached" for one in found) else 0


_NOT_IN_FILE = (
    "The calendar {calendar} does not close {day}: complaints that are opened from now on do not count it. Renew the file with "
    "`owabi calendar write`, or name the day under `closures` in a pack of your own (docs/calendars.md), and run this again."
)


def _body(day: str, calendar: str, name: str, name_ja: str, source: str, reason: str, who: str) -> dict[str, Any]:
    """The argument of `add_closed_day`, checked as the door does it."""
    try:
        closed = date.fromisoformat(day)
    except ValueError:
        raise Misused("DAY is a date such as 2027-06-18") from None
    body = {
        "by": actor(who),
        "day": closed.isoformat(),
        "name": name,
        "name_ja": name_ja,
        "calendar": place(calendar),
        "source": source,
        "reason": reason or f"proclaimed: {source}",
    }
    check_command("add_closed_day", body)
    return body


def _counts(found: Sequence[Told]) -> dict[str, int]:
    states: Counter[str] = Counter(one.state for one in found)
    return {state: states[state] for state in _STATES}


def _as_json(found: Sequence[Told]) -> dict[str, Any]:
    """How many complaints came to which end, and each one that counts the calendar."""
    return {
        **_counts(found),
        "complaints": [one.model_dump(mode="json") for one in found if one.state != "elsewhere"],
    }


def _show(out: Console, found: Sequence[Told], *, dry_run: bool) -> None:
    table = Table(box=None, padding=(0, 2, 0, 0))
    for heading in ("reference", "duty", "before", "after"):
        table.add_column(heading, no_wrap=True)
    for one in found:
        for moved in one.moved:
            table.add_row(one.reference, moved.duty, str(moved.before), str(moved.after))
    if table.row_count:
        out.print(table)
    for one in found:
        if one.why:
            out.print(f"{one.reference}: {one.state.replace('_', ' ')}: {one.why}", highlight=False, markup=False)
    counts = ", ".join(f"{number} {state.replace('_', ' ')}" for state, number in _counts(found).items())
    print(f"{'nothing was changed; it would be: ' if dry_run else ''}{counts}")
    if any(one.state == "not_reached" for one in found):
        print("owabi: run the same again for those not reached; nothing is done twice", file=sys.stderr)


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error, where that is a terminal."""
    bar = Progress(TextColumn("{task.completed} of {task.total} complaints"), BarColumn(), console=Console(stderr=True))
    bar.disable = not sys.stderr.isatty()
    with bar:
        line = bar.add_task("", total=None)
        yield lambda done, of: bar.update(line, completed=done, total=of)
