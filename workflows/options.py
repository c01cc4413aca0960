"""Every timeout and retry of the workflows, named, with its reason."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from temporalio.common import RetryPolicy

DECISION: dict[str, Any] = {
    "start_to_close_timeout": timedelta(seconds=20),
    "retry_policy": RetryPolicy(
        initial_interval=timedelta(milliseconds=200), backoff_coefficient=2.0, maximum_attempts=4
    ),
}
"""Decisions are local activities on our own database. A second and a half of quick tries bridges what is only for a moment."""

DECISION_OUTSIDE: dict[str, Any] = {
    "start_to_close_timeout": timedelta(seconds=20),
    "retry_policy": RetryPolicy(
        initial_interval=timedelta(seconds=1), backoff_coefficient=2.0, maximum_interval=timedelta(seconds=30)
    ),
}
"""The same, when the database is away for longer (deciding.py). Without end: a complaint waits for it, it never fails for it."""

LETTER: dict[str, Any] = {
    "start_to_close_timeout": timedelta(minutes=2),
    "schedule_to_close_timeout": timedelta(minutes=15),
    "retry_policy": RetryPolicy(
        initial_interval=timedelta(seconds=1),
        backoff_coefficient=2.0,
        maximum_interval=timedelta(minutes=1),
        non_retryable_error_types=["MissingContent", "Undeliverable"],
    ),
}
"""A quarter of an hour of quick tries; then a person is told and the case tries again every hour (notices.RETRY_AFTER)."""

REMEDY: dict[str, Any] = {
    "start_to_close_timeout": timedelta(minutes=2),
    "schedule_to_close_timeout": timedelta(minutes=15),
    "retry_policy": RetryPolicy(
        initial_interval=timedelta(seconds=1), backoff_coefficient=2.0, maximum_interval=timedelta(minutes=1)
    ),
}
"""Payments are claimed before they are made, so trying again is safe; after a quarter of an hour finance is told."""

NEWS: dict[str, Any] = {
    "start_to_close_timeout": timedelta(seconds=20),
    "retry_policy": RetryPolicy(
        initial_interval=timedelta(seconds=1), backoff_coefficient=2.0, maximum_interval=timedelta(minutes=5)
    ),
}
"""Telling another workflow: without end, it is our own server."""

REMEMBERED = 500
"""How many answered commands travel with continue-as-new, so that a repeated update id does nothing twice."""

SETTLE_TASK = timedelta(milliseconds=1)
"""A workflow task of its own between the last answer and continue-as-new: in the same task the answer can be lost
(temporalio/temporal#6375)."""
