"""`owabi letter preview`: what a letter of a kind looks like, with sample content."""

from __future__ import annotations

from typing import Annotated

import typer

from owabi.options import Json


def preview_command(
    kind: Annotated[str, typer.Argument(metavar="KIND")],
    locale: Annotated[str, typer.Option(help="ja or en.")] = "en",
    json: Json = False,
) -> int:
    """Show a letter with sample content."""
    raise NotImplementedError
