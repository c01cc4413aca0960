"""The register's tables. Their history is in `adapters/migrations`; a test fails when the two disagree."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Index, String, Text, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Instant(TypeDecorator[datetime]):
    """A moment, kept in UTC. SQLite forgets zones, so the zone is given back on reading; naive values are refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """UTC on the way in."""
        if value is not None and value.tzinfo is None:
            raise ValueError("an instant without zone cannot be stored")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """UTC on the way out."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The tables of the register."""


class DecisionRow(Base):
    """What was decided once: the first writer of a key wins, for good."""

    __tablename__ = "decisions"

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    value: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(Instant)
    """When it was written down, by the database user's clock."""


class EffectRow(Base):
    """The outbox: one row for each deed in the outside world, claimed before it is done."""

    __tablename__ = "effects"

    effect_id: Mapped[str] = mapped_column(Text, primary_key=True)
    kind: Mapped[str] = mapped_column(String(60))
    reference: Mapped[str] = mapped_column(String(100), index=True)
    state: Mapped[str] = mapped_column(String(20))
    attempt: Mapped[int]
    claimed_at: Mapped[datetime] = mapped_column(Instant)
    receipt: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class ComplaintTableRow(Base):
    """What must outlive the workflow of a complaint, and what lists are made of."""

    __tablename__ = "complaints"
    __table_args__ = (Index("ix_complaints_load", "settled", "stage", "handler"),)

    reference: Mapped[str] = mapped_column(String(100), primary_key=True)
    content_hash: Mapped[str] = mapped_column(String(64))
    customer_key: Mapped[str] = mapped_column(String(200), index=True)
    kind: Mapped[str] = mapped_column(String(30), server_default="complaint")
    order_key: Mapped[str] = mapped_column(String(200), server_default="")
    category: Mapped[str] = mapped_column(Text)
    product: Mapped[str] = mapped_column(Text)
    severity: Mapped[str] = mapped_column(String(20))
    policy: Mapped[str] = mapped_column(String(100))
    handler: Mapped[str] = mapped_column(String(100))
    stage: Mapped[str] = mapped_column(String(30))
    opened_at: Mapped[datetime] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    closing_ground: Mapped[str | None] = mapped_column(String(30))
    """Null where it ended by no closing (withdrawn, merged), or has not ended yet."""
    settled: Mapped[bool]
    batch: Mapped[str] = mapped_column(String(200), index=True)
    remedies: Mapped[list[str]] = mapped_column(JSON)
    causes: Mapped[list[str]] = mapped_column(JSON)
    view: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    updated_at: Mapped[datetime] = mapped_column(Instant)


class HeadOutcomeRow(Base):
    """How one head of a closed complaint ended, in numbers."""

    __tablename__ = "head_outcomes"
    __table_args__ = (Index("ix_head_outcomes_like", "category", "at"),)

    reference: Mapped[str] = mapped_column(String(100), primary_key=True)
    head: Mapped[str] = mapped_column(String(200), primary_key=True)
    category: Mapped[str] = mapped_column(Text)
    cause: Mapped[str] = mapped_column(Text)
    severity: Mapped[str] = mapped_column(String(20))
    outcome: Mapped[str] = mapped_column(String(30))
    money: Mapped[dict[str, str]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(Instant)
    """When the complaint was closed."""


class LedgerRow(Base):
    """The cashier's work list: one entry for each part of a remedy, or for its undoing."""

    __tablename__ = "remedies_ledger"

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    """The effect id: the same deed is entered once."""
    kind: Mapped[str] = mapped_column(String(60))
    amount: Mapped[str] = mapped_column(String(40))
    """Decimal number as text; empty where no money moves."""
    currency: Mapped[str] = mapped_column(String(3))
    ground: Mapped[str] = mapped_column(String(30))
    reference: Mapped[str] = mapped_column(String(100), index=True)
    state: Mapped[str] = mapped_column(String(20))
    """`entered`, or `undone` when a later entry took it back."""
    undoes: Mapped[str] = mapped_column(Text)
    """For the entry that takes another back: that one's key; else empty."""
    released_by: Mapped[str] = mapped_column(String(100))
    at: Mapped[datetime] = mapped_column(Instant)
