"""The dates of one complaint, per second: bare, with the whole certificate of each, and checked again without the engine.

    python -m bench deadlines

The matter is what is known late in a complaint's life, so that every duty has its date. The policy is read before: what is measured
is what `record_turn` does, less the database.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from bench.working_time import microseconds
from policies.business_days import Calendar
from policies.certificates import Policy, certificate
from policies.check_certificate import check
from policies.deadlines import deadlines
from policies.matter import Matter
from policies.reader import Packs

RECEIVED = datetime(2026, 3, 16, 10, 30, tzinfo=UTC)
HAPPENED = {
    "received": RECEIVED,
    "holding_response_sent": datetime(2026, 3, 18, 9, 0, tzinfo=UTC),
    "final_response_sent": datetime(2026, 4, 9, 15, 0, tzinfo=UTC),
    "closed": datetime(2026, 4, 20, 12, 0, tzinfo=UTC),
    "task_done": datetime(2026, 5, 11, 12, 0, tzinfo=UTC),
}
FACTS: dict[str, dict[str, Any]] = {"uk-fca-disp": {"payment_service": True}, "jp-standard": {}}


class Rates(NamedTuple):
    """Dates per second of one pack, each way."""

    pack: str
    dates: int
    """How many dates the complaint has."""
    bare: float
    certified: float
    checked: float
    """With its certificate written as JSON, read, and the sum done again by the checker."""


def rates(pack_id: str) -> Rates:
    """Measure one pack."""
    packs = Packs()
    snapshot = packs.snapshot(pack_id, RECEIVED.date())
    matter = Matter(packs.pack(pack_id), Calendar.of(snapshot.rules), ZoneInfo(snapshot.zone), HAPPENED, FACTS[pack_id])
    policy = Policy(snapshot.id, snapshot.version, snapshot.hash)

    def certified() -> list[dict[str, Any]]:
        return [certificate(one, policy, matter.calendar) for one in deadlines(matter, inherited=True)]

    def checked() -> None:
        for one in certified():
            check(json.dumps(one, ensure_ascii=False))

    number = len(certified())

    def per_second(ask: Callable[[], Any]) -> float:
        return number * 1e6 / microseconds(ask)

    bare = partial(deadlines, matter, inherited=True)
    return Rates(pack_id, number, per_second(bare), per_second(certified), per_second(checked))


def table(found: list[Rates]) -> str:
    """The figures as a table: dates per second, and what the certificate and its check cost as a ratio."""
    lines = ["| pack | dates | bare, per second | with certificate | checked as well |", "|---|---|---|---|---|"]
    for one in found:
        cells = [f"{rate:,.0f}, {one.bare / rate:.1f}× the time" for rate in (one.certified, one.checked)]
        lines.append(f"| {one.pack} | {one.dates} | {one.bare:,.0f} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    print(table([rates(pack) for pack in FACTS]))


if __name__ == "__main__":
    main()
