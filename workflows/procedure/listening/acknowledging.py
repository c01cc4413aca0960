"""Chapter 2: receipt is acknowledged, by a letter that leaves by itself or by word of mouth, and each round is announced."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from domain.case import Case
from domain.dates import Wait
from domain.errors import IllegalCommand, InvalidCommand
from domain.words import ORAL, SPOKEN, LetterKind
from messages.commands.handling import Acknowledge
from messages.decisions import PolicySnapshot
from policies.receipt import by_letter
from workflows.procedure.act import Act
from workflows.procedure.dates import rights
from workflows.procedure.happenings import met_by
from workflows.procedure.oral import done_at
from workflows.procedure.writing.content import asked_of
from workflows.procedure.writing.correspondence import write
from workflows.procedure.writing.letter_dates import answer_day, iso_day, next_contact
from workflows.procedure.writing.letter_kinds import ACKNOWLEDGING
from workflows.procedure.writing.letter_receipts import acknowledged, give_up


def timetable(act: Act) -> dict[str, Any]:
    """What the customer is told of the time ahead: the next word, the answer, and what is known already."""
    case = act.case
    facts: dict[str, Any] = next_contact(case)
    if final := answer_day(case, act.policy):
        facts["final_response_by"] = final
    elif late := [one.due for one in case.deadlines if one.duty == "final_response" and one.round == case.round]:
        facts["answer_was_due"] = iso_day(late[-1])  # filed when that day had passed
    if case.known_issues:
        issue = case.known_issues[0]
        facts["known_issue"] = {key: issue.get(key, {}).get(case.locale, "") for key in ("title", "answer")}
    return facts


def send(act: Act) -> None:
    """The letter leaves by itself: what comes next, and by when."""
    facts, case = timetable(act), act.case
    late = next((wait for wait in case.waits if wait.name == "late_contact"), None)
    if late is not None and "final_response_by" not in facts:
        facts["next_contact_by"] = iso_day(late.due)
    write(act, "acknowledgement", facts | advice(case), by_hand=False)


HELD = "same_matter"
"""The wait, and the problem, of a call that may be about a complaint that is open already."""
GO_ON = f'it is another matter: note with settles "{HELD}", and the acknowledgement leaves'


def hold(act: Act) -> bool:
    """A call about a complaint that is open already is acknowledged no second time: somebody says first whether it is one.

    The letter waits for it until the duty's warning at most; what is dangerous never waits.
    """
    case = act.case
    if not case.candidates or case.batch or case.channel not in ORAL or case.stop_using or case.severity == "critical":
        return False
    mine = [one for one in case.deadlines if one.state == "running" and acknowledges(one.duty, case, act.policy)]
    until = min((one.warn_at for one in mine if one.warn_at and one.warn_at > act.at), default=None)
    if until is None:
        return False
    case.waits.append(Wait(name=HELD, at=until, due=until))
    what = f"perhaps the same matter as {', '.join(case.candidates)}; the acknowledgement waits until somebody says so"
    do = f"{same_matter(case.candidates)}; {GO_ON}"
    act.problem(HELD, what, case.handler or "lead", do, tell=False)  # they are told of the candidates already
    act.log("the acknowledgement is held back until somebody says whether it is the same matter")
    return True


def same_matter(others: list[str]) -> str:
    """What to do with a contact that is about a complaint that is open already."""
    into = others[0]
    return f'if it is the same matter: record_contact on {into} what is new, and here merge {{"into": "{into}", "reason": "…"}}'


def go_on(act: Act, _: str = "") -> None:
    """It is another matter, or nobody has said in time: the acknowledgement leaves."""
    if act.case.round not in act.case.acknowledged_rounds:
        send(act)
    no_longer_held(act)


def no_longer_held(act: Act) -> None:
    """Receipt is acknowledged, or nobody waits for it any more."""
    act.stop_waiting(HELD)
    act.solved(HELD)


def when_taken(act: Act) -> bool:
    """Whether whoever took the complaint said so to the customer at once, and nothing has to follow in writing."""
    case = act.case
    medium = case.facts.get("acknowledged")
    if medium not in SPOKEN:
        return False
    said = f"acknowledged by word of mouth when it was taken ({medium})"
    if by_letter(act.policy):
        act.log(f"{said}; {act.policy.id} asks for it in writing, so the letter follows")
        return False
    acknowledged(act, case.received_at)
    act.meet("acknowledge", case.received_at)
    act.log(f"{said}; no letter follows")
    _has_to_say(act)
    return True


def nobody_to_write_to(act: Act) -> None:
    """What is owed to a person is not owed to nobody; the waiver says so on the record."""
    acknowledged(act, act.at)
    act.meet("acknowledge")
    act.waive("apology", "the complainant is anonymous: there is nobody to apologise to")
    act.no_longer_owed("apologise", "first_reply", "progress_update")


def acknowledge(act: Act, command: Acknowledge) -> None:
    """An oral acknowledgement is recorded; then no second one goes out, but where the policy asks for writing.

    Raises:
        InvalidCommand: it is none by word of mouth.
    """
    case = act.case
    act.require_open()
    if command.medium not in SPOKEN:
        raise InvalidCommand(f"acknowledge: medium: is for what was said ({', '.join(SPOKEN)}); {_IN_WRITING}")
    if case.round in case.acknowledged_rounds:
        raise IllegalCommand(
            "receipt is acknowledged already in this round; to say more use send_letter or send_update"
        )
    at = done_at(act, command)
    if by_letter(act.policy):
        _letter_follows(act, command.medium)
    else:
        acknowledged_otherwise(act, at, f"by word of mouth ({command.medium})")
        _has_to_say(act)
    act.hints.append(_to_say(act))


_IN_WRITING = (
    'the letter leaves by itself; one that is stuck and was sent otherwise: send_letter with its effect_id and then "was_sent"; '
    'one that somebody wrote without Owabi: note with meets "acknowledge"'
)


def _letter_follows(act: Act, medium: str) -> None:
    """Said, and on record; the policy asks for it in writing, so the letter meets the duty: one given up is written again."""
    case = act.case
    no_longer_held(act)
    act.log(f"acknowledged by word of mouth ({medium}); {act.policy.id} asks for it in writing, so the letter follows")
    if not any(one.kind in ACKNOWLEDGING and one.round == case.round and one.order for one in case.letters):
        facts = {"round": case.round, **timetable(act), **advice(case)}
        write(act, _acknowledging(case), facts, by_hand=False, also_as=("acknowledgement",))


def advice(case: Case) -> dict[str, Any]:
    """What an acknowledgement advises against, where the matter may be dangerous."""
    return {"stop_using": True, "not_to": case.not_to} if case.stop_using else {}


def _to_say(act: Act) -> str:
    """What the caller has to know when it was said by word of mouth: the reference, and what comes by when."""
    days = timetable(act)
    known = (("next_contact_by", "they hear from us by"), ("final_response_by", "our answer comes by"))
    said = [f"{what} {days[key]}" for key, what in known if key in days]
    warned = [f"advise them not to {_not_to(act.case)}"] if act.case.stop_using else []
    return "; ".join([f"tell the caller: the reference is {act.case.reference}", *warned, *said])


def _not_to(case: Case) -> str:
    return "eat or drink it" if case.not_to == "eat" else "use it for now"


def _has_to_say(act: Act) -> None:
    """No letter gives the advice or proves what the pack asks of an acknowledgement: the handler is told what has to be said."""
    if act.case.stop_using:
        do = f"advise them not to {_not_to(act.case)}, now, and record it: record_contact with safety"
        act.tell(act.case.handler or "lead", "no letter gives the customer the advice on safety", do)
    asked = asked_of(act, "acknowledgement")
    if asked:
        what = ", ".join(f"{one.item} ({one.source})" for one in asked)
        do = "say it, or write it with send_letter"
        act.tell(act.case.handler or "lead", f"{act.policy.id} requires of an acknowledgement: {what}", do)


def acknowledged_otherwise(act: Act, at: datetime, how: str) -> None:
    """Receipt was acknowledged by somebody, by word of mouth or by hand: a letter that has not left is not needed any more."""
    case = act.case
    for letter in case.letters:
        if letter.kind in ACKNOWLEDGING and letter.round == case.round and letter.state != "sent":
            give_up(act, letter, f"receipt was acknowledged {how}")
    no_longer_held(act)
    acknowledged(act, at)
    act.meet("acknowledge", at)
    act.start_clocks()
    rights.keep(act)
    act.log(f"acknowledged {how}")


def acknowledges(duty: str, case: Case, policy: PolicySnapshot) -> bool:
    """Whether that duty is met by an acknowledgement."""
    return duty in met_by("acknowledge", case, policy)


def _acknowledging(case: Case) -> LetterKind:
    """The letter by which receipt is acknowledged in this round."""
    if case.round == 1:
        return "acknowledgement"
    return "review_acknowledgement" if case.review else "reopened"


def announce_round(act: Act) -> None:
    """Start the clocks of a new round and tell the customer what happens next; a review has a letter of its own."""
    act.run_clocks()
    rights.keep(act)
    facts = {"round": act.case.round, **timetable(act)}
    write(act, _acknowledging(act.case), facts, by_hand=False, also_as=("acknowledgement",))
    if act.case.anonymous:
        nobody_to_write_to(act)
