"""The project's own sample complaints: filed once per data folder, so that a newcomer sees something happen."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from pathlib import Path

from temporalio.client import Client

from domain.errors import ComplaintError
from owabi.settings import PROJECT

log = logging.getLogger("owabi.samples")


async def file_samples(client: Client, data: Path, say: Callable[[str], None]) -> int:
    """File every sample the first time; how many were filed.

    Filing is exactly-once by reference, so an interrupted first time is simply done again.
    """
    from workflows.client import file_complaint

    mark = data / "samples.filed"
    if mark.exists():
        return 0
    filed = 0
    for path in sorted((PROJECT / "samples").glob("*.json")):
        try:
            await file_complaint(client, json.loads(path.read_text(encoding="utf-8")))
            filed += 1
        except (ComplaintError, ValueError) as error:
            # A sample somebody has broken must not keep the engine from running.
            log.warning("sample_refused", extra={"file": path.name})
            say(f"sample {path.name} was refused: {error}")
    mark.touch()
    return filed
