"""A day that is written to a customer is a promise: it is one on record, or a date that runs, or it is promised first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from domain.case import Case
from domain.errors import WordsRefused
from messages.commands import Command
from policies.moments import local_day
from workflows.procedure.act import Act

PROMISING = ("send_letter", "send_update", "apologise", "send_final_response", "refer", "forward", "request_item")
"""Commands by which somebody says in their own words what comes. What an offer or a measure says has a day of its own on record;
what a decision finds, and what is asked in a question, promises nothing."""
TOLD_US = "personal.told_us"
"""The customer's own account."""


def check(act: Act, name: str, command: Command) -> None:
    """Refuse a day to come on which nothing is promised and nothing is due.

    Raises:
        WordsRefused: naming the field and the day, how to promise it, and the days there are.
    """
    if name not in PROMISING:
        return
    known = {*_on_record(act), *_of(command, act.case)}
    for one in act.days_named:
        if one.field != TOLD_US and one.day not in known:
            there = ", ".join(str(day) for day in sorted(known) if day >= local_day(act.at, ZoneInfo(act.case.zone)))
            raise WordsRefused(
                f'{name}: {one.field}: on {one.day} nothing is promised or due: promise {{"what": "answer", "due": "{one.day}", '
                f'"personal": {{"what": "…"}}}} first, or write a day that is ({there or "there is none"}); a day that is no '
                "promise of ours stands in quotation marks"
            )


def _on_record(act: Act) -> Iterator[date]:
    """The days that a letter may name: of promises, duties, what comes by itself, and what was agreed or set."""
    case = act.case
    kept = [one for one in case.promises if one.state not in ("broken", "released")]
    runs = [one for one in case.deadlines if one.state in ("running", "suspended")]
    yield from _days(case, *(one.since for one in kept))
    yield from _days(case, *(one.due for one in kept), *(one.due for one in runs), *(one.due for one in case.waits))
    yield from _days(case, *(one.due for one in act.dates))
    yield from _days(case, *(one.day for one in case.rights), *(one.until for one in case.restrictions))
    yield from _days(case, *(one.due for one in case.prevention if one.state != "cancelled"))
    yield from _days(case, *(one.answer_by for one in case.offers), *(one.kept_until for one in case.items))


def _of(command: Command, case: Case) -> Iterator[date]:
    """The days that the command itself sets, such as the new date of a holding response."""
    for field in type(command).model_fields:
        value = getattr(command, field)
        yield from _days(case, *(value if isinstance(value, list) else [value]))


def _days(case: Case, *found: object) -> Iterator[date]:
    for one in found:
        if isinstance(one, datetime):
            yield local_day(one, ZoneInfo(case.zone))
        elif isinstance(one, date):
            yield one
