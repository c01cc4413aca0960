"""Read an export row by row, whatever its size: nothing is kept."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from owabi.failing import Failed, Misused
from owabi.importing.cfpb import NEEDED, BadRow, column, day_of

FIELD_LIMIT = 4_000_000
"""Characters; a longer field is a quote that was never closed."""


class Row(NamedTuple):
    """One record: where it stands and what it says, or what is wrong with it."""

    line: int
    """The line of the file on which it begins, from 1."""
    values: dict[str, str]
    fault: str
    position: int
    """Bytes read so far, for a progress bar."""


def rows(path: Path, limit: int | None = None) -> Iterator[Row]:
    """Every record of the file, at most `limit`, one after the other.

    Raises Misused when the file cannot be read, Failed when it is not the Bureau's export.
    """
    csv.field_size_limit(FIELD_LIMIT)
    try:
        raw = path.open("rb")
    except OSError as error:
        raise Misused(f"cannot read {path} ({error.strerror}): name the CSV file of the export") from error
    # Bytes that are not UTF-8 become surrogates, so that only their row is refused.
    with raw, io.TextIOWrapper(raw, encoding="utf-8-sig", errors="surrogateescape", newline="") as text:
        reader = csv.reader(text)
        columns = _columns(reader, path)
        taken = 0
        while limit is None or taken < limit:
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                taken += 1
                yield Row(line, {}, f"not CSV: {error}", raw.tell())
                continue
            if not cells:
                continue
            taken += 1
            fault = "" if len(cells) == len(columns) else f"{len(cells)} fields where the header has {len(columns)}"
            yield Row(line, dict(zip(columns, cells, strict=False)), fault, raw.tell())


def _columns(reader: Iterator[list[str]], path: Path) -> list[str]:
    try:
        columns = [column(title) for title in next(reader)]
    except StopIteration:
        raise Failed(f"{path} is empty: download the export as CSV and try again") from None
    except csv.Error:
        columns = []
    missing = [name for name in NEEDED if name not in columns]
    if missing:
        raise Failed(f"{path} is not the Bureau's CSV export: it has no column {', '.join(missing)}")
    return columns


def batch_of(path: Path) -> str:
    """The name of the import: the same file is the same import, whenever and however often it is read."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(1 << 20):
                digest.update(chunk)
    except OSError as error:
        raise Misused(f"cannot read {path} ({error.strerror}): name the CSV file of the export") from error
    return f"import:{digest.hexdigest()[:12]}"


def newest(path: Path, limit: int | None = None) -> date:
    """The latest date received in the file. Raises Failed when no row has one."""
    latest: date | None = None
    for row in rows(path, limit):
        try:
            day = day_of(row.values.get("date_received", "")) if not row.fault else None
        except BadRow:  # reported when the row is filed
            continue
        latest = day if latest is None or (day and day > latest) else latest
    if latest is None:
        raise Failed(f"{path} has no row with a date received: nothing can be moved")
    return latest
