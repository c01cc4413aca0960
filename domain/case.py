"""The facts of one complaint: the only state its workflow keeps, carried whole from run to run.

Everything here is JSON and only grows. What is personal lies under `personal` and may be `None` (erased). Nobody but the
workflow's single writer changes a case.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from pydantic import ConfigDict, Field

from domain.dates import Deadline, Fired, Pause, Promise, Right, Wait
from domain.filed import Filed
from domain.findings import Apology, Cause, Decision, Inquiry, Item, Question, Waiver
from domain.forwarding import Forwarded
from domain.like_cases import LikeCases
from domain.outside import OutsideBody
from domain.parallel import Obliged, ParallelPack
from domain.protection import ConductFlag, Demand, Restriction
from domain.record import Personal, Record
from domain.remedies import Offer
from domain.rounds import Acceptance, EndedRound, Handover
from domain.safety import SafetyAnswers, SituationReport
from domain.words import (
    CauseSide,
    ClosingGround,
    LetterKind,
    Locale,
    Mandate,
    Measure,
    PreventionKind,
    RepresentativeKind,
    Severity,
    Stage,
    Verdict,
)


class Posting(Record):
    """A letter on paper, from the post queue to the customer's door. Days are those of the complaint's zone."""

    queued_at: datetime
    meets: list[str] = []
    """The duties that its dispatch meets."""
    file: str = ""
    """Where it lies to be printed: a path below the data folder."""
    reminded: bool = False
    reminders: int = 0
    remind_at: datetime | None = None
    """When somebody is reminded again: of a letter that no duty waits for any more, or that came back."""
    printed_on: date | None = None
    dispatched_on: date | None = None
    recorded_by: str = ""
    """Who said that it was posted."""
    tracking: str = ""
    returned_on: date | None = None
    order: dict[str, Any] | None = None
    """Kept after dispatch: a letter that comes back is sent anew from it."""


class Letter(Record):
    """One letter, from order to receipt. `order` is kept until it has left, so that it can be tried again."""

    effect_id: str
    kind: LetterKind
    round: int
    state: Literal[
        "ordered", "sent", "waiting", "blocked", "failed", "unknown", "awaiting_approval", "to_post", "returned"
    ] = "ordered"
    """`to_post`: on paper, and nobody has said yet that it was posted. `returned`: posted, and came back."""
    by_hand: bool = False
    """Written at a person's command (an automatic letter never counts as the first reply)."""
    about: str = ""
    ordered_at: datetime
    sent_at: datetime | None = None
    message_id: str = ""
    next_try: datetime | None = None
    tries: int = 0
    order: dict[str, Any] | None = None
    id: str = ""
    """`L1`, …: set once its words needed an approval."""
    approver: Literal["", "lead", "manager"] = ""
    asked_by: str = ""
    approved_by: str = ""
    approved_text: str = ""
    """Hash of the text that was, or is to be, approved."""
    post: Posting | None = None
    """Only a letter on paper has one."""


