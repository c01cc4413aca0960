"""Contacts, updates, letters in one's own words, notes: what keeps the customer informed and the record whole."""

from __future__ import annotations

from typing import Any

from domain.case import Case, Contact, Letter
from domain.errors import IllegalCommand, InvalidCommand, NotAuthorised
from domain.remedies import RemedyItem
from domain.words import ENDED, SPOKEN, STAFF
from messages.commands.handling import Note, RecordContact, SendLetter, SendUpdate
from messages.deeds import LetterOrder, LetterReceipt
from messages.ids import effect_id
from workflows.procedure.act import Act
from workflows.procedure.ending import after_closing
from workflows.procedure.listening import acknowledging, hearing, safety, wishes
from workflows.procedure.oral import done_at, spoken
from workflows.procedure.remedies import arrival, demands
from workflows.procedure.writing.addresses import new_address, readdressed
from workflows.procedure.writing.content import signed
from workflows.procedure.writing.correspondence import write
from workflows.procedure.writing.formal_letters import check_words, informed, send_formal
from workflows.procedure.writing.letter_approval import send_or_hold
from workflows.procedure.writing.letter_dates import next_contact, next_word
from workflows.procedure.writing.letter_receipts import find_letter, give_up, letter_sent


def record_contact(act: Act, command: RecordContact) -> None:
    """Record a contact. After closing, a person decides within a business day what a message means."""
    case = act.case
    if command.demand:
        demands.decide(act, command)
        return
    if command.contact:
        after_closing.judge(act, command)
        return
    if not (command.personal or {}).get("words"):
        raise InvalidCommand("record_contact: personal.words: missing; record what was said, in the person's own words")
    contact = Contact(
        id=f"K{case.number('contact')}",
        at=act.at,
        direction=command.direction,
        medium=command.medium or "",
        by=command.by.id,
        after_closing=case.stage in ENDED,
        meaning=(command.meaning or "") if command.by.role in STAFF else "",
        personal=command.personal,
    )
    case.contacts.append(contact)
    hearing.listened(act, command, contact)
    if command.wishes or {*wishes.OF_THE_CUSTOMER, *wishes.OF_THE_WISH, "letters_to"} & {*(command.personal or {})}:
        wishes.change(act, command)
    if command.arrived:
        arrival.say(act, command)
    act.log(f"contact {contact.id} recorded ({command.direction} {command.medium or ''})".replace(" )", ")"))
    safety.answered(act, command, contact.id)
    demands.heard(act, command, contact.id)
    if command.direction == "out" and command.by.role in STAFF:
        _heard_from_us(act)
        if command.medium in SPOKEN and not contact.after_closing:
            act.meet("first_reply")
    if not contact.after_closing and contact.meaning == "gave_up":
        _gave_up(act, contact)
    if contact.after_closing and command.direction == "in":
        after_closing.came(act, contact)


def _gave_up(act: Act, contact: Contact) -> None:
    """ "Forget it" is no withdrawal: a lead calls once, and cause and prevention are decided all the same."""
    act.problem(
        f"{act.case.reference}/gave_up/{contact.id}",
        f"the customer says they give up ({contact.id}); that is no withdrawal",
        "lead",
        "call once and record it (record_contact, direction out); then go on, or close with gave_up and called_at",
    )


def _heard_from_us(act: Act) -> None:
    """Somebody of the desk has called or written: a question is answered; who gave up was called once, if a lead did."""
    for problem in act.case.problems:
        begins: tuple[str, ...] = (f"{act.case.reference}/question/",)
        if act.by.role != "handler":
            begins += (f"{act.case.reference}/gave_up/",)
        if problem.resolved_at is None and problem.key.startswith(begins):
            act.solved(problem.key)


def send_update(act: Act, command: SendUpdate) -> None:
    """Keep the customer informed; the next update counts from this one."""
    if not spoken(command) and (command.personal or {}).get("words"):
        raise InvalidCommand(
            "send_update: personal.words: are what was said by word of mouth (medium); what a letter is to say goes under message"
        )
    act.require_open()
    act.investigate()
    if spoken(command):
        told_at = done_at(act, command)
        act.log(f"customer informed by {command.medium}", command.personal)
        act.meet("first_reply", told_at)
        act.meet("progress_update", told_at)
    informed(act)
    if not spoken(command):
        message = (command.personal or {}).get("message")
        write(act, "progress_update", next_word(act.case), {"message": message} if message else {})
        act.log("progress update ordered")


def send_letter(act: Act, command: SendLetter) -> None:
    """A letter in one's own words or of a kind the pack knows, or what becomes of a letter that is stuck."""
    if command.effect_id:
        _settle_letter(act, command)
        return
    _of_quality(act, command.kind)
    if act.case.anonymous and command.kind != "public_reply":
        raise IllegalCommand("the complainant is anonymous and cannot be written to")
    check_words(command)
    if command.kind != "individual":
        send_formal(act, command)
        return
    words = command.personal or {}
    if not words.get("words"):
        raise InvalidCommand(
            'send_letter: personal.words: missing; example {"personal": {"words": "Thank you for ..."}}'
        )
    _heard_from_us(act)
    write(
        act,
        "individual",
        next_contact(act.case),
        {k: words[k] for k in ("words", "subject", "enclosures") if words.get(k)},
    )
    act.log("individual letter ordered")


def _of_quality(act: Act, kind: str) -> None:
    if act.by.role == "quality" and kind != "investigation_report":
        raise NotAuthorised("the quality role sends the investigation report (kind); other letters are the desk's")


