"""DigestWorkflow: one notice to the lead about a whole import, so that a backlog floods nobody."""

from __future__ import annotations

from typing import Any

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from messages.deeds import LetterOrder, LetterReceipt
    from messages.ids import DIGEST_WORKFLOW
    from workflows import options


@workflow.defn(name=DIGEST_WORKFLOW)
class DigestWorkflow:
    """Sends one notice, once per import."""

    @workflow.run
    async def run(self, batch: str, counts: dict[str, Any]) -> str:
        """Send the digest; returns where it went."""
        overdue = counts.get("overdue_at_filing") or {}
        duties = ", ".join(f"{duty} {number}" for duty, number in (overdue.get("duties") or {}).items()) or "none"
        order = LetterOrder(
            effect_id=f"{batch}/digest/1".replace(":", "-"),
            reference=batch.replace(":", "-"),
            kind="notice",
            locale="en",
            at=workflow.now(),
            zone="UTC",
            medium="staff",
            facts={
                "to": {"id": "lead"},
                "reference": batch.replace(":", "-"),
                "what": f"import {batch}: {counts.get('filed', 0)} complaints filed, {counts.get('refused', 0)} rows refused",
                "why": f"overdue when filed: {overdue.get('complaints', 0)} complaints ({duties}); no alarm was raised for them",
                "do": "look at them in the list with the filter ComplaintBreached = true",
            },
        )
        receipt: LetterReceipt = await workflow.execute_activity(
            "deliver_letter",
            order,
            result_type=LetterReceipt,
            summary="Digest of an import",
            start_to_close_timeout=options.LETTER["start_to_close_timeout"],
            retry_policy=options.LETTER["retry_policy"],
        )
        return receipt.where
