"""By which way letters go is read from the intake once: messages where they are the first wish, or how the customer wrote."""

from __future__ import annotations

from typing import Any

import pytest

from policies.contact import contact

MAIL = {"email": "sam@example.com"}


def by_message(channel: str = "email", **customer: Any) -> bool:
    return contact({"channel": channel, "personal": {"customer": {"locale": "en", **customer}}}, "UTC").by_message


@pytest.mark.parametrize(
    "channel, customer, expected",
    [
        ("email", MAIL | {"contact": {"by": ["chat", "email"]}}, True),
        ("email", MAIL | {"contact": {"by": "sms"}}, True),
        ("email", MAIL | {"contact": {"by": ["email", "chat"]}}, False),
        ("live_chat", {}, True),
        ("app", {}, True),
        ("live_chat", MAIL, False),
        ("live_chat", {"address": "1 Specimen Street"}, False),
        ("phone", {}, False),
    ],
)
def test_letters_go_as_messages(channel: str, customer: dict[str, Any], expected: bool) -> None:
    assert by_message(channel, **customer) is expected


@pytest.mark.parametrize(
    "given, way",
    [
        ("kim@example.com", "email"),
        ("1 Specimen Street", "post"),
        ("01632 960 123", ""),
        ("Tel: 01632 960 123", ""),
        ("a@@b", ""),
        ("", ""),
    ],
)
def test_whoever_speaks_for_the_customer_is_written_to_where_they_can_be(given: str, way: str) -> None:
    personal = {"customer": {"locale": "en"}, "representative": {"name": "Kim", "contact": given}}

    assert contact({"personal": personal}, "UTC").representative_by == way


def test_who_says_nothing_of_their_authority_has_none() -> None:
    personal = {"customer": {"locale": "en"}, "representative": {"name": "Kim", "contact": "", "kind": "lawyer"}}
    found = contact({"personal": personal}, "UTC")

    assert (found.representative, found.representative_kind) == ("none", "lawyer")
