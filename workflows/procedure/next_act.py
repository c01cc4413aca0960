"""What is to be done next, by whom and by when."""

from __future__ import annotations

from typing import NamedTuple

from domain.case import Case
from domain.closing import (
    apologising,
    elsewhere,
    escape_unknown,
    missing_for_closing,
    of_heads,
    outcome_of,
    waived,
)
from domain.heads import RIGHT, unanalysed, undecided, without_remedy
from domain.lifecycle import WORKING
from domain.words import Stage
from messages.japanese import in_japanese
from workflows.procedure.dates.next_date import NextDate, first_date
from workflows.procedure.ending.aftercare import to_come
from workflows.procedure.investigating.goods_awaited import nobody_asked
from workflows.procedure.remedies.agreed import being_carried_out
from workflows.procedure.remedies.arrival import to_be_confirmed
from workflows.procedure.staff.levels import owner_role
from workflows.procedure.writing.letter_approval import waiting
from workflows.procedure.writing.post import post_the_letter, until_morning

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
    if case.stage not in WORKING:
        return None  # kept for an unmerge
    for offer in case.offers:
        if offer.state == "awaiting_approval" and offer.approvals_needed:
            return f"approve or decline_approval of offer {offer.id}", offer.approvals_needed[0]
    for apology in case.apologies:
        if apology.state == "awaiting_approval":
            return f"approve or decline_approval of apology {apology.id}", apology.approver or "lead"
    return None


def _report(case: Case, handler: str) -> tuple[str, str] | None:
    """What is critical and not yet reported comes before everything else: it is a matter of half an hour, while it is worked on."""
    if case.stage not in WORKING:
        return None
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
    if case.stage == "closed":
        return _AFTER[to_come(case)], "lead"
    if case.stage == "referred":
        return f"{case.referred_to} decides (record_external_decision)", "manager"
    if case.stage == "merged":
        return f"handled in {case.merged_into}; unmerge if it was wrong", "lead"
    if case.stage == "remedy_agreed" and being_carried_out(case):
        return "the remedy is being carried out; its receipt comes by itself", "finance"
    return _WAITS[case.stage][0], _WAITS[case.stage][1] or handler


def _confirm(case: Case) -> str:
    if agreed := to_be_confirmed(case):
        return f"ask the customer whether {agreed} has arrived (record_contact, arrived), then close"
    return "confirm with the customer, then close"


_AFTER = {
    ("aftercare", "survey"): "aftercare and survey go out by themselves; reopen if the matter comes back",
    ("aftercare",): "the aftercare letter goes out by itself; reopen if the matter comes back",
    ("survey",): "the survey goes out by itself; reopen if the matter comes back",
    (): "reopen if the matter comes back",
}
"""What is next when it is closed, by what the customer is still to be asked."""
_WAITS: dict[Stage, tuple[str, str]] = {
    "received": ("the acknowledgement leaves by itself; begin with agree_summary", ""),
    "awaiting_customer": ("the customer answers (record_answer); reminders go out by themselves", ""),
    "remedy_offered": ("the customer answers the offer (answer_offer); the reminder goes out by itself", ""),
    "remedy_agreed": ("carry the agreed remedy out (fulfil_remedy)", "finance"),
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
