"""The one place where a domain error becomes a Temporal one."""

from __future__ import annotations

from temporalio.exceptions import ApplicationError

from domain.errors import ComplaintError


def refusal(error: ComplaintError) -> ApplicationError:
    """The error as clients, the CLI and the UI see it: its type is the error's name, and nobody tries it again."""
    return ApplicationError(str(error), type=error.kind, non_retryable=True)
