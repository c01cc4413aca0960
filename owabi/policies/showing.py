"""`owabi policy list` and `owabi policy show`."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from domain.words import Locale
from owabi.deadlines.asking import Unanswerable
from owabi.deadlines.command import packs_of
from owabi.failing import Failed
from owabi.options import Json, console, print_json
from owabi.policies.linting import day_of, law_of
from owabi.policies.page import Section, page
from owabi.policies.words import level, word
from owabi.policies.year import Dated, year
from owabi.settings import Settings
from policies.pack import Pack
from policies.reader import pack_hash

WIDTH = 26
"""Of the column of keys."""


def list_command(json: Json = False) -> int:
    """List the policy packs: id, kind, version, title, calendar, zone."""
    packs = packs_of(Settings.from_env())
    listed: list[Pack] = [packs.pack(name) for name in packs.ids()]
    if json:
        keys = {"id", "kind", "version", "title", "calendar", "zone", "extends"}
        print_json([one.model_dump(mode="json", include=keys) for one in listed])
        return 0
    table = Table("policy", "kind", "version", "title", "calendar", "zone", box=None, pad_edge=False)
    for one in listed:
        table.add_row(one.id, one.kind, one.version, escape(one.title.en), one.calendar, one.zone)
    console().print(table)
    return 0


def show_command(
    policy: Annotated[str, typer.Argument(metavar="ID", help="Such as uk-fca-disp; `owabi policy list` shows them.")],
    received: Annotated[str, typer.Option(metavar="DATE", help="The day of receipt; today without it.")] = "",
    calendar: Annotated[str, typer.Option(metavar="ID", help="Another calendar than the pack's.")] = "",
    locale: Annotated[str, typer.Option(metavar="ja|en", help="The language of the page.")] = "en",
    json: Json = False,
) -> int:
    """Show one pack as a page, with the dates of a complaint received today (or on --received).

    Example: owabi policy show uk-fca-disp --received 2026-04-02
    """
    if locale not in ("ja", "en"):
        raise Failed(f"{locale!r} is no language of the desk: give --locale ja or en")
    packs = packs_of(Settings.from_env())
    pack: Pack = packs.pack(policy)
    law, line, day = law_of(packs, policy), packs.line(policy), day_of(received)
    try:
        first, following = year(packs, pack, day, calendar)
        missing = ""
    except Unanswerable as error:
        if calendar:
            raise Failed(str(error)) from None
        first, following, missing = [], [], str(error)
    if json:
        print_json(
            _for_programs(pack, law, line, day) | {"deadlines": first, "following": following, "missing": missing}
        )
        return 0
    language: Locale = "ja" if locale == "ja" else "en"
    sections = [*page(pack, law, line, language), *_dates(day, first, following, missing, language)]
    _print(sections, console())
    return 0


def _for_programs(pack: Pack, law: Pack | None, line: list[str], day: date) -> dict[str, Any]:
    told = pack.model_dump(mode="json", exclude_defaults=True) | {"sha256": pack_hash(pack), "extends": line[1:]}
    legal = {name: duty for name, duty in law.duties.items() if duty.level != "target"} if law else {}
    changed = {
        name: duty.model_dump(mode="json", exclude_defaults=True)
        for name, duty in legal.items()
        if duty.model_copy(update={"of": pack.id}) != pack.duties[name]
    }
    return {"pack": told, "law": changed, "received": day.isoformat()}


def _dates(day: date, first: list[Dated], following: list[Dated], missing: str, locale: Locale) -> list[Section]:
    heading = word("dates", locale).format(day=day.isoformat())
    if missing:
        return [Section(heading, [("?", missing)])]
    told = [Section(heading, [row for one in first for row in _dated(one, locale)])]
    if following:
        told.append(Section(word("following", locale), _grouped(following, locale)))
    return told


def _grouped(following: list[Dated], locale: Locale) -> list[tuple[str, str]]:
    """What comes once with its sentence, what comes again and again as one line of dates."""
    rows: list[tuple[str, str]] = []
    for duty, dated in _by_duty(following).items():
        rows += _dated(dated[0], locale) if len(dated) == 1 else [(duty, ", ".join(str(one["due"]) for one in dated))]
    return rows


def _by_duty(dated: list[Dated]) -> dict[str, list[Dated]]:
    grouped: dict[str, list[Dated]] = {}
    for one in dated:
        grouped.setdefault(one["duty"], []).append(one)
    return grouped


def _dated(one: Dated, locale: Locale) -> list[tuple[str, str]]:
    when = one.get("due") or one["opens"]
    notes = [("", note[locale]) for note in one["certificate"].get("notes", ())]
    sentence = one["certificate"]["sentence"][locale]
    return [(one["duty"], f"{when}  ({level(one['level'], locale)})"), ("", sentence), *notes]


def _print(sections: list[Section], out: Console) -> None:
    for position, section in enumerate(sections):
        if position:
            out.print()
        indent = 2 if section.level == 2 else 0
        out.print(" " * indent + escape(section.heading), style="bold", soft_wrap=True, highlight=False)
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(min_width=WIDTH)
        table.add_column(overflow="fold")
        for key, value in section.rows:
            table.add_row(" " * (indent + 2) + escape(key), escape(value))
        if section.rows:
            out.print(table, highlight=False)
