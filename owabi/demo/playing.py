"""Plays the course of a sample on a real server: each act at its own day and hour, each workflow's clock turned to it."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from temporalio.client import Client
from temporalio.testing import TimeSkipper, TimeSkippingConfig

from domain.errors import ComplaintError
from messages.ids import complaint_id, receive_id
from messages.intake import content_hash
from messages.receipts import Received
from owabi.demo.cast import Cast
from owabi.demo.facts import Compared, compared, facts_of
from owabi.demo.filed_on import FILING_QUEUE, FiledOn
from owabi.demo.news import News
from owabi.demo.outside import outside
from owabi.demo.scripts import FILE, POST, Course, Step
from owabi.demo.telling import Telling
from owabi.failing import Failed
from owabi.settings import Settings

PERIOD = timedelta(hours=1)
"""When a step comes later than this after the one before, it is told what happened in between."""
_KNOWN_LATER = re.compile(r"\$(text|effect) (\S+)")


class Play:
    """One course on one server. Several may be played there at once: their workflows have clocks of their own."""

    def __init__(
        self, course: Course, client: Client, skipper: TimeSkipper, settings: Settings, telling: Telling
    ) -> None:
        self.course = course
        self.filed: list[str] = []
        """References of the complaints, in the order in which they were filed."""
        self._client = client
        self._settings = settings
        self._telling = telling
        self._cast = Cast(client, skipper)
        self._news = News(settings.outbox, telling, self.filed)
        self._on_the_way: list[Compared] = []
        self._began = self._now = datetime.fromisoformat(course.intake["received_at"])
        self._zone = ZoneInfo("UTC")

    async def play(self) -> list[Compared]:
        """Play it to its end; each fact the script expects beside what was found.

        Raises:
            Failed: a step was refused that should not have been, or the other way round.
        """
        await self._begins()
        for step in self.course.steps[int(self.course.begins_earlier) :]:
            await self._until(step.at, self._at_hand(step))
            await self._act(step)
            if step.then:
                self._on_the_way += compared(step.then, await self.facts(), step.at, whole=False)
        await self._until(self.course.ends)
        return self._on_the_way + list(compared(self.course.expect, await self.facts()))

    @property
    def days(self) -> int:
        """How many days have been played."""
        return (self._now - self._began).days

    async def facts(self) -> dict[str, Any]:
        """The facts of the sample's own complaint now."""
        views = await self._cast.look()
        others = [one for one in self.filed if one != self.course.reference]
        return {
            **await self._facts_of(self.course.reference, views),
            "others": {one: await self._facts_of(one, views) for one in others},
        }

    async def _facts_of(self, reference: str, views: dict[str, dict[str, Any]]) -> dict[str, Any]:
        return facts_of(views, complaint_id(reference)) | await outside(self._settings, reference)

    async def _begins(self) -> None:
        first = self.course.steps[0].with_ if self.course.begins_earlier else self.course.intake
        self._now = self._began = datetime.fromisoformat(first["received_at"])
        answer = await self._file(first)
        self._zone = self._telling.zone = ZoneInfo((await self._view(str(first["reference"])))["zone"])
        who = first.get("source") or first["channel"]
        if self.course.begins_earlier:
            earlier = self.course.steps[0]
            by, _, role = earlier.by.partition(":")
            self._telling.act(self._now, by, role, earlier.why, earlier.does)
        said = first["personal"]
        self._telling.act(self._now, who, "service", f"{said['subject']}: “{said['description']}”")
        await self._tell()
        self._telling.timetable(answer.timetable)

    def _at_hand(self, step: Step) -> list[str]:
        """The complaints, and what the step is about: whoever else there is may be an hour behind."""
        beside = [to for to in (step.to if isinstance(step.to, list) else [step.to]) if "-" in to]
        known = [complaint_id(one) for one in self.filed]
        return known + [one for one in beside if one.startswith(("prevention-", "obligation-"))]

    async def _until(self, local: str, at_hand: Collection[str] = ()) -> None:
        at = datetime.fromisoformat(local).replace(tzinfo=self._zone)
        if at < self._now:
            raise Failed(f"sample {self.course.number}: {local} is before what happens earlier: put the steps in order")
        long = at - self._now > PERIOD
        if long:
            self._telling.pause(self._now, at, "")
        self._now = at.astimezone(UTC)
        await self._cast.bring_to(self._now, () if long else at_hand)
        if long:
            await self._tell()

    async def _act(self, step: Step) -> None:
        who, _, role = step.by.partition(":")
        self._telling.act(self._now, who, role, step.why, step.does)
        try:
            await self._do(step, {"id": who, "role": role})
        except ComplaintError as refusal:
            if refusal.kind != step.refused:
                raise Failed(
                    f"sample {self.course.number}, {step.at} {step.does}: {refusal.kind}: {refusal}"
                ) from refusal
            self._telling.refusal(refusal)
        else:
            if step.refused:
                raise Failed(
                    f"sample {self.course.number}, {step.at} {step.does} should have been refused: {step.refused}"
                )
        await self._tell(self._at_hand(step))

    async def _do(self, step: Step, by: dict[str, str]) -> None:
        from workflows.client import act
        from workflows.client_beside import act_beside, is_beside

        if step.does == FILE:
            await self._file(step.with_ or self.course.intake)
            return
        if step.does == POST:
            await self._post(by)
            return
        for to in step.to if isinstance(step.to, list) else [step.to or self.course.reference]:
            body = {"by": by, **(self._filled(step.with_, await self._view(to)) if _late(step.with_) else step.with_)}
            if is_beside(to):
                await act_beside(self._client, to, step.does, body)
            else:
                await act(self._client, to, step.does, body)

    async def _post(self, by: dict[str, str]) -> None:
        from workflows.client import act

        for reference in self.filed:
            for letter in (await self._view(reference))["letters"]:
                if letter.get("where") == "post queue":
                    said = {"by": by, "letter": letter["effect_id"], "what": "dispatched"}
                    await act(self._client, reference, "record_post", said)

    async def _file(self, intake: dict[str, Any]) -> Received:
        """File a complaint at its own instant; the same one again gets the first answer again."""
        reference, digest = str(intake["reference"]), content_hash(intake)
        if reference not in self.filed:
            self.filed.append(reference)
            travel = TimeSkipper(self._client, config=TimeSkippingConfig(disable_propagation=True))
            await travel.client.execute_workflow(
                FiledOn.run,
                args=[complaint_id(reference), intake, intake["received_at"]],
                id=f"filed-{reference}",
                task_queue=FILING_QUEUE,
            )
        handle = self._client.get_workflow_handle(self._cast.complaint(reference))
        answer: Received = await handle.execute_update("receive", digest, id=receive_id(digest), result_type=Received)
        return answer

    def _filled(self, value: Any, view: dict[str, Any]) -> Any:
        """The argument with what is known only now: `$text L1`, the hash of the words of letter L1; `$effect refund`, the
        id of the newest letter or remedy of that kind."""
        if isinstance(value, dict):
            return {key: self._filled(one, view) for key, one in value.items()}
        if isinstance(value, list):
            return [self._filled(one, view) for one in value]
        known = _KNOWN_LATER.fullmatch(value) if isinstance(value, str) else None
        return value if known is None else _found(known[1], known[2], view)

    async def _view(self, to: str) -> dict[str, Any]:
        views = await self._cast.look()
        return views.get(to) or views.get(complaint_id(to)) or {}

    async def _tell(self, at_hand: Collection[str] = ()) -> None:
        await self._news.tell(await self._cast.look(at_hand))


def _late(argument: dict[str, Any]) -> bool:
    return _KNOWN_LATER.search(json.dumps(argument)) is not None


def _found(what: str, name: str, view: dict[str, Any]) -> str:
    if what == "text":
        found = [
            one["approval"]["text"] for one in view.get("letters", []) if one.get("approval", {}).get("id") == name
        ]
    else:
        parts = [part for offer in view.get("offers", []) for one in offer["alternatives"] for part in one["items"]]
        found = [
            one["effect_id"] for one in [*view.get("letters", []), *parts] if one["kind"] == name and one["effect_id"]
        ]
    if not found:
        raise Failed(f"${what} {name}: the case has none now")
    return str(found[-1])
