"""Between workflows: opening a prevention task, telling a complaint what another workflow has to say."""

from __future__ import annotations

from temporalio import activity
from temporalio.client import Client, WorkflowUpdateFailedError
from temporalio.common import WorkflowIDReusePolicy
from temporalio.exceptions import ApplicationError, WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

from activities.filing import received
from activities.refusals import refusing
from activities.timetable import Claims
from domain.errors import ComplaintError
from messages.deeds import FileLinked
from messages.ids import PREVENTION_WORKFLOW, TASK_QUEUE, complaint_id, prevention_id
from messages.news import News
from messages.tasks import TaskStart


class Messenger:
    """Carries news between workflows.

    Args:
        client: a client of the namespace the complaints live in.
        claims: the register, for news that come after the end.
    """

    def __init__(self, client: Client, claims: Claims) -> None:
        self._client = client
        self._claims = claims

    @activity.defn(name="open_task")
    async def open_task(self, start: TaskStart) -> str:
        """Start a prevention task; one that exists already is what was wanted. Returns its workflow id.

        Not a child workflow: a task lives on for months after its complaint (docs/adr/0006-prevention-is-no-child.md).
        """
        try:
            await self._client.start_workflow(
                PREVENTION_WORKFLOW,
                start,
                id=prevention_id(start.task_id),
                task_queue=TASK_QUEUE,
                id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
                static_summary=f"{start.kind} · {start.category} · due {start.due.isoformat()}"[:200],
            )
        except WorkflowAlreadyStartedError:
            activity.logger.info("prevention_task_exists", extra={"task": start.task_id})
        return prevention_id(start.task_id)

    @activity.defn(name="file_linked")
    @refusing
    async def file_linked(self, filing: FileLinked) -> str:
        """File a complaint that was split off another; filed already is what was wanted. Returns its workflow id.

        In one call, as the doors do it: a refusal is an answer, and no failed execution is started again and again.

        Raises (as failures that are not retried):
            ComplaintError: the refusal of the filing (PolicyNotFound, InvalidIntake, ReferenceConflict), in its own words.
        """
        try:
            await received(self._client, filing.intake, f"split off {filing.source}"[:200])
        except WorkflowUpdateFailedError as error:
            cause = error.cause
            raise ComplaintError(cause.message if isinstance(cause, ApplicationError) else str(cause)) from None
        except WorkflowAlreadyStartedError:
            activity.logger.info("linked_complaint_has_settled", extra={"reference": filing.reference})
        return complaint_id(filing.reference)

    @activity.defn(name="tell_complaint")
    async def tell_complaint(self, news: News) -> str:
        """Tell it. Returns `told`, or `settled` where the complaint has ended and the register keeps the news.

        A signal straight from a workflow to one that has ended would fail its sender; so it goes through here.
        """
        if news.late or not await self._heard(news):
            await self._claims.claim(f"{news.to}/late-news/{news.key}", news.model_dump(mode="json"))
            return "settled"
        return "told"

    async def _heard(self, news: News) -> bool:
        try:
            await self._client.get_workflow_handle(complaint_id(news.to)).signal("news", news)
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND:
                raise
            return False
        return True
