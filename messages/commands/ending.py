"""Commands that end, re-open or hand a complaint on."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from domain.words import ClosingGround, Medium
from messages.commands.base import Code, Command, Judgement, Oral, Reason


class RequestReview(Command):
    """The customer asks for a review; no reason needed. Another person decides. personal: {words?}."""


class Refer(Judgement):
    """Refer the matter to an outside body. personal: {body_name?, words?}."""

    body: Code


class Forward(Oral, Judgement):
    """Pass on what is another firm's matter; with `medium` phone, visit, in_person or chat the customer was told so.

    personal: {firm_name, why: what the customer is told, firm_contact?, consent: the customer's own words?,
    heads: {id: text}?, words?}.
    """

    to: Code
    """The other firm, by a code of the desk's own."""
    heads: Annotated[list[Code], Field(max_length=50)] = []
    """The heads of complaint that go; all of the complaint when absent."""
    consent: Medium
    """How the customer agreed that it is passed on."""
    consent_of: Literal["customer", "representative"] = "customer"
    passed_on_at: AwareDatetime | None = None
    """When the other firm got it; without it `due` says by when it will."""
    due: AwareDatetime | date | None = None
    """By when it is passed on: a promise to the customer."""


class RecordExternalDecision(Command):
    """Record the outside body's decision, also of one that was asked after closing. personal: {text?}."""

    outcome: Literal["for_customer", "for_firm", "settled", "no_jurisdiction"]
    we: Literal["follow", "settle", "refuse"] = "follow"
    reason: Reason | None = None
    """Why it is not followed."""
    body: Code | None = None
    """Who decided, where the complaint was never referred."""
    comply_by: AwareDatetime | date | None = None
    """By when it is carried out: a promise to the body."""


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
    heard_at: AwareDatetime | None = None
    """For `accepted`: when; the instant of the command when absent."""
    arrived: bool = False
    """For `accepted`, where something was agreed: the customer said that it has arrived (or record_contact with `arrived`)."""
    to: Code | None = None
    """For `handed_on`: who answers it now."""
    tries: Annotated[list[AwareDatetime], Field(max_length=20)] = []
    """For `not_reachable`: when it was tried."""
    called_at: AwareDatetime | None = None
    """For `gave_up`: when a lead called once more."""


class AnswerSurvey(Command):
    """The customer's answer: three questions, 1 (no) to 5 (yes), or one number for all of it. personal: {words?}."""

    score: Annotated[int, Field(ge=1, le=5)] | None = None
    """All in all, 1 (bad) to 5 (good); the mean of the answers when absent."""
    heard: Annotated[int, Field(ge=1, le=5)] | None = None
    """We heard them out."""
    informed: Annotated[int, Field(ge=1, le=5)] | None = None
    """They knew what was going on, and the answer was clear."""
    fair: Annotated[int, Field(ge=1, le=5)] | None = None
    """We were fair, and kept our promises."""


class Reopen(Judgement):
    """Start a new round."""
