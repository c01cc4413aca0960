"""What the workflow asks its activities to do, and what they answer.

Activities never read the clock for anything a letter, receipt or date shows: the workflow passes `at`. Where real time may have
run on since (retries), they use the later of `at` and their own clock.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any, Literal

from domain.record import Due
from domain.words import ClosingGround, LetterKind, Locale, RemedyKind
from messages.base import Message, Personal
from messages.like_cases import HeadOutcome


class LetterOrder(Message):
    """One letter to be written and sent once."""

    effect_id: str
    reference: str
    kind: LetterKind
    locale: Locale
    at: datetime
    zone: str
    """The zone in which the letter's dates are written and in which the customer sleeps."""
    urgent: bool = False
    """Urgent letters and acknowledgements do not wait for the morning."""
    medium: Literal["email", "post", "staff", "public", "message"]
    """`post`: written as an .eml for post or portal, because the customer cannot be mailed. `staff`: a notice to colleagues.
    `public`: a text for a person to post where everybody reads it. `message`: its short form for chat, app or SMS, and the letter
    itself for the page that it leads to.
    """
    paper: bool = False
    """A letter of the post that a person has to post: writing it puts it into the post queue."""
    due: Due | None = None
    """By when it has to be posted, as far as a duty is met by it; as things stood when it was ordered."""
    facts: dict[str, Any] = {}
    personal: Personal = None


class CallOff(Message):
    """A letter under way that is no longer to leave; one that has passed its last gate leaves all the same."""

    effect_id: str
    reference: str
    kind: LetterKind
    at: datetime


class LetterReceipt(Message):
    """What became of a letter."""

    effect_id: str
    state: Literal["sent", "waiting", "unknown", "to_post"]
    """`waiting`: quiet hours, not before `not_before`. `unknown`: the connection died after the text was handed over.
    `to_post`: written on paper; it is sent when a person says that it was posted."""
    sent_at: datetime | None = None
    message_id: str = ""
    not_before: datetime | None = None
    where: str = ""
    """Which way it went: `smtp`, or the .eml's path below the data folder."""
    due: Due | None = None
    """Of a letter on paper: by when it has to be posted."""
    discreet: bool = False
    """Of a letter on paper: a plain envelope, without the firm's name."""
    large_print: bool = False


class PostMarked(Message):
    """What somebody has said of a letter in the post queue."""

    effect_id: str
    state: Literal["printed", "sent", "returned"]
    """`sent`: handed to the post."""
    on: date
    by: str
    tracking: str = ""


class RemedyOrder(Message):
    """One part of an agreed remedy, to be carried out (or undone) once; `effect_id` is the idempotency key."""

    effect_id: str
    reference: str
    action: Literal["fulfil", "undo"] = "fulfil"
    undoes: str = ""
    """For `undo`: the effect id of what is undone."""
    kind: RemedyKind
    amount: str = ""
    """Decimal number as text; empty where no money moves."""
    currency: str = ""
    """ISO 4217 code."""
    ground: str = ""
    released_by: str = ""
    at: datetime
    personal: Personal = None


_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}")


class RemedyReceipt(Message):
    """What became of it: done (with the provider's receipt), refused (with the reason), or not known yet."""

    effect_id: str
    state: Literal["done", "refused", "unknown"]
    receipt: str = ""
    reason: str = ""
    """Why it was refused, in a code (`card_expired`)."""
    done_at: datetime | None = None
    personal: Personal = None
    """said: the provider's own words; they may name people."""

    def discreet(self) -> RemedyReceipt:
        """The same, with a reason that is words and no code put under `personal`."""
        if not self.reason or _CODE.fullmatch(self.reason):
            return self
        return self.model_copy(update={"reason": "", "personal": {"said": self.reason}})


class Archive(Message):
    """What must outlive the workflow: written at every end (closed, withdrawn, …), when it turns into another kind of contact,
    and for good when it settles."""

    reference: str
    stage: str
    kind: str = "complaint"
    handler: str = ""
    closing_ground: ClosingGround | None = None
    settled: bool = False
    at: datetime
    remedies: list[str] = []
    causes: list[str] = []
    outcomes: list[HeadOutcome] = []
    """How its heads ended, once it is closed."""
    view: dict[str, Any] = {}


class FileLinked(Message):
    """A complaint that was split off another one, to be filed once under its own reference."""

    reference: str
    source: str
    """Reference of the complaint it was split off."""
    at: datetime
    heads: list[dict[str, Any]] = []
    """What went with it; it comes back where the filing is refused."""
    intake: dict[str, Any]
