"""The feeling as observed chooses the first sentence of the next letter, and no letter names it."""

from __future__ import annotations

from typing import get_args

import pytest

from domain.words import LetterKind, Locale, Mood
from letters.preview import example_order
from letters.rendering import render
from policies.firm import Firm
from tests.letters.test_every_kind import LOCALES, changed

LABELS = {
    "ja": ("冷静", "不安", "失望", "落胆", "怒り", "お怒り", "動揺", "苦痛"),
    "en": ("calm", "worried", "disappointed", "angry", "anger", "distressed", "distress"),
}
OPENING: list[LetterKind] = [
    *("acknowledgement", "apology_regret", "apology_responsibility", "remedy_offer", "final_response", "not_upheld"),
    *("reopened", "review_acknowledgement", "investigation_report", "remedy_declined"),
]


def text(kind: LetterKind, locale: Locale, mood: str, firm: Firm) -> str:
    order = changed(kind, locale, mood=mood)
    order.personal.pop("apology", None) if order.personal else None
    return render(order, firm).text


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", OPENING)
def test_it_chooses_the_first_sentence_and_is_named_nowhere(kind: LetterKind, locale: Locale, firm: Firm) -> None:
    texts = {mood: text(kind, locale, mood, firm) for mood in get_args(Mood)}

    assert len(set(texts.values())) > 1 or (kind, locale) in SAME_IN_ENGLISH
    assert [label for said in texts.values() for label in LABELS[locale] if label in said.casefold()] == []


SAME_IN_ENGLISH = [("reopened", "en"), ("review_acknowledgement", "en"), ("apology_responsibility", "en")]
"""Their first sentence says sorry for what happened, whatever the feeling."""


def test_a_feeling_nobody_knows_changes_nothing(firm: Firm) -> None:
    assert text("acknowledgement", "ja", "", firm) == text("acknowledgement", "ja", "calm", firm)
    assert example_order("acknowledgement", "ja").personal is not None
