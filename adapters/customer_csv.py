"""How customers want to be reached, from a CSV file that another system writes: one line a customer, and nothing but their wishes.

The file names customers by the id under which services file them. Here only its keyed hash is kept.
"""

from __future__ import annotations

import asyncio
import csv
import io
from pathlib import Path
from typing import Any, Protocol

from activities.customers import CustomerKey
from domain.errors import InvalidPolicy
from messages.decisions import EarlierComplaint
from policies.contact import BY_POST, MESSAGES, preferences

YES, NO = ("yes", "true", "1"), ("", "no", "false", "0")
FLAGS = ("discreet", "large_print", "interpreter", "no_contact")
WAYS = ("phone", "email", "in_person", "visit", *BY_POST, *MESSAGES)
COLUMNS = ("id", "by", "hours", "not_before", *FLAGS)
"""`id` and any of the others; a column of another name is refused, so that no more lies here than is needed."""
Wishes = dict[str, dict[str, Any]]
"""Keyed customer → wishes in the words of the intake's `contact`."""


class History(Protocol):
    """Who knows what customers came with before: the register."""

    async def earlier(self, customer_key: str, not_reference: str) -> list[EarlierComplaint]:
        """As the port CustomerRecord says."""
        ...


class CustomerCsv:
    """The customer's record: what they came with before from the register, their wishes from the file.

    Implements the port CustomerRecord. The file is read again when it has changed.

    Args:
        history: the register.
        path: the file.
        key: the key by which customers are recognised.

    Raises:
        InvalidPolicy: the file cannot be read, or says something that is no wish; names file and line, never a value.
    """

    def __init__(self, history: History, path: Path, key: CustomerKey) -> None:
        self._history = history
        self._path = path
        self._key = key
        self._as_read: tuple[int, int] = (0, 0)
        self._wishes: Wishes = {}
        self._known()

    async def earlier(self, customer_key: str, not_reference: str) -> list[EarlierComplaint]:
        """What the customer came with before, newest first."""
        return await self._history.earlier(customer_key, not_reference)

    async def preferences(self, customer_key: str) -> dict[str, Any]:
        """How the customer wants to be reached; empty where the file does not know them."""
        return (await asyncio.to_thread(self._known)).get(customer_key, {})

    def _known(self) -> Wishes:
        try:
            there = self._path.stat()
            if (there.st_mtime_ns, there.st_size) != self._as_read:
                self._wishes = read(self._path.read_text(encoding="utf-8-sig"), self._path.name, self._key)
                self._as_read = (there.st_mtime_ns, there.st_size)
        except UnicodeDecodeError:
            raise InvalidPolicy(f"{self._path.name}: is not in UTF-8; export it so") from None
        except OSError as error:
            raise InvalidPolicy(f"{self._path.name}: cannot be read ({error.strerror})") from None
        return self._wishes


def read(text: str, name: str, key: CustomerKey) -> Wishes:
    """The wishes in `text`; raises InvalidPolicy naming file and line."""
    first = text.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in first and "," not in first else ",")
    columns = list(rows.fieldnames or ())
    if "id" not in columns or set(columns) - set(COLUMNS):
        raise InvalidPolicy(f"{name}, line 1: the columns are id and any of {', '.join(COLUMNS[1:])}; leave others out")
    found: Wishes = {}
    for row in rows:
        customer = (row["id"] or "").strip()
        if not customer:
            raise InvalidPolicy(f"{name}, line {rows.line_num}: id: missing")
        try:
            found[key.of(customer)] = _wishes(row)
        except ValueError as wrong:
            raise InvalidPolicy(f"{name}, line {rows.line_num}: {wrong}") from None
    return found


def _wishes(row: dict[str, Any]) -> dict[str, Any]:
    """What a line says; an empty field says nothing."""
    given = {column: str(row.get(column) or "").strip() for column in COLUMNS[1:]}
    wishes: dict[str, Any] = {flag: True for flag in FLAGS if _said(flag, given[flag])}
    if ways := given["by"].replace("/", " ").split():
        if not set(ways) <= set(WAYS):
            raise ValueError(f"by: takes, the first wish first and a space between, any of {', '.join(WAYS)}")
        wishes["by"] = ways
    for column in ("hours", "not_before"):
        if given[column]:
            wishes[column] = given[column]
            if preferences({column: given[column]})[column] == "yes":
                raise ValueError(f"{column}: takes days and times alone, no other words")
    return wishes


def _said(flag: str, value: str) -> bool:
    if value.casefold() not in (*YES, *NO):
        raise ValueError(f"{flag}: takes yes or no")
    return value.casefold() in YES
