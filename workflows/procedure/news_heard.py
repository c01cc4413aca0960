"""What comes without being asked for: news of other workflows, and reports. What cannot be put on record is somebody's problem."""

from __future__ import annotations

from messages.news import MergeNews, News, ObligationNews, Told
from workflows.procedure.act import Act
from workflows.procedure.alongside.obligations import obligation_news
from workflows.procedure.alongside.prevention import prevention_news
from workflows.procedure.listening.duplicates import duplicate_news
from workflows.procedure.notices import Telling


def hear(act: Act, news: News, told: Told) -> None:
    """Put what another workflow tells on the case."""
    if isinstance(told, MergeNews):
        duplicate_news(act, news.what, told)
    elif isinstance(told, ObligationNews):
        obligation_news(act, told)
    else:
        prevention_news(act, told)


def unread(act: Act, why: str) -> None:
    """A signal that is no news: nobody's workflow sends such a thing, so a person did, and meant something by it."""
    act.problem(
        UNREAD,
        f"a signal could not be read and changed nothing ({why})",
        "lead",
        "find out who sent it and do what was meant by a command; tasks and obligations tell their news by themselves; then "
        f'leave a note with settles "{UNREAD}"',
    )


UNREAD = "news/unread"


def not_recorded(act: Telling, kind: str, name: str, why: str) -> None:
    """What an effect reported does not fit the record: it is not dropped without a word."""
    key = f"report/{kind}/{name}"
    what = f"what was reported of {name or 'an effect'} ({kind}) could not be put on record: {why}"
    act.problem(key, what, "lead", f'put it on record by hand, then leave a note with settles "{key}"')
