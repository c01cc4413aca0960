"""Whoever speaks for the customer: listened to at once; told nothing, and deciding nothing, until the authority is on record."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from domain.case import Case
from domain.errors import IllegalCommand, InvalidCommand, NotAuthorised
from domain.labels import REPRESENTATIVES
from domain.words import STAFF
from messages.commands import Command
from messages.commands.handling import AuthoriseRepresentative
from messages.intake import Representative, first_fault
from policies.contact import way_to
from workflows.procedure.act import Act
from workflows.procedure.writing.correspondence import write
from workflows.procedure.writing.redirecting import redirect

WITHOUT = ("none", "claimed")
"""Somebody speaks for the customer, and nothing shows that they may."""
THE_CUSTOMERS_OWN = ("answer_offer", "withdraw", "request_review", "answer_survey")
"""What only the customer decides, or somebody who has shown that they may."""
BY_THEMSELVES = ("answer_offer", "withdraw")
"""What ends their matter, or binds them: the desk quotes nobody but the customer."""
KEY, NO_ADDRESS = "authority", "representative_address"
NAME_THEM = 'personal.representative {"name": "…", "relation": "…", "contact": "e-mail or postal address"}'


def check(case: Case, name: str, command: Command) -> None:
    """Refuse a representative without authority what is the customer's own to decide; contacts and answers are always taken.

    Raises:
        NotAuthorised: with what to do.
    """
    if command.by.role == "representative" and case.representative != "evidenced" and name in THE_CUSTOMERS_OWN:
        raise NotAuthorised(
            f"{name}: the authority to act for the customer is not on record; put it on record with "
            "authorise_representative, or ask the customer; record_contact is always possible"
        )
    if name in BY_THEMSELVES and command.by.role in STAFF and case.representative in WITHOUT:
        # What the desk quotes may be the representative's words: only the customer's door shows that it is their own.
        raise NotAuthorised(
            f"{name}: somebody speaks for the customer, and their authority is not on record: ask the customer and file "
            "their word as theirs (by role customer), or authorise_representative first; one who gave up is closed as gave_up"
        )


def lawyer_acts(case: Case) -> bool:
    """Whether the customer is reached only through their lawyer."""
    return case.representative == "evidenced" and case.representative_kind == "lawyer"


def ask(act: Act) -> None:
    """Somebody asks for the authority; meanwhile we listen, see to safety and investigate, and every clock runs."""
    case = act.case
    owner = case.handler or "lead"
    if case.representative in WITHOUT:
        act.problem(
            KEY,
            "somebody speaks for the customer, and their authority is not on record: they are told nothing about the case",
            owner,
            f"ask for it (or ask the customer), then authorise_representative; where they are not named yet, with {NAME_THEM}",
        )
        write(act, "authority_request", by_hand=False)
    elif case.representative and not case.representative_by:
        act.problem(
            NO_ADDRESS,
            "whoever speaks for the customer has no e-mail or postal address: their letters lie in the outbox, for the portal",
            owner,
            "ask for one, then authorise_representative with personal.representative.contact",
        )


def turned_up(act: Act) -> None:
    """Somebody has acted as the customer's representative, and nobody is on record as one: that is put on record."""
    if act.by.role == "representative" and not act.case.representative:
        act.case.representative = "none"
        ask(act)


def authorise_representative(act: Act, command: AuthoriseRepresentative) -> None:
    """Put on record who speaks for the customer, and what shows or does not show that they may. Letters follow it."""
    case, before = act.case, act.case.representative or "nobody"
    if case.personal is None:
        raise IllegalCommand("authorise_representative: what is personal is erased; leave a note of who called")
    known: dict[str, Any] = case.personal.get("representative") or {}
    if command.authority == "ended":
        _ended(act, command, known)
        return
    if command.authority == "evidenced" and not command.evidence:
        raise InvalidCommand(
            "authorise_representative: evidence: name the document that shows it (a mandate, a court order)"
        )
    speaks, new = _speaks(command, known)
    asked_before = not new and before in WITHOUT and case.representative_by != ""
    case.representative, case.representative_by = command.authority, way_to(speaks.get("contact") or "")
    case.representative_kind = speaks.get("kind") or ""
    if command.authority == "evidenced" and not case.representative_by:
        raise InvalidCommand(
            "authorise_representative: personal.representative.contact: letters go to them from now on: give an e-mail or a "
            "postal address"
        )
    case.personal = case.personal | {"representative": speaks}
    shown = f" ({', '.join(command.evidence)})" if command.evidence else ""
    who = f", {REPRESENTATIVES[case.representative_kind].en}" if case.representative_kind else ""
    act.log(f"authority of who speaks for the customer{who}: {before} to {command.authority}{shown}: {command.reason}")
    act.solved(NO_ADDRESS)
    redirect(act)
    if command.authority == "evidenced":
        act.solved(KEY)
    elif not asked_before:
        ask(act)


def _speaks(command: AuthoriseRepresentative, known: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """Who speaks for the customer now, and whether that is somebody else than before; of the same person only what changes.

    Raises:
        IllegalCommand, InvalidCommand: nobody is named, or something of them is no address, no name.
    """
    given = (command.personal or {}).get("representative") or {}
    if not (known or given):
        raise IllegalCommand(
            f"authorise_representative: nobody is on record as speaking for the customer; say who does: {NAME_THEM}"
        )
    if not isinstance(given, dict) or (unknown := sorted(set(given) - _OF_THEM)):
        named = f".{unknown[0][:40]}" if isinstance(given, dict) else ""
        raise InvalidCommand(
            f"authorise_representative: personal.representative{named}: is not a field of it; it takes {NAME_THEM}"
        )
    new = bool(given) and given.get("name", known.get("name")) != known.get("name")
    speaks = {**({} if new else known), **given, "authority": command.authority}
    if command.kind:
        speaks["kind"] = command.kind
    try:
        Representative.model_validate(speaks)
    except ValidationError as error:
        raise InvalidCommand(f"authorise_representative: personal.representative.{first_fault(error)}") from None
    return speaks, new


_OF_THEM = {"name", "relation", "contact"}


def _ended(act: Act, command: AuthoriseRepresentative, known: dict[str, Any]) -> None:
    """They no longer speak for the customer: letters go to the customer again."""
    case = act.case
    if not (known or case.representative):
        raise IllegalCommand("authorise_representative: ended: nobody is on record as speaking for the customer")
    case.representative, case.representative_kind, case.representative_by = "", "", ""
    case.personal = {key: value for key, value in (case.personal or {}).items() if key != "representative"}
    act.solved(KEY)
    act.solved(NO_ADDRESS)
    act.log(f"nobody speaks for the customer any more: {command.reason}")
    redirect(act)
