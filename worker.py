"""The composition root of the worker: settings → adapters → activities → Worker. Nothing else knows all of them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from temporalio.client import Client
from temporalio.worker import UnsandboxedWorkflowRunner, Worker, WorkflowRunner
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions
from temporalio.workflow import SandboxImportNotificationPolicy as Imports

from activities.addressees import Addressees
from activities.customers import CustomerKey
from activities.finding_out import Desk
from activities.letters import Letters
from activities.like_cases import LikeCasesLookup
from activities.news import Messenger
from activities.obligations import Obligations
from activities.opening import Opening
from activities.register import Register
from activities.remedies import Fulfilment, Remedies
from activities.timetable import Timetable
from adapters.customer_csv import CustomerCsv
from adapters.ledger import Ledger
from adapters.migrations import migrate
from adapters.post_room import mailers
from adapters.smtp import SmtpSettings
from adapters.sql.register import SqlRegister
from letters import wording
from messages.ids import TASK_QUEUE
from policies import categories, firm, known_issues, parallel, team, triage
from policies.reader import Packs
from workflows.complaint import ComplaintWorkflow
from workflows.digest import DigestWorkflow
from workflows.obligation import ObligationWorkflow
from workflows.prevention import PreventionWorkflow

if TYPE_CHECKING:
    from owabi.settings import Settings

WORKFLOWS = [ComplaintWorkflow, PreventionWorkflow, ObligationWorkflow, DigestWorkflow]
GRACE = timedelta(seconds=10)
"""How long a letter or payment under way may take to finish when the worker is told to stop."""
RULES = Path(__file__).parent / "policies" / "data"


def workflow_runner(*, lenient: bool = False) -> WorkflowRunner:
    """The runner of workers, tests and replays: the SDK's sandbox, which refuses forgotten pass-throughs.

    `lenient` runs without it (half the replay cost); the tests keep it on.
    """
    if lenient:
        return UnsandboxedWorkflowRunner()
    strict = Imports.WARN_ON_DYNAMIC_IMPORT | Imports.RAISE_ON_UNINTENTIONAL_PASSTHROUGH
    return SandboxedWorkflowRunner(restrictions=SandboxRestrictions.default.with_import_notification_policy(strict))


def read_rules[T](read: Callable[[str, str], T], own: Path | None, name: str) -> T:
    """A rule file: the firm's own where the settings name one, else the project's.

    Raises:
        InvalidPolicy: the file is wrong; the message names it and the key.
    """
    path = own or RULES / name
    return read(path.read_text(encoding="utf-8"), str(path))


def desk_of(settings: Settings) -> Desk:
    """What the desk has laid down: packs, team, categories, triage rules, known issues."""
    packs = Packs(
        firm_calendar=settings.firm_calendar,
        firm_zone=settings.firm_zone or None,
        closures=settings.closures,
        own=settings.packs,
    )
    packs.check()
    packs.pack(settings.default_policy)
    proposals = read_rules(parallel.read, settings.parallel_file, "parallel.yaml")
    parallel.check(proposals, packs)
    return Desk(
        packs=packs,
        team=read_rules(team.read, settings.team_file, "team.yaml"),
        triage=read_rules(triage.read, settings.triage_file, "triage.yaml"),
        known_issues=read_rules(known_issues.read, settings.known_issues_file, "known_issues.yaml"),
        parallel=proposals,
        categories=read_rules(categories.read, settings.categories_file, "categories.yaml"),
        default_policy=settings.default_policy,
    )


def mail_server_of(settings: Settings) -> SmtpSettings | None:
    """The mail server that letters leave by; none where the settings name none."""
    if not settings.smtp_host:
        return None
    return SmtpSettings(
        host=settings.smtp_host,
        port=settings.effective_smtp_port,
        user=settings.smtp_user,
        password=settings.smtp_password.get_secret_value(),
        security=settings.smtp_tls,
        sender=settings.sender,
    )


def activities_of(
    settings: Settings, client: Client, register: SqlRegister, fulfilment: Fulfilment | None = None
) -> list[Callable[..., Any]]:
    """The activities with their adapters. `fulfilment`: the firm's own payment service; by default the cashier's ledger."""
    desk = desk_of(settings)
    secret = CustomerKey(settings.customer_key_id, settings.customer_secret())
    record = CustomerCsv(register, settings.customer_file, secret) if settings.customer_file else register
    ways = mailers(settings.data, mail_server_of(settings))
    house = read_rules(firm.read, settings.firm_file, "firm.yaml")
    words = wording.read_folder(settings.words)
    letters = Letters(
        register,
        ways,
        house,
        addressed=Addressees(desk.team, house.beside_the_desk),
        words=words,
        staff=team.every_name(desk.team),
    )
    messenger = Messenger(client, register)
    return [
        Opening(register, register, record, desk, secret, settings.continue_after).open_case,
        Timetable(
            register, desk.team, words, surveys=register, others=register, categories=desk.categories
        ).record_turn,
        letters.deliver_letter,
        letters.call_off_letter,
        letters.mark_post,
        Remedies(register, fulfilment or Ledger(register.engine)).carry_out_remedy,
        Register(register).archive_case,
        LikeCasesLookup(register).find_like_cases,
        messenger.open_task,
        Obligations(client, desk.packs).start_obligation,
        messenger.tell_complaint,
        messenger.file_linked,
    ]


async def run_worker(
    settings: Settings, client: Client, stop: asyncio.Event, fulfilment: Fulfilment | None = None
) -> None:
    """Work until `stop` is set; then take nothing new and let what is under way finish (`GRACE`).

    Raises:
        InvalidPolicy: a rule file is wrong; nothing was started.
    """
    await asyncio.to_thread(migrate, settings.database)
    register = SqlRegister.at(settings.database)
    try:
        async with Worker(
            client,
            task_queue=TASK_QUEUE,
            workflows=WORKFLOWS,
            activities=activities_of(settings, client, register, fulfilment),
            workflow_runner=workflow_runner(lenient=settings.lenient_sandbox),
            graceful_shutdown_timeout=GRACE,
        ):
            await stop.wait()
    finally:
        await register.close()
