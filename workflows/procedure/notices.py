"""What becomes of a notice to the staff, on a complaint and beside one alike: who was not told is a problem until they are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Protocol

from domain.case import Letter

RETRY_AFTER = timedelta(hours=1)
"""How long what failed (a notice, a letter, a payment) waits before it is tried again by itself."""
NOBODY_RETRY = timedelta(days=1)
"""When a notice that reached nobody is tried again: tomorrow somebody may be back."""
WAY_OUT = "notices"
"""The problem of a way out to the staff that is broken."""


class Telling(Protocol):
    """An act on whatever the notice is about."""

    @property
    def at(self) -> datetime:
        """Its instant."""
        ...

    def log(self, what: str) -> None:
        """Add a line to the timeline."""
        ...

    def problem(self, key: str, what: str, owner: str, do: str, *, tell: bool = True) -> None:
        """Put a problem with an owner on the record."""
        ...

    def solved(self, key: str) -> None:
        """The problem of that key is over."""
        ...


def left(act: Telling, notice: Letter, others: Iterable[Letter]) -> None:
    """It has left: the way out is open, and this person knows all, unless something else is still untold."""
    act.solved(WAY_OUT)
    if not any(x.kind == "notice" and x.about == notice.about and x.state == "blocked" for x in others):
        act.solved(_key(notice))


def reached_nobody(act: Telling, notice: Letter, why: str) -> None:
    """Nobody is there, or the address is refused for good: a problem with what was to be said, until somebody can be reached."""
    notice.state, notice.tries = "blocked", notice.tries + 1  # each try is a turn of its own, with its own day
    notice.next_try = act.at + NOBODY_RETRY
    act.log(f"notice {notice.effect_id} to {notice.about} could not be given ({_what(notice)}): {why}")
    do = "tell somebody by hand and name a deputy in the team file; it is tried again every day"
    # Telling by notice that a notice could not be given would go round in circles.
    act.problem(_key(notice), f"{why}. Not told: {_what(notice)}", "manager", do, tell=False)


def did_not_leave(act: Telling, notice: Letter, why: str) -> None:
    """The way out is broken (mail server down, database away): one problem, whatever waits for it."""
    notice.state, notice.tries = "failed", notice.tries + 1
    notice.next_try = act.at + RETRY_AFTER
    do = "it is tried again every hour; check the mail server (owabi doctor)"
    act.problem(WAY_OUT, f"notices to the staff do not leave: {why}", "manager", do, tell=False)


def nobody_knows(act: Telling, notice: Letter, message_id: str) -> None:
    """Whether it left cannot be told, and it is not sent twice: a problem until this person is told something else."""
    what = f"it is not known whether the notice to {notice.about} left (Message-ID {message_id}): {_what(notice)}"
    act.log(what)
    act.problem(_key(notice), what, "manager", "ask them whether they have it, else tell them by hand", tell=False)


def _key(notice: Letter) -> str:
    return f"notice/{notice.about}"


def _what(notice: Letter) -> str:
    return str((notice.order or {}).get("facts", {}).get("what", ""))
