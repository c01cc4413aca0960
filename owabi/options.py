"""What the commands have in common: options, settings, and how results are shown."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from domain.words import ROLES
from owabi.failing import Failed, Misused
from owabi.settings import Settings

if TYPE_CHECKING:
    from temporalio.client import Client

Data = Annotated[Path | None, typer.Option("--data", metavar="DIR", help="The data folder (OWABI_DATA; default var).")]
Json = Annotated[bool, typer.Option("--json", help="One JSON document on standard output, for programs.")]
Reference = Annotated[str, typer.Argument(metavar="REF", help="The complaint's reference.")]


def console() -> Console:
    """Standard output for people; wide when it is no terminal, so that nothing is cut in a pipe."""
    return Console() if sys.stdout.isatty() else Console(width=200)


def print_json(value: Any) -> None:
    """One line of JSON. Dates as RFC 3339, anything else unknown as text."""
    print(json.dumps(value, ensure_ascii=False, default=str))


def with_client[T](data: Path | None, deed: Callable[[Client, Settings], Coroutine[Any, Any, T]]) -> T:
    """Run `deed` with a client of the server that this command talks to."""
    from owabi.reaching import reach

    settings = Settings.from_env(data=data)

    async def run() -> T:
        return await deed(await reach(settings), settings)

    return asyncio.run(run())


def actor(who: str) -> dict[str, str]:
    """Who acts, as a command carries it, from `--as ID:ROLE`. Raises Misused."""
    person, _, role = who.rpartition(":")
    if not person or role not in ROLES:
        raise Misused(f"--as takes ID:ROLE, the role one of: {', '.join(ROLES)}")
    return {"id": person, "role": role}


def read_json(source: str, what: str) -> Any:
    """The JSON value in a file, or on standard input when `source` is `-`.

    Raises Misused (no such file) or Failed (no JSON), naming what was expected and never its content.
    """
    try:
        text = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    except OSError as error:
        raise Misused(
            f"cannot read {source} ({error.strerror}): give the path of a file with the {what}, or - for standard input"
        ) from error
    return parsed(text, what)


def parsed(text: bytes | str, what: str) -> Any:
    """The JSON value in `text`; NaN and the like are no JSON. Raises Failed saying where it breaks."""
    try:
        value = json.loads(text, parse_constant=_no_constant)
        json.dumps(value, ensure_ascii=False).encode()  # half a character (a lone surrogate) could not be sent
        return value
    except json.JSONDecodeError as error:
        raise Failed(
            f"the {what} is not JSON: {error.msg} (line {error.lineno}, column {error.colno}); correct it there and try again"
        ) from None
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise Failed(f"the {what} is not JSON in UTF-8; correct it and try again") from None


def _no_constant(name: str) -> Any:
    raise ValueError(name)
