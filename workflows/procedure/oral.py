"""Acts done by word of mouth: recorded with the instant they were done, and no letter goes out."""

from __future__ import annotations

from datetime import datetime

from domain.errors import IllegalCommand
from domain.words import SPOKEN
from messages.commands.base import Oral
from workflows.procedure.act import Act


def spoken(command: Oral) -> bool:
    """Whether the command records an act already done."""
    return command.medium in SPOKEN


def done_at(act: Act, command: Oral) -> datetime:
    """The instant the act was done.

    Raises:
        IllegalCommand: it would lie in the future, or before the complaint was received.
    """
    at = command.done_at or act.at
    if at > act.at:
        raise IllegalCommand("done_at: lies in the future; record it when it has been done")
    if at < act.case.received_at:
        raise IllegalCommand("done_at: lies before the complaint was received")
    return at
