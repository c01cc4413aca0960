"""A newly proclaimed holiday moves the dates ahead that count business days: later, on the record, and never a past one."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from activities.timetable import decided
from domain.dates import Deadline
from domain.errors import IllegalCommand, InvalidPolicy
from messages.carried import Carried
from messages.commands import check_command
from messages.commands.handling import AddClosedDay
from messages.decisions import TurnRecorded
from policies.business_days import Calendar
from policies.calendars.proclaimed import with_closed_day
from policies.check_certificate import check
from policies.hashes import sha256_of
from policies.reader import Packs
from policies.timetable import dates_for
from tests.procedure.case_book import MONDAY, CaseBook
from workflows.procedure.book import perform
from workflows.procedure.dates import closed_day

NAME = "Day of the Test"
SOURCE = "official gazette of the test"


def clock(book: CaseBook, duty: str) -> Deadline:
    [found] = [one for one in book.case.deadlines if one.duty == duty and one.round == book.case.round]
    return found


def body(book: CaseBook, day: date, **changes: Any) -> dict[str, Any]:
    calendar = book.policy.rules["calendar"]
    told = {"name": NAME, "name_ja": "試験の日", "calendar": calendar, "source": SOURCE, "reason": "proclaimed since"}
    return {"day": day.isoformat(), **told, **changes}


def close_day(book: CaseBook, day: date, **changes: Any) -> list[tuple[str, Any, Any]]:
    """The day is proclaimed; which dates moved, from when to when."""
    act = book.do("add_closed_day", "admin", **body(book, day, **changes))
    return [(one.duty, one.before, one.after) for one in act.moved]


def ahead(book: CaseBook) -> dict[str, datetime]:
    """When each date of the present round is late, a window over, a gate open."""
    now = book.case.round
    dates = {one.duty: one.late_from for one in book.case.deadlines if one.round == now}
    return dates | {one.duty: one.at for one in book.case.rights if one.round == now}


def places() -> list[str]:
    """The packs that count in a calendar without one being named."""
    found = []
    for pack in Packs().ids():
        try:
            Packs().snapshot(pack, MONDAY.date())
        except InvalidPolicy:
            continue
        found.append(pack)
    return found


def test_a_date_ahead_moves_to_the_next_business_day_and_its_certificate_names_the_holiday() -> None:
    book = CaseBook("uk-housing")  # five working days from Monday 1 June 2026: Monday 8 June
    assert close_day(book, date(2026, 6, 5)) == [("stage1_acknowledge", date(2026, 6, 8), date(2026, 6, 9))]
    moved = clock(book, "stage1_acknowledge")
    assert (moved.due, moved.state) == (date(2026, 6, 9), "running")
    assert moved.late_from == datetime(2026, 6, 9, 23, 0, tzinfo=UTC)
    assert f"({NAME} does not count)" in moved.why
    assert moved.certificate_id == "CASE-1/stage1_acknowledge/command/add_closed_day"


def test_the_last_day_itself_may_be_the_holiday() -> None:
    book = CaseBook("uk-housing")
    assert close_day(book, date(2026, 6, 8)) == [("stage1_acknowledge", date(2026, 6, 8), date(2026, 6, 9))]


def test_a_day_after_the_last_day_moves_nothing_and_is_counted_all_the_same_from_then_on() -> None:
    book = CaseBook("uk-housing")
    assert close_day(book, date(2026, 6, 9)) == []
    assert clock(book, "stage1_acknowledge").due == date(2026, 6, 8)
    assert book.case.timeline[-1].what == "nothing moves: no date ahead meets 2026-06-09"
    book.do("acknowledge", medium="phone")
    assert clock(book, "stage1_response").due == date(2026, 6, 16)  # without the holiday Monday 15 June


def test_it_stands_in_the_timeline_from_when_to_when_on_whose_word_and_with_both_hashes() -> None:
    book = CaseBook("uk-housing")
    before = book.policy.hash
    close_day(book, date(2026, 6, 5))
    said = [entry.what for entry in book.case.timeline]
    assert f"closed day in GB-ENG: 2026-06-05 {NAME} ({SOURCE}): proclaimed since" in said
    assert f"stage1_acknowledge moved 2026-06-08 → 2026-06-09: {NAME}, 2026-06-05 ({SOURCE})" in said
    assert f"policy uk-housing carried with the closed day 2026-06-05: {before} → {book.policy.hash}" in said
    assert {entry.by for entry in book.case.timeline if "→" in entry.what} == {
        "adam.admin (admin システム管理者, claimed)"
    }
    assert book.case.policy.hash == book.policy.hash == sha256_of(book.policy.rules) != before


def test_the_receipt_says_what_moved() -> None:
    book = CaseBook("jp-standard")
    receipt = book.answer("add_closed_day", "lead", **body(book, date(2026, 6, 10)))
    moved = {one.duty: (one.before, one.after) for one in receipt.moved}
    assert moved["final_response"] == (date(2026, 6, 22), date(2026, 6, 23))
    assert "acknowledge" not in moved
    assert len(receipt.model_dump_json()) < 1_000


# --- never a past one ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", [date(2026, 5, 29), date(2026, 6, 1)], ids=["last Friday", "today"])
def test_a_day_that_has_begun_is_refused(day: date) -> None:
    with pytest.raises(IllegalCommand, match="is not after 2026-06-01, today in Europe/London"):
        close_day(CaseBook("uk-housing"), day)


def test_today_is_the_day_it_is_where_the_days_are_counted() -> None:
    book = CaseBook("jp-standard")
    book.now = datetime(2026, 6, 2, 15, 30, tzinfo=UTC)  # half past midnight of 3 June in Tokyo
    with pytest.raises(IllegalCommand, match="2026-06-03 is not after 2026-06-03, today in Asia/Tokyo"):
        close_day(book, date(2026, 6, 3))


def test_a_breached_date_stays_breached_where_it_was() -> None:
    book = CaseBook("jp-standard")
    book.come("breach/acknowledge")
    late = clock(book, "acknowledge")
    moved = close_day(book, date(2026, 6, 8))
    assert "acknowledge" not in {duty for duty, _, _ in moved}
    assert clock(book, "acknowledge") == late
    assert late.state == "breached"
    assert "final_response" in {duty for duty, _, _ in moved}


def test_a_date_whose_limit_has_passed_is_not_moved_whatever_was_decided_and_before_its_alarm_has_rung() -> None:
    book = CaseBook("uk-housing")
    known = with_closed_day(book.policy, date(2026, 6, 5), NAME)
    dates, _ = decided("CASE-1", "later", known, {"received": book.case.received_at}, {})
    command = check_command("add_closed_day", {"by": {"id": "adam", "role": "admin"}, **body(book, date(2026, 6, 10))})
    limit = clock(book, "stage1_acknowledge").late_from
    for at, moves in ((limit - timedelta(seconds=1), True), (limit, False)):
        act = perform(book.case, "add_closed_day", command, TurnRecorded(at=at, dates=dates), book.policy)
        assert [str(one.after) for one in act.moved] == ["2026-06-09"] * moves


def test_a_date_that_was_met_is_not_moved() -> None:
    book = CaseBook("uk-housing")
    book.do("acknowledge", medium="phone")
    met = clock(book, "stage1_acknowledge")
    close_day(book, date(2026, 6, 5))
    assert clock(book, "stage1_acknowledge") == met


def test_dates_of_an_earlier_round_are_not_moved() -> None:
    book = CaseBook("jp-standard").closed()
    book.do("reopen", "lead", reason="it broke again")
    first = [one.model_copy() for one in book.case.deadlines if one.round == 1]
    assert close_day(book, date(2026, 6, 8))
    assert [one for one in book.case.deadlines if one.round == 1] == first


# --- never earlier, and nothing else changes --------------------------------------------------------------------------------


@pytest.mark.parametrize("pack", places())
def test_the_dates_are_those_of_a_complaint_that_had_known_the_day_from_the_start(pack: str) -> None:
    for days in range(1, 60):
        book = CaseBook(pack)
        day = MONDAY.date() + timedelta(days=days)
        before = ahead(book)
        try:
            close_day(book, day)
        except IllegalCommand:
            continue  # a day that never counted
        known = with_closed_day(Packs().snapshot(pack, MONDAY.date()), day, NAME, "試験の日")
        dates, _ = decided("CASE-1", "opening/1", known, {"received": book.case.received_at}, book.case.facts)
        after = ahead(book)
        assert after == {one.duty: one.late_from for one in dates if one.level != "wait"}
        assert all(after[duty] >= before[duty] for duty in before)


def test_a_date_that_would_come_earlier_stays() -> None:
    book = CaseBook("uk-housing")
    without, _ = decided("CASE-1", "earlier", book.policy, {"received": book.case.received_at}, {})
    close_day(book, date(2026, 6, 5))  # from Monday 8 to Tuesday 9 June
    command = check_command("add_closed_day", {"by": {"id": "adam", "role": "admin"}, **body(book, date(2026, 6, 4))})
    act = perform(book.case, "add_closed_day", command, TurnRecorded(at=book.now, dates=without), book.policy)
    assert act.moved == []
    assert [str(one.due) for one in act.case.deadlines] == ["2026-06-09"]


def test_rungs_that_have_fired_stay_fired_and_those_ahead_move_with_the_date() -> None:
    book = CaseBook("jp-standard")
    book.come("warning/first_reply")
    before = clock(book, "first_reply")
    close_day(book, date(2026, 6, 5))
    after = clock(book, "first_reply")
    assert "warning" in after.fired
    assert after.due == date(2026, 6, 8)  # a Monday; it was Friday 5 June
    assert not [due for due in book.agenda() if due.key.startswith("warning/first_reply")]
    assert [due.at for due in book.agenda() if due.key.startswith("breach/first_reply")] == [after.late_from]
    assert after.late_from > before.late_from


def test_a_clock_of_opening_hours_passes_over_the_holiday() -> None:
    book = CaseBook("retail-sla", received_at="2026-06-01T13:00:00+00:00")  # four hours of Monday are left
    moved = (
        "resolve_8_business_hours",
        datetime(2026, 6, 2, 13, 0, tzinfo=UTC),
        datetime(2026, 6, 3, 13, 0, tzinfo=UTC),
    )
    assert close_day(book, date(2026, 6, 2)) == [moved]


def test_calendar_days_do_not_care() -> None:
    book = CaseBook("uk-fca-disp")
    assert {duty for duty, _, _ in close_day(book, date(2026, 6, 2))} == {"acknowledge", "summary_resolution"}
    assert clock(book, "final_response").due == date(2026, 7, 27)


def test_a_right_that_opens_after_a_limit_opens_later_with_it() -> None:
    book = CaseBook("uk-fca-disp", facts={"payment_service": True})  # fifteen business days: Monday 22 June
    moved = {duty: after for duty, _, after in close_day(book, date(2026, 6, 22))}
    assert moved == {"final_response": date(2026, 6, 23), "ombudsman_referral_opens": date(2026, 6, 24)}
    [gate] = [one for one in book.case.rights if one.kind == "gate"]
    assert (gate.day, gate.at) == (date(2026, 6, 24), datetime(2026, 6, 23, 23, 0, tzinfo=UTC))


def test_a_limit_that_runs_on_from_the_first_round_moves_from_its_own_first_day() -> None:
    book = CaseBook("uk-fca-disp", facts={"payment_service": True}).answered("not_upheld")
    book.now += timedelta(days=1)
    book.do("request_review", "customer")
    assert clock(book, "final_response").due == date(2026, 6, 22)
    moved = {duty: after for duty, _, after in close_day(book, date(2026, 6, 3))}
    assert (moved["final_response"], moved["acknowledge"]) == (date(2026, 6, 23), date(2026, 6, 4))


def test_what_was_extended_keeps_its_extension() -> None:
    book = CaseBook("uk-housing")
    book.do("acknowledge", medium="phone")
    book.now += timedelta(days=1)
    book.do("extend", "lead", days=5, medium="email", reason="the surveyor is ill")
    assert clock(book, "stage1_response").due == date(2026, 6, 22)
    assert close_day(book, date(2026, 6, 17)) == [("stage1_response", date(2026, 6, 22), date(2026, 6, 23))]
    assert "extended by 5 business days" in clock(book, "stage1_response").why


def test_what_was_extended_beyond_the_cap_keeps_every_day_of_it() -> None:
    book = CaseBook("uk-housing")
    book.do("acknowledge", medium="phone")
    book.do("extend", "manager", days=11, medium="email", reason="the roof has to be opened first")
    assert clock(book, "stage1_response").due == date(2026, 6, 30)
    assert close_day(book, date(2026, 6, 17)) == [("stage1_response", date(2026, 6, 30), date(2026, 7, 1))]


def test_a_target_that_stood_still_keeps_its_days_and_one_that_stands_still_counts_the_day_when_it_runs_again() -> None:
    book = CaseBook("jp-standard")
    book.deliver()
    book.do("pause", "lead", reason="the customer is abroad")
    book.now += timedelta(days=2)
    assert close_day(book, date(2026, 6, 11)) == []
    book.do("resume", reason="the customer is back")
    assert clock(book, "final_response").due == date(2026, 6, 24)  # 22 June, one counted day of the pause, one holiday
    assert ("final_response", date(2026, 6, 24), date(2026, 6, 25)) in close_day(book, date(2026, 6, 12))
    assert "not counting 1 day from Tue 2" in clock(book, "final_response").why


# --- what is refused ----------------------------------------------------------------------------------------------------------


def test_another_calendar_is_refused_and_one_with_saturdays_is_the_same_place() -> None:
    with pytest.raises(IllegalCommand, match="counts its days in GB-ENG, not in GB-SCT"):
        close_day(CaseBook("uk-housing"), date(2026, 6, 5), calendar="GB-SCT")
    assert close_day(CaseBook("uk-housing"), date(2026, 6, 5), calendar="GB-ENG+SAT")


@pytest.mark.parametrize(
    "day,why",
    [
        (date(2026, 6, 6), "2026-06-06 is a Saturday"),
        (date(2026, 8, 31), "2026-08-31 is closed in the complaint's calendar already"),
        (date(2029, 6, 1), "knows the days from 2026-05-01 to 2028-06-01 only"),
    ],
    ids=["a Saturday", "a bank holiday", "years ahead"],
)
def test_a_day_that_changes_nothing_is_refused_with_the_reason(day: date, why: str) -> None:
    book = CaseBook("uk-housing")
    before = book.case.model_copy(deep=True)
    with pytest.raises(IllegalCommand, match=why):
        close_day(book, day)
    assert book.case == before


def test_the_same_day_twice_is_refused() -> None:
    book = CaseBook("uk-housing")
    close_day(book, date(2026, 6, 5))
    with pytest.raises(IllegalCommand, match=f"closed in the complaint's calendar already .{NAME}."):
        close_day(book, date(2026, 6, 5))


# --- what is asked, kept and proven -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", [date(2026, 6, 5), date(2026, 6, 9), date(2026, 6, 6)])
def test_what_it_would_move_is_what_it_moves(day: date) -> None:
    book = CaseBook("uk-housing")
    command = check_command("add_closed_day", {"by": {"id": "adam", "role": "admin"}, **body(book, day)})
    assert isinstance(command, AddClosedDay)
    would = closed_day.would(book.case, book.policy, command, book.now)
    if would["refused"]:
        with pytest.raises(IllegalCommand, match=would["refused"][:20]):
            close_day(book, day)
    else:
        moved = [(one["duty"], one["before"], one["after"]) for one in would["moved"]]
        assert moved == [(duty, str(before), str(after)) for duty, before, after in close_day(book, day)]


def test_the_new_certificate_is_agreed_to_by_the_independent_checker() -> None:
    known = with_closed_day(Packs().snapshot("uk-housing", MONDAY.date()), date(2026, 6, 5), NAME, "試験の日")
    _, proofs = dates_for(known, {"received": MONDAY}, {})
    proof = proofs["stage1_acknowledge"]
    assert check(json.dumps(proof, ensure_ascii=False))["due"] == "2026-06-09"
    assert proof["calendar"]["closed"] == {"2026-06-05": NAME}
    assert proof["calendar"]["version"].endswith("+2026-06-05")
    assert proof["pack_sha256"] == known.hash
    assert "試験の日は数えません" in proof["sentence"]["ja"]


def test_the_calendars_new_hash_can_be_followed_from_the_old_one() -> None:
    old = Packs().snapshot("uk-housing", MONDAY.date())
    new = with_closed_day(old, date(2026, 6, 5), NAME)
    amended = sha256_of({"amends": Calendar.of(old.rules).sha256, "closed": ["2026-06-05"]})
    assert Calendar.of(new.rules).sha256 == amended
    assert old.rules["closed_days"]["days"].get("2026-06-05") is None, "the policy as it was is left alone"


def test_the_day_travels_from_run_to_run() -> None:
    book = CaseBook("uk-housing")
    close_day(book, date(2026, 6, 9))
    carried = Carried(case=book.case, policy=book.policy, content_hash="0" * 64)
    again = Carried.model_validate_json(carried.model_dump_json())
    assert not Calendar.of(again.policy.rules).is_business_day(date(2026, 6, 9))
    assert again.policy.hash == again.case.policy.hash
