"""While contact is restricted no letter invites what the restriction takes away, and each names the one person who is left."""

from __future__ import annotations

from typing import Any

import pytest

from domain.words import LetterKind, Locale
from letters.preview import Medium, example_order
from letters.rendering import render
from policies.firm import Firm
from tests.letters.test_every_kind import ADDRESSED, LOCALES, MEDIA, changed

ONE = {"handler": "手本 薫"}
SIGNED = {"signatory": "雛形 誠", "signatory_role": "manager", "signatory_id": "hinagata.makoto"}


def written(kind: LetterKind, locale: Locale, firm: Firm, medium: Medium = "email", **facts: Any) -> str:
    order = example_order(kind, locale, medium)
    return render(order.model_copy(update={"facts": order.facts | facts}), firm).text


@pytest.mark.parametrize("medium", MEDIA)
@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", [kind for kind in ADDRESSED if kind != "authority_request"])
def test_who_is_to_write_is_not_invited_to_call(kind: LetterKind, locale: Locale, medium: Medium, firm: Firm) -> None:
    for channel in ("email", "letter", "written", "message"):
        text = written(kind, locale, firm, medium, restricted={"channel": channel}, channel="letter")
        invitations = (firm.phone.of(locale), "電話　", "またはお電話", "or by telephone")
        assert [words for words in invitations if words in text] == []


@pytest.mark.parametrize("medium", MEDIA)
@pytest.mark.parametrize(
    "channel, way", [("email", "メール"), ("letter", "書面"), ("written", "書面またはメール"), ("phone", "お電話")]
)
def test_an_answer_is_asked_for_by_the_way_that_is_left(channel: str, way: str, medium: Medium, firm: Firm) -> None:
    text = written("question", "ja", firm, medium, restricted={"channel": channel})

    assert f"までに、{way}にてお返事" in text


@pytest.mark.parametrize(
    "channel, turn",
    [
        (
            "email",
            "Please contact Alex Example, who looks after your complaint, by e-mail only at complaints@example.com.",
        ),
        ("letter", "by letter only, at the address below."),
        ("phone", "by telephone only on 01632 960000 (10 to 12)."),
        ("visit", "in person only."),
    ],
)
def test_the_last_line_names_the_way_and_the_person(channel: str, turn: str, firm: Firm) -> None:
    restricted = {"channel": channel, "one_person": True, "hours": "10 to 12"}

    assert turn in written("remedy_offer", "en", firm, restricted=restricted)


def test_whoever_signs_sends_the_customer_to_the_one_person(firm: Firm) -> None:
    text = written("delay_notice", "ja", firm, names=ONE | SIGNED, restricted={"one_person": True})
    assert "、担当の手本 薫宛てにお申し付けください" in text

    text = written("delay_notice", "ja", firm, names=ONE | SIGNED, restricted={"one_person": True, "channel": "email"})
    assert "ご連絡は、メールにて、担当の手本 薫が承ります。" in text


@pytest.mark.parametrize(
    "locale, channel, objection",
    [
        ("ja", "email", "理由を添えて、メールにてお申し付けください"),
        ("ja", "", "理由を添えて、書面またはメールにてお申し付けください"),
        ("en", "email", "Tell us why, by e-mail."),
        ("en", "", "Tell us why, by letter or by e-mail."),
    ],
)
def test_an_objection_comes_by_the_way_that_is_left(locale: Locale, channel: str, objection: str, firm: Firm) -> None:
    assert objection in render(changed("conduct_notice", locale, facts={"channel": channel or None}), firm).text


@pytest.mark.parametrize("channel, speaks", [("email", False), ("letter", False), ("phone", True), (None, True)])
@pytest.mark.parametrize("locale, two", [("ja", "弊社の者二人で"), ("en", "Two of us")])
def test_two_people_are_there_only_where_anybody_speaks(
    locale: Locale, two: str, channel: str | None, speaks: bool, firm: Firm
) -> None:
    facts = {"channel": channel, "two_people": True, "no_contact": False}

    assert (two in render(changed("conduct_notice", locale, facts=facts), firm).text) == speaks
