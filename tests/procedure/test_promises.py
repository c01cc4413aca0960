"""Promises: kept, moved in time with the customer told, or broken for good; the next letter says sorry."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from domain.dates import Promise
from domain.errors import IllegalCommand, InvalidCommand
from tests.procedure.case_book import MONDAY, PEOPLE, TASK, CaseBook
from tests.procedure.refusing import refused
from workflows.details import details_of
from workflows.procedure.report import outcome
from workflows.search import attributes_of
from workflows.view import view_of

TUESDAY = date(2026, 6, 2)


def promised(book: CaseBook, **body: Any) -> Promise:
    book.do(
        "promise", **{"what": "call_back", "due": TUESDAY.isoformat(), "personal": {"what": "about the plate"}, **body}
    )
    return book.case.promises[-1]


def test_a_promise_has_an_owner_a_day_and_a_reminder_in_the_morning(book: CaseBook) -> None:
    mine = promised(book)
    assert (mine.id, mine.owner, mine.state) == ("PR1", PEOPLE["handler"], "open")
    assert mine.late_from.date() == date(2026, 6, 3)
    book.come("promise/remind")
    assert book.now.date() == TUESDAY
    assert [what for _, what in book.told()][-1] == "promised: call_back by Tue 2026-06-02"


def test_a_window_is_reminded_of_an_hour_before_and_broken_at_its_end(book: CaseBook) -> None:
    start = MONDAY + timedelta(days=1, hours=5)
    mine = promised(book, due=(start + timedelta(hours=2)).isoformat(), **{"from": start.isoformat()})
    assert mine.remind_at == start - timedelta(hours=1)
    book.come("promise/due")
    assert book.case.promises[0].state == "broken"
    assert book.now == start + timedelta(hours=2)


def test_kept_in_time_it_is_kept(book: CaseBook) -> None:
    promised(book)
    book.do("keep_promise", promise="PR1")
    assert book.case.promises[0].state == "kept"
    assert not [due for due in book.agenda() if due.key.startswith("promise")]
    assert "is kept already" in refused(book, "keep_promise", promise="PR1")


def test_broken_is_for_ever_the_lead_knows_and_keeping_it_late_is_recorded_beside(book: CaseBook) -> None:
    promised(book)
    book.pass_days(3)
    assert ("lead", "broken promise PR1: call_back by Tue 2026-06-02") in book.told()
    book.do("keep_promise", promise="PR1")
    mine = book.case.promises[0]
    assert (mine.state, mine.kept_at) == ("broken", book.now)


@pytest.mark.parametrize("to, kept_on_day", [({}, 1), ({}, 2), ({}, None), ({"to": "body", "body": "ombudsman"}, None)])
def test_a_broken_promise_is_a_missed_date_in_every_list_and_is_counted(
    book: CaseBook, to: dict[str, str], kept_on_day: int | None
) -> None:
    book.deliver()
    promised(book, **to, **({"what": "answer"} if to else {}))
    promised(book, due="2026-06-20")
    for day in (1, 2):
        book.pass_days(1)
        if day == kept_on_day:
            book.do("keep_promise", promise="PR1")
    broken = kept_on_day != 1
    assert {deadline.state for deadline in book.case.deadlines}.isdisjoint({"breached"})
    assert attributes_of(book.case)["ComplaintBreached"] is broken
    assert view_of(book.case)["breached"] is broken
    assert outcome(book.case, book.now).promises_broken == int(broken)


def test_the_next_letter_says_sorry_once(book: CaseBook) -> None:
    book.deliver()
    promised(book)
    book.pass_days(3)
    book.do("send_update", personal={"message": "we have the plate"})
    assert book.letters("progress_update")[-1].facts["broken_promises"] == [{"what": "call_back", "due": "2026-06-02"}]
    book.do("send_letter", personal={"words": "here is the photograph"})
    assert "broken_promises" not in book.letters("individual")[-1].facts


def test_a_letter_that_is_given_up_has_not_said_sorry(book: CaseBook) -> None:
    book.deliver()
    promised(book)
    book.pass_days(3)
    book.do("send_update", personal={"message": "we have the plate"})
    effect = book.stuck("progress_update", "blocked")
    book.do("send_letter", effect_id=effect, then="drop", reason="said on the phone")
    book.do("send_letter", personal={"words": "here is the photograph"})
    assert "broken_promises" in book.letters("individual")[-1].facts


def test_it_is_moved_in_time_with_the_customer_told_and_keeps_its_history(book: CaseBook) -> None:
    promised(book)
    book.do("move_promise", promise="PR1", due="2026-06-04", medium="phone", reason="the technician is ill")
    mine = book.case.promises[0]
    assert (mine.due, mine.state, [one.due for one in mine.moves]) == (date(2026, 6, 4), "open", [TUESDAY])
    book.pass_days(2)
    assert mine.state == "open"


def test_too_late_it_cannot_be_moved(book: CaseBook) -> None:
    promised(book)
    book.pass_days(3)
    with pytest.raises(IllegalCommand, match="make a new promise, and say sorry"):
        book.do("move_promise", promise="PR1", due="2026-06-10", medium="phone", reason="we forgot")


AT_TWO = datetime(2026, 6, 2, 14, 0, tzinfo=UTC)
WINDOW = {"from": AT_TWO.isoformat(), "due": (AT_TWO + timedelta(hours=2)).isoformat()}


def tried(book: CaseBook, *times: datetime) -> str:
    """Tried in vain at these times; what has become of the promise."""
    for book.now in times:
        book.do("keep_promise", promise="PR1", reached=False)
    return book.case.promises[0].state


def test_three_tries_on_the_promised_day_make_not_reached_and_no_broken_promise(book: CaseBook) -> None:
    promised(book)
    assert tried(book, *(AT_TWO + timedelta(minutes=minutes) for minutes in (5, 65, 125))) == "not_reached"
    book.pass_days(5)
    assert book.case.promises[0].state == "not_reached"


def test_tries_before_what_was_promised_are_on_record_and_undo_no_promise(book: CaseBook) -> None:
    promised(book, **WINDOW)
    early = [MONDAY + timedelta(hours=hours) for hours in range(3)]
    assert tried(book, *early, AT_TWO - timedelta(minutes=1)) == "open"
    assert book.case.promises[0].tries[:3] == early
    assert book.letters("not_reached") == []


def test_who_tries_too_early_hears_from_when_it_counts(book: CaseBook) -> None:
    promised(book, **WINDOW)
    said = book.do("keep_promise", promise="PR1", reached=False).hints
    assert "counts from Tue 2026-06-02 14:00 UTC on" in said[-1]


def test_tries_in_one_breath_are_one_try(book: CaseBook) -> None:
    promised(book, **WINDOW)
    assert tried(book, *(AT_TWO + timedelta(minutes=minutes) for minutes in (0, 1, 2, 19))) == "open"
    assert tried(book, *(AT_TWO + timedelta(minutes=minutes) for minutes in (20, 40))) == "not_reached"
    times = [(AT_TWO + timedelta(minutes=minutes)).isoformat() for minutes in (0, 20, 40)]
    assert book.letters("not_reached")[-1].facts["tries"] == times


def test_tries_in_the_window_before_it_was_moved_do_not_use_up_the_new_one(book: CaseBook) -> None:
    promised(book, **WINDOW)
    assert tried(book, AT_TWO, AT_TWO + timedelta(minutes=30)) == "open"
    later = AT_TWO + timedelta(days=1)
    book.do("move_promise", promise="PR1", due=later.isoformat(), medium="message", reason="they are out")
    assert tried(book, later - timedelta(hours=1)) == "open"


def test_the_same_try_does_not_count_twice(book: CaseBook) -> None:
    promised(book)
    book.do("keep_promise", promise="PR1", reached=False)
    assert "on record already" in refused(book, "keep_promise", promise="PR1", reached=False)


@pytest.mark.parametrize(
    "wrong, said",
    [
        ({"due": "2026-05-20"}, "lies in the past"),
        ({"due": MONDAY.isoformat()}, "lies in the past"),
        ({"due": "2026-06-05T10:00:00"}, "due"),
        ({"due": "2026-06-02T10:00:00Z", "from": "2026-06-02T11:00:00Z"}, "ends before it begins"),
    ],
)
def test_a_promise_for_the_past_or_without_an_offset_is_refused(
    book: CaseBook, wrong: dict[str, Any], said: str
) -> None:
    with pytest.raises(InvalidCommand, match=said):
        promised(book, **wrong)


def test_letters_take_their_dates_from_promises_too(book: CaseBook) -> None:
    book.deliver()
    promised(book)
    book.do("apologise", kind="regret", personal={"told_us": "the plate broke"})
    assert book.letters("apology_regret")[-1].facts["next_contact_by"] == "2026-06-02"


def test_a_closed_complaint_waits_for_its_last_promise() -> None:
    book = CaseBook().closed()
    promised(book, what="report", due="2027-06-01")
    assert book.case.settles_at is not None
    assert book.case.settles_at >= datetime.fromisoformat("2027-06-02T00:00:00+00:00") - timedelta(hours=1)


def test_nobody_waits_for_a_promise_about_what_was_taken_back(book: CaseBook) -> None:
    promised(book)
    book.do("withdraw", "customer", personal={"words": "I take it back"})
    assert book.case.promises[0].state == "released"
    assert not [due for due in book.agenda() if due.key.startswith("promise")]


def told_of_a_measure(due: str = "2027-06-01") -> CaseBook:
    """Closed; the final response promised a measure by that day."""
    book = CaseBook().investigated()
    book.do("apologise", "lead", kind="responsibility", personal={"wrong": "we packed it badly"})
    book.do("add_prevention_task", **{**TASK, "due": due})
    book.do("send_final_response", personal={})
    book.deliver()
    book.do("close", ground="accepted", personal={"words": "that settles it"})
    book.deliver()
    return book


def settles_on(book: CaseBook) -> date:
    assert book.case.settles_at is not None
    return book.case.settles_at.date()


def test_a_measure_that_a_letter_promised_keeps_the_complaint_open_for_a_month_after_its_day() -> None:
    assert settles_on(CaseBook().closed()) == date(2026, 8, 31), "what no letter named holds nothing up"
    book = told_of_a_measure()
    assert settles_on(book) == date(2027, 7, 2)

    book.news("CASE-1-P1", state="open", due="2027-09-01", what="due date moved")
    assert settles_on(book) == date(2027, 10, 2)


def test_so_the_customer_hears_of_it_when_it_is_done_or_late() -> None:
    book = told_of_a_measure()
    book.pass_days(360)
    assert book.today() < settles_on(book)
    book.news("CASE-1-P1", state="done", done_on="2027-05-20", what="done")
    assert book.letters("prevention_done")

    late = told_of_a_measure()
    late.pass_days(366)
    assert late.today() < settles_on(late)
    late.news("CASE-1-P1", state="open", what="overdue")
    assert [(one.what, one.state) for one in late.case.promises] == [("measure", "broken")]


def test_a_measure_that_was_done_before_closing_holds_nothing_up() -> None:
    book = CaseBook().investigated()
    book.do("apologise", "lead", kind="responsibility", personal={"wrong": "we packed it badly"})
    book.do("add_prevention_task", **TASK)
    book.do("send_final_response", personal={})
    book.deliver()
    book.news("CASE-1-P1", state="done", done_on="2026-06-01", what="done")
    book.deliver()
    book.do("close", ground="accepted", personal={"words": "that settles it"})

    assert settles_on(book) == date(2026, 8, 31)


def test_letters_name_the_hours_that_were_promised_and_those_that_were_not_kept(book: CaseBook) -> None:
    book.deliver()
    promised(book, **WINDOW)
    window = {"from": "2026-06-02T14:00:00+00:00", "due": "2026-06-02T16:00:00+00:00"}
    book.do("apologise", kind="regret", personal={"told_us": "the plate broke"})
    assert book.letters("apology_regret")[-1].facts["ahead"] == [{"what": "call_back", **window}]
    book.do("send_letter", personal={"words": "here is the photograph"})
    assert book.letters("individual")[-1].facts["next_contact"] == window
    book.pass_days(2)
    book.do("send_letter", personal={"words": "here is the other photograph"})
    assert book.letters("individual")[-1].facts["broken_promises"] == [{"what": "call_back", **window}]


def test_colleagues_read_the_hours_and_the_deputy_hears_of_them_before_it_is_too_late(book: CaseBook) -> None:
    promised(book, deputy="leo.lead", **WINDOW)
    hours = "call_back by Tue 2026-06-02 14:00–16:00 UTC"
    assert hours in book.case.timeline[-1].what
    assert f"- promise PR1: {hours}, **open**, hanako.handler (deputy leo.lead)" in details_of(book.case).splitlines()
    book.come("promise/remind")
    assert [("hanako.handler", f"promised: {hours}"), ("leo.lead", f"promised: {hours}")] == book.told()[-2:]
    assert book.notices()[-1].facts["do"] == "where hanako.handler cannot: keep_promise PR1"


def test_the_end_of_the_window_is_the_first_instant_that_is_too_late(book: CaseBook) -> None:
    book.now = promised(book, **WINDOW).late_from
    later: dict[str, Any] = {"due": "2026-06-04", "medium": "phone", "reason": "the technician is ill"}
    assert "cannot be moved any more" in refused(book, "move_promise", promise="PR1", **later)
    book.do("keep_promise", promise="PR1")
    assert book.case.promises[0].state == "broken"


def test_tries_after_its_time_do_not_mend_what_is_broken(book: CaseBook) -> None:
    promised(book, **WINDOW)
    book.pass_days(2)
    assert tried(book, *(book.now + timedelta(hours=hours) for hours in range(3))) == "broken"
    assert book.letters("not_reached") == []


def test_who_was_to_keep_it_in_the_owners_place_hears_that_it_is_broken(book: CaseBook) -> None:
    promised(book, deputy="nora.new")
    book.pass_days(3)
    assert ("nora.new", "broken promise PR1: call_back by Tue 2026-06-02") in book.told()


@pytest.mark.parametrize(
    "what, to, replied",
    [
        ("call_back", {}, True), ("visit", {}, True), ("answer", {}, True), ("report", {}, True), ("parcel", {}, False),
        ("answer", {"to": "body", "body": "ombudsman"}, False),
    ],
)  # fmt: skip
def test_a_promise_kept_to_the_customer_by_word_is_the_first_reply_and_one_to_a_body_is_none(
    what: str, to: dict[str, str], replied: bool
) -> None:
    book = CaseBook("jp-standard")
    promised(book, what=what, **to)
    book.do("keep_promise", promise="PR1")
    [reply] = [one for one in book.case.deadlines if one.duty == "first_reply"]
    assert (reply.met_at is not None) == replied


def test_a_measure_of_which_only_a_letter_spoke_that_never_left_is_not_promised() -> None:
    book = CaseBook().investigated()
    book.do("add_prevention_task", **TASK)
    book.do("apologise", "lead", kind="responsibility", personal={"wrong": "we packed it badly"})
    assert [one.promised_in != "" for one in book.case.prevention] == [True]
    effect = book.stuck("apology_responsibility", "blocked")
    book.do("send_letter", effect_id=effect, then="drop", reason="said on the phone")
    assert [one.promised_in for one in book.case.prevention] == [""]
