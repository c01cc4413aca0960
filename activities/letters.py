"""Letters are written and sent once: the outbox is claimed before, the receipt is kept after.

What can be said for certain decides what happens next. Up to the gate nothing has left, so any attempt may start again.
Behind the gate only the mailer knows: it is asked (a file is there or not); where it cannot tell, the letter is
`unknown` and never sent again by itself, because a person can ask the customer and a program cannot. A letter on paper
is in the post queue when its file is there, and sent when a person says that it was posted.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from email.message import EmailMessage
from typing import Literal

from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities.mailing import Mailer, NotSent, OutcomeUnknown, Undeliverable
from activities.outbox import NOT_MADE, QUEUED, Effect, EffectState, Outbox, Superseded
from activities.refusals import refusing
from letters.checking import check_letter
from letters.message import compose, one_name
from letters.quiet import MORNING, not_before
from letters.rendering import RenderedLetter, render
from letters.wording import WordLists
from messages.deeds import CallOff, LetterOrder, LetterReceipt, PostMarked
from policies.firm import Firm

CALLED_OFF = "CalledOff"
"""The type of the failure that ends an attempt of a letter that was called off."""


class Letters:
    """Writes letters and hands them to the mailer of their medium (`email`, `post`, `staff`)."""

    def __init__(
        self,
        outbox: Outbox,
        mailers: Mapping[str, Mailer],
        firm: Firm,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        addressed: Callable[[LetterOrder], LetterOrder] = lambda order: order,
        words: WordLists | None = None,
        staff: Collection[str] = (),
    ) -> None:
        """`addressed` fills in who a notice to the staff goes to that day. `words`: the lists that letters are checked by; `staff`:
        the names of everybody at the desk.
        """
        self._staff = staff
        self._words = words or {}
        self._addressed = addressed
        self._outbox = outbox
        self._mailers = mailers
        self._firm = firm
        self._clock = clock

    @activity.defn(name="deliver_letter")
    @refusing
    async def deliver_letter(self, order: LetterOrder) -> LetterReceipt:
        """Write and send the letter, or answer what became of it at an earlier attempt. At most 90 seconds.

        Raises:
            ApplicationError: `MissingContent`, `WordsRefused` or `Undeliverable` (a person has to mend something), `NotSent`
                (is tried again). None of them repeats anything personal.
        """
        known = await self._outbox.find_effect(order.effect_id)
        if known and known.state == "called_off":
            raise ApplicationError("The letter was called off", type=CALLED_OFF, non_retryable=True)
        if known and known.receipt and known.state not in NOT_MADE:
            return LetterReceipt.model_validate(known.receipt)
        now = max(order.at, self._clock())
        morning = not_before(now, order.zone, order.kind, order.urgent, _from_hour(order))
        if morning and (known is None or known.state in NOT_MADE):
            return LetterReceipt(effect_id=order.effect_id, state="waiting", not_before=morning)
        order = self._by_a_way_we_have(self._addressed(order))
        message = compose(order, self._written(order.model_copy(update={"at": now})), self._firm, now)
        envelope = _Envelope(order, message, self._mailers[order.medium], now)
        try:
            claim = await self._claim(envelope)
            return await self._send(claim, envelope) if isinstance(claim, Effect) else claim
        except Superseded:
            raise ApplicationError("Another attempt of this letter is under way", type=NotSent.__name__) from None

    @activity.defn(name="call_off_letter")
    async def call_off_letter(self, letter: CallOff) -> str:
        """Let the letter not leave any more. Returns its state: `called_off`, or what it was too late for.

        An attempt under way loses its claim and is stopped at its own gate; behind the gate it leaves, and its receipt counts.
        """
        mine = await self._outbox.claim_effect(letter.effect_id, letter.kind, letter.reference, letter.at)
        while mine is None:
            seen = await self._outbox.find_effect(letter.effect_id)
            assert seen is not None, "effects are never deleted"
            if seen.state not in (*NOT_MADE, *QUEUED):
                return seen.state
            try:
                mine = await self._outbox.reclaim(seen, letter.at)
            except Superseded:
                continue  # another attempt took it over just now: look again
        return (await self._outbox.settle(mine, "called_off", {})).state

    @activity.defn(name="mark_post")
    async def mark_post(self, marked: PostMarked) -> None:
        """Put into the outbox what somebody said of a letter in the post queue. Said twice, or late, it changes nothing."""
        what = marked.model_dump(mode="json", include={"on", "by", "tracking"})
        await self._outbox.mark(marked.effect_id, marked.state, {marked.state: what})

    def _by_a_way_we_have(self, order: LetterOrder) -> LetterOrder:
        """A message leads to the firm's page; without one the letter goes whole."""
        if order.medium != "message" or self._firm.page:
            return order
        mailable = ((order.personal or {}).get("customer") or {}).get("email")
        return order.model_copy(update={"medium": "email" if mailable else "post"})

    def _written(self, order: LetterOrder) -> RenderedLetter:
        """The letter, its words checked; what colleagues tell each other is not."""
        letter = render(order, self._firm)
        if order.kind != "notice" and order.locale in self._words:
            check_letter(order, letter, self._firm, self._words[order.locale], self._staff)
        return letter

    async def _claim(self, letter: _Envelope) -> Effect | LetterReceipt:
        """The right to send the letter; or its receipt, when that is already spent."""
        order = letter.order
        mine = await self._outbox.claim_effect(order.effect_id, order.kind, order.reference, letter.now)
        if mine is not None:
            return mine
        seen = await self._outbox.find_effect(order.effect_id)
        assert seen is not None, "effects are never deleted"
        if seen.state in NOT_MADE:
            return await self._outbox.reclaim(seen, letter.now)
        if seen.state == "called_off":
            raise Superseded(order.effect_id)
        if seen.receipt:
            return LetterReceipt.model_validate(seen.receipt)
        try:
            where = await letter.mailer.look_up(letter.message, letter.file_name)
        except OutcomeUnknown:
            return await self._settle(seen, letter.receipt("unknown"))
        if where is None:
            return await self._outbox.reclaim(seen, letter.now)
        return await self._settle(seen, letter.left(where, seen.claimed_at))

    async def _send(self, mine: Effect, letter: _Envelope) -> LetterReceipt:
        async def gate() -> None:
            await self._outbox.hand_over(mine)

        try:
            where = await letter.mailer.send(letter.message, letter.file_name, gate)
        except NotSent as reason:
            await self._outbox.release(mine)
            raise ApplicationError(f"The letter did not leave: {reason}", type=NotSent.__name__) from None
        except Undeliverable as reason:
            await self._outbox.settle(mine, "blocked", {"reason": str(reason)})
            advice = "mend the address or send by post"
            raise ApplicationError(
                f"The letter was refused for good: {reason}; {advice}", type=Undeliverable.__name__, non_retryable=True
            ) from None
        except OutcomeUnknown:
            return await self._settle(mine, letter.receipt("unknown"))
        return await self._settle(mine, letter.left(where, letter.now))

    async def _settle(self, mine: Effect, receipt: LetterReceipt) -> LetterReceipt:
        state: EffectState = "unknown" if receipt.state == "waiting" else receipt.state
        on_record = await self._outbox.settle(mine, state, receipt.model_dump(mode="json"))
        return LetterReceipt.model_validate(on_record.receipt) if on_record.receipt else receipt


def _from_hour(order: LetterOrder) -> time:
    return time.fromisoformat(order.facts.get("not_before") or MORNING.isoformat())


@dataclass(frozen=True)
class _Envelope:
    order: LetterOrder
    message: EmailMessage
    mailer: Mailer
    now: datetime

    @property
    def file_name(self) -> str:
        return f"{one_name(self.order.effect_id)}.eml"

    def left(self, where: str, at: datetime) -> LetterReceipt:
        """The receipt of a letter that is out of our hands; one on paper is in the post queue then."""
        if not self.order.paper:
            return self.receipt("sent", where, at)
        wishes = self.order.facts.get("wishes", ())
        return self.receipt("to_post", where).model_copy(
            update={
                "due": self.order.due,
                "discreet": "discreet" in wishes,
                "large_print": "large_print" in wishes,
            }
        )

    def receipt(
        self, state: Literal["sent", "unknown", "to_post"], where: str = "", sent_at: datetime | None = None
    ) -> LetterReceipt:
        return LetterReceipt(
            effect_id=self.order.effect_id,
            state=state,
            sent_at=sent_at,
            message_id=str(self.message["Message-ID"]),
            where=where,
        )
