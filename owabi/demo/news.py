"""What has happened since it was last told: acts of the engine, and every letter that has left."""

from __future__ import annotations

import asyncio
import email
import email.policy
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from owabi.demo.telling import ORDER, Happened, Telling

_ENGINES = {"complaint": "owabi", "prevention": "owabi · task", "obligation": "owabi · report"}
"""By the kind of workflow, the beginning of its id: who did what no person did."""


class News:
    """What is new on the stage, for the storyteller."""

    def __init__(self, outbox: Path, telling: Telling, about: Sequence[str] = ("",)) -> None:
        self._outbox = outbox
        self._telling = telling
        self._about = about
        """Only letters of complaints whose reference begins so; the list may grow."""
        self._told_acts: dict[str, int] = {}
        self._told_letters: set[Path] = set()

    async def tell(self, views: dict[str, dict[str, Any]]) -> None:
        """Tell what is new in these views (by workflow id) and in the outbox."""
        found = [one for workflow_id, view in views.items() for one in self._acts(workflow_id, view)]
        found += await asyncio.to_thread(lambda: list(self._letters()))
        for one in sorted(found, key=lambda one: (one.at.replace(microsecond=0), ORDER[one.kind])):
            self._telling.happened(one)

    def _acts(self, workflow_id: str, view: dict[str, Any]) -> Iterator[Happened]:
        timeline = view.get("timeline", [])
        told = self._told_acts.get(workflow_id, 0)
        self._told_acts[workflow_id] = len(timeline)
        engine = _ENGINES[workflow_id.partition("-")[0]]
        for entry in timeline[told:]:
            if not entry["what"].startswith("letter sent"):
                yield Happened(
                    datetime.fromisoformat(entry["at"]), engine if entry["by"] == "owabi" else "", entry["what"]
                )

    def _letters(self) -> Iterator[Happened]:
        for path in sorted(path for about in self._about for path in self._outbox.rglob(f"{about}*.eml")):
            if path not in self._told_letters:
                self._told_letters.add(path)
                yield _as_happened(read_letter(path), path)


def read_letter(path: Path) -> EmailMessage:
    """A letter of the outbox."""
    message: EmailMessage = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    return message


def _as_happened(letter: EmailMessage, path: Path) -> Happened:
    sent = letter["Date"].datetime
    body = letter.get_body(("plain",))
    text = body.get_content() if body else ""
    whom = str(letter["To"] or ("everybody (public)" if "public" in path.parts else "post or portal"))
    said = (sent.astimezone(UTC), whom, str(letter["Subject"]))
    return Happened(*said, kind="notice") if "staff" in path.parts else Happened(*said, kind="letter", text=text)
