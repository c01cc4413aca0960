"""What rests while a complaint is merged: the one that goes on raises the alarm, and this one is not late meanwhile.

Nothing is stopped for good: taken apart again, every date is where it was, and what has passed by then comes at once.
"""

from __future__ import annotations

from domain.case import Case
from domain.dates import Deadline, Wait
from domain.words import DeadlineState

GOODS_KEPT = "item_kept_until"
"""The wait for the end of the time for which goods are kept."""
MESSAGE = "message_triage"
"""The wait for somebody who says what a message means that came when the complaint had ended."""
_AWAKE = ("unmerge_until", GOODS_KEPT, MESSAGE)
"""What comes all the same: the end of the merge's own window; goods, which lie here whichever complaint they belong to; and what
the customer has said here and nowhere else.
"""


def waits(case: Case) -> list[Wait]:
    """The waits of the procedure that come."""
    return [wait for wait in case.waits if case.stage != "merged" or wait.name in _AWAKE]


def running(deadline: Deadline, case: Case) -> bool:
    """Whether this duty of the present round runs now."""
    return shown(deadline, case) == "running" and deadline.round == case.round


def shown(deadline: Deadline, case: Case) -> DeadlineState:
    """A duty's state as people read it: one that would run stands still while the complaint is merged."""
    return "suspended" if deadline.state == "running" and case.stage == "merged" else deadline.state
