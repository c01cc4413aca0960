"""The register: every table behind the ports of the activities."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from activities.opening import ComplaintRow
from activities.outbox import POSTED, QUEUED, Effect, EffectState, Superseded
from adapters.sql.engine import WRITES, async_engine
from adapters.sql.insert import insert_once
from adapters.sql.outcomes import read_outcomes, write_outcomes
from adapters.sql.records import ComplaintRecord
from adapters.sql.tables import ComplaintTableRow, DecisionRow, EffectRow
from domain.errors import ReferenceConflict
from domain.words import ENDED
from messages.decisions import EarlierComplaint, Target
from messages.deeds import Archive
from messages.like_cases import HeadOutcome

_MADE = ("sent", "done", "refused")
_SHOWN_EARLIER = 50
"""How many earlier complaints of one customer are shown: more help nobody and would swell every history."""


class SqlRegister:
    """Decisions, outbox and complaints in one database.

    Implements the ports Claims, Outbox, ComplaintRows, CustomerRecord, Surveys, Others, Archives and Outcomes.
    """

    def __init__(self, engine: AsyncEngine, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._engine = engine
        self._clock = clock

    @classmethod
    def at(cls, url: str) -> SqlRegister:
        """The register at a database address; its tables must be there (`adapters.migrations.migrate`)."""
        return cls(async_engine(url))

    @property
    def engine(self) -> AsyncEngine:
        """The engine, for other adapters on the same database."""
        return self._engine

    async def close(self) -> None:
        """Give all connections back; without this SQLite's threads outlive the event loop."""
        await self._engine.dispose()

    # Decisions

    async def claim(self, key: str, value: dict[str, Any]) -> dict[str, Any]:
        """Store `value` under `key` unless the key is taken; answer what is stored: the first writer wins."""
        async with writing(self._engine) as db:
            if await insert_once(db, DecisionRow, {"key": key, "value": value, "at": self._clock()}):
                return value
            found: dict[str, Any] | None = await db.scalar(select(DecisionRow.value).where(DecisionRow.key == key))
        assert found is not None, "decisions are never deleted"
        return found

    async def claimed(self, key: str) -> dict[str, Any] | None:
        """What is stored under `key`; None when nobody has claimed it."""
        async with self._engine.connect() as db:
            found: dict[str, Any] | None = await db.scalar(select(DecisionRow.value).where(DecisionRow.key == key))
        return found

    # Outbox

    async def find_effect(self, effect_id: str) -> Effect | None:
        """The deed, if it was ever claimed."""
        async with self._engine.connect() as db:
            return await _effect(db, effect_id)

    async def claim_effect(self, effect_id: str, kind: str, reference: str, at: datetime) -> Effect | None:
        """Claim a deed that nobody has claimed: the claim, or None when somebody was first."""
        mine = Effect(effect_id=effect_id, kind=kind, reference=reference, state="claimed", attempt=1, claimed_at=at)
        async with writing(self._engine) as db:
            first = await insert_once(db, EffectRow, mine.model_dump())
        return mine if first else None

    async def reclaim(self, seen: Effect, at: datetime) -> Effect:
        """Take over a claim as it was seen, for a new attempt; raises Superseded when it has changed since."""
        changes = {"state": "claimed", "attempt": seen.attempt + 1, "claimed_at": at, "receipt": None}
        await self._move(seen, changes)
        return seen.model_copy(update=changes)

    async def hand_over(self, mine: Effect) -> None:
        """Record that the deed leaves our hands now; raises Superseded when another attempt has taken over."""
        await self._move(mine, {"state": "handed_over"})

    async def release(self, mine: Effect) -> None:
        """Record that the deed was handed over and provably not made: another attempt may make it."""
        row = EffectRow
        still_mine = (row.effect_id == mine.effect_id, row.attempt == mine.attempt, row.state == "handed_over")
        async with writing(self._engine) as db:
            await db.execute(update(row).where(*still_mine).values(state="claimed"))

    async def settle(self, mine: Effect, state: EffectState, receipt: dict[str, Any]) -> Effect:
        """Record how it ended and answer what is on record; a deed known as made stays as it is."""
        row = EffectRow
        still_mine = (row.effect_id == mine.effect_id, row.attempt == mine.attempt, row.state.not_in(_MADE))
        async with writing(self._engine) as db:
            await db.execute(update(row).where(*still_mine).values(state=state, receipt=receipt))
            stored = await _effect(db, mine.effect_id)
        assert stored is not None, "effects are never deleted"
        return stored

    async def mark(self, effect_id: str, state: EffectState, what: dict[str, Any]) -> None:
        """Record how far a letter on paper has come; a step back, or a letter that was called off, changes nothing."""
        row = EffectRow
        before = POSTED[: POSTED.index(state)]
        async with writing(self._engine) as db:
            known = await db.scalar(select(row.receipt).where(row.effect_id == effect_id))
            still = (row.effect_id == effect_id, row.state.in_(before))
            await db.execute(update(row).where(*still).values(state=state, receipt=(known or {}) | what))

    async def post_queue(self) -> list[Effect]:
        """The letters on paper that nobody has posted yet: those with the earliest date first, then the oldest."""
        waiting = select(*EffectRow.__table__.columns).where(EffectRow.state.in_(QUEUED))
        async with self._engine.connect() as db:
            found = [Effect.model_validate(dict(row)) for row in (await db.execute(waiting)).mappings()]
        return sorted(found, key=lambda one: ((one.receipt or {}).get("due") or "9999", one.claimed_at, one.effect_id))

    async def _move(self, seen: Effect, changes: dict[str, Any]) -> None:
        as_seen = (
            EffectRow.effect_id == seen.effect_id,
            EffectRow.attempt == seen.attempt,
            EffectRow.state == seen.state,
        )
        async with writing(self._engine) as db:
            moved = await db.execute(update(EffectRow).where(*as_seen).values(**changes))
        if moved.rowcount != 1:
            raise Superseded(seen.effect_id)

    # Complaints

    async def register(self, row: ComplaintRow) -> None:
        """Add the row unless its reference is there with the same hash; raises ReferenceConflict for another hash."""
        # A receipt may lie minutes ahead of our clock; no ending must look older than its beginning.
        since = min(row.opened_at, self._clock())
        known = row.model_dump() | {"settled": False, "remedies": [], "causes": [], "updated_at": since}
        async with writing(self._engine) as db:
            if await insert_once(db, ComplaintTableRow, known):
                return
            there = await db.scalar(_of(row.reference, ComplaintTableRow.content_hash))
        if there != row.content_hash:
            advice = "file this one under a reference of its own"
            raise ReferenceConflict(f"{row.reference} already carries another complaint; {advice}")

    async def open_load(self) -> dict[str, int]:
        """How many complaints each handler has that are not closed, withdrawn, merged or settled."""
        row = ComplaintTableRow
        still_open = (row.settled.is_(False), row.stage.not_in(ENDED), row.handler != "")
        counted = select(row.handler, func.count().label("complaints")).where(*still_open).group_by(row.handler)
        async with self._engine.connect() as db:
            return {row.handler: row.complaints for row in await db.execute(counted)}

    async def earlier(self, customer_key: str, not_reference: str) -> list[EarlierComplaint]:
        """Earlier complaints of that customer, newest first, without the one being opened."""
        row = ComplaintTableRow
        known = (row.reference, row.kind, row.category, row.opened_at, row.stage, row.remedies, row.product)
        columns = (*known, row.order_key, row.closed_at, row.settled)
        theirs = select(*columns).where(row.customer_key == customer_key, row.reference != not_reference)
        newest = theirs.order_by(row.opened_at.desc(), row.reference).limit(_SHOWN_EARLIER)
        async with self._engine.connect() as db:
            return [EarlierComplaint.model_validate(dict(found)) for found in (await db.execute(newest)).mappings()]

    async def preferences(self, customer_key: str) -> dict[str, Any]:
        """The register knows none: what a customer wished for once lies, sealed, in their complaint."""
        return {}

    async def last_survey(self, customer_key: str, not_reference: str) -> datetime | None:
        """When that customer was last asked how a complaint was handled, without the one that asks; None: never."""
        row, letter = ComplaintTableRow, EffectRow
        theirs = (row.customer_key == customer_key, row.reference != not_reference, letter.kind == "survey")
        left = letter.state.in_(("sent", "handed_over", "unknown", *QUEUED))
        asked = select(func.max(letter.claimed_at)).join(row, row.reference == letter.reference).where(*theirs, left)
        async with self._engine.connect() as db:
            found: datetime | None = await db.scalar(asked)
        return found

    async def target(self, reference: str, customer_key: str) -> Target:
        """The complaint that another one is to be joined to, and whether it is of the customer with that key (empty: of no one)."""
        row = ComplaintTableRow
        async with self._engine.connect() as db:
            found = (await db.execute(_of(reference, row.stage, row.settled, row.customer_key))).one_or_none()
        if found is None:
            return Target(there=False)
        same = bool(customer_key) and found.customer_key == customer_key
        return Target(there=True, stage=found.stage, settled=found.settled, same_customer=same)

    async def archive(self, ending: Archive) -> None:
        """Write an ending over what is there, unless what is there is newer or settled."""
        row = ComplaintTableRow
        values: dict[str, Any] = {
            "stage": ending.stage,
            "kind": ending.kind,
            "closing_ground": ending.closing_ground,
            "settled": ending.settled,
            "remedies": ending.remedies,
            "causes": ending.causes,
            "view": ending.view,
            "updated_at": ending.at,
        }
        if ending.stage == "closed" and not ending.settled:
            values["closed_at"] = ending.at
        if ending.handler:
            values["handler"] = ending.handler
        # A Reset repeats old endings; the final one counts whatever the clocks said.
        newer = true() if ending.settled else row.updated_at <= ending.at
        async with writing(self._engine) as db:
            written = await db.execute(update(row).where(row.reference == ending.reference, newer).values(**values))
            if written.rowcount == 1:
                await write_outcomes(db, ending)

    async def outcomes(self, category: str, not_reference: str) -> list[HeadOutcome]:
        """How closed heads of that category ended, newest first, without those of the complaint that asks."""
        async with self._engine.connect() as db:
            return await read_outcomes(db, category, not_reference)

    async def complaint(self, reference: str) -> ComplaintRecord | None:
        """What the register knows of a complaint; None when it was never registered."""
        async with self._engine.connect() as db:
            found = (await db.execute(_of(reference, *ComplaintTableRow.__table__.columns))).mappings().one_or_none()
        return ComplaintRecord.model_validate(dict(found)) if found else None


@asynccontextmanager
async def writing(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """One transaction that writes."""
    async with engine.connect() as connection:
        await connection.execution_options(**{WRITES: True})
        async with connection.begin():
            yield connection


def _of(reference: str, *columns: Any) -> Any:
    return select(*columns).where(ComplaintTableRow.reference == reference)


async def _effect(db: AsyncConnection, effect_id: str) -> Effect | None:
    found = (await db.execute(select(*EffectRow.__table__.columns).where(EffectRow.effect_id == effect_id))).mappings()
    row = found.one_or_none()
    return Effect.model_validate(dict(row)) if row else None
