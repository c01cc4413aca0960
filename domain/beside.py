"""What every record beside a complaint has, a prevention task's and an obligation's alike. No personal data."""

from __future__ import annotations

from datetime import datetime

from domain.case import Entry, Letter, Problem
from domain.dates import Deadline
from domain.record import Record
from domain.words import Locale


class Beside(Record):
    """A matter with a life of its own that came from a complaint and outlives it."""

    id: str
    complaint: str
    """Reference of the complaint it came from."""
    owner: str
    """Staff id, or a role: whoever holds it that day."""
    category: str = ""
    severity: str = ""
    deadline: Deadline | None = None
    escalation: int = 0
    zone: str
    locale: Locale = "en"
    opened_by: str
    opened_at: datetime
    as_of: datetime
    notices: list[Letter] = []
    """Notices to colleagues; those that could not be sent are tried again."""
    notices_given: int = 0
    problems: list[Problem] = []
    """Who was not told, and why; each with an owner."""
    timeline: list[Entry] = []
    timeline_dropped: int = 0
