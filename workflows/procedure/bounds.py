"""How many of each sort a case, a task or an obligation may have: one line for every list there is (a test sees to it).

What is over goes first, the oldest of it, beyond the number that is kept: it lies in the history and, letters and payments, in
the register. What is open, what the present round rests on and every promise that was broken stays; so there is also a number
that no command goes beyond, and the sentence that says what to do instead.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from domain.case import Case

Over = Callable[[Any, Case], bool]


class Bound(NamedTuple):
    """The bound of one list."""

    most: int
    """No command makes more of them."""
    do: str = ""
    """What to do instead of adding one more; empty where it is bounded by what it follows from (a pack, a command, other lists)."""
    goes: tuple[tuple[Over, int], ...] = ()
    """What may go, and how many such are kept all the same."""


MANY = 40
"""Records of one sort that are over and kept all the same."""
LETTERS = 200
"""Letters that have left and are kept; the view shows as many."""
NOTICES = 60
"""Notices to colleagues that have left and are kept."""
UNTOLD = 100
"""Notices that wait for a way out; of older ones their problem speaks."""
PROOF = ("final_response", "not_upheld")
"""Letters that a later act asks for: whether they were delivered is what closing on `no_answer` rests on."""
DONE = ("kept", "not_reached", "released")
"""Promises that want nothing more, and were not broken."""


def state(*names: str) -> Over:
    """Over in these states."""
    return lambda one, case: one.state in names


def earlier(one: Any, case: Case) -> bool:
    """Of a round that has ended."""
    return bool(one.round < case.round)


def always(one: Any, case: Case) -> bool:
    """The newest are enough."""
    return True


def _apology_over(one: Any, case: Case) -> bool:
    return bool(one.state == "declined" or (one.round < case.round and one.state == "made"))


def _contact_over(one: Any, case: Case) -> bool:
    return bool(not one.after_closing or one.meaning != "" or one.direction == "out")


def _left(one: Any, case: Case) -> bool:
    return one.order is None and one.kind not in (*PROOF, "notice")


def _notice_left(one: Any, case: Case) -> bool:
    return one.order is None and one.kind == "notice"


def untold(one: Any) -> bool:
    """A notice that waits for a way out."""
    return one.order is not None and one.kind == "notice" and one.state in ("failed", "blocked")


CASE: dict[str, Bound] = {
    "questions": Bound(30, "record_answer or withdraw_question first", ((state("answered", "withdrawn"), MANY),)),
    "promises": Bound(100, "keep, or move with move_promise, what was promised", ((state(*DONE), MANY),)),
    "inquiries": Bound(30, "record_finding for those that are open", ((state("answered", "released"), MANY),)),
    "items": Bound(
        60, "record_item what became of the others", ((state("returned", "disposed", "lost", "refused"), MANY),)
    ),
    "apologies": Bound(60, "approve or decline_approval first", ((_apology_over, MANY),)),
    "causes": Bound(20, "say more in a note, or in a prevention task", ((earlier, MANY),)),
    "decisions": Bound(80, "", ((earlier, MANY),)),
    "waivers": Bound(80, "", ((earlier, MANY),)),
    "offers": Bound(
        40,
        "answer_offer, approve or decline_approval first",
        ((state("declined", "superseded"), 6), (lambda one, case: earlier(one, case) and one.state != "accepted", 6)),
    ),
    "contacts": Bound(
        200,
        "say what the messages after closing mean (record_contact with contact and meaning)",
        ((_contact_over, MANY),),
    ),
    "conduct": Bound(
        20,
        "judge those that were reported (flag_conduct with flag)",
        ((state("lifted", "dismissed", "expired"), MANY),),
    ),
    "restrictions": Bound(40, "lift one that holds (restrict_contact)", ((state("ended", "lifted"), MANY),)),
    "demands": Bound(
        20,
        "decide those that were made, or record what was said again as a contact (personal.words)",
        ((lambda one, case: one.decided != "", MANY),),
    ),
    "prevention": Bound(
        50, "put several measures into one task, or cancel_task what is not needed", ((state("cancelled"), 20),)
    ),
    "obligations": Bound(80, "", ((state("met", "not_reportable", "settled"), MANY),)),
    "outside": Bound(40, "record_external_decision first", ((lambda one, case: bool(one.decided_at), 20),)),
    "forwarded": Bound(
        40,
        "say of the others that they were passed on (forward)",
        ((lambda one, case: bool(one.told_at and one.passed_on_at), 20),),
    ),
    "pauses": Bound(40, "let the targets run in this round", ((lambda one, case: earlier(one, case), 10),)),
    "reports": Bound(60, "acknowledge_escalation first", ((lambda one, case: one.acknowledged_by != "", 20),)),
    "heads": Bound(20, "make complaints of their own of some (split)"),
    "splits": Bound(60, "file a complaint of its own"),
    "complained_of": Bound(60, "name the others in a note"),
    "praised": Bound(60),
    "letters": Bound(
        600,
        "settle what waits: send_letter with its effect_id and then drop, record_post for paper",
        ((_left, LETTERS), (_notice_left, NOTICES)),
    ),
    "problems": Bound(300, "", ((lambda one, case: one.resolved_at is not None, MANY),)),
    "deadlines": Bound(
        300,
        "",
        ((state("met", "cancelled"), MANY), (lambda one, case: earlier(one, case) and one.met_at is not None, MANY)),
    ),
    "rounds": Bound(30, "", ((always, 20),)),
    "safety": Bound(40, "", ((always, 20),)),
    "rights": Bound(200, "", ((lambda one, case: one.come and earlier(one, case), MANY),)),
    "waits": Bound(400),
    "fired": Bound(60),
    "wishes": Bound(80, "", ((lambda one, case: not one.endswith(f"/{case.round}"), 20),)),
    "acknowledged_rounds": Bound(80, "", ((lambda one, case: one < case.round, 20),)),
    "like_cases": Bound(60),
    "severity_reasons": Bound(60),
    "flags": Bound(30),
    "parallel": Bound(60),
    "history": Bound(60),
    "candidates": Bound(60),
    "flare_ups": Bound(60),
    "known_issues": Bound(60),
    "timeline": Bound(400),
}
"""A complaint's lists. The timeline has its own rule (keeping.py)."""

