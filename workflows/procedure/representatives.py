"""Whoever speaks for the customer: listened to at once; told nothing, and deciding nothing, until the authority is on record."""

from __future__ import annotations

from domain.case import Case
from domain.errors import IllegalCommand, InvalidCommand, NotAuthorised
from messages.commands import Command
from messages.commands.handling import AuthoriseRepresentative
from workflows.procedure.act import Act

WITHOUT = ("none", "claimed")
"""Somebody speaks for the customer, and nothing shows that they may."""
THE_CUSTOMERS_OWN = ("answer_offer", "withdraw", "request_review", "answer_survey")
"""What only the customer decides, or somebody who has shown that they may."""
BY_THEMSELVES = ("answer_offer", "withdraw")
"""What ends their matter, or binds them: the desk quotes nobody but the customer."""
DESK = ("handler", "lead", "manager")
KEY = "authority"


def check(case: Case, name: str, command: Command) -> None:
    """Refuse a representative without authority what is the customer's own to decide; contacts and answers are always taken.

    Raises:
        NotAuthorised: with what to do.
    """
    if command.by.role == "representative" and case.representative in WITHOUT and name in THE_CUSTOMERS_OWN:
        raise NotAuthorised(
            f"{name}: the authority to act for the customer is not on record; put it on record with "
            "authorise_representative, or ask the customer; record_contact is always possible"
        )
    if name in BY_THEMSELVES and command.by.role in DESK and case.representative in WITHOUT:
        # What the desk quotes may be the representative's words: only the customer's door shows that it is their own.
        raise NotAuthorised(
            f"{name}: somebody speaks for the customer, and their authority is not on record: ask the customer and file "
            "their word as theirs (by role customer), or authorise_representative first; one who gave up is closed as gave_up"
        )


def ask(act: Act) -> None:
    """Somebody asks for the authority; meanwhile we listen, see to safety and investigate, and every clock runs."""
    case = act.case
    if case.representative in WITHOUT and not case.batch:
        act.problem(
            KEY,
            "somebody speaks for the customer, and their authority is not on record: they are told nothing about the case",
            case.handler or "lead",
            "ask for it (or ask the customer), then authorise_representative",
        )


def authorise_representative(act: Act, command: AuthoriseRepresentative) -> None:
    """Put on record what shows, or does not show, that somebody may act for the customer. Letters follow it."""
    case = act.case
    if case.personal is None or not case.personal.get("representative"):
        raise IllegalCommand("nobody speaks for the customer in this complaint; record who called with record_contact")
    if command.authority == "evidenced" and not command.evidence:
        raise InvalidCommand(
            "authorise_representative: evidence: name the document that shows it (a mandate, a court order)"
        )
    representative = {**case.personal["representative"], "authority": command.authority}
    case.personal = case.personal | {"representative": representative}
    before, case.representative = case.representative or "none", command.authority
    if command.authority == "evidenced":
        act.solved(KEY)
    else:
        ask(act)
    shown = f" ({', '.join(command.evidence)})" if command.evidence else ""
    act.log(f"authority of who speaks for the customer: {before} to {command.authority}{shown}: {command.reason}")
