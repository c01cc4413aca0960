"""What a letter of a kind looks like, written from invented content: for staff, and for whoever changes a template."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from domain.words import LetterKind, Locale
from letters.rendering import RenderedLetter, render
from messages.deeds import LetterOrder
from policies.firm import Firm

Medium = Literal["email", "post", "staff", "public", "message"]
_OWN_MEDIUM: dict[LetterKind, Medium] = {"notice": "staff", "public_reply": "public"}
"""Kinds of letter that leave by one way only."""


def preview(
    kind: LetterKind, locale: Locale, firm: Firm, medium: Medium = "email", contract: Mapping[str, Any] | None = None
) -> RenderedLetter:
    """The letter of that kind, as it would leave today's templates; with a contract, as a pack asks for it.

    Raises:
        MissingContent: the firm has no wording for something that the contract asks for.
    """
    return render(example_order(kind, locale, medium, contract), firm)


def example_order(
    kind: LetterKind, locale: Locale, medium: Medium = "email", contract: Mapping[str, Any] | None = None
) -> LetterOrder:
    """An invented order for that kind of letter; a notice always goes to staff. `contract`: what a pack asks of it."""
    order = _plain_example(kind, locale, medium)
    if not contract:
        return order
    facts, personal = dict(order.facts) | {"contract": dict(contract)}, dict(order.personal or {})
    for item in {item for rule in contract["rules"] for item in rule["must"]} & _examples()["asked"].keys():
        asked = deepcopy(_examples()["asked"][item][locale])
        facts |= asked.get("facts", {})
        personal |= asked.get("personal", {})
    return order.model_copy(update={"facts": facts, "personal": personal})


def _plain_example(kind: LetterKind, locale: Locale, medium: Medium) -> LetterOrder:
    examples = deepcopy(_examples())
    common, own = examples["common"][locale], examples["kinds"][kind][locale]
    return LetterOrder(
        effect_id=f"{common['facts']['reference']}/{kind}/1",
        reference=common["facts"]["reference"],
        kind=kind,
        locale=locale,
        at=datetime.fromisoformat(own.get("at", common["at"])),
        zone=common["zone"],
        medium=_OWN_MEDIUM.get(kind, medium),
        facts=common["facts"] | own.get("facts", {}),
        personal=None if kind == "notice" else _common_words(kind, common["personal"]) | own.get("personal", {}),
    )


def _common_words(kind: LetterKind, words: dict[str, Any]) -> dict[str, Any]:
    """What does not go to the customer is written without them."""
    return {} if kind in ("authority_request", "public_reply") else words


@cache
def _examples() -> dict[str, Any]:
    text = (Path(__file__).parent / "examples.yaml").read_text(encoding="utf-8")
    examples: dict[str, Any] = _plain(yaml.safe_load(text))
    return examples


def _plain(value: Any) -> Any:
    """YAML's dates as the ISO text that messages carry."""
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value
