"""A story in scenes: people act, days pass, and what happened is told."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from temporalio.client import Client, WorkflowHandle
from temporalio.testing import TimeSkipper

from domain.errors import ComplaintError
from messages.ids import complaint_id, prevention_id
from owabi.demo.cast import Cast
from owabi.demo.news import News
from owabi.demo.telling import Telling
from owabi.failing import Failed
from owabi.settings import Settings

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
        self._cast = Cast(client, skipper)
        self._news = News(settings.outbox, telling)

    @property
    def complaint(self) -> WorkflowHandle[Any, Any]:
        """The complaint's workflow."""
        return self.client.get_workflow_handle(complaint_id(self.reference))

    @property
    def task(self) -> WorkflowHandle[Any, Any]:
        """The prevention task's workflow."""
        return self.client.get_workflow_handle(prevention_id(self.task_id))

    # --- acting -----------------------------------------------------------------------------------------------------------

    async def file(self, intake: dict[str, Any], says: str) -> None:
        """File the complaint, the way another service does."""
        from workflows.client import file_complaint

        self.reference = intake["reference"]
        answer = await file_complaint(self.skipper.client, intake)
        self._cast.complaint(self.reference)
        self.zone = self.telling.zone = ZoneInfo((await self.look())["zone"])
        self.telling.act(self.today, intake["source"], "service", says)
        await self.tell()
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
        self.today = instant.astimezone(UTC)
        await self._cast.bring_to(self.today)

    # --- looking ----------------------------------------------------------------------------------------------------------

    async def look(self) -> dict[str, Any]:
        """The case view when everything decided was carried out."""
        return (await self._cast.look())[complaint_id(self.reference)]

    async def task_view(self) -> dict[str, Any]:
        """The prevention task as its query answers."""
        return (await self._cast.look())[prevention_id(self.task_id)]

    async def tell(self) -> None:
        """Tell what has happened since last told."""
        await self._news.tell(await self._cast.look())