def _settle_letter(act: Act, command: SendLetter) -> None:
    effect = command.effect_id or ""
    letter = find_letter(act.case, effect)
    if letter is None:
        raise IllegalCommand(f"there is no letter {effect}; the view lists them under letters")
    _of_quality(act, letter.kind)
    if letter.state == "sent" or letter.order is None:
        raise IllegalCommand(f"the letter {effect} is {letter.state}: nothing is left to do with it")
    if letter.state == "ordered":
        raise IllegalCommand(f"the letter {effect} is on its way; wait for its receipt, it shows in the view")
    if command.then is None:
        raise InvalidCommand('send_letter: then: say "again", "was_sent" or "drop"')
    if because := _cannot(letter, command):
        raise IllegalCommand(because)
    if command.then == "again":
        _send_again(act, letter, command.personal or {})
    elif command.then == "was_sent":
        _record_as_sent(act, effect)
    elif not command.reason:
        raise InvalidCommand("send_letter: reason: say why the letter is given up")
    else:
        give_up(act, letter, command.reason)


def _cannot(letter: Letter, command: SendLetter) -> str:
    """Why this cannot be done with a letter in that state; empty where it can."""
    effect, then = letter.effect_id, command.then
    if letter.state == "to_post" and then != "drop":
        return f"the letter {effect} lies in the post queue: record_post says that it was posted; for other words drop it first"
    if letter.state == "unknown" and then == "again" and command.by.role == "handler":
        return "whether it had left is not known; a lead decides to send it again"
    if letter.state == "awaiting_approval" and then == "was_sent":
        return f"the letter {effect} waits for approval as {letter.id} and cannot have left"
    if letter.state == "returned" and then == "was_sent":
        return f'the letter {effect} came back: give then "again" with the address, or "drop"'
    return ""


def _send_again(act: Act, letter: Letter, missing: dict[str, Any]) -> None:
    """Order it once more with what was missing; where it may have left already, as a new letter with an id of its own."""
    order = LetterOrder.model_validate(letter.order)
    if letter.state == "returned":
        order, missing = _readdressed(act, order, missing)
    changes = {"at": act.at, "facts": signed(act, order), "personal": {**(order.personal or {}), **missing} or None}
    order = order.model_copy(update=changes)
    act.solved(letter.effect_id)
    act.log(f"letter {letter.effect_id} is tried again")
    if letter.state in ("unknown", "returned"):
        letter.state, letter.order = "returned" if letter.state == "returned" else "failed", None
        new_id = effect_id(act.case.reference, letter.kind, act.case.number(f"letter/{letter.kind}"))
        again = letter.model_copy(
            update={"effect_id": new_id, "message_id": "", "ordered_at": act.at, "sent_at": None, "post": None}
        )
        act.case.letters.append(again)
        for apology in act.case.apologies:
            if apology.effect_id == letter.effect_id:
                apology.effect_id = new_id
        order = order.model_copy(update={"effect_id": new_id})
    letter.next_try = None
    ordered = find_letter(act.case, order.effect_id)
    assert ordered is not None, "it was there, or was just added"
    send_or_hold(act, ordered, order)


def _readdressed(act: Act, order: LetterOrder, given: dict[str, Any]) -> tuple[LetterOrder, dict[str, Any]]:
    """A letter that came back goes to the address that was given, by the way they now want; and so does what follows."""
    case = act.case
    if address := given.get("address"):
        new_address(case, order.kind, str(address))
    elif not given.get("address_is_right"):
        raise InvalidCommand(
            "send_letter: personal.address: missing: it came back from the old one; ask the customer, or give "
            "personal.address_is_right: how you know that the old one is right"
        )
    rest = {key: value for key, value in given.items() if key not in ("address", "address_is_right")}
    return readdressed(case, order), rest


def _record_as_sent(act: Act, effect: str) -> None:
    act.log(f"letter {effect} had left (checked by {act.by.id})")
    letter_sent(act, LetterReceipt(effect_id=effect, state="sent", sent_at=act.at))


def note(act: Act, command: Note) -> None:
    """A note on the case; never refused. It may say how a problem was settled by hand."""
    text = (command.personal or {}).get("text")
    if not text:
        raise InvalidCommand("note: personal.text: missing; write the note there")
    if command.settles:
        _settle_problem(act, command.settles, command.by.role)
    act.log(f"note: problem {command.settles} settled" if command.settles else "note", {"text": text})


def _settle_problem(act: Act, key: str, role: str) -> None:
    problems = {problem.key: problem for problem in act.case.problems if problem.resolved_at is None}
    if key not in problems:
        raise IllegalCommand(f"there is no open problem {key}; open are: {', '.join(problems) or 'none'}")
    if role not in (*STAFF, "finance", "quality"):
        raise NotAuthorised("a problem is settled by the desk, finance or quality")
    if find_letter(act.case, key) is not None:
        raise IllegalCommand(f'{key} is a letter: settle it with send_letter, effect_id "{key}"')
    if any(item.effect_id == key and item.state in ("ordered", "unknown", "undoing") for item in _items(act.case)):
        raise IllegalCommand(f'{key} is a part of a remedy: settle it with fulfil_remedy, effect_id "{key}"')
    act.solved(key)
    if key == acknowledging.HELD:
        acknowledging.go_on(act)


def _items(case: Case) -> list[RemedyItem]:
    return [item for offer in case.offers for alternative in offer.alternatives for item in alternative.items]
