"""Commands on the substance: apology, cause, decision, remedy, prevention."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from domain.words import ApologyKind, CauseSide, Ground, Measure, Medium, Outcome, PreventionKind, RemedyKind
from messages.base import Message
from messages.commands.base import Code, Command, Judgement, Line, Oral, Reason

Heads = Annotated[list[Code], Field(max_length=20)]
"""Ids of heads of complaint."""
Documents = Annotated[list[Code], Field(max_length=50)]
"""Ids of documents: they are named, never copied here."""


class Apologise(Oral):
    """Apologise. personal, for regret: {told_us, words?}; for responsibility: {wrong, because?, words?}; oral: {words}."""

    kind: ApologyKind


class WaiveApology(Judgement):
    """Decide, with a reason, that no apology is owed."""


class RecordRootCause(Command):
    """Record a cause. personal: {statement, whys?: [..], contributing?: [..], tested?}."""

    method: Literal["5_whys", "fishbone", "test", "interview", "document_review"]
    category: Code
    result: Literal["found", "undetermined", "not_reproduced"] = "found"
    escape: bool = False
    """True for the cause why we did not catch it (流出原因), else the cause why it happened (発生原因)."""
    evidence: Annotated[list[Code], Field(max_length=50)] = []
    heads: Heads = []
    """The heads of complaint it explains; all of them when empty."""


class WaiveRootCause(Judgement):
    """Decide, with a reason, that no analysis is needed."""

    heads: Heads = []
    """The heads of complaint it is about; all of them when empty."""


class HeadDecision(Message):
    """The decision on one head of complaint."""

    head: Code = "all"
    outcome: Outcome
    no_remedy: Reason | None = None
    """Where it was right all the same: why nothing is due to the customer."""
    owed_under: Line | None = None
    """The law, contract or guarantee that gives the customer a right here: a remedy for this head is then no kindness."""


class Decide(Command):
    """Decide whether the complaint was right. personal: {head id: {found, weighed?, reasons}} or, for one head, the same flat."""

    heads: Annotated[list[HeadDecision], Field(min_length=1, max_length=20)]


class ItemOffered(Message):
    """One part of a remedy; `amount` is a decimal number as text, with `currency`."""

    kind: RemedyKind
    ground: Ground
    amount: Code | None = None
    currency: Code | None = None
    heads: Heads = []
    """The heads of complaint it is for; all of them when empty."""
    documents: Documents = []
    """Of expenses: ids of the receipts, as far as they are here; the others come with `fulfil_remedy`."""


class AlternativeOffered(Message):
    """One of up to three alternatives."""

    items: Annotated[list[ItemOffered], Field(min_length=1, max_length=10)]


class OfferRemedy(Command):
    """Offer a remedy, in one to three alternatives. personal: {descriptions: {"A": text, …}, words?}."""

    alternatives: Annotated[list[AlternativeOffered], Field(min_length=1, max_length=3)]
    reason: Reason | None = None


class Approve(Command):
    """Approve an offer, an apology or a letter that waits for it."""

    what: Code
    """Its id, e.g. `O1`, `A2` or `L3`."""
    text: Code | None = None
    """Of a letter, and needed there: the hash of the text that was read, as the view shows it; another one is refused."""


class DeclineApproval(Judgement):
    """Send it back with a reason."""

    what: Code


class SignedAgreement(Message):
    """A settlement as the customer signed it."""

    document: Code
    """Its id where it is kept."""
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    signed_on: date
    """The day of the customer's signature."""


class AnswerOffer(Command):
    """Record the customer's answer. personal: {words?, counter?}."""

    offer: Code | None = None
    """The open offer when absent."""
    answer: Literal["accepted", "rejected", "countered"]
    alternative: Code | None = None
    """Which alternative was accepted (`A`, `B`, `C`); may be left out when there was one."""
    agreement: SignedAgreement | None = None
    """The signed document; without it no settlement is accepted."""
    medium: Literal["letter", "email", "phone", "visit", "in_person", "chat", "message"] | None = None


class FulfilRemedy(Command):
    """Carry the agreed remedy out. Who offered does not release money.

    With `effect_id`: a part whose outcome is not known was looked up in the provider's books, and what they say is `found`.
    """

    effect_id: str | None = None
    found: Literal["done", "refused"] | None = None
    receipt: Code | None = None
    """The provider's receipt, as its books show it."""
    reason: Reason | None = None
    documents: Documents = []
    """Ids of the receipts against which expenses are paid, where the offer named none."""


class AddPreventionTask(Command):
    """Open a prevention task. `title` is what the quality team reads in lists: the measure, no names.

    personal: {text?, to_customer?: how letters name the measure, without what is internal}.
    """

    kind: PreventionKind
    owner: Code
    due: date
    title: Line
    cause: Code | None = None
    measure: Measure | None = None
    """How strong it is, `eliminate` the strongest; training or a reminder alone has to convince the quality team."""
    addresses: CauseSide | None = None
    """Which side of the cause it answers; that of `cause` when absent."""
    follows: Code | None = None
    """The task whose successor this is."""
    undecided: bool = False
    """What is to be done is to be found by the due day; letters say that the customer hears of it by then."""


class DecideNoPrevention(Judgement):
    """Decide, with a reason, that nothing need be prevented."""


class TaskToOpen(Message):
    """A prevention task as `add_prevention_task` takes it."""

    kind: PreventionKind
    owner: Code
    due: date
    title: Line


class ResolveNow(Oral):
    """Settle a complaint in the first contact: one command for what was said, decided, given and accepted.

    personal: {summary, apology, words (of acceptance, the customer's own), cause?, found?, reasons?, remedy?, desired_outcome?,
    mood?}.
    """

    medium: Medium
    outcome: Outcome
    """The decision on the whole of it."""
    cause: Code
    """Category of the cause, as in `record_root_cause`."""
    remedy: Annotated[list[ItemOffered], Field(max_length=10)] = []
    """What the customer gets, within one's own limit; empty where hearing, explaining and apologising were enough."""
    prevention: Literal["yes", "no", "known"]
    """`yes`: `task` says what; `no`: `reason` says why not; `known`: `known_issue` names what covers it already."""
    task: TaskToOpen | None = None
    known_issue: Code | None = None
    reason: Reason | None = None


class SendFinalResponse(Oral):
    """Send the final response. personal: {apology?, alternative?, words?}; facts and reasons come from the decision.

    A no needs `alternative`, what we can still do or why there is nothing, unless something was offered all the same.
    What the pack asks for beside it: {complaint_definition?, how_considered?, remedy?, outstanding_actions?, steps_taken?}.
    """
