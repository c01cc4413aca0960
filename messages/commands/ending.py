"""Commands that end, re-open or hand a complaint on."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from domain.words import ClosingGround
from messages.commands.base import Code, Command, Judgement, Reason


class RequestReview(Command):
    """The customer asks for a review; no reason needed. Another person decides. personal: {words?}."""


class Refer(Judgement):
    """Refer the matter to an outside body. personal: {body_name?, words?}."""

    body: Code


class RecordExternalDecision(Command):
    """Record the outside body's decision. personal: {text?}."""

    outcome: Literal["for_customer", "for_firm", "settled", "no_jurisdiction"]
    we: Literal["follow", "settle", "refuse"] = "follow"
    reason: Reason | None = None


class Withdraw(Command):
    """The customer's own clear word; giving up is not withdrawal. personal: {words}."""


class Merge(Judgement):
    """Join this duplicate to the complaint that goes on."""

    into: Code


class Unmerge(Judgement):
    """Undo a merge."""


class Close(Command):
    """Close, on a stated ground. personal: {words?} (for `accepted`: the customer's own)."""

    ground: ClosingGround
    reason: Reason | None = None
    heard_by: Code | None = None
    """For `accepted`: who heard the customer say so; the one who commands when absent."""
    tries: Annotated[list[AwareDatetime], Field(max_length=20)] = []
    """For `not_reachable`: when it was tried."""
    called_at: AwareDatetime | None = None
    """For `gave_up`: when a lead called once more."""


class AnswerSurvey(Command):
    """The customer's answer, 1 (bad) to 5 (good). personal: {words?}."""

    score: Annotated[int, Field(ge=1, le=5)]


class Reopen(Judgement):
    """Start a new round."""
