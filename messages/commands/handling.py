"""Commands of the handling itself: receipt, people, questions, contacts, letters, escalation, notes."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field

from domain.words import ContactKind, Flag, Medium, RepresentativeKind, Severity
from messages.base import Message
from messages.commands.base import Code, Command, Judgement, Line, Oral, Reason, Whom


class Acknowledge(Oral):
    """Record that receipt was acknowledged by word of mouth: then no automatic letter goes out."""

    medium: Medium


class Assign(Judgement):
    """Give the case to a person. A change of person is a warm handover: `personal.note` tells the new one what matters."""

    to: Code
    due: AwareDatetime | date | None = None
    """By when they call the customer; by the pack's period when absent."""


class AskCustomer(Command):
    """Ask the customer something. personal: {questions: [text, …]}."""


class WithdrawQuestion(Judgement):
    """Take a question back."""

    question: Code


class RecordAnswer(Command):
    """Record the customer's answer. personal: {answer}."""

    question: Code
    medium: Medium | None = None


class Safety(Message):
    """What a person asked about safety, and was told."""

    hurt: bool
    """Anyone hurt or unwell."""
    in_use: bool
    """Still in use when asked; the caller advises to stop."""
    kept: bool
    """The customer keeps the item as it is."""
    others_at_risk: bool = False


class Wishes(Message):
    """How the customer wants to be reached from now on; what is absent stays as it was."""

    by: Annotated[list[Code], Field(max_length=8)] | None = None
    """Ways in order: `phone`, `email`, `letter`, …"""
    discreet: bool | None = None
    large_print: bool | None = None
    interpreter: bool | None = None
    no_contact: bool | None = None


class RecordContact(Command):
    """Record a contact. After closing, a person says what a message means. personal: {words, read_back?: the points as they were
    read back, mood?: as it was observed}.

    With `safety` it is the call about safety: anyone hurt, still in use, keep the item.
    """

    safety: Safety | None = None
    demand: Code | None = None
    """A demand on record (`D1`) that a lead or manager decides with `decided` and `reason`; personal.demand records a new one."""
    answer_by: date | None = None
    """With personal.demand: the day by which the customer was told that they hear; the pack's period when absent."""
    decided: Literal["declined", "met", "partly"] | None = None
    reason: Reason | None = None

    direction: Literal["in", "out"] = "in"
    medium: Medium | None = None
    contact: Code | None = None
    """An earlier contact whose meaning is now decided."""
    arrived: Literal["yes", "no"] | None = None
    """The customer's word whether the agreed remedy, carried out by its receipts, has arrived."""
    meaning: Literal["thanks", "question", "same_matter", "gave_up", "other"] | None = None
    """What a message after closing is; `gave_up` of an open case: "forget it" (もういいです), which is no withdrawal."""
    heard_out: bool = False
    """They could say all they had to say."""
    second: Code | None = None
    """Who was there too, where nobody is to be alone with the customer."""
    whom: Whom | None = None
    wishes: Wishes | None = None
    """The customer wants to be reached otherwise. With it, or by itself, personal: {address?, email?, phone?, hours?,
    not_before?, letters_to?: where letters go instead of the customer's own address}."""


class HeadAgreed(Message):
    """One head of complaint as the customer confirmed it: its id when it is on record, else only what it is about."""

    id: Code | None = None
    """A new head without one gets the next: `H1`, `H2`, …"""
    category: Code | None = None


class AgreeSummary(Command):
    """Record that summary and wished-for outcome were agreed with the customer.

    personal: {summary, desired_outcome?, heads?: {id: the point in the customer's words}, matter?: what it is about in a few words,
    as the subject lines of Japanese letters name it}.
    """

    medium: Medium | None = None
    whom: Whom | None = None
    heads: Annotated[list[HeadAgreed], Field(max_length=20)] = []
    """The heads that were confirmed or came up; without any, those on record were confirmed."""


class SendUpdate(Oral):
    """Keep the customer informed. personal: {message?}; by word of mouth (`medium`): {words}, as they were said."""


class SendLetter(Command):
    """Send a letter in one's own words (personal: {words, subject?}) or of another `kind`, or settle a letter that is stuck.

    personal, `holding_response` and `delay_notice`: {reasons_for_delay, words?}, with `new_date`; `summary_resolution`:
    {accepted: the customer's own words, words?}; `signposting`: {decision?, offer_still_open?, words?}; `interim_report`:
    {findings, open?, words?}; `investigation_report`, for the quality role: {tests: [text, …], unknown, goods?: {id: text},
    condition?, basis?, words?}; `remedy_declined`: {reasons, demand?: the customer's own words, alternative?, words?};
    `delay_apology`: {because?, words?}; `public_reply`: {words?}, at most 40 characters.
    With `effect_id`: `again` tries it again (personal: fields that were missing), `was_sent` records that it had left,
    `drop` gives it up with a reason.
    """

    kind: Literal[
        "individual",
        "holding_response",
        "delay_notice",
        "summary_resolution",
        "signposting",
        "interim_report",
        "investigation_report",
        "remedy_declined",
        "delay_apology",
        "public_reply",
    ] = "individual"
    new_date: date | None = None
    """The day by which the customer now gets the answer."""
    effect_id: str | None = None
    then: Literal["again", "was_sent", "drop"] | None = None
    reason: Reason | None = None


