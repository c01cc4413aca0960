"""Letters to the customer: what they are made of, and what their receipts do to the case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from domain.case import Case, Letter
from domain.lifecycle import OPEN
from domain.words import LetterKind
from messages.deeds import CallOff, LetterOrder, LetterReceipt, PolicySnapshot
from messages.ids import effect_id
from policies.moments import local_day as local_date
from workflows.procedure import elsewhere, rights
from workflows.procedure.act import Act
from workflows.procedure.broken_promises import apologised_for, not_said
from workflows.procedure.content import keep_contract
from workflows.procedure.happenings import limits_of_answer, met_by, owed_for, told_by
from workflows.procedure.leaving import PROMISED, told
from workflows.procedure.letter_approval import send_or_hold
from workflows.procedure.letter_order import nobody_to_write_to, order_of

RETRY_AFTER = timedelta(hours=1)
"""How long a letter (or payment) that failed waits before it is tried again by itself."""
NOBODY_RETRY = timedelta(days=1)
"""When a notice that reached nobody is tried again: tomorrow somebody may be back."""
NOTICES = "notices"
"""The problem of a way out to the staff that is broken."""
UNREACHED = "tell somebody by hand and name a deputy in the team file; it is tried again every day"
MEETS: dict[LetterKind, str] = {
    "acknowledgement": "acknowledge",
    "reopened": "acknowledge",
    "review_acknowledgement": "acknowledge",
    "interim_report": "interim_report",
    "apology_regret": "apologise",
    "apology_responsibility": "apologise",
    "remedy_offer": "remedy_offer",
    "final_response": "final_response",
    "not_upheld": "final_response",
    "aftercare": "follow_up",
}
"""Which duty a letter meets at the instant it has left."""
ACKNOWLEDGING: tuple[LetterKind, ...] = ("acknowledgement", "reopened", "review_acknowledgement")
"""Letters that acknowledge receipt in their round."""
EVENTS: dict[LetterKind, str] = {"final_response": "final_response_sent", "not_upheld": "final_response_sent"}
"""Which event a letter's leaving is: the dates anchored on it are decided then."""
OVERTAKEN: tuple[LetterKind, ...] = (
    "acknowledgement",
    "question",
    "reminder",
    "progress_update",
    "remedy_offer",
    "final_response",
    "not_upheld",
    "closing",
    "aftercare",
    "survey",
    "reopened",
    "review_acknowledgement",
    "holding_response",
    "delay_notice",
    "summary_resolution",
    "signposting",
    "contact_received",
    "forwarding",
    "interim_report",
    "item_request",
    "not_reached",
    "remedy_declined",
    "public_reply",
)
"""Letters that say how things stand: once their round is over, or the complaint is withdrawn, they would be untrue."""


_NO_SORRY: tuple[LetterKind, ...] = (
    "survey",
    "summary_resolution",
    "contact_received",
    "authority_request",
    "public_reply",
)
"""Letters that speak of nothing else, not even of a promise that was broken; or not to the customer."""


