"""`owabi list`: complaints, or what is owed beside them, and the filters of the Temporal UI's own list."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from domain.words import SEVERITIES, STAGES, ClosingGround, ContactKind
from messages.ids import COMPLAINT_WORKFLOW, OBLIGATION_WORKFLOW
from owabi.failing import Misused
from owabi.filters import filters
from owabi.options import Data, Json, console, print_json, with_client
from owabi.settings import Settings

if TYPE_CHECKING:
    from owabi.listing import Row


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
    condition = _condition(kind, stage, ground, severity, handler, policy, breached, name)
    workflow, condition = _among(condition, obligations)
    from owabi.listing import rows

    found = with_client(data, lambda client, _: rows(client, condition, limit, workflow=workflow))
    if json:
        print_json([row.model_dump(mode="json") for row in found])
    elif found:
        _show_list(settings, found, limit)
    else:
        console().print(_none_found(condition, obligations))
    return 0


def _among(condition: str, obligations: bool) -> tuple[str, str]:
    """The workflows that are listed, and the condition with what these ask for besides: an obligation that is over is not owed."""
    if not obligations:
        return COMPLAINT_WORKFLOW, condition
    return OBLIGATION_WORKFLOW, " AND ".join(["ExecutionStatus = 'Running'", *filter(None, [condition])])


def _none_found(condition: str, obligations: bool) -> str:
    if obligations:
        return "nothing is owed beside complaints"
    return "no complaints" + (" that meet this" if condition else ": file one with `owabi file FILE`")


def _show_list(settings: Settings, found: list[Row], limit: int) -> None:
    from owabi.listing import ROOM_FOR_CATEGORY, table_of
    from owabi.policies.linting import categories_of

    known = categories_of(settings) if console().width >= ROOM_FOR_CATEGORY else None
    console().print(table_of(found, "", datetime.now(UTC), known))
    if len(found) >= limit:
        console().print(f"only the first {limit} found were read; --limit N reads more", style="dim")


def _of_kind(kind: str | None) -> str:
    """Complaints carry no kind: what is no complaint is marked, and counted apart."""
    if kind is None:
        return ""
    if kind not in get_args(ContactKind):
        raise Misused(f"--kind is one of: {', '.join(get_args(ContactKind))}")
    return "ComplaintKind IS NULL" if kind == "complaint" else f"ComplaintKind = '{kind}'"


def _condition(
    kind: str | None,
    stage: str | None,
    ground: str | None,
    severity: str | None,
    handler: str | None,
    policy: str | None,
    breached: bool,
    name: str | None,
) -> str:
    """The options as one condition of the server's query language."""
    parts = [*filter(None, [_of_kind(kind)])]
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
