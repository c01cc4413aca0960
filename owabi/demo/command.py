"""The demo as a command: exit 0 only when the complaint closed and settled as it should, 1 otherwise, 2 misuse."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from pydantic import SecretStr
from rich.console import Console
from typer.exceptions import TyperException

from owabi.demo.telling import Telling
from owabi.failing import Failed
from owabi.settings import Settings, SettingsError

Locale = Literal["en", "ja"]
GOODBYE = 3.0
"""Seconds that worker and server have to stop when the demo is interrupted."""
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
        # Not asyncio.run: it would wait for what an interrupt has left unfinished; the process ends by leave() anyway.
        loop = asyncio.new_event_loop()
        return loop.run_until_complete(_interruptible(_demo(_settings(Path(folder)), locale, policy, letters)))


async def _interruptible(story: Coroutine[Any, Any, int]) -> int:
    """Tell the story; a Ctrl-C ends it soon, also when it has ended the server before us."""
    telling = asyncio.ensure_future(story)
    interrupted = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGINT, interrupted.set)
    told = asyncio.ensure_future(interrupted.wait())
    await asyncio.wait({telling, told}, return_when=asyncio.FIRST_COMPLETED)
    if not interrupted.is_set():
        return telling.result()
    telling.cancel()
    await asyncio.wait({telling}, timeout=GOODBYE)
    print("owabi: interrupted", file=sys.stderr)
    return 130


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
    telling.title(policy)
    # Here and not above: what they load takes seconds, and somebody is waiting for the first word.
    from owabi.demo.checks import differences
    from owabi.demo.scene import opened
    from owabi.demo.story import tell_story

    began = time.monotonic()
    async with opened(settings, telling) as scene:
        await tell_story(scene, locale, policy)
        wrong = await differences(scene)
    telling.verdict(wrong, time.monotonic() - began, (scene.today - scene.began).days)
    return 1 if wrong else 0


def run(arguments: list[str]) -> int:
    """Carry out one command line; the exit code."""
    logging.getLogger("temporalio").setLevel(logging.ERROR)
    try:
        code = app(args=arguments, prog_name="make demo", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except TyperException as error:
        return _fail(error.format_message(), 2)
    except (Failed, SettingsError) as error:
        return _fail(str(error), 1)
    except (KeyboardInterrupt, typer.Abort):
        return _fail("interrupted", 130)
    except Exception:  # the story broke: say so and show where
        traceback.print_exc()
        return _fail("the demo did not get to its end", 1)


def _fail(message: str, code: int) -> int:
    print(f"owabi: {message}", file=sys.stderr)
    return code
