"""What the Temporal server has: namespace, retention, search attributes, workers, complaints without an outcome."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from temporalio.api.operatorservice.v1 import ListSearchAttributesRequest
from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest
from temporalio.client import Client
from temporalio.service import RPCError

from messages.ids import COMPLAINT_WORKFLOW, OBLIGATION_WORKFLOW, PREVENTION_WORKFLOW, TASK_QUEUE
from owabi.checks.cases import waiting_cases
from owabi.checks.finding import Finding, note, ok, wrong
from owabi.embedded import search_attributes
from owabi.failing import Failed
from owabi.pollers import polled
from owabi.reaching import address_of, reach
from owabi.settings import Settings

_DAY = 86_400
_SHOWN = 10
OPENED_WITHIN = timedelta(minutes=2)
"""How long a filed complaint may take to be opened before `doctor` says so."""


async def server(settings: Settings) -> list[Finding]:
    """Everything the server can be asked."""
    try:
        client = await reach(settings)
    except Failed as error:
        if settings.external:
            return [wrong("server", str(error), "check TEMPORAL_ADDRESS, TLS and API key")]
        return [note("server", str(error))]
    address = address_of(settings).get("target_host")
    findings = [ok("server", f"{address} answers")]
    for check in (_retention, _attributes, _worker, _ended_without_outcome, _stuck, _unopened, _blocked_letters):
        try:
            findings.append(await check(client, settings))
        except RPCError as error:
            name = check.__name__.strip("_").replace("_", " ")
            findings.append(wrong(name, f"the server refused: {error.message}", "check namespace and permissions"))
    return findings


async def _retention(client: Client, settings: Settings) -> Finding:
    answer = await client.workflow_service.describe_namespace(DescribeNamespaceRequest(namespace=client.namespace))
    days = answer.config.workflow_execution_retention_ttl.seconds // _DAY
    what = f"namespace {client.namespace} keeps finished complaints {days} days"
    if days < settings.retention_days:
        command = (
            f"temporal operator namespace update --namespace {client.namespace} --retention {settings.retention_days}d"
        )
        return wrong("retention", f"{what}; {settings.retention_days} are needed", f"`{command}`")
    return ok("retention", what)


async def _attributes(client: Client, settings: Settings) -> Finding:
    answer = await client.operator_service.list_search_attributes(
        ListSearchAttributesRequest(namespace=client.namespace)
    )
    needed = search_attributes()
    missing = [name for name in needed if name not in answer.custom_attributes]
    if missing:
        pairs = " ".join(f"--name {name} --type {needed[name]}" for name in missing)
        command = f"temporal operator search-attribute create --namespace {client.namespace} {pairs}"
        return wrong("search attributes", f"missing: {', '.join(missing)}", f"`{command}`")
    return ok("search attributes", f"all {len(needed)} there")


async def _worker(client: Client, settings: Settings) -> Finding:
    if await polled(client, TASK_QUEUE):
        return ok("worker", f"somebody works on the queue {TASK_QUEUE}")
    return wrong("worker", f"nobody works on the queue {TASK_QUEUE}", "start one: `owabi worker` (or `make run`)")


async def _ended_without_outcome(client: Client, settings: Settings) -> Finding:
    kinds = ", ".join(f"'{one}'" for one in (COMPLAINT_WORKFLOW, PREVENTION_WORKFLOW, OBLIGATION_WORKFLOW))
    query = f"WorkflowType IN ({kinds}) AND ExecutionStatus IN ('Terminated', 'TimedOut', 'Canceled')"
    # A refused filing fails on purpose, before it is a complaint: its reference is free again and nothing was lost.
    ended = [
        one.id.removeprefix("complaint-")
        async for one in client.list_workflows(query, limit=200)
        if not await _runs_again(client, one.id, one.run_id)
    ]
    if ended:
        shown = ", ".join(ended[:_SHOWN]) + (" …" if len(ended) > _SHOWN else "")
        return wrong(
            "complaints ended without an outcome",
            f"{len(ended)}: {shown}",
            "somebody terminated them: reset each to its last workflow task in the Temporal UI, or file a complaint again",
        )
    return ok("complaints ended without an outcome", "none")


async def _runs_again(client: Client, workflow_id: str, run_id: str) -> bool:
    """Whether a later run of the same complaint took over (reset, filed again)."""
    described = await client.get_workflow_handle(workflow_id).describe()
    return described.run_id != run_id


async def _blocked_letters(client: Client, settings: Settings) -> Finding:
    return await waiting_cases(client)


async def _stuck(client: Client, settings: Settings) -> Finding:
    query = "TemporalReportedProblems IN ('category=WorkflowTaskFailed', 'category=WorkflowTaskTimedOut')"
    count = (await client.count_workflows(query)).count
    if count:
        return wrong(
            "workflow tasks", f"{count} workflows cannot go on", "see the filter `faults` of `owabi list --filters`"
        )
    return ok("workflow tasks", "none is stuck")


async def _unopened(client: Client, settings: Settings) -> Finding:
    return await unopened(client, datetime.now(UTC) - OPENED_WITHIN)


async def unopened(client: Client, filed_before: datetime) -> Finding:
    """Complaints filed before that instant whose receipt is not decided: the worker cannot, and tries again and again."""
    query = (
        f"WorkflowType = '{COMPLAINT_WORKFLOW}' AND ExecutionStatus = 'Running' AND ComplaintStage IS NULL "
        f"AND StartTime < '{filed_before.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}'"
    )
    waiting = [one.id.removeprefix("complaint-") async for one in client.list_workflows(query, limit=_SHOWN)]
    if waiting:
        return wrong(
            "complaints not yet opened",
            ", ".join(waiting),
            "see the worker's log for open_case: mend what it names (a rule file, the database); it tries again by itself",
        )
    return ok("complaints not yet opened", "none waits")
