"""What comes by itself in an obligation's life, and what each date does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain.obligation import Obligation
from workflows.procedure.alongside.obligation import ObligationAct, rung
from workflows.procedure.alongside.obligation_record import kept, may_be_erased


def dates(mine: Obligation) -> Iterator[tuple[datetime, str, str]]:
    """What comes by itself: instant, key, and what the UI shows on the timer."""
    deadline = mine.deadline
    if mine.kind == "retention":
        if mine.state == "keeping" and deadline is not None:
            yield deadline.late_from, f"kept/{deadline.due}", "Record: last day to keep has passed"
        elif mine.ask_at is not None:
            yield mine.ask_at, "ask", "Record: ask what became of it"
    elif deadline is not None and deadline.state == "running":
        if deadline.warn_at is not None and "warning" not in deadline.fired:
            yield deadline.warn_at, f"warning/{deadline.due}", f"Deadline: {mine.duty}, warning"
        for share, at in deadline.warnings.items():
            if share not in deadline.fired:
                yield at, f"{share}/{deadline.due}", f"Deadline: {mine.duty}, {share}"
        yield deadline.late_from, f"breach/{deadline.due}", f"Deadline: {mine.duty}"


def come(act: ObligationAct, what: str) -> None:
    """One of those dates has come."""
    if what == "kept":
        kept(act)
    elif what == "ask":
        may_be_erased(act)
    else:
        rung(act, what)
