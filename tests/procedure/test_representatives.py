"""A daughter who calls for her mother is heard at once, and decides nothing until she has shown that she may."""

from __future__ import annotations

from typing import Any

import pytest

from domain.errors import InvalidCommand, NotAuthorised
from domain.labels import REPRESENTATIVES
from domain.words import RepresentativeKind
from letters.sender import correspondents
from policies.contact import contact
from policies.firm import Firm
from tests.letters.conftest import firm
from tests.procedure.case_book import REFUND, CaseBook
from tests.procedure.refusing import refused
from workflows.details import details_of
from workflows.view import view_of

__all__ = ["firm"]


DORA = {"name": "Dora Daughter", "relation": "daughter", "contact": "dora@example.com"}
LAWYER = {"name": "Lee Lawyer", "contact": "1 Court Street, Exampleton"}


def spoken_for(authority: str = "claimed", **more: Any) -> CaseBook:
    return CaseBook(personal={"representative": {**DORA, "authority": authority, **more}})


def evidenced(book: CaseBook, **who: Any) -> CaseBook:
    reason = "signed by the customer, seen at the counter"
    book.do("authorise_representative", authority="evidenced", evidence=["mandate-1"], reason=reason, **who)
    return book


def named(**who: str) -> dict[str, Any]:
    return {"personal": {"representative": who}}


def way(book: CaseBook, firm: Firm, kind: str = "progress_update") -> tuple[str, str, bool, str, str]:
    """To whom the newest letter of that kind goes, by which way, whether on paper, and where."""
    order = book.letters(kind)[-1]
    to = correspondents(order, firm)
    return to.to_name, order.medium, order.paper, to.to_email, to.to_address


def test_somebody_asks_for_the_authority_and_the_clock_runs_meanwhile() -> None:
    book = spoken_for()
    assert book.open_problems() == ["authority"]
    assert {one.state for one in book.case.deadlines} == {"running"}
    assert evidenced(book).open_problems() == []


@pytest.mark.parametrize(
    "command, body",
    [
        ("answer_offer", {"answer": "accepted"}),
        ("withdraw", {"personal": {"words": "we take it back"}}),
        ("request_review", {}),
    ],
)
def test_without_authority_nobody_else_decides_for_the_customer(command: str, body: dict[str, Any]) -> None:
    with pytest.raises(NotAuthorised, match="authority to act for the customer"):
        spoken_for().do(command, "representative", **body)


@pytest.mark.parametrize("authority", ["claimed", "none"])
@pytest.mark.parametrize("role", ["handler", "lead"])
def test_nor_does_the_desk_withdraw_for_them(authority: str, role: str) -> None:
    taken_back: dict[str, Any] = {"personal": {"words": "my mother takes it back"}}
    book = spoken_for(authority)
    said = refused(book, "withdraw", role, because=NotAuthorised, **taken_back)
    assert "ask the customer" in said
    assert "gave_up" in said

    evidenced(book).do("withdraw", role, **taken_back)
    assert book.stage() == "withdrawn"


def test_nor_does_the_desk_accept_an_offer_for_them() -> None:
    book = spoken_for()
    book.decided()
    book.offered(REFUND)
    said = refused(book, "answer_offer", because=NotAuthorised, answer="accepted")
    assert "as theirs (by role customer)" in said
    assert book.stage() == "remedy_offered"

    book.do("answer_offer", "customer", answer="accepted")
    assert book.stage() == "remedy_agreed"


def test_the_customers_own_word_is_always_theirs() -> None:
    book = spoken_for()
    book.do("withdraw", "customer", personal={"words": "I take it back"})
    assert book.stage() == "withdrawn"


def test_with_authority_they_do() -> None:
    book = evidenced(spoken_for()).investigated().offered()
    book.do("answer_offer", "representative", answer="accepted")
    assert book.stage() == "remedy_agreed"


def test_what_they_have_to_say_is_always_taken() -> None:
    book = spoken_for("none")
    book.do("record_contact", "representative", personal={"words": "she is afraid of the man at the door"})
    assert book.case.contacts


# --- to whom letters go, and by which way -----------------------------------------------------------------------------------

CUSTOMERS = {
    "mail": {"id": "c-1", "name": "Sam Specimen", "email": "sam@example.com", "locale": "en"},
    "paper": {"id": "c-1", "name": "Sam Specimen", "address": "1 Home Road", "locale": "en"},
    "chat": {"id": "c-1", "name": "Sam Specimen", "locale": "en", "contact": {"by": ["chat"]}},
    "portal": {"id": "c-1", "name": "Sam Specimen", "locale": "en"},
}
TO_SAM = {
    "mail": ("Sam Specimen", "email", False, "sam@example.com", ""),
    "paper": ("Sam Specimen", "post", True, "", "1 Home Road"),
    "chat": ("Sam Specimen", "message", False, "", ""),
    "portal": ("Sam Specimen", "post", False, "", ""),
}
TO_DORA = {
    "dora@example.com": ("Dora Daughter", "email", False, "dora@example.com", ""),
    "2 Daughter Lane": ("Dora Daughter", "post", True, "", "2 Daughter Lane"),
}


