"""`owabi doctor`: what is there, what is missing, what is reachable. Looks only; changes nothing."""

from __future__ import annotations

import asyncio

from rich.table import Table

from owabi.checks.finding import Finding
from owabi.options import Data, Json, console, print_json
from owabi.settings import Settings

_MARKS = {"ok": ("✓", "green"), "note": ("·", "dim"), "wrong": ("✗", "red")}


def doctor_command(data: Data = None, json: Json = False) -> int:
    """Say what is there, missing, reachable; exit 1 when something must be put right."""
    settings = Settings.from_env(data=data)
    findings = asyncio.run(_look(settings))
    well = all(finding.state != "wrong" for finding in findings)
    if json:
        print_json({"well": well, "findings": [finding.model_dump() for finding in findings]})
    else:
        _show(findings)
    return 0 if well else 1


async def _look(settings: Settings) -> list[Finding]:
    # Here and not above: the database's libraries cost every other command a second to load.
    from owabi.checks.machine import machine
    from owabi.checks.policies import policies
    from owabi.checks.register import mail, register
    from owabi.checks.server import server

    groups = [await look(settings) for look in (machine, policies, server, register, mail)]
    return [finding for group in groups for finding in group]


def _show(findings: list[Finding]) -> None:
    table = Table(show_header=False, box=None, pad_edge=False)
    for finding in findings:
        mark, style = _MARKS[finding.state]
        do = f"\n→ {finding.do}" if finding.do else ""
        table.add_row(f"[{style}]{mark}[/]", finding.name, finding.what.replace("[", r"\[") + do.replace("[", r"\["))
    console().print(table)
