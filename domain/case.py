"""The facts of one complaint: the only state its workflow keeps, carried whole from run to run.

Everything here is JSON and only grows. What is personal lies under `personal` and may be `None` (erased). Nobody but the
workflow's single writer changes a case.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from pydantic import ConfigDict

from domain.parallel import Obliged, ParallelPack
from domain.record import Personal, Record
from domain.words import (
    ApologyKind,
    ClosingGround,
    ConductKind,
    DeadlineState,
    DutyLevel,
    Ground,
    LetterKind,
    Locale,
    Mandate,
    Outcome,
    PreventionKind,
    PromiseKind,
    RemedyKind,
    Severity,
    Stage,
    Substance,
    Verdict,
)


class Deadline(Record):
    """One duty's date in one round. `breached` is for ever; `met_at` may still follow it."""

    duty: str
    level: DutyLevel
    round: int
    state: DeadlineState = "running"
    due: date | datetime
    late_from: datetime
    warn_at: datetime | None = None
    warnings: dict[str, datetime] = {}
    """Later rungs before the breach: share (`90%`) or time left (`1_business_days_left`) → instant."""
    anchor_event: str
    anchor_at: datetime
    certificate_id: str = ""
    why: str = ""
    met_at: datetime | None = None
    extended: bool = False
    """Given more time once; there is no second time."""
    shortened: bool = False
    """A rung of the ladder brought it forward: counted anew it would be longer again."""
    told_at: datetime | None = None
    """When the customer was told of that."""
    extension_days: int = 0
    """How many days it was, in the unit of the pack's rule."""
    cap_lifted_by: str = ""
    """Who lifted the rule's cap for it, by id."""
    fired: list[str] = []
    """Rungs of the ladder that have fired (`warning`, `90%`, `breach`): each once."""


class Right(Record):
    """A day that nobody can miss: a right that opens by time alone (gate), the last day of a step (window) or of a record."""

    duty: str
    kind: Literal["window", "retention", "gate"]
    level: DutyLevel
    round: int
    day: date
    """Local day: of a gate the first on which it is open, otherwise the last."""
    at: datetime
    """The instant at which that changes: the start of a gate's day, the end of the others'."""
    come: bool = False
    """Whether that instant has come and is on the timeline."""
    anchor_event: str = ""
    anchor_at: datetime | None = None
    """From what it is counted; a gate has no anchor of its own."""
    certificate_id: str = ""
    why: str = ""


class Fired(Record):
    """A rung of the ladder that stands on substance and has fired: once in a round."""

    rung: Substance
    round: int
    at: datetime


class Pause(Record):
    """A time in which the firm's own targets stand still; statutory clocks run on."""

    since: datetime
    until: datetime | None = None
    reason: str
    by: str
    round: int


class Wait(Record):
    """A date of the procedure itself: when to remind, when an offer lapses, when the reopening window ends."""

    name: str
    about: str = ""
    """What it belongs to (question `Q1`, offer `O1`, …)."""
    at: datetime
    due: date | datetime
    """The last day (or instant) as people are told it."""


class Letter(Record):
    """One letter, from order to receipt. `order` is kept until it has left, so that it can be tried again."""

    effect_id: str
    kind: LetterKind
    round: int
    state: Literal["ordered", "sent", "waiting", "blocked", "failed", "unknown"] = "ordered"
    by_hand: bool = False
    """Written at a person's command (an automatic letter never counts as the first reply)."""
    about: str = ""
    ordered_at: datetime
    sent_at: datetime | None = None
    message_id: str = ""
    next_try: datetime | None = None
    tries: int = 0
    order: dict[str, Any] | None = None


class MovedPromise(Record):
    """A day or window that a promise had before it was moved."""

    due: date | datetime
    at: datetime
    by: str
    reason: str


