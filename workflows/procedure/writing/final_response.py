"""Chapter 9: the final response: decision, reasons, what we do, recourse. Once in a round."""

from __future__ import annotations

from typing import Any

from domain.case import Case
from domain.closing import REMEDY_OR_WHY_NONE, outcome_of
from domain.errors import IllegalCommand, MissingContent
from domain.heads import undecided, without_remedy
from domain.labels import OUTCOMES, both
from domain.words import LetterKind, Outcome
from messages.commands.substance import SendFinalResponse
from messages.commands.words import WORDS
from policies.contracts import missing
from workflows.procedure.act import Act
from workflows.procedure.alongside.promised_measures import promised_in
from workflows.procedure.ending.loose_ends import offered_anew
from workflows.procedure.oral import done_at, spoken
from workflows.procedure.writing.answer import answer_facts, answer_words
from workflows.procedure.writing.content import asked_of
from workflows.procedure.writing.correspondence import write
from workflows.procedure.writing.letter_dates import iso_day
from workflows.procedure.writing.letter_receipts import finally_answered


def send_final_response(act: Act, command: SendFinalResponse) -> None:
    """Answer finally: decision, reasons, what we do, recourse. Once in a round."""
    act.require_open()
    case = act.case
    if case.final_response_round == case.round:
        raise IllegalCommand("this round is finally answered already; to say more use send_letter, or start a review")
    _every_head(case)
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
    kinds = _kinds(outcome)
    if spoken(command):
        _given_by_word_of_mouth(act, command, kinds)
        return
    asked = [one.item for one in asked_of(act, *kinds)]
    facts, words = answer_facts(case, asked), answer_words(case, asked)
    words |= {key: value for key, value in (command.personal or {}).items() if key in WORDS["send_final_response"]}
    if by := act.date("no_answer_until"):
        facts["answer_by"] = iso_day(by.due)
    _what_we_can_do(act, outcome, words)
    effect = write(act, kinds[0], facts, words, also_as=kinds[1:])
    promised_in(case, effect)
    if not effect:
        act.meet("final_response")
        finally_answered(act)
    act.log(f"final response ordered ({both(outcome, OUTCOMES)})")


def _given_by_word_of_mouth(act: Act, command: SendFinalResponse, kinds: tuple[LetterKind, ...]) -> None:
    _in_writing(act, kinds)
    answered_at = done_at(act, command)
    act.meet("final_response", answered_at)
    act.meet("first_reply", answered_at)
    finally_answered(act)
    act.log(f"final response given by {command.medium}", command.personal)


def _what_we_can_do(act: Act, outcome: Outcome, words: dict[str, Any]) -> None:
    """Refuse a no that leaves the customer with nothing, not even the reason why nothing can be done."""
    case = act.case
    if outcome != "not_upheld" or case.anonymous:
        _says_what_we_do(act, words)
        return
    if not (_offered(case) or words.get("alternative") or words.get("remedy")):
        raise MissingContent(
            "send_final_response: personal.alternative: missing; a no says what we can still do for the customer, or why there is "
            "nothing"
        )


def _says_what_we_do(act: Act, words: dict[str, Any]) -> None:
    """Whoever answers a customer who was right hears what the answer does not say."""
    case = act.case
    if case.anonymous:
        return
    none_due = any(one.no_remedy for one in case.decisions if one.round == case.round)
    if not (_offered(case) or none_due or words.get("remedy")):
        act.hints.append(
            "the answer says nothing of a remedy: offer_remedy, or send_letter with what is done, or why nothing is due"
        )
    if not words.get("causes"):
        act.hints.append("the answer does not say why it happened: record_root_cause, then tell them with send_letter")


def _offered(case: Case) -> bool:
    """Whether there is a remedy in this round."""
    return any(one.round == case.round and one.state in ("offered", "accepted") for one in case.offers)


def _every_head(case: Case) -> None:
    """Every listed head is answered: decided, and what was right is put right, or it is said why nothing is due."""
    if case.heads and (open_ := undecided(case)):
        raise MissingContent(f"send_final_response: no decision on {', '.join(open_)}: decide; every head is answered")
    if open_ := without_remedy(case):
        raise MissingContent(f"send_final_response: no remedy for {', '.join(open_)}: {REMEDY_OR_WHY_NONE}")


def _kinds(outcome: Outcome) -> tuple[LetterKind, ...]:
    """The kind of letter, then those whose contracts it keeps beside its own: a no to some points is a no to them."""
    if outcome == "not_upheld":
        return ("not_upheld",)
    return ("final_response",) if outcome == "upheld" else ("final_response", "not_upheld")


def _in_writing(act: Act, kinds: tuple[LetterKind, ...]) -> None:
    """Refuse an answer by word of mouth where the pack says what the letter has to contain."""
    if not act.case.anonymous and (asked := asked_of(act, *kinds)):
        do = "answer in writing (without medium); what was said by telephone is put on record with record_contact"
        raise missing(kinds[0], asked[0], act.policy.id, do)
