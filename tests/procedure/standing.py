"""What must hold of a case at any moment, said independently of the code that sees to it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from domain.case import Case, Letter
from domain.errors import ComplaintError
from domain.findings import Apology
from domain.lifecycle import OPEN, steps_from
from domain.words import ROLES
from messages.commands import COMMANDS, check_command, example
from tests.procedure.case_book import PEOPLE
from tests.procedure.ended import RIGHT, ended
from tests.procedure.hands import hands
from workflows.procedure.allowed import allowed
from workflows.procedure.dates.clock import agenda
from workflows.procedure.next_act import next_act

STEPS = {
    "ask_customer": {"ask", "investigate"},
    "offer_remedy": {"offer", "investigate"},
    "answer_offer": {"accept", "turn_down"},
    "fulfil_remedy": {"fulfil"},
    "send_final_response": {"answer", "accept", "fulfil", "close"},
    "close": {"close"},
    "reopen": {"reopen"},
    "request_review": {"review"},
    "withdraw": {"withdraw"},
    "merge": {"merge"},
    "unmerge": {"unmerge"},
    "refer": {"refer"},
    "record_external_decision": {"external_decision"},
}
"""Which steps of the table a command needs, any of them, from the stage it is given in."""


def faults(case: Case, most_rounds: int = 3) -> list[str]:
    """Everything that is wrong with this case; empty when all holds."""
    return [
        *_owner(case),
        *ended(case),
        *hands(case),
        *_clocks(case),
        *_told(case),
        *_apologies(case),
        *_once(case),
        *_offers(case),
        *_rounds(case, most_rounds),
        *_shown(case),
        *_promises(case),
    ]


def _promises(case: Case) -> Iterator[str]:
    """No promise is lost: each that is open lies ahead and on the agenda, and a case that can settle has none."""
    coming = {due.key for due in agenda(case)}
    for promise in case.promises:
        if promise.state == "open" and f"promise/due/{promise.id}/{len(promise.moves)}" not in coming:
            yield f"promise {promise.id} is open and on no agenda"
        if promise.state == "open" and case.settles_at is not None and case.settles_at < promise.late_from:
            yield f"the case settles before promise {promise.id} is due"
    for inquiry in case.inquiries:
        if (
            inquiry.state == "open"
            and inquiry.round == case.round
            and not (inquiry.overdue or f"inquiry/due/{inquiry.id}" in coming)
        ):
            yield f"inquiry {inquiry.id} is open and on no agenda"


def _owner(case: Case) -> Iterator[str]:
    coming = next_act(case)
    if coming.owner not in _known(case):
        yield f"the next act is {coming.owner}'s, and nobody knows who that is"
    if case.stage in OPEN and not any(one.resolved_at is None for one in case.problems):
        named = {name for name in re.findall(r"[a-z_]+", coming.what) if name in COMMANDS}
        if named and not named & {*allowed(case), *_ALWAYS}:
            yield f"the next act is {', '.join(sorted(named))}, and none of them is allowed"
    if not steps_from(case.stage):
        yield f"no step leads out of {case.stage}"
    for problem in case.problems:
        if not (problem.owner and problem.what and problem.do):
            yield f"problem {problem.key} has no owner, or does not say what to do"


_ALWAYS = ("record_contact", "send_letter", "note", "send_update")
"""Commands that are never out of place, and not always shown."""


def _known(case: Case) -> set[str]:
    return {*ROLES, *PEOPLE.values(), *case.team_names, *(one.reported_by for one in case.conduct), case.handler} - {""}


def _clocks(case: Case) -> Iterator[str]:
    """Nothing that law or a code asks for stands still because we wait."""
    for one in case.deadlines:
        if one.state == "suspended" and one.level != "target":
            yield f"{one.duty} stands still, and it is not ours to stop"


def _told(case: Case) -> Iterator[str]:
    """The customer hears that a remedy was carried out when it has been, each part with its receipt."""
    for letter in case.letters:
        if letter.kind != "remedy_done":
            continue
        for offer in (one for one in case.offers if one.id == letter.about):
            parts = [item for one in offer.alternatives if one.id == offer.chosen for item in one.items]
            if not parts or any(item.state != "done" or not item.receipt for item in parts):
                yield f"the customer hears that {offer.id} was carried out before its receipt is there"


def _apologies(case: Case) -> Iterator[str]:
    for apology in case.apologies:
        if apology.kind == "responsibility" and apology.state != "declined":
            yield from _responsibility(case, apology)


def _responsibility(case: Case, apology: Apology) -> Iterator[str]:
    now = apology.round
    outcomes = {decision.outcome for decision in case.decisions if decision.round == now}
    if apology.state in ("approved", "made") and not outcomes & RIGHT:
        yield "responsibility was taken without a decision that the complaint was right"
    waived = any(waiver.what == "root_cause" and waiver.round == now for waiver in case.waivers)
    if not waived and not any(cause.round == now for cause in case.causes):
        yield "responsibility was taken without a cause"
    if apology.state in ("approved", "made") and not apology.approved_by:
        yield "responsibility was taken without approval"


def _once(case: Case) -> Iterator[str]:
    live = [letter for letter in case.letters if letter.state == "sent" or letter.order is not None]
    for what, kinds in {
        "acknowledged": ("acknowledgement", "reopened", "review_acknowledgement"),
        "answered": ("final_response", "not_upheld"),
    }.items():
        for number, count in Counter(letter.round for letter in live if letter.kind in kinds).items():
            if count > 1:
                yield f"{what} {count} times in round {number}"
    if len(case.acknowledged_rounds) != len(set(case.acknowledged_rounds)):
        yield "acknowledged twice in a round"
    counted = Counter((a.kind, a.round) for a in case.apologies if a.state != "declined")
    yield from (f"apologised twice: {kind}" for (kind, _), count in counted.items() if count > 1)
    yield from (f"the letter {letter.effect_id} would be tried for ever" for letter in case.letters if _idle(letter))


def _idle(letter: Letter) -> bool:
    return letter.next_try is not None and letter.order is None


def _offers(case: Case) -> Iterator[str]:
    made = [offer for offer in case.offers if offer.state == "offered"]
    agreed = [
        o
        for o in case.offers
        if o.state == "accepted"
        and any(i.state not in ("done",) for a in o.alternatives if a.id == o.chosen for i in a.items)
    ]
    if (len(made) == 1) != (case.stage == "remedy_offered") or len(made) > 1:
        yield f"{case.stage} with {len(made)} offers waiting for an answer"
    if (len(agreed) == 1) != (case.stage == "remedy_agreed") or len(agreed) > 1:
        yield f"{case.stage} with {len(agreed)} agreed remedies not carried out"
    if case.stage == "remedy_agreed" and agreed and agreed[0].round != case.round:
        yield "the agreed remedy belongs to an earlier round"
    if case.stage in ("closed", "withdrawn"):
        waiting = [o.id for o in case.offers if o.state == "awaiting_approval"]
        waiting += [a.id for a in case.apologies if a.state == "awaiting_approval"]
        yield from (f"{what} waits for approval in a case that is {case.stage}" for what in waiting)
    if case.stage in ("awaiting_customer",) and not any(q.state == "open" for q in case.questions):
        yield "awaiting_customer without an open question"
    for question in case.questions:
        if question.state == "open" and not any(w.about == question.id for w in case.waits):
            yield f"question {question.id} is open and nothing will ever remind or end it"


def _rounds(case: Case, most: int) -> Iterator[str]:
    outside = sum("decision of the outside body" in entry.what for entry in case.timeline)
    if case.round > most + outside + case.counters.get("test/outside", 0):
        yield f"{case.round} rounds"


@cache
def _malformed(name: str) -> tuple[str, ...]:
    try:
        check_command(name, {**example(name), "by": {"id": "adam", "role": COMMANDS[name].roles[0]}})
    except ComplaintError as refused:
        return (f"the example of {name} is refused: {refused}",)
    return ()


def _shown(case: Case) -> Iterator[str]:
    can = set(steps_from(case.stage))
    for name in allowed(case):
        steps = STEPS.get(name, can) if case.is_complaint else {"conclude"} if name == "close" else can
        if not steps & can:
            yield f"{name} is offered, but {case.stage} has no step for it"
        yield from _malformed(name)
    for due in agenda(case):
        if not due.summary:
            yield f"the date {due.key} does not say what it is"
    if case.stage in OPEN and case.settles_at is not None:
        yield "an open case settles"
