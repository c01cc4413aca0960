"""The customer's own word that it is settled (desk, C6): never assumed, so it is on record who heard it, and when."""

from __future__ import annotations

from domain.case import Case
from domain.errors import InvalidCommand
from domain.rounds import Acceptance
from messages.commands.ending import Close
from workflows.procedure.act import Act
from workflows.procedure.writing.letter_dates import local_day


def heard(act: Act, command: Close) -> Acceptance:
    """Who heard it and when: whoever closes, now, where nothing else is said.

    Raises:
        InvalidCommand: the customer's words are missing, or it was heard at no possible time.
    """
    if not (command.personal or {}).get("words"):
        raise InvalidCommand("close: personal.words: 'accepted' is the customer's own word: write what they said")
    at = command.heard_at or act.at
    if not act.case.received_at <= at <= act.at:
        raise InvalidCommand("close: heard_at: lies in the future, or before the complaint was received")
    return Acceptance(heard_by=command.heard_by or command.by.id, heard_at=at)


def in_words(acceptance: Acceptance | None, case: Case) -> str:
    """What stands behind the ground: who heard it, and on which day; empty where the customer was not heard."""
    if acceptance is None:
        return ""
    return f", heard by {acceptance.heard_by} on {local_day(acceptance.heard_at, case)}"
