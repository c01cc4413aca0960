"""The intake: what another service sends to start a complaint, checked by one function that every door and the workflow call."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints, ValidationError, model_validator
from pydantic_core import ErrorDetails

from domain.errors import InvalidIntake
from domain.words import Channel, ContactKind, Flag, Locale, Mood, RepresentativeKind, Severity
from messages.base import Message
from messages.ids import REFERENCE

MAX_BYTES = 256_000
"""Largest intake, as canonical JSON."""
MAX_DESCRIPTION = 32_000
"""Longest description, in characters."""
MAX_ATTACHMENTS = 50
CLOCK_TOLERANCE = timedelta(minutes=5)
"""How far ahead the sender's clock may be before `received_at` counts as lying in the future."""

EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
"""A receipt before this is a slip of the keyboard, and dates near year 1 cannot be counted with."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u2029]")
_LINE_BREAK = re.compile(r"[\r\n\t]")


def _one_line(text: str) -> str:
    if _CONTROL.search(text) or _LINE_BREAK.search(text):
        raise ValueError("must be one line without control characters")
    return text


def _plain(text: str) -> str:
    if _CONTROL.search(text):
        raise ValueError("must not contain control characters")
    return text


def _mail_address(text: str) -> str:
    if not re.fullmatch(r"[^\s@<>,;:\"()\[\]\\]{1,64}@[^\s@<>,;:\"()\[\]\\]{1,255}", _one_line(text)):
        raise ValueError("is not an e-mail address")
    return text


def _file_name(text: str) -> str:
    if "/" in text or "\\" in text or text in {".", ".."} or text.startswith("~"):
        raise ValueError("must be a file name without a path")
    return _one_line(text)


def _uri(text: str) -> str:
    if not re.match(r"(https|s3|gs|azure|urn|cid):", _one_line(text)):
        raise ValueError("must start with https:, s3:, gs:, azure:, urn: or cid:")
    return text


def _reference(text: str) -> str:
    if not REFERENCE.fullmatch(text):
        raise ValueError("must match [A-Za-z0-9][A-Za-z0-9._-]{0,99}")
    return text


Line = Annotated[str, StringConstraints(max_length=500), AfterValidator(_one_line)]
"""One line of text, at most 500 characters."""
Code = Annotated[str, StringConstraints(min_length=1, max_length=100), AfterValidator(_one_line)]
"""A code or id: 1 to 100 characters on one line."""
Text = Annotated[str, StringConstraints(max_length=4_000), AfterValidator(_plain)]
"""Several lines, at most 4,000 characters."""


class Product(Message):
    """What was bought."""

    name: Line | None = None
    model: Line | None = None
    lot: Line | None = None
    serial: Line | None = None
    bought_at: Line | None = None
    bought_where: Line | None = None


class Head(Message):
    """One head of complaint (its text lies under `personal.heads`)."""

    id: Code
    category: Code


class Harm(Message):
    """What was hurt or is in danger, as far as it is known."""

    injury: bool = False
    property: bool = False
    money: bool = False
    others_at_risk: bool = False


class ContactWishes(Message):
    """How the customer wants to be reached."""

    by: list[Code] | Code | None = None
    hours: Line | None = None
    not_before: Line | None = None
    address: Text | None = None
    """Where letters go instead of the customer's own address."""
    discreet: bool = False
    large_print: bool = False
    interpreter: Line | bool | None = None
    no_contact: bool = False


class Customer(Message):
    """The person concerned."""

    id: Code | None = None
    name: Line | None = None
    email: Annotated[str, AfterValidator(_mail_address)] | None = None
    phone: Line | None = None
    address: Text | None = None
    locale: Locale
    vulnerable: bool = False
    contact: ContactWishes | None = None


class Representative(Message):
    """Who complains on the customer's behalf."""

    name: Line
    relation: Line | None = None
    kind: RepresentativeKind | None = None
    contact: Line | None = None
    """An e-mail or a postal address; by telephone alone nobody can be written to."""
    authority: Literal["none", "claimed", "evidenced"] = "none"


class LinkedTo(Message):
    """The complaint from which this one was split off, or which it follows."""

    reference: Annotated[str, AfterValidator(_reference)]
    why: Literal["split", "follows"] = "follows"
    acknowledged_at: AwareDatetime | None = None
    """When the receipt of both was acknowledged together."""
    flags: list[Flag] = []
    """What that complaint is about besides its category, as far as it holds here too."""


