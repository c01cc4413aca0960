"""What is decided once and recorded with its instant: policy, dates, what a turn or an opening found out.

First writer wins: a decision that is asked for again gets the first answer, whatever has changed meanwhile.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from domain.parallel import ParallelPack
from domain.record import Due
from domain.words import (
    ContactKind,
    DutyLevel,
    Locale,
    Mandate,
    RepresentativeKind,
    Role,
    Severity,
)
from messages.base import Message, Personal


class PolicySnapshot(Message):
    """The policy a complaint carries from its first day to its last, whatever becomes of the pack's file."""

    id: str
    version: str
    hash: str
    """SHA-256 of the canonical JSON of `rules`."""
    zone: str
    """IANA name of the zone in which days are counted."""
    rules: dict[str, Any]
    """The pack as read (duties, waits, ladder, authority, windows) with the closed days a complaint can need."""


class DateDecided(Message):
    """One date, decided and recorded once: first writer wins, whatever is run again later."""

    duty: str
    title_ja: str = ""
    """What the pack calls the duty in Japanese, for staff; empty where it has no title."""
    level: DutyLevel | Literal["wait"]
    """`wait` is a period of the procedure itself (a question's time-out): owed to nobody, so never breached."""
    kind: Literal["deadline", "window", "retention", "gate"] = "deadline"
    """All but `deadline` are days that nobody can miss: the last day of a step, of a record, the first day of a right."""
    anchor_event: str
    anchor_at: datetime
    due: Due
    """The last local day for a day-counted duty, else the instant."""
    late_from: datetime
    """The first late instant, UTC."""
    warn_at: datetime | None = None
    """When the first rung of the ladder warns (UTC)."""
    warnings: dict[str, datetime] = {}
    """Later rungs before the breach: share (`90%`) or time left (`1_business_days_left`) → instant (UTC)."""
    certificate_id: str = ""
    why: str = ""
    """One plain sentence that shows the sum."""

    @property
    def owed(self) -> bool:
        """Whether somebody owes it: it is met or breached."""
        return self.level != "wait" and self.kind == "deadline"


class ClockPause(Message):
    """Days on which the firm's own targets did not run."""

    first: date
    last: date
    """First and last day, both included; local days of the policy's zone."""
    why: str
    by: str


class ExtensionTold(Message):
    """More time that a duty was given: when the customer was told, and for how many days."""

    at: datetime
    days: int
    """In the unit of the pack's rule: business or calendar days."""
    cap_lifted_by: str = ""
    """Who lifted the rule's cap, by id."""


class Recount(Message):
    """Duties whose dates are counted again, each from what it was counted from at first."""

    duties: list[str]
    events: dict[str, datetime]
    """What happened, as those duties had it: limits that run on from an earlier round have another receipt than the others."""


class Turn(Message):
    """One act of the case's only writer: asks for its recorded instant and for the dates that follow from its events."""

    reference: str
    key: str
    """Unique within the complaint, e.g. `command/<update id>`."""
    at: datetime
    events: dict[str, datetime] = {}
    """Events that happen with this act (`closed`, `question_asked`, …): the duties anchored on them are decided."""
    days: dict[str, date] = {}
    """Days that a person set (a task's due date): their instants are decided too."""
    facts: dict[str, Any] = {}
    pauses: list[ClockPause] = []
    """Pauses of the firm's own targets; no statutory clock stops for them."""
    told: dict[str, ExtensionTold] = {}
    """Duties that were given more time already, so that it is not lost when their dates are decided anew."""
    recount: list[Recount] = []
    """Dates that are counted again, beside those of `events`."""
    roles: list[Role] = []
    """Roles to which the ladder gives the case: who holds them that day is recorded."""
    besides: list[str] = []
    """Staff ids that must not get it: the people complained of."""
    shorten: list[str] = []
    """Rungs that shorten our own targets (their `name`): the date at which their period from now ends is decided."""
    locale: Locale = "en"
    """The language of what is written to the customer."""
    zone: str = "UTC"
    """The complaint's zone: the days that a text names are looked at from its day."""
    personal: Personal = None
    """What a person would have the customer read, field → text: its words are looked up."""
    policy: PolicySnapshot | None = None
    survey_of: str = ""
    """Keyed hash of a customer who is about to be asked how it was handled: when they were last asked is looked up."""
    into: str = ""
    """Reference of the complaint that this one is joined to: what the register knows of it is looked up."""
    customer_key: str = ""
    """With `into`: keyed hash of this complaint's customer, to be compared; empty: anonymous, and nobody is the same."""
    given_to: str = ""
    """Staff id of who gets the case: their roles are looked up in the team file."""
    category: str = ""
    """What it is reclassified to: its titles are looked up in the firm's list."""


class WordFound(Message):
    """Words of a text for a customer that a word list knows; nothing of what stands around them."""

    field: str
    words: str
    """As the list has them."""
    kind: Literal["blocked", "needs_date", "needs_approval", "style"]
    told: str
    """One line for whoever wrote it: what is the matter, and what to write instead."""
    covered_by: list[str] = []
    approver: Literal["lead", "manager"] = "lead"


class DayNamed(Message):
    """A day to come that a text for a customer names."""

    field: str
    day: date