class Promise(Record):
    """Something a person has said will happen. `broken` is for ever; `kept_at` may still follow it."""

    id: str
    what: PromiseKind
    medium: str = ""
    state: Literal["open", "kept", "broken", "not_reached", "released"] = "open"
    since: datetime | None = None
    """The beginning of the window, where there is one."""
    due: date | datetime
    late_from: datetime
    remind_at: datetime
    reminded: bool = False
    owner: str
    deputy: str = ""
    made_by: str
    made_at: datetime
    kept_at: datetime | None = None
    tries: list[datetime] = []
    """When the customer was tried in vain."""
    moves: list[MovedPromise] = []
    apologised_in: str = ""
    """Effect id of the letter that said sorry for it."""
    round: int
    personal: Personal = None


class Inquiry(Record):
    """Something that another department, a supplier or a colleague finds out."""

    id: str
    to: str
    state: Literal["open", "answered", "released"] = "open"
    result: Literal["", "found", "nothing_found", "not_possible"] = ""
    asked_by: str
    asked_at: datetime
    due: date
    late_from: datetime
    remind_at: datetime | None = None
    reminded: bool = False
    overdue: bool = False
    escalate_to: str = "lead"
    answered_at: datetime | None = None
    evidence: list[str] = []
    round: int
    personal: Personal = None
    """question, finding."""


class Item(Record):
    """Goods that the customer sends back (現品)."""

    id: str
    state: Literal["requested", "sent", "arrived", "tested", "returned", "kept", "disposed", "lost", "refused"]
    since: datetime
    lot: str = ""
    prepaid: bool = True
    consent_at: datetime | None = None
    """When the customer agreed to a test that destroys, or to disposal."""
    kept_until: date | None = None
    evidence: list[str] = []
    round: int
    personal: Personal = None
    """what, packaging, condition, words."""


class Question(Record):
    """Something we need to know from the customer."""

    id: str
    state: Literal["open", "answered", "withdrawn", "lapsed"] = "open"
    asked_at: datetime
    answered_at: datetime | None = None
    reminded: int = 0
    personal: Personal = None


class Apology(Record):
    """An apology is an act: `regret` admits nothing, `responsibility` names what we did wrong."""

    id: str
    kind: ApologyKind
    state: Literal["awaiting_approval", "declined", "approved", "made"]
    medium: str
    asked_by: str
    approver: Literal["", "lead", "manager"] = ""
    approved_by: str = ""
    at: datetime
    made_at: datetime | None = None
    round: int
    effect_id: str = ""
    personal: Personal = None


class Cause(Record):
    """A root cause of the complaint (a complaint can have several)."""

    id: str
    method: str
    category: str
    result: Literal["found", "undetermined", "not_reproduced"]
    occurrence_or_escape: Literal["occurrence", "escape", ""] = ""
    evidence: list[str] = []
    recorded_by: str
    at: datetime
    round: int
    personal: Personal = None
    """statement, whys, contributing causes, what was tested."""


class Decision(Record):
    """Was the complaint right? One decision per head of complaint and round."""

    head: str
    outcome: Outcome
    decided_by: str
    before: list[str] = []
    """Who decided it earlier in the same round: they are no fresh eyes in a review either."""
    at: datetime
    round: int
    personal: Personal = None
    """facts found, evidence weighed, reasons."""


class RemedyItem(Record):
    """One part of a remedy."""

    kind: RemedyKind
    amount: str = ""
    currency: str = ""
    ground: Ground
    state: Literal["agreed", "ordered", "done", "refused", "unknown", "undoing", "undone"] = "agreed"
    effect_id: str = ""
    receipt: str = ""
    done_at: datetime | None = None
    next_try: datetime | None = None
    tries: int = 0


class Alternative(Record):
    """One of the two or three things the customer may choose from."""

    id: str
    items: list[RemedyItem]


