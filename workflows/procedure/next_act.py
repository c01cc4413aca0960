"""What is to be done next, by whom and by when; and which commands the stage allows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from domain.case import Case
from domain.closing import (
    apologising,
    elsewhere,
    escape_unknown,
    missing_for_closing,
    of_heads,
    outcome_of,
    prevented,
    waived,
)
from domain.heads import RIGHT, right_heads, unanalysed, undecided, without_remedy
from domain.lifecycle import OPEN, can
from domain.words import Stage
from messages.japanese import in_japanese
from workflows.procedure import kinds
from workflows.procedure.agreed import accepted_offers, not_another, under_way
from workflows.procedure.apology import apologised
from workflows.procedure.arrival import to_be_confirmed
from workflows.procedure.goods_awaited import nobody_asked
from workflows.procedure.letter_approval import waiting
from workflows.procedure.levels import owner_role
from workflows.procedure.next_date import NextDate, first_date
from workflows.procedure.post import post_the_letter, until_morning
from workflows.procedure.proposals import proposed
from workflows.procedure.safety import grave, not_asked_yet

IDLE = "idle"
"""Key of the problem, and the event, that nothing of an open complaint has a date any more."""


class NextAct(NamedTuple):
    """The next act the case waits for, and the first date ahead."""

    what: str
    ja: str
    """The same in Japanese: the sentence, or at least the titles of the commands that it names."""
    owner: str
    first: NextDate | None
    problem: str = ""
    """The key of the open problem that it is."""


def next_act(case: Case) -> NextAct:
    """The next act: a grave matter's first report, else an open problem, else what the stage asks for; it has an owner always.

    That no date lies ahead is said beside the next act, never instead of it.
    """
    first = first_date(case)
    if report := _report(case, _handler(case)):
        return NextAct(report[0], in_japanese(report[0]), report[1], first)
    for problem in case.problems:
        if problem.resolved_at is None and problem.key != IDLE:
            said = in_japanese(problem.what, problem.do)
            return NextAct(f"{problem.what}: {problem.do}", said, problem.owner, first, problem.key)
    what, owner = _asked(case)
    return NextAct(what, in_japanese(what), owner, first)


def _handler(case: Case) -> str:
    return case.handler if case.escalation == 0 and case.handler else owner_role(case.escalation)


def _asked(case: Case) -> tuple[str, str]:
    handler = _handler(case)
    if not case.is_complaint and case.stage != "closed":
        return (
            _message(case, handler)
            or _posting(case, handler)
            or (f"answer the {case.kind} (send_letter), then close", handler)
        )
    asked = _approval(case) or _message(case, handler) or _posting(case, handler)
    if asked:
        return asked
    what, owner = _by_stage(case, handler)
    return f"{what}{until_morning(case)}", owner


def _posting(case: Case, handler: str) -> tuple[str, str] | None:
    """What lies in the post queue leaves by nobody's hand but ours, and nothing that waits for it can go on."""
    what = post_the_letter(case)
    return (what, handler) if what else None


def _approval(case: Case) -> tuple[str, str] | None:
    for letter in waiting(case):
        return f"approve or decline_approval of letter {letter.id}", letter.approver
    if case.stage not in _WORKING:
        return None  # kept for an unmerge
    for offer in case.offers:
        if offer.state == "awaiting_approval" and offer.approvals_needed:
            return f"approve or decline_approval of offer {offer.id}", offer.approvals_needed[0]
    for apology in case.apologies:
        if apology.state == "awaiting_approval":
            return f"approve or decline_approval of apology {apology.id}", apology.approver or "lead"
    return None


def _report(case: Case, handler: str) -> tuple[str, str] | None:
    """What is critical and not yet reported comes before everything else: it is a matter of half an hour."""
    for one in case.deadlines:
        if (
            one.duty == "first_report"
            and one.round == case.round
            and one.state in ("running", "breached")
            and not one.met_at
        ):
            return "first report 第一報 to the head of the desk: note with report situation", handler
    return None


def _message(case: Case, handler: str) -> tuple[str, str] | None:
    for contact in case.contacts:
        if contact.after_closing and contact.direction == "in" and not contact.meaning:
            return f"say what message {contact.id} means (record_contact)", handler
    return None


