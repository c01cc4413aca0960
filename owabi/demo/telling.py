"""How the demo speaks: one line per act, letter and refusal, a rule per day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from domain.errors import ComplaintError
from messages.receipts import Promised

ROLE_STYLES = {
    "service": "magenta",
    "customer": "magenta",
    "handler": "green",
    "lead": "yellow",
    "manager": "yellow",
    "finance": "blue",
    "quality": "blue",
    "investigator": "blue",
}
INDENT = 7
"""Columns kept for the time of day."""


ORDER = {"act": 0, "letter": 1, "notice": 2}
"""Within one second: what happened, then what was written about it (mail knows no fractions of a second)."""


class Happened(NamedTuple):
    """Something that happened by itself or as a consequence."""

    at: datetime
    who: str
    """For letters and notices: the addressee; else who did it (empty: the person who just acted)."""
    what: str
    kind: Literal["act", "letter", "notice"] = "act"
    text: str = ""


class Telling:
    """The storyteller. Everything it prints is text of the engine or invented for the demo."""

    def __init__(self, out: Console, *, whole_letters: bool = False) -> None:
        self.out = out
        self.zone: tzinfo = ZoneInfo("UTC")
        self._whole = whole_letters
        self._day = ""
        self._clock = ""
        self._first: datetime | None = None

    def title(self, what: str, how: str) -> None:
        """What is about to be shown, and how."""
        self.out.print()
        self.out.print(Text.assemble((" お詫び Owabi ", "bold reverse"), (f"  {what}", "bold")))
        said = f"A real Temporal server in memory, its time skipped; {how} Indented: what the engine does."
        self.out.print(Padding(Text(said, "dim"), (0, 0, 0, 1), expand=False))

    def act(self, at: datetime, who: str, role: str, says: str, command: str = "") -> None:
        """A person (or a service) acts."""
        self._turn_page(at)
        line = Text.assemble((f"{who}", f"bold {ROLE_STYLES.get(role, '')}"), (f" ({role}) ", "dim"), says)
        if command:
            line.append(f"  [{command}]", "dim cyan")
        self._line(at, line)

    def happened(self, one: Happened) -> None:
        """A consequence, a letter that left, a notice to a colleague."""
        self._turn_page(one.at)
        if one.kind == "letter":
            line = Text.assemble(("✉  ", "bold cyan"), (one.what, "cyan"), (f"  → {_name(one.who)}", "dim"))
        elif one.kind == "notice":
            line = Text.assemble(("✎  ", "dim"), (f"{_name(one.who)}: {one.what}", "dim"))
        else:
            line = Text(
                f"·  {one.what}" + (f"  ({one.who})" if one.who and one.who != "owabi" else ""), _tone(one.what)
            )
        self._line(one.at, line, indent=INDENT + 2)
        if self._whole and one.kind == "letter":
            self.out.print(Padding(Text(one.text.strip(), "italic"), (1, 4, 1, INDENT + 5)))

    def refusal(self, refusal: ComplaintError) -> None:
        """What was refused, and why."""
        line = Text.assemble(("✗  ", "bold red"), (f"refused, {refusal.kind}: ", "red"), _short(str(refusal)))
        self.out.print(Padding(line, (0, 0, 0, INDENT + 2), expand=False))

    def timetable(self, promised: Sequence[Promised]) -> None:
        """What was promised at receipt."""
        table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
        for one in sorted(promised, key=lambda one: one.late_from):
            table.add_row(Text("○", "dim"), Text(one.duty, "bold"), f"by {one.due:%a %d %b %Y}", Text(one.level, "dim"))
        self.out.print(Padding(table, (0, 0, 0, INDENT + 2), expand=False))

    def pause(self, since: datetime, until: datetime, why: str) -> None:
        """Time passes."""
        days = (until.astimezone(self.zone).date() - since.astimezone(self.zone).date()).days
        said = f"{days} day{'s' if days != 1 else ''} pass{'es' if days == 1 else ''}" if days else "a few hours pass"
        self.out.print(
            Padding(Text(f"⋯ {said}{': ' + why if why else ''}", "dim italic"), (0, 0, 0, INDENT), expand=False)
        )

    def verdict(self, wrong: list[str], seconds: float, days: int, well: str) -> None:
        """How it ended."""
        self.out.print()
        if wrong:
            for what in wrong:
                self.out.print(Text.assemble((" ✗ ", "bold red"), what))
            self.out.print(Text(" It did not end as it should.", "bold red"))
            return
        self.out.print(Text(f" ✓ {well}: {days} days in {seconds:.0f} seconds.", "bold green"))

    def checked(self, what: str) -> None:
        """One thing that was looked up and is as it should be."""
        self.out.print(Text.assemble((" ✓ ", "green"), what))

    def _turn_page(self, at: datetime) -> None:
        there = at.astimezone(self.zone)
        self._first = self._first or there
        day = f"{there:%A %-d %B %Y}"
        if day != self._day:
            number = (there.date() - self._first.date()).days + 1
            self.out.print()
            self.out.print(Text.assemble((f" {day} ", "bold"), (f" day {number}", "dim")))
            self._day, self._clock = day, ""

    def _line(self, at: datetime, line: Text, indent: int = INDENT) -> None:
        clock = f"{at.astimezone(self.zone):%H:%M}"
        shown = f" {clock} " if clock != self._clock else ""
        self._clock = clock
        grid = Table.grid()
        grid.add_column(width=indent)
        grid.add_column()
        grid.add_row(Text(shown, "dim"), line)
        self.out.print(grid)


def _tone(what: str) -> str:
    return "red" if what.startswith(("breach", "escalated")) else "yellow" if what.startswith("warning") else ""


def _name(addressee: str) -> str:
    return addressee.split("<")[0].strip().strip('"') or addressee


def _short(reason: str) -> str:
    return reason.split("; example")[0]
