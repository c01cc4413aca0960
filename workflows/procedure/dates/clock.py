"""What comes by itself: one agenda of dates, derived from the case, and what each date does when it comes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import NamedTuple

from domain.case import Case
from domain.dates import Deadline
from domain.labels import DUTY_LEVELS, both
from policies.kinds import ANSWER
from policies.ladder import BREACH, WARNING, coming, rungs_of
from workflows.dates_shown import day
from workflows.procedure.act import Act
from workflows.procedure.dates import breach, idle, more_time, promises, resting, rights
from workflows.procedure.dates.next_date import IDLE_LIMIT, IDLE_REMINDER
from workflows.procedure.ending import after_closing, aftercare, settling, silence
from workflows.procedure.investigating import goods, goods_awaited, inquiries
from workflows.procedure.listening import acknowledging, other_contacts, receipt, understanding
from workflows.procedure.next_act import IDLE
from workflows.procedure.remedies import fulfilment, remedy, remedy_promises
from workflows.procedure.remedies.remedy_shown import as_offered
from workflows.procedure.staff import protection
from workflows.procedure.staff.ladder import climb, look_at_substance
from workflows.procedure.staff.levels import owner_role
from workflows.procedure.third_parties import outside
from workflows.procedure.writing import correspondence, letter_dates, letter_receipts, post


class Due(NamedTuple):
    """One date on the agenda."""

    at: datetime
    key: str
    """Unique for as long as the date stands, e.g. `breach/final_response/1`."""
    summary: str
    """What the Temporal UI shows on the timer."""


def agenda(case: Case) -> list[Due]:
    """Every date that will do something, earliest first; of those at one instant the rungs before the breaches, these before
    what the procedure itself waits for.
    """
    return sorted(_dates(case), key=lambda due: (due.at, due.key.startswith(f"{BREACH}/"), due.key == "settle"))


def _dates(case: Case) -> Iterator[Due]:
    if case.stage != "merged":  # a duplicate raises no alarm of its own
        yield from _rungs(case)
        for right in rights.ahead(case):
            yield Due(right.at, f"right/{right.duty}/{right.round}", f"{right.kind.capitalize()}: {right.duty}")
    for wait in resting.waits(case):
        yield Due(
            wait.at,
            f"wait/{wait.name}/{wait.about}/{wait.at.isoformat()}",
            f"Waiting: {wait.name} {wait.about}".strip(),
        )
    yield from (Due(*one) for one in (*promises.coming(case), *inquiries.coming(case)))
    yield from _next_tries(case)
    yield from (
        Due(at, post.key(x), f"Post: {x.kind} {'came back' if x.state == 'returned' else 'is still to be posted'}")
        for at, x in post.reminders(case)
    )
    yield from (Due(at, f"conduct/{what}", summary) for at, what, summary in protection.dates(case))
    if last := settling.settles(case):
        yield Due(last, "settle", "Case settles")


def _rungs(case: Case) -> Iterator[Due]:
    for deadline in case.deadlines:
        if deadline.state == "running" and deadline.round == case.round:
            name = f"{deadline.duty}/{deadline.round}/{deadline.anchor_at.isoformat()}"
            if deadline.warn_at is not None and "warning" not in deadline.fired:
                yield Due(deadline.warn_at, f"warning/{name}", f"Deadline: {deadline.duty}, warning")
            for rung, at in deadline.warnings.items():
                if rung not in deadline.fired:
                    yield Due(at, f"rung/{rung}/{name}", f"Deadline: {deadline.duty}, {rung.replace('_', ' ')}")
            yield Due(deadline.late_from, f"breach/{name}", f"Deadline: {deadline.duty}")


def _next_tries(case: Case) -> Iterator[Due]:
    for letter in case.letters:
        if letter.next_try is not None:
            yield Due(letter.next_try, f"letter/{letter.effect_id}/{letter.tries}", f"Letter: {letter.kind}, next try")
    for item in (item for offer in case.offers for alternative in offer.alternatives for item in alternative.items):
        if item.next_try is not None:
            yield Due(item.next_try, f"remedy/{item.effect_id}/{item.tries}", f"Remedy: {item.kind}, reconcile")


def events_of(key: str) -> tuple[str, ...]:
    """The events a date is, when it comes: a nudge counts the next one from itself."""
    _, _, name = key.partition("wait/")
    return _RENEWED.get(name.partition("/")[0], ())


_RENEWED: dict[str, tuple[str, ...]] = {
    "referral_nudge": ("referred",),
    "offer_lapses": ("remedy_offered",),
    goods_awaited.NOT_COME: (goods_awaited.REQUESTED,),
    IDLE_LIMIT: (IDLE,),
}
"""Waits that may begin again when they end, with the event that decides their next date."""


def fire(act: Act, due: Due) -> None:
    """Do what the date stands for. A rung fires once; a date whose cause is gone does nothing."""
    what, _, rest = due.key.partition("/")
    if what in ("rung", WARNING, BREACH):
        _fire_rung(act, due)
    else:
        _COMES[what](act, rest)
    idle.watch(look_at_substance(act))


def _fire_rung(act: Act, due: Due) -> None:
    """The rung, unless its date is gone."""
    rung, duty = due.key.removeprefix("rung/").split("/")[:2]
    for deadline in act.case.deadlines:
        if deadline.duty == duty and deadline.state == "running" and due.key in {d.key for d in _dates(act.case)}:
            _rung(act, deadline, rung)
            return


def _waited(act: Act, rest: str) -> None:
    name, about, _ = rest.split("/", 2)
    act.stop_waiting(name, about)
    _WAITS.get(name, _nothing)(act, about)


def _letter_again(act: Act, rest: str) -> None:
    if letter := letter_receipts.find_letter(act.case, rest.rpartition("/")[0]):
        letter_receipts.try_again(act, letter)


_COMES: dict[str, Callable[[Act, str], None]] = {
    "wait": _waited,
    "right": lambda act, rest: rights.comes(act, rest.partition("/")[0]),
    "promise": lambda act, rest: remedy_promises.comes(act, *rest.split("/")[:2]),
    "inquiry": lambda act, rest: inquiries.comes(act, *rest.split("/")[:2]),
    "letter": _letter_again,
    "post": post.remind,
    "remedy": lambda act, rest: fulfilment.try_again(act, rest.rpartition("/")[0]),
    "conduct": protection.come,
    "settle": lambda act, _: settling.settle(act),
}
"""What a date does, by the first word of its key; it gets the rest of it."""


def _rung(act: Act, deadline: Deadline, rung: str) -> None:
    deadline.fired.append(rung)
    late = rung == BREACH
    if late:
        deadline.state = "breached"
        breach.consequences(act, deadline)
        deadline.fired += [one for one in _rungs_before(deadline) if one not in deadline.fired]
    due = day(deadline.due, act.case)
    words = f"{deadline.duty} is overdue since {due}" if late else f"{deadline.duty} is due {due}"
    why = f"{deadline.duty} overdue" if late else words
    for one in coming(rungs_of(act.policy.rules), deadline.duty, deadline.level, rung):
        climb(act, one, words, "do it now, or say in the timeline why not", why=why, due=deadline.due)
    left = rung.replace("_", " ")
    if rung.startswith("1_"):
        left = left.replace("s left", " left")
    called = left if rung.endswith("_left") else BREACH if late else WARNING
    act.log(f"{called}: {deadline.duty} ({both(deadline.level, DUTY_LEVELS)}), due {due}")


def _rungs_before(deadline: Deadline) -> list[str]:
    return [*(["warning"] if deadline.warn_at is not None else []), *deadline.warnings]


def _nothing(act: Act, about: str) -> None:
    """A window that only ends."""


def _remind_question(act: Act, about: str) -> None:
    """Questions asked in one letter are reminded of in one letter."""
    first = next((q for q in act.case.questions if q.id == about and q.state == "open"), None)
    if first is None:
        return
    together = [q for q in act.case.questions if q.state == "open" and q.asked_at == first.asked_at]
    for question in together:
        question.reminded += 1
        act.stop_waiting("question_reminder", question.id)
    wait = next((w for w in act.case.waits if w.name == "question_lapses" and w.about == about), None)
    facts = {"about": "question"} | ({"answer_by": letter_dates.iso_day(wait.due)} if wait else {})
    asked = [{"id": question.id, "text": (question.personal or {}).get("text", "")} for question in together]
    correspondence.write(act, "reminder", facts, {"questions": asked}, about=about, by_hand=False)
    act.log(f"reminded of {', '.join(question.id for question in together)}")


def _remind_offer(act: Act, about: str) -> None:
    for offer in act.case.offers:
        if offer.id == about and offer.state == "offered" and not _on_its_way(act, about):
            offer.reminded += 1
            facts = as_offered(act.case, offer)
            facts |= {"about": "offer", "offers": facts.pop("alternatives")}
            correspondence.write(act, "reminder", facts, offer.personal, about=about, by_hand=False)
            act.log(f"reminded of {about}")


def _lapse_offer(act: Act, about: str) -> None:
    for offer in act.case.offers:
        if offer.id == about and offer.state == "offered":
            if _on_its_way(act, about):
                act.wait("offer_lapses", about)
                act.tell(owner_role(act.case.escalation), f"the letter with offer {about} has not left", _UNSEEN)
                return
            remedy.turned_down(act, offer, "lapsed")
            owner = owner_role(act.case.escalation)
            act.tell(
                owner, f"offer {about} lapsed without an answer", "call the customer; offer anew or answer finally"
            )


_UNSEEN = "an offer nobody has seen does not lapse: settle its letter with send_letter, or call the customer"


def _on_its_way(act: Act, offer: str) -> bool:
    """Whether the customer cannot know the offer yet: its letter has not left."""
    return any(x.kind == "remedy_offer" and x.about == offer and x.order is not None for x in act.case.letters)


_WAITS: dict[str, Callable[[Act, str], None]] = {
    "question_reminder": _remind_question,
    "question_lapses": lambda act, about: understanding.lapse(act, about),
    "offer_reminder": _remind_offer,
    "offer_lapses": _lapse_offer,
    "late_contact": receipt.late_contact,
    acknowledging.HELD: acknowledging.go_on,
    "no_answer_reminder": silence.remind,
    "no_answer_until": silence.time_is_over,
    "aftercare_asked": lambda act, _: aftercare.ask_aftercare(act),
    "survey_asked": lambda act, _: aftercare.ask_survey(act),
    ANSWER: other_contacts.not_answered,
    resting.MESSAGE: after_closing.not_judged,
    "referral_nudge": outside.nudge_referral,
    "pause_limit": more_time.pause_limit,
    IDLE_REMINDER: idle.remind,
    IDLE_LIMIT: idle.tell_lead,
    resting.GOODS_KEPT: goods.kept_long_enough,
    goods_awaited.NOT_COME: goods_awaited.not_come,
}
