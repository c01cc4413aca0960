"""The command line: `owabi …`. Exit 0 done, 1 refused or failed, 2 misuse; errors are one line on standard error."""

from __future__ import annotations

import sys
from typing import NoReturn

import typer
from temporalio.client import RPCTimeoutOrCancelledError
from temporalio.service import RPCError, RPCStatusCode
from typer.exceptions import TyperException

from domain.errors import ComplaintError
from owabi.calendars.command import list_command as list_calendars
from owabi.calendars.command import show_command as show_calendar
from owabi.calendars.command import write_command as write_calendars
from owabi.calendars.proclaiming import proclaim_command
from owabi.cases import do_command, file_command, list_command, show_command
from owabi.certificates.command import certificate_command
from owabi.deadlines.command import deadlines_command
from owabi.doctor import doctor_command
from owabi.failing import Failed, Misused
from owabi.importing.command import cfpb_command
from owabi.leaving import leave
from owabi.policies.linting import lint_command as lint_policies
from owabi.policies.showing import list_command as list_policies
from owabi.policies.showing import show_command as show_policy
from owabi.previewing import preview_command
from owabi.running import up_command, worker_command
from owabi.settings import SettingsError

app = typer.Typer(
    help="Owabi: every promise on a complaint kept, every date proven, nothing sent or paid twice.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("up")(up_command)
app.command("file")(file_command)
importing = typer.Typer(help="File many complaints from an export.", no_args_is_help=True)
importing.command("cfpb")(cfpb_command)
app.add_typer(importing, name="import")
app.command("list")(list_command)
app.command("show")(show_command)
app.command("do")(do_command)
letter = typer.Typer(help="Letters.", no_args_is_help=True)
letter.command("preview")(preview_command)
app.add_typer(letter, name="letter")
calendar = typer.Typer(help="Calendars: which days are closed where.", no_args_is_help=True)
calendar.command("list")(list_calendars)
calendar.command("show")(show_calendar)
calendar.command("write")(write_calendars)
calendar.command("proclaim")(proclaim_command)
app.add_typer(calendar, name="calendar")
policy = typer.Typer(help="Policy packs: what is owed, by when, on whose word.", no_args_is_help=True)
policy.command("list")(list_policies)
policy.command("show")(show_policy)
policy.command("lint")(lint_policies)
app.add_typer(policy, name="policy")
app.command("deadlines")(deadlines_command)
app.command("certificate")(certificate_command)
app.command("doctor")(doctor_command)
app.command("worker")(worker_command)


@importing.callback()
@letter.callback()
def _group() -> None:
    """Keep a group with one command a group."""


def run(arguments: list[str] | None = None) -> int:
    """Carry out one command line; the exit code."""
    try:
        code = app(args=arguments, prog_name="owabi", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except (ComplaintError, Failed, SettingsError) as error:
        return _fail(_text(error), 1)
    except Misused as error:
        return _fail(f"{error}; see `owabi --help`", 2)
    except TyperException as error:
        if not error.format_message():
            return 2
        return _fail(f"{error.format_message()} See `owabi --help`.", 2)
    except RPCError as error:
        return _fail(_advice(error), 1)
    except (TimeoutError, RPCTimeoutOrCancelledError):
        return _fail("no worker answered in time: see `owabi doctor`, then try the same again", 1)
    except (KeyboardInterrupt, typer.Abort):
        return _fail("interrupted", 130)
    except BrokenPipeError:
        return 1


def _text(error: Exception) -> str:
    return f"{error.kind}: {error}" if isinstance(error, ComplaintError) else str(error)


def _advice(error: RPCError) -> str:
    """What a person can do about a failed call to the server."""
    if error.status in {RPCStatusCode.UNAVAILABLE, RPCStatusCode.DEADLINE_EXCEEDED, RPCStatusCode.CANCELLED}:
        return "the Temporal server or its worker does not answer: see `owabi doctor`, then try the same again"
    if error.status in {RPCStatusCode.PERMISSION_DENIED, RPCStatusCode.UNAUTHENTICATED}:
        return "the Temporal server refuses these credentials: check TEMPORAL_API_KEY, TLS settings and namespace"
    return f"the Temporal server refused the call ({error.status.name.lower()}: {error.message}); see `owabi doctor`"


def _fail(message: str, code: int) -> int:
    print(f"owabi: {' '.join(message.split())}", file=sys.stderr)
    return code


def main() -> NoReturn:
    """Entry point of the `owabi` program."""
    try:
        code = run()
    except Exception:  # a bug of ours: show it whole, and still leave by the one safe way
        import traceback

        traceback.print_exc()
        code = 1
    leave(code)


if __name__ == "__main__":
    main()
