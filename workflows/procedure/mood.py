"""The feeling as observed: it chooses the opening sentence of the next letter, and is named in none.

It lies under `personal` with the customer's own words, and is erased with them; no decision on the merits looks at it.
"""

from __future__ import annotations

from typing import get_args

from domain.errors import InvalidCommand
from domain.words import Mood
from messages.commands.handling import RecordContact
from workflows.procedure.act import Act

MOODS: tuple[str, ...] = get_args(Mood)


def observed(act: Act, command: RecordContact) -> None:
    """The feeling observed last is the one that the next letter begins with.

    Raises:
        InvalidCommand: it is none of those that letters know; it is not repeated.
    """
    mood = (command.personal or {}).get("mood")
    if not mood:
        return
    if mood not in MOODS:
        raise InvalidCommand(f"record_contact: personal.mood: give one of {', '.join(MOODS)}")
    if act.case.personal is not None:
        act.case.personal = {**act.case.personal, "mood": mood}
