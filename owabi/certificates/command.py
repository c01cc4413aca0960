"""`owabi certificate show REF DUTY` and `owabi certificate verify FILE`."""

from __future__ import annotations

import asyncio
import json
from typing import Annotated, Any

import typer

from owabi.failing import Failed
from owabi.options import Data, Json
from owabi.settings import Settings
from policies import check_certificate


def certificate_command(
    reference: Annotated[
        str, typer.Argument(metavar="REF", help="The complaint's reference, or obligation-…; or `verify`.")
    ],
    duty: Annotated[str, typer.Argument(metavar="DUTY|FILE", help="A duty of it such as final_response; or a file.")],
    json: Json = False,
    data: Data = None,
) -> int:
    """Show how a complaint's date came about, or check a certificate without the engine.

    Examples: owabi certificate C-1 final_response --json > proof.json; owabi certificate verify proof.json
    """
    if reference == "verify":
        return check_certificate.main([duty])
    return asyncio.run(_show(Settings.from_env(data=data), reference, duty, as_json=json))


async def _show(settings: Settings, reference: str, duty: str, *, as_json: bool) -> int:
    from owabi.reaching import reach
    from workflows.client import view
    from workflows.client_beside import is_beside, view_beside

    look = view_beside if is_beside(reference) else view
    case = await look(await reach(settings), reference)
    rows = [one for one in (*case.get("deadlines", []), *case.get("rights", [])) if one["certificate_id"]]
    mine = [one for one in rows if one["duty"] == duty]
    if not mine:
        known = ", ".join(dict.fromkeys(one["duty"] for one in rows)) or "none yet"
        raise Failed(f"{reference} has no date for {duty!r}; it has: {known}")
    proof = await _kept(settings, case.get("reference") or case["id"], duty, mine[-1]["certificate_id"])
    if as_json:
        print(json_text(proof))
        return 0
    sentence = proof["sentence"]
    print(f"{sentence['en']}.\n{sentence['ja']}")
    print(f"{proof['pack']} {proof['pack_version']}, {proof['level']}: {proof['source']}")
    print(f"{mine[-1].get('state') or mine[-1]['kind']}; sha256 {proof['sha256']}; the whole of it: --json")
    return 0


async def _kept(settings: Settings, reference: str, duty: str, certificate_id: str) -> dict[str, Any]:
    """The certificate as the register keeps it."""
    from activities.timetable import certificates_key
    from adapters.sql.register import SqlRegister

    register = SqlRegister.at(settings.database)
    try:
        turn = certificate_id.removeprefix(f"{reference}/{duty}/")
        kept = await register.claimed(certificates_key(reference, turn))
    finally:
        await register.close()
    if kept is None or duty not in kept:
        raise Failed(
            f"the register has no certificate {certificate_id}: give the --data folder (or DATABASE_URL) of the worker"
        )
    proof: dict[str, Any] = kept[duty]
    return proof


def json_text(proof: dict[str, Any]) -> str:
    """The certificate as a file holds it."""
    return json.dumps(proof, ensure_ascii=False, indent=2, sort_keys=True)
