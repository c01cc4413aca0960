"""What an act has to know beside the case, so that its dates and its words can be decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from messages.decisions import ClockPause, ExtensionTold, PolicySnapshot, Recount


class Past(NamedTuple):
    """What has to be known beside the case: of the past to decide a date anew, of whom and what the act names."""

    events: Mapping[str, datetime] = MappingProxyType({})
    facts: Mapping[str, Any] = MappingProxyType({})
    pauses: Sequence[ClockPause] = ()
    told: Mapping[str, ExtensionTold] = MappingProxyType({})
    recount: Sequence[Recount] = ()
    """Dates that are counted again, each from its own anchor."""
    policy: PolicySnapshot | None = None
    """The rules to decide by, where the act changes those the complaint carries."""
    days: Mapping[str, date] = MappingProxyType({})
    """Days that a person set with the act: their instants are decided with it."""
    into: str = ""
    """The complaint that this one is joined to: what the register knows of it is looked up."""
    given_to: str = ""
    """Who gets the case: their roles are looked up."""
    category: str = ""
    """What it is reclassified to: its titles are looked up."""


NOTHING = Past()
"""It needs nothing beside the case."""
