"""Which commands there are and where each lives. Only the module of the command that was asked for is imported."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

import typer

ABOUT = "Owabi: every promise on a complaint kept, every date proven, nothing sent or paid twice."
COMMANDS = {
    "up": "owabi.running:up_command",
    "file": "owabi.cases:file_command",
    "list": "owabi.complaint_list:list_command",
    "show": "owabi.cases:show_command",
    "do": "owabi.cases:do_command",
    "post": "owabi.post:post_command",
    "deadlines": "owabi.deadlines.command:deadlines_command",
    "certificate": "owabi.certificates.command:certificate_command",
    "doctor": "owabi.doctor:doctor_command",
    "worker": "owabi.running:worker_command",
    "import cfpb": "owabi.importing.command:cfpb_command",
    "letter preview": "owabi.previewing:preview_command",
    "letter check": "owabi.checking_words:check_command",
    "calendar list": "owabi.calendars.command:list_command",
    "calendar show": "owabi.calendars.command:show_command",
    "calendar write": "owabi.calendars.command:write_command",
    "calendar proclaim": "owabi.calendars.proclaiming:proclaim_command",
    "policy list": "owabi.policies.showing:list_command",
    "policy show": "owabi.policies.showing:show_command",
    "policy lint": "owabi.policies.linting:lint_command",
}
"""Command line → module and function."""
ENDS = {"do": "owabi.do_words:listed"}
"""Command line → what makes the end of its help."""
GROUPS = {
    "import": "File many complaints from an export.",
    "letter": "Letters.",
    "calendar": "Calendars: which days are closed where.",
    "policy": "Policy packs: what is owed, by when, on whose word.",
}


def program(arguments: Sequence[str]) -> typer.Typer:
    """The command line as far as these arguments need it: one command, one group, or (help, a word that is none) all."""
    app = typer.Typer(help=ABOUT, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
    app.callback()(_group)
    groups: dict[str, typer.Typer] = {}
    for line in _asked(arguments):
        group, _, name = line.rpartition(" ")
        if group and group not in groups:
            groups[group] = typer.Typer(help=GROUPS[group], no_args_is_help=True)
            groups[group].callback()(_group)
            app.add_typer(groups[group], name=group)
        end = _named(ENDS[line])() if line in ENDS else None
        (groups[group] if group else app).command(name, epilog=end)(_named(COMMANDS[line]))
    return app


def _named(where: str) -> Callable[..., Any]:
    module, _, function = where.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), function)
    return found


def _asked(arguments: Sequence[str]) -> list[str]:
    for words in (2, 1):
        said = " ".join(arguments[:words])
        if said in COMMANDS:
            return [said]
    return [line for line in COMMANDS if arguments and line.startswith(f"{arguments[0]} ")] or list(COMMANDS)


def _group() -> None:
    # Without a callback a group of one command would be that command.
    return None
