"""Letters on paper: a queue that people empty. A letter is sent on the day somebody says it was posted, and not before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from domain.case import Case, Letter, Posting
from domain.errors import IllegalCommand
from messages.commands import Command
from messages.commands.handling import RecordPost
from messages.decisions import PolicySnapshot
from messages.deeds import LetterReceipt, PostMarked
from policies.moments import local_day
from workflows.procedure.act import Act
from workflows.procedure.dates.more_time import leaving_looks_back
from workflows.procedure.happenings import leaving
from workflows.procedure.past import NOTHING, Past
from workflows.procedure.writing.letter_dates import iso_day, post_by
from workflows.procedure.writing.letter_kinds import EVENTS, meets
from workflows.procedure.writing.letter_receipts import find_letter, letter_sent

LAST_DAY = timedelta(days=1)
"""How long before its duty's date is over somebody is reminded of a letter that lies in the queue."""
WITHOUT_DUTY = timedelta(days=3)
"""The same for a letter that meets no duty, from the day it was written."""


class Reminder(NamedTuple):
    """When somebody is reminded of a letter that was not posted."""

    at: datetime
    letter: Letter


def letter_to_post(act: Act, receipt: LetterReceipt) -> None:
    """The letter is written and lies in the post queue: nothing is met by it yet."""
    letter = find_letter(act.case, receipt.effect_id)
    if letter is None or letter.order is None or letter.state in ("to_post", "sent", "returned"):
        return
    duties = meets(act.case, act.policy, letter.kind, letter.by_hand)
    letter.state, letter.message_id, letter.next_try = "to_post", receipt.message_id, None
    letter.post = Posting(queued_at=act.at, meets=duties, file=receipt.where)
    act.solved(letter.effect_id)
    act.log(f"letter written for the post: {letter.kind}")


def reminders(case: Case) -> Iterator[Reminder]:
    """The letters that somebody is still to be reminded of: once of those a duty waits for, again and again of the others."""
    yield from _came_back(case)
    for letter in queue(case):
        if letter.post is None:
            continue
        if letter.post.remind_at is not None:
            yield Reminder(letter.post.remind_at, letter)
        elif not letter.post.reminded:
            late = [
                one.late_from for one in case.deadlines if _met_by(letter, one.duty, one.state, one.round, case.round)
            ]
            by = min(late) - LAST_DAY if late else letter.post.queued_at + WITHOUT_DUTY
            yield Reminder(max(by, letter.post.queued_at), letter)


def _came_back(case: Case) -> Iterator[Reminder]:
    """Letters that came back and were neither sent anew nor dropped."""
    for letter in case.letters:
        if letter.state == "returned" and letter.order is not None and letter.post and letter.post.remind_at:
            yield Reminder(letter.post.remind_at, letter)


def _met_by(letter: Letter, duty: str, state: str, round_: int, now: int) -> bool:
    assert letter.post is not None, "asked of letters on paper only"
    return duty in letter.post.meets and state == "running" and round_ == now == letter.round


def queue(case: Case) -> list[Letter]:
    """The letters that nobody has posted yet, in the order in which they were written."""
    return [letter for letter in case.letters if letter.state == "to_post"]


def key(letter: Letter) -> str:
    """The name of the letter's next reminder, its number last: each is an act of its own."""
    return f"post/{letter.effect_id}/{letter.post.reminders if letter.post else 0}"


def remind(act: Act, rest: str) -> None:
    """The letter's date is near and it still lies there; or it came back, and nobody has found the address yet."""
    effect = rest.rpartition("/")[0]
    letter = find_letter(act.case, effect)
    if letter is None or letter.post is None or letter.order is None or letter.state not in ("to_post", "returned"):
        return
    post, owed = letter.post, post_by(act.case, letter.post.meets)
    post.reminded, post.reminders = True, post.reminders + 1
    post.remind_at = None if letter.state == "to_post" and owed else act.at + WITHOUT_DUTY
    if letter.state == "returned":
        act.tell(act.case.handler or "lead", f"the letter {effect} came back and was not sent anew", _anew(effect))
        act.log(f"reminded of the letter {effect} that came back")
        return
    do = f'post it today, then record_post {{"letter": "{effect}", "what": "dispatched"}} (owabi post lists the queue)'
    act.tell(act.case.handler or "lead", f"the letter {effect} lies in the post queue", do)
    act.log(f"reminded of the letter {effect} in the post queue")


# --- what people say of it ------------------------------------------------------------------------------------------------


def looks_back(case: Case, policy: PolicySnapshot, command: Command, at: datetime) -> Past:
    """What a letter's being posted is to the dates: they count from the day of dispatch."""
    assert isinstance(command, RecordPost)
    letter = find_letter(case, command.letter)
    if letter is None or command.what != "dispatched" or letter.round != case.round:
        return NOTHING
    posted = posted_at(case, command, at)
    past = leaving_looks_back(case, policy, letter.effect_id, posted)
    return past._replace(events={**past.events, **dict.fromkeys(leaving(letter.kind, case, policy), posted)})


def posted_at(case: Case, command: RecordPost, at: datetime) -> datetime:
    """The instant that counts: now where it was posted today, else the last minute of the day that was named."""
    zone = ZoneInfo(case.zone)
    if command.on is None or command.on >= local_day(at, zone):
        return at
    return datetime.combine(command.on, time(23, 59), zone)


