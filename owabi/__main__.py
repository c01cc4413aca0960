"""The command line: `owabi …`. Exit 0 done, 1 refused or failed, 2 misuse; errors are one line on standard error."""

from __future__ import annotations

import sys
from typing import NoReturn

import typer
from typer.exceptions import TyperException

from domain.errors import ComplaintError
from owabi.commands import program
from owabi.failing import Failed, Misused
from owabi.leaving import leave
from owabi.settings import SettingsError


def run(arguments: list[str] | None = None) -> int:
    """Carry out one command line; the exit code."""
    try:
        words = sys.argv[1:] if arguments is None else arguments
        code = program(words)(args=words, prog_name="owabi", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except (ComplaintError, Failed, SettingsError) as error:
        return _fail(_text(error), 1)
    except Misused as error:
        return _fail(f"{error}; see `owabi --help`", 2)
    except TyperException as error:
        if not error.format_message():
            return 2
        return _fail(f"{error.format_message()} See `owabi --help`.", 2)
    except (KeyboardInterrupt, typer.Abort):
        return _fail("interrupted", 130)
    except BrokenPipeError:
        return 1
    except Exception as error:
        from owabi.server_trouble import advice

        if not (said := advice(error)):
            raise
        return _fail(said, 1)


def _text(error: Exception) -> str:
    return f"{error.kind}: {error}" if isinstance(error, ComplaintError) else str(error)


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
