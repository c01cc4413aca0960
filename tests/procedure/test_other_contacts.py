"""Not every contact is a complaint: it is answered all the same, and becomes one when the customer says so."""

from __future__ import annotations

from typing import Any

import pytest

from domain.errors import InvalidCommand, NotAuthorised
from letters.preview import example_order
from letters.rendering import render
from messages.deeds import Archive
from policies.firm import Firm
from tests.letters.conftest import firm
from tests.procedure.case_book import CAN_STILL_DO, FOUND, CaseBook
from tests.procedure.refusing import refused
from tests.procedure.standing import faults
from workflows.details import details_of
from workflows.procedure.allowed import allowed
from workflows.procedure.next_act import next_act
from workflows.search import attributes_of

__all__ = ["firm"]
NO_COMPLAINT = ("enquiry", "service_request", "suggestion", "praise")


def contact(kind: str = "enquiry", **changes: Any) -> CaseBook:
    book = CaseBook(kind=kind, **changes)
    book.deliver()
    return book


def answered(book: CaseBook) -> CaseBook:
    book.do("send_letter", personal={"words": "The shop opens at nine."})
    book.deliver()
    return book


def end(book: CaseBook, **said: Any) -> None:
    book.do("close", **({"ground": "answered", "reason": "asked for the opening hours, told them"} | said))


@pytest.mark.parametrize("kind", NO_COMPLAINT)
def test_no_duty_of_a_complaint_runs_and_yet_it_has_an_owner_and_a_date(kind: str) -> None:
    book = contact(kind)

    assert book.case.deadlines == []
    assert book.case.apologies == []
    coming = next_act(book.case)
    assert (coming.owner, coming.what) == ("hanako.handler", f"answer the {kind} (send_letter), then close")
    assert coming.first is not None
    assert coming.first.name == "contact_answer"
    assert faults(book.case) == []
    assert attributes_of(book.case)["ComplaintKind"] == kind
    assert kind in details_of(book.case)


def test_a_complaint_is_not_marked_as_anything_else(book: CaseBook) -> None:
    assert attributes_of(book.case)["ComplaintKind"] == ""


def test_the_letter_that_confirms_it_says_no_word_of_a_complaint_being_handled() -> None:
    [order] = CaseBook(kind="enquiry").letters()
    assert (order.kind, order.facts["answer_by"]) == ("contact_received", "2026-06-08")


def test_where_somebody_was_hurt_it_is_a_complaint_whatever_the_sender_calls_it() -> None:
    book = CaseBook(kind="suggestion", harm={"injury": True})

    assert book.case.kind == "complaint"
    assert [deadline.duty for deadline in book.case.deadlines]


def test_nobody_answers_and_somebody_knows() -> None:
    book = contact()
    book.pass_days(10)

    [problem] = [one for one in book.case.problems if one.resolved_at is None]
    assert (problem.key, problem.owner) == ("contact_answer", "hanako.handler")
    answered(book)
    end(book)
    assert book.open_problems() == []


def test_it_is_answered_and_closed_with_who_decided_and_why() -> None:
    book = contact()
    assert "has not heard from anybody yet" in refused(book, "close", ground="answered", reason="nothing to do")
    answered(book)
    refused(book, "close", because=InvalidCommand, ground="answered")
    end(book)

    assert (book.stage(), book.case.closing_ground) == ("closed", "answered")
    last = book.case.timeline[-1]
    assert last.by.startswith("hanako.handler")
    assert last.what == "enquiry 問い合わせ: answered 回答済(苦情以外) (asked for the opening hours, told them)"
    book.pass_days(90)
    assert book.kinds() == ["contact_received", "individual"], "neither closing letter nor aftercare nor survey"


def test_an_answer_by_telephone_is_an_answer() -> None:
    book = contact()
    book.do("record_contact", direction="out", medium="phone", personal={"words": "told the opening hours"})
    end(book)

    assert book.stage() == "closed"


def test_it_is_handed_on_to_somebody_and_the_customer_knows() -> None:
    book = answered(contact("service_request"))
    assert "say who answers it now" in refused(
        book, "close", because=InvalidCommand, ground="handed_on", reason="a repair is asked for"
    )
    end(book, ground="handed_on", to="workshop", reason="a repair is asked for")

    assert (
        book.case.timeline[-1].what
        == "service_request 依頼: handed_on 引継ぎ済(苦情以外) to workshop (a repair is asked for)"
    )


@pytest.mark.parametrize(
    "name, body",
    [
        ("apologise", {"kind": "regret", "personal": {"told_us": "it broke"}}),
        ("decide", {"heads": [{"head": "all", "outcome": "upheld"}], "personal": FOUND}),
        ("send_final_response", {"personal": CAN_STILL_DO}),
        ("send_letter", {"kind": "delay_notice", "new_date": "2026-07-01", "personal": {"reasons_for_delay": "ill"}}),
    ],
)
def test_what_is_for_complaints_is_refused_with_the_way_to_take(name: str, body: dict[str, Any]) -> None:
    book = contact()

    assert 'reclassify with kind "complaint"' in refused(book, name, **body)
    assert name not in allowed(book.case) or name == "send_letter"


