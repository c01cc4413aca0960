"""What a prevention task, an obligation or a merged duplicate tells a complaint, and how it is read: anybody can send a signal."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, StringConstraints, ValidationError

from domain.errors import InvalidCommand
from domain.parallel import ObligationState
from domain.record import Due
from domain.task import TaskState
from domain.words import Verdict
from messages.base import Message
from messages.intake import argument_hash, first_fault


class News(Message):
    """What another workflow has to tell a complaint."""

    to: str
    """Reference of the complaint."""
    at: AwareDatetime
    what: Literal["prevention", "obligation", "merged", "unmerged"]
    body: dict[str, Any] = {}
    """A `Told` as JSON."""
    late: bool = False
    """It reached the complaint when that had just settled: only the register takes it in any more."""

    @property
    def key(self) -> str:
        """Its name for ever, without a word of what people wrote: what, about which task, obligation or complaint, and when."""
        about = self.body.get("task_id") or self.body.get("id") or self.body.get("reference") or ""
        return f"{self.what}/{about}/{argument_hash(self.body)}/{self.at.isoformat()}"


def _aware(due: date | datetime) -> date | datetime:
    if isinstance(due, datetime) and due.tzinfo is None:
        raise ValueError("an instant needs its offset")
    return due


Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Words = Annotated[str, StringConstraints(max_length=10_000)]


class Successor(Message):
    """The task that takes an ineffective one's place."""

    task_id: Name
    due: date
    title: Words = ""
    """The measure; empty: that of the one before, until a stronger one is found."""


class PreventionNews(Message):
    """What became of a prevention task; what is not given is as it was."""

    task_id: Name
    what: Words = ""
    state: TaskState | None = None
    owner: Name | None = None
    due: date | None = None
    done_on: date | None = None
    verdict: Verdict | None = None
    successor: Successor | None = None


class ObligationNews(Message):
    """What became of an obligation; what is not given is as it was."""

    id: Name
    what: Words = ""
    state: ObligationState | None = None
    owner: Name | None = None
    due: Annotated[Due, AfterValidator(_aware)] | None = None
    breached: bool | None = None


class MergeNews(Message):
    """Another complaint was joined to this one, or taken apart again."""

    reference: Name
    handled_in: Name | None = None
    """The complaint that this one was joined to was itself joined to that one."""


Told = PreventionNews | ObligationNews | MergeNews
_TOLD: dict[str, type[PreventionNews] | type[ObligationNews] | type[MergeNews]] = {
    "prevention": PreventionNews,
    "obligation": ObligationNews,
    "merged": MergeNews,
    "unmerged": MergeNews,
}


def read_news(sent: Any) -> tuple[News, Told]:
    """Read a signal.

    Raises:
        InvalidCommand: it is no news; names the field, never its value.
    """
    try:
        news = News.model_validate(sent)
        return news, _TOLD[news.what].model_validate(news.body)
    except ValidationError as error:
        raise InvalidCommand(f"news: {first_fault(error)}") from None
