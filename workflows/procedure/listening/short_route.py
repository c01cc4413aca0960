"""First-contact resolution (一次解決): the customer is heard, answered and content in one conversation, and it is all on record.

One command stands for the acts of a whole round. Each is judged by its own chapter's rule; what only a slower way may decide
is refused (longer_way.py), with the way to take.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from domain.case import Case
from domain.dates import Right
from domain.errors import InvalidCommand
from domain.remedies import Offer
from domain.rounds import Acceptance
from messages.commands import Command
from messages.commands.handling import AgreeSummary
from messages.commands.substance import (
    AddPreventionTask,
    Apologise,
    Decide,
    DecideNoPrevention,
    HeadDecision,
    RecordRootCause,
    ResolveNow,
)
from messages.decisions import PolicySnapshot
from workflows.procedure.act import Act
from workflows.procedure.alongside import prevention
from workflows.procedure.ending import closing
from workflows.procedure.ending.loose_ends import name_what_is_open
from workflows.procedure.happenings import events_by
from workflows.procedure.investigating import analysis
from workflows.procedure.listening import acknowledging, hearing, understanding
from workflows.procedure.listening.longer_way import alternatives, answers_in_writing, possible
from workflows.procedure.oral import done_at
from workflows.procedure.past import Past
from workflows.procedure.remedies import fulfilment, remedy_promises
from workflows.procedure.remedies.remedy_shown import as_agreed
from workflows.procedure.writing import apology
from workflows.procedure.writing.correspondence import write
from workflows.procedure.writing.letter_receipts import finally_answered, find_letter, give_up

NOTHING_MORE = "settled in the first contact: to be heard, answered and given an apology was enough"
MET = ("first_reply", "apologise", "root_cause", "remedy_offer", "progress_update")
"""The duties of the procedure that a conversation meets, beside acknowledgement and final answer."""


def looks_back(case: Case, policy: PolicySnapshot, command: Command, at: datetime) -> Past:
    """What happens with it: the agreement, or the end; and what the pack hangs on the acknowledgement and the answer."""
    assert isinstance(command, ResolveNow)
    happened = ["remedy_accepted"] if command.remedy else ["closed"]
    happened += [event for duty in ("acknowledge", "final_response") for event in events_by(duty, case)]
    return Past(dict.fromkeys(happened, at))


def resolve_now(act: Act, command: ResolveNow) -> None:
    """Record a whole round that was settled in the first contact, and close on the ground `short_route`."""
    case = act.case
    act.require_open()
    words = _words(command)
    right = possible(act, command)
    hearing.observed(act, "resolve_now", words)
    at = done_at(act, command)
    by, spoken = command.by, {"medium": command.medium, "done_at": command.done_at}
    if case.round not in case.acknowledged_rounds:
        acknowledging.acknowledged_otherwise(act, at, f"by word of mouth ({command.medium})")
    summary = {key: words[key] for key in ("summary", "desired_outcome") if key in words}
    understanding.agree_summary(act, AgreeSummary(by=by, medium=command.medium, personal=summary))
    _said_sorry(act, Apologise(by=by, kind="regret", **spoken, personal={"words": words["apology"]}))
    cause = {"statement": words.get("cause") or words["summary"]}
    analysis.record_root_cause(act, RecordRootCause(by=by, method="interview", category=command.cause, personal=cause))
    found = {"found": words.get("found") or words["summary"], "reasons": words.get("reasons") or cause["statement"]}
    none_due = None if command.remedy else NOTHING_MORE
    whole = HeadDecision(outcome=command.outcome, no_remedy=none_due)
    analysis.decide(act, Decide(by=by, heads=[whole], personal=found), briefly=True)
    _prevention(act, command)
    _answered(act, at, right)
    act.log(
        f"settled in the first contact ({command.medium}): accepted in the customer's words", {"words": words["words"]}
    )
    case.short_route, case.acceptance = True, Acceptance(heard_by=by.id, heard_at=at)
    if command.remedy:
        _agreed(act, command, words)
        _in_writing(act)
    else:
        _in_writing(act)
        act.step("answer")
        name_what_is_open(act)
        closing.end(act, "short_route")


def _words(command: ResolveNow) -> dict[str, Any]:
    """What was said; the customer's own word of acceptance is never assumed (FCA DISP 1.5: orally is enough, but it is logged)."""
    words = command.personal or {}
    for key, what in _SAID.items():
        if not words.get(key):
            raise InvalidCommand(f"resolve_now: personal.{key}: missing; write {what}")
    if command.remedy and not words.get("remedy"):
        raise InvalidCommand("resolve_now: personal.remedy: missing; say what the remedy means for the customer")
    return words


