"""Messages after closing: a person says within a business day what each means, and what then is to be done."""

from __future__ import annotations

from domain.case import Contact
from domain.errors import IllegalCommand, InvalidCommand, NotAuthorised
from domain.words import STAFF
from messages.commands.handling import RecordContact
from workflows.procedure.act import Act
from workflows.procedure.dates.resting import MESSAGE


def came(act: Act, contact: Contact) -> None:
    """A message about what is closed: what it means is said with it, or by a person within a business day."""
    if contact.meaning:
        _settled(act, contact)
        return
    act.wait(MESSAGE, contact.id)
    _stay_open_for(act, contact)
    act.tell(
        act.case.handler or "lead",
        f"a message came after closing ({contact.id})",
        f'say what it is within a business day: record_contact {{"contact": "{contact.id}", "meaning": '
        '"thanks" | "question" | "same_matter" | "other"}',
    )


def judge(act: Act, command: RecordContact) -> None:
    """Somebody of the desk says what a message after closing means: a sender's own label is no judgement."""
    contact = next((c for c in act.case.contacts if c.id == command.contact), None)
    if contact is None:
        raise IllegalCommand(f"there is no contact {command.contact}")
    if not command.meaning:
        raise InvalidCommand("record_contact: meaning: say thanks, question, same_matter or other")
    if command.by.role not in STAFF:
        raise NotAuthorised("what a message means is decided by a person of the desk")
    contact.meaning = command.meaning
    _settled(act, contact)


def _settled(act: Act, contact: Contact) -> None:
    act.stop_waiting(MESSAGE, contact.id)
    act.solved(f"{act.case.reference}/message/{contact.id}")
    act.log(f"contact {contact.id} is: {contact.meaning}")
    key = f"{act.case.reference}/{contact.meaning}/{contact.id}"
    if contact.meaning == "same_matter":
        what = f"the customer came back on the same matter ({contact.id})"
        again = (
            "reopen"
            if act.case.is_complaint
            else 'reclassify {"kind": "complaint", "reason": "…"} where they are not content'
        )
        do = f'{again}; or answer it (send_letter), or file a linked complaint, and leave a note with settles "{key}"'
        act.problem(key, what, "lead", do)
    elif contact.meaning == "question":
        do = "answer it (send_letter, or record_contact with direction out); the complaint stays closed"
        act.problem(key, f"a question came after closing ({contact.id})", act.case.handler or "lead", do)


def _stay_open_for(act: Act, contact: Contact) -> None:
    """A message on the last day is still judged: the case does not settle before."""
    case = act.case
    judged_by = [wait.at for wait in case.waits if wait.about == contact.id]
    if case.settles_at is not None:
        case.settles_at = max(case.settles_at, *judged_by, case.settles_at)


def not_judged(act: Act, about: str) -> None:
    """Nobody has said within the business day what a message means."""
    act.problem(
        f"{act.case.reference}/message/{about}",
        f"a message after closing ({about}) waits to be judged",
        "lead",
        f'record_contact with contact "{about}" and its meaning',
    )
