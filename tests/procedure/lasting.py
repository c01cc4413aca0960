"""What no act and no day may undo: said of two moments of one case, independently of the code that sees to it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

from domain.case import Case
from domain.dates import Deadline
from domain.findings import Waiver
from domain.lifecycle import OPEN
from domain.protection import Demand
from messages.deeds import RemedyOrder
from tests.procedure.case_book import CaseBook
from tests.procedure.hands import given
from workflows.procedure.bounds import MANY
from workflows.procedure.next_act import next_act

SENT = ("sent", "returned")
"""The states of a letter that has left; one on paper may come back."""
MUCH = 80_000
"""Bytes of a case of which old rounds' dates that were met or cancelled may go; those that were missed never do."""
DONE_WITH = ("kept", "not_reached", "released")
"""The states of a promise that wants nothing more."""


def undone(before: Case, after: Case, act: str = "") -> list[str]:
    """What was so and is not any more, though it must last; empty when all lasts. `act` is the command that was given."""
    return [
        *_letters(before, after),
        *_promises(before, after),
        *_dates(before, after),
        *_levels(before, after, act),
        *_record(before, after),
        *_money(before, after),
        *_timeline(before, after),
        *_problems(before, after),
        *_closing(before, after),
        *given(before, after),
    ]


def missing(book: CaseBook) -> list[str]:
    """What an open case lacks, and what would be done a second time."""
    case = book.case
    faults = [*_forgotten(book)] if case.stage in OPEN else []
    if not case.paused and any(one.state == "suspended" and one.round == case.round for one in case.deadlines):
        faults.append("a date stands still, and nobody has stopped it")
    done = {i.effect_id for o in case.offers for a in o.alternatives for i in a.items if i.state == "done"}
    orders = Counter(order.effect_id for order in book.pending if isinstance(order, RemedyOrder))
    faults += [f"{effect} would be paid twice" for effect, n in orders.items() if n > 1 or effect in done]
    letters = Counter(letter.effect_id for letter in case.letters)
    faults += [f"the letter {effect} is there twice" for effect, n in letters.items() if n > 1]
    sent = {letter.effect_id for letter in case.letters if letter.state in SENT}
    faults += [f"the letter {order.effect_id} would leave twice" for order in book.letters() if order.effect_id in sent]
    return faults


HEARD = ("warning", "rung", "breach", "wait", "promise", "inquiry", "post")
"""The dates of which somebody hears when they come; of the others nobody need."""


def _forgotten(book: CaseBook) -> Iterator[str]:
    """Every open case has a date ahead, and on some day ahead somebody hears of it by itself."""
    coming = [due for due in book.agenda() if due.key.partition("/")[0] in HEARD]
    if not coming:
        yield "an open case of which nobody will ever hear again"
        return
    first = next_act(book.case).first
    if first is None or (first.at <= book.now < coming[0].at and first.name not in _late(book.case)):
        yield f"its first date {first.name if first else ''} has passed, and nothing is late"


def _late(case: Case) -> set[str]:
    """What is broken and still not done."""
    late = {one.duty for one in case.deadlines if one.state == "breached" and one.met_at is None}
    return late | {f"promise {one.id}" for one in case.promises if one.state == "broken" and one.kept_at is None}


class Post:
    """The letters that left by themselves in one life, by what they say: the same is not said twice."""

    def __init__(self) -> None:
        self.said: dict[str, str] = {}

    def twice(self, book: CaseBook) -> Iterator[str]:
        """What was ordered a second time, under another id."""
        letters = {letter.effect_id: letter for letter in book.case.letters}
        for order in book.letters():
            letter = letters.get(order.effect_id)
            if letter is None or letter.by_hand or order.kind == "conduct_notice":  # a restriction may come back
                continue
            says = json.dumps(
                [order.kind, letter.round, letter.about, order.facts, order.personal], default=str, sort_keys=True
            )
            first = self.said.setdefault(says, order.effect_id)
            if first != order.effect_id and letters.get(first, letter).state != "blocked":
                yield f"{order.effect_id} says the same as {first}: {order.kind}"


def _letters(before: Case, after: Case) -> Iterator[str]:
    now = {letter.effect_id: letter for letter in after.letters}
    for letter in before.letters:
        if letter.state in SENT and letter.kind != "notice":
            if letter.effect_id not in now:
                yield f"the letter {letter.effect_id} has left and is forgotten"
            elif now[letter.effect_id].state not in SENT:
                yield f"the letter {letter.effect_id} had left and is {now[letter.effect_id].state}"


def _promises(before: Case, after: Case) -> Iterator[str]:
    now = {promise.id: promise for promise in after.promises}
    for was in before.promises:
        if was.id not in now:
            yield f"promise {was.id} is lost"
            continue
        here = now[was.id]
        if was.state == "broken" and here.state != "broken":
            yield f"promise {was.id} was broken and is {here.state}"
        if was.state in DONE_WITH and here.state != was.state:
            yield f"promise {was.id} was {was.state} and is {here.state}"
        if was.due != here.due and len(here.moves) != len(was.moves) + 1:
            yield f"promise {was.id} moved without a word"
        if was.state == "broken" and was.due != here.due:
            yield f"promise {was.id} is broken and has another date"


