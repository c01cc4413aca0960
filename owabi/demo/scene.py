"""The stage of the demo: a server of its own, a worker, a calendar that can be turned, and what happened since last looked."""

from __future__ import annotations

import asyncio
import email
import email.policy
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, time, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from temporalio.client import Client, WorkflowExecutionStatus, WorkflowHandle
from temporalio.testing import TimeSkipper
from temporalio.worker import Worker

from domain.errors import ComplaintError
from messages.ids import TASK_QUEUE, complaint_id, prevention_id
from owabi.demo.telling import ORDER, Happened, Telling
from owabi.failing import Failed
from owabi.settings import Settings
from owabi.skipping import CLOCK_STANDS, skipping_server

PATIENCE = 30.0
"""Seconds of real time within which what was decided must have been carried out."""
BETWEEN_ACTS = timedelta(minutes=12)
OPENS = time(9, 30)
"""When the people of the story come to their desks."""


class Scene:
    """One complaint and its prevention task, side by side on one calendar."""

    def __init__(self, client: Client, skipper: TimeSkipper, settings: Settings, telling: Telling) -> None:
        self.client = client
        self.skipper = skipper
        self.settings = settings
        self.telling = telling
        self.began = self.today = datetime.now(UTC)
        self.reference = ""
        self.zone = ZoneInfo("UTC")
        self.task_id = ""
        self._told_acts: dict[str, int] = {}
        self._told_letters: set[Path] = set()

    @property
    def complaint(self) -> WorkflowHandle[Any, Any]:
        """The complaint's workflow."""
        return self.client.get_workflow_handle(complaint_id(self.reference))

    @property
    def task(self) -> WorkflowHandle[Any, Any]:
        """The prevention task's workflow."""
        return self.client.get_workflow_handle(prevention_id(self.task_id))

    @property
    def _workflows(self) -> list[WorkflowHandle[Any, Any]]:
        return [self.complaint, *([self.task] if self.task_id else [])]

    # --- acting -----------------------------------------------------------------------------------------------------------

    async def file(self, intake: dict[str, Any], says: str) -> None:
        """File the complaint, the way another service does."""
        from workflows.client import file_complaint

        self.reference = intake["reference"]
        answer = await file_complaint(self.skipper.client, intake)
        case = await self.look()
        self.zone = self.telling.zone = ZoneInfo(case["zone"])
        self.telling.act(self.today, intake["source"], "service", says)
        await self.tell(case)
        self.telling.timetable(answer.timetable)

    async def do(self, who: str, role: str, says: str, command: str, **body: Any) -> None:
        """A person acts on the complaint."""
        from workflows.client import act

        await self._a_little_later()
        self.telling.act(self.today, who, role, says, command)
        await act(self.client, self.reference, command, {"by": {"id": who, "role": role}, **body})
        await self.tell()

    async def refused(self, who: str, role: str, says: str, command: str, **body: Any) -> None:
        """A person tries what the procedure does not allow: the reason is told, nothing is written."""
        from workflows.client import act

        await self._a_little_later()
        self.telling.act(self.today, who, role, says, command)
        try:
            await act(self.client, self.reference, command, {"by": {"id": who, "role": role}, **body})
        except ComplaintError as refusal:
            self.telling.refusal(refusal)
            return
        raise Failed(f"{command} by the {role} should have been refused and was not")

    async def do_task(self, who: str, role: str, says: str, command: str, **body: Any) -> None:
        """A person acts on the prevention task."""
        await self._a_little_later()
        self.telling.act(self.today, who, role, says, command)
        await self.task.execute_update(command, {"by": {"id": who, "role": role}, **body})
        await self.tell()

    # --- time -------------------------------------------------------------------------------------------------------------

    async def days_pass(self, days: int, why: str = "") -> None:
        """Turn the calendar to the morning of a working day, at least `days` calendar days on."""
        await self._turn_to(self._working_morning(self.today + timedelta(days=days)), why)

    async def until_wait(self, name: str, why: str) -> None:
        """Turn it to the working morning after the procedure's own date of that name (a reminder, a lapse) has come."""
        agenda = (await self.look())["agenda"]
        at = min(datetime.fromisoformat(due["at"]) for due in agenda if due["what"].startswith(f"Waiting: {name}"))
        await self.turn_to_morning_after(at, why)

    async def turn_to_morning_after(self, instant: datetime, why: str) -> None:
        """Turn it to the first working morning that is not before `instant`."""
        morning = self._working_morning(instant)
        await self._turn_to(morning if morning >= instant else self._working_morning(instant + timedelta(days=1)), why)

    def _working_morning(self, instant: datetime) -> datetime:
        day = instant.astimezone(self.zone).date()
        while day.weekday() > 4:
            day += timedelta(days=1)
        return datetime.combine(day, OPENS, self.zone)

    async def _turn_to(self, instant: datetime, why: str) -> None:
        self.telling.pause(self.today, instant, why)
        await self._let_live_until(instant)
        await self.tell()

    async def _a_little_later(self) -> None:
        """People need some minutes from one act to the next."""
        await self._let_live_until(self.today + BETWEEN_ACTS)

    async def _let_live_until(self, instant: datetime) -> None:
        """Each workflow has a clock of its own: both are brought to `instant`, unless they have ended."""
        self.today = instant.astimezone(UTC)
        for handle in self._workflows:
            now = await self.skipper.get_current_time(handle)
            if now < self.today and (await handle.describe()).status is WorkflowExecutionStatus.RUNNING:
                await self.skipper.fast_forward(handle, self.today - now)

    # --- looking ----------------------------------------------------------------------------------------------------------

    async def look(self) -> dict[str, Any]:
        """The case view when everything decided was carried out, by the task too (its news are acts of the complaint)."""
        end = asyncio.get_running_loop().time() + PATIENCE
        while not all([await _at_rest(handle) for handle in reversed(self._workflows)]):
            if asyncio.get_running_loop().time() > end:
                raise Failed(f"{self.reference}: not carried out within {PATIENCE:.0f} s")
            await asyncio.sleep(0.02)
        case: dict[str, Any] = await self.complaint.query("case")
        return case

    async def task_view(self) -> dict[str, Any]:
        """The prevention task as its query answers."""
        view: dict[str, Any] = await self.task.query("task")
        return view

    async def tell(self, case: dict[str, Any] | None = None) -> None:
        """Tell what has happened since last told: acts of the engine, and every letter that has left."""
        found = list(self._new_acts("case", case or await self.look(), "owabi"))
        if self.task_id:
            found += self._new_acts("task", await self.task_view(), "owabi · task")
        found += [letter async for letter in self._new_letters()]
        for one in sorted(found, key=lambda one: (one.at.replace(microsecond=0), ORDER[one.kind])):
            self.telling.happened(one)

    def _new_acts(self, name: str, view: dict[str, Any], engine: str) -> list[Happened]:
        timeline = view.get("timeline", [])
        told = self._told_acts.get(name, 0)
        self._told_acts[name] = len(timeline)
        return [
            Happened(datetime.fromisoformat(entry["at"]), engine if entry["by"] == "owabi" else "", entry["what"])
            for entry in timeline[told:]
            if not entry["what"].startswith("letter sent")
        ]

    async def _new_letters(self) -> AsyncIterator[Happened]:
        for path in sorted(await asyncio.to_thread(lambda: list(self.settings.outbox.rglob("*.eml")))):
            if path not in self._told_letters:
                self._told_letters.add(path)
                yield _as_happened(await asyncio.to_thread(read_letter, path), staff="staff" in path.parts)


