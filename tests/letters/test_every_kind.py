"""Every kind of letter, in both languages, by e-mail and on paper: it can be written, and it keeps the desk's rules."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from domain.errors import MissingContent
from domain.words import LetterKind, Locale
from letters.preview import Medium, example_order, preview
from letters.rendering import RenderedLetter, render
from messages.deeds import LetterOrder
from policies.firm import Firm

KINDS: tuple[LetterKind, ...] = get_args(LetterKind)
ADDRESSED = [kind for kind in KINDS if kind not in ("notice", "public_reply")]
"""Letters to one person; a reply in public is to everybody."""
TO_CUSTOMERS = [*ADDRESSED, "public_reply"]
LOCALES: tuple[Locale, ...] = ("ja", "en")
MEDIA: tuple[Medium, ...] = ("email", "post")

WORDS: dict[str, list[str]] = yaml.safe_load((Path(__file__).parent / "words.yaml").read_text(encoding="utf-8"))


def everything() -> Iterator[tuple[LetterKind, Locale, Medium]]:
    yield from ((kind, locale, medium) for kind in TO_CUSTOMERS for locale in LOCALES for medium in MEDIA)
    yield from (("notice", locale, "staff") for locale in LOCALES)


class TextOf(HTMLParser):
    """The words of an HTML part, without its head."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words = ""
        self.feed(html.partition("<body>")[2])

    def handle_data(self, data: str) -> None:
        self.words += data


def squeezed(text: str) -> str:
    return re.sub(r"\s|　", "", text)


@pytest.mark.parametrize("kind, locale, medium", list(everything()))
def test_it_is_written_in_both_parts_with_the_same_words(
    kind: LetterKind, locale: Locale, medium: Medium, firm: Firm
) -> None:
    letter = preview(kind, locale, firm, medium)

    assert letter.subject
    assert "\n" not in letter.subject
    assert example_order(kind, locale, medium).reference in letter.subject + letter.text
    assert "{" not in letter.text
    assert "None" not in letter.text
    assert not re.search("[\ufdd0-\ufdef]", letter.subject + letter.text + letter.html), "a mark of the layout is left"
    without_marks = re.sub(r"^(・|- |■ |> )", "", letter.text, flags=re.MULTILINE)
    assert squeezed(TextOf(letter.html).words) == squeezed(without_marks)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", TO_CUSTOMERS)
def test_customers_read_no_staff_words_and_no_half_apologies(kind: LetterKind, locale: Locale, firm: Firm) -> None:
    for medium in MEDIA:
        letter = preview(kind, locale, firm, medium)
        words = f"{letter.subject}\n{letter.text}".casefold()
        assert [word for word in WORDS["staff_only"] + WORDS["no_apology"] if word in words] == []


@pytest.mark.parametrize("mood", ["", "calm", "worried", "disappointed", "angry", "distressed"])
@pytest.mark.parametrize("injury", [False, True])
@pytest.mark.parametrize("locale", LOCALES)
def test_an_acknowledgement_has_no_word_on_cause_fault_or_money(
    locale: Locale, injury: bool, mood: str, firm: Firm
) -> None:
    order = changed("acknowledgement", locale, facts={"injury": injury, "mood": mood})

    letter = render(order, firm)

    words = f"{letter.subject}\n{letter.text}".casefold()
    assert [word for word in WORDS["cause_fault_money"] if word in words.replace("complaint", "")] == []
    assert order.reference in letter.text
    assert sum(words.count(sorry) for sorry in ("申し訳ございません", "お見舞い", "sorry")) == (
        2 if injury and locale == "ja" else 1
    )


@pytest.mark.parametrize("kind, locale", [(kind, locale) for kind in KINDS for locale in LOCALES])
def test_each_required_field_is_missed_by_its_name(kind: LetterKind, locale: Locale, firm: Firm) -> None:
    from letters.contents import REQUIRED

    for path in REQUIRED[kind]:
        part, *keys = path.replace("[]", "").split(".")
        order = without(example_order(kind, locale), part, keys)
        with pytest.raises(MissingContent, match=re.escape(keys[-1])):
            render(order, firm)


@pytest.mark.parametrize("kind", ADDRESSED)
def test_an_erased_customer_gets_no_letter(kind: LetterKind, firm: Firm) -> None:
    with pytest.raises(MissingContent, match="personal"):
        render(example_order(kind, "en").model_copy(update={"personal": None}), firm)


@pytest.mark.parametrize(
    "kind, path",
    [
        ("final_response", "personal.heads.h2.found"),
        ("final_response", "personal.heads.h1.reasons"),
        ("final_response", "personal.prevention.1"),
        ("final_response", "facts.prevention.0.on"),
        ("not_upheld", "personal.heads.h1.text"),
        ("remedy_offer", "personal.descriptions.a2"),
        ("acknowledgement", "personal.customer.email"),
        ("acknowledgement", "facts.reference"),
        ("survey", "personal.subject"),
    ],
)
def test_what_follows_from_other_content_is_missed_too(kind: LetterKind, path: str, firm: Firm) -> None:
    part, *keys = path.split(".")

    with pytest.raises(MissingContent, match=rf"{re.escape(path)} is missing"):
        render(without(example_order(kind, "ja"), part, keys), firm)


def test_an_item_without_its_currency_is_not_written(firm: Firm) -> None:
    order = example_order("remedy_done", "en")
    order.facts["items"][0].pop("currency")

    with pytest.raises(MissingContent, match=r"facts\.items\.0\.currency is missing"):
        render(order, firm)


@pytest.mark.parametrize("wrong", ["7 May", "2026-13-40", "soon"])
def test_what_is_no_date_is_not_written(wrong: str, firm: Firm) -> None:
    with pytest.raises(MissingContent) as refusal:
        render(changed("question", "en", facts={"answer_by": wrong}), firm)

    assert str(refusal.value) == "question: facts.answer_by: give a date such as 2026-05-07"


def test_a_customer_who_cannot_be_mailed_gets_paper_without_needing_an_address(firm: Firm) -> None:
    order = example_order("acknowledgement", "ja", "post")
    customer = {"name": "見本 花子"}

    letter = render(order.model_copy(update={"personal": {"customer": customer, "subject": "煙"}}), firm)

    assert letter.text.count("見本 花子 様") == 1


def changed(kind: LetterKind, locale: Locale, facts: dict[str, Any] | None = None, **personal: Any) -> LetterOrder:
    order = example_order(kind, locale)
    return order.model_copy(
        update={"facts": order.facts | (facts or {}), "personal": (order.personal or {}) | personal}
    )


def without(order: LetterOrder, part: str, keys: list[str]) -> LetterOrder:
    data = copy.deepcopy({"facts": order.facts, "personal": order.personal})
    here: Any = data[part]
    for key in keys[:-1]:
        here = (
            here[int(key)]
            if isinstance(here, list) and key.isdigit()
            else here[0][key]
            if isinstance(here, list)
            else here[key]
        )
    (here[0] if isinstance(here, list) else here).pop(keys[-1])
    return order.model_copy(update=data)


def words_of(letter: RenderedLetter) -> str:
    return f"{letter.subject}\n{letter.text}\n{letter.html}"
