"""What is late at receipt: duties only."""

from __future__ import annotations

from datetime import UTC, datetime

from policies.receipt import overdue
from tests.policies.asking import Dates


def test_a_wait_is_never_overdue(dates: Dates) -> None:
    decided = dates("iso-10002", closed="2026-09-04T12:00+00:00")
    assert overdue(list(decided.values()), datetime(2027, 1, 1, tzinfo=UTC)) == ["follow_up"]
