"""The days a letter may state: what is due and what was promised, in the complaint's own zone."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from domain.case import Case
from domain.dates import Promise
from messages.decisions import PolicySnapshot
from policies.moments import local_day as local_date
from workflows.procedure.happenings import limits_of_answer


def post_by(case: Case, duties: list[str]) -> date | datetime | None:
    """By when a letter that meets these duties has to be posted: the first of them that still runs."""
    running = [one for one in case.deadlines if one.duty in duties and one.round == case.round]
    first = min((one for one in running if one.state == "running"), key=lambda one: one.late_from, default=None)
    return first.due if first else None


def local_day(at: date | datetime, case: Case) -> str:
    """The local date of an instant (or a date) in the complaint's zone, as ISO text."""
    return local_date(at, ZoneInfo(case.zone)).isoformat()


def due_day(case: Case, duty: str) -> str | None:
    """The date on which a running duty is due, as ISO text: what a letter may promise."""
    for deadline in reversed(case.deadlines):
        if deadline.duty == duty and deadline.round == case.round and deadline.state == "running":
            return iso_day(deadline.due)
    return None


def answer_day(case: Case, policy: PolicySnapshot) -> str | None:
    """By when the final response is due, whatever the pack calls that duty, as ISO text."""
    others = [day for duty in sorted(limits_of_answer(case, policy)) if (day := due_day(case, duty))]
    return due_day(case, "final_response") or min(others, default=None)


def iso_day(due: date | datetime) -> str:
    """The day of a date or instant as ISO text."""
    return (due.date() if isinstance(due, datetime) else due).isoformat()


_CONTACTS = ("call_back", "visit", "answer", "report")
"""Promises by which the customer hears from us."""


def next_contact(case: Case) -> dict[str, Any]:
    """By when the customer hears from us next, where the policy or a person promises it, with the hours where they were."""
    days = [day for duty in ("first_reply", "progress_update") if (day := due_day(case, duty))]
    promised = [one for one in case.promises if one.state == "open" and one.what in _CONTACTS and not one.to]
    days += [local_day(one.due, case) for one in promised]
    if not days:
        return {}
    by_the_hour = [one for one in promised if isinstance(one.due, datetime) and local_day(one.due, case) == min(days)]
    hours = {"next_contact": when(min(by_the_hour, key=lambda one: one.late_from))} if by_the_hour else {}
    return {"next_contact_by": min(days)} | hours


def when(promise: Promise) -> dict[str, str]:
    """A promise's day or window as a letter takes it."""
    window = {"from": promise.since.isoformat()} if promise.since else {}
    return {"due": promise.due.isoformat()} | window


def next_word(case: Case) -> dict[str, Any]:
    """The same, where the answer itself may come first: nobody is told of a report for a day after the answer."""
    known = next_contact(case)
    answer = due_day(case, "final_response")
    return {"next_contact_by": answer} if known and answer and answer < known["next_contact_by"] else known
