"""A complaint's workflow changed carelessly: it waits a second before it opens. Replay has to notice."""

from __future__ import annotations

from typing import Any

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from messages.carried import Carried
    from messages.ids import COMPLAINT_WORKFLOW
    from messages.receipts import ComplaintOutcome
    from workflows.complaint import ComplaintWorkflow


@workflow.defn(name=COMPLAINT_WORKFLOW)
class ChangedComplaintWorkflow(ComplaintWorkflow):
    """The same, but for one timer too many and no `workflow.patched` around it."""

    @workflow.init
    def __init__(self, intake: Any, carried: Carried | None = None) -> None:
        super().__init__(intake, carried)

    @workflow.run
    async def run(self, intake: Any, carried: Carried | None = None) -> ComplaintOutcome:
        """Wait, then live."""
        await workflow.sleep(1)
        return await super().run(intake, carried)
