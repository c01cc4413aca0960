"""Fixing an act's instant and the dates that follow from it, once: whoever asks again gets the first answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from temporalio import activity

from letters.checking import words_in
from letters.days import named_in
from letters.wording import WordLists
from messages.decisions import (
    ClockPause,
    DateDecided,
    ExtensionTold,
    PolicySnapshot,
    Target,
    Turn,
    TurnRecorded,
    WordFound,
)
from policies.categories import Categories
from policies.certificates import Json
from policies.moments import local_day
from policies.team import Team, reach
from policies.timetable import dates_for, days_set, shortened


class Claims(Protocol):
    """The register's table of decisions."""

    async def claim(self, key: str, value: dict[str, Any]) -> dict[str, Any]:
        """Store `value` (plain JSON) under `key` unless that is taken; answer what is stored: the first writer wins."""
        ...

    async def claimed(self, key: str) -> dict[str, Any] | None:
        """What is stored under `key`; None when nobody has claimed it."""
        ...


class Surveys(Protocol):
    """What the register knows of who was asked how a complaint was handled."""

    async def last_survey(self, customer_key: str, not_reference: str) -> datetime | None:
        """When that customer was last asked, without the complaint that asks; None: never."""
        ...


class Others(Protocol):
    """What the register knows of other complaints."""

    async def target(self, reference: str, customer_key: str) -> Target:
        """The complaint that another one is to be joined to, and whether it is of the customer with that key (empty: of no one)."""
        ...


class Timetable:
    """Records the turns of a complaint's only writer."""

    def __init__(
        self,
        claims: Claims,
        team: Team | None = None,
        words: WordLists | None = None,
        surveys: Surveys | None = None,
        others: Others | None = None,
        categories: Categories | None = None,
    ) -> None:
        """`team` says who holds a role that day; without one nobody does. `words`: the lists that texts are looked up in.
        `surveys`: when a customer was last asked; without it nobody was. `others`: the complaints that one can be joined
        to; without them nobody looks. `categories`: the firm's list; without it nobody looks.
        """
        self._categories = categories
        self._others = others
        self._surveys = surveys
        self._words = words or {}
        self._claims = claims
        self._team = team

    @activity.defn(name="record_turn")
    async def record_turn(self, turn: Turn) -> TurnRecorded:
        """Decide the turn's instant and dates, or answer what was decided the first time (after a Reset, a retry)."""
        dates: list[DateDecided] = []
        if turn.policy:
            dates, proofs = decided(
                turn.reference, turn.key, turn.policy, turn.events, turn.facts, turn.pauses, turn.told
            )
            dates += days_set(turn.days, turn.at, turn.policy.zone)
            for again in turn.recount:
                counted, shown = decided(
                    turn.reference, turn.key, turn.policy, again.events, turn.facts, turn.pauses, turn.told
                )
                dates += [date for date in counted if date.duty in again.duties]
                proofs |= {duty: proof for duty, proof in shown.items() if duty in again.duties}
            sooner, sums = shortened(turn.policy, turn.shorten, turn.at)
            dates += certified(turn.reference, turn.key, sooner)
            if proofs or sums:
                await self._claims.claim(certificates_key(turn.reference, turn.key), proofs | sums)
        mine = TurnRecorded(at=turn.at, dates=dates, holders=self._holders(turn), words=self._found(turn))
        mine = mine.model_copy(update={"days_named": named_in(turn.personal or {}, turn.locale, _today(turn))})
        mine = mine.model_copy(update=await self._looked_up(turn))
        stored = await self._claims.claim(f"{turn.reference}/{turn.key}", mine.model_dump(mode="json"))
        return TurnRecorded.model_validate(stored)

    async def _looked_up(self, turn: Turn) -> dict[str, Any]:
        """What the act names, as the register and the firm's files know it."""
        known: dict[str, Any] = {}
        if turn.survey_of and self._surveys is not None:
            known["surveyed_at"] = await self._surveys.last_survey(turn.survey_of, turn.reference)
        if turn.into and self._others is not None:
            known["target"] = await self._others.target(turn.into, turn.customer_key)
        if turn.given_to and self._team is not None:
            person = self._team.person(turn.given_to)
            known["given_to_roles"] = list(person.roles) if person else []
        if turn.category and self._categories is not None:
            known["category_titles"] = self._categories.titles(turn.category)
        return known

    def _found(self, turn: Turn) -> list[WordFound]:
        words = self._words.get(turn.locale)
        if not turn.personal or not words:
            return []
        return words_in(turn.personal, words, turn.locale, _today(turn))

    def _holders(self, turn: Turn) -> dict[str, str]:
        if self._team is None or turn.policy is None:
            return dict.fromkeys(turn.roles, "")
        on = local_day(turn.at, ZoneInfo(turn.policy.zone))
        return {role: reach(self._team, role, on, turn.besides) or "" for role in turn.roles}


def _today(turn: Turn) -> date:
    """The turn's day in the complaint's zone."""
    return local_day(turn.at, ZoneInfo(turn.policy.zone if turn.policy else turn.zone))


def decided(
    reference: str,
    key: str,
    policy: PolicySnapshot,
    events: dict[str, datetime],
    facts: dict[str, Any],
    pauses: Sequence[ClockPause] = (),
    told: Mapping[str, ExtensionTold] = MappingProxyType({}),
) -> tuple[list[DateDecided], dict[str, Json]]:
    """The dates that follow from `events` under a complaint's policy, each with its certificate's id; and the certificates."""
    dates, proofs = dates_for(policy, events, facts, pauses, told)
    return certified(reference, key, dates), proofs


def certified(reference: str, key: str, dates: Sequence[DateDecided]) -> list[DateDecided]:
    """The dates, each with the id of its certificate."""
    return [date.model_copy(update={"certificate_id": certificate_id(reference, date.duty, key)}) for date in dates]


def certificate_id(reference: str, duty: str, key: str) -> str:
    """`<reference>/<duty>/<turn>`."""
    return f"{reference}/{duty}/{key}"


def certificates_key(reference: str, key: str) -> str:
    """Where the register keeps the certificates of a turn: one row, duty → certificate."""
    return f"{reference}/certificates/{key}"
