"""One obligation played on paper, with the real procedure, the real packs and no server."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from activities.timetable import decided
from domain.obligation import Obligation
from domain.parallel import AWARE
from messages.deeds import LetterOrder
from messages.news import News
from messages.obligation_commands import OBLIGATIONS
from messages.obligations import CorrectAwareness, ObligationStart, ReclassifyObligation
from policies.reader import Packs
from tests.procedure.case_book import PEOPLE
from workflows.procedure.alongside import obligation_book, obligation_clock
from workflows.procedure.alongside.obligation import ObligationAct, new_obligation, open_obligation
from workflows.procedure.alongside.obligation_report import new_facts
from workflows.procedure.keeping import trim_beside


class ObligationBook:
    """One obligation, opened at `now`; it does what the workflow does and nothing else."""

    def __init__(self, pack: str, duty: str, since: datetime, now: datetime | None = None, **facts: Any) -> None:
        self.now = now or since
        kind = "retention" if "retention" in duty else "report"
        self.policy = Packs().snapshot(pack, since.date())
        start = ObligationStart(
            id=f"CASE-1-{pack}.{duty}",
            complaint="CASE-1",
            kind=kind,
            pack=pack,
            duty=duty,
            events={AWARE if kind == "report" else "received": since},
            facts=facts,
            owner="otto.owner",
            besides=["carla.complained-of"],
            opened_by="leo.lead",
            at=self.now,
        )
        self.obligation: Obligation = new_obligation(start, self.policy, self.now)
        self.letters: list[LetterOrder] = []
        self.news: list[News] = []
        act = self.act(start.events, start.facts)
        open_obligation(act)
        self.keep(act)

    def act(self, events: dict[str, datetime], facts: dict[str, Any]) -> ObligationAct:
        mine = self.obligation
        dates, _ = decided(mine.id, "test", self.policy, events, facts) if events else ([], {})
        return ObligationAct(record=mine.model_copy(deep=True), at=self.now, policy=self.policy, dates=dates)

    def keep(self, act: ObligationAct) -> None:
        trim_beside(act.record)
        self.obligation = act.record
        self.letters += [effect for effect in act.effects if isinstance(effect, LetterOrder)]
        self.news += [effect for effect in act.effects if isinstance(effect, News)]

    def do(self, name: str, role: str = "lead", who: str = "", **body: Any) -> None:
        """Perform a command as the person of that role."""
        mine = self.obligation
        command = OBLIGATIONS.check(name, {"by": {"id": who or PEOPLE[role], "role": role}, **body})
        events, facts = {}, mine.facts
        if isinstance(command, ReclassifyObligation):
            events, facts = mine.events, new_facts(mine, command.facts, self.policy)
        if isinstance(command, CorrectAwareness):
            events = mine.events | {AWARE: command.aware_at}
        act = self.act(events, facts)
        act.by = command.by
        obligation_book.carry_out(act, name, command)
        self.keep(act)

    def pass_until(self, at: datetime) -> None:
        """Time passes; what becomes due on the way is done."""
        while (coming := sorted(obligation_clock.dates(self.obligation))) and coming[0][0] <= at:
            self.now = max(self.now, coming[0][0])
            act = self.act({}, {})
            obligation_clock.come(act, coming[0][1].partition("/")[0])
            self.keep(act)
        self.now = at

    def due(self) -> str:
        assert self.obligation.deadline is not None
        return str(self.obligation.deadline.due)

    def clock(self) -> str:
        """The state of its deadline."""
        assert self.obligation.deadline is not None
        return self.obligation.deadline.state

    def told(self, words: str) -> list[str]:
        """Who was told these words."""
        return [order.facts["to"]["id"] for order in self.letters if words in order.facts["what"]]
