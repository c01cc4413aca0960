"""Chapter 9: the final response, closing on a stated ground, aftercare, the survey, and a new round."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from domain.case import Case, Letter
from domain.closing import RIGHT, missing_for_closing, outcome_of
from domain.errors import IllegalCommand, InvalidCommand, NotAuthorised
from domain.words import ClosingGround, LetterKind
from messages.commands.ending import AnswerSurvey, Close, Reopen, Withdraw
from messages.commands.substance import SendFinalResponse
from messages.deeds import Archive
from workflows.procedure.act import Act
from workflows.procedure.correspondence import EVENTS, finally_answered, iso_day, write
from workflows.procedure.fulfilment import agreed_offer, chosen
from workflows.procedure.loose_ends import end_round, impartial, no_more_approvals, no_more_questions, offered_anew
from workflows.procedure.oral import done_at, spoken
from workflows.procedure.people import owner_role
from workflows.procedure.receipt import announce_round

TRIES = 3
"""How often somebody must be tried before they count as not reachable."""
BAD_SCORE = 2
"""A survey answer this low offers reopening to a lead."""


# --- final response -------------------------------------------------------------------------------------------------------


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


# --- closing --------------------------------------------------------------------------------------------------------------


def close(act: Act, command: Close) -> None:
    """Close, when everything owed is on record, on a ground that holds."""
    case = act.case
    impartial(act)
    if case.stage != "following_up":
        act.step("close")  # refuses, and says why
    if missing := missing_for_closing(case):
        raise IllegalCommand("before closing there must be on record: " + "; ".join(missing))
    _check_ground(act, command)
    act.step("close")
    no_more_approvals(act, "the complaint is closed")
    no_more_questions(act)
    case.closing_ground, case.closed_at = command.ground, act.at
    act.cancel_clocks()
    act.stop_waiting()
    act.run_clocks()
    if case.anonymous or command.ground == "not_reachable":
        act.cancel_clocks()
    else:
        act.wait("aftercare_asked")
        act.wait("survey_asked")
    act.wait("reopen_until")
    case.settles_at = max((wait.at for wait in case.waits), default=act.at)
    if command.ground != "not_reachable":
        until = act.date("reopen_until")
        facts = {"ground": command.ground} | ({"reopen_until": iso_day(until.due)} if until else {})
        write(act, "closing", facts, by_hand=False)
    act.log(f"closed: {command.ground}" + (f" ({command.reason})" if command.reason else ""), command.personal)
    act.effects.append(archive(act))


def _check_ground(act: Act, command: Close) -> None:
    """Each ground has its own proof; silence is never acceptance."""
    _GROUNDS[command.ground](act, command)


def _accepted(act: Act, command: Close) -> None:
    if not (command.personal or {}).get("words"):
        raise InvalidCommand("close: personal.words: 'accepted' is the customer's own word: write what they said")


def _no_answer(act: Act, command: Close) -> None:
    for wait in act.case.waits:
        if wait.name == "no_answer_until":
            raise IllegalCommand(
                f"the customer may still answer until {iso_day(wait.due)}; silence is not acceptance: wait until then"
            )
    final = _final_letter(act.case)
    if final is None:
        raise IllegalCommand(
            "no_answer needs a final response that was delivered by letter; else close as not_reachable or gave_up"
        )
    for contact in act.case.contacts:
        if contact.direction == "in" and final.sent_at is not None and contact.at > final.sent_at:
            raise IllegalCommand(
                f"the customer has answered ({contact.id}); close on the ground that fits what they said"
            )


def _a_manager_decides(act: Act, command: Close) -> None:
    if command.by.role != "manager":
        raise NotAuthorised(f"a manager decides to close on the ground {command.ground}")
    if not command.reason:
        raise InvalidCommand("close: reason: say which offers were made and what recourse was told")


def _not_reachable(act: Act, command: Close) -> None:
    if len(set(command.tries)) < TRIES:
        raise InvalidCommand(f"close: tries: list at least {TRIES} different tries with their times")
    if any(not act.case.received_at <= at <= act.at for at in command.tries):
        raise InvalidCommand("close: tries: lie in the future, or before the complaint was received")


def _gave_up(act: Act, command: Close) -> None:
    if command.called_at is None:
        raise InvalidCommand("close: called_at: a lead calls once more before a customer who gave up is let go")
    if not act.case.received_at <= command.called_at <= act.at:
        raise InvalidCommand("close: called_at: lies in the future, or before the complaint was received")
    if command.by.role not in ("lead", "manager"):
        raise NotAuthorised("a lead closes on the ground gave_up")


def _anonymous(act: Act, command: Close) -> None:
    if not act.case.anonymous:
        raise IllegalCommand("the complainant is known: close on another ground")


def _short_route(act: Act, command: Close) -> None:
    raise IllegalCommand("short_route is for complaints settled in the first contact (resolve_now, a later release)")


_GROUNDS: dict[ClosingGround, Callable[[Act, Close], None]] = {
    "accepted": _accepted,
    "no_answer": _no_answer,
    "dissatisfied": _a_manager_decides,
    "legal": _a_manager_decides,
    "not_reachable": _not_reachable,
    "gave_up": _gave_up,
    "anonymous": _anonymous,
    "short_route": _short_route,
}


def _final_letter(case: Case) -> Letter | None:
    """The final response of this round, if it was delivered by letter."""
    return next((x for x in case.letters if x.kind in EVENTS and x.state == "sent" and x.round == case.round), None)


def archive(act: Act, *, settled: bool = False) -> Archive:
    """What the database keeps of a case that has ended."""
    case = act.case
    offer = agreed_offer(act)
    remedies = (
        [f"{i.kind} {i.amount} {i.currency}".strip() for i in chosen(offer).items if i.state == "done"] if offer else []
    )
    return Archive(
        reference=case.reference,
        stage=case.stage,
        handler=case.handler,
        settled=settled,
        at=act.at,
        remedies=remedies,
        causes=[cause.category for cause in case.causes],
    )


# --- aftercare ------------------------------------------------------------------------------------------------------------


def ask_aftercare(act: Act) -> None:
    """Some days after closing: does what we did hold?"""
    if act.case.stage != "closed":
        return
    write(act, "aftercare", by_hand=False)
    act.log("aftercare: the customer is asked whether what we did holds")


def ask_survey(act: Act) -> None:
    """The satisfaction question, once; by rule not after injury or legal steps, not to the anonymous."""
    case = act.case
    if case.stage != "closed" or case.survey_asked or case.anonymous:
        return
    if {"injury", "legal"} & set(case.flags):
        act.log("no survey: not asked after injury or in legal matters")
        return
    case.survey_asked = True
    write(act, "survey", by_hand=False)
    act.log("survey asked")


def answer_survey(act: Act, command: AnswerSurvey) -> None:
    """The customer's answer; a bad one offers reopening to a lead."""
    case = act.case
    if not case.survey_asked:
        raise IllegalCommand(
            "no survey was asked yet; it goes out by itself after closing (record_contact keeps what was said)"
        )
    if case.survey_score is not None:
        raise IllegalCommand("the survey is answered already; record_contact keeps what else was said")
    case.survey_score = command.score
    act.log(f"survey answered: {command.score} of 5", command.personal)
    if command.score <= BAD_SCORE and case.stage == "closed":
        case.reopening_offered = True
        act.tell(
            "lead",
            f"a bad survey answer ({command.score} of 5)",
            "call the customer; reopen the complaint if they wish",
        )


