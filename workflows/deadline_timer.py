"""One armed timer at a time, for the next date on an agenda."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from temporalio import workflow


class DeadlineTimer:
    """A timer that moves to an earlier date at once, and to a later one only when it rings.

    Waiting for the ring costs nothing, re-arming at every act would cost a billable action each time; so a date that was met
    leaves its timer standing until it rings for nothing. No rule lives here.
    """

    def __init__(self) -> None:
        self.rang = False
        self._at: datetime | None = None
        self._ringing: asyncio.Task[None] | None = None

    def arm(self, at: datetime | None, summary: str) -> None:
        """Make sure that it rings at `at` or earlier; `None` disarms it."""
        if self._ringing is not None and self._at is not None and at is not None and self._at <= at:
            return
        if self._ringing is not None:
            self._ringing.cancel()
            self._ringing, self._at = None, None
        if at is not None:
            self._at = at
            self._ringing = asyncio.create_task(self._ring(at - workflow.now(), summary))

    async def _ring(self, after: timedelta, summary: str) -> None:
        # A timer never rings early: a millisecond more than asked for keeps the date on the right side of `now`.
        await workflow.sleep(max(after, timedelta(0)) + timedelta(milliseconds=1), summary=summary[:200])
        self._ringing, self._at = None, None
        self.rang = True
