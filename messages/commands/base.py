"""What every command carries: who acts, and the words of people kept apart under `personal`."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, StringConstraints

from domain import labels
from domain.errors import InvalidCommand
from domain.words import Medium, Role
from messages.base import Message
from messages.intake import Code, Line, Text

Reason = Annotated[str, StringConstraints(min_length=3, max_length=1_000)]
"""Why, in a sentence. Staff must not put names of customers here; what is personal belongs under `personal`."""
Words = Annotated[str, StringConstraints(min_length=1, max_length=8_000)]


Whom = Literal["customer", "representative"]
"""Who was spoken or written to, where somebody speaks for the customer; the customer when absent."""


class By(Message):
    """Who acts: the doors set it from the login. `proof` is the door's signature (checked from a later release on)."""

    id: Code
    role: Role
    proof: str | None = None

    @property
    def named(self) -> str:
        """As the timeline names them: id and role, which nobody has proved."""
        return f"{self.id} ({labels.both(self.role, labels.ROLES)}, claimed)"


YOURS = "YOUR-ID"
"""What an example says where the reader's own id belongs."""


def check_own(name: str, by: By) -> None:
    """An example sent off as it stands is refused: its words would reach the customer in nobody's name.

    Raises:
        InvalidCommand: `by.id` is still the example's.
    """
    if by.id == YOURS:
        raise InvalidCommand(
            f"{name}: by.id: {YOURS} is the example's: put in your own id, and your own words for the example's"
        )


class Command(Message):
    """The base of every command."""

    by: By
    personal: dict[str, Any] | None = None
    """Free text and names, under the keys the command's page in the docs lists."""


class Oral(Command):
    """A command that records something possibly done by word of mouth."""

    medium: Medium | None = None
    """How it was done, when it was done already (phone, visit, in_person, chat): then no letter goes out."""
    done_at: AwareDatetime | None = None
    """When it was done; the instant of the command when absent."""
    second: Code | None = None
    """Who was there too, where nobody is to be alone with the customer."""
    whom: Whom | None = None


class Judgement(Command):
    """A command that is a judgement and so needs its reason."""

    reason: Reason


__all__ = ["By", "Code", "Command", "Judgement", "Line", "Oral", "Reason", "Text", "Whom", "Words"]
