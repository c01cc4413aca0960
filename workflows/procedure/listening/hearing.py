"""How somebody was listened to in a contact (desk, M1): heard out, the points read back, the feeling as it was observed.

The words lie under `personal` and are erased with the customer. The feeling chooses the opening sentence of the next letter, and is
named in none; no decision on the merits looks at it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from domain.case import Contact
from domain.errors import InvalidCommand
from domain.words import ENDED, STAFF, Mood
from messages.commands.handling import RecordContact
from workflows.procedure.act import Act

MOODS: tuple[str, ...] = get_args(Mood)


def listened(act: Act, command: RecordContact, contact: Contact) -> None:
    """What the desk says of how it listened; points read back and not corrected are the agreed summary, where none was yet.

    Raises:
        InvalidCommand: the feeling is none of those that letters know.
    """
    words, case = command.personal or {}, act.case
    observed(act, "record_contact", words)
    if command.by.role not in STAFF:
        return
    contact.heard_out, contact.read_back = command.heard_out, bool(words.get("read_back"))
    if not contact.read_back or case.stage in ENDED or case.summary_agreed_at is not None:
        return
    case.summary_agreed_at = act.at
    if case.personal is not None:
        case.personal = {**case.personal, "summary": words["read_back"]}


def observed(act: Act, command: str, words: Mapping[str, Any]) -> None:
    """The feeling observed last is the one that the next letter begins with.

    Raises:
        InvalidCommand: it is none of those that letters know; it is not repeated.
    """
    mood = words.get("mood")
    if not mood:
        return
    if mood not in MOODS:
        raise InvalidCommand(f"{command}: personal.mood: give one of {', '.join(MOODS)}")
    if act.case.personal is not None:
        act.case.personal = {**act.case.personal, "mood": mood}
