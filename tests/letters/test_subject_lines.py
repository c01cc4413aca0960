"""A Japanese subject line names the matter: in the desk's own words, else by its product; nothing of it where nobody is to know."""

from __future__ import annotations

import pytest

from domain.words import LetterKind
from letters.preview import example_order
from letters.rendering import render
from messages.deeds import LetterOrder
from policies.firm import Firm
from tests.letters.test_every_kind import ADDRESSED

NAMELESS = (
    "authority_request",
    "individual",
    "item_request",
    "not_reached",
    "conduct_notice",
    "remedy_declined",
    "survey",
    "reminder",
)
"""Kinds whose subject line says what is asked or answered, and needs no more."""


def order_of(kind: LetterKind, medium: str = "email", **changes: object) -> LetterOrder:
    order = example_order(kind, "ja", medium)  # type: ignore[arg-type]
    facts = {key: value for key, value in order.facts.items() if key != "product"}
    personal = dict(order.personal or {})
    for key, value in changes.items():
        (personal if key == "matter" else facts)[key] = value
    return order.model_copy(update={"facts": facts, "personal": personal})


@pytest.mark.parametrize("kind", [kind for kind in ADDRESSED if kind not in NAMELESS])
def test_it_names_the_matter_by_product_or_in_the_desks_words(kind: LetterKind, firm: Firm) -> None:
    assert "「トースター」" in render(order_of(kind, product="トースター"), firm).subject
    words = render(order_of(kind, product="トースター", matter="ビスケットへの樹脂片の混入"), firm).subject
    assert "ビスケットへの樹脂片の混入" in words
    assert "トースター" not in words
    plain = render(order_of(kind), firm).subject
    assert "「」" not in plain
    assert "】に" not in plain


@pytest.mark.parametrize("kind", ADDRESSED)
def test_outside_a_discreet_letter_nothing_names_it(kind: LetterKind, firm: Firm) -> None:
    assert "トースター" not in render(order_of(kind, product="トースター", wishes=["discreet"]), firm).subject


def test_on_paper_it_stands_over_the_letter(firm: Firm) -> None:
    text = render(order_of("apology_responsibility", "post", matter="ビスケットへの樹脂片の混入"), firm).text

    assert "　ビスケットへの樹脂片の混入に関するお詫びとご報告（受付番号 K-1042）" in text


def test_whoever_asks_for_authority_is_told_no_product(firm: Firm) -> None:
    letter = render(order_of("authority_request", product="トースター"), firm)

    assert "トースター" not in letter.subject + letter.text