def read_letter(path: Path) -> EmailMessage:
    """A letter of the outbox."""
    message: EmailMessage = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    return message


def _as_happened(letter: EmailMessage, *, staff: bool) -> Happened:
    sent = letter["Date"].datetime
    body = letter.get_body(("plain",))
    text = body.get_content() if body else ""
    said = (sent.astimezone(UTC), str(letter["To"]), str(letter["Subject"]))
    return Happened(*said, kind="notice") if staff else Happened(*said, kind="letter", text=text)


async def _at_rest(handle: WorkflowHandle[Any, Any]) -> bool:
    """Whether nothing is under way: no letter on its way out, nothing for the worker to do."""
    description = (await handle.describe()).raw_description
    return not description.pending_activities and not description.HasField("pending_workflow_task")


@asynccontextmanager
async def opened(settings: Settings, telling: Telling) -> AsyncIterator[Scene]:
    """A server, a register and a worker for one demo; all of it ends with the demo."""
    from adapters.migrations import migrate
    from adapters.sql.register import SqlRegister
    from worker import WORKFLOWS, activities_of, workflow_runner

    await asyncio.to_thread(migrate, settings.database)
    async with skipping_server(settings) as client:
        skipper = TimeSkipper(client, config=CLOCK_STANDS)
        register = SqlRegister.at(settings.database)
        try:
            async with Worker(
                client,
                task_queue=TASK_QUEUE,
                workflows=WORKFLOWS,
                activities=activities_of(settings, skipper.client, register),
                workflow_runner=workflow_runner(lenient=settings.lenient_sandbox),
                graceful_shutdown_timeout=timedelta(seconds=2),
            ):
                yield Scene(client, skipper, settings, telling)
        finally:
            await register.close()
