"""What became of an import: counters only, so that memory stays flat whatever the size of the file."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import IO, Any

from rich.console import Console
from rich.table import Table

from messages.receipts import Received

SHOWN = 20
"""Refused rows told at once; `--errors FILE` has all."""
KEPT = 1_000
"""Refused rows kept for `--json`."""


class Report:
    """The tally of one import."""

    def __init__(self, batch: str, errors: Path | None = None) -> None:
        self.batch = batch
        self.rows = self.filed = self.already_there = self.differing = self.refused = 0
        self.refusals: list[dict[str, Any]] = []
        self.deadlines: Counter[str] = Counter()
        self.overdue: Counter[str] = Counter()
        self.overdue_complaints = 0
        self.acknowledged: int | None = None
        self.acknowledgements: int | None = None
        self.interrupted = False
        self._file: IO[str] | None = errors.open("w", encoding="utf-8", newline="") if errors else None
        self._writer = csv.writer(self._file) if self._file else None
        if self._writer:
            self._writer.writerow(["line", "reference", "reason"])

    @property
    def complaints(self) -> int:
        """Rows that are complaints now."""
        return self.filed + self.already_there + self.differing

    def answered(self, received: Received, *, first: bool) -> None:
        """A row was filed, now or by an earlier run."""
        if first:
            self.filed += 1
        else:
            self.already_there += 1
        self.deadlines.update(promised.duty for promised in received.timetable)
        self.overdue.update(received.overdue_at_filing)
        self.overdue_complaints += bool(received.overdue_at_filing)

    def differs(self) -> None:
        """The reference is there with other content (another export, policy or date): left as it is."""
        self.differing += 1

    def settled(self) -> None:
        """Filed by an earlier run, and its complaint has ended for good since."""
        self.already_there += 1

    def refuse(self, line: int, reference: str, reason: str) -> None:
        """A row was refused."""
        self.refused += 1
        if len(self.refusals) < KEPT:
            self.refusals.append({"line": line, "reference": reference, "reason": reason})
        if self._writer:
            self._writer.writerow([line, reference, reason])

    def close(self) -> None:
        """Write out the file of refused rows."""
        if self._file:
            self._file.close()

    def counts(self) -> dict[str, Any]:
        """The report for programs and for the lead's digest."""
        return {
            "batch": self.batch,
            "rows": self.rows,
            "filed": self.filed,
            "already_there": self.already_there,
            "already_there_with_other_content": self.differing,
            "refused": self.refused,
            "deadlines": dict(sorted(self.deadlines.items())),
            "overdue_at_filing": {"complaints": self.overdue_complaints, "duties": dict(sorted(self.overdue.items()))},
            "acknowledged": self.acknowledged,
            "acknowledgements_sent": self.acknowledgements,
        }

    def show(self, out: Console) -> None:
        """The report for people."""
        out.print(f"{self.batch}", style="bold", highlight=False)
        table = Table(show_header=False, box=None, pad_edge=False)
        table.add_column()
        table.add_column(justify="right")
        for what, number in self._lines():
            table.add_row(what, f"{number:,}")
        out.print(table)
        if self.refusals:
            out.print("Refused:", style="bold")
        for refusal in self.refusals[:SHOWN]:
            out.print(f"  line {refusal['line']}: {refusal['reason']}", markup=False, highlight=False)
        if self.refused > SHOWN:
            out.print(f"  … and {self.refused - SHOWN:,} more: --errors FILE writes them all", style="dim")

    def _lines(self) -> list[tuple[str, int]]:
        lines = [("rows read", self.rows), ("filed now", self.filed), ("already there", self.already_there)]
        if self.differing:
            lines.append(("already there with other content (left as they are)", self.differing))
        lines.append(("refused", self.refused))
        if self.acknowledged is not None:
            lines.append(("complaints acknowledged", self.acknowledged))
            lines.append(("acknowledgements sent", self.acknowledgements or 0))
        lines += [(f"deadline recorded: {duty}", number) for duty, number in sorted(self.deadlines.items())]
        lines += [
            (f"overdue at filing (breached at once): {duty}", number) for duty, number in sorted(self.overdue.items())
        ]
        return lines
