"""What a complaint has left outside itself, where it counts: its letters in the outbox, its entries in the cashier's ledger."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from sqlalchemy import select

from adapters.sql.register import SqlRegister
from adapters.sql.tables import LedgerRow
from owabi.demo.news import read_letter
from owabi.settings import Settings
from worker import desk_of

DEPARTMENT = "the department"
"""Who signs where no person's name stands under a letter."""


class Said(str):
    """What letters say: what a script expects of it are texts that stand in it."""


async def outside(settings: Settings, reference: str) -> dict[str, Any]:
    """The facts of one complaint's letters, by kind, and of what the cashier has entered for it.

    `signed`: the name that stands under the letter, else that the department signs. `says`: the whole text. `outwardly`: the
    subject line of a letter that is not to be known by its envelope, and large print.
    """
    letters = await asyncio.to_thread(lambda: list(_letters(settings, reference)))
    names = [name for person in desk_of(settings).team.staff for name in (person.name.ja, person.name.en)]
    return {
        "signed": {kind: _signed(_text(letter), names) for kind, letter in letters},
        "says": _by_kind((kind, f"{letter['Subject']}\n{_text(letter)}") for kind, letter in letters),
        "outwardly": {kind: _outwardly(letter) for kind, letter in letters},
        "ledger": await _ledger(settings, reference),
    }


def _letters(settings: Settings, reference: str) -> Iterator[tuple[str, EmailMessage]]:
    """Kind and letter, those to colleagues apart; the file is `<reference>+<kind>+<number>.eml`."""
    found: list[Path] = sorted(settings.outbox.rglob(f"{reference}+*.eml"))
    yield from ((path.name.split("+")[1], read_letter(path)) for path in found if "staff" not in path.parts)


def _text(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    return str(body.get_content()) if body else ""


def _by_kind(texts: Iterable[tuple[str, str]]) -> dict[str, Said]:
    found: dict[str, str] = {}
    for kind, text in texts:
        found[kind] = f"{found.get(kind, '')}\n{text}"
    return {kind: Said(text) for kind, text in found.items()}


def _signed(text: str, names: Iterable[str]) -> str:
    """English: the line after the closing; Japanese: the line of department and title that ends with the name."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for name in names:
        if any(line == name or line.endswith(f"　{name}") for line in lines):
            return name
    return DEPARTMENT


def _outwardly(letter: EmailMessage) -> str:
    html = letter.get_body(("html",))
    large = html is not None and "font-size: 18pt" in html.get_content()
    return f"{letter['Subject']}{', large print' if large else ''}"


async def _ledger(settings: Settings, reference: str) -> list[str]:
    """Each entry in the order in which it was made; one that was struck out says so."""
    register = SqlRegister.at(settings.database)
    try:
        async with register.engine.connect() as database:
            mine = select(LedgerRow).where(LedgerRow.reference == reference).order_by(LedgerRow.at, LedgerRow.key)
            rows = list(await database.execute(mine))
    finally:
        await register.close()
    return [" ".join(filter(None, (row.kind, row.amount, row.currency, row.state))) for row in rows]
