"""Chapter 5: why it happened, and whether the complaint was right."""

from __future__ import annotations

from typing import Any

from domain.case import Case
from domain.cause import check_cause
from domain.closing import outcome_of
from domain.errors import IllegalCommand, InvalidCommand, NotAuthorised
from domain.findings import Cause, Decision
from domain.heads import WHOLE, right_heads, unanalysed
from domain.labels import OUTCOMES, both
from messages.commands.substance import Decide, HeadDecision, RecordRootCause, WaiveRootCause
from workflows.procedure.act import Act
from workflows.procedure.ending import taken_back
from workflows.procedure.listening.heads import named, on
from workflows.procedure.third_parties import elsewhere


def record_root_cause(act: Act, command: RecordRootCause) -> None:
    """Record one cause; a case can have several. `undetermined` and `not_reproduced` are honest results."""
    act.require_open("withdrawn")
    heads = named(act.case, "record_root_cause", command.heads)
    words = command.personal or {}
    whys = words.get("whys") or []
    if not isinstance(whys, list) or not all(isinstance(why, str) for why in whys):
        raise InvalidCommand("record_root_cause: personal.whys: must be a list of texts")
    check_cause(
        command.category, str(words.get("statement") or ""), whys, command.result, str(words.get("tested") or "")
    )
    case = act.case
    act.investigate()
    cause = Cause(
        id=f"C{case.number('cause')}",
        method=command.method,
        category=command.category,
        result=command.result,
        occurrence_or_escape="escape" if command.escape else "occurrence",
        evidence=command.evidence,
        heads=heads,
        recorded_by=command.by.id,
        at=act.at,
        round=case.round,
        personal=command.personal,
    )
    case.causes.append(cause)
    if not unanalysed(case):
        act.meet("root_cause")
    act.log(f"cause {cause.id} recorded{on(heads)}: {command.category} ({command.result}, {command.method})")
    taken_back.look_into(act)


def waive_root_cause(act: Act, command: WaiveRootCause) -> None:
    """Decide, with a reason, that no analysis is needed."""
    act.require_open("withdrawn")
    heads = named(act.case, "waive_root_cause", command.heads)
    act.investigate()
    act.waive("root_cause", command.reason, heads)
    if not unanalysed(act.case):
        _nothing_left_to_find(act)
    act.log(f"root-cause analysis waived{on(heads)}: {command.reason}")
    taken_back.look_into(act)


def _nothing_left_to_find(act: Act) -> None:
    """Of every head the cause is known, or need not be: the duty is met where one was found, else nobody owes it."""
    if any(cause.round == act.case.round for cause in act.case.causes):
        act.meet("root_cause")
    else:
        act.no_longer_owed("root_cause")


def decide(act: Act, command: Decide, *, briefly: bool = False) -> None:
    """Decide per head, with the facts found, what was weighed and the reasons, by somebody who is not complained of.

    `briefly`: in the first contact; nothing more is asked for.
    """
    act.require_open()
    elsewhere.here(act)
    case = act.case
    if case.final_response_round == case.round:
        raise IllegalCommand("this round is finally answered; a review (request_review) or reopen decides anew")
    _check_decider(case, command.by.id)
    for head in command.heads:
        named(case, "decide", [head.head])
    act.investigate()
    for head in command.heads:
        words = _words_on(command.personal or {}, head.head, len(command.heads))
        for one in named(case, "decide", [] if head.head == WHOLE else [head.head]) or [WHOLE]:
            _put_on_record(act, one, head, command.by.id, words)
        if not briefly and not words.get("weighed"):
            act.hints.append(
                f"{head.head}: say what was weighed on both sides (personal.weighed): the letter says what was looked at"
            )
    _stand_by_apologies(act)
    if (whole := outcome_of(case)) and len(case.heads) > 1:
        act.log(f"all heads are decided: {both(whole, OUTCOMES)}")


def _put_on_record(act: Act, head: str, decided: HeadDecision, who: str, words: dict[str, Any]) -> None:
    """One decision in this round on each head; the newest counts."""
    case = act.case
    replaced = [d for d in case.decisions if d.round == case.round and d.head in (head, WHOLE)]
    case.decisions = [d for d in case.decisions if d not in replaced]
    for earlier in replaced:
        if earlier.outcome != decided.outcome:
            act.hints.append(
                f"{head}: takes the place of {both(earlier.outcome, OUTCOMES)}, decided by {earlier.decided_by}: leave a note why"
            )
    case.decisions.append(
        Decision(
            head=head,
            outcome=decided.outcome,
            decided_by=who,
            before=sorted({one for d in replaced for one in (d.decided_by, *d.before)} - {who}),
            no_remedy=decided.no_remedy or "",
            owed_under=decided.owed_under or "",
            at=act.at,
            round=case.round,
            personal=words,
        )
    )
    act.log(
        f"decided: {head} {both(decided.outcome, OUTCOMES)}"
        + (f"; no remedy: {decided.no_remedy}" if decided.no_remedy else "")
    )


def _stand_by_apologies(act: Act) -> None:
    """Who took responsibility cannot decide afterwards that nothing was wrong."""
    case = act.case
    if right_heads(case):
        return
    for apology in case.apologies:
        if apology.kind == "responsibility" and apology.round == case.round and apology.state in ("approved", "made"):
            raise IllegalCommand(
                f"apology {apology.id} took responsibility already; decide upheld or partly_upheld, or have it reviewed"
            )


def _check_decider(case: Case, who: str) -> None:
    before = {
        one
        for decision in case.decisions
        if decision.round < case.round
        for one in (decision.decided_by, *decision.before)
    }
    if case.review and who in before:
        raise NotAuthorised("a review is decided by another person than before; assign it to somebody else")


def _words_on(personal: dict[str, Any], head: str, heads: int) -> dict[str, Any]:
    words = personal.get(head) if isinstance(personal.get(head), dict) else (personal if heads == 1 else None)
    if not words or not words.get("found") or not words.get("reasons"):
        where = "personal" if heads == 1 else f"personal.{head}"
        raise InvalidCommand(f"decide: {where}: give the facts found and the reasons, {{found, weighed?, reasons}}")
    return {key: words[key] for key in ("found", "weighed", "reasons") if words.get(key)}