def record_post(act: Act, command: RecordPost) -> None:
    """A letter was printed, handed to the post, or came back."""
    letter = _letter(act, command)
    today = local_day(act.at, ZoneInfo(act.case.zone))
    on = command.on or today
    if on > today:
        raise IllegalCommand(f"on: {on} lies ahead; record it when it has been done")
    if on < local_day(letter.ordered_at, ZoneInfo(act.case.zone)):
        raise IllegalCommand(f"on: {on} lies before the day the letter was written; give the day it was {command.what}")
    mark = PostMarked(
        effect_id=letter.effect_id, state=_STATES[command.what], on=on, by=act.by.id, tracking=command.tracking or ""
    )
    if command.what == "printed":
        _printed(act, letter, mark)
    elif command.what == "dispatched":
        _dispatched(act, letter, command, mark)
    else:
        _returned(act, letter, command, mark)
    act.effects.append(mark)


_STATES = {"printed": "printed", "dispatched": "sent", "returned": "returned"}


def _letter(act: Act, command: RecordPost) -> Letter:
    letter = find_letter(act.case, command.letter)
    if letter is None:
        raise IllegalCommand(f"there is no letter {command.letter}; the view lists them under letters")
    wanted = "sent" if command.what == "returned" else "to_post"
    if letter.post is None or letter.state != wanted:
        raise IllegalCommand(
            f"the letter {letter.effect_id} is {letter.state.replace('_', ' ')}: "
            + (
                "only a letter that was posted can come back"
                if wanted == "sent"
                else "only a letter that lies in the post queue can be printed or dispatched; owabi post lists it"
            )
        )
    return letter


def _printed(act: Act, letter: Letter, mark: PostMarked) -> None:
    assert letter.post is not None
    letter.post.printed_on = mark.on
    act.log(f"letter {letter.effect_id} printed")


def _dispatched(act: Act, letter: Letter, command: RecordPost, mark: PostMarked) -> None:
    assert letter.post is not None
    post, order = letter.post, letter.order
    posted = posted_at(act.case, command, act.at)
    late = [
        one.duty for one in act.case.deadlines if one.duty in post.meets and one.state == "breached" and not one.met_at
    ]
    letter_sent(
        act, LetterReceipt(effect_id=letter.effect_id, state="sent", sent_at=posted, message_id=letter.message_id)
    )
    post.dispatched_on, post.recorded_by, post.tracking, post.order = mark.on, act.by.id, mark.tracking, order
    number = f", tracking number {mark.tracking}" if mark.tracking else ""
    act.log(f"letter {letter.effect_id} posted on {mark.on}{number}")
    in_time = [one.duty for one in act.case.deadlines if one.duty in late and one.met_at and one.met_at < one.late_from]
    if in_time:
        act.log(
            f"posted in time, recorded after the date: the breach of {', '.join(in_time)} stays on record, met {mark.on}"
        )


def _returned(act: Act, letter: Letter, command: RecordPost, mark: PostMarked) -> None:
    """It never reached the customer: what waited for it waits again, and somebody asks for the address."""
    assert letter.post is not None
    case, effect = act.case, letter.effect_id
    letter.state, letter.order, letter.post.order = "returned", letter.post.order, None
    letter.post.returned_on, letter.post.remind_at = mark.on, act.at + LAST_DAY
    for apology in case.apologies:
        if apology.effect_id == effect and apology.state == "made":
            apology.state, apology.made_at = "approved", None
    if letter.kind in EVENTS and letter.round == case.round == case.final_response_given:
        case.final_response_given = case.round - 1
        act.stop_waiting("no_answer_reminder")
        act.stop_waiting("no_answer_until")
    act.log(f"letter {effect} came back undelivered on {mark.on}" + (f": {command.reason}" if command.reason else ""))
    if letter.post.meets and letter.round == case.round:
        met = ", ".join(letter.post.meets)
        act.log(f"what its dispatch met stays met ({met}), though the customer has not read it")
    act.problem(effect, f"the letter {effect} came back undelivered", case.handler or "lead", _anew(effect))


def _anew(effect: str) -> str:
    return (
        f'ask the customer for the address, then send_letter with effect_id "{effect}", then "again" and personal.address '
        '(or the reason why the old one is right); or then "drop"'
    )


# --- what the next act says of it -------------------------------------------------------------------------------------------


def post_the_letter(case: Case) -> str:
    """What is to be done with the letter of the queue that has to be posted first, and by when; empty: it is empty."""
    last = {letter.effect_id: at for at, letter in reminders(case)}
    dated = []
    for letter in queue(case):
        owed = post_by(case, letter.post.meets) if letter.post else None
        day = iso_day(owed or last.get(letter.effect_id, letter.ordered_at))
        dated.append((day, letter.effect_id, f" by {day}" if owed or letter.effect_id in last else ""))
    if not dated:
        return ""
    _, effect, by = min(dated)
    return f"post the letter {effect}{by} (owabi post lists the queue), then record_post"


def until_morning(case: Case) -> str:
    """Until when letters wait that may not leave in the night; empty: none does."""
    zone = ZoneInfo(case.zone)
    waiting = [x for x in case.letters if x.state == "waiting" and x.next_try and x.kind != "notice"]
    said = [
        f"the letter {x.kind} waits until {x.next_try.astimezone(zone):%m-%d %H:%M %Z}" for x in waiting if x.next_try
    ]
    return f" ({'; '.join(said)})" if said else ""
