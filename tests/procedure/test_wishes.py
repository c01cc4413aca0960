"""How the customer wants to be reached: each wish has its effect, is shown before anybody acts, and can be changed."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from typing import Any

import pytest

from domain.errors import IllegalCommand, InvalidCommand, NotAuthorised
from letters.message import compose
from letters.preview import example_order
from letters.quiet import not_before
from letters.rendering import render
from messages.deeds import LetterOrder, LetterReceipt
from policies.contact import contact, letters_go, preferences
from policies.firm import Firm
from tests.letters.conftest import firm
from tests.procedure.case_book import CaseBook
from tests.procedure.refusing import refused
from workflows.details import details_of
from workflows.view import allowed_commands, view_of

__all__ = ["firm"]
HOME = {"id": "c-1", "name": "Pat Postal", "email": "pat@example.com", "address": "1 Home Road", "locale": "en"}


def wishing(**wishes: Any) -> CaseBook:
    """A complaint whose customer wants to be reached so."""
    customer = {**HOME, "contact": wishes}
    found = contact({"personal": {"customer": customer}}, "UTC")
    opened = {"mailable": found.mailable, "paper": found.paper, "preferences": found.preferences}
    return CaseBook(opened=opened, personal={"customer": customer})


def letter(locale: Any, medium: Any = "email", **facts: Any) -> LetterOrder:
    order = example_order("apology_regret", locale, medium)
    return order.model_copy(update={"facts": order.facts | facts})


@pytest.mark.parametrize(
    "by, has, way",
    [
        (["letter", "email"], {"email", "address"}, "post"),
        (["email", "letter"], {"email", "address"}, "mail"),
        (["letter", "email"], {"email"}, "mail"),
        (["letter"], {"email"}, "post"),
        (["phone"], {"email", "address"}, "mail"),
        (["phone"], {"address"}, "post"),
        (["email"], {"address"}, "post"),
        ("fax", {"email", "address"}, "post"),
        (None, set(), "portal"),
    ],
)
def test_letters_go_by_the_first_wish_that_can_be_met(by: Any, has: set[str], way: str) -> None:
    customer = {key: HOME[key] for key in has} | {"contact": {"by": by}}

    assert letters_go(customer) == {"mail": (True, False), "post": (False, True), "portal": (False, False)}[way]


def test_a_discreet_mail_names_the_firm_neither_as_sender_nor_in_the_subject(firm: Firm) -> None:
    for locale, subject in (("en", "About your message (K-2017)"), ("ja", "ご連絡（K-1042）")):
        order = letter(locale, wishes=["discreet"])
        mail = compose(order, render(order, firm), firm, order.at)

        assert mail["Subject"] == subject
        assert firm.name.of(order.locale) not in str(mail["From"])
        assert firm.department.of(order.locale) not in str(mail["From"])
        plain = compose(letter(locale), render(letter(locale), firm), firm, order.at)
        assert firm.name.of(order.locale) in str(plain["From"])


def test_large_print_is_large(firm: Firm) -> None:
    assert "font-size: 18pt" in render(letter("ja", "post", wishes=["large_print"]), firm).html
    assert "font-size: 18pt" not in render(letter("ja", "post"), firm).html


def test_nothing_goes_to_the_home_address_where_another_was_named(firm: Firm) -> None:
    order = letter("en", "post")
    personal = dict(order.personal or {})
    personal["customer"] = {**HOME, "contact": {"address": "c/o 9 Friend Street"}}
    text = render(order.model_copy(update={"personal": personal}), firm).text

    assert "c/o 9 Friend Street" in text
    assert "1 Home Road" not in text


def test_mail_waits_for_the_hour_the_customer_named() -> None:
    nine = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)

    assert not_before(nine, "UTC", "closing", urgent=False) is None
    assert not_before(nine, "UTC", "closing", False, time(18)) == datetime(2026, 6, 1, 18, 0, tzinfo=UTC)
    assert not_before(nine, "UTC", "closing", False, time(23)) == datetime(2026, 6, 1, 20, 0, tzinfo=UTC)
    [order] = wishing(not_before="18:00").letters()
    assert order.facts["not_before"] == "18:00"


def test_no_contact_means_no_reminder_while_what_is_owed_is_written() -> None:
    book = wishing(no_contact=True)
    assert [(order.kind, order.medium, order.paper) for order in book.letters()] == [("acknowledgement", "post", True)]
    for order in book.letters():
        book.report(order, LetterReceipt(effect_id=order.effect_id, state="to_post"))
        book.do("record_post", letter=order.effect_id, what="dispatched")
    book.do("ask_customer", personal={"questions": ["When?"]})
    book.deliver()
    book.come("wait/question_reminder")

    assert book.letters("reminder") == []
    assert any("no letter (reminder): the customer wants no contact" in entry.what for entry in book.case.timeline)


# --- shown ------------------------------------------------------------------------------------------------------------------


def test_the_page_says_it_before_anybody_acts_and_so_do_the_commands() -> None:
    book = wishing(by=["phone", "letter"], hours="weekday mornings", discreet=True, interpreter="Portuguese")
    page = details_of(book.case)

    assert page.index("### Before you write, call or visit") < page.index("### Deadlines")
    assert "reach the customer by phone, letter, in that order · 連絡方法の希望:電話、書面の順" in page
    assert "call or visit only weekday mornings" in page
    assert "no company name on envelope, subject line or voicemail" in page
    assert view_of(book.case)["wishes"]
    by_name = {one["command"]: one for one in allowed_commands(book.case)}
    assert by_name["send_letter"]["mind"] == view_of(book.case)["wishes"]
    assert "mind" not in by_name["record_root_cause"]


@pytest.mark.parametrize(
    "hours", ["weekday mornings", "Mon-Fri 09:00-12:00", "平日 午前", "9:00〜12:00", "月曜日から金曜日"]
)
def test_hours_that_are_only_days_and_times_stand_on_the_page(hours: str) -> None:
    assert preferences({"hours": hours}) == {"hours": hours}


@pytest.mark.parametrize("hours", ["ask for my sister Rose", "after chemotherapy", "夫のいない時間"])
def test_what_else_a_customer_wrote_stays_where_personal_data_are(hours: str) -> None:
    assert preferences({"hours": hours}) == {"hours": "yes"}
    book = wishing(hours=hours)
    assert hours not in details_of(book.case)
    assert hours not in json.dumps(view_of(book.case)["wishes"])


# --- changed ----------------------------------------------------------------------------------------------------------------


def test_people_move_and_everything_after_that_goes_to_the_new_address() -> None:
    book = wishing(by="letter")
    book.deliver()
    book.do("record_contact", medium="phone", personal={"words": "we have moved", "address": "2 New Road"})
    book.do("send_letter", personal={"words": "Thank you."})

    [order] = book.letters()
    assert (order.personal or {})["customer"]["address"] == "2 New Road"
    assert "changed: address" in "; ".join(entry.what for entry in book.case.timeline)
    assert "2 New Road" not in "; ".join(entry.what for entry in book.case.timeline)


def test_a_letter_that_waits_for_the_morning_goes_to_the_new_address_too() -> None:
    book = wishing(by="email")
    book.stuck("acknowledgement", "waiting")
    book.do("record_contact", medium="phone", personal={"words": "my new mail", "email": "new@example.com"})
    book.come("letter/")

    [order] = book.letters("acknowledgement")
    assert (order.personal or {})["customer"]["email"] == "new@example.com"


def test_from_mail_to_paper_and_back() -> None:
    book = wishing()
    book.deliver()
    by_letter = {"by": ["letter"], "large_print": True}
    book.do("record_contact", wishes=by_letter, personal={"words": "please write by post, in large letters"})
    book.do("send_letter", personal={"words": "Thank you."})
    [order] = book.letters()
    assert (order.medium, order.paper, order.facts["wishes"]) == ("post", True, ["large_print"])

    book.do("record_contact", wishes={"by": ["email"], "large_print": False}, personal={"words": "mail is fine again"})
    book.do("send_letter", personal={"words": "Thank you again."})
    again = book.letters()[-1]
    assert (again.medium, again.paper, "wishes" in again.facts) == ("email", False, False)


def test_a_letter_that_lies_in_the_queue_already_is_somebodys_to_look_at() -> None:
    book = wishing(by="letter")
    [order] = book.letters()
    book.report(order, LetterReceipt(effect_id=order.effect_id, state="to_post"))
    book.do("record_contact", personal={"words": "we have moved", "address": "2 New Road"})

    assert any("written as it was before: CASE-1/acknowledgement/1" in what for _, what in book.told())


def test_nobody_without_authority_has_the_post_sent_elsewhere() -> None:
    book = wishing()
    book.case.representative = "claimed"
    said = {"words": "write to me", "address": "9 Other Road"}

    assert "authorise_representative" in refused(
        book, "record_contact", "representative", because=NotAuthorised, personal=said
    )
    assert (book.case.personal or {})["customer"]["address"] == "1 Home Road"


def test_an_address_that_is_none_is_refused_and_never_repeated() -> None:
    said = {"words": "my new mail", "email": "pat at example"}

    refusal = refused(wishing(), "record_contact", because=InvalidCommand, personal=said)
    assert "personal.email" in refusal
    assert "pat at" not in refusal


def test_where_everything_personal_is_erased_there_is_nothing_to_change() -> None:
    book = wishing()
    book.case.personal = None

    refused(book, "record_contact", because=IllegalCommand, personal={"words": "moved", "address": "2 New Road"})


def test_what_the_customers_record_knew_stays_when_the_customer_says_more() -> None:
    book = CaseBook(opened={"known_wishes": {"discreet": True}, "preferences": {"discreet": "yes"}})
    book.do(
        "record_contact", medium="phone", wishes={"large_print": True}, personal={"words": "in large print, please"}
    )
    assert book.case.preferences == {"discreet": "yes", "large_print": "yes"}
