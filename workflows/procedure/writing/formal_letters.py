"""Letters that a pack asks for on the way to the final response: why it takes longer, where to turn, settled at once."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from domain.closing import outcome_of
from domain.errors import IllegalCommand, InvalidCommand, MissingContent
from domain.words import LetterKind
from messages.commands.handling import SendLetter
from messages.commands.words import LETTER_WORDS
from policies.contracts import ITEMS, missing
from policies.moments import local_day
from workflows.procedure.act import Act
from workflows.procedure.alongside.promised_measures import promised_in
from workflows.procedure.remedies.remedy_shown import as_agreed
from workflows.procedure.writing import reporting_letters
from workflows.procedure.writing.answer import answer_facts, answer_words
from workflows.procedure.writing.content import asked_of
from workflows.procedure.writing.correspondence import write
from workflows.procedure.writing.letter_kinds import INFORMING
from workflows.procedure.writing.reporting_letters import Parts


def check_words(command: SendLetter) -> None:
    """Refuse words that a letter of that kind would not say: the sender would believe that it is said."""
    allowed = LETTER_WORDS[command.kind]
    if unknown := sorted(set(command.personal or {}) - set(allowed)):
        raise InvalidCommand(
            f"send_letter: personal.{unknown[0][:40]}: a letter of the kind {command.kind} does not say it; "
            f"under personal it takes: {', '.join(allowed)}"
        )


def send_formal(act: Act, command: SendLetter) -> None:
    """A letter of a kind that the pack may ask for, while the complaint is open and not finally answered."""
    act.require_open()
    case = act.case
    if case.final_response_round == case.round and command.kind in BEFORE_THE_ANSWER:
        raise IllegalCommand(f"this round is finally answered; a {command.kind} would contradict the answer")
    if command.kind in INFORMING:
        informed(act)
    facts, words = _FACTS[command.kind](act, command)
    effect = write(act, command.kind, facts, (command.personal or {}) | words)
    if command.kind == "investigation_report":
        promised_in(case, effect)
    act.log(f"{command.kind} ordered")


def informed(act: Act) -> None:
    """The customer knows how things stand: the update that was due is given, and the next one counts from now."""
    act.meet("progress_update")
    if act.case.final_response_given != act.case.round:
        act.run_clocks()


def _delay(act: Act, command: SendLetter) -> Parts:
    """Why it takes longer and until when, whatever the pack asks for: a delay without a date is no news."""
    if not (command.personal or {}).get("reasons_for_delay"):
        raise _lacks(act, command.kind, "reasons_for_delay")
    if command.new_date is None:
        raise _lacks(act, command.kind, "new_date")
    if command.new_date <= local_day(act.at, ZoneInfo(act.case.zone)):
        raise InvalidCommand("send_letter: new_date: must lie ahead; give the day by which the answer comes")
    return {"new_date": command.new_date.isoformat()}, {}


def _lacks(act: Act, kind: LetterKind, item: str) -> MissingContent:
    """The refusal of a letter that would say nothing without the item; with the pack's rule where it has one."""
    for one in asked_of(act, kind):
        if one.item == item:
            return missing(kind, one, act.policy.id, ITEMS[item].do)
    return MissingContent(f"{kind}: {item} is missing; {ITEMS[item].do}")


def _resolved(act: Act, command: SendLetter) -> Parts:
    """Settled at once: only when the customer has said so, in writing or by word of mouth."""
    accepted = (command.personal or {}).get("accepted")
    if not accepted:
        raise InvalidCommand(
            "send_letter: personal.accepted: missing; write the customer's own words: without acceptance nothing is resolved"
        )
    routes = [name for name, rule in act.policy.rules["duties"].items() if rule.get("short_route")]
    for right in act.case.rights:
        if right.duty in routes and right.round == act.case.round and act.at >= right.at:
            raise IllegalCommand(f"{right.duty} was possible until {right.day}; answer with send_final_response")
    act.log("the customer regards the complaint as resolved", {"words": accepted})
    return as_agreed(act.case)


def _signposting(act: Act, command: SendLetter) -> Parts:
    case = act.case
    decided = outcome_of(case) is not None
    facts = answer_facts(case) if decided else {}
    if offer := next((one for one in case.offers if one.state == "offered" and one.round == case.round), None):
        facts["open_offer"] = True
        facts |= {"answer_by": offer.answer_by.isoformat()} if offer.answer_by else {}
    return facts, answer_words(case) if decided else {}


BEFORE_THE_ANSWER = ("holding_response", "delay_notice", "summary_resolution", "interim_report")
"""Letters that say that the answer is still to come."""
_FACTS: dict[str, Callable[[Act, SendLetter], Parts]] = {
    "holding_response": _delay,
    "delay_notice": _delay,
    "summary_resolution": _resolved,
    "signposting": _signposting,
    "interim_report": reporting_letters.interim,
    "investigation_report": reporting_letters.investigation,
    "remedy_declined": reporting_letters.declined,
    "delay_apology": reporting_letters.sorry_for_delay,
    "public_reply": reporting_letters.in_public,
}