# --- new rounds and withdrawal --------------------------------------------------------------------------------------------


def new_round(act: Act, why: str) -> None:
    """A new round with its own clocks; the old one's record, breaches included, stays."""
    case = act.case
    case.round += 1
    case.closing_ground, case.closed_at, case.settles_at = None, None, None
    act.cancel_clocks()
    act.stop_waiting()
    act.log(f"round {case.round} begins: {why}")
    end_round(act, f"round {case.round} begins")
    announce_round(act)


def check_rounds(act: Act) -> None:
    """Rounds are bounded by the policy; after the last one contact becomes a linked complaint."""
    most = int(act.policy.rules["reopen"]["max_rounds"])
    if act.case.round >= most:
        raise IllegalCommand(f"{most} rounds are the most the policy allows; file a linked complaint")


def reopen(act: Act, command: Reopen) -> None:
    """Reopen within the window; a flare-up goes to level 1 at least."""
    case = act.case
    if case.stage not in ("closed", "withdrawn"):
        act.step("reopen")  # refuses, and says why
    check_rounds(act)
    if case.settles_at is not None and act.at >= case.settles_at:
        raise IllegalCommand("the reopening window is over; file a linked complaint")
    act.step("reopen")
    case.review = False
    new_round(act, command.reason)
    case.escalation, case.escalation_acknowledged = max(1, case.escalation), False
    owner = owner_role(case.escalation)
    act.tell(owner, "a complaint was reopened", "read the earlier round, call the customer, acknowledge_escalation")


def withdraw(act: Act, command: Withdraw) -> None:
    """The customer's own clear word; the door stays open."""
    words = (command.personal or {}).get("words")
    if not words:
        raise InvalidCommand(
            "withdraw: personal.words: write the customer's own clear words; giving up is not withdrawal (close: gave_up)"
        )
    case = act.case
    if (offer := agreed_offer(act)) and offer.released_by and case.stage == "remedy_agreed":
        raise IllegalCommand("a remedy is being carried out; wait for its receipt, then withdraw")
    act.step("withdraw")
    case.closed_at = act.at
    act.cancel_clocks()
    act.stop_waiting()
    end_round(act, "the complaint is withdrawn")
    act.wait("reopen_until")
    case.settles_at = max((wait.at for wait in case.waits), default=act.at)
    until = act.date("reopen_until")
    write(act, "withdrawal_confirmed", {"reopen_until": iso_day(until.due)} if until else {}, by_hand=False)
    act.log("withdrawn by the customer's own word", command.personal)
    if not (case.prevention or case.causes):
        act.tell(case.handler or "lead", "withdrawn without cause and prevention on record", "decide both all the same")
    act.effects.append(archive(act))