_SAID = {
    "summary": "what happened, as it was read back to the customer",
    "apology": "the words of the apology",
    "words": "the customer's own words of acceptance; without them it is not settled",
}


def _said_sorry(act: Act, command: Apologise) -> None:
    """Once made, an apology is not made again, but its words are kept. One that has not left is made now, and not sent."""
    case, why = act.case, "the apology was made by word of mouth"
    before = [one for one in case.apologies if one.kind == "regret" and one.round == case.round]
    if any(one.state == "made" for one in before):
        act.log("apologised once more in the first contact", command.personal)
        return
    for one in before:
        if one.state == "approved" and (letter := find_letter(case, one.effect_id)):
            give_up(act, letter, why)
        elif one.state == "awaiting_approval":
            one.state = "declined"
            act.log(f"apology {one.id} is void: {why}")
    apology.put_on_record(act, command)


def _prevention(act: Act, command: ResolveNow) -> None:
    if command.task and command.prevention == "yes":
        task = command.task.model_dump()
        prevention.add_prevention_task(act, AddPreventionTask(by=command.by, **task))
        return
    fitting = [str(issue["id"]) for issue in act.case.known_issues]
    if command.prevention == "known" and command.known_issue not in [*fitting, *(t.id for t in act.case.prevention)]:
        act.hints.append(
            f"{command.known_issue} is none of the known issues that fit this complaint ({', '.join(fitting) or 'none does'}): "
            "look whether it is the right one, and correct it with a note"
        )
    reason = command.reason or f"covered already: {command.known_issue}"
    prevention.decide_no_prevention(act, DecideNoPrevention(by=command.by, reason=reason))


def _answered(act: Act, at: datetime, window: Right | None) -> None:
    """The conversation was the answer: what may be met by it is met, and the pack's own limit falls away with its short route."""
    case = act.case
    for duty in MET:
        act.meet(duty, at)
    case.final_response_round = case.round
    if window is None:
        act.meet("final_response", at)
    else:
        window.come = True
        act.no_longer_owed(*answers_in_writing(act.policy.rules["duties"]))
        act.log(
            f"{window.duty}: resolved on {at.isoformat()}, in time until {window.day}; no limit for an answer runs on"
        )
    finally_answered(act)


def _in_writing(act: Act) -> None:
    """What the pack wants confirmed by letter: that it is settled, and what the customer gets."""
    if "summary_resolution" in act.policy.rules.get("letters", {}):
        write(act, "summary_resolution", *as_agreed(act.case))


def _agreed(act: Act, command: ResolveNow, words: dict[str, Any]) -> None:
    """The remedy was accepted on the spot. Money waits for its release by another person; everything else begins at once."""
    case = act.case
    act.step("offer")
    act.step("accept")
    offer = Offer(
        id=f"O{case.number('offer')}",
        state="accepted",
        alternatives=alternatives(act, command),
        chosen="A",
        offered_by=command.by.id,
        at=act.at,
        answered_at=act.at,
        round=case.round,
        personal={"descriptions": {"A": words["remedy"]}},
    )
    case.offers.append(offer)
    remedy_promises.agree(act, offer)
    act.log(f"offer {offer.id} accepted on the spot; the complaint closes when it is carried out")
    if any(one.amount for one in offer.alternatives[0].items):
        act.tell("finance", f"the remedy {offer.id} is agreed", "release it with fulfil_remedy")
    else:
        fulfilment.release(act, offer)
