"""Looking up what like cases got, when a head of complaint was decided or its cause was found."""

from __future__ import annotations

from typing import Protocol

from temporalio import activity

from messages.like_cases import HeadOutcome, LikeAsked, LikeFound
from policies.like_cases import like


class Outcomes(Protocol):
    """The register's table of how heads of complaint ended."""

    async def outcomes(self, category: str, not_reference: str) -> list[HeadOutcome]:
        """Closed heads of that category, newest first, without those of the complaint that asks."""
        ...


class LikeCasesLookup:
    """Finds like cases in the register."""

    def __init__(self, outcomes: Outcomes) -> None:
        self._outcomes = outcomes

    @activity.defn(name="find_like_cases")
    async def find_like_cases(self, asked: LikeAsked) -> LikeFound:
        """What like cases got, for each head. Asked again later (after a Reset) it may know more of them: it decides nothing."""
        closed = {one.category: await self._closed(one.category, asked) for one in asked.heads}
        return LikeFound(like=[like(head, closed[head.category], asked.at) for head in asked.heads])

    async def _closed(self, category: str, asked: LikeAsked) -> list[HeadOutcome]:
        return await self._outcomes.outcomes(category, asked.reference)