class Offer(Record):
    """An offer of remedy: drafted, approved where it exceeds somebody's limit, made, answered."""

    id: str
    state: Literal[
        "awaiting_approval", "declined", "offered", "accepted", "rejected", "countered", "lapsed", "superseded"
    ]
    alternatives: list[Alternative]
    chosen: str = ""
    offered_by: str
    approvals_needed: list[str] = []
    """Roles still to approve, in order."""
    approved_by: list[str] = []
    at: datetime
    answered_at: datetime | None = None
    round: int
    reminded: int = 0
    answer_by: date | None = None
    released_by: str = ""
    personal: Personal = None


class PreventionTask(Record):
    """What the complaint knows of a prevention task; the task itself is a workflow that outlives the complaint."""

    id: str
    kind: PreventionKind
    owner: str
    due: date
    title: str = ""
    state: Literal["open", "in_review", "done", "checked", "cancelled"] = "open"
    done_on: date | None = None
    verdict: Verdict | None = None
    successor: str = ""
    at: datetime
    personal: Personal = None


class Waiver(Record):
    """A reasoned decision that something owed before closing is not needed here."""

    what: Literal["apology", "root_cause", "prevention"]
    by: str
    at: datetime
    round: int
    personal: Personal = None


class Problem(Record):
    """Something that went wrong, who owns it, and what to do. A complaint is never killed by a fault."""

    key: str
    what: str
    owner: str
    do: str
    since: datetime
    resolved_at: datetime | None = None


class Contact(Record):
    """A contact that was recorded: a call, a visit, a message that arrived."""

    id: str
    at: datetime
    direction: Literal["in", "out"] = "in"
    medium: str = ""
    by: str
    after_closing: bool = False
    meaning: Literal["", "thanks", "question", "same_matter", "other"] = ""
    """What a person decided the message is (after closing)."""
    personal: Personal = None


class Reasoned(Record):
    """What was done with a flag or restriction, by whom and why. None of them is ever lost."""

    at: datetime
    by: str
    what: str
    reason: str


class ConductFlag(Record):
    """Conduct towards the staff: reported, then set for a time by somebody else, or dismissed."""

    id: str
    state: Literal["reported", "set", "lifted", "dismissed", "expired"] = "reported"
    kinds: list[ConductKind]
    reported_by: str
    set_by: str = ""
    recording: str = ""
    at: datetime
    review_on: date | None = None
    """The last local day on which it holds unless it is set anew."""
    remind_at: datetime | None = None
    ends_at: datetime | None = None
    reasons: list[Reasoned] = []
    personal: Personal = None
    """facts, quotes."""


class Restriction(Record):
    """Who speaks to the customer and how, until a day; it ends by itself."""

    id: str
    state: Literal["active", "ended", "lifted"] = "active"
    channel: str = ""
    person: str = ""
    hours: str = ""
    two_people: bool = False
    no_visits: bool = False
    no_contact: bool = False
    until: date
    remind_at: datetime | None = None
    ends_at: datetime | None = None
    by: str
    at: datetime
    reasons: list[Reasoned] = []
    personal: Personal = None


class Entry(Record):
    """One line of the timeline. Never changed, so that drafts share it."""

    model_config = ConfigDict(frozen=True)

    at: datetime
    by: str
    what: str
    personal: Personal = None


class Policy(Record):
    """Which rules the complaint is handled by."""

    id: str
    version: str
    hash: str