class PreventionTask(Record):
    """What the complaint knows of a prevention task; the task itself is a workflow that outlives the complaint."""

    id: str
    kind: PreventionKind
    owner: str
    due: date
    title: str = ""
    measure: Measure | None = None
    addresses: CauseSide | None = None
    """Which side of the cause it answers, as was said or as its cause is."""
    state: Literal["open", "in_review", "done", "checked", "cancelled"] = "open"
    done_on: date | None = None
    verdict: Verdict | None = None
    successor: str = ""
    undecided: bool = False
    """What is to be done is still to be decided, until the due day."""
    promised_in: str = ""
    """Effect id of the letter that promised it to the customer for its day."""
    untold: list[str] = Field(default_factory=list)
    """What it has told of that promise while the complaint was withdrawn or merged: it is said when it is worked on again."""
    at: datetime
    personal: Personal = None
    """text; to_customer: how letters name it."""


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
    heard_out: bool = False
    """They could say all they had to say, as the desk recorded it."""
    read_back: bool = False
    """The points were read back to them (復唱)."""
    meaning: Literal["", "thanks", "question", "same_matter", "gave_up", "other"] = ""
    """What a person decided the message is (after closing)."""
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
    """What kind of contact it is (`domain.words.ContactKind`); all but a complaint have a short procedure of their own."""
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
    praised: list[str] = []
    """Who was complained of until somebody took it for praise: who they are comes back with the complaint."""
    """Staff ids of the people complained of: they decide nothing here."""
    severity: Severity = "medium"
    severity_reasons: list[str] = []
    category: str
    category_titles: dict[Locale, str] = {}
    """How the firm's list names the category, as it was when it was taken for it; empty where it is not on the list."""
    product: str = ""
    filed: Filed = Filed()
    channel: str
    flags: list[str] = []
    """Substance that raises care, level and approval (`domain.words.Flag`)."""
    anonymous: bool = False
    representative: Mandate = ""
    """The authority of whoever speaks for the customer; empty: the customer in person."""
    representative_kind: RepresentativeKind | Literal[""] = ""
    """Who that is; empty: nobody speaks for the customer, or nobody has said what they are."""
    by_message: bool = False
    """Letters go by chat, app or SMS in their short form, but for those that a pack asks something of."""
    representative_by: Literal["", "email", "post"] = ""
    """How they can be written to; empty: nobody does, or no address is known."""
    locale: Locale = "en"
    mailable: bool = False
    paper: bool = False
    """Letters go by post: they wait in the post queue until somebody says that they were posted."""
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
    acceptance: Acceptance | None = None
    """Where the customer said that it is settled."""
    merged_into: str = ""
    splits: list[str] = []
    """References of the complaints that were split off this one."""
    linked_to: str = ""
    """The complaint this one was split off, or which it follows."""
    referred_to: str = ""
    stage_before_referral: Stage | None = None
    safety: list[SafetyAnswers] = []
    """What was asked about safety, and answered."""
    stop_using: bool = False
    """The customer is advised to leave alone what it is about."""
    not_to: Literal["use", "eat"] = "use"
    """What they are advised not to do with it."""
    others_at_risk: bool = False
    """It may hurt somebody else: as the intake says, or whoever was asked about safety last."""
    reports: list[SituationReport] = []
    """Reports to the head of the desk on what is critical."""
    rounds: list[EndedRound] = []
    """The rounds before this one, as they ended."""
    handover: Handover | None = None
    """The last change of person."""
    outside: list[OutsideBody] = []
    """Outside bodies that looked or look at it, with their decisions."""
    forwarded: list[Forwarded] = []
    """What was another firm's matter and went there."""
    acknowledged_at: datetime | None = None
    acknowledged_rounds: list[int] = []
    summary_agreed_at: datetime | None = None
    final_response_round: int = 0
    """The last round that was finally answered (0: none)."""
    final_response_given: int = 0
    """The last round whose final response has reached the customer: spoken, or its letter has left."""
    survey_asked: bool = False
    survey_score: int | None = None
    """From 1 (bad) to 5 (good); where only the questions were answered, their mean."""
    survey_answers: dict[str, int] = {}
    """Question (`heard`, `informed`, `fair`) → 1 (no) to 5 (yes)."""
    survey_not_asked: str = ""
    """Why the customer was not asked, where they were not."""
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
    like_cases: list[LikeCases] = []
    """What like cases got, per head, as it was looked up last."""
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
    demands: list[Demand] = []
    """What was demanded beyond what is owed, each with its decision."""
    history: list[dict[str, Any]] = []
    candidates: list[str] = []
    """Open complaints of the same customer that may be about the same thing, as they were at receipt."""
    flare_ups: list[str] = []
    """Complaints of the same customer that had ended and may be about the same thing: the matter has perhaps come back."""
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
    kept_bytes: int = Field(default=0, exclude=True)
    """Bytes of what is shown of it, as it was last kept; 0: not measured in this run. Not written down."""
    batch: str = ""
    facts: dict[str, Any] = {}
    """What the pack asks for, as the intake gave it."""
    personal: Personal = None
    """customer, representative, subject, description, desired outcome, agreed summary."""

    @property
    def is_complaint(self) -> bool:
        """Whether the procedure for complaints holds."""
        return self.kind == "complaint"

    @property
    def paused(self) -> bool:
        """Whether the firm's own targets stand still now."""
        return bool(self.pauses) and self.pauses[-1].until is None and self.pauses[-1].round == self.round

    def number(self, what: str) -> int:
        """Give out the next number for `what` (1, 2, …)."""
        self.counters[what] = self.counters.get(what, 0) + 1
        return self.counters[what]
