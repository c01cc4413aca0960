"""`owabi letter check`: what the word lists say of a text, before anybody sends it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any, cast, get_args

import typer

from domain.words import Locale
from owabi.failing import Failed, Misused
from owabi.options import Data, Json, print_json
from owabi.settings import Settings


def check_command(
    source: Annotated[str, typer.Argument(metavar="FILE", help="The text; - for standard input.")],
    locale: Annotated[str, typer.Option(help="The reader's language: en or ja.")] = "en",
    data: Data = None,
    json: Json = False,
) -> int:
    """Show the words of a text that a letter does not use, and what to write instead; exit 1 when it could not leave as it is."""
    from letters.review import noticed, two_sums
    from letters.wording import checked, read_folder

    if locale not in get_args(Locale):
        raise Misused(f"--locale is one of: {', '.join(get_args(Locale))}")
    lists = read_folder(Settings.from_env(data=data).words)
    text, reader = _text(source), cast("Locale", locale)
    seen = [*checked(text, lists[reader]), *noticed(text, reader), *two_sums(text, reader)]
    found = [
        _line_of(text, one.position) | {"words": one.words, "kind": one.kind, "instead": one.instead}
        for one in sorted(seen, key=lambda one: one.position)
    ]
    stops = any(one["kind"] in ("blocked", "needs_date") for one in found)
    if json:
        print_json({"locale": locale, "findings": found, "leaves": not stops})
    else:
        for one in found:
            print(f"{one['line']}:{one['column']}: {one['kind']}: {one['words']} → {one['instead']}")
        print("It could not leave as it is." if stops else "It can leave.")
    return 1 if stops else 0


def _line_of(text: str, position: int) -> dict[str, Any]:
    before = text[:position]
    return {"line": before.count("\n") + 1, "column": position - (before.rfind("\n") + 1) + 1}


def _text(source: str) -> str:
    try:
        raw = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
        return raw.decode("utf-8-sig")
    except OSError as error:
        raise Misused(
            f"cannot read {source} ({error.strerror}): give the path of a text, or - for standard input"
        ) from error
    except UnicodeDecodeError:
        raise Failed(f"{source} is not in UTF-8: save it as UTF-8 and try again") from None