class RecordPost(Command):
    """Say how far a letter on paper has come: printed, handed to the post, or come back undelivered."""

    letter: Annotated[str, Field(min_length=1, max_length=200)]
    """The letter's effect id."""
    what: Literal["printed", "dispatched", "returned"]
    on: date | None = None
    """The day it was done, in the complaint's zone; today when absent."""
    tracking: Code | None = None
    """The carrier's number for it."""
    reason: Reason | None = None
    """For `returned`: what the carrier wrote on it."""


class Escalate(Judgement):
    """Raise the level: 1 lead, 2 head of the desk, 3 executive. personal: {note?}.

    Asked by the customer, without `level` and `to`: the lead calls back, and the level stays where it is.
    """

    level: Annotated[int, Field(ge=1, le=3)] | None = None
    asked_by: Literal["customer", "handler"] = "handler"
    to: Code | None = None
    """Who takes over; then `personal.note` is the handover."""
    due: AwareDatetime | date | None = None
    """By when the lead, or who takes over, calls the customer; by the pack's period when absent."""


class AcknowledgeEscalation(Command):
    """Somebody at the new level has taken it on."""


class DeEscalate(Judgement):
    """Lower the level."""

    level: Annotated[int, Field(ge=0, le=2)] = 0


class Extend(Judgement):
    """Put on record that more time was taken for a duty and that the customer was told so before its limit."""

    days: Annotated[int, Field(ge=1, le=1_000)]
    """In the unit of the pack's rule: business or calendar days."""
    duty: Code | None = None
    """The duty; may be left out where only one of those running can be extended."""
    medium: Medium | None = None
    """How the customer was told."""
    done_at: AwareDatetime | None = None
    """When the customer was told; the instant of the command when absent."""


class AddClosedDay(Judgement):
    """Count a holiday that was proclaimed after the complaint was opened. Dates ahead move; one that has passed never does."""

    day: date
    """The local day that is closed; after today."""
    name: Code
    name_ja: Line = ""
    calendar: Code
    """The calendar it was proclaimed for; a complaint that counts in another one refuses it."""
    source: Reason
    """Who proclaimed it, and where that can be read."""


class Pause(Judgement):
    """Let the firm's own targets stand still while nothing can be done; no statutory clock stops."""


class Resume(Judgement):
    """Let the firm's own targets run again; what was left of them is counted from the next day."""


class Reclassify(Judgement):
    """Correct category, severity, product or the substance flags; or what kind of contact it is."""

    kind: ContactKind | None = None
    """`complaint`, once the customer is not content; anything else where a complaint was opened wrongly (a lead)."""
    since: Literal["receipt", "now"] = "receipt"
    """From when a complaint's dates count: the first receipt, or `now` where no dissatisfaction was in it."""

    category: Code | None = None
    severity: Severity | None = None
    product: Code | None = None
    flags: list[Flag] | None = None
    facts: dict[Code, Any] = {}
    """What the pack asks for and turned out later; dates are counted anew from their original events."""


class OpenObligation(Judgement):
    """Open what is owed to an authority beside this complaint: one obligation for each duty of the pack."""

    pack: Code
    duties: list[Code] = []
    """Only these duties of the pack; all when empty."""
    first_employee_aware: AwareDatetime | None = None
    """When the first word reached any employee; as the intake says when absent, else the receipt."""
    facts: dict[str, Any] = {}
    """What the pack asks for (`incident_class`, `suspected_malicious`)."""
    owner: Code | None = None
    """Staff id, or a role; the lead when absent."""


class DeclineObligation(Judgement):
    """Decide that a pack that was proposed does not apply."""

    pack: Code


class AuthoriseRepresentative(Judgement):
    """Put on record who speaks for the customer and whether they may. Evidence is named, never copied here.

    personal: {representative?: {name, relation?, contact?}}: who turns up later, or in another's place; of who is on record
    only what changes.
    """

    authority: Literal["none", "claimed", "evidenced", "ended"]
    """`ended`: they no longer speak for the customer, and letters go to the customer again."""
    kind: RepresentativeKind | None = None
    evidence: Annotated[list[Code], Field(max_length=20)] = []
    """Ids of the documents that show it: a mandate, a court order, a certificate of death."""


class Split(Judgement):
    """Make a complaint of its own of some heads, from the same receipt."""

    heads: Annotated[list[Code], Field(min_length=1, max_length=19)]
    """Ids of the heads that go; at least one stays."""
    category: Code | None = None
    """What the new complaint is about; the first head's category when absent."""
    policy: Code | None = None
    """The new complaint's pack; the same as here when absent."""


class Note(Command):
    """Leave a note on the case; never refused. personal: {text}.

    Staff may also put on record what happened outside (`event`) and that a duty was met by hand (`meets`), and report on what is
    critical to the head of the desk (`report`; personal: {text: what is known, unknown: what is not}).
    """

    report: Literal["situation", "stood_down"] | None = None
    """`situation`: the first report or a further one; `stood_down`: a lead or manager ends the reports."""

    settles: Code | None = None
    """The key of a problem that was settled by hand: the note says how, and the problem is over."""
    event: Code | None = None
    """Something that dates of the pack depend on: `item_received`, `holding_response_sent`, …"""
    meets: Code | None = None
    """A duty that was met by hand: the note says how."""
    done_at: AwareDatetime | None = None
    """When that was; the instant of the command when absent."""
