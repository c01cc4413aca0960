"""What stands behind a case that has ended, said independently of the code that sees to it: for every head of complaint."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from domain.case import Case
from domain.findings import Decision

RIGHT = {"upheld", "partly_upheld"}
FINAL = ("final_response", "not_upheld")
SEEN = ("offered", "accepted", "rejected", "countered", "lapsed")
"""States of an offer that has reached the customer."""
TIME_TO_ANSWER = timedelta(days=26)
"""Twenty business days are never less, whatever the hour of the first and the last."""


def ended(case: Case) -> Iterator[str]:
    """What is missing behind the end of this case, or comes after it."""
    if case.stage == "closed":
        if case.closing_ground is None or case.closed_at is None:
            yield "closed without a ground"
        if not case.is_complaint:
            return
        if case.round not in case.acknowledged_rounds:
            yield "closed without an acknowledgement"
        whole = any(one.whole and one.round == case.round for one in case.forwarded)
        yield from _elsewhere(case) if whole else _answered(case)
        yield from _silence(case)
    if case.stage in ("closed", "withdrawn"):
        yield from _nothing_after(case)


def _answered(case: Case) -> Iterator[str]:
    now = case.round
    waived = {waiver.what for waiver in case.waivers if waiver.round == now}
    for head in heads(case):
        yield from _head(case, head)
    made = {apology.kind for apology in case.apologies if apology.round == now and apology.state == "made"}
    outcomes = {decision.outcome for head in heads(case) if (decision := decision_on(case, head))}
    on_the_spot = case.closing_ground == "short_route"  # the customer was content with the words that were said
    fitting = {"responsibility"} if outcomes & RIGHT and not on_the_spot else {"regret", "responsibility"}
    if not made & fitting and "apology" not in waived:
        yield "closed without the apology that fits, or its waiver"
    if not any(task.state != "cancelled" for task in case.prevention) and "prevention" not in waived:
        yield "closed without a prevention decision"
    if case.final_response_round != now:
        yield "closed without a final response"
    final = [x for x in case.letters if x.kind in FINAL and x.round == now]
    if any(letter.order is not None for letter in final):
        yield "closed although the final response has not left"


def _head(case: Case, head: str) -> Iterator[str]:
    """Each head has its cause or a waiver, its decision and, where it was right, a remedy or the reason why none is due."""
    causes = [one.heads for one in case.causes if one.round == case.round]
    causes += [one.heads for one in case.waivers if one.round == case.round and one.what == "root_cause"]
    if not any(covers(named, head) for named in causes):
        yield f"closed without a cause of {head}, or its waiver"
    decision = decision_on(case, head)
    if decision is None:
        yield f"closed without a decision on {head}"
    elif decision.outcome in RIGHT and case.heads and not decision.no_remedy and not remedied(case, head):
        yield f"closed without a remedy for {head}, and nobody has said why none is due"


def heads(case: Case) -> list[str]:
    """The heads of complaint; a complaint that lists none is one matter."""
    return [str(head["id"]) for head in case.heads] or ["all"]


def covers(named: Sequence[str], head: str) -> bool:
    """Whether a record that names these heads is about that one."""
    return not named or "all" in named or head in named


def decision_on(case: Case, head: str) -> Decision | None:
    """This round's newest decision about it."""
    found = [one for one in case.decisions if one.round == case.round and one.head in ("all", head)]
    return found[-1] if found else None


def remedied(case: Case, head: str) -> bool:
    """Whether the customer was offered something for it in this round, and has not chosen what leaves it out."""
    for offer in case.offers:
        seen = offer.state in SEEN or (offer.state == "superseded" and offer.answered_at is not None)
        options = [one for one in offer.alternatives if offer.chosen in ("", one.id)]
        if offer.round == case.round and seen and any(covers(i.heads, head) for one in options for i in one.items):
            return True
    return False


def _elsewhere(case: Case) -> Iterator[str]:
    """Another firm's matter: closed here only when it is there."""
    if any(one.whole and one.round == case.round and one.passed_on_at is None for one in case.forwarded):
        yield "closed before the other firm has it"


def _silence(case: Case) -> Iterator[str]:
    """Silence is a ground only when the time to answer has passed since the final response left, and nobody has called."""
    if case.closing_ground != "no_answer" or case.closed_at is None:
        return
    sent = [x.sent_at for x in case.letters if x.kind in FINAL and x.round == case.round and x.sent_at is not None]
    if not sent or case.closed_at - max(sent) < TIME_TO_ANSWER:
        yield "closed for want of an answer before the time to answer was over"
    elif any(one.direction == "in" and max(sent) < one.at < case.closed_at for one in case.contacts):
        yield "closed for want of an answer although the customer has called"


def _nothing_after(case: Case) -> Iterator[str]:
    """It settles after the last gate and window of its pack, and after the last window of the procedure."""
    settles = case.settles_at
    if settles is None:
        yield f"{case.stage} and it will never settle"
        return
    ahead = {one.duty: one.at for one in case.rights if one.round == case.round and not one.come}
    coming = {name: at for name, at in ahead.items() if not _kept(case, name)} | {w.name: w.at for w in case.waits}
    yield from (f"it settles before {name}" for name, at in coming.items() if settles < at)


def _kept(case: Case, duty: str) -> bool:
    """Whether it is the end of a record, which outlives its complaint."""
    return any(one.duty == duty and one.kind == "retention" for one in case.rights)
