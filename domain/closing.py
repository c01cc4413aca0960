"""What must be on record before a complaint may be closed."""

from __future__ import annotations

from collections.abc import Iterator

from domain.case import Case
from domain.findings import Cause
from domain.forwarding import Forwarded
from domain.heads import RIGHT, WHOLE, about, decision_on, heads_of, right_heads, unanalysed, undecided, without_remedy
from domain.words import CauseSide, Outcome

_ACKNOWLEDGEMENT = "acknowledgement: its letter leaves by itself, or record one given otherwise with acknowledge"


def outcome_of(case: Case) -> Outcome | None:
    """The decision of this round as a whole: right if any head was right; `None` while a head is undecided."""
    outcomes = {one.outcome for head in heads_of(case) if (one := decision_on(case, head)) is not None}
    if undecided(case):
        return None
    for outcome in ("upheld", "partly_upheld", "not_established", "not_upheld"):
        if outcome in outcomes:
            return "partly_upheld" if outcome == "upheld" and len(outcomes) > 1 else outcome
    return None


def waived(case: Case, what: str) -> bool:
    """Whether somebody decided, with a reason, in this round that it is not needed."""
    return any(waiver.what == what and waiver.round == case.round for waiver in case.waivers)


def apologised(case: Case, kind: str) -> bool:
    """Whether an apology of that kind was made in this round."""
    return any(apology.kind == kind and apology.state == "made" for apology in case.apologies if _now(case, apology))


def apologising(case: Case) -> bool:
    """Whether an apology was made in this round, or is on its way (ordered, or waiting for approval)."""
    return any(apology.round == case.round and apology.state != "declined" for apology in case.apologies)


def has_cause(case: Case) -> bool:
    """Whether a cause (also an honest `undetermined` or `not_reproduced`) of something that was right is on record."""
    found = [cause.heads for cause in case.causes if cause.round == case.round]
    return any(about(named, head) for named in found for head in right_heads(case))


def escape_unknown(case: Case) -> bool:
    """Whether goods came back, were found faulty, and nobody has said why that was not caught (流出原因), or need not be."""
    if waived(case, "root_cause") or not _came_back(case):
        return False
    mine = _of_right(case)
    faulty = any(cause.result == "found" and cause.occurrence_or_escape != "escape" for cause in mine)
    return faulty and not any(cause.occurrence_or_escape == "escape" for cause in mine)


def _came_back(case: Case) -> bool:
    return any(one.round == case.round and one.state in _CAME_BACK for one in case.items)


def _of_right(case: Case) -> list[Cause]:
    """This round's causes of what was right."""
    right = right_heads(case)
    return [one for one in case.causes if one.round == case.round and any(about(one.heads, head) for head in right)]


_CAME_BACK = ("arrived", "tested", "returned", "kept", "disposed")
WHY_NOT_CAUGHT = "record_root_cause with escape true (undetermined is an honest result), or waive_root_cause"


def sides_unprevented(case: Case) -> list[CauseSide]:
    """Of goods that came back faulty: the sides of the cause that are known and that no measure is said to answer."""
    if not (_came_back(case) and prevented(case)):
        return []
    answered = {task.addresses for task in case.prevention if task.state != "cancelled"}
    known = {cause.occurrence_or_escape for cause in _of_right(case) if cause.result == "found"}
    sides: tuple[CauseSide, ...] = ("occurrence", "escape")
    return [side for side in sides if side in known and side not in answered]


def prevented(case: Case) -> bool:
    """Whether a prevention task is on record that was not cancelled."""
    return any(task.state != "cancelled" for task in case.prevention)


def elsewhere(case: Case) -> Forwarded | None:
    """The forwarding by which this round went to another firm as a whole; `None`: there is something to answer here."""
    return next((one for one in case.forwarded if one.whole and one.round == case.round), None)