def _by_stage(case: Case, handler: str) -> tuple[str, str]:
    if case.stage in ("acknowledged", "investigating"):
        return _investigation(case), handler
    if case.stage == "following_up":
        missing = missing_for_closing(case)
        last = "close (ground forwarded)" if elsewhere(case) else _confirm(case)
        return (missing[0] if missing else last), handler
    if case.stage == "closed" and not case.is_complaint:
        return "nothing more is owed; reclassify if the customer turns out not to be content", "lead"
    if case.stage == "referred":
        return f"{case.referred_to} decides (record_external_decision)", "manager"
    if case.stage == "merged":
        return f"handled in {case.merged_into}; unmerge if it was wrong", "lead"
    if case.stage == "remedy_agreed" and _being_carried_out(case):
        return "the remedy is being carried out; its receipt comes by itself", "finance"
    return _WAITS[case.stage][0], _WAITS[case.stage][1] or handler


def _confirm(case: Case) -> str:
    if agreed := to_be_confirmed(case):
        return f"ask the customer whether {agreed} has arrived (record_contact, arrived), then close"
    return "confirm with the customer, then close"


_AFTER = "aftercare and survey go out by themselves; reopen if the matter comes back"
_WAITS: dict[Stage, tuple[str, str]] = {
    "received": ("the acknowledgement leaves by itself; begin with agree_summary", ""),
    "awaiting_customer": ("the customer answers (record_answer); reminders go out by themselves", ""),
    "remedy_offered": ("the customer answers the offer (answer_offer); the reminder goes out by itself", ""),
    "remedy_agreed": ("carry the agreed remedy out (fulfil_remedy)", "finance"),
    "closed": (_AFTER, "lead"),
    "withdrawn": ("the door stays open; reopen if the customer comes back", "lead"),
}
"""What is waited for in the stages that say it all, and by whom (empty: the handler)."""


def _investigation(case: Case) -> str:
    outcome = outcome_of(case)
    if not (apologising(case) or waived(case, "apology")):
        return "apologise for the trouble (apologise, kind regret)"
    if nobody_asked(case):
        return "ask for the goods (request_item); where none come after all, correct the fact item_return (reclassify)"
    if heads := unanalysed(case):
        return f"find out why it happened{of_heads(heads, ': ')} (record_root_cause)"
    if heads := undecided(case):
        return f"decide whether it was right{of_heads(heads, ': ')} (decide)"
    if escape_unknown(case):
        return "find out why the fault was not caught (record_root_cause, escape)"
    if case.final_response_round == case.round:  # the agreed remedy could not be carried out
        return "offer another remedy (offer_remedy)"
    if heads := without_remedy(case):
        return f"offer a remedy for {', '.join(heads)} (offer_remedy), or decide again and say no_remedy"
    if outcome in RIGHT:
        return "offer a remedy (offer_remedy), or send_final_response where none is due"
    return "answer finally, with reasons (send_final_response)"


_ANY: list[Stage] = [*OPEN, "closed", "withdrawn", "merged", "referred"]
_WORKING: list[Stage] = [*OPEN, "referred"]
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
    "acknowledge": _WORKING,
    "assign": _ANY,
    "agree_summary": _WORKING,
    "apologise": _WORKING,
    "waive_apology": _WORKING,
    "record_root_cause": [*_WORKING, "withdrawn"],
    "waive_root_cause": [*_WORKING, "withdrawn"],
    "request_investigation": _WORKING,
    "request_item": _WORKING,
    "decide": _WORKING,
    "resolve_now": ["received", "acknowledged", "investigating"],
    "send_update": _WORKING,
    "send_final_response": ["investigating", "remedy_offered", "remedy_agreed", "following_up"],
    "escalate": _WORKING,
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
        or any(a.state == "awaiting_approval" and case.stage in _WORKING for a in case.apologies)
    )


def _in_doubt(case: Case) -> bool:
    return any(i.next_try is not None for o in case.offers for a in o.alternatives for i in a.items)


def _being_carried_out(case: Case) -> bool:
    agreed = accepted_offers(case)
    return case.stage == "remedy_agreed" and bool(agreed and agreed[-1].released_by)


def _can_stand_still(case: Case) -> bool:
    ours = (
        one for one in case.deadlines if one.state == "running" and one.level == "target" and one.round == case.round
    )
    return not case.paused and case.stage in _WORKING and any(not isinstance(one.due, datetime) for one in ours)


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
    "split": lambda case: len(case.heads) > 1 and case.stage in _WORKING and bool(undecided(case)),
    "pause": _can_stand_still,
    "resume": lambda case: case.paused and case.stage in _WORKING,
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
    "fulfil_remedy": lambda case: _being_carried_out(case) and not _in_doubt(case),
    "withdraw": _being_carried_out,
    "ask_customer": lambda case: case.anonymous,
    "send_letter": lambda case: case.anonymous,
    "add_prevention_task": lambda case: case.stage == "merged" and not case.causes,
}
"""Commands that the stage has but what is on record makes pointless."""
