"""Effects on their way out, and their outcomes on the way back: activities in the words of the case."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from temporalio import workflow
from temporalio.exceptions import ActivityError, ApplicationError, FailureError

from domain import errors
from domain.case import Case
from messages.decisions import PolicySnapshot
from messages.deeds import (
    Archive,
    CallOff,
    FileLinked,
    LetterOrder,
    LetterReceipt,
    PostMarked,
    RemedyOrder,
    RemedyReceipt,
)
from messages.like_cases import LikeAsked, LikeFound
from messages.news import News
from messages.obligations import ObligationStart
from messages.tasks import TaskStart
from workflows import options
from workflows.deciding import decided
from workflows.procedure.act import Act, Effect
from workflows.procedure.alongside import obligations
from workflows.procedure.dates.more_time import leaving_looks_back
from workflows.procedure.ending import settling
from workflows.procedure.happenings import leaving
from workflows.procedure.listening import splitting
from workflows.procedure.past import NOTHING, Past
from workflows.procedure.remedies import fulfilment, like_cases
from workflows.procedure.writing import letter_receipts, post
from workflows.writer import Item

WAITS_FOR_A_PERSON = ("MissingContent", "WordsRefused", "Undeliverable", "NobodyReachable")
"""Faults of a letter that no second try mends."""


def domain_error(error: FailureError) -> errors.ComplaintError:
    """The refusal an activity raised, as the domain's own error. `error` is the activity's own or wraps it."""
    cause = error if isinstance(error, ApplicationError) else error.cause
    if isinstance(cause, ApplicationError):
        kind = getattr(errors, cause.type or "", None)
        if isinstance(kind, type) and issubclass(kind, errors.ComplaintError):
            return kind(cause.message)
        return errors.ComplaintError(cause.message)
    return errors.ComplaintError("the complaint could not be opened; see the worker's log")


async def carry_out(effect: Effect) -> Item | None:
    """Carry one effect out and return what it reports, if anything. Faults are reports too: they never leave here."""
    return await _CARRIED_OUT[type(effect)](effect)


async def _call_off(call: CallOff) -> None:
    await decided("call_off_letter", call, f"Call off: {call.kind}", str)


async def _task(start: TaskStart) -> None:
    await workflow.execute_activity(
        "open_task", start, result_type=str, summary=f"Prevention task {start.task_id}", **options.NEWS
    )


async def _post(mark: PostMarked) -> None:
    await workflow.execute_activity(
        "mark_post", mark, summary=f"Post: {mark.state} {mark.effect_id}"[:200], **options.NEWS
    )


async def _news(news: News) -> Item | None:
    told = await workflow.execute_activity(
        "tell_complaint", news, result_type=str, summary=f"News for {news.to}", **options.NEWS
    )
    return None if told == "told" else Item("news_late", str(news.body.get("what", news.what)), news)


async def _archive(ending: Archive) -> None:
    await decided("archive_case", ending, "Register the outcome")


async def _like(asked: LikeAsked) -> Item:
    return Item("like", "", await decided("find_like_cases", asked, "Like cases: what they got", LikeFound))


async def _letter(order: LetterOrder) -> Item | None:
    try:
        receipt = await workflow.execute_activity(
            "deliver_letter", order, result_type=LetterReceipt, summary=f"Letter: {order.kind}", **options.LETTER
        )
    except ActivityError as error:
        cause = error.cause
        if isinstance(cause, ApplicationError) and cause.type == "CalledOff":
            return None  # given up meanwhile: the case knows
        if isinstance(cause, ApplicationError) and cause.type in WAITS_FOR_A_PERSON:
            return Item("letter_blocked", order.effect_id, cause.message)
        return Item("letter_failed", order.effect_id, _short(error))
    return Item("letter", order.effect_id, receipt)


async def _obligation(start: ObligationStart) -> Item | None:
    try:
        await workflow.execute_activity(
            "start_obligation", start, result_type=str, summary=f"Obligation {start.id}"[:200], **options.NEWS
        )
    except ActivityError as error:  # the pack is gone, or needs a calendar: a person mends it
        cause = error.cause
        return Item("obligation_failed", start.id, cause.message if isinstance(cause, ApplicationError) else "a fault")
    return None


async def _linked(filing: FileLinked) -> Item | None:
    try:
        await workflow.execute_activity(
            "file_linked", filing, result_type=str, summary=f"Split: {filing.reference}"[:200], **options.NEWS
        )
    except ActivityError as error:
        cause = error.cause
        why = cause.message if isinstance(cause, ApplicationError) else "a fault"
        return Item("split_failed", why, filing)
    return None


async def _remedy(order: RemedyOrder) -> Item:
    try:
        receipt = await workflow.execute_activity(
            "carry_out_remedy",
            order,
            result_type=RemedyReceipt,
            summary=f"Remedy: {order.action} {order.kind}",
            **options.REMEDY,
        )
    except ActivityError as error:
        return Item("remedy_failed", order.effect_id, _short(error))
    return Item("remedy", order.effect_id, receipt)


_CARRIED_OUT: dict[type, Callable[[Any], Awaitable[Item | None]]] = {
    LetterOrder: _letter,
    CallOff: _call_off,
    PostMarked: _post,
    RemedyOrder: _remedy,
    TaskStart: _task,
    ObligationStart: _obligation,
    FileLinked: _linked,
    News: _news,
    LikeAsked: _like,
    Archive: _archive,
}


def _short(error: ActivityError) -> str:
    cause = error.cause
    return (cause.type or "fault") if isinstance(cause, ApplicationError) else type(cause).__name__


def instant_of(item: Item) -> datetime | None:
    """The instant an outcome itself carries (a letter's or a payment's), if it does."""
    if isinstance(item.body, LetterReceipt):
        return item.body.sent_at
    return item.body.done_at if isinstance(item.body, RemedyReceipt) else None


def events_of(item: Item, case: Case, policy: PolicySnapshot) -> tuple[str, ...]:
    """The events an outcome is: the dates anchored on them are decided with it."""
    if item.kind == "remedy":
        return fulfilment.ends_with_it(case, policy) if item.body.state == "done" else ()
    if item.kind != "letter" or item.body.state != "sent":
        return ()
    letter = letter_receipts.find_letter(case, item.name)
    return leaving(letter.kind, case, policy) if letter is not None and letter.round == case.round else ()


def past_of(item: Item, case: Case, policy: PolicySnapshot, at: datetime) -> Past:
    """What has to be known of the past to decide the dates that an outcome moves."""
    left = item.kind == "letter" and item.body.state == "sent"
    return leaving_looks_back(case, policy, item.name, at) if left else NOTHING


def note_outcome(act: Act, item: Item) -> None:
    """Put an outcome on the case."""
    if item.kind == "letter":
        {
            "sent": letter_receipts.letter_sent,
            "waiting": letter_receipts.letter_waits,
            "unknown": letter_receipts.letter_unknown,
            "to_post": post.letter_to_post,
        }[item.body.state](act, item.body)
    elif item.kind == "letter_blocked":
        letter_receipts.letter_blocked(act, item.name, item.body)
    elif item.kind == "letter_failed":
        letter_receipts.letter_failed(act, item.name, item.body)
    elif item.kind == "remedy":
        fulfilment.remedy_receipt(act, item.body)
    elif item.kind == "news_late":
        settling.not_told(act, item.body)
    elif item.kind == "obligation_failed":
        obligations.not_started(act, item.name, item.body)
    elif item.kind == "like":
        like_cases.found(act, item.body)
    elif item.kind == "split_failed":
        splitting.failed(act, item.body, item.name)
    elif item.kind == "remedy_failed":
        fulfilment.remedy_failed(act, item.name, item.body)