class Attachment(Message):
    """A piece of evidence, by reference."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=255), AfterValidator(_file_name)]
    uri: Annotated[str, StringConstraints(max_length=2_000), AfterValidator(_uri)]
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    media_type: Line


class IntakePersonal(Message):
    """What is personal in an intake."""

    customer: Customer
    representative: Representative | None = None
    subject: Annotated[str, StringConstraints(min_length=1, max_length=300), AfterValidator(_one_line)]
    description: Annotated[str, StringConstraints(max_length=MAX_DESCRIPTION), AfterValidator(_plain)]
    desired_outcome: Text | None = None
    heads: dict[Code, Text] | None = None
    place: Line | None = None
    people_involved: list[Line] | None = None
    mood: Mood | None = None
    attachments: Annotated[list[Attachment], Field(max_length=MAX_ATTACHMENTS)] = []


class Intake(Message):
    """A complaint as it arrives. `received_at` needs an offset; without a `reference` the door makes one."""

    reference: Annotated[str, AfterValidator(_reference)] | None = None
    kind: ContactKind = "complaint"
    received_at: AwareDatetime
    occurred_at: AwareDatetime | None = None
    first_employee_aware: AwareDatetime | None = None
    channel: Channel
    category: Code
    product: Line | Product | None = None
    order_reference: Line | None = None
    heads: Annotated[list[Head], Field(max_length=20)] = []
    harm: Harm | None = None
    item_available: bool | None = None
    anonymous: bool = False
    severity: Severity | None = None
    policy: Code | None = None
    facts: dict[Code, Any] = {}
    source: Line | None = None
    linked_to: LinkedTo | None = None
    personal: IntakePersonal | None = None

    @model_validator(mode="after")
    def _customer_is_known_unless_anonymous(self) -> Intake:
        if self.personal is not None and not self.anonymous and self.personal.customer.id is None:
            raise ValueError("personal.customer.id: missing; leave it out only with anonymous: true")
        return self


def canonical(intake: dict[str, Any]) -> bytes:
    """The intake as canonical JSON (sorted keys, no spaces, UTF-8), the form that is hashed."""
    return json.dumps(intake, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )


def argument_hash(body: dict[str, Any]) -> str:
    """The first 16 digits of the SHA-256 of a command's argument: a receipt says by it what it is the answer to."""
    return hashlib.sha256(canonical(body)).hexdigest()[:16]


def content_hash(intake: dict[str, Any]) -> str:
    """SHA-256 of the canonical JSON, in hexadecimal: two filings with the same hash are one filing."""
    return hashlib.sha256(canonical(intake)).hexdigest()


def check_at_door(raw: Any, now: datetime) -> Intake:
    """What the doors check before they file: `check_intake`, and what a workflow lets pass for the sake of old histories.

    Raises:
        InvalidIntake: an unknown key (a misspelt `personal` could not be erased), nothing personal though not anonymous.
    """
    intake = check_intake(raw, now)
    if unknown := sorted(set(raw) - set(Intake.model_fields)):
        raise InvalidIntake(
            f"{unknown[0][:40]}: is not a field of an intake; the fields are {', '.join(Intake.model_fields)}"
        )
    if intake.personal is None and not intake.anonymous:
        raise InvalidIntake("personal: missing; without a customer a complaint is filed with anonymous: true")
    return intake


def check_intake(raw: Any, now: datetime) -> Intake:
    """Return the intake, read and checked. The doors call this first, the workflow again.

    Args:
        raw: any JSON value.
        now: the door's (or the workflow's) present instant, to refuse a receipt that lies in the future.

    Raises:
        InvalidIntake: names the field and what is wrong with it, never its value.
    """
    if not isinstance(raw, dict):
        raise InvalidIntake("intake: must be a JSON object; see docs/services.md for an example")
    if len(canonical(raw)) > MAX_BYTES:
        raise InvalidIntake(f"intake: larger than {MAX_BYTES // 1000} kB; send evidence as attachments by reference")
    try:
        intake = Intake.model_validate(raw)
    except ValidationError as error:
        raise InvalidIntake(first_fault(error)) from None
    if intake.received_at > now + CLOCK_TOLERANCE:
        raise InvalidIntake("received_at: lies in the future; check the sender's clock and its offset")
    for name in ("occurred_at", "first_employee_aware"):
        at = getattr(intake, name)
        if at is not None and at > now + CLOCK_TOLERANCE:
            raise InvalidIntake(f"{name}: lies in the future; check the sender's clock and its offset")
    if intake.received_at < EARLIEST:
        raise InvalidIntake("received_at: lies before 1900; check the year")
    return intake


def first_fault(error: ValidationError) -> str:
    """The first fault as `field: what is wrong`, without the value; where it is a missing field, with all that are missing."""
    faults = error.errors(include_url=False, include_input=False, include_context=False)
    fault = faults[0]
    if fault["type"] == "missing":
        return f"{', '.join(_where(one) for one in faults if one['type'] == 'missing')}: missing"
    if fault["type"] == "timezone_aware":
        return f"{_where(fault)}: needs an offset, for example 2026-04-28T10:20:00+09:00"
    what = fault["msg"].removeprefix("Value error, ")
    return what if fault["type"] == "value_error" and not fault["loc"] else f"{_where(fault)}: {what}"


def _where(fault: ErrorDetails) -> str:
    return ".".join(str(part) for part in fault["loc"]) or "intake"
