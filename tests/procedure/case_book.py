"""A case book: one complaint played on paper, with the real procedure, the real packs and no server.

It does what the workflow does and nothing else: a command's dates come from the events the BOOK declares for it, what is due
is done first, and every effect waits in `pending` until the test says what became of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache, partial
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from activities.timetable import decided
from domain.case import Case
from domain.parallel import ParallelPack
from domain.words import Role
from letters.checking import words_in
from letters.days import named_in
from letters.wording import read_folder
from messages.commands import check_command
from messages.decisions import CaseOpened, PolicySnapshot, Target, TurnRecorded
from messages.deeds import LetterOrder, LetterReceipt, RemedyOrder, RemedyReceipt
from messages.intake import Intake
from messages.news import News, read_news
from messages.receipts import CommandReceipt
from policies import parallel
from policies.categories import Categories
from policies.contact import contact
from policies.kinds import answer_only, kind_of
from policies.moments import local_day
from policies.reader import HERE, Packs
from policies.receipt import acknowledged_at, alarms, facts_of, overdue
from policies.timetable import days_set, shortened
from workflows import deeds
from workflows.procedure import news_heard
from workflows.procedure.act import Act, Effect
from workflows.procedure.book import BOOK, perform
from workflows.procedure.dates import idle
from workflows.procedure.dates.clock import Due, agenda, events_of, fire
from workflows.procedure.listening import other_contacts, receipt
from workflows.procedure.past import NOTHING, Past
from workflows.procedure.report import receipt_of, trim
from workflows.procedure.writing.wording import written
from workflows.writer import Item

MONDAY = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
"""A Monday morning without a holiday near it."""
PEOPLE = {
    "handler": "hanako.handler",
    "lead": "leo.lead",
    "manager": "mana.manager",
    "finance": "fin.finance",
    "quality": "quinn.quality",
    "customer": "customer",
    "representative": "rita.representative",
    "service": "web-shop",
    "investigator": "ina.investigator",
    "auditor": "ada.auditor",
    "admin": "adam.admin",
}
"""One invented person per role."""
CAUSE: dict[str, Any] = {
    "method": "5_whys",
    "category": "packaging",
    "evidence": ["photo-1"],
    "personal": {"statement": "the carton was a size too large", "whys": ["it moved in the box"]},
}
FOUND: dict[str, Any] = {"found": "the plate was broken on arrival", "reasons": "the photographs show it"}
TASK: dict[str, Any] = {
    "kind": "corrective",
    "owner": "carl.carton",
    "due": "2027-06-01",
    "title": "one carton size per product",
}
ASKED_OF_PEOPLE = {
    "complaint_definition": "the plate broke on its way",
    "how_considered": "the packing was looked at",
    "outstanding_actions": "nothing is outstanding",
    "remedy": "a new plate",
    "steps_taken": "the carton was changed",
}
"""What a person writes into a final response where the pack asks for it."""
CAN_STILL_DO = {"alternative": "we send you the photographs"}
"""What a no says beside its reasons."""
REFUND: dict[str, Any] = {"kind": "refund", "ground": "obligation", "amount": "20.00", "currency": "GBP"}


WORDS = read_folder()


@cache
def policy(pack: str, calendar: str | None = None) -> PolicySnapshot:
    """A pack as a complaint of that day carries it."""
    return Packs().snapshot(pack, MONDAY.date(), calendar=calendar)


@cache
def beside(zone: str, aware: datetime) -> list[ParallelPack]:
    """What may be owed beside a complaint, by the proposals that are shipped."""
    rules = parallel.read((HERE / "data" / "parallel.yaml").read_text(encoding="utf-8"), "parallel.yaml")
    return parallel.parallel_packs(Packs(), rules, zone, aware)


def intake(**changes: Any) -> Intake:
    """A plain complaint; `changes` replace top-level keys, `personal` is merged."""
    base: dict[str, Any] = {
        "reference": "CASE-1",
        "received_at": MONDAY.isoformat(),
        "channel": "email",
        "category": "delivery",
        "personal": {
            "customer": {"id": "c-1", "name": "Sam Specimen", "email": "sam@example.com", "locale": "en"},
            "subject": "Broken plate",
            "description": "The plate arrived in pieces.",
        },
    }
    personal = {**base["personal"], **changes.pop("personal", {})}
    return Intake.model_validate({**base, **changes, "personal": personal})


class CaseBook:
    """One complaint and the desk around it."""

    settled = False
    surveyed: datetime | None = None
    """When this customer was last asked how another complaint was handled."""

    targets: Mapping[str, Target] = MappingProxyType({})
    """What the register knows of other complaints; of one that is not here nobody looked."""
    staff: Mapping[str, list[Role]] = MappingProxyType({})
    """Who holds which roles by the team file; of somebody who is not here nobody looked."""
    categories: Categories | None = None
    """The firm's list; without one nobody looks."""

    def __init__(
        self,
        pack: str = "iso-10002",
        *,
        calendar: str | None = None,
        opened: dict[str, Any] | None = None,
        **changes: Any,
    ) -> None:
        self.policy = self.snapshot(pack, calendar)
        self.now = MONDAY
        self.pending: list[Effect] = []
        self.there = dict(PEOPLE)
        """Who holds a role today; a test takes somebody away."""
        read = intake(**changes)
        facts = facts_of({"channel": read.channel, "facts": read.facts}, self.policy)
        kind = kind_of(read.model_dump(mode="json"))
        happened = dict.fromkeys(
            ("received",) if kind == "complaint" else ("received", "contact_received"), read.received_at
        )
        given = opened or {}
        severity = given.get("severity") or read.severity or "medium"
        if not given.get("batch"):
            happened |= alarms(severity, bool(given.get("safety_asked")), self.now)
        if acknowledged := acknowledged_at(read.model_dump(mode="json"), self.now, self.policy):
            happened |= dict.fromkeys(("acknowledged", "stage1_acknowledged"), acknowledged)
        reached = contact(read.model_dump(mode="json"), self.policy.zone)
        dates, _ = decided(str(read.reference), "opening/1", self.policy, happened, facts)
        found = CaseOpened(
            **{
                "at": self.now,
                "policy": self.policy,
                "kind": kind,
                "dates": dates if kind == "complaint" else answer_only(dates),
                "severity": read.severity or "medium",
                "severity_reasons": ["stated by the sender"],
                "handler": PEOPLE["handler"],
                "handler_reason": "least load",
                "mailable": True,
                "representative": reached.representative,
                "representative_kind": reached.representative_kind,
                "representative_by": reached.representative_by,
                "overdue_at_filing": overdue(dates, self.now) if kind == "complaint" else [],
                "parallel": beside(self.policy.zone, read.first_employee_aware or read.received_at),
                **(opened or {}),
            }
        )
        self.case: Case = receipt.new_case(str(read.reference), "complaint-CASE-1", read, found)

        def open_with(known: TurnRecorded) -> Act:
            act = self.played_on(known)
            (receipt.open_case if self.case.is_complaint else other_contacts.open_contact)(act, found)
            return act

        self.keep(self.played(TurnRecorded(at=self.now), open_with))

    def snapshot(self, pack: str, calendar: str | None) -> PolicySnapshot:
        """The policy it carries; a test may carry its own."""
        return policy(pack, calendar)

    # --- as the workflow does it --------------------------------------------------------------------------------------------

    def keep(self, act: Act) -> Act:
        self.case, self.policy = act.case, act.policy
        self.case.as_of = max(self.case.as_of, act.at)
        self.case.revision += 1
        trim(self.case)
        self.pending += act.effects
        return act

    def played(self, turn: TurnRecorded, play: Callable[[TurnRecorded], Act]) -> Act:
        """An act; what its rungs need to know of the day is found out, and it is played again."""
        act = play(turn)
        if not act.needs:
            return act
        dates = [*turn.dates, *shortened(self.policy, act.needs.shorten, turn.at)[0]]
        dates += self.turn("needs", *act.needs.events).dates
        holders = {role: self.there.get(role, "") for role in act.needs.roles}
        return play(turn.model_copy(update={"dates": dates, "holders": holders}))

    def played_on(self, known: TurnRecorded) -> Act:
        return Act(
            case=self.case.model_copy(deep=True),
            at=known.at,
            policy=self.policy,
            dates=list(known.dates),
            holders=dict(known.holders),
        )

    def act(self, *events: str, past: Past = NOTHING) -> Act:
        return Act(
            case=self.case.model_copy(deep=True),
            at=self.now,
            policy=self.policy,
            dates=self.turn("test", *events, past=past).dates,
        )

    def turn(self, key: str, *events: str, past: Past = NOTHING) -> TurnRecorded:
        happened = dict.fromkeys(events, self.now) | dict(past.events)
        facts = self.case.facts | dict(past.facts)
        rules = past.policy or self.policy
        dates = decided(self.case.reference, key, rules, happened, facts, past.pauses, past.told)[0] if happened else []
        for again in past.recount:
            counted, _ = decided(self.case.reference, key, rules, again.events, facts, past.pauses, past.told)
            dates += [date for date in counted if date.duty in again.duties]
        dates += days_set(past.days, self.now, self.policy.zone)
        target, roles = self.targets.get(past.into), self.staff.get(past.given_to)
        titles = self.categories.titles(past.category) if self.categories and past.category else None
        return TurnRecorded(at=self.now, dates=dates, target=target, given_to_roles=roles, category_titles=titles)

    def do(self, name: str, /, role: str = "handler", who: str = "", **body: Any) -> Act:
        """Perform a command as the person of that role (or as `who`)."""
        command = check_command(name, {"by": {"id": who or PEOPLE[role], "role": role}, **body})
        rule = BOOK[name]
        past = rule.looks_back(self.case, self.policy, command, self.now) if rule.looks_back else NOTHING
        turn = self.turn(f"command/{name}", *rule.events_in(self.case, self.policy), past=past)
        texts = written(self.case, name, command)
        locale, today = self.case.locale, local_day(self.now, ZoneInfo(self.case.zone))
        found = {"words": words_in(texts, WORDS[locale], locale, today), "days_named": named_in(texts, locale, today)}
        turn = turn.model_copy(update=found)
        return self.keep(self.played(turn, lambda known: perform(self.case, name, command, known, self.policy)))

    def answer(self, name: str, /, role: str = "handler", **body: Any) -> CommandReceipt:
        return receipt_of(self.do(name, role, **body), name)

    def hear(self, note: Callable[[Act], None], *events: str, past: Past = NOTHING) -> None:
        """What an effect or another workflow reports is put on the case."""

        def noted(known: TurnRecorded) -> Act:
            act = self.played_on(known)
            note(act)
            return idle.watch(act)

        self.keep(self.played(self.turn("test", *events, past=past), noted))

    # --- what becomes of effects --------------------------------------------------------------------------------------------

    def letters(self, kind: str = "") -> list[LetterOrder]:
        """Letters to the customer on their way (of one kind, or all)."""
        return [
            effect
            for effect in self.pending
            if isinstance(effect, LetterOrder) and (effect.kind == kind if kind else effect.kind != "notice")
        ]

    def take(self, effect: Effect) -> None:
        self.pending.remove(effect)

    def deliver(self, *kinds: str) -> None:
        """The letters of these kinds (all, when none is named) leave."""
        for order in [order for order in self.letters() if not kinds or order.kind in kinds]:
            self.report(
                order, LetterReceipt(effect_id=order.effect_id, state="sent", sent_at=self.now, message_id="<m>")
            )

    def report(self, order: LetterOrder, came: LetterReceipt) -> None:
        """A letter's receipt arrives."""
        self.take(order)
        item = Item("letter", order.effect_id, came)
        happened = deeds.events_of(item, self.case, self.policy)
        past = deeds.past_of(item, self.case, self.policy, came.sent_at or self.now)
        self.hear(lambda act: deeds.note_outcome(act, item), *happened, past=past)

    def stuck(self, kind: str, how: str) -> str:
        """A letter of that kind gets stuck: waiting, unknown, blocked or failed. Returns its effect id."""
        order = self.letters(kind)[-1]
        if how in ("waiting", "unknown"):
            later = self.now + timedelta(hours=8)
            self.report(order, LetterReceipt(effect_id=order.effect_id, state=how, not_before=later))
            return order.effect_id
        self.take(order)
        self.hear(lambda act: deeds.note_outcome(act, Item(f"letter_{how}", order.effect_id, how)))
        return order.effect_id

    def remedies(self) -> list[RemedyOrder]:
        """Parts of a remedy on their way to the provider."""
        return [effect for effect in self.pending if isinstance(effect, RemedyOrder)]

    def provider(self, *answers: str) -> None:
        """The provider answers one order after the other: done, refused, unknown or failed."""
        for state in answers:
            order = self.remedies()[0]
            self.take(order)
            if state == "failed":
                item = Item("remedy_failed", order.effect_id, "timeout")
            else:
                number = f"R-{order.effect_id}" if state == "done" else ""
                came = RemedyReceipt(effect_id=order.effect_id, state=state, receipt=number, reason=state)
                item = Item("remedy", order.effect_id, came)
            self.hear(partial(deeds.note_outcome, item=item), *deeds.events_of(item, self.case, self.policy))

    def news(self, task_id: str, **body: Any) -> None:
        """A prevention task tells something."""
        told = read_news(News(to="CASE-1", at=self.now, what="prevention", body={"task_id": task_id, **body}))
        self.hear(lambda act: news_heard.hear(act, *told))

    # --- time ---------------------------------------------------------------------------------------------------------------

    def agenda(self) -> list[Due]:
        return [] if self.settled else agenda(self.case)

    def fire(self, due: Due) -> None:
        """One date comes."""
        self.now = max(self.now, due.at)

        def come(known: TurnRecorded) -> Act:
            act = self.played_on(known)
            act.surveyed_at = self.surveyed
            fire(act, due)
            return act

        self.keep(self.played(self.turn("due", *events_of(due.key)), come))
        self.settled = due.key == "settle"

    def come(self, name: str) -> None:
        """The next date whose key begins so comes (`wait/offer_lapses`, `breach/acknowledge`, …)."""
        self.fire(next(due for due in self.agenda() if due.key.startswith(name)))

    def pass_days(self, days: float) -> None:
        """Time passes, and what becomes due on the way is done, each once."""
        until = self.now + timedelta(days=days)
        for _ in range(1_000):
            if not (coming := self.agenda()) or coming[0].at > until:
                break
            self.fire(coming[0])
        else:
            raise AssertionError(f"the agenda never ends: {self.agenda()[0]}")
        self.now = until

    def today(self) -> date:
        return self.now.date()

    # --- whole chapters -----------------------------------------------------------------------------------------------------

    def investigated(self, outcome: str = "upheld") -> CaseBook:
        """Acknowledged, regret, cause and decision."""
        self.deliver()
        self.do("apologise", kind="regret", personal={"told_us": "the plate arrived in pieces"})
        self.do("record_root_cause", **CAUSE)
        self.decided(outcome)
        self.deliver()
        return self

    def decided(self, outcome: str = "upheld", role: str = "handler", who: str = "") -> None:
        self.do("decide", role, who, heads=[{"head": "all", "outcome": outcome}], personal=FOUND)

    def offered(self, *items: dict[str, Any], role: str = "handler", who: str = "") -> CaseBook:
        """One alternative made of these items."""
        self.do(
            "offer_remedy",
            role,
            who,
            alternatives=[{"items": list(items) or [REFUND]}],
            personal={"descriptions": {"A": "we pay the price back"}},
        )
        self.deliver()
        return self

    def agreed(self, *items: dict[str, Any]) -> CaseBook:
        """Offered and accepted."""
        self.offered(*items).do("answer_offer", "customer", answer="accepted")
        return self

    def answered(self, outcome: str = "upheld") -> CaseBook:
        """All that closing needs is on record, and the final response has left."""
        self.investigated(outcome)
        if outcome == "upheld":
            self.do("apologise", "lead", kind="responsibility", personal={"wrong": "we packed it badly"})
        asked = ASKED_OF_PEOPLE if self.policy.rules.get("letters") else {}
        self.do("send_final_response", personal=asked | (CAN_STILL_DO if outcome == "not_upheld" else {}))
        self.deliver()
        self.do("add_prevention_task", **TASK)  # after the letter, so that it promised none
        return self

    def closed(self, outcome: str = "upheld") -> CaseBook:
        """Closed on the customer's own word."""
        self.answered(outcome).do("close", ground="accepted", personal={"words": "that settles it"})
        self.deliver()
        return self

    def kinds(self) -> list[str]:
        """The letters to the customer, in the order they were ordered."""
        return [letter.kind for letter in self.case.letters if letter.kind != "notice"]

    def notices(self) -> list[LetterOrder]:
        """The notices to colleagues."""
        return [order for order in self.pending if isinstance(order, LetterOrder) and order.kind == "notice"]

    def told(self) -> list[tuple[str, str]]:
        """The notices to colleagues: to whom and what."""
        return [(order.facts["to"]["id"], order.facts["what"]) for order in self.notices()]

    def stage(self) -> str:
        """The stage as it is now (asked anew each time, unlike an attribute that a type checker remembers)."""
        return self.case.stage

    def open_problems(self) -> list[str]:
        return [problem.key for problem in self.case.problems if problem.resolved_at is None]
