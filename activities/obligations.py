"""Starting an obligation beside a complaint: its own workflow, with the pack as it is that day."""

from __future__ import annotations

from temporalio import activity
from temporalio.client import Client
from temporalio.common import WorkflowIDReusePolicy
from temporalio.exceptions import ApplicationError, WorkflowAlreadyStartedError

from activities.refusals import refusing
from domain.errors import InvalidPolicy
from messages.ids import OBLIGATION_WORKFLOW, TASK_QUEUE, obligation_id
from messages.obligations import ObligationStart
from policies.reader import Packs


class Obligations:
    """Starts obligations.

    Args:
        client: a client of the namespace the complaints live in.
        packs: the desk's packs, for obligations of a pack that the complaint does not carry.
    """

    def __init__(self, client: Client, packs: Packs) -> None:
        self._client = client
        self._packs = packs

    @activity.defn(name="start_obligation")
    @refusing
    async def start_obligation(self, start: ObligationStart) -> str:
        """Start it; one that exists already is what was wanted. Returns its workflow id.

        Not a child workflow, for the reasons of docs/adr/0006-prevention-is-no-child.md.

        Raises (as failures that are not retried):
            PolicyNotFound, InvalidPolicy: the pack is gone, is wrong, or needs a calendar to be named.
        """
        try:
            await self._client.start_workflow(
                OBLIGATION_WORKFLOW,
                self._with_pack(start),
                id=obligation_id(start.id),
                task_queue=TASK_QUEUE,
                id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
                static_summary=f"{start.kind} · {start.pack} · {start.duty}"[:200],
            )
        except WorkflowAlreadyStartedError:
            activity.logger.info("obligation_exists", extra={"obligation": start.id})
        return obligation_id(start.id)

    def _with_pack(self, start: ObligationStart) -> ObligationStart:
        if start.policy is not None:
            return start
        earliest = min(start.events.values())
        try:
            policy = self._packs.snapshot(start.pack, earliest.date(), filed_on=start.at.date())
        except InvalidPolicy as wrong:
            # A person waits for this clock: they are told, instead of the activity trying until somebody looks.
            raise ApplicationError(str(wrong), type=wrong.kind, non_retryable=True) from None
        return start.model_copy(update={"policy": policy})
