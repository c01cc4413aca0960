"""Everything Owabi refuses, as one small tree.

    ComplaintError                 a refusal: nothing was written, the message says what to do
    ├── IllegalCommand             the case does not allow that act now
    ├── NotAuthorised              this person may not do that
    ├── InvalidCommand             the command's shape is wrong (field named, example shown)
    ├── UnknownCommand             no such command
    ├── InvalidIntake              the intake's shape is wrong (field named, never its value)
    ├── ReferenceConflict          the reference already carries other content
    ├── UnknownReference           there is no complaint of that reference
    ├── ComplaintSettled           the complaint has ended for good; file a linked one
    ├── PolicyNotFound             no such policy pack
    ├── InvalidPolicy              a pack, team or rule file is wrong (file and key named)
    ├── MissingContent             a letter lacks something it must say
    ├── WordsRefused               a letter says something that is not written to customers (named, with what to write instead)
    └── NobodyReachable            nobody of a role, no deputy and nobody above is there that day

The class name is the `type` that reaches clients (as a non-retryable Temporal ApplicationError).
"""

from __future__ import annotations

from datetime import date
from typing import Self


class ComplaintError(Exception):
    """A refusal. Its message says what to do next and never repeats personal data."""

    @property
    def kind(self) -> str:
        """The error's name as clients see it."""
        return type(self).__name__


class IllegalCommand(ComplaintError):
    """The case does not allow that act now."""


class ExtensionTooLate(IllegalCommand):
    """The customer was not told of more time before the limit; the breach stands."""


class NotAuthorised(ComplaintError):
    """This person may not do that."""


class InvalidCommand(ComplaintError):
    """The command's shape is wrong."""


class UnknownCommand(ComplaintError):
    """There is no command of that name."""


class InvalidIntake(ComplaintError):
    """The intake's shape is wrong; the message names the field, never its value."""


class ReferenceConflict(ComplaintError):
    """The reference already carries other content."""


class UnknownReference(ComplaintError):
    """There is no complaint of that reference."""


class ComplaintSettled(ComplaintError):
    """The complaint has ended for good; a new contact becomes a linked complaint."""

    @classmethod
    def of(cls, reference: str, stage: str, on: date) -> Self:
        """What is said of a complaint that ended in that stage and settled on that day."""
        return cls(
            f"{reference} was {stage} and has settled on {on:%Y-%m-%d}; file a linked complaint with a new reference and "
            f'"source": "linked:{reference}"'
        )


class PolicyNotFound(ComplaintError):
    """There is no policy pack of that id."""


class InvalidPolicy(ComplaintError):
    """A pack or rule file is wrong; the message names file and key."""


class MissingContent(ComplaintError):
    """A letter lacks something it must say; the message names it."""


class WordsRefused(ComplaintError):
    """A letter says something that is not written to customers; the message names it and says what to write instead."""


class NobodyReachable(ComplaintError):
    """Nobody of a role, none of their deputies and nobody above is there that day."""
