"""What can be done with a contact that is no complaint, and what is refused."""

from __future__ import annotations

from domain.case import Case
from domain.errors import IllegalCommand
from messages.commands import Command
from messages.commands.handling import SendLetter

COMMANDS = (
    "send_letter",
    "record_contact",
    "close",
    "reclassify",
    "assign",
    "promise",
    "keep_promise",
    "move_promise",
    "request_investigation",
    "record_finding",
    "record_post",
    "authorise_representative",
    "escalate",
    "acknowledge_escalation",
    "de_escalate",
    "flag_conduct",
    "restrict_contact",
    "open_obligation",
    "decline_obligation",
    "add_closed_day",
    "note",
)
"""What can be done with it, the likeliest first."""
ENDS = ("answered", "handed_on")
"""The grounds on which it ends; a complaint never ends on them."""


def check(case: Case, name: str, command: Command) -> None:
    """Refuse what is for complaints, with the way to take."""
    formal = isinstance(command, SendLetter) and command.kind != "individual"
    if not case.is_complaint and (name not in COMMANDS or formal):
        raise IllegalCommand(
            f"{name} is for complaints, and this is recorded as {case.kind}: answer it (send_letter, record_contact) and close it; "
            'where the customer is not content, reclassify with kind "complaint"'
        )
