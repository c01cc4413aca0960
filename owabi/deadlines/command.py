"""`owabi deadlines`: one question on the command line, or a batch of them, one JSON object a line."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from owabi.deadlines.asking import Unanswerable, answer
from owabi.failing import Failed, Misused
from owabi.options import Json
from owabi.settings import Settings
from policies.pack import Pack
from policies.reader import Packs


def deadlines_command(
    pack: Annotated[str, typer.Option(metavar="ID", help="The policy pack; `owabi policy list` shows them.")] = "",
    received: Annotated[str, typer.Option(metavar="T", help="When it was received: a date, or an instant.")] = "",
    event: Annotated[
        list[str], typer.Option(metavar="NAME=T", help="Another event; a date, or an instant with its offset.")
    ] = [],  # noqa: B006  (typer reads it once)
    fact: Annotated[list[str], typer.Option(metavar="NAME=VALUE", help="A fact the pack asks for.")] = [],  # noqa: B006
    calendar: Annotated[str, typer.Option(metavar="ID", help="Another calendar than the pack's.")] = "",
    batch: Annotated[str, typer.Option(metavar="FILE|-", help="Questions as JSON, one a line; answers likewise.")] = "",
    json: Json = False,
) -> int:
    """Show every duty of a pack, when it is due and why. Needs no server.

    Example: owabi deadlines --pack uk-fca-disp --received 2026-04-02 --fact payment_service=true
    """
    if bool(batch) == bool(pack):
        raise Misused("give --pack with --received, or --batch with a file")
    packs = packs_of(Settings.from_env())
    if batch:
        return answer_all(_lines(batch), packs)
    request: dict[str, Any] = {"pack": pack, "events": _events(received, event), "facts": dict(map(_fact, fact))}
    if calendar:
        request["calendar"] = calendar
    try:
        answered = answer(request, packs)
    except Unanswerable as error:
        raise Failed(str(error)) from None
    for name in sorted(request["facts"].keys() - set(packs.pack(pack).facts)):
        known = ", ".join(packs.pack(pack).facts) or "none"
        print(f"owabi: {pack} does not ask for the fact {name!r}; it asks for: {known}", file=sys.stderr)
    for name in sorted(request["events"].keys() - events_of(packs.pack(pack))):
        known = ", ".join(sorted(events_of(packs.pack(pack))))
        print(f"owabi: no date of {pack} depends on the event {name!r}; those that do: {known}", file=sys.stderr)
    _print(pack, answered, as_json=json)
    return 0


def events_of(pack: Pack) -> set[str]:
    """The events on which a date of the pack can depend."""
    found: set[str | None] = {*pack.replaces, *pack.replaces.values()}
    for name, duty in pack.duties.items():
        found |= {duty.anchor, duty.opens_on, *(one.anchor for one in duty.variants)}
        found |= {duty.only_after.event} if duty.only_after else set()
        found |= set(duty.extension.events) if duty.extension else set()
        found |= {f"{name}_sent"} if duty.repeats else set()
    return {event for event in found if event}


def packs_of(settings: Settings) -> Packs:
    """The packs with what the firm itself has set; a calendar that was not set is not assumed."""
    own = settings.firm_calendar if "firm_calendar" in settings.model_fields_set else None
    return Packs(
        firm_calendar=own, firm_zone=settings.firm_zone or None, closures=settings.closures, own=settings.packs
    )


def answer_all(lines: Iterable[str], packs: Packs) -> int:
    """Answer each line in order on standard output; 1 when one could not be answered."""
    failed = False
    for line in lines:
        if line.strip():
            answered = answer_line(line, packs)
            failed |= "error" in answered
            print(json.dumps(answered, ensure_ascii=False), flush=True)
    return 1 if failed else 0


def answer_line(line: str, packs: Packs) -> dict[str, Any]:
    """The answer to one line: `{"id", "duties"}`, or `{"id", "error"}` with an id of null where it cannot be read."""
    try:
        request = json.loads(line)
    except (ValueError, RecursionError) as error:
        return {"id": None, "error": f"not JSON: {error}"}
    name = request.get("id") if isinstance(request, dict) else None
    named = {"id": name if isinstance(name, str | int) and not isinstance(name, bool) else None}
    try:
        return named | answer(request, packs)
    except Unanswerable as error:
        return named | {"error": str(error)}


def _lines(batch: str) -> Iterable[str]:
    if batch == "-":
        return sys.stdin
    try:
        return Path(batch).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Failed(f"{batch} cannot be read ({error}): give a file of JSON lines, or - for standard input") from None


def _events(received: str, others: list[str]) -> dict[str, list[str]]:
    events: dict[str, list[str]] = {"received": [received]} if received else {}
    for pair in others:
        name, value = _pair(pair, "--event", "final_response_sent=2026-08-31")
        events.setdefault(name, []).append(value)
    return events


def _fact(pair: str) -> tuple[str, bool | int | str]:
    name, value = _pair(pair, "--fact", "payment_service=true")
    if value in ("true", "false"):
        return name, value == "true"
    return name, int(value) if value.isascii() and value.isdigit() else value


def _pair(pair: str, option: str, example: str) -> tuple[str, str]:
    name, is_pair, value = pair.partition("=")
    if not (is_pair and name and value):
        raise Misused(f"{option} {pair!r}: write it as {option} {example}")
    return name, value


def _print(pack: str, answered: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"pack": pack} | answered, ensure_ascii=False, indent=2))
        return
    for one in answered["duties"]:
        when = f"opens {one['opens']}" if "opens" in one else f"due {one['due']}"
        print(f"{one['duty']}  {when}  ({one['level']})")
        print(f"    {one['certificate']['sentence']['en']}")
        for note in one["certificate"].get("notes", ()):
            print(f"    Note: {note['en']}")
    if not answered["duties"]:
        print("no duty of this pack runs from these events; `owabi policy show` lists what each runs from")
