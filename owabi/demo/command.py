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
from collections.abc import Callable, Coroutine
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from pydantic import SecretStr
from rich.console import Console
from typer.exceptions import TyperException

from domain.errors import InvalidPolicy
from owabi.demo.telling import Telling
from owabi.failing import Failed, Misused
from owabi.settings import Settings, SettingsError

if TYPE_CHECKING:
    from owabi.demo.scripts import Course

Locale = Literal["en", "ja"]
FIRM: dict[str, Any] = {"firm_calendar": "GB-ENG", "firm_zone": "Europe/London"}
"""Where the desk of the samples is, for packs that leave it to the firm."""
GOODBYE = 3.0
"""Seconds that worker and server have to stop when the demo is interrupted."""
app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def demo(
    sample: Annotated[
        str | None,
        typer.Argument(metavar="[N]", help="A sample complaint, played by its script; none: a story of its own."),
    ] = None,
    customer: Annotated[
        str, typer.Option(metavar="en|ja", help="The customer's language: that of the letters.")
    ] = "en",
    policy: Annotated[str | None, typer.Option(metavar="ID", help="The policy pack.")] = None,
    letters: Annotated[bool, typer.Option("--letters", help="Show each letter whole, not its subject only.")] = False,
) -> int:
    """One complaint's whole life on a real Temporal server of its own, its time skipped. Leaves nothing behind."""
    told: Callable[[Settings], Coroutine[Any, Any, int]]
    if sample is not None:
        from owabi.demo.scripts import course

        told = partial(_sample, course(sample), letters)
    else:
        told = partial(_story, _locale(customer), policy, letters)
    with tempfile.TemporaryDirectory(prefix="owabi-demo-", ignore_cleanup_errors=True) as folder:
        # Not asyncio.run: it would wait for what an interrupt has left unfinished; the process ends by leave() anyway.
        loop = asyncio.new_event_loop()
        return loop.run_until_complete(_interruptible(told(_settings(Path(folder)))))


def _locale(customer: str) -> Locale:
    if customer not in ("en", "ja"):
        raise typer.BadParameter("must be en or ja", param_hint="--customer")
    return "ja" if customer == "ja" else "en"


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


async def _story(locale: Locale, policy: str | None, letters: bool, settings: Settings) -> int:
    telling = _telling(letters)
    policy = policy or {"en": "iso-10002", "ja": "jp-standard"}[locale]
    telling.title("one complaint, from receipt to settling", f"policy {policy}.")
    # Here and not above: what they load takes seconds, and somebody is waiting for the first word.
    from owabi.demo.checks import differences
    from owabi.demo.scene import Scene
    from owabi.demo.stage import opened
    from owabi.demo.story import tell_story

    began = time.monotonic()
    async with opened(settings) as (client, skipper):
        scene = Scene(client, skipper, settings, telling)
        await tell_story(scene, locale, policy)
        wrong = await differences(scene)
    telling.verdict(
        wrong, time.monotonic() - began, (scene.today - scene.began).days, "Closed and settled as it should"
    )
    return 1 if wrong else 0


async def _sample(course: Course, letters: bool, settings: Settings) -> int:
    telling = _telling(letters)
    telling.title(f"sample {course.number}: {course.title}", f"policy {course.intake['policy']}. {course.played_in}")
    from owabi.demo.playing import Play
    from owabi.demo.stage import opened

    began = time.monotonic()
    async with opened(settings.model_copy(update=FIRM), course.cashier_silent) as (client, skipper):
        play = Play(course, client, skipper, settings, telling)
        facts = await play.play()
    telling.out.print()
    for fact in facts:
        if fact.holds:
            telling.checked(f"{fact.where}: {fact.said}")
    wrong = [f"{fact.where}: expected {fact.expected}, found {fact.found}" for fact in facts if not fact.holds]
    telling.verdict(wrong, time.monotonic() - began, play.days, "All of it happened as the script expects")
    return 1 if wrong else 0


def _telling(letters: bool) -> Telling:
    terminal = Console(highlight=False) if sys.stdout.isatty() else Console(width=110, highlight=False)
    return Telling(terminal, whole_letters=letters)


def run(arguments: list[str]) -> int:
    """Carry out one command line; the exit code."""
    logging.getLogger("temporalio").setLevel(logging.ERROR)
    try:
        code = app(args=arguments, prog_name="make demo", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except TyperException as error:
        return _fail(error.format_message(), 2)
    except Misused as error:
        return _fail(str(error), 2)
    except (Failed, SettingsError, InvalidPolicy) as error:
        return _fail(str(error), 1)
    except (KeyboardInterrupt, typer.Abort):
        return _fail("interrupted", 130)
    except Exception:  # the story broke: say so and show where
        traceback.print_exc()
        return _fail("the demo did not get to its end", 1)


def _fail(message: str, code: int) -> int:
    print(f"owabi: {message}", file=sys.stderr)
    return code