def write(
    act: Act,
    kind: LetterKind,
    facts: dict[str, Any] | None = None,
    personal: dict[str, Any] | None = None,
    *,
    about: str = "",
    by_hand: bool = True,
    also_as: tuple[LetterKind, ...] = (),
    names: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """Order a letter and return its effect id; an anonymous complainant gets none, and the timeline says so.

    Args:
        act: the act that orders it.
        kind: the kind of letter.
        facts: what it says, beside what every letter says.
        personal: the same, of what is personal.
        about: what it belongs to.
        by_hand: a person commands it; one that leaves by itself has nobody to ask for what is missing.
        also_as: further kinds of letter whose contracts it has to keep.
        names: staff ids of colleagues whom it names beside who handles the case and who signs, by what they are to the customer.

    Raises:
        MissingContent: a person commands it, and it lacks what the pack asks for.
    """
    case = act.case
    if why := nobody_to_write_to(case, kind):
        act.log(f"no letter ({kind}): {why}")
        return ""
    effect = effect_id(case.reference, kind, case.number(f"letter/{kind}"))
    order = order_of(act, kind, effect, facts or {}, personal or {}, also_as=also_as, names=names)
    if order.paper:
        order = order.model_copy(update={"due": post_by(case, meets(case, act.policy, kind, by_hand))})
    if kind not in _NO_SORRY and (broken := apologised_for(case, effect)):
        order = order.model_copy(update={"facts": order.facts | {"broken_promises": broken}})
    if by_hand:
        keep_contract(act, order)
    letter = Letter(effect_id=effect, kind=kind, round=case.round, by_hand=by_hand, about=about, ordered_at=act.at)
    case.letters.append(letter)
    if by_hand:
        send_or_hold(act, letter, order)
    else:
        act.keep_order(order)
    return effect


def meets(case: Case, policy: PolicySnapshot, kind: LetterKind, by_hand: bool) -> list[str]:
    """The duties that a letter of that kind meets when it has left."""
    duties = owed_for(set(told_by(kind, policy)), case, policy)
    for duty in (MEETS.get(kind), "first_reply" if by_hand else None):
        duties |= met_by(duty, case, policy) if duty else set()
    return sorted(duties)


def post_by(case: Case, duties: list[str]) -> date | datetime | None:
    """By when a letter that meets these duties has to be posted: the first of them that still runs."""
    running = [one for one in case.deadlines if one.duty in duties and one.round == case.round]
    first = min((one for one in running if one.state == "running"), key=lambda one: one.late_from, default=None)
    return first.due if first else None


def local_day(at: datetime, case: Case) -> str:
    """The local date of an instant in the complaint's zone, as ISO text."""
    return local_date(at, ZoneInfo(case.zone)).isoformat()


def due_day(case: Case, duty: str) -> str | None:
    """The date on which a running duty is due, as ISO text: what a letter may promise."""
    for deadline in reversed(case.deadlines):
        if deadline.duty == duty and deadline.round == case.round and deadline.state == "running":
            return iso_day(deadline.due)
    return None


def answer_day(case: Case, policy: PolicySnapshot) -> str | None:
    """By when the final response is due, whatever the pack calls that duty, as ISO text."""
    others = [day for duty in sorted(limits_of_answer(case, policy)) if (day := due_day(case, duty))]
    return due_day(case, "final_response") or min(others, default=None)


def iso_day(due: date | datetime) -> str:
    """The day of a date or instant as ISO text."""
    return (due.date() if isinstance(due, datetime) else due).isoformat()


_CONTACTS = ("call_back", "visit", "answer", "report")
"""Promises by which the customer hears from us."""


def next_contact(case: Case) -> dict[str, str]:
    """By when the customer hears from us next, where the policy promises it."""
    days = [day for duty in ("first_reply", "progress_update") if (day := due_day(case, duty))]
    days += [iso_day(one.due) for one in case.promises if one.state == "open" and one.what in _CONTACTS and not one.to]
    return {"next_contact_by": min(days)} if days else {}


# --- receipts -------------------------------------------------------------------------------------------------------------


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
        act.solved(NOTICES)
        if not any(x.kind == "notice" and x.about == letter.about and x.state == "blocked" for x in act.case.letters):
            act.solved(f"notice/{letter.about}")
        return
    act.log(f"letter sent: {letter.kind}" + (" (it had been given up)" if given_up else ""))
    for apology in act.case.apologies:
        if apology.effect_id == letter.effect_id and letter.kind in ("apology_regret", "apology_responsibility"):
            apology.state, apology.made_at = "made", letter.sent_at
    elsewhere.told(act, letter.effect_id, letter.sent_at)
    if letter.round != act.case.round:
        return
    if duty := MEETS.get(letter.kind):
        act.meet(duty, letter.sent_at)
    if letter.by_hand and letter.kind != "public_reply":
        act.meet("first_reply", letter.sent_at)
    _sent_by_kind(act, letter)
    told(act, letter)


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
        letter.state, letter.next_try = "blocked", None
        if letter.kind == "notice":
            _nobody_told(act, letter, why)
            return
        act.problem(
            effect,
            f"the letter {effect} is blocked: {why}",
            act.case.handler or "lead",
            f'send_letter with effect_id "{effect}", then "again" and what was missing under personal; or then "drop"',
        )


def _nobody_told(act: Act, notice: Letter, why: str) -> None:
    """A notice reached nobody: that is a problem on the case, with what was to be said, until somebody can be reached."""
    what = str((notice.order or {}).get("facts", {}).get("what", ""))
    notice.tries += 1  # each try is a turn of its own, with its own day
    notice.next_try = act.at + NOBODY_RETRY
    act.log(f"notice {notice.effect_id} to {notice.about} could not be given ({what}): {why}")
    act.problem(f"notice/{notice.about}", f"{why}. Not told: {what}", "manager", UNREACHED, tell=False)


def letter_failed(act: Act, effect: str, why: str) -> None:
    """The way out is broken (mail server down, database away): it is tried again by itself, and somebody knows."""
    if letter := _under_way(act.case, effect):
        letter.state, letter.tries = "failed", letter.tries + 1
        letter.next_try = act.at + RETRY_AFTER
        if letter.kind == "notice":  # telling by notice that notices fail would go round in circles
            do = "it is tried again every hour; check the mail server (owabi doctor)"
            act.problem(NOTICES, f"notices to the staff do not leave: {why}", "manager", do, tell=False)
            return
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
    over = letter.round < act.case.round or act.case.stage == "withdrawn"
    if over and letter.kind in OVERTAKEN:
        give_up(act, letter, "events have overtaken it")
        return
    order = LetterOrder.model_validate(letter.order)
    act.keep_order(order.model_copy(update={"at": act.at}))


def give_up(act: Act, letter: Letter, why: str) -> None:
    """The letter stays where it is: nobody tries it again, and what it was to say may be said anew."""
    case = act.case
    if letter.state in ("ordered", "to_post"):
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