def missing_for_closing(case: Case) -> list[str]:
    """What still stands in the way of closing, each as `what: the command that settles it`; empty when nothing does."""
    if gone := elsewhere(case):
        return _missing_elsewhere(case, gone)
    outcome = outcome_of(case)
    missing = []
    if case.round not in case.acknowledged_rounds:
        missing.append(_ACKNOWLEDGEMENT)
    missing += _of_substance(case)
    if not fitting_apology(case) and not waived(case, "apology"):
        missing.append(_missing_apology(case, "responsibility" if outcome in RIGHT else "regret"))
    if case.final_response_round != case.round:
        missing.append("final response: send_final_response")
    elif case.final_response_given != case.round:
        missing.append("final response: its letter has not left yet; it is under way or waits (see letters)")
    if not (prevented(case) or waived(case, "prevention")):
        missing.append("prevention: add_prevention_task, or decide_no_prevention")
    return [*missing, *_demands(case)]


def undecided_demands(case: Case) -> list[str]:
    """The demands beyond what is owed that nobody has decided."""
    return [one.id for one in case.demands if not one.decided]


def _demands(case: Case) -> Iterator[str]:
    if demands := undecided_demands(case):
        yield f"decision on demand {', '.join(demands)}: record_contact with demand, decided and reason, by a lead"


def _of_substance(case: Case) -> Iterator[str]:
    """Cause, decision and remedy of every head; what was agreed has arrived."""
    if heads := unanalysed(case):
        yield f"root cause{of_heads(heads)}: record_root_cause (undetermined is an honest result), or waive_root_cause"
    if escape_unknown(case):
        yield f"why the fault was not caught: {WHY_NOT_CAUGHT}"
    if heads := undecided(case):
        yield f"decision{of_heads(heads)}: decide, for every head of complaint"
    if heads := without_remedy(case):
        answered = case.final_response_round == case.round  # then nothing is decided any more
        yield f"remedy{of_heads(heads)}: {REMEDY if answered else REMEDY_OR_WHY_NONE}"
    for problem in case.problems:
        if problem.resolved_at is None and "/arrived/" in problem.key:
            yield f"remedy: {problem.what}: {problem.do}"


REMEDY = "offer_remedy with a part for it"
REMEDY_OR_WHY_NONE = f"{REMEDY}, or decide again and say no_remedy, why none is due"


def of_heads(heads: list[str], joint: str = " of ") -> str:
    """Which heads a sentence is about; empty where the complaint is one matter."""
    return "" if heads == [WHOLE] else f"{joint}{', '.join(heads)}"


def _missing_elsewhere(case: Case, gone: Forwarded) -> list[str]:
    """What is another firm's matter has no decision, cause or apology of ours: it has to have gone there, and be told."""
    missing = []
    if case.round not in case.acknowledged_rounds:
        missing.append(_ACKNOWLEDGEMENT)
    if any(letter.effect_id == gone.effect_id and letter.order is not None for letter in case.letters):
        missing.append("forwarding: its letter has not left yet; it is under way or waits (see letters)")
    if gone.passed_on_at is None:
        missing.append(f"forwarding: pass it on to {gone.to}, then keep_promise {gone.promise}")
    return [*missing, *_demands(case)]


def _missing_apology(case: Case, kind: str) -> str:
    for apology in case.apologies:
        if apology.round == case.round and apology.kind == kind and apology.state == "approved":
            return f"apology: {apology.id} has not left yet; its letter is under way or waits (see letters)"
        if apology.round == case.round and apology.kind == kind and apology.state == "awaiting_approval":
            return f"apology: {apology.id} waits for approval: approve, or decline_approval"
    return f"apology: apologise with kind {kind}, or waive_apology"


def fitting_apology(case: Case) -> bool:
    """`responsibility` for what was upheld, else `regret` (which `responsibility` includes)."""
    if outcome_of(case) in RIGHT:
        return apologised(case, "responsibility")
    return apologised(case, "regret") or apologised(case, "responsibility")


def _now(case: Case, record: object) -> bool:
    return getattr(record, "round", 0) == case.round
