"""The outbox: every deed in the outside world is claimed before it is made and keeps its receipt.

    claimed ──hand over──▶ handed_over ──settle──▶ sent | done | refused | unknown
       ▲  └──settle──▶ blocked    cannot be done as ordered; may be ordered again
       │  └──settle──▶ called_off for good; nobody orders it again
       │  └──settle──▶ to_post    written on paper ──mark──▶ printed ──mark──▶ sent ──mark──▶ returned
       ├── release    the other side said no, for now
       └── reclaim    an earlier attempt died before it handed anything over, or its deed was looked up and is not there

Two attempts of one deed can be alive at once (the first was slow, the server began a second). Each step therefore
says which attempt it belongs to, and only the newest is let through: `hand_over` is the gate that one attempt passes.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal, Protocol

from messages.base import Message

EffectState = Literal[
    "claimed",
    "handed_over",
    "sent",
    "done",
    "refused",
    "unknown",
    "blocked",
    "called_off",
    "to_post",
    "printed",
    "returned",
]
NOT_MADE: tuple[EffectState, ...] = ("claimed", "blocked")
"""States in which the deed has provably not been made."""
QUEUED: tuple[EffectState, ...] = ("to_post", "printed")
"""States of a letter on paper that nobody has posted yet."""
POSTED: tuple[EffectState, ...] = (*QUEUED, "sent", "returned")
"""The way of a letter on paper, each step once and none backwards."""


class Effect(Message):
    """One deed as the outbox knows it."""

    effect_id: str
    kind: str
    reference: str
    state: EffectState
    attempt: int
    claimed_at: datetime
    """When the newest attempt claimed it, UTC."""
    receipt: dict[str, Any] | None = None


class Superseded(Exception):
    """Another attempt of the same deed has taken over: this one must not go on."""


class Outbox(Protocol):
    """The table of effects."""

    async def find_effect(self, effect_id: str) -> Effect | None:
        """The deed, if it was ever claimed."""
        ...

    async def claim_effect(self, effect_id: str, kind: str, reference: str, at: datetime) -> Effect | None:
        """Claim a deed that nobody has claimed: the claim, or None when somebody was first."""
        ...

    async def reclaim(self, seen: Effect, at: datetime) -> Effect:
        """Take over a claim as it was `seen`, for a new attempt.

        Raises:
            Superseded: it has changed since.
        """
        ...

    async def hand_over(self, mine: Effect) -> None:
        """Record that the deed leaves our hands now: from here on only the other side knows whether it was made.

        Raises:
            Superseded: another attempt has taken over.
        """
        ...

    async def release(self, mine: Effect) -> None:
        """Record that the deed was handed over and provably not made: another attempt may make it."""
        ...

    async def settle(self, mine: Effect, state: EffectState, receipt: dict[str, Any]) -> Effect:
        """Record how it ended and answer what is on record then.

        A deed that is known as made, or was taken over by another attempt, stays as it is.
        """
        ...

    async def mark(self, effect_id: str, state: EffectState, what: dict[str, Any]) -> None:
        """Record how far a letter on paper has come (`POSTED`), and `what` is known of it; a step back changes nothing."""
        ...
