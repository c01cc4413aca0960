"""What a complaint knows of obligations beside it: what may be owed to an authority, and what became of it. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import ConfigDict

from domain.record import Due, Record

ObligationState = Literal["open", "met", "not_reportable", "keeping", "to_settle", "settled"]
"""Of a report: open, then met or not_reportable. Of a record: keeping, to_settle once its last day has passed, settled."""
OVER: tuple[ObligationState, ...] = ("met", "not_reportable", "settled")
AWARE = "first_employee_aware"
"""The event from which reports are counted: the first word that reached any employee."""


class Known(Record):
    """The base of what a complaint was told at its receipt. Never changed, so that drafts share it."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class Occasion(Known):
    """When a pack is proposed: every list that is given must hold one of what the case has."""

    flags: list[str] = []
    categories: list[str] = []
    severities: list[str] = []


class ParallelDuty(Known):
    """One thing a pack beside a complaint asks for, with its date as it stood at receipt."""

    duty: str
    title: dict[str, str] = {}
    due: Due | None = None
    """Counted from the awareness on record at receipt; None where it depends on facts, or nobody proposes the pack here."""


class ParallelPack(Known):
    """A pack of obligations beside a complaint, as the desk had it when the complaint arrived."""

    pack: str
    title: dict[str, str]
    duties: list[ParallelDuty]
    facts: dict[str, Any] = {}
    """What the pack asks for: name → rule, as its file has it."""
    needs: list[str] = []
    """Facts without which a duty has no date."""
    when: list[Occasion] = []
    """When it is proposed by itself; empty: never, a person may open it all the same."""


class Obliged(Record):
    """What the complaint knows of an obligation; the obligation itself is a workflow that outlives the complaint."""

    id: str
    pack: str
    duty: str
    due: Due | None = None
    """None until the obligation has decided it."""
    state: ObligationState = "open"
    breached: bool = False
    owner: str = ""
    at: datetime
