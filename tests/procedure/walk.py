"""Walking through everything that can happen: breadth-first over the real procedure with a small alphabet of acts.

Two cases are the same place when what is on record is the same; instants, texts and clocks do not matter (the clocks have
walks of their own). The walk ends when no act leads to a new place, and then every place and every act has been tried.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable
from datetime import timedelta
from typing import Any

from domain.case import Case, Letter
from domain.errors import ComplaintError
from domain.remedies import Offer
from messages.commands import COMMANDS
from messages.decisions import TurnRecorded
from messages.deeds import LetterOrder
from tests.procedure.case_book import CaseBook
from tests.procedure.standing import faults
from workflows.procedure.allowed import allowed
from workflows.procedure.dates.next_date import IDLE_LIMIT, IDLE_REMINDER
from workflows.procedure.ending.settling import settles
from workflows.procedure.past import NOTHING, Past

Deed = Callable[[CaseBook], object]
QUIET = {
    *("acknowledgement", "reopened", "apology_regret", "apology_responsibility", "final_response", "not_upheld"),
    *("forwarding", "review_acknowledgement"),
}
"""Letters whose leaving changes what can happen next; the others leave at once."""


FINAL = {"final_response", "not_upheld"}
ASKED = {*FINAL, "reminder"}
"""Letters whose having left closing on silence asks for."""
REMINDERS = {"question_reminder", "offer_reminder", "no_answer_reminder", "aftercare_asked", "referral_nudge"}
"""Waits that only remind somebody."""
OPEN_OFFER = ("awaiting_approval", "offered", "accepted")
TURNED_DOWN = ("rejected", "countered", "lapsed")


class PaperCase(CaseBook):
    """A case book that can be copied cheaply and forgets what the walk does not look at."""

    _turns: dict[Any, TurnRecorded] = {}

    def tighten(self) -> None:
        """Two rounds and two offers are enough to see what a second one does; an hour has passed since receipt.

        Without its clocks a case is idle everywhere: nobody waits for that here.
        """
        rules = self.policy.rules
        offers, reopen = rules["offer_rounds"] | {"most": 2}, rules["reopen"] | {"max_rounds": 2}
        waits = {name: wait for name, wait in rules["waits"].items() if name not in (IDLE_REMINDER, IDLE_LIMIT)}
        tight = rules | {"offer_rounds": offers, "reopen": reopen, "waits": waits}
        self.policy = self.policy.model_copy(update={"rules": tight})
        self.now += timedelta(hours=1)

    def copy(self) -> PaperCase:
        other = object.__new__(PaperCase)
        other.there = self.there
        other.policy, other.now, other.case, other.pending = self.policy, self.now, self.case, list(self.pending)
        return other

    def turn(self, key: str, *events: str, past: Past = NOTHING) -> TurnRecorded:
        if past != NOTHING:
            return super().turn(key, *events, past=past)
        known = (self.policy.id, events, self.now)
        if known not in self._turns:
            self._turns[known] = super().turn(key, *events)
        return self._turns[known]

    def forget(self) -> None:
        """Leave out clocks, notices, timeline and letters that have left; letters that change nothing leave."""
        for kind in {order.kind for order in self.letters()} - QUIET:
            self.deliver(kind)
        case = self.case
        outside = sum("decision of the outside body" in entry.what for entry in case.timeline)
        case.counters["test/outside"] = case.counters.get("test/outside", 0) + outside
        case.timeline, case.deadlines = [], []
        self.pending = [
            effect for effect in self.pending if not isinstance(effect, LetterOrder) or effect.kind != "notice"
        ]
        case.letters = [x for x in case.letters if x.kind != "notice" and (x.order is not None or _kept(x))]


def _kept(letter: Letter) -> bool:
    return letter.kind in QUIET or (letter.kind == "reminder" and letter.about == "final_response")


def place(book: PaperCase) -> Hashable:
    """What tells one place from another."""
    case = book.case
    here = case.round
    return (
        case.stage,
        min(here, 3),  # outside bodies can begin any number of rounds
        case.review,
        case.stage_before_referral,
        here in case.acknowledged_rounds,
        case.final_response_round == here,
        frozenset((a.kind, a.state) for a in case.apologies if a.round == here or a.state in ("awaiting_approval",)),
        any(cause.round == here for cause in case.causes),
        tuple(sorted(w.what for w in case.waivers if w.round == here)),
        frozenset((d.outcome, d.decided_by) for d in case.decisions if d.round == here),
        tuple(
            sorted(
                _offer(o) for o in case.offers if o.state in OPEN_OFFER or (o.round == here and o.state in TURNED_DOWN)
            )
        ),
        frozenset(q.state for q in case.questions),
        bool(case.prevention),
        frozenset(wait.name for wait in case.waits) - REMINDERS,
        frozenset(
            (x.kind, x.state) for x in case.letters if x.order is not None or (x.round == here and x.kind in ASKED)
        ),
        frozenset(p.key.split("/")[1] for p in case.problems if p.resolved_at is None),
        case.survey_asked,
        case.survey_score,
        frozenset((f.told_at is None, f.passed_on_at is None) for f in case.forwarded if f.round == here),
    )


def _offer(offer: Offer) -> tuple[str, int, bool, tuple[str, ...]]:
    items = tuple(item.state for a in offer.alternatives if a.id == offer.chosen for item in a.items)
    state = "turned down" if offer.state in TURNED_DOWN else offer.state
    return state, len(offer.approvals_needed), bool(offer.released_by), items


class Walk:
    """All places reachable from a start, and the acts that lead from one to the other."""

    def __init__(
        self,
        start: PaperCase,
        alphabet: dict[str, Deed],
        *,
        until: Callable[[Case], bool] = lambda case: False,
        most: int = 2_500,
    ) -> None:
        self.alphabet = alphabet
        self.until = until
        self.places: dict[Hashable, Case] = {}
        self.paths: dict[Hashable, str] = {}
        self.ways: dict[Hashable, list[tuple[str, Hashable]]] = {}
        self.refusals: dict[str, str] = {}
        self.obeyed: set[str] = set()
        self.faults: list[str] = []
        self.tried = 0
        start.forget()
        self._go(start, most)

    def _go(self, start: PaperCase, most: int) -> None:
        first = place(start)
        self.places[first], self.paths[first] = start.case, ""
        todo = deque([(start, first)])
        while todo:
            book, here = todo.popleft()
            self.ways[here] = []
            self._judge(book, here)
            deeds = [] if self.until(book.case) else [*self.alphabet.items(), *_dates(book)]
            for label, deed in deeds:
                if (there := self._try(book, here, label, deed)) is None:
                    continue
                known = place(there)
                self.ways[here].append((label, known))
                if known not in self.places:
                    assert len(self.places) < most, f"more than {most} places; the last: {self.paths[here]} > {label}"
                    self.places[known] = there.case
                    self.paths[known] = f"{self.paths[here]} > {label}"
                    todo.append((there, known))

    def _try(self, book: PaperCase, here: Hashable, label: str, deed: Deed) -> PaperCase | None:
        there = book.copy()
        self.tried += 1
        try:
            if deed(there) is NotNow:
                return None
        except ComplaintError as refused:
            self.refusals.setdefault(str(refused), f"{self.paths[here]} > {label}")
            if not label.split()[0].isupper():
                return None
            self.faults.append(f"{self.paths[here]} > {label}: a date or a receipt was refused: {refused}")
            return None
        except Exception as error:
            self.faults.append(f"{self.paths[here]} > {label}: {type(error).__name__}: {error}")
            return None
        name = label.split()[0]
        if name in COMMANDS and name not in allowed(book.case):
            self.faults.append(f"{self.paths[here]} > {label}: obeyed, but {name} was not shown as allowed")
        self.obeyed.add(label)
        there.forget()
        return there

    def _judge(self, book: PaperCase, here: Hashable) -> None:
        self.faults += [f"{self.paths[here] or 'at the start'}: {fault}" for fault in faults(book.case)]

    def cannot_reach(self, goal: Callable[[Case], bool], without: Callable[[str], bool]) -> list[str]:
        """The paths of those places from which no row of acts leads to the goal, leaving some acts out."""
        back: dict[Hashable, set[Hashable]] = {}
        for here, ways in self.ways.items():
            for label, there in ways:
                if not without(label):
                    back.setdefault(there, set()).add(here)
        reached = {here for here, case in self.places.items() if goal(case)}
        todo = list(reached)
        while todo:
            for before in back.get(todo.pop(), ()):
                if before not in reached:
                    reached.add(before)
                    todo.append(before)
        return [f"{self.places[here].stage}: {self.paths[here]}" for here in self.places if here not in reached]


class NotNow:
    """What a deed of the outside answers when there is nothing for it to do."""


def _dates(book: PaperCase) -> list[tuple[str, Deed]]:
    """Each wait, and each next try, may come; in any order, for what was late may have been done late.

    Not those with which it settles: nothing follows them (test_settling.py).
    """
    last = settles(book.case)
    dates = [due for due in book.agenda() if last is None or due.at < last]
    return [(f"DATE {due.key.rsplit('/', 1)[0]}", lambda b, due=due: b.fire(due)) for due in dates]  # type: ignore[misc]
