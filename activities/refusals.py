"""The one place where a refusal of an activity becomes a Temporal failure: typed by the error's name, never retried."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps

from temporalio.exceptions import ApplicationError

from domain.errors import ComplaintError, InvalidPolicy


def refusing[**P, T](deed: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[T]]:
    """Make a deed's refusals (`ComplaintError`) final: trying again would change nothing.

    A rule file that is wrong (`InvalidPolicy`) is the firm's fault, not the complaint's: it is tried again until that
    is mended.
    """

    @wraps(deed)
    async def made(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return await deed(*args, **kwargs)
        except InvalidPolicy:
            raise
        except ComplaintError as refusal:
            raise ApplicationError(str(refusal), type=refusal.kind, non_retryable=True) from None

    return made
