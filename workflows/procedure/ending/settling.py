"""The end of everything: from when on a complaint takes nothing in any more, and what is kept of it then."""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from domain.errors import ComplaintSettled
from domain.labels import STAGES, both
from domain.words import ENDED
from messages.news import News
from workflows.procedure.act import Act
from workflows.procedure.alongside.retention import keep_record
from workflows.procedure.ending.closing import archive


def settles(case: Case) -> datetime | None:
    """When it settles, if it has ended; None: something is still to be done."""
    return case.settles_at if case.stage in ENDED else None


def check(act: Act) -> None:
    """Refuse what comes when aftercare, survey, windows and gates are over: nobody would see it any more."""
    last = settles(act.case)
    if last is not None and act.at >= last:
        raise ComplaintSettled.of(act.case.reference, both(act.case.stage, STAGES), last)


def settle(act: Act) -> None:
    """Nothing can follow any more: the record is kept as long as the pack asks, and the rest goes to the register."""
    keep_record(act)
    act.cancel_clocks()  # those of a merged complaint have only rested
    act.log("settled: aftercare, survey and reopening window are over")
    act.effects.append(archive(act, settled=True))


def heard_too_late(act: Act, news: News) -> None:
    """What comes in the moment of settling changes nothing here any more: it goes the way of what comes later."""
    act.effects.append(news.model_copy(update={"late": True}))


def not_told(act: Act, news: News) -> None:
    """A complaint has settled before it could be told: the register keeps it, and the lead looks in its place."""
    what = str(news.body.get("what", news.what))
    act.log(f"{news.to} has settled and was not told ({what}); the register keeps it")
    act.tell(
        "lead", f"{news.to} has settled; it was not told: {what}", "look at what it is about; the register keeps it"
    )