WITHIN: dict[str, Bound] = {
    "Promise.moves": Bound(20, "what was moved so often is kept or broken; promise anew what will really be done"),
    "Promise.tries": Bound(40, "close on the ground not_reachable, or write"),
    "Inquiry.evidence": Bound(100, "name one document that lists the others"),
    "Item.evidence": Bound(200, "name one document that lists the others"),
    "Item.steps": Bound(60, "put what happens besides into a note"),
    "ConductFlag.reasons": Bound(30, "lift the flag, and report what is new as a flag of its own"),
    "Restriction.reasons": Bound(30, "lift the restriction and decide a new one"),
    "Decision.before": Bound(30, "it was decided often enough; leave it, or request_review"),
    "ItemStep.evidence": Bound(50),
    "Cause.evidence": Bound(50),
    "Cause.heads": Bound(40),
    "Waiver.heads": Bound(40),
    "RemedyItem.heads": Bound(40),
    "RemedyItem.documents": Bound(50),
    "Forwarded.heads": Bound(40),
    "Offer.alternatives": Bound(3),
    "Offer.approvals_needed": Bound(10),
    "PreventionTask.untold": Bound(10),
    "Offer.approved_by": Bound(10),
    "Alternative.items": Bound(10),
    "ConductFlag.kinds": Bound(20),
    "Deadline.fired": Bound(40),
    "Posting.meets": Bound(40),
    "LikeCases.shared": Bound(3),
    "ParallelPack.duties": Bound(60),
    "ParallelPack.needs": Bound(60),
    "ParallelPack.when": Bound(60),
    "Occasion.flags": Bound(60),
    "Occasion.categories": Bound(60),
    "Occasion.severities": Bound(60),
}
"""Lists within its records."""

BESIDE: dict[str, Bound] = {
    "notices": Bound(200, "", ((state("failed", "blocked"), UNTOLD),)),
    "problems": Bound(200, "", ((lambda one, _: one.resolved_at is not None, MANY),)),
    "timeline": Bound(400),
    "evidence": Bound(100),
    "checks": Bound(60),
    "Check.evidence": Bound(100),
    "besides": Bound(60),
    "asks": Bound(60),
}
"""The lists of a task and of an obligation."""
