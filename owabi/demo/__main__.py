"""Run the demo: exit 0 only when the complaint closed and settled as it should."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Annotated, Literal, NoReturn

import typer
from pydantic import SecretStr
from rich.console import Console
from typer.exceptions import TyperException

from owabi.demo.checks import differences
from owabi.demo.scene import Scene, opened
from owabi.demo.story import tell_story
from owabi.demo.telling import Telling
from owabi.failing import Failed
from owabi.leaving import leave
from owabi.settings import Settings

Locale = Literal["en", "ja"]
app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def demo(
    customer: Annotated[
        str, typer.Option(metavar="en|ja", help="The customer's language: that of the letters.")
    ] = "en",
    policy: Annotated[str | None, typer.Option(metavar="ID", help="The policy pack.")] = None,
    letters: Annotated[bool, typer.Option("--letters", help="Show each letter whole, not its subject only.")] = False,
) -> int:
    """One complaint's whole life on a real Temporal server of its own, its time skipped. Leaves nothing behind."""
    if customer not in ("en", "ja"):
        raise typer.BadParameter("must be en or ja", param_hint="--customer")
    locale: Locale = "ja" if customer == "ja" else "en"
    with tempfile.TemporaryDirectory(prefix="owabi-demo-", ignore_cleanup_errors=True) as folder:
        return asyncio.run(_demo(_settings(Path(folder)), locale, policy, letters))


def _settings(folder: Path) -> Settings:
    """The firm's own settings must not leak in: no mail leaves, no database but the demo's is touched."""
    program = Settings.from_env().temporal_cli
    for name in [name for name in os.environ if name.startswith(("OWABI_", "TEMPORAL_"))]:
        del os.environ[name]
    return Settings(data=folder, temporal_cli=program, database_url=SecretStr(""), lenient_sandbox=True)


async def _demo(settings: Settings, locale: Locale, policy: str | None, letters: bool) -> int:
    terminal = Console(highlight=False) if sys.stdout.isatty() else Console(width=110, highlight=False)
    telling = Telling(terminal, whole_letters=letters)
    policy = policy or {"en": "iso-10002", "ja": "jp-standard"}[locale]
    began = time.monotonic()
    telling.title(policy)
    async with opened(settings, telling) as scene:
        await tell_story(scene, locale, policy)
        wrong = await differences(scene)
    telling.verdict(wrong, time.monotonic() - began, _span(scene))
    return 1 if wrong else 0


def _span(scene: Scene) -> int:
    return (scene.today - scene.began).days


def main() -> NoReturn:
    """Entry point; a process that ran a worker always leaves by the one safe way."""
    logging.getLogger("temporalio").setLevel(logging.ERROR)
    try:
        code = app(standalone_mode=False)
        code = code if isinstance(code, int) else 0
    except TyperException as error:
        print(f"owabi: {error.format_message()}", file=sys.stderr)
        code = 2
    except Failed as error:
        print(f"owabi: {error}", file=sys.stderr)
        code = 1
    except (KeyboardInterrupt, typer.Abort):
        print("owabi: interrupted", file=sys.stderr)
        code = 130
    except Exception:  # the story broke: say so and show where
        import traceback

        traceback.print_exc()
        print("owabi: the demo did not get to its end", file=sys.stderr)
        code = 1
    leave(code)


if __name__ == "__main__":
    main()
