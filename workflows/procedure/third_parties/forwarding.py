"""Another firm's matter, wholly or in part: the customer is told who and why, and with their consent it is passed on.

The part that stays is answered here. Until the customer knows and the other firm has it, the matter is ours, and every clock runs;
what the law of the other firm asks counts there, from the day on which it arrives.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from domain.case import Case
from domain.errors import IllegalCommand, InvalidCommand
from domain.forwarding import Forwarded
from domain.lifecycle import OPEN
from messages.commands import Command
from messages.commands.ending import Forward
from messages.commands.promises import MakePromise
from messages.decisions import PolicySnapshot
from workflows.procedure.act import Act
from workflows.procedure.dates import promises
from workflows.procedure.dates.promised import DUE
from workflows.procedure.ending.loose_ends import no_more_approvals, no_more_offers, no_more_questions
from workflows.procedure.happenings import told_by
from workflows.procedure.listening import heads
from workflows.procedure.listening.representatives import WITHOUT
from workflows.procedure.on_record import happened
from workflows.procedure.oral import done_at, spoken
from workflows.procedure.past import Past
from workflows.procedure.third_parties import elsewhere
from workflows.procedure.writing.correspondence import write
from workflows.procedure.writing.letter_dates import iso_day, local_day

_WORDS = ("firm_name", "firm_contact", "why", "words")


def looks_back(case: Case, policy: PolicySnapshot, command: Command, at: datetime) -> Past:
    """The day by which it is passed on, to be recorded with its end."""
    assert isinstance(command, Forward)
    by_day = command.due is not None and not isinstance(command.due, datetime)
    return Past(days={DUE: command.due}) if by_day and isinstance(command.due, date) else Past()


def forward(act: Act, command: Forward) -> None:
    """Tell the customer whose matter it is and why, and pass it on; wholly, or the heads that are named."""
    case = act.case
    elsewhere.here(act)
    going = _going(case, command)
    whole = not command.heads or len(going) == len(case.heads)
    _check(act, command, going)
    one = Forwarded(
        id=f"F{case.number('forwarding')}",
        to=command.to,
        whole=whole,
        heads=[] if whole else going,
        reason=command.reason,
        consent=command.consent,
        by=command.by.id,
        at=act.at,
        round=case.round,
        personal=command.personal,
    )
    case.forwarded.append(one)
    what = "the complaint" if whole else ", ".join(str(head["id"]) for head in going)
    act.log(f"{one.id}: {what} to {command.to}, agreed by {command.consent}: {command.reason}", command.personal)
    if whole:
        _whole(act, one)
    else:
        act.investigate()
        case.heads = [head for head in case.heads if head not in going]
        heads.gone(case, [str(head["id"]) for head in going])
    _pass_on(act, command, one)
    _tell(act, command, one, going)
    elsewhere.gone(act)


def _going(case: Case, command: Forward) -> list[dict[str, Any]]:
    known = {str(head["id"]): head for head in case.heads}
    if unknown := [one for one in command.heads if one not in known]:
        names = ", ".join(known) or "none"
        raise InvalidCommand(f"forward: heads: there is no head {unknown[0]}; the heads are {names}")
    return [known[one] for one in dict.fromkeys(command.heads)] or case.heads


def _check(act: Act, command: Forward, going: list[dict[str, Any]]) -> None:
    case, words = act.case, command.personal or {}
    if case.stage not in OPEN:
        act.step("forward")  # refuses, and says why
    decided = {one.head for one in case.decisions if one.round == case.round}
    if taken := sorted(decided & {"all", *(str(head["id"]) for head in going)}):
        raise IllegalCommand(f"forward: {taken[0]} is decided already in this round; what is decided is answered here")
    if command.consent_of == "representative" and case.representative in WITHOUT:
        raise IllegalCommand(
            "forward: whoever spoke for the customer has no authority on record: ask the customer, or authorise_representative"
        )
    if not (words.get("firm_name") and words.get("why")):
        raise InvalidCommand("forward: personal.firm_name and personal.why: the customer is told who has it, and why")
    if (command.passed_on_at is None) == (command.due is None):
        raise InvalidCommand("forward: say passed_on_at when the other firm has it, otherwise due, by when it will")
    if command.passed_on_at and not case.received_at <= command.passed_on_at <= act.at:
        raise IllegalCommand(
            "forward: passed_on_at: lies ahead, or before the complaint was received; give due instead"
        )


def _whole(act: Act, one: Forwarded) -> None:
    """Nothing is left to be found out here: no cause, apology or measure of ours, each on record with the reason."""
    why = f"forwarded to {one.to}"
    act.step("forward")
    no_more_approvals(act, why)
    no_more_offers(act, why)
    no_more_questions(act)
    act.waive("root_cause", f"{why}: {one.reason}")
    act.waive("apology", f"{why}: {one.reason}")
    act.waive("prevention", f"{why}: {one.reason}")


def _pass_on(act: Act, command: Forward, one: Forwarded) -> None:
    """It has gone there, or a promise says by when it will: with an owner, a reminder, and a breach that stays."""
    if command.due is None:
        one.passed_on_at = command.passed_on_at
        return
    promises.make(act, MakePromise(by=command.by, what="forwarding", due=command.due))
    one.promise = act.case.promises[-1].id


def _tell(act: Act, command: Forward, one: Forwarded, going: list[dict[str, Any]]) -> None:
    """A letter, unless the customer was told by word of mouth."""
    case, words = act.case, command.personal or {}
    if spoken(command):
        one.told_at = done_at(act, command)
        act.meet("first_reply", one.told_at)
        for event in told_by("forwarding", act.policy):
            happened(act, event, one.told_at)
        act.log(f"{one.id}: the customer was told by {command.medium}")
        return
    facts: dict[str, Any] = {"whole": one.whole}
    if not one.whole:
        facts["heads"] = [{"id": head["id"]} for head in going]
    if command.due is not None:
        facts["pass_on_by"] = iso_day(command.due)
    elif one.passed_on_at is not None:
        facts["passed_on"] = local_day(one.passed_on_at, case)
    told = {key: words[key] for key in _WORDS if words.get(key)}
    texts = {**((case.personal or {}).get("heads") or {}), **(words.get("heads") or {})}
    told["heads"] = {str(head["id"]): texts[head["id"]] for head in going if texts.get(head["id"])}
    one.effect_id = write(act, "forwarding", facts, told, about=one.id)
