"""Each kind has a short form for chat, app and SMS: at most 300 characters, no salutation, and the way to the letter itself."""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from domain.words import LetterKind, Locale
from letters.checking import check_letter
from letters.message import compose
from letters.preview import example_order
from letters.rendering import render
from letters.wording import read_folder
from messages.deeds import LetterOrder
from policies.firm import Firm
from tests.letters.test_every_kind import ADDRESSED, LOCALES

LONGEST = 300
MOODS = ("", "worried", "angry")


def as_message(kind: LetterKind, locale: Locale, **facts: object) -> LetterOrder:
    order = example_order(kind, locale, "message")
    return order.model_copy(update={"facts": order.facts | facts})


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", ADDRESSED)
def test_it_is_short_and_leads_to_the_letter(kind: LetterKind, locale: Locale, firm: Firm) -> None:
    for facts in ({}, {"injury": True}, {"reference": "R" * 100}):
        for mood in MOODS:
            order = as_message(kind, locale, **facts)
            order = order.model_copy(
                update={"reference": order.facts["reference"], "personal": (order.personal or {}) | {"mood": mood}}
            )
            short = render(order, firm).short

            assert 20 < len(short) <= LONGEST
            assert short.endswith(f"https://complaints.example.com/{order.reference}")
            assert not any(sign in short for sign in ("{", "None", "Dear", " 様", "謹啓", "拝啓", "\ufdd6"))


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", ADDRESSED)
def test_it_says_what_it_is_about_and_nothing_that_is_not_written_to_customers(
    kind: LetterKind, locale: Locale, firm: Firm
) -> None:
    order = as_message(kind, locale)
    letter = render(order, firm)

    assert check_letter(order, letter.__class__(letter.subject, letter.short, ""), firm, read_folder()[locale]) == []
    if kind != "individual":
        assert ("お知らせがございます" if locale == "ja" else "There is news") not in letter.short


def test_a_letter_that_goes_as_a_message_carries_both(firm: Firm) -> None:
    order = as_message("final_response", "en")
    letter = render(order, firm)

    wire = compose(order, letter, firm, order.at).as_bytes()
    read = message_from_bytes(wire, policy=SMTP)
    assert isinstance(read, EmailMessage)
    body = read.get_body(("plain",))
    assert body is not None
    assert body.get_content().split() == letter.short.split()
    [whole] = read.iter_attachments()
    assert "What we found" in whole.get_content()
    assert read["To"] is None, "nobody mails it by mistake"


def test_by_mail_and_on_paper_there_is_none(firm: Firm) -> None:
    assert render(example_order("closing", "ja"), firm).short == ""


@pytest.mark.parametrize("locale", LOCALES)
def test_whoever_wants_discretion_gets_a_message_that_says_nothing(locale: Locale, firm: Firm) -> None:
    short = render(as_message("final_response", locale, wishes=["discreet"]), firm).short

    assert short.split("\n")[0] == ("お知らせがございます。" if locale == "ja" else "There is a message for you.")
