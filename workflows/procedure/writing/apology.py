"""Chapter 4: the apology, an act of its own.

`regret` is for trouble and worry and admits nothing; it may come early. `responsibility` says we did wrong: only after a
decision and a cause, with approval. (Why the two are apart: docs/procedure.md.)
"""

from __future__ import annotations

from typing import Literal

from domain.authority import below
from domain.case import Case
from domain.closing import has_cause
from domain.errors import IllegalCommand, MissingContent, NotAuthorised
from domain.findings import Apology
from domain.heads import about, right_heads
from domain.labels import ROLES, both
from domain.words import LetterKind
from messages.commands.substance import Apologise, WaiveApology
from workflows.procedure.act import Act
from workflows.procedure.alongside.promised_measures import promised_in
from workflows.procedure.dates.promises import ahead
from workflows.procedure.oral import done_at, spoken
from workflows.procedure.writing.answer import done_and_prevented
from workflows.procedure.writing.correspondence import write

SERIOUS = {"injury", "damage", "press", "legal"}


def approver_for(case: Case) -> Literal["lead", "manager"]:
    """Who approves an apology that takes responsibility: a lead; a manager for injury, damage, press or lawyers, and where
    the ladder says so.
    """
    return "manager" if SERIOUS & set(case.flags) or case.approver == "manager" else "lead"


def apologised(case: Case, kind: str) -> bool:
    """Whether an apology of that kind is on record for this round, made or on its way."""
    return any(one.kind == kind and one.round == case.round and one.state != "declined" for one in case.apologies)


def apologise(act: Act, command: Apologise) -> None:
    """Apologise: by letter, or record an apology already spoken."""
    act.require_open()
    case = act.case
    if apologised(case, command.kind):
        raise IllegalCommand(f"the apology ({command.kind}) is on record for this round; to say more use send_letter")
    if case.anonymous and not spoken(command):
        raise IllegalCommand("the complainant is anonymous and cannot be written to; no apology is owed (see waivers)")
    put_on_record(act, command)


def put_on_record(act: Act, command: Apologise) -> None:
    """An apology as it was made, or is to be made; also one spoken in place of a letter that has not left."""
    case = act.case
    _check_words(command)
    approver = act.approver  # words that need one
    if command.kind == "responsibility":
        check_responsibility(act)
        approver = approver_for(case) if approver != "manager" else approver
    act.investigate()
    allowed = not below(command.by.role, approver)
    if spoken(command) and not allowed:
        needed = both(approver, ROLES)
        raise NotAuthorised(
            f"taking responsibility by word of mouth is for a {needed}; let a {needed} do it, or write and have it approved"
        )
    apology = Apology(
        id=f"A{case.number('apology')}",
        kind=command.kind,
        state="approved" if allowed else "awaiting_approval",
        medium=command.medium or "letter",
        asked_by=command.by.id,
        approver=approver,
        approved_by=command.by.id if approver and allowed else "",
        at=act.at,
        round=case.round,
        personal=command.personal,
    )
    case.apologies.append(apology)
    _make(act, command, apology)


def _make(act: Act, command: Apologise, apology: Apology) -> None:
    """It is made already, where it was spoken; else its letter leaves, or waits for whoever approves it."""
    approver = apology.approver
    if spoken(command):
        apology.state, apology.made_at = "made", done_at(act, command)
        act.meet("apologise", apology.made_at)
        act.meet("first_reply", apology.made_at)
        act.log(f"apologised ({command.kind}) by {command.medium}", command.personal)
    elif apology.state == "approved":
        send(act, apology)
    else:
        act.log(f"apology {apology.id} ({command.kind}) waits for the approval of a {both(approver, ROLES)}")
        act.tell(
            approver, f"apology {apology.id} waits for approval", f'read it, then approve {{"what": "{apology.id}"}}'
        )


def _check_words(command: Apologise) -> None:
    words = command.personal or {}
    needed = "words" if spoken(command) else {"regret": "told_us", "responsibility": "wrong"}[command.kind]
    if not words.get(needed):
        means = {
            "words": "the words used",
            "told_us": "what happened, as the customer told it",
            "wrong": "the wrong we did",
        }
        raise MissingContent(f"apologise: personal.{needed}: missing ({means[needed]})")


def check_responsibility(act: Act) -> None:
    """Refuse to take responsibility where it is not decided that the complaint was right, or why is not known."""
    if not right_heads(act.case):
        raise MissingContent(
            "an apology that takes responsibility needs a decision upheld or partly_upheld: decide first"
        )
    if not has_cause(act.case):  # a waived analysis is no cause; an honest `undetermined` is one
        raise MissingContent("an apology that takes responsibility names the cause: record_root_cause first")


def send(act: Act, apology: Apology) -> None:
    """Order the letter of an apology that needs no (further) approval."""
    kind: LetterKind = "apology_regret" if apology.kind == "regret" else "apology_responsibility"
    case = act.case
    facts, said = ahead(case) if apology.kind == "regret" else done_and_prevented(case)
    words = dict(apology.personal or {}) | said
    if apology.kind == "responsibility" and not words.get("because"):
        words["because"] = "\n".join(causes_found(act))  # the cause on record; empty where it could not be determined
    apology.effect_id = write(act, kind, facts, words, about=apology.id)
    if apology.kind == "responsibility":
        promised_in(case, apology.effect_id)
    act.log(f"apology {apology.id} ({apology.kind}) ordered")


def causes_found(act: Act) -> list[str]:
    """The statements of this round's causes of what was right, as they were recorded."""
    case = act.case
    right = right_heads(case)
    causes = [one for one in case.causes if one.round == case.round and one.result == "found"]
    causes = [one for one in causes if any(about(one.heads, head) for head in right)]
    return [str(cause.personal["statement"]) for cause in causes if cause.personal and cause.personal.get("statement")]


def waive_apology(act: Act, command: WaiveApology) -> None:
    """Decide, with a reason, that no apology is owed in this round."""
    act.require_open()
    act.waive("apology", command.reason)
    act.investigate()
    act.no_longer_owed("apologise")
    act.log(f"apology waived: {command.reason}")