def test_a_complaint_is_never_ended_as_something_else(book: CaseBook) -> None:
    book.investigated("not_upheld")
    book.do("decide_no_prevention", "lead", reason="single event")
    book.do("send_final_response", personal=CAN_STILL_DO)
    book.deliver()

    assert "no complaint" in refused(book, "close", ground="answered", reason="answered by phone")


# --- praise -----------------------------------------------------------------------------------------------------------------


def test_praise_is_thanked_and_shown_to_the_people_it_names() -> None:
    book = contact("praise", opened={"praised": ["alex.example"]})

    assert [to for to, what in book.told() if "praises you" in what] == ["alex.example"]
    end(book, reason="praise for the driver")
    assert book.stage() == "closed"
    assert "survey" not in next_act(book.case).what, "no complaint has aftercare or a survey"


def test_the_thanks_speak_of_thanks(firm: Firm) -> None:
    for locale in ("ja", "en"):
        order = example_order("contact_received", locale)
        letter = render(order.model_copy(update={"facts": order.facts | {"contact_kind": "praise"}}), firm)
        assert ("誠にありがとうございます" if locale == "ja" else "We were glad to read it") in letter.text
        assert "までに" not in letter.text
        assert "You will have our answer" not in letter.text


# --- one becomes the other --------------------------------------------------------------------------------------------------


def duties(book: CaseBook) -> dict[str, str]:
    return {one.duty: str(one.due) for one in book.case.deadlines}


def test_when_the_customer_says_so_it_is_a_complaint_from_the_first_receipt() -> None:
    from_the_start = duties(CaseBook())
    book = contact()
    book.pass_days(2)
    book.do("reclassify", kind="complaint", reason="the customer says: nobody ever answers here")

    assert duties(book) == from_the_start
    assert (book.case.kind, book.stage(), book.case.severity) == ("complaint", "received", "medium")
    assert [order.kind for order in book.letters()] == ["acknowledgement"]
    assert not [wait for wait in book.case.waits if wait.name == "contact_answer"]
    # The acknowledgement was due on Tuesday: what has passed has passed, and is shown.
    assert [one.duty for one in book.case.deadlines if one.state == "breached"] == ["acknowledge"]
    book.investigated()
    assert faults(book.case) == []


def test_or_from_the_day_they_said_so_where_no_dissatisfaction_was_in_it() -> None:
    book = contact()
    book.pass_days(2)
    book.do("reclassify", kind="complaint", since="now", reason="the answer did not content them")

    assert {one.anchor_at for one in book.case.deadlines if one.anchor_event == "received"} == {book.now}
    assert book.case.received_at == book.now
    assert not [one for one in book.case.deadlines if one.state == "breached"]
    assert any("the first contact was on 2026-06-01" in entry.what for entry in book.case.timeline)


def test_also_after_it_was_closed() -> None:
    book = answered(contact())
    end(book)
    book.pass_days(5)
    book.do("reclassify", kind="complaint", since="now", reason="it was no answer, says the customer")

    assert (book.stage(), book.case.closed_at, book.case.settles_at) == ("received", None, None)
    assert book.case.deadlines


def test_a_complaint_opened_wrongly_is_corrected_by_a_lead_and_the_customer_hears_of_it(book: CaseBook) -> None:
    book.deliver()
    refused(book, "reclassify", because=NotAuthorised, kind="enquiry", reason="only asks when it comes")
    book.do("reclassify", "lead", kind="enquiry", reason="only asks when it comes")

    assert not [one for one in book.case.deadlines if one.state == "running"]
    [order] = book.letters()
    assert (order.kind, order.facts["corrected"]) == ("contact_received", True)
    assert next_act(book.case).first is not None
    assert faults(book.case) == []
    answered(book)
    end(book)
    assert book.stage() == "closed"


def test_what_was_handled_as_a_complaint_or_is_grave_stays_one(book: CaseBook) -> None:
    book.investigated()
    assert "it was handled as a complaint" in refused(
        book, "reclassify", "lead", kind="enquiry", reason="only asks when it comes"
    )
    hurt = CaseBook(harm={"injury": True})
    assert "it stays a complaint" in refused(hurt, "reclassify", "lead", kind="suggestion", reason="a hint")


def test_the_register_hears_at_once_what_it_was_taken_for_wrongly() -> None:
    book = CaseBook()
    book.do("reclassify", "lead", kind="enquiry", reason="it asks for the opening hours")
    book.do("reclassify", kind="complaint", reason="they are not content")
    assert [one.kind for one in book.pending if isinstance(one, Archive)] == ["enquiry", "complaint"]
