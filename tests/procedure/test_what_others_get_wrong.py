"""Cases from the trackers of other tools, each with what is right. (The arithmetic ones: tests/policies/test_working_time.py.)"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from domain.dates import Deadline
from policies.calendars import files
from tests.procedure.case_book import MONDAY, CaseBook


def clock(book: CaseBook, duty: str) -> Deadline:
    [found] = [one for one in book.case.deadlines if one.duty == duty and one.round == book.case.round]
    return found


def test_three_business_days_from_a_thursday_are_a_tuesday() -> None:
    thursday = CaseBook("uk-nhs", received_at="2026-05-28T09:00:00+00:00")
    assert clock(thursday, "acknowledge").due == date(2026, 6, 2)


def test_received_on_a_sunday_the_next_working_day_is_day_one() -> None:
    sunday = CaseBook("uk-ofwat", received_at="2026-05-31T12:00:00+00:00")
    assert clock(sunday, "reply").due == date(2026, 6, 12)  # Monday 1 June is day one of ten


def test_a_deadline_on_the_fifteenth_is_open_until_the_end_of_the_fifteenth_local() -> None:
    due = clock(CaseBook("uk-ofwat"), "reply")
    assert due.due == date(2026, 6, 15)
    assert due.late_from == datetime(2026, 6, 15, 23, tzinfo=UTC)  # midnight in London


def test_settled_straight_from_a_pause_the_pause_does_not_count() -> None:
    book = CaseBook()
    book.do("pause", "lead", reason="the customer is abroad")
    book.now += timedelta(days=180)
    book.do("acknowledge", medium="phone")
    book.do("apologise", kind="regret", medium="phone", personal={"words": "I am sorry"})
    assert clock(book, "apologise").state == "met"


def test_after_a_pause_the_days_that_were_left_are_left() -> None:
    book = CaseBook()
    before = clock(book, "final_response").due
    book.now += timedelta(days=7)  # Monday to Monday
    book.do("pause", "lead", reason="the customer is abroad")
    book.now += timedelta(days=7)
    book.do("resume", reason="the customer is back")
    assert clock(book, "final_response").due == before + timedelta(days=7)


def test_a_long_stop_of_the_machine_fires_every_rung_in_order_and_once() -> None:
    book = CaseBook("uk-fca-disp")
    book.now += timedelta(days=100)
    book.pass_days(0)
    assert [rung for rung in clock(book, "final_response").fired if rung in ("warning", "breach")] == [
        "warning",
        "breach",
    ]
    order = [line.what.split(":")[0] for line in book.case.timeline if "final_response (law 法令)" in line.what]
    assert order == ["warning", "1 business day left", "breach"]


def test_a_moved_anchor_takes_the_place_of_the_old_one_and_keeps_its_rungs() -> None:
    book = CaseBook("uk-fca-disp")
    book.pass_days(50)
    fired = list(clock(book, "final_response").fired)
    book.do("reclassify", facts={"payment_service": True}, reason="it is a payment account")
    assert len([one for one in book.case.deadlines if one.duty == "final_response"]) == 1
    assert clock(book, "final_response").fired[: len(fired)] == fired


def test_reopened_after_a_breach_nothing_is_late_at_once_and_the_earlier_result_stands() -> None:
    book = CaseBook()
    book.pass_days(40)
    book.closed()
    broken = [one.duty for one in book.case.deadlines if one.state == "breached"]
    book.now += timedelta(days=20)
    book.do("reopen", "lead", reason="it broke again")
    book.pass_days(0)
    assert broken
    assert [one.duty for one in book.case.deadlines if one.state == "breached"] == broken
    assert {one.state for one in book.case.deadlines if one.round == 2} == {"running"}


def test_a_thank_you_after_closing_reopens_nothing_and_reaches_a_person() -> None:
    book = CaseBook().closed()
    book.do("record_contact", "customer", personal={"words": "thank you"})
    assert book.stage() == "closed"
    assert any(wait.name == "message_triage" for wait in book.case.waits)


def test_a_joined_duplicate_raises_no_alarm_and_keeps_its_own_clock() -> None:
    book = CaseBook("uk-fca-disp")
    book.deliver()
    limit = clock(book, "final_response").due
    book.do("merge", into="OTHER-1", reason="the same payment")
    book.pass_days(70)
    assert clock(book, "final_response").fired == []
    assert clock(book, "final_response").due == limit


def test_holidays_that_move_are_in_the_files_for_years_ahead() -> None:
    england = files.read("GB-ENG")
    assert date(2035, 3, 23) in england.closed  # Good Friday
    assert date(2035, 3, 26) in england.closed  # Easter Monday
    assert date(2027, 12, 28) in files.read("GB-ENG").closed  # Boxing Day 2027 is a Sunday, observed on Tuesday
    assert date(2026, 7, 3) in files.read("US-OBS").closed  # Independence Day is a Saturday, observed on Friday


def test_the_same_hour_is_another_day_elsewhere() -> None:
    late = MONDAY.replace(hour=23, minute=30).isoformat()
    assert clock(CaseBook("uk-ofwat", received_at=late), "reply").due == date(2026, 6, 16)  # 0:30 on Tuesday in London
