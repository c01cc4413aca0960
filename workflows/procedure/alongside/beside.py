"""One act on a record beside a complaint (a prevention task, an obligation): its timeline, its notices, its effects."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from domain.beside import Beside
from domain.case import Entry, Letter
from messages.commands.base import By
from messages.decisions import DateDecided, PolicySnapshot
from messages.deeds import LetterOrder, LetterReceipt
from workflows.procedure import notices, problems
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
        who = "owabi" if self.by is ENGINE else self.by.named
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
        waiting = Letter(effect_id=order.effect_id, kind="notice", round=1, ordered_at=self.at, about=to)
        waiting.order = order.model_dump(mode="json")
        record.notices.append(waiting)
        self.effects.append(order)

    def problem(self, key: str, what: str, owner: str, do: str, *, tell: bool = True) -> None:
        """Put a problem with an owner on the record (once per key while it is open) and tell the owner.

        `tell=False`: telling is what failed.
        """
        if problems.put(self.record.problems, self.at, key, what, owner, do) and tell:
            self.tell(owner, what, do)

    def solved(self, key: str) -> None:
        """The problem of that key is over."""
        problems.solve(self.record.problems, self.at, key)

    def notice_reported(self, effect: str, came: LetterReceipt | str, *, for_good: bool = False) -> None:
        """What became of a notice: its receipt, or why it has none; `for_good`: no second try would mend that."""
        notice = next((one for one in self.record.notices if one.effect_id == effect), None)
        if notice is None:
            return
        if isinstance(came, str):
            (notices.reached_nobody if for_good else notices.did_not_leave)(self, notice, came)
            return
        if came.state == "waiting":
            notice.next_try = came.not_before or self.at + notices.RETRY_AFTER
            return
        self.record.notices.remove(notice)
        if came.state == "sent":
            notices.left(self, notice, self.record.notices)
        else:
            notices.nobody_knows(self, notice, came.message_id)

    def tell_again(self, effect: str) -> None:
        """Send a notice again that could not be sent."""
        for notice in self.record.notices:
            if notice.effect_id == effect and notice.order is not None:
                notice.next_try = None
                self.effects.append(LetterOrder.model_validate(notice.order).model_copy(update={"at": self.at}))
