"""The port through which a letter leaves, and the three ways it can fail."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from email.message import EmailMessage
from typing import Protocol


class NotSent(Exception):
    """The letter provably did not leave: it may be tried again."""


class Undeliverable(Exception):
    """The other side refused this letter for good: trying it again as it is would change nothing."""


class OutcomeUnknown(Exception):
    """The text was handed over and no answer came: nobody here knows whether it arrived."""


class Mailer(Protocol):
    """One way for letters to leave."""

    async def send(self, message: EmailMessage, file_name: str, gate: Callable[[], Awaitable[None]]) -> str:
        """Send the message and answer which way it went (`smtp`, or the file's path below the data folder).

        `gate` is awaited once everything else is done and the text is about to leave; if it raises, nothing leaves.

        Raises:
            NotSent: provably not sent; may be tried again.
            Undeliverable: refused for good.
            OutcomeUnknown: nobody knows.
        """
        ...

    async def look_up(self, message: EmailMessage, file_name: str) -> str | None:
        """Which way this message went at an earlier attempt; None when it certainly did not.

        Raises:
            OutcomeUnknown: this way cannot tell.
        """
        ...
