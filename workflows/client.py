"""The doors in Python: file a complaint, act on it, look at it. What other services and the command line call."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from temporalio.client import (
    Client,
    RPCTimeoutOrCancelledError,
    WorkflowExecutionStatus,
    WorkflowFailureError,
    WorkflowHandle,
    WorkflowQueryFailedError,
    WorkflowUpdateFailedError,
)
from temporalio.common import WorkflowIDReusePolicy
from temporalio.exceptions import ApplicationError, WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

from activities.filing import received
from domain import errors, labels
from messages.commands import check_command
from messages.converter import data_converter
from messages.ids import DIGEST_WORKFLOW, TASK_QUEUE, complaint_id, digest_id
from messages.intake import check_at_door
from messages.receipts import CommandReceipt, ComplaintOutcome, Received
from workflows import updates
from workflows.updates import ANSWER_WITHIN, NO_WORKER

FOUND_WITHIN = timedelta(seconds=5)
"""How long looking up an ended workflow may take."""


async def connect(address: Mapping[str, Any]) -> Client:
    """A client with Owabi's data converter. `address`: the SDK's own connect options (`target_host`, `namespace`, `tls`, …)."""
    return await Client.connect(**{**address, "data_converter": data_converter()})


async def file_complaint(client: Client, intake: dict[str, Any]) -> Received:
    """File a complaint, or repeat a filing: the same content under the same reference gets the first answer.

    Returns reference, stage and timetable as soon as they are recorded; letters leave afterwards.

    Raises:
        InvalidIntake: names the field that is wrong, never its value.
        PolicyNotFound: there is no such policy pack.
        ReferenceConflict: the reference already carries other content.
        ComplaintSettled: it was filed and has ended for good.
        TimeoutError: no worker answered; filing again with the same content is safe.
    """
    check_at_door(intake, datetime.now(UTC))
    reference = intake.get("reference") or f"O-{uuid.uuid4().hex[:12]}"
    intake = {**intake, "reference": reference}
    try:
        return await received(client, intake, _summary(intake), ANSWER_WITHIN)
    except WorkflowUpdateFailedError as error:
        raise own_refusal(error.cause) from None
    except WorkflowAlreadyStartedError:
        raise await _settled(client, reference) from None
    except RPCTimeoutOrCancelledError as error:
        raise unanswered() from error
    except RPCError as error:
        raise await _rpc(client, reference, error) from error


async def act(
    client: Client, reference: str, command: str, body: dict[str, Any], *, command_id: str | None = None
) -> CommandReceipt:
    """Act on a complaint. A repeated `command_id` does nothing twice and gets the first receipt.

    Raises:
        ComplaintError: refused, nothing was written; the class and the message say why.
        TimeoutError: no worker answered; the command has not happened, repeat it with the same id.
    """
    check_command(command, body)
    handle = client.get_workflow_handle(complaint_id(reference))
    command_id = command_id or str(uuid.uuid4())
    try:
        return CommandReceipt.model_validate(await updates.ask(handle, command, body, command_id))
    except WorkflowUpdateFailedError as error:
        raise own_refusal(error.cause) from None
    except RPCTimeoutOrCancelledError as error:
        raise unanswered() from error
    except RPCError as error:
        raise await _rpc(client, reference, error) from error


async def view(client: Client, reference: str) -> dict[str, Any]:
    """The case view (query `case`).

    Raises:
        UnknownReference: there is no such complaint.
        TimeoutError: no worker answers.
    """
    return await ask(client, reference, "case")  # type: ignore[no-any-return]


async def ask(client: Client, reference: str, query: str, *arguments: Any) -> Any:
    """Any query of a complaint: `case`, `deadlines`, `allowed_commands`, `closed_day`."""
    handle = client.get_workflow_handle(complaint_id(reference))
    try:
        return await handle.query(query, args=arguments, rpc_timeout=ANSWER_WITHIN)
    except WorkflowQueryFailedError as error:
        raise errors.ComplaintError(f"{reference}: the query failed: {error}") from error
    except RPCTimeoutOrCancelledError as error:
        raise unanswered() from error
    except RPCError as error:
        raise await _rpc(client, reference, error) from error


async def send_digest(client: Client, batch: str, counts: dict[str, Any]) -> None:
    """Tell the lead about an import, once per batch, in one notice."""
    try:
        await client.start_workflow(
            DIGEST_WORKFLOW,
            args=[batch, counts],
            id=digest_id(batch),
            task_queue=TASK_QUEUE,
            id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY,
            static_summary="digest of an import",
        )
    except WorkflowAlreadyStartedError:
        return


def _summary(intake: Mapping[str, Any]) -> str:
    """What the Temporal UI's list shows: no names, at most 200 bytes."""
    parts = [
        intake.get("policy") or "default policy",
        intake.get("category"),
        intake.get("severity"),
        intake.get("channel"),
    ]
    return " · ".join(str(part) for part in parts if part).encode()[:200].decode(errors="ignore")


def own_refusal(cause: BaseException | None) -> Exception:
    """The refusal as the domain's own class."""
    if isinstance(cause, ApplicationError):
        kind = getattr(errors, cause.type or "", None)
        if isinstance(kind, type) and issubclass(kind, errors.ComplaintError):
            return kind(cause.message)
        return errors.ComplaintError(cause.message)
    return errors.ComplaintError(f"the complaint's workflow failed: {cause}; see the Temporal UI")


async def _rpc(client: Client, reference: str, error: RPCError) -> Exception:
    if error.status is RPCStatusCode.NOT_FOUND:
        return await _settled(client, reference)
    if error.status in NO_WORKER:
        return unanswered()
    return error


def unanswered() -> TimeoutError:
    """Nothing has happened that a repetition with the same id would do twice."""
    return TimeoutError("no worker answered in time: start one (`owabi worker`) and repeat with the same id")


async def _settled(client: Client, reference: str) -> Exception:
    """Why a complaint's workflow took nothing: it has settled, it failed, there never was one, or it came this moment."""
    handle: WorkflowHandle[Any, ComplaintOutcome] = client.get_workflow_handle(
        complaint_id(reference), result_type=ComplaintOutcome
    )
    try:
        # The result of a workflow that runs would be waited for until it ends, months on, whatever the time-out.
        if (await handle.describe(rpc_timeout=FOUND_WITHIN)).status is WorkflowExecutionStatus.RUNNING:
            return TimeoutError(f"{reference} has only just arrived: ask again")
        outcome = await handle.result(rpc_timeout=FOUND_WITHIN)
    except WorkflowFailureError as error:
        return own_refusal(error.cause)
    except RPCError:
        return errors.UnknownReference(f"there is no complaint {reference}; owabi list shows them")
    return errors.ComplaintSettled.of(reference, labels.both(outcome.stage, labels.STAGES), outcome.settled_at)