def of(customer: str, contact_line: str, authority: str) -> CaseBook:
    who = CUSTOMERS[customer]
    found = contact({"channel": "phone", "personal": {"customer": who}}, "UTC")
    opened = {"mailable": found.mailable, "paper": found.paper, "by_message": found.by_message}
    speaks = {**DORA, "contact": contact_line, "authority": authority}
    return CaseBook(opened=opened, personal={"customer": who, "representative": speaks})


@pytest.mark.parametrize("theirs", TO_DORA)
@pytest.mark.parametrize("customers", CUSTOMERS)
def test_letters_go_to_them_by_their_own_way_and_only_once_they_may_read_them(
    customers: str,
    theirs: str,
    firm: Firm,
) -> None:
    book = of(customers, theirs, "claimed")
    assert way(book, firm, "acknowledgement") == TO_SAM[customers]
    assert way(book, firm, "authority_request") == TO_DORA[theirs]

    evidenced(book).do("send_update", personal={"message": "we have called the shop"})
    assert way(book, firm) == TO_DORA[theirs]

    book.do("authorise_representative", authority="ended", reason="the customer told us so at the counter")
    book.do("send_update", personal={"message": "we have called the shop again"})
    assert way(book, firm) == TO_SAM[customers]


@pytest.mark.parametrize("no_address", ["01632 960001", "tel. 01632 960001", "電話：000-1234-5678", "dora at@", ""])
def test_who_can_only_be_called_is_asked_for_an_address_before_letters_go_to_them(no_address: str) -> None:
    book = of("mail", no_address, "claimed")
    said = refused(
        book, "authorise_representative", because=InvalidCommand, authority="evidenced", evidence=["m"], reason="seen"
    )
    assert "personal.representative.contact" in said

    evidenced(book, **named(contact="2 Daughter Lane"))
    assert book.case.representative_by == "post"
    assert book.case.personal is not None
    assert book.case.personal["representative"]["name"] == "Dora Daughter"


def test_authority_shown_at_receipt_without_an_address_is_somebodys_to_see_to(firm: Firm) -> None:
    book = of("mail", "01632 960001", "evidenced")
    assert way(book, firm, "acknowledgement") == ("Dora Daughter", "post", False, "", "")
    assert book.open_problems() == ["representative_address"]

    evidenced(book, **named(contact="dora@example.com"))
    assert book.open_problems() == []


def test_what_waits_goes_to_whom_letters_go_by_then(firm: Firm) -> None:
    book = spoken_for()
    book.deliver()
    book.do("send_update", personal={"message": "we have called the shop"})
    book.stuck("progress_update", "waiting")
    evidenced(book)
    book.come("letter/")
    assert way(book, firm) == TO_DORA["dora@example.com"]


def test_evidence_is_named() -> None:
    with pytest.raises(InvalidCommand, match="name the document"):
        spoken_for().do("authorise_representative", authority="evidenced", reason="she sounded honest")


# --- who turns up later -----------------------------------------------------------------------------------------------------


def test_a_daughter_who_calls_in_the_second_week_is_put_on_record_and_the_same_rules_hold(book: CaseBook) -> None:
    book.deliver()
    book.do("authorise_representative", authority="claimed", reason="she called for her mother", **named(**DORA))
    assert book.open_problems() == ["authority"]
    [order] = book.letters("authority_request")
    assert order.personal == {"representative": {**DORA, "authority": "claimed"}}
    withdrawal: dict[str, Any] = {"personal": {"words": "my mother takes it back"}}
    assert "ask the customer" in refused(book, "withdraw", because=NotAuthorised, **withdrawal)

    evidenced(book).do("withdraw", **withdrawal)
    assert book.stage() == "withdrawn"


def test_a_lawyer_who_takes_over_takes_the_daughters_place(firm: Firm) -> None:
    book = evidenced(spoken_for())
    evidenced(book, kind="lawyer", **named(**LAWYER)).do("send_update", personal={"message": "we have called the shop"})
    assert book.case.representative_kind == "lawyer"
    assert way(book, firm) == ("Lee Lawyer", "post", True, "", "1 Court Street, Exampleton")


def test_somebody_else_is_asked_anew_and_the_same_person_is_not() -> None:
    book = spoken_for()
    book.do("authorise_representative", authority="claimed", kind="relative", reason="she says so again")
    assert len(book.letters("authority_request")) == 1
    book.do("authorise_representative", authority="claimed", reason="a neighbour called", **named(**LAWYER))
    assert len(book.letters("authority_request")) == 2


