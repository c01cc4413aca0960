"""The project's own sample complaints: filed once per data folder, so that a newcomer sees something happen."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from temporalio.client import Client

from domain.errors import ComplaintError, ReferenceConflict
from owabi.settings import PROJECT

log = logging.getLogger("owabi.samples")
DATES = ("received_at", "occurred_at", "first_employee_aware")


async def file_samples(client: Client, data: Path, say: Callable[[str], None]) -> int:
    """File every sample the first time, its dates moved to these days; how many were filed.

    Filing is exactly-once by reference, so an interrupted first time is simply done again.
    """
    from workflows.client import file_complaint

    mark = data / "samples.filed"
    if mark.exists():
        return 0
    filed, now = 0, datetime.now(UTC)
    for path in sorted((PROJECT / "samples").glob("*.json")):
        try:
            await file_complaint(client, fresh(json.loads(path.read_text(encoding="utf-8")), now))
            filed += 1
        except ReferenceConflict:  # filed before the interruption, with the dates of that moment
            continue
        except (ComplaintError, ValueError) as error:
            # A sample somebody has broken must not keep the engine from running.
            log.warning("sample_refused", extra={"file": path.name})
            say(f"sample {path.name} was refused: {error}")
    mark.touch()
    return filed


def fresh(sample: dict[str, Any], now: datetime) -> dict[str, Any]:
    """The intake of a sample, received `days_ago` business days before `now`, its other dates moved alike."""
    received = datetime.fromisoformat(sample["received_at"])
    target = now.astimezone(received.tzinfo)
    if days := int(sample.get("sample", {}).get("days_ago", 0)):
        target = business_days_before(target, days).replace(hour=received.hour, minute=received.minute)
    moved = target.replace(second=0, microsecond=0) - received
    dates = {name: (datetime.fromisoformat(sample[name]) + moved).isoformat() for name in DATES if name in sample}
    return {**bare(sample), **dates}


def business_days_before(day: datetime, count: int) -> datetime:
    """The day `count` Mondays to Fridays earlier (samples know no holidays)."""
    while count:
        day -= timedelta(days=1)
        count -= day.weekday() < 5
    return day


def as_filed(document: Any, now: datetime) -> Any:
    """What `owabi file` files: the document as it stands; a sample whose day still lies ahead is moved to these days."""
    if isinstance(document, dict) and "sample" in document:
        received = datetime.fromisoformat(document["received_at"])
        return fresh(document, now) if received > now else bare(document)
    return document


def bare(document: Any) -> Any:
    """An intake without the key `sample`, which only tells people what the example shows."""
    if isinstance(document, dict):
        return {key: value for key, value in document.items() if key != "sample"}
    return document
