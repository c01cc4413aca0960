"""One act on a case: the draft it changes, the instant it happens at, and the effects it asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from domain.case import Case, Entry, Letter
from domain.dates import Deadline, Wait
from domain.errors import IllegalCommand
from domain.findings import Waiver
from domain.labels import STAGES, both
from domain.lifecycle import after, can
from domain.record import Due, Personal
from domain.words import ENDED, Locale, Role, Stage
from messages.commands.base import By
from messages.decisions import DateDecided, DayNamed, PolicySnapshot, Target, WordFound
from messages.deeds import Archive, CallOff, FileLinked, LetterOrder, PostMarked, RemedyOrder
from messages.like_cases import LikeAsked
from messages.news import News
from messages.obligations import ObligationStart
from messages.receipts import DateMoved
from messages.tasks import TaskStart
from workflows.procedure import problems
from workflows.procedure.dates.resting import GOODS_KEPT, MESSAGE
from workflows.procedure.happenings import met_by

Effect = (
    LetterOrder
    | CallOff
    | PostMarked
    | RemedyOrder
    | TaskStart
    | ObligationStart
    | FileLinked
    | News
    | Archive
    | LikeAsked
)
"""What an act can ask of the outside world."""
LIVE = ("running", "suspended")
"""The states of a deadline that is still owed."""
ENGINE = By(id="owabi", role="service")
"""Who acts when a date comes or a receipt arrives."""


def move(deadline: Deadline, date: DateDecided) -> None:
    """Another date for a duty; rungs that have fired stay fired."""
    deadline.due, deadline.late_from, deadline.warn_at = date.due, date.late_from, date.warn_at
    deadline.warnings = dict(date.warnings)
    deadline.anchor_event, deadline.anchor_at = date.anchor_event, date.anchor_at
    deadline.certificate_id, deadline.why = date.certificate_id, date.why


@dataclass
class Needs:
    """What an act turns out to need to know of its day: its rungs, and what it leaves behind."""

    events: list[str] = field(default_factory=list)
    """What the act came to be (`idle`): the dates anchored on it."""
    roles: list[str] = field(default_factory=list)
    """Roles to which the case is given."""
    shorten: list[str] = field(default_factory=list)
    """Rungs that shorten our own targets."""

    def __bool__(self) -> bool:
        return bool(self.events or self.roles or self.shorten)


@dataclass
class Act:
    """One act. Everything a procedure function needs, and nothing that reads the outside."""

    case: Case
    at: datetime
    policy: PolicySnapshot
    """What the complaint carries; an act that puts another in its place changes what it carries from then on."""
    by: By = ENGINE
    dates: list[DateDecided] = field(default_factory=list)
    """The dates decided with this act (from the events it declares)."""
    moved: list[DateMoved] = field(default_factory=list)
    """The dates it moved, for its receipt."""
    effects: list[Effect] = field(default_factory=list)
    holders: dict[str, str] = field(default_factory=dict)
    """Who holds a role that day, as far as it was asked; empty: nobody can be reached."""
    words: list[WordFound] = field(default_factory=list)
    """What the word lists say of what is written to the customer with this act."""
    days_named: list[DayNamed] = field(default_factory=list)
    """The days to come that it names."""
    hints: list[str] = field(default_factory=list)
    """What could be said better, for whoever wrote it."""
    approver: Literal["", "lead", "manager"] = ""
    """Who has to approve the words of this act, where whoever wrote them may not."""
    surveyed_at: datetime | None = None
    """When this customer was last asked how another complaint was handled, as far as it was looked up."""
    target: Target | None = None
    """What the register knows of the complaint this one is joined to; None: nobody looked (the door)."""
    given_to_roles: list[Role] | None = None
    """The roles of who gets the case; None: nobody looked (the door)."""
    category_titles: dict[Locale, str] | None = None
    """Titles of the category that was named; empty: not on the firm's list; None: nobody looked (the door)."""
    needs: Needs = field(default_factory=Needs)
    """What was missing: it is found out, and the act is played again."""

    def step(self, step: str) -> None:
        """Take a step of the lifecycle; refused with `IllegalCommand` where the table has none."""
        stage = after(self.case.stage, step)
        if stage != self.case.stage:
            self.case.stage, self.case.stage_since = stage, self.at

    def investigate(self) -> None:
        """The first act of substance moves the case into investigation."""
        if can(self.case.stage, "investigate"):
            self.step("investigate")

    def log(self, what: str, personal: Personal = None) -> None:
        """Add a line to the timeline."""
        who = "owabi" if self.by is ENGINE else self.by.named
        self.case.timeline.append(Entry(at=self.at, by=who, what=what, personal=personal))

    # --- dates ------------------------------------------------------------------------------------------------------------

    def date(self, name: str) -> DateDecided | None:
        """The date of that name decided with this act."""
        return next((date for date in self.dates if date.duty == name), None)

    def wait(self, name: str, about: str = "") -> None:
        """Wait for the date of that name (a policy without it does not wait)."""
        if date := self.date(name):
            self.stop_waiting(name, about)
            self.case.waits.append(Wait(name=name, about=about, at=date.late_from, due=date.due))

    def stop_waiting(self, name: str | None = None, about: str | None = None) -> None:
        """Stop waiting for what has come (or is no longer needed)."""
        self.case.waits = [
            wait
            for wait in self.case.waits
            if not ((name is None or wait.name == name) and (about is None or wait.about == about))
        ]

    def nothing_more_awaited(self, *besides: str) -> None:
        """The round ends: nothing is waited for any more, but goods lie here whatever becomes of the complaint, and a message that
        nobody has judged says what it says.
        """
        self.case.waits = [wait for wait in self.case.waits if wait.name in (GOODS_KEPT, MESSAGE, *besides)]

    def run_clocks(self, *, silent: tuple[str, ...] = ()) -> None:
        """Start the clock of every duty decided with this act. `silent` ones are already late and fire no rung."""
        for date in self.dates:
            if not date.owed:
                continue
            late = date.duty in silent
            stands = self.case.paused and date.level == "target" and not isinstance(date.due, datetime)
            self.case.deadlines.append(
                Deadline(
                    **date.model_dump(exclude={"level", "kind"}),
                    level=date.level,
                    round=self.case.round,
                    state="breached" if late else "suspended" if stands else "running",
                    fired=["warning", "breach"] if late else [],
                )
            )

    def start_clocks(self, *, of: str = "") -> None:
        """Start the clocks that this act's events began, and move those they moved; what is met or over stays.

        `of`: the event whose own duties may be moved.
        """
        mine = {one.duty: one for one in self.case.deadlines if one.round == self.case.round}
        fresh = []
        for date in self.dates:
            known = mine.get(date.duty)
            if known is None:
                fresh.append(date)
            elif of and date.anchor_event == of and known.state == "running" and known.due != date.due:
                move(known, date)
        self.dates, kept = fresh, self.dates
        self.run_clocks()
        self.dates = kept

    def meet(self, duty: str, at: datetime | None = None) -> None:
        """Record that a duty was met. A breach stays a breach: only `met_at` is added."""
        at = at or self.at
        if duty == "first_reply":  # a person wrote or spoke: that is the contact promised to a late filing
            self.stop_waiting("late_contact")
            self.solved("late_contact")
        self.met(met_by(duty, self.case, self.policy), at)

    def met(self, duties: set[str], at: datetime) -> None:
        """Record that exactly these duties were met, whatever else their events are."""
        for deadline in self.case.deadlines:
            if deadline.duty not in duties or deadline.round != self.case.round or deadline.met_at is not None:
                continue
            if deadline.state == "running":
                deadline.state = "met" if at < deadline.late_from else "breached"
                deadline.met_at = at
            elif deadline.state == "suspended":  # whatever its old date: its time stood still
                deadline.state, deadline.met_at = "met", at
            elif deadline.state == "breached":
                deadline.met_at = at

    def no_longer_owed(self, *duties: str) -> None:
        """Cancel the running clocks of these duties in this round; breaches stay."""
        for deadline in self.case.deadlines:
            if deadline.duty in duties and deadline.round == self.case.round and deadline.state in LIVE:
                deadline.state = "cancelled"

    def cancel_clocks(self, *besides: str) -> None:
        """Cancel the running clocks (nothing is owed any more); breaches stay."""
        for deadline in self.case.deadlines:
            if deadline.state in LIVE and deadline.duty not in besides:
                deadline.state = "cancelled"

    def waive(
        self, what: Literal["apology", "root_cause", "prevention"], reason: str, heads: Sequence[str] = ()
    ) -> None:
        """Put a reasoned waiver on record; a newer one takes the place of those it covers, in the same round."""
        case = self.case
        mine = [w for w in case.waivers if w.what == what and w.round == case.round]
        replaced = [w for w in mine if not heads or (w.heads and set(w.heads) <= set(heads))]
        case.waivers = [w for w in case.waivers if w not in replaced]
        waiver = Waiver(what=what, heads=list(heads), by=self.by.id, at=self.at, round=case.round)
        waiver.personal = {"reason": reason}
        case.waivers.append(waiver)

    # --- problems and notices ---------------------------------------------------------------------------------------------

    def problem(self, key: str, what: str, owner: str, do: str, *, tell: bool = True) -> None:
        """Put a problem with an owner on the case (once per key while it is open) and tell the owner.

        `tell=False`: telling is what failed.
        """
        if problems.put(self.case.problems, self.at, key, what, owner, do) and tell:
            self.tell(owner, what, do)

    def solved(self, key: str) -> None:
        """The problem of that key is over."""
        problems.solve(self.case.problems, self.at, key)

    def tell(
        self, to: str, what: str, do: str, due: Due | None = None, *, personal: dict[str, Any] | None = None
    ) -> None:
        """Send a notice to a colleague: a staff id, or a role (then whoever holds it that day). `due`: a day, or an instant
        where the hour matters. `personal`: what was written.
        """
        facts: dict[str, Any] = {"to": {"id": to}, "what": what, "do": do, "reference": self.case.reference}
        if self.case.complained_of:
            facts["besides"] = list(self.case.complained_of)
        if due is not None:
            facts["due"] = due.isoformat()
        number = self.case.number("notice")
        effect_id = f"{self.case.reference}/notice/{number}"
        order = LetterOrder(
            effect_id=effect_id,
            reference=self.case.reference,
            kind="notice",
            locale=self.case.locale,
            at=self.at,
            zone=self.case.zone,
            medium="staff",
            facts=facts,
            personal=personal,
        )
        self.case.letters.append(
            Letter(effect_id=effect_id, kind="notice", round=self.case.round, ordered_at=self.at, about=to)
        )
        self.keep_order(order)

    def keep_order(self, order: LetterOrder) -> None:
        """Ask for a letter and keep its order until it has left."""
        for letter in self.case.letters:
            if letter.effect_id == order.effect_id:
                letter.order = order.model_dump(mode="json")
                letter.state = "ordered"
        self.effects.append(order)

    # --- what is refused --------------------------------------------------------------------------------------------------

    def require_open(self, *besides: Stage) -> None:
        """Refuse where the desk owes nothing more in this stage, but for the stages `besides`."""
        if self.case.stage in ENDED and self.case.stage not in besides:
            way = "reopen" if self.case.stage != "merged" else "unmerge"
            raise IllegalCommand(
                f"the complaint is {both(self.case.stage, STAGES)}; use {way}, or record_contact or note"
            )
