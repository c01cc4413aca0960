"""The post room: which letters on paper are still to be posted, and saying what became of them."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from domain.errors import ComplaintError
from owabi.failing import Failed, Misused
from owabi.options import Data, Json, actor, console, print_json, with_client
from owabi.settings import Settings

if TYPE_CHECKING:
    from temporalio.client import Client

    from activities.outbox import Effect

MARKS = ("printed", "dispatched", "returned")


def post_command(
    mark: Annotated[
        str | None,
        typer.Argument(metavar="[printed|dispatched|returned]", help="What was done; without it: the queue."),
    ] = None,
    letters: Annotated[
        list[str] | None,
        typer.Argument(metavar="LETTER[=TRACKING] …", help="Effect ids, each with its tracking number if it has one."),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="All letters of the queue.")] = False,
    on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day it was done; today if not given.")
    ] = None,
    reason: Annotated[str | None, typer.Option(help="For returned: what the carrier wrote on it.")] = None,
    who: Annotated[str | None, typer.Option("--as", metavar="ID:ROLE", help="Who says so, e.g. aoki:handler.")] = None,
    data: Data = None,
    json: Json = False,
) -> int:
    """Letters on paper: list what is still to be posted, the earliest date first; say what was printed, posted, came back."""
    if mark is None:
        return _show(asyncio.run(_queue(Settings.from_env(data=data))), json)
    if mark not in MARKS:
        raise Misused(f"{mark}: say one of {', '.join(MARKS)}, or nothing for the queue")
    if who is None:
        raise Misused("say who: --as ID:ROLE, e.g. --as aoki:handler")
    if every == bool(letters) or (every and mark == "returned"):
        raise Misused("name the letters (owabi post lists them), or --all for the whole queue (printed, dispatched)")
    said: dict[str, Any] = {"by": actor(who), "what": mark}
    said |= {"on": on.date().isoformat()} if on else {}
    said |= {"reason": reason} if reason else {}

    async def deed(client: Client, settings: Settings) -> list[dict[str, Any]]:
        wanted = [one.effect_id for one in await _queue(settings)] if every else letters or []
        return [await _mark(client, letter, said) for letter in wanted]

    return _report(with_client(data, deed), mark, json)


async def _queue(settings: Settings) -> list[Effect]:
    """The letters that wait, as the register has them."""
    from sqlalchemy.exc import SQLAlchemyError

    from adapters.sql.register import SqlRegister

    if not settings.database_url.get_secret_value() and not (settings.data / "owabi.db").exists():
        raise Failed(
            f"no register in {settings.data} yet: start a worker once (owabi up), or name the folder with --data"
        )
    register = SqlRegister.at(settings.database)
    try:
        return await register.post_queue()
    except SQLAlchemyError as error:
        raise Failed(
            f"the register cannot be read ({type(error).__name__}): start a worker once (owabi up), or check DATABASE_URL "
            "with owabi doctor"
        ) from None
    finally:
        await register.close()


async def _mark(client: Client, letter: str, said: dict[str, Any]) -> dict[str, Any]:
    """One letter; a refusal is part of the answer, so that the others are marked all the same."""
    from workflows.client import act

    effect, _, tracking = letter.partition("=")
    reference = effect.partition("/")[0]
    body = {**said, "letter": effect} | ({"tracking": tracking} if tracking else {})
    try:
        receipt = await act(client, reference, "record_post", body)
    except ComplaintError as refused:
        return {"letter": effect, "done": False, "why": f"{refused.kind}: {refused}"}
    return {"letter": effect, "done": True, "stage": receipt.stage}


def _report(marked: list[dict[str, Any]], mark: str, json: bool) -> int:
    if json:
        print_json(marked)
    elif not marked:
        console().print("nothing is to be posted")
    else:
        for one in marked:
            text = f"{mark}, stage {one['stage']}" if one["done"] else f"not {mark}: {one['why']}"
            console().print(f"{one['letter']}: {text}", markup=False, highlight=False, soft_wrap=True)
    return 0 if all(one["done"] for one in marked) else 1


def _show(queue: list[Effect], json: bool) -> int:
    rows = [_row(one) for one in queue]
    if json:
        print_json(rows)
        return 0
    if not rows:
        console().print("nothing is to be posted")
        return 0
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0))
    for heading in ("letter", "post by", "state", "written (UTC)", "mind", "file"):
        table.add_column(heading, no_wrap=True)
    for row in rows:
        late = bool(row["due"]) and str(row["due"])[:10] < datetime.now(UTC).date().isoformat()
        cells = [str(row[key] or "–") for key in ("letter", "due", "state", "written", "mind", "file")]
        table.add_row(*cells, style="red" if late else "")
    console().print(table)
    return 0


def _row(one: Effect) -> dict[str, Any]:
    receipt = one.receipt or {}
    mind = [word for key, word in _MIND.items() if receipt.get(key)]
    return {
        "letter": one.effect_id,
        "kind": one.kind,
        "due": receipt.get("due"),
        "state": "printed" if one.state == "printed" else "to print",
        "written": f"{one.claimed_at:%Y-%m-%d %H:%M}",
        "mind": ", ".join(mind),
        "file": receipt.get("where", ""),
    }


_MIND = {"discreet": "plain envelope", "large_print": "large print"}
