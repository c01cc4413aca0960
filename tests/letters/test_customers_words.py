"""Customers' words are data: they are shown, never obeyed."""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from domain.errors import MissingContent
from letters.message import compose, message_id, one_name
from letters.preview import example_order
from letters.rendering import render
from messages.deeds import LetterOrder
from policies.firm import Firm

INJECTION = "Toaster\r\nBcc: everyone@example.com\r\n\r\nHello"


def order_with(kind: str = "individual", **personal: object) -> LetterOrder:
    order = example_order(kind, "en")  # type: ignore[arg-type]
    return order.model_copy(update={"personal": (order.personal or {}) | personal})


def sent(order: LetterOrder, firm: Firm) -> EmailMessage:
    """The message as a receiving program reads it."""
    wire = compose(order, render(order, firm), firm, order.at).as_bytes()
    read = message_from_bytes(wire, policy=SMTP)
    assert isinstance(read, EmailMessage)
    return read


@pytest.mark.parametrize("text", ["{{ firm.email }}", "{% raw %}", "{{ 7*7 }}", "{# gone #}", "${x}", "%(x)s"])
def test_template_syntax_stays_text(text: str, firm: Firm) -> None:
    letter = render(order_with("apology_regret", told_us=text, subject=text), firm)

    assert f"> {text}" in letter.text
    assert "49" not in letter.text


def test_html_of_a_customer_is_shown_as_it_was_typed(firm: Firm) -> None:
    letter = render(order_with("apology_regret", told_us="<script>alert(1)</script> & <b>"), firm)

    assert "<script>" not in letter.html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;" in letter.html
    assert "<script>alert(1)</script> & <b>" in letter.text


def test_line_breaks_and_paragraphs_of_a_person_stay_theirs_and_make_no_layout(firm: Firm) -> None:
    letter = render(order_with(words="One.\r\nTwo.\n\n\ufdd1Three.\u2028Four."), firm)

    assert "One.\nTwo.\n\nThree.\nFour." in letter.text
    assert "<p>One.<br>Two.</p>" in letter.html
    assert "<li>" not in letter.html


@pytest.mark.parametrize("field", ["subject", "name"])
def test_no_header_can_be_smuggled_into_a_letter(field: str, firm: Firm) -> None:
    personal = (
        {"subject": INJECTION} if field == "subject" else {"customer": {"name": INJECTION, "email": "a@example.com"}}
    )

    message = sent(order_with(**personal), firm)

    assert message["Bcc"] is None
    assert len(message.get_all("To", [])) == len(message.get_all("Subject", [])) == 1
    assert "Toaster Bcc: everyone@example.com Hello" in str(message["Subject" if field == "subject" else "To"])


@pytest.mark.parametrize(
    "address",
    [
        "a@example.com\r\nBcc: b@example.com",
        "a@example.com, b@example.com",
        "a@example.com b@example.com",
        "<a@example.com>",
        "a\x00@example.com",
        "a b@example.com",
        "no-address",
        "@example.com",
        "a@",
        "a@b@example.com;c@example.com",
        "group: a@example.com;",
    ],
)
def test_what_is_no_single_address_is_refused_without_being_repeated(address: str, firm: Firm) -> None:
    order = order_with(customer={"name": "Sam Specimen", "email": address})

    with pytest.raises(MissingContent) as refusal:
        compose(order, render(order, firm), firm, order.at)

    assert "example.com" not in str(refusal.value)


def test_unprintable_signs_are_left_out(firm: Firm) -> None:
    letter = render(order_with(words="Pay\u202e tac\x07 \ud83d now"), firm)

    assert "Pay tac  now" in letter.text


def test_a_message_says_who_it_is_from_and_is_the_same_at_every_attempt(firm: Firm) -> None:
    order = example_order("acknowledgement", "ja")

    message = sent(order, firm)

    assert message["From"].addresses[0].addr_spec == "complaints@example.com"
    assert message["To"].addresses[0].display_name == "見本 花子"
    assert message["Message-ID"] == "<K-1042+acknowledgement+1@example.com>" == message_id(order.effect_id, firm)
    assert message["Auto-Submitted"] == "auto-replied"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert message.as_bytes() == sent(order, firm).as_bytes()
    body = message.get_body(("plain",))
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == render(order, firm).text


def test_a_letter_for_post_carries_no_address_to_mail_to(firm: Firm) -> None:
    assert sent(example_order("acknowledgement", "ja", "post"), firm)["To"] is None


def test_two_effects_never_share_a_name() -> None:
    ids = [
        "K.1/apology/1",
        "K/1.apology/1",
        "K/1/apology/1",
        "K..1/a/1",
        "K/..1/a/1",
        "K/a b/1",
        "K/a=20=b/1",
        "K/" + "x" * 300,
        "K/" + "x" * 301,
    ]

    names = [one_name(effect_id) for effect_id in ids]

    assert len(set(names)) == len(ids)
    assert all("/" not in name and ".." not in name and len(name) <= 200 for name in names)


def test_only_a_representative_with_evidence_reads_about_the_case(firm: Firm) -> None:
    daughter = {"name": "Alex Example", "contact": "alex@example.com", "authority": "claimed"}
    order = order_with(representative=daughter)

    assert sent(order, firm)["To"].addresses[0].addr_spec == "sam@example.com"

    order = order_with(representative=daughter | {"authority": "evidenced"})
    assert sent(order, firm)["To"].addresses[0].addr_spec == "alex@example.com"
    assert render(order, firm).text.startswith("Dear Alex Example,")
