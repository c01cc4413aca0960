"""`owabi policy lint`: the packs held against the team, the templates and the calendars they have to go with."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from domain.errors import ComplaintError
from letters.contents import REQUIRED
from owabi.deadlines.command import packs_of
from owabi.failing import Failed
from owabi.options import Json, print_json
from owabi.settings import Settings
from policies import categories, firm, team
from policies.calendars import files
from policies.categories import Categories
from policies.extending import PROCEDURE
from policies.firm import Firm
from policies.lint.categories import unlisted
from policies.lint.finding import Finding, Surroundings
from policies.lint.rules import lint
from policies.pack import FIRM, MUST_BE_NAMED, CalendarFile, Pack
from policies.reader import HERE, Packs
from policies.rulefile import loaded, text_of


def lint_command(
    ids: Annotated[list[str] | None, typer.Argument(metavar="[ID…]", help="Only these packs.")] = None,
    folder: Annotated[
        Path | None, typer.Option(metavar="DIR", help="A folder with packs of one's own, in place of OWABI_PACKS.")
    ] = None,
    today: Annotated[str, typer.Option(metavar="DATE", help="The day from which calendars have to last.")] = "",
    json: Json = False,
) -> int:
    """Say what is wrong with the packs, one finding a line; exit 1 when one of them is an error."""
    if folder is not None and not folder.is_dir():
        raise Failed(f"{folder} is no folder: name the one in which your packs lie")
    settings = Settings.from_env(packs=folder)
    found = findings(packs_of(settings), ids or [], roles_of(settings), day_of(today), firm_of(settings))
    found += [] if ids else unlisted_in(settings)
    if json:
        print_json([one._asdict() for one in found])
    else:
        for one in found:
            print(f"{one.severity}: {one.pack}: {one.key}: {one.what}; {one.todo}")
        wrong = sum(one.severity == "error" for one in found)
        print(f"errors: {wrong}, warnings: {len(found) - wrong}")
    return 1 if any(one.severity == "error" for one in found) else 0


def day_of(text: str) -> date:
    """The day in the option, today's without one; raises Failed where it is none."""
    try:
        return date.fromisoformat(text) if text else date.today()  # noqa: DTZ011  (the day where the command is called)
    except ValueError:
        raise Failed(f"{text!r} is no date: write it as 2026-04-02") from None


def roles_of(settings: Settings) -> frozenset[str]:
    """The roles that somebody of the team has."""
    file = settings.team_file or HERE / "data" / "team.yaml"
    people = team.read(text_of(file), str(file))
    return frozenset(role for person in people.staff for role in person.roles)


def firm_of(settings: Settings) -> Firm:
    """Who writes the letters, and in which words."""
    file = settings.firm_file or HERE / "data" / "firm.yaml"
    return firm.read(text_of(file), str(file))


def categories_of(settings: Settings) -> Categories:
    """What complaints are about, as the firm names it."""
    file = settings.categories_file or HERE / "data" / "categories.yaml"
    return categories.read(text_of(file), str(file))


def unlisted_in(settings: Settings) -> list[Finding]:
    """What the firm's rule files say of categories that its list has not; raises InvalidPolicy where the list cannot be read."""
    known = categories_of(settings)
    named = {
        "team.yaml": settings.team_file,
        "triage.yaml": settings.triage_file,
        "known_issues.yaml": settings.known_issues_file,
        "parallel.yaml": settings.parallel_file,
    }
    files = [own or HERE / "data" / name for name, own in named.items()]
    return [one for file in files for one in unlisted(known, file.name, loaded(text_of(file), str(file)))]


def findings(
    packs: Packs, ids: list[str], roles: frozenset[str], today: date, house: Firm | None = None
) -> list[Finding]:
    """What is wrong with these packs, or with all; a pack that cannot be read is one error, and the others are looked at."""
    found: list[Finding] = []
    for policy in ids or packs.ids():
        try:
            pack: Pack = packs.pack(policy)
            calendars = _calendars(packs, pack)
        except ComplaintError as error:
            if ids and policy not in packs.ids():
                raise
            found.append(Finding("error", policy, "(file)", str(error), "then lint again"))
            continue
        around = Surroundings(
            today, roles, frozenset(REQUIRED), calendars, house, tuple(packs.line(policy)), law_of(packs, policy)
        )
        found += lint(pack, around)
    return found


def law_of(packs: Packs, policy: str) -> Pack | None:
    """Of an overlay: the pack that it stands on in the end, which stands on the procedure alone; None of any other."""
    line = [one for one in packs.line(policy) if one != PROCEDURE]
    return packs.pack(line[-1]) if len(line) > 1 else None


def _calendars(packs: Packs, pack: Pack) -> dict[str, CalendarFile]:
    """The calendars that the pack's days may be counted in."""
    if pack.calendar == MUST_BE_NAMED:
        fitting = [name for name in files.ids() if name.startswith(tuple(pack.calendars))]
        return {name: files.read(name) for name in fitting}
    if pack.calendar == FIRM and not packs.has_own_calendar:
        return {}
    days, name, _ = packs.place(pack)
    return {name: days}
