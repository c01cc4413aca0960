"""`owabi import cfpb`: the Bureau's export, any size, every row once."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from owabi.failing import Misused
from owabi.importing.cfpb import ZONE, BadRow, day_of
from owabi.importing.filing import Wishes, file_rows
from owabi.importing.report import Report
from owabi.importing.rows import Row, batch_of, newest, rows
from owabi.options import Data, Json, console, print_json
from owabi.reaching import reach
from owabi.settings import Settings


def cfpb_command(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="The export of the Bureau's complaint database.")],
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="Only the first N rows.")] = None,
    policy: Annotated[str | None, typer.Option(metavar="ID", help="The policy pack to handle them by.")] = None,
    shift_to: Annotated[
        str | None, typer.Option(metavar="DATE", help="Move all dates so that the newest row falls on this day.")
    ] = None,
    errors: Annotated[Path | None, typer.Option(metavar="FILE", help="Write every refused row here, as CSV.")] = None,
    data: Data = None,
    json: Json = False,
) -> int:
    """File every row of the export as a complaint. Again or after an interruption: nothing is filed twice.

    Exit 1 when rows were refused (the rest is filed) or the import was interrupted.
    """
    settings = Settings.from_env(data=data)
    wishes = Wishes(batch_of(file), policy, _shift(file, limit, shift_to))
    try:
        report = Report(wishes.batch, errors)
    except OSError as error:
        raise Misused(f"cannot write {errors} ({error.strerror})") from error
    try:
        asyncio.run(_import(settings, file, limit, wishes, report))
    except KeyboardInterrupt:
        report.interrupted = True
    finally:
        report.close()
    if json:
        print_json({**report.counts(), "interrupted": report.interrupted, "refusals": report.refusals})
    else:
        report.show(console())
    if report.interrupted:
        print("owabi: interrupted; the same command again goes on, and nothing is filed twice", file=sys.stderr)
        return 130
    if report.refused:
        print(f"owabi: {report.refused} rows were refused: correct them and import again", file=sys.stderr)
    return 1 if report.refused else 0


def _shift(file: Path, limit: int | None, shift_to: str | None) -> timedelta | None:
    """By how many days every date moves; the newest row must not land in the future."""
    if shift_to is None:
        return None
    try:
        target = day_of(shift_to)
    except BadRow:
        raise Misused("--shift-to takes a date like 2026-05-07") from None
    today: date = datetime.now(ZONE).date()
    if target > today:
        raise Misused(f"--shift-to must not be later than today in New York, {today}: nobody complains tomorrow")
    return target - newest(file, limit)


async def _import(settings: Settings, file: Path, limit: int | None, wishes: Wishes, report: Report) -> None:
    from workflows.client import send_digest

    client = await reach(settings)
    with _progress(file) as seen:
        try:
            await file_rows(client, rows(file, limit), wishes, report, seen)
        except ExceptionGroup as group:  # the filings stop together; the first failure tells why
            raise group.exceptions[0] from None
    if report.complaints:
        await _acknowledgements(settings, wishes, report)
        await send_digest(client, wishes.batch, report.counts())


async def _acknowledgements(settings: Settings, wishes: Wishes, report: Report) -> None:
    # Here and not above: the database's libraries cost every other command a second to load.
    from sqlalchemy.exc import SQLAlchemyError

    from owabi.importing.outcome import await_acknowledgements

    wanted = report.filed + report.already_there
    try:
        report.acknowledged, report.acknowledgements = await await_acknowledgements(
            settings.database, wishes.batch, wanted
        )
    except SQLAlchemyError:
        # The register may be out of this machine's reach; the complaints are filed all the same.
        print(
            "owabi: acknowledgements not counted: this machine cannot read the register (DATABASE_URL)", file=sys.stderr
        )


@contextmanager
def _progress(file: Path) -> Iterator[Callable[[Row], None]]:
    """A bar on standard error, by bytes read: the number of rows is only known at the end."""
    bar = Progress(
        TextColumn("{task.fields[rows]:,} rows"), BarColumn(), TimeRemainingColumn(), console=Console(stderr=True)
    )
    bar.disable = not sys.stderr.isatty()
    with bar:
        task = bar.add_task("", total=file.stat().st_size, rows=0)
        count = 0

        def seen(row: Row) -> None:
            nonlocal count
            count += 1
            bar.update(task, completed=row.position, rows=count)

        yield seen
