"""The types of the fixtures that ask a pack for dates."""

from __future__ import annotations

from collections.abc import Callable

from messages.decisions import DateDecided

Dates = Callable[..., dict[str, DateDecided]]
"""(policy, facts=…, calendar=…, event=instant …) → duty or wait → what was decided."""
Due = Callable[..., dict[str, str]]
"""The same, but duty → its last day as text (with waits=True, the waits too)."""
