"""The commands about one complaint or many: file, list, show, do."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from domain import labels
from domain.labels import both
from domain.words import SEVERITIES, SPOKEN, STAGES, ClosingGround, ContactKind
from messages.ids import COMPLAINT_WORKFLOW, OBLIGATION_WORKFLOW
from owabi.beside import show_beside, state_of
from owabi.do_words import titled
from owabi.failing import Failed, Misused
from owabi.filters import filters
from owabi.options import Data, Json, Reference, actor, console, parsed, print_json, read_json, with_client
from owabi.samples import as_filed
from owabi.settings import Settings
from owabi.story import show_story
from owabi.story_lines import due_of

if TYPE_CHECKING:
    from temporalio.client import Client


def file_command(
    source: Annotated[str, typer.Argument(metavar="FILE|-", help="The intake as JSON; - reads standard input.")],
    acknowledged: Annotated[
        str | None,
        typer.Option(metavar="MEDIUM", help=f"Said to the customer when it was taken: {', '.join(SPOKEN)}."),
    ] = None,
    data: Data = None,
    json: Json = False,
) -> int:
    """File a complaint. The same content twice is one complaint and gets the first answer again."""
    from workflows.client import file_complaint

    intake = acknowledged_when_taken(as_filed(read_json(source, "intake"), datetime.now(UTC)), acknowledged)
    answer = with_client(data, lambda client, _: file_complaint(client, intake))
    if json:
        print_json(answer.model_dump(mode="json"))
        return 0
    out = console()
    out.print(f"{answer.reference}: {both(answer.stage, labels.STAGES)}", highlight=False)
    for promised in answer.timetable:
        out.print(f"  {promised.duty} by {promised.due} ({promised.level})", highlight=False)
    for duty in answer.overdue_at_filing:
        out.print(f"  {duty} was already late when it was filed", highlight=False)
    return 0


def acknowledged_when_taken(intake: Any, medium: str | None) -> Any:
    """The intake of a complaint that was acknowledged by word of mouth when it was taken."""
    if medium is not None and medium not in SPOKEN:
        raise Misused(f"--acknowledged is one of: {', '.join(SPOKEN)}")
    if medium is None or not isinstance(intake, dict) or not isinstance(intake.get("facts", {}), dict):
        return intake  # what is no intake is refused at the door
    return {**intake, "facts": {**(intake.get("facts") or {}), "acknowledged": medium}}


def list_command(
    stage: Annotated[str | None, typer.Option(help="Only this stage.")] = None,
    severity: Annotated[str | None, typer.Option(help="Only this severity.")] = None,
    handler: Annotated[str | None, typer.Option(help="Only this handler's (staff id).")] = None,
    policy: Annotated[str | None, typer.Option(help="Only this policy.")] = None,
    ground: Annotated[str | None, typer.Option(help="Only those closed on this ground, e.g. dissatisfied.")] = None,
    kind: Annotated[
        str | None, typer.Option(help="Only this kind: complaint, enquiry, service_request, suggestion, praise.")
    ] = None,
    breached: Annotated[bool, typer.Option("--breached", help="Only those where a date was broken.")] = False,
    name: Annotated[
        str | None, typer.Option("--filter", metavar="NAME", help="One of the filters of --filters.")
    ] = None,
    show_filters: Annotated[
        bool, typer.Option("--filters", help="List filters for the Temporal UI, with links.")
    ] = False,
    obligations: Annotated[
        bool, typer.Option("--obligations", help="What is owed beside complaints instead, as far as it is not over.")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, help="How many are read.")] = 200,
    data: Data = None,
    json: Json = False,
) -> int:
    """List complaints, the next date first (the server's lists lag about a second behind)."""
    settings = Settings.from_env(data=data)
    if show_filters:
        return _show_filters(settings, json)
    condition = " AND ".join(
        filter(None, [_of_kind(kind), _condition(stage, ground, severity, handler, policy, breached, name)])
    )
    kind = COMPLAINT_WORKFLOW
    if obligations:
        kind, condition = OBLIGATION_WORKFLOW, " AND ".join(["ExecutionStatus = 'Running'", *filter(None, [condition])])
    from owabi.listing import ROOM_FOR_CATEGORY, rows, table_of
    from owabi.policies.linting import categories_of

    found = with_client(data, lambda client, _: rows(client, condition, limit, workflow=kind))
    if json:
        print_json([row.model_dump(mode="json") for row in found])
    elif not found and obligations:
        console().print("nothing is owed beside complaints")
    elif not found:
        console().print("no complaints" + (" that meet this" if condition else ": file one with `owabi file FILE`"))
    else:
        known = categories_of(settings) if console().width >= ROOM_FOR_CATEGORY else None
        console().print(table_of(found, "", datetime.now(UTC), known))
        if len(found) >= limit:
            console().print(f"only the first {limit} found were read; --limit N reads more", style="dim")
    return 0


def _of_kind(kind: str | None) -> str:
    """Complaints carry no kind: what is no complaint is marked, and counted apart."""
    if kind is None:
        return ""
    if kind not in get_args(ContactKind):
        raise Misused(f"--kind is one of: {', '.join(get_args(ContactKind))}")
    return "ComplaintKind IS NULL" if kind == "complaint" else f"ComplaintKind = '{kind}'"


def _condition(
    stage: str | None,
    ground: str | None,
    severity: str | None,
    handler: str | None,
    policy: str | None,
    breached: bool,
    name: str | None,
) -> str:
    """The options as one condition of the server's query language."""
    parts: list[str] = []
    for attribute, value, allowed in (
        ("ComplaintStage", stage, STAGES),
        ("ComplaintGround", ground, get_args(ClosingGround)),
        ("ComplaintSeverity", severity, SEVERITIES),
        ("ComplaintHandler", handler, ()),
        ("ComplaintPolicy", policy, ()),
    ):
        if value is None:
            continue
        if allowed and value not in allowed:
            raise Misused(f"--{attribute.removeprefix('Complaint').lower()} is one of: {', '.join(allowed)}")
        if "'" in value or "\\" in value:
            raise Misused("quotes and backslashes cannot be part of an id")
        parts.append(f"{attribute} = '{value}'")
    if breached:
        parts.append("ComplaintBreached = true")
    if name is not None:
        known = {one.name: one for one in filters(datetime.now(UTC)) if "ComplaintWorkflow" in one.query}
        if name not in known:
            raise Misused(f"--filter is one of: {', '.join(known)}")
        parts.append("(" + known[name].query.partition(" AND ")[2] + ")")
    return " AND ".join(parts)


def _show_filters(settings: Settings, json: bool) -> int:
    from owabi.reaching import ui_of

    ui, now = ui_of(settings), datetime.now(UTC)
    found = filters(now)
    if json:
        print_json([{**one.model_dump(), "link": one.link(ui, settings.namespace)} for one in found])
        return 0
    out = console()
    out.print("Paste a query into the filter of the Temporal UI's list, or follow its link.")
    out.print(
        f"Those marked * carry today's date: made {now:%Y-%m-%d %H:%M} UTC, print them anew when you need them.\n"
    )
    for one in found:
        out.print(f"[bold]{one.name}[/bold]{' *' if one.dated else ''}: {one.what}", highlight=False)
        out.print(f"  {one.query}", markup=False, highlight=False, soft_wrap=True)
        out.print(f"  {one.link(ui, settings.namespace)}\n", markup=False, highlight=False, soft_wrap=True)
    return 0


def show_command(reference: Reference, data: Data = None, json: Json = False) -> int:
    """Show one complaint: where it stands, what is due, what was sent, offered and promised. Or obligation-…, prevention-…."""
    from workflows.client import view
    from workflows.client_beside import is_beside, view_beside

    look = view_beside if is_beside(reference) else view
    case = with_client(data, lambda client, _: look(client, reference))
    if json:
        print_json(case)
    elif not case:
        raise Failed(
            f"{reference} is filed and not opened yet: ask again in a moment; if it stays so, `owabi doctor` and the "
            "worker's log say why"
        )
    elif is_beside(reference):
        show_beside(console(), reference, case)
    else:
        show_story(console(), case, datetime.now(UTC))
    return 0


def do_command(
    reference: Reference,
    command: Annotated[str, typer.Argument(metavar="COMMAND", help="What to do, e.g. record_root_cause.")],
    body: Annotated[
        str | None, typer.Argument(metavar="JSON|-", help="The command's argument; - reads standard input.")
    ] = None,
    who: Annotated[str | None, typer.Option("--as", metavar="ID:ROLE", help="Who does it, e.g. aoki:handler.")] = None,
    command_id: Annotated[
        str | None,
        typer.Option("--id", metavar="ID", help="The command's id: repeated with the same id it is done once."),
    ] = None,
    data: Data = None,
    json: Json = False,
) -> int:
    """Act on a complaint, or on obligation-…, prevention-…. A refusal says why and changes nothing."""
    from workflows.client import act
    from workflows.client_beside import is_beside

    argument = _argument(body, who)
    if is_beside(reference):
        return _do_beside(reference, command, argument, command_id, data, json)

    async def deed(client: Client, _: Settings) -> Any:
        return await act(client, reference, command, argument, command_id=command_id)

    receipt = with_client(data, deed)
    if json:
        print_json(receipt.model_dump(mode="json"))
        return 0
    out = console()
    out.print(
        f"{reference}: {titled(command)} done, stage {both(receipt.stage, labels.STAGES)}, round {receipt.round}",
        markup=False,
        highlight=False,
    )
    for hint in receipt.hints:
        out.print(f"  hint: {hint}", markup=False, highlight=False)
    if receipt.next_action:
        out.print(
            f"  next: {receipt.next_action} ({both(receipt.next_owner, labels.ROLES) or 'nobody'})",
            markup=False,
            highlight=False,
        )
    if receipt.next_action_ja:
        out.print(f"  次の対応: {receipt.next_action_ja}", markup=False, highlight=False)
    if receipt.next_day:
        out.print(f"  first date: {receipt.next_duty}, {due_of(receipt.next_day)}", markup=False, highlight=False)
    for effect in receipt.effects:
        out.print(f"  set going: {effect}", markup=False, highlight=False)
    return 0


def _do_beside(
    workflow_id: str, command: str, argument: dict[str, Any], command_id: str | None, data: Path | None, json: bool
) -> int:
    from workflows.client_beside import act_beside

    async def deed(client: Client, _: Settings) -> dict[str, Any]:
        return await act_beside(client, workflow_id, command, argument, command_id=command_id)

    receipt = with_client(data, deed)
    if json:
        print_json(receipt)
    else:
        out = console()
        said = (
            f"{workflow_id}: {titled(command)} done, {state_of(workflow_id, receipt)}; next: {receipt['next_action']}"
        )
        out.print(said, markup=False, highlight=False)
        out.print(f"  次の対応: {receipt['next_action_ja']}", markup=False, highlight=False)
    return 0


def _argument(body: str | None, who: str | None) -> dict[str, Any]:
    """The command's JSON object with `by` from --as."""
    argument = {} if body is None else (read_json("-", "command") if body == "-" else parsed(body, "command"))
    if not isinstance(argument, dict):
        raise Misused('the command\'s argument must be a JSON object, e.g. \'{"reason": "…"}\'')
    if who is None:
        if "by" in argument:
            return argument
        raise Misused("say who acts: --as ID:ROLE, e.g. --as aoki:handler")
    return {**argument, "by": actor(who)}
