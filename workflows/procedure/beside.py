"""One act on a record beside a complaint (a prevention task, an obligation): its timeline, its notices, its effects."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from domain.beside import Beside
from domain.case import Entry, Letter
from messages.commands.base import By
from messages.deeds import DateDecided, LetterOrder, PolicySnapshot
from workflows.procedure.act import ENGINE, Effect


@dataclass
class BesideAct[R: Beside]:
    """One act. Everything a procedure function needs, and nothing that reads the outside."""

    record: R
    at: datetime
    policy: PolicySnapshot
    by: By = ENGINE
    dates: list[DateDecided] = field(default_factory=list)
    """The dates decided with this act."""
    effects: list[Effect] = field(default_factory=list)

    def log(self, what: str) -> None:
        """Add a line to the timeline."""
        who = "owabi" if self.by is ENGINE else f"{self.by.id} ({self.by.role}, claimed)"
        self.record.timeline.append(Entry(at=self.at, by=who, what=what))

    def tell(self, to: str, what: str, do: str) -> None:
        """Send a notice to a colleague: a staff id, or a role."""
        record = self.record
        record.notices_given += 1
        order = LetterOrder(
            effect_id=f"{record.id}/notice/{record.notices_given}",
            reference=record.complaint,
            kind="notice",
            locale=record.locale,
            at=self.at,
            zone=record.zone,
            medium="staff",
            facts={"to": {"id": to}, "what": what, "do": do, "reference": record.id},
        )
        waiting = Letter(effect_id=order.effect_id, kind="notice", round=1, ordered_at=self.at)
        waiting.order = order.model_dump(mode="json")
        record.notices.append(waiting)
        self.effects.append(order)

    def tell_again(self, effect: str) -> None:
        """Send a notice again that could not be sent."""
        for notice in self.record.notices:
            if notice.effect_id == effect and notice.order is not None:
                notice.next_try = None
                self.effects.append(LetterOrder.model_validate(notice.order).model_copy(update={"at": self.at}))
