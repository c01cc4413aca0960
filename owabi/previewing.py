"""`owabi letter preview`: what a letter of a kind looks like, with invented content."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal, cast, get_args

import typer

from domain.words import LetterKind, Locale
from owabi.deadlines.command import packs_of
from owabi.failing import Failed, Misused
from owabi.options import Data, Json, print_json
from owabi.settings import PROJECT, Settings
from policies.contracts import contract_of
from policies.firm import Firm
from policies.firm import read as read_firm

Medium = Literal["email", "post", "staff", "public", "message"]


def preview_command(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="One of: " + ", ".join(get_args(LetterKind)) + ".")],
    locale: Annotated[str, typer.Option(help="The reader's language: en or ja.")] = "en",
    medium: Annotated[str, typer.Option(help="email, post, message, public or staff.")] = "email",
    pack: Annotated[str, typer.Option(metavar="ID", help="With what this policy pack requires of it.")] = "",
    short: Annotated[bool, typer.Option("--short", help="Its short form for chat, app and SMS.")] = False,
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the HTML part here.")] = None,
    data: Data = None,
    json: Json = False,
) -> int:
    """Show the letter of that kind as it would leave with today's templates and firm file; with --pack, as the law asks for it."""
    from letters.preview import preview

    _check_choices(kind, locale, medium)
    settings = Settings.from_env(data=data)
    contract = _contract(settings, pack, kind) if pack else {}
    letter = preview(
        cast("LetterKind", kind),
        cast("Locale", locale),
        _firm(settings),
        "message" if short else cast("Medium", medium),
        contract,
    )
    if short and not json:
        print(letter.short or "This kind of letter has no short form.")
        return 0
    if html is not None:
        html.write_text(letter.html, encoding="utf-8")
    if json:
        parts = {part: getattr(letter, part) for part in ("subject", "text", "html", "short")}
        print_json({"kind": kind, "locale": locale, **parts})
    else:
        print(f"Subject: {letter.subject}\n\n{letter.text}")
    return 0


def _check_choices(kind: str, locale: str, medium: str) -> None:
    for value, allowed, name in (
        (kind, LetterKind, "KIND"),
        (locale, Locale, "--locale"),
        (medium, Medium, "--medium"),
    ):
        if value not in get_args(allowed):
            raise Misused(f"{name} is one of: {', '.join(get_args(allowed))}")


def _contract(settings: Settings, policy: str, kind: str) -> dict[str, Any]:
    """What the pack asks of that kind of letter today or later."""
    packs = packs_of(settings)
    rules = packs.pack(policy).model_dump(mode="json", exclude_defaults=True) | {"line": packs.line(policy)}
    asked = contract_of(policy, rules, "UTC", 1, [kind])
    return asked | {"rules": [{**rule, "effective_from": None} for rule in asked["rules"]]} if asked else {}


def _firm(settings: Settings) -> Firm:
    """The firm whose letter it is: the settings' own file, else the project's."""
    path = settings.firm_file or PROJECT / "policies" / "data" / "firm.yaml"
    try:
        return read_firm(path.read_text(encoding="utf-8"), str(path))
    except OSError as error:
        raise Failed(f"cannot read {path} ({error.strerror}): correct OWABI_FIRM_FILE") from error