def _dates(before: Case, after: Case) -> Iterator[str]:
    """A breach is for ever; a date that moves is named on the timeline; what is met stays met."""
    said = " ".join(entry.what for entry in after.timeline[-12:] if entry not in before.timeline[-12:])
    later = _numbered(after)
    for key, was in _numbered(before).items():
        here = later.get(key)
        name = f"{was.duty} in round {was.round}"
        if here is None:
            moved = was.state == "running" and was.duty in said
            old = (
                was.state in ("met", "cancelled")
                and was.round < after.round
                and max(before.kept_bytes, after.kept_bytes) > MUCH
            )
            if not (moved or old):
                yield f"the date of {name} is gone"
        elif was.state == "breached" and here.state != "breached":
            yield f"the breach of {name} has healed: it is {here.state}"
        elif was.state == "met" and here.state != "met":
            yield f"{name} was met and is {here.state}"
        elif here.due != was.due and (was.state in ("met", "breached") or was.duty not in said):
            yield f"the date of {name}, {was.state}, moved from {was.due} to {here.due} without a word"


def _numbered(case: Case) -> dict[tuple[str, int, int], Deadline]:
    """Each date by its duty, its round and how many of that duty came before it: some are owed again and again."""
    seen: Counter[tuple[str, int]] = Counter()
    found = {}
    for one in case.deadlines:
        found[one.duty, one.round, seen[one.duty, one.round]] = one
        seen[one.duty, one.round] += 1
    return found


def _levels(before: Case, after: Case, act: str) -> Iterator[str]:
    if not 0 <= after.round - before.round <= 1:
        yield f"from round {before.round} to round {after.round}"
    if after.escalation < before.escalation and act != "de_escalate":
        yield f"the level fell from {before.escalation} to {after.escalation} by {act}"


def _record(before: Case, after: Case) -> Iterator[str]:
    """The record only grows; a decision may take another's place in its round."""
    for name in (
        "causes",
        "offers",
        "apologies",
        "questions",
        "inquiries",
        "items",
        "prevention",
        "contacts",
        "conduct",
        "restrictions",
        "demands",
        "obligations",
        "forwarded",
    ):
        now = {one.id for one in getattr(after, name)}
        yield from (f"{name}: {one.id} is gone" for one in getattr(before, name) if one.id not in now)
    for name in ("outside", "reports", "safety", "rounds", "pauses", "splits", "wishes"):
        if len(getattr(after, name)) < len(getattr(before, name)):
            yield f"{name}: fewer than before"
    for was in before.waivers:
        if was.what == "prevention" and after.prevention:
            continue  # something is done after all
        if not any(one.what == was.what and one.round == was.round and _as_wide(one, was) for one in after.waivers):
            yield f"the waiver of {was.what} in round {was.round} is gone"
    yield from (
        f"{d.id} was decided and is not any more" for d in before.demands if d.decided and not _same(d, after.demands)
    )
    judged = {(one.head, one.round) for one in after.decisions}
    yield from (f"no decision on {d.head} any more" for d in before.decisions if (d.head, d.round) not in judged)


def _as_wide(one: Waiver, was: Waiver) -> bool:
    return not one.heads or (bool(was.heads) and set(was.heads) <= set(one.heads))


def _same(was: Demand, now: list[Demand]) -> bool:
    return any(
        (one.id, one.decided, one.decided_by, one.reason) == (was.id, was.decided, was.decided_by, was.reason)
        for one in now
    )


def _timeline(before: Case, after: Case) -> Iterator[str]:
    """What was written down stays as it was written, in its place; only the oldest lines go, when there are too many."""
    gone = after.timeline_dropped - before.timeline_dropped
    if gone < 0:
        yield "lines of the timeline have come back"
        return
    kept = before.timeline[gone:]
    if [(one.at, one.by, one.what) for one in kept] != [
        (one.at, one.by, one.what) for one in after.timeline[: len(kept)]
    ]:
        yield "the timeline was rewritten"
    late = [one.what for one in after.timeline[len(kept) :] if one.at < before.opened_at]
    yield from (f"on the timeline before the complaint was received: {line}" for line in late)


def _problems(before: Case, after: Case) -> Iterator[str]:
    """A problem is solved, and stays on record as solved; of the solved ones only the oldest go, when there are too many."""
    for was in before.problems:
        here = [one for one in after.problems if (one.key, one.since) == (was.key, was.since)]
        if not here and (was.resolved_at is None or len(after.problems) < MANY):
            yield f"problem {was.key} is gone"
        elif here and was.resolved_at is not None and all(one.resolved_at != was.resolved_at for one in here):
            yield f"problem {was.key} was solved and is open again"


def _closing(before: Case, after: Case) -> Iterator[str]:
    """'Accepted' is the customer's own word, written down; what a manager answers for is closed by a manager."""
    if after.stage != "closed" or before.stage == "closed" or not after.is_complaint:
        return
    fresh = after.timeline[len(before.timeline) + before.timeline_dropped - after.timeline_dropped :]
    words = [entry for entry in fresh if (entry.personal or {}).get("words")]
    if after.closing_ground == "accepted" and not words:
        yield "closed as accepted without a word of the customer's"
    if after.closing_ground in ("dissatisfied", "legal") and not any("(manager" in entry.by for entry in fresh):
        yield f"closed as {after.closing_ground}, and not by a manager"


def _money(before: Case, after: Case) -> Iterator[str]:
    now = {i.effect_id: i for o in after.offers for a in o.alternatives for i in a.items if i.effect_id}
    for offer in before.offers:
        for alternative in offer.alternatives:
            for item in alternative.items:
                here = now.get(item.effect_id)
                if item.state != "done" or not item.effect_id:
                    continue
                if here is None or here.state not in ("done", "undoing", "undone"):
                    yield f"{item.effect_id} was done and is {here.state if here else 'gone'}"
                elif here.state == "done" and here.receipt != item.receipt:
                    yield f"{item.effect_id} has another receipt"
