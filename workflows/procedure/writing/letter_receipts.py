"""What becomes of a letter that was ordered, and what that does to the case: sent, waiting, unknown, blocked, failed, given up."""

from __future__ import annotations

from datetime import datetime

from domain.case import Case, Letter
from domain.lifecycle import OPEN
from messages.deeds import CallOff, LetterOrder, LetterReceipt
from workflows.procedure import notices
from workflows.procedure.act import Act
from workflows.procedure.dates import rights
from workflows.procedure.dates.broken_promises import PROMISED, not_said
from workflows.procedure.notices import RETRY_AFTER
from workflows.procedure.third_parties import elsewhere
from workflows.procedure.writing.leaving import told
from workflows.procedure.writing.letter_kinds import ACKNOWLEDGING, EVENTS, MEETS
from workflows.procedure.writing.overtaken import WHY, answered, overtaken


def letter_sent(act: Act, receipt: LetterReceipt) -> None:
    """A letter has left: keep its receipt, meet the duty it meets."""
    letter = find_letter(act.case, receipt.effect_id)
    if letter is None or letter.state == "sent":
        return
    given_up = letter.order is None
    letter.state, letter.order, letter.next_try = "sent", None, None
    letter.sent_at = receipt.sent_at or act.at
    letter.message_id = receipt.message_id
    act.solved(letter.effect_id)
    if letter.kind == "notice":
        notices.left(act, letter, act.case.letters)
        return
    act.log(f"letter sent: {letter.kind}" + (" (it had been given up)" if given_up else ""))
    _apologised(act.case, letter)
    elsewhere.told(act, letter.effect_id, letter.sent_at)
    if letter.round != act.case.round:
        return
    if duty := MEETS.get(letter.kind):
        act.meet(duty, letter.sent_at)
    if letter.by_hand and letter.kind != "public_reply":
        act.meet("first_reply", letter.sent_at)
    _sent_by_kind(act, letter)
    told(act, letter)


def _apologised(case: Case, letter: Letter) -> None:
    """Its letter makes an apology; one that was called off, since it had been said by word of mouth, was made then."""
    for apology in case.apologies:
        if apology.effect_id != letter.effect_id or letter.kind not in ("apology_regret", "apology_responsibility"):
            continue
        same = (one for one in case.apologies if (one.kind, one.round) == (apology.kind, apology.round))
        if not any(one.state == "made" for one in same):
            apology.state, apology.made_at = "made", letter.sent_at


def _sent_by_kind(act: Act, letter: Letter) -> None:
    case = act.case
    if letter.kind in ACKNOWLEDGING:
        acknowledged(act, letter.sent_at or act.at)
        act.start_clocks()
        rights.keep(act)
    elif letter.kind in EVENTS:
        act.start_clocks()
        rights.keep(act)
        case.final_response_round = case.round  # also when it had been given up and left all the same
        finally_answered(act)
        if case.stage in OPEN:  # the time for an answer runs from the letter, also while a remedy is still carried out
            act.wait("no_answer_reminder")
            act.wait("no_answer_until")


def finally_answered(act: Act) -> None:
    """The final response has reached the customer: no further update and no further offer is owed in this round."""
    case = act.case
    case.final_response_given = case.round
    act.meet("progress_update")
    act.meet(PROMISED)
    if case.stage not in ("remedy_offered", "remedy_agreed"):
        act.no_longer_owed("remedy_offer")


def acknowledged(act: Act, at: datetime) -> None:
    """Receipt is acknowledged in this round, by letter or by word of mouth."""
    case = act.case
    if case.round not in case.acknowledged_rounds:
        case.acknowledged_rounds.append(case.round)
    case.acknowledged_at = case.acknowledged_at or at
    if case.stage == "received":
        act.step("acknowledge")


def letter_waits(act: Act, receipt: LetterReceipt) -> None:
    """The customer sleeps: the letter goes out in the morning."""
    if letter := _under_way(act.case, receipt.effect_id):
        letter.state, letter.next_try = "waiting", receipt.not_before or act.at + RETRY_AFTER