def test_who_no_longer_speaks_for_the_customer_decides_nothing_any_more() -> None:
    book = evidenced(spoken_for()).investigated().offered()
    book.do("authorise_representative", authority="ended", reason="the customer told us so at the counter")
    refused(book, "answer_offer", "representative", because=NotAuthorised, answer="accepted")
    book.do("answer_offer", answer="accepted")
    assert "nobody is on record" in refused(book, "authorise_representative", authority="ended", reason="said again")


def test_who_speaks_has_to_be_named(book: CaseBook) -> None:
    said = refused(book, "authorise_representative", authority="claimed", reason="a neighbour called")
    assert "say who does: personal.representative" in said
    nameless: dict[str, Any] = {"authority": "claimed", "reason": "somebody called", **named(contact="1 Some Street")}
    said = refused(book, "authorise_representative", because=InvalidCommand, **nameless)
    assert "personal.representative.name: missing" in said
    odd: dict[str, Any] = {"authority": "claimed", "reason": "somebody called", **named(name="A", mail="a@example.com")}
    assert "representative.mail: is not" in refused(book, "authorise_representative", because=InvalidCommand, **odd)


def test_where_everything_personal_is_erased_nobody_is_put_on_record(book: CaseBook) -> None:
    book.case.personal = None
    assert "erased" in refused(book, "authorise_representative", authority="claimed", reason="she called")


def test_who_acts_as_a_representative_without_being_on_record_is_put_there(book: CaseBook) -> None:
    for command in ("withdraw", "answer_offer"):
        body: dict[str, Any] = {"answer": "accepted"} if command == "answer_offer" else {"personal": {"words": "back"}}
        refused(book, command, "representative", because=NotAuthorised, **body)
    book.do("record_contact", "representative", personal={"words": "I speak for my mother"})
    assert book.open_problems() == ["authority"]
    refused(book, "withdraw", because=NotAuthorised, personal={"words": "she takes it back"})


# --- who they are -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", REPRESENTATIVES)
def test_the_page_says_in_both_languages_who_speaks_before_anybody_writes_or_calls(kind: RepresentativeKind) -> None:
    book = spoken_for(kind=kind)
    page = details_of(book.case)
    assert page.index("### Before you write, call or visit") < page.index("### Deadlines")
    assert f"{REPRESENTATIVES[kind].en} speaks for the customer, and nothing shows yet" in page
    assert f"{REPRESENTATIVES[kind].ja}からのご連絡(権限未確認)" in page
    [line] = view_of(evidenced(book).case)["wishes"]
    assert REPRESENTATIVES[kind].ja in line
    assert "letters go" in line
    assert "Dora" not in page + line


def with_a_lawyer() -> CaseBook:
    return evidenced(CaseBook(), kind="lawyer", **named(**LAWYER))


def past_the_lawyer(book: CaseBook) -> list[str]:
    return [entry.what for entry in book.case.timeline if entry.what.startswith("past the lawyer")]


def test_where_a_lawyer_acts_a_call_to_the_customer_is_on_record_as_one_past_the_lawyer() -> None:
    book = with_a_lawyer()
    assert "only through the lawyer" in details_of(book.case)
    assert "ご本人へ直接連絡しない" in details_of(book.case)
    said: dict[str, Any] = {"medium": "phone", "personal": {"words": "told how far we are"}}
    book.do("record_contact", direction="in", **said)
    book.do("record_contact", direction="out", whom="representative", **said)
    assert past_the_lawyer(book) == []

    book.do("record_contact", direction="out", **said)
    assert len(past_the_lawyer(book)) == 1
    assert any("past the lawyer" in what for to, what in book.told() if to == "lead")
    book.do("apologise", kind="regret", medium="phone", personal={"words": "we are sorry"})
    assert len(past_the_lawyer(book)) == 2
    book.do("send_update", medium="letter")
    assert len(past_the_lawyer(book)) == 2


def test_where_a_lawyer_acts_every_letter_goes_to_them_and_nobody_asks_how_it_was(firm: Firm) -> None:
    book = with_a_lawyer().answered()
    book.do("close", "manager", ground="legal", reason="it goes to court")
    assert way(book, firm, "closing")[0] == "Lee Lawyer"
    book.pass_days(30)
    assert not {"aftercare", "survey"} & {*book.kinds()}


def test_what_goes_on_between_lawyers_is_left_alone_also_where_none_is_on_record() -> None:
    book = CaseBook().answered()
    book.do("close", "manager", ground="legal", reason="it goes to court")
    book.pass_days(30)
    assert not {"aftercare", "survey"} & {*book.kinds()}


def test_who_speaks_for_somebody_who_has_died_is_not_asked_for_a_score() -> None:
    book = evidenced(spoken_for(kind="deceased")).closed()
    book.pass_days(30)
    assert "aftercare" in book.kinds()
    assert "survey" not in book.kinds()
