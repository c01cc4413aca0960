"""Commands about what other people find out, and about goods that come back."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from messages.commands.base import Code, Command, Oral


class RequestInvestigation(Command):
    """Ask a department, a supplier or a colleague to find something out (調査依頼). personal: {question}."""

    to: Code
    """A staff id, or the name of a department or supplier: then whoever asks is reminded to ask."""
    due: date
    escalate_to: Code | None = None
    """Staff id or role in *their* line who hears of it when it is overdue; the lead when absent."""


class RecordFinding(Command):
    """Record what was found. personal: {finding}."""

    investigation: Code
    result: Literal["found", "nothing_found", "not_possible"] = "found"
    evidence: Annotated[list[Code], Field(max_length=50)] = []


class RequestItem(Oral):
    """Ask the customer for the goods (現品), by letter, or as it was asked by word of mouth (`medium`); never a condition of urgent
    help. personal: {what, packaging?}.
    """

    prepaid: bool = True
    """We pay the carriage."""
    lot: Code | None = None
    until: date | None = None
    """By when we ask for them."""


class RecordItem(Command):
    """Record what became of the goods. personal: {condition: of `arrived`, words: the customer's own of `consent`}.

    Goods that came without having been asked for have no id yet: `what` arrived without `item`, personal: {what: which goods}.
    """

    item: Code | None = None
    what: Literal["sent", "arrived", "consent", "tested", "returned", "kept", "disposed", "lost", "refused"]
    """`consent`: the customer agrees to what `for` says; `refused`: there are none, or they never come."""
    for_: Annotated[Literal["test", "disposal"] | None, Field(alias="for")] = None
    """`consent`: to a test that destroys, or to disposal; each takes words of its own."""
    destructive: bool = False
    """The test destroys the goods."""
    until: date | None = None
    """`kept`: until that day."""
    evidence: Annotated[list[Code], Field(max_length=50)] = []
    """Ids of photographs and test reports."""
    done_at: AwareDatetime | None = None
    """When it was; the instant of the command when absent."""