def letter_unknown(act: Act, receipt: LetterReceipt) -> None:
    """Nobody knows whether the letter left: a person looks, the engine does not send it twice."""
    if letter := _under_way(act.case, receipt.effect_id):
        letter.state, letter.message_id, letter.next_try = "unknown", receipt.message_id, None
        act.problem(
            letter.effect_id,
            f"it is not known whether the letter {letter.effect_id} left (Message-ID {receipt.message_id})",
            "lead",
            f'look in the mail server\'s log, then send_letter with effect_id "{letter.effect_id}" and then "was_sent" or "again"',
        )


def letter_blocked(act: Act, effect: str, why: str) -> None:
    """The letter lacks something or can never be delivered as it is: it waits for a person."""
    if letter := _under_way(act.case, effect):
        if letter.kind == "notice":
            notices.reached_nobody(act, letter, why)
            return
        letter.state, letter.next_try = "blocked", None
        act.problem(
            effect,
            f"the letter {effect} is blocked: {why}",
            act.case.handler or "lead",
            f'send_letter with effect_id "{effect}", then "again" and what was missing under personal; or then "drop"',
        )


def letter_failed(act: Act, effect: str, why: str) -> None:
    """The way out is broken (mail server down, database away): it is tried again by itself, and somebody knows."""
    if letter := _under_way(act.case, effect):
        if letter.kind == "notice":
            notices.did_not_leave(act, letter, why)
            return
        letter.state, letter.tries = "failed", letter.tries + 1
        letter.next_try = act.at + RETRY_AFTER
        act.problem(
            effect,
            f"the letter {effect} could not be sent: {why}",
            "lead",
            "it is tried again every hour; check the mail server (owabi doctor)",
        )


def try_again(act: Act, letter: Letter) -> None:
    """Order the letter once more, under the same effect id, unless its round is over."""
    letter.next_try = None
    if letter.order is None:
        return
    if overtaken(act.case, letter):
        call_off(act, letter)
        return
    order = LetterOrder.model_validate(letter.order)
    act.keep_order(order.model_copy(update={"at": act.at}))


def call_off_overtaken(act: Act) -> None:
    """Letters that wait and that this act has made untrue do not leave any more."""
    for letter in act.case.letters:
        if letter.order is not None and letter.state in _WAITING and overtaken(act.case, letter):
            call_off(act, letter)


_WAITING = ("waiting", "failed", "blocked", "awaiting_approval", "to_post")


def call_off(act: Act, letter: Letter) -> None:
    """Give up what has become untrue. An offer that was answered has been made: its duty does not wait for the letter."""
    if letter.kind == "remedy_offer" and letter.round == act.case.round and answered(act.case, letter):
        act.meet("remedy_offer")
    give_up(act, letter, WHY)


def give_up(act: Act, letter: Letter, why: str) -> None:
    """The letter stays where it is: nobody tries it again, and what it was to say may be said anew."""
    case = act.case
    if letter.order is not None and letter.state in (
        "ordered",
        "to_post",
        "blocked",
    ):  # else the outbox shows it for ever
        call = CallOff(effect_id=letter.effect_id, reference=case.reference, kind=letter.kind, at=act.at)
        act.effects.append(call)
    letter.state, letter.order, letter.next_try = "blocked", None, None
    act.solved(letter.effect_id)
    act.log(f"letter {letter.effect_id} given up: {why}")
    if letter.post is not None and letter.post.printed_on is not None:
        act.tell(
            case.handler or "lead",
            f"the letter {letter.effect_id} is not to be posted: {why}",
            "take it out of the post",
        )
    not_said(case, letter.effect_id)
    for apology in case.apologies:
        if apology.effect_id == letter.effect_id and apology.state == "approved":
            apology.state = "declined"
    if letter.kind in EVENTS and letter.round == case.round == case.final_response_round:
        case.final_response_round = case.final_response_given


def _under_way(case: Case, effect: str) -> Letter | None:
    """The letter, unless it has left or was given up meanwhile: then a late report about it changes nothing."""
    letter = find_letter(case, effect)
    return letter if letter is not None and letter.order is not None else None


def find_letter(case: Case, effect: str) -> Letter | None:
    """The letter of that effect id."""
    return next((letter for letter in case.letters if letter.effect_id == effect), None)
