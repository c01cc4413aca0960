"""Who may act on this very case, whatever their role allows: nobody complained of, and contact only by whom it is left to."""

from __future__ import annotations

from domain.authority import below
from domain.errors import NotAuthorised
from domain.labels import ROLES, both
from messages.commands import Command
from messages.commands.handling import SendLetter
from messages.commands.promises import MakePromise
from workflows.procedure.act import Act
from workflows.procedure.deviations import note_deviation
from workflows.procedure.ending import settling
from workflows.procedure.ending.loose_ends import impartial
from workflows.procedure.listening import kinds, representatives
from workflows.procedure.staff.restrictions import check_contact

NO_JUDGEMENT = ("note", "record_contact", "record_answer", "escalate", "flag_conduct")
"""What also a person complained of may do: say and pass on what happened. Everything else decides something."""
CONTACT = (
    "acknowledge",
    "ask_customer",
    "agree_summary",
    "apologise",
    "offer_remedy",
    "send_update",
    "send_letter",
    "send_final_response",
    "resolve_now",
    "promise",
    "move_promise",
    "request_item",
)
"""Commands by which a person of the desk writes or speaks to the customer."""

ANSWERS = ("send_final_response", "resolve_now")
"""Commands that answer the customer finally: where the ladder asks for approval, they are for that role."""


def guard(act: Act, name: str, command: Command) -> None:
    """Refuse what comes when the case has settled, and what this person may not do in it."""
    settling.check(act)
    kinds.check(act.case, name, command)
    representatives.check(act.case, name, command)
    if name not in NO_JUDGEMENT:
        impartial(act)
    if name in CONTACT and not _to_somebody_else(command):
        _contact(act)
        check_contact(act)


def _to_somebody_else(command: Command) -> bool:
    """A letter that is settled reaches nobody anew, and what is promised to an outside body is not said to the customer."""
    if isinstance(command, SendLetter):
        return command.then is not None
    return isinstance(command, MakePromise) and command.to == "body"


def look_back(act: Act, name: str, command: Command) -> None:
    """What is asked when all else is right: a final answer comes from the role whose approval the ladder asks for; and what was
    done otherwise than protection of the staff asks stays on record.
    """
    note_deviation(act, command)
    representatives.turned_up(act)
    if name in ANSWERS and below(act.by.role, asked := act.case.approver):
        raise NotAuthorised(
            f"{name}: the ladder asks that a {both(asked, ROLES)} approves what goes to the customer here: let a {asked} read "
            f"the record and give {name}"
        )


def _contact(act: Act) -> None:
    only = act.case.contact_only
    if below(act.by.role, only):
        raise NotAuthorised(
            f"only a {both(only, ROLES)} has contact with the customer in this case (a rung of the ladder): let a {only} do it, "
            "or have the level stepped down (de_escalate)"
        )
