"""Commands that protect the staff: conduct towards them is reported, looked at by somebody else, and answered by who and how."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from domain.words import ConductKind, Medium
from messages.commands.base import Code, Command, Judgement, Line, Reason


class FlagConduct(Command):
    """Report conduct; set the flag on a report (with `review_on`); or lift it. personal: {facts, quotes}.

    A flag changes who handles the case and how, never what it is found to be or what the customer is offered.
    """

    kinds: Annotated[list[ConductKind], Field(max_length=8)] = []
    """What it was; needed for a report."""
    recording: Code | None = None
    """Reference of a recording."""
    flag: Code | None = None
    """The report or flag meant (`F1`); may be left out where there is only one."""
    review_on: date | None = None
    """Sets the flag: the day on which it is looked at again and, unless it is set anew, ends (local day of the desk)."""
    reason: Reason | None = None
    """Why it is set or lifted."""
    lift: bool = False
    """Ends a flag, or dismisses a report."""
    accommodation_reviewed: Reason | None = None
    """What was found when a request for reasonable accommodation, distress, dementia or particular care was looked at first."""


class RestrictContact(Judgement):
    """Say who speaks to the customer and how, until a day; or lift that. It ends by itself. personal: {words}."""

    until: date | None = None
    """The last day (local day of the desk); needed unless it is lifted."""
    channel: Medium | None = None
    """The one way of contact; letters that are owed go out all the same."""
    person: Code | None = None
    """The one person of the desk who writes and speaks to the customer."""
    hours: Line | None = None
    """At which hours, in words (`10:00-12:00 on working days`)."""
    two_people: bool = False
    no_visits: bool = False
    no_contact: bool = False
    """Nobody calls, meets or chats; what is owed in writing is sent."""
    lift: bool = False