class Case(Record):
    """One complaint."""

    reference: str
    workflow_id: str
    kind: str = "complaint"
    stage: Stage = "received"
    stage_since: datetime
    round: int = 1
    escalation: int = 0
    escalation_acknowledged: bool = True
    fired: list[Fired] = []
    """Rungs of the ladder that stand on substance and have fired (those of a deadline are kept with it)."""
    wishes: list[str] = []
    """Who asked for a higher level, by round: `customer/1`, `handler/2`."""
    approver: Literal["", "lead", "manager"] = ""
    """A rung of this round asks that this role approves what goes to the customer: offers, responsibility, the final answer."""
    contact_only: Literal["", "lead", "manager"] = ""
    """A rung asks that only somebody of this role has contact with the customer."""
    handler: str = ""
    complained_of: list[str] = []
    """Staff ids of the people complained of: they decide nothing here."""
    severity: Severity = "medium"
    severity_reasons: list[str] = []
    category: str
    product: str = ""
    channel: str
    flags: list[str] = []
    """Substance that raises care, level and approval (`domain.words.Flag`)."""
    anonymous: bool = False
    representative: Mandate = ""
    """The authority of whoever speaks for the customer; empty: the customer in person."""
    locale: Locale = "en"
    mailable: bool = False
    quiet_zone: str = "UTC"
    customer_key: str = ""
    policy: Policy
    zone: str
    received_at: datetime
    aware_at: datetime | None = None
    """When the first word reached any employee, as the intake says; None: with the receipt."""
    opened_at: datetime
    as_of: datetime
    closed_at: datetime | None = None
    settles_at: datetime | None = None
    closing_ground: ClosingGround | None = None
    merged_into: str = ""
    splits: list[str] = []
    """References of the complaints that were split off this one."""
    linked_to: str = ""
    """The complaint this one was split off, or which it follows."""
    referred_to: str = ""
    stage_before_referral: Stage | None = None
    acknowledged_at: datetime | None = None
    acknowledged_rounds: list[int] = []
    summary_agreed_at: datetime | None = None
    final_response_round: int = 0
    """The last round that was finally answered (0: none)."""
    final_response_given: int = 0
    """The last round whose final response has reached the customer: spoken, or its letter has left."""
    survey_asked: bool = False
    survey_score: int | None = None
    reopening_offered: bool = False
    short_route: bool = False
    """Settled in the first contact: it closes by itself when the remedy is carried out."""
    review: bool = False
    """The current round is a review by another decider."""
    heads: list[dict[str, Any]] = []
    deadlines: list[Deadline] = []
    waits: list[Wait] = []
    rights: list[Right] = []
    pauses: list[Pause] = []
    events: dict[str, datetime] = {}
    """What a person recorded as having happened outside (`item_received`, `holding_response_sent`, …): first instant."""
    letters: list[Letter] = []
    letters_dropped: int = 0
    questions: list[Question] = []
    promises: list[Promise] = []
    inquiries: list[Inquiry] = []
    items: list[Item] = []
    apologies: list[Apology] = []
    causes: list[Cause] = []
    decisions: list[Decision] = []
    offers: list[Offer] = []
    prevention: list[PreventionTask] = []
    obligations: list[Obliged] = []
    parallel: list[ParallelPack] = []
    """What may be owed beside this complaint, as the desk had it at receipt."""
    waivers: list[Waiver] = []
    contacts: list[Contact] = []
    problems: list[Problem] = []
    conduct: list[ConductFlag] = []
    """Conduct towards the staff; it changes who handles the case and how, never the merits."""
    restrictions: list[Restriction] = []
    history: list[dict[str, Any]] = []
    preferences: dict[str, str] = {}
    """How the customer wants to be reached."""
    known_issues: list[dict[str, Any]] = []
    team_names: dict[str, dict[str, str]] = {}
    timeline: list[Entry] = []
    timeline_dropped: int = 0
    counters: dict[str, int] = {}
    """Last number given out, by what is numbered (question, offer, letter step, …)."""
    revision: int = 0
    """Counts every change of the case."""
    batch: str = ""
    facts: dict[str, Any] = {}
    """What the pack asks for, as the intake gave it."""
    personal: Personal = None
    """customer, representative, subject, description, desired outcome, agreed summary."""

    @property
    def paused(self) -> bool:
        """Whether the firm's own targets stand still now."""
        return bool(self.pauses) and self.pauses[-1].until is None and self.pauses[-1].round == self.round

    def number(self, what: str) -> int:
        """Give out the next number for `what` (1, 2, …)."""
        self.counters[what] = self.counters.get(what, 0) + 1
        return self.counters[what]
