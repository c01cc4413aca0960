"""Chapter 9: the final response: decision, reasons, what we do, recourse. Once in a round."""

from __future__ import annotations

from typing import Any

from domain.case import Case
from domain.closing import RIGHT, outcome_of
from domain.errors import IllegalCommand
from domain.words import LetterKind
from messages.commands.substance import SendFinalResponse
from workflows.procedure.act import Act
from workflows.procedure.correspondence import finally_answered, write
from workflows.procedure.fulfilment import chosen
from workflows.procedure.loose_ends import impartial, offered_anew
from workflows.procedure.oral import done_at, spoken


def send_final_response(act: Act, command: SendFinalResponse) -> None:
    """Answer finally: decision, reasons, what we do, recourse. Once in a round."""
    act.require_open()
    impartial(act)
    case = act.case
    if case.final_response_round == case.round:
        raise IllegalCommand("this round is finally answered already; to say more use send_letter, or start a review")
    outcome = outcome_of(case)
    if outcome is None:
        raise IllegalCommand("the final response states the decision on every head of complaint: decide first")
    for offer in case.offers:
        if offer.state == "awaiting_approval":
            raise IllegalCommand(
                f"offer {offer.id} waits for approval: approve, or decline_approval, before answering finally"
            )
    if case.stage == "investigating":
        act.step("answer")
    elif case.stage not in ("remedy_offered", "remedy_agreed", "following_up"):
        act.step("answer")  # refuses, and says why
    case.final_response_round = case.round
    offered_anew(act)
    if spoken(command):
        answered_at = done_at(act, command)
        act.meet("final_response", answered_at)
        act.meet("first_reply", answered_at)
        finally_answered(act)
        act.log(f"final response given by {command.medium}", command.personal)
        return
    kind: LetterKind = "not_upheld" if outcome == "not_upheld" else "final_response"
    facts, words = _final_facts(case), _final_words(case)
    words |= {
        key: value for key, value in (command.personal or {}).items() if key in ("apology", "alternative", "words")
    }
    if not write(act, kind, facts, words):
        act.meet("final_response")
        finally_answered(act)
    act.log(f"final response ordered ({outcome})")


def _final_facts(case: Case) -> dict[str, Any]:
    decisions = [decision for decision in case.decisions if decision.round == case.round]
    facts: dict[str, Any] = {"heads": [{"id": decision.head, "outcome": decision.outcome} for decision in decisions]}
    if offer := next((o for o in case.offers if o.state == "accepted" and o.round == case.round), None):
        facts["items"] = [
            {key: value for key, value in shown.items() if value}
            for item in chosen(offer).items
            for shown in [
                {
                    "kind": item.kind,
                    "amount": item.amount,
                    "currency": item.currency,
                    "state": "done" if item.state == "done" else "agreed",
                }
            ]
        ]
    tasks = [task for task in case.prevention if task.state != "cancelled"]
    if tasks:
        facts["prevention"] = [
            {
                "kind": task.kind,
                "state": "done" if task.done_on else "planned",
                "on": (task.done_on or task.due).isoformat(),
            }
            for task in tasks
        ]
    return facts


def _final_words(case: Case) -> dict[str, Any]:
    texts = (case.personal or {}).get("heads") or {}
    heads = {}
    for decision in case.decisions:
        if decision.round == case.round and decision.personal:
            own = texts.get(decision.head) or (case.personal or {}).get("subject", "")
            heads[decision.head] = {
                "text": own,
                "found": decision.personal.get("found", ""),
                "reasons": decision.personal.get("reasons", ""),
            }
    words: dict[str, Any] = {"heads": heads}
    if outcome_of(case) in RIGHT:
        causes = [c.personal.get("statement") for c in case.causes if c.personal and c.round == case.round]
        words["causes"] = [cause for cause in causes if cause]
    titles = {str(n): t.title for n, t in enumerate(t for t in case.prevention if t.state != "cancelled") if t.title}
    if titles:
        words["prevention"] = titles
    return words
