"""The base of every message."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict

Personal = dict[str, Any] | None
"""What is personal in a message: names, contacts, free text typed by people. `None` means erased and is always legal."""


class Message(BaseModel):
    """Frozen, tolerant of fields it does not know (a newer sender meets an older reader), silent about values in errors.

    Messages lie in histories for years, so they only grow: new fields get defaults, none is renamed or retyped.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)