class Target(Message):
    """What the register knows of the complaint that another one is joined to."""

    there: bool
    """Whether there is such a complaint at all."""
    stage: str = ""
    """That of its last ending or unmerge; a complaint that was reopened since still shows as closed or withdrawn."""
    settled: bool = False
    same_customer: bool = False
    """Whether it is the same, known customer's."""


class TurnRecorded(Message):
    """The instant first recorded for the turn (the same after a Reset) and the dates decided with it."""

    at: datetime
    dates: list[DateDecided] = []
    holders: dict[str, str] = {}
    """Role → staff id of who holds it that day, or stands in; empty where nobody can be reached."""
    words: list[WordFound] = []
    """What the word lists say of what is to be written to the customer."""
    days_named: list[DayNamed] = []
    """The days to come that it names."""
    surveyed_at: datetime | None = None
    """When that customer was last asked how another complaint was handled."""
    target: Target | None = None
    """The complaint that this one is joined to; None: nobody looked."""
    given_to_roles: list[Role] | None = None
    """The roles of who gets the case, by the team file of that day; None: nobody looked."""
    category_titles: dict[Locale, str] | None = None
    """Titles of the category that was named; empty: it is not on the firm's list; None: nobody looked."""


class OpenCase(Message):
    """Everything that is to be found out and decided when a complaint arrives."""

    reference: str
    content_hash: str
    at: datetime
    intake: dict[str, Any]


class EarlierComplaint(Message):
    """One earlier complaint of the same customer, so that nobody has to tell the story again."""

    reference: str
    category: str = ""
    opened_at: datetime | None = None
    stage: str = ""
    remedies: list[str] = []
    product: str = ""
    kind: str = "complaint"
    """What kind of contact it was (`domain.words.ContactKind`)."""
    order_key: str = ""
    """Keyed hash of the order it was about; empty where none was named."""
    closed_at: datetime | None = None
    settled: bool = False
    """Nothing follows it any more: it cannot be reopened."""


class CaseOpened(Message):
    """What was found and decided at receipt."""

    at: datetime
    policy: PolicySnapshot
    dates: list[DateDecided]
    severity: Severity
    severity_reasons: list[str] = []
    handler: str = ""
    """Id of the person assigned; empty when nobody was available (then `problems` says so, with an owner)."""
    handler_reason: str = ""
    team_names: dict[str, dict[str, str]] = {}
    """Staff id → locale → the name that may stand in a letter."""
    locale: Locale = "en"
    mailable: bool = False
    """Whether the customer can be sent e-mail (an address, and no wish against it)."""
    paper: bool = False
    """Whether letters go by post instead: an address is known, or post is wished for."""
    vulnerable: bool = False
    representative: Mandate = ""
    """The authority of whoever speaks for the customer; empty: the customer in person."""
    by_message: bool = False
    """The customer is reached by chat, app or SMS: letters go there in their short form."""
    representative_kind: RepresentativeKind | Literal[""] = ""
    """Who speaks for the customer."""
    representative_by: Literal["", "email", "post"] = ""
    """How they can be written to; empty: nobody speaks for the customer, or no address is known."""
    quiet_zone: str = "UTC"
    history: list[EarlierComplaint] = []
    preferences: dict[str, str] = {}
    known_wishes: dict[str, Any] = {}
    """What the customer's record knows of how they want to be reached, where the intake says nothing; no free text."""
    known_issues: list[dict[str, Any]] = []
    """Prepared answers that fit: id, title, answer per locale."""
    customer_key: str = ""
    """Keyed hash of the customer id; never the id itself."""
    acknowledged_at: datetime | None = None
    """When the receipt was acknowledged together with that of the complaint this one was split off."""
    overdue_at_filing: list[str] = []
    """Duties that were already late when the complaint was filed (a backlog): breached at once, no rung fires for them."""
    problems: list[dict[str, str]] = []
    """Things that went wrong while opening: what, owner (role), what to do."""
    continue_after: int = 0
    """Test setting: continue as new after so many turns; 0 leaves it to the server's suggestion."""
    batch: str = ""
    """The import this complaint came with, if any; its overdue duties are told in one digest."""
    kind: ContactKind = "complaint"
    """What it is taken for: what the sender says it is; a complaint where somebody or something was hurt."""
    praised: list[str] = []
    """Staff ids of the people whom a praise names: they get to see it."""
    safety_asked: bool = False
    """Category or words suggest harm and nobody has said anything of it: a person calls and asks."""
    stop_using: bool = False
    """The acknowledgement advises to leave alone what the complaint is about."""
    not_to: Literal["use", "eat"] = "use"
    """What it advises not to do with it."""
    candidates: list[str] = []
    """References of open complaints of the same customer about the same product or category: a person may join them."""
    flare_ups: list[EarlierComplaint] = []
    """Of those that have ended the ones that may be about the same thing and can be reopened: perhaps a flare-up (再燃)."""
    complained_of: list[str] = []
    """Staff ids of the people complained of, as far as the intake names them: they decide nothing here."""
    parallel: list[ParallelPack] = []
    """The packs of obligations beside a complaint that the desk has, with the dates of those it may propose."""
    category_titles: dict[Locale, str] = {}
    """How the firm's list names the category; empty where it is not on the list."""
