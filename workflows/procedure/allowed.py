"""Which commands make sense now: what the stage has, what is on record asks for, less what it makes pointless."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from domain.case import Case
from domain.closing import elsewhere, prevented
from domain.heads import right_heads, undecided
from domain.lifecycle import OPEN, WORKING, can
from domain.words import Stage
from workflows.procedure.alongside.proposals import proposed
from workflows.procedure.listening import kinds
from workflows.procedure.listening.safety import grave, not_asked_yet
from workflows.procedure.remedies.agreed import being_carried_out, not_another, under_way
from workflows.procedure.writing.apology import apologised
from workflows.procedure.writing.letter_approval import waiting

_ANY: list[Stage] = [*OPEN, "closed", "withdrawn", "merged", "referred"]
_BY_STEP = {
    "ask_customer": ("ask", "investigate"),
    "offer_remedy": ("offer", "investigate"),
    "answer_offer": ("accept",),
    "fulfil_remedy": ("fulfil",),
    "close": ("close",),
    "reopen": ("reopen",),
    "request_review": ("review",),
    "withdraw": ("withdraw",),
    "merge": ("merge",),
    "unmerge": ("unmerge",),
    "refer": ("refer",),
    "forward": ("forward",),
    "record_external_decision": ("external_decision",),
}
_BY_STAGE: dict[str, list[Stage]] = {
    "acknowledge": WORKING,
    "assign": _ANY,
    "agree_summary": WORKING,
    "apologise": WORKING,
    "waive_apology": WORKING,
    "record_root_cause": [*WORKING, "withdrawn"],
    "waive_root_cause": [*WORKING, "withdrawn"],
    "request_investigation": WORKING,
    "request_item": WORKING,
    "decide": WORKING,
    "resolve_now": ["received", "acknowledged", "investigating"],
    "send_update": WORKING,
    "send_final_response": ["investigating", "remedy_offered", "remedy_agreed", "following_up"],
    "escalate": WORKING,
}


def allowed(case: Case) -> list[str]:
    """The commands that make sense now, the likeliest first; each may still be refused with its own reason."""
    if not case.is_complaint:
        return _of_contact(case)
    names = []
    for name, steps in _BY_STEP.items():
        if any(can(case.stage, step) for step in steps):
            names.append(name)
    for name, stages in _BY_STAGE.items():
        if case.stage in stages:
            names.append(name)
    names += [name for name, asked_for in _BY_RECORD.items() if asked_for(case)]
    names += [name for name in ("open_obligation", "decline_obligation") if proposed(case)]
    names += ["flag_conduct", "add_prevention_task", "reclassify", "record_contact", "send_letter"]
    names += ["record_item", "note"]
    able = [name for name in dict.fromkeys(names) if not (name in _IMPOSSIBLE and _IMPOSSIBLE[name](case))]
    return sorted(able, key=_RARE.__contains__)


def _of_contact(case: Case) -> list[str]:
    """The commands of a contact that is no complaint; once it is closed, what a customer's word still brings."""
    names = [name for name in kinds.COMMANDS if name not in _BY_RECORD or _BY_RECORD[name](case)]
    names = [name for name in names if name not in ("open_obligation", "decline_obligation") or proposed(case)]
    gone = {"close", "escalate", "send_letter"} if case.stage == "closed" else set()
    return [name for name in names if name not in gone and not (name in _IMPOSSIBLE and _IMPOSSIBLE[name](case))]


_RARE = ("withdraw", "merge", "refer", "forward", "waive_apology", "waive_root_cause")
"""Commands that are always possible and seldom meant: they come last."""


def _questions(case: Case) -> bool:
    return any(question.state in ("open", "lapsed") for question in case.questions)


def _offers(case: Case, *states: str) -> bool:
    return any(offer.state in states and offer.round == case.round for offer in case.offers)


def _waits_for_approval(case: Case) -> bool:
    return (
        bool(waiting(case))
        or _offers(case, "awaiting_approval")
        or any(a.state == "awaiting_approval" for a in case.apologies)
    )


def _can_approve(case: Case) -> bool:
    offer = _offers(case, "awaiting_approval") and can(case.stage, "offer")
    return (
        bool(waiting(case))
        or offer
        or any(a.state == "awaiting_approval" and case.stage in WORKING for a in case.apologies)
    )


def _in_doubt(case: Case) -> bool:
    return any(i.next_try is not None for o in case.offers for a in o.alternatives for i in a.items)


def _can_stand_still(case: Case) -> bool:
    ours = (
        one for one in case.deadlines if one.state == "running" and one.level == "target" and one.round == case.round
    )
    return not case.paused and case.stage in WORKING and any(not isinstance(one.due, datetime) for one in ours)


_BY_RECORD: dict[str, Callable[[Case], bool]] = {
    "record_finding": lambda case: any(one.state == "open" for one in case.inquiries),
    "promise": lambda case: case.stage not in ("withdrawn", "merged"),
    "keep_promise": lambda case: any(
        one.kept_at is None and one.state in ("open", "broken") and not one.part for one in case.promises
    ),
    "move_promise": lambda case: any(one.state == "open" for one in case.promises),
    "record_post": lambda case: any(one.post and one.state in ("to_post", "sent", "returned") for one in case.letters),
    "authorise_representative": lambda case: case.representative in ("none", "claimed"),
    "forward": lambda case: len(case.heads) > 1 and case.stage in OPEN and elsewhere(case) is None,
    "split": lambda case: len(case.heads) > 1 and case.stage in WORKING and bool(undecided(case)),
    "pause": _can_stand_still,
    "resume": lambda case: case.paused and case.stage in WORKING,
    "record_answer": _questions,
    "withdraw_question": _questions,
    "approve": _can_approve,
    "decline_approval": _waits_for_approval,
    "acknowledge_escalation": lambda case: (
        not case.escalation_acknowledged or any(not one.acknowledged_by for one in case.reports)
    ),
    "de_escalate": lambda case: case.escalation > 0,
    "restrict_contact": lambda case: any(flag.state == "set" for flag in case.conduct),
    "decide_no_prevention": lambda case: not prevented(case),
    "answer_survey": lambda case: case.survey_asked and case.survey_score is None,
}
"""Commands that what is on record asks for, in any stage."""
_IMPOSSIBLE: dict[str, Callable[[Case], bool]] = {
    "acknowledge": lambda case: case.round in case.acknowledged_rounds,
    "resolve_now": lambda case: bool(case.offers or case.decisions) or grave(case) or not_asked_yet(case),
    "send_final_response": lambda case: (
        case.final_response_round == case.round or _offers(case, "awaiting_approval") or elsewhere(case) is not None
    ),
    "decide": lambda case: case.final_response_round == case.round or elsewhere(case) is not None,
    "forward": lambda case: not undecided(case),
    "apologise": lambda case: (
        apologised(case, "regret") and (apologised(case, "responsibility") or not right_heads(case))
    ),
    "request_review": lambda case: case.final_response_round != case.round and elsewhere(case) is None,
    "offer_remedy": lambda case: under_way(case) or (case.stage == "following_up" and not_another(case)),
    "fulfil_remedy": lambda case: being_carried_out(case) and not _in_doubt(case),
    "withdraw": being_carried_out,
    "ask_customer": lambda case: case.anonymous,
    "send_letter": lambda case: case.anonymous,
    "add_prevention_task": lambda case: case.stage == "merged" and not case.causes,
}
"""Commands that the stage has but what is on record makes pointless."""
