"""How the writer has something decided or kept in our own register, however long that is away."""

from __future__ import annotations

from typing import Any

from temporalio import workflow
from temporalio.exceptions import ApplicationError, FailureError

with workflow.unsafe.imports_passed_through():
    from workflows import options


async def decided(deed: str, asked: Any, summary: str, answers: type | None = None) -> Any:
    """Ask an activity of that name, and wait for its answer without end: a complaint waits for its register, it never fails for it.

    At once it is a local activity, one event in the history. While one is tried again the history grows all the same, by three
    events each few seconds, and the server ends an execution whose history is too long; so when the register does not come
    back soon, the same is asked as an ordinary activity: its tries leave no event, and the UI shows the last fault. Where both
    reach the register, the first claim is the answer.

    Raises:
        FailureError: the activity refused (its own error or wrapped in one); trying again would change nothing.
    """
    try:
        return await workflow.execute_local_activity(
            deed, asked, result_type=answers, summary=summary, **options.DECISION
        )
    except FailureError as error:
        if _final(error):
            raise
    return await workflow.execute_activity(
        deed, asked, result_type=answers, summary=summary, **options.DECISION_OUTSIDE
    )


def _final(error: FailureError) -> bool:
    cause = error if isinstance(error, ApplicationError) else error.cause
    return isinstance(cause, ApplicationError) and cause.non_retryable
