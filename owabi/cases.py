"""The commands about one complaint: file, show, do. (All of them: complaint_list.py.)"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from domain import labels
from domain.labels import both
from domain.words import SPOKEN
from owabi.beside import show_beside, state_of
from owabi.do_words import titled
from owabi.failing import Failed, Misused
from owabi.options import Data, Json, Reference, actor, console, parsed, print_json, read_json, with_client
from owabi.samples import as_filed
from owabi.settings import Settings
from owabi.story import show_story
from owabi.story_lines import due_of

if TYPE_CHECKING:
    from temporalio.client import Client

    from messages.receipts import CommandReceipt


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
    else:
        _show_receipt(reference, command, receipt)
    return 0


def _show_receipt(reference: str, command: str, receipt: CommandReceipt) -> None:
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
