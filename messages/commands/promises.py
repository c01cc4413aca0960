"""Commands about promises: what a person has said will happen, by when, and what became of it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from domain.words import Medium, PromiseKind
from messages.commands.base import Code, Command, Judgement, Whom


class MakePromise(Command):
    """Promise the customer something by a day, or within a window. personal: {what} in one's own words.

    With `to` body: what an outside body asks for (papers, an answer, compliance), by the day it has set, wherever the complaint
    stands; `body` says which one asks.

    personal.to_customer?: how letters name it, as a whole sentence to the customer.
    """

    what: PromiseKind
    to: Literal["customer", "body"] = "customer"
    body: Code | None = None
    """The outside body that asks; the last one on record when absent."""
    due: AwareDatetime | date
    """The last day, or the end of the window as an instant with offset."""
    from_: Annotated[AwareDatetime | None, Field(alias="from")] = None
    """The beginning of the window, where there is one."""
    medium: Medium | None = None
    owner: Code | None = None
    """Staff id of who keeps it; whoever promises when absent."""
    deputy: Code | None = None
    """Staff id of who keeps it when the owner cannot."""


class KeepPromise(Command):
    """Record that a promise was kept, or that the customer was tried in vain. personal: {words?}."""

    promise: Code
    reached: Literal[True, False] = True
    """False: a try without reaching the customer; after three in the promised time, some time apart, it counts as not reached."""
    medium: Medium | None = None
    whom: Whom | None = None
    done_at: AwareDatetime | None = None
    """When; the instant of the command when absent."""


class MovePromise(Judgement):
    """Move a promise to another day or window, before it is due and with the customer told."""

    promise: Code
    due: AwareDatetime | date
    from_: Annotated[AwareDatetime | None, Field(alias="from")] = None
    medium: Medium
    """How the customer was told."""
    whom: Whom | None = None
