"""Goods that come back: each step on record, nothing destroyed without the customer's word, dates that follow the arrival."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from domain.closing import missing_for_closing
from domain.dates import Deadline
from domain.errors import InvalidCommand
from tests.procedure.case_book import CAN_STILL_DO, CAUSE, REFUND, CaseBook
from tests.procedure.refusing import refused
from workflows.procedure.next_act import next_act
from workflows.to_paste import to_paste

ASKED: dict[str, Any] = {"personal": {"what": "the biscuits and the piece, in the box that we send"}}


def asked(pack: str = "jp-standard") -> CaseBook:
    book = CaseBook(pack)
    book.do("request_item", **ASKED)
    return book


def step(book: CaseBook, what: str, item: str = "G1", **body: Any) -> None:
    state = {"personal": {"condition": "in two pieces"}} if what == "arrived" else {}
    book.do("record_item", **{"item": item, "what": what, **state, **body})


def clock(book: CaseBook, duty: str) -> Deadline:
    [found] = [one for one in book.case.deadlines if one.duty == duty and one.round == book.case.round]
    return found


def test_the_whole_way_from_the_request_to_the_return() -> None:
    book = asked()
    for what in ("sent", "arrived", "tested", "returned"):
        step(book, what)
        assert book.case.items[0].state == what


def test_dates_that_the_pack_counts_from_the_arrival_move_by_themselves() -> None:
    book = asked()
    assert "root_cause" not in {one.duty for one in book.case.deadlines}
    book.now += timedelta(days=4)  # Friday 5 June 2026
    step(book, "arrived")
    assert clock(book, "root_cause").due == date(2026, 6, 19)
    assert clock(book, "interim_report").due == date(2026, 6, 12)


def test_where_no_goods_come_the_dates_are_what_they_were_and_the_lot_is_looked_at() -> None:
    book = CaseBook("jp-standard")
    before = clock(book, "root_cause").due
    book.do("request_item", **ASKED)
    step(book, "refused")
    assert clock(book, "root_cause").due == before
    assert any("no goods will come" in what for _, what in book.told())


def test_a_pack_that_does_not_ask_about_goods_keeps_its_dates() -> None:
    book = CaseBook()
    before = [(one.duty, one.due) for one in book.case.deadlines]
    book.do("request_item", **ASKED)
    step(book, "arrived")
    assert [(one.duty, one.due) for one in book.case.deadlines] == before


def test_a_test_that_destroys_waits_for_the_customers_own_words() -> None:
    book = asked()
    step(book, "arrived")
    assert "consent first" in refused(book, "record_item", item="G1", what="tested", destructive=True)
    with pytest.raises(InvalidCommand, match="own words of consent"):
        step(book, "consent")
    with pytest.raises(InvalidCommand, match='"test"'):
        step(book, "consent", personal={"words": "yes, cut it open"})
    step(book, "consent", **{"for": "test"}, personal={"words": "yes, cut it open"})
    step(book, "tested", destructive=True, evidence=["report-1"])
    assert book.case.items[0].evidence == ["report-1"]


def test_nothing_is_thrown_away_before_its_time_or_without_a_word() -> None:
    book = asked()
    step(book, "arrived")
    assert "takes the customer's consent" in refused(book, "record_item", item="G1", what="disposed")
    step(book, "kept", until="2026-06-30")
    book.come("wait/item_kept_until")
    assert any("was kept until 2026-06-30" in what for _, what in book.told())
    book.pass_days(1)
    step(book, "disposed")


def test_lost_on_the_way_has_an_owner_until_it_is_found() -> None:
    book = asked()
    step(book, "sent")
    step(book, "lost")
    assert "CASE-1/item/G1" in book.open_problems()
    step(book, "arrived")
    assert "CASE-1/item/G1" not in book.open_problems()


# --- goods that do not come -----------------------------------------------------------------------------------------------


def reminded(book: CaseBook) -> list[str]:
    return [what for _, what in book.told() if what.startswith("G1 was")]


def test_goods_that_were_asked_for_and_do_not_come_are_somebodys_again_and_again() -> None:
    book = asked()
    book.come("wait/item_until")
    assert book.today() == date(2026, 6, 15)  # ten business days; the day ends at 15:00 UTC in Japan
    assert book.open_problems() == ["CASE-1/item_due/G1"]
    assert "record_item G1 refused" in next_act(book.case).what
    book.come("wait/item_until")
    assert book.today() == date(2026, 6, 30)  # ten more, from Tuesday 16 June
    assert reminded(book) == ["G1 was asked for and has not come"] * 2


def test_the_day_by_which_they_were_asked_for_is_a_date_of_ours_too() -> None:
    book = CaseBook("jp-standard")
    book.do("request_item", until="2026-06-08", **ASKED)
    book.come("wait/item_until")
    assert book.today() == date(2026, 6, 8)
    assert reminded(book) == ["G1 was asked for and has not come"]


def test_what_was_sent_and_has_not_arrived_is_asked_of_the_carrier() -> None:
    book = asked()
    book.now += timedelta(days=8)
    step(book, "sent")
    book.come("wait/item_until")
    assert (reminded(book), book.today()) == (["G1 was sent and has not arrived"], date(2026, 6, 23))
    step(book, "arrived")
    assert (book.open_problems(), [w.name for w in book.case.waits if w.name == "item_until"]) == ([], [])


@pytest.mark.parametrize("way", [(), ("sent",), ("lost",), ("sent", "lost")])
def test_wherever_they_got_lost_it_goes_on_without_them_and_the_dates_are_what_they_were(way: tuple[str, ...]) -> None:
    book = CaseBook("jp-standard")
    before = clock(book, "root_cause").due
    book.do("request_item", **ASKED)
    for what in (*way, "refused"):
        step(book, what)
    assert clock(book, "root_cause").due == before
    assert (book.open_problems(), [w.name for w in book.case.waits if w.name == "item_until"]) == ([], [])


def test_lost_goods_stay_somebodys_and_are_reminded_of() -> None:
    book = asked()
    step(book, "sent")
    step(book, "lost")
    assert "where it is not found: record_item G1 refused" in next_act(book.case).what
    book.come("wait/item_until")
    assert "G1 was lost on the way" in reminded(book)


def test_while_one_of_two_still_comes_the_dates_wait_for_it() -> None:
    book = asked()
    book.do("request_item", **ASKED)
    step(book, "sent")
    step(book, "refused", "G2")
    assert book.case.facts["item_return"] is True
    assert "root_cause" not in {one.duty for one in book.case.deadlines}
    step(book, "arrived")
    assert clock(book, "root_cause").due == date(2026, 6, 15)


def test_where_goods_come_back_and_nobody_asked_for_them_that_is_the_next_act() -> None:
    book = CaseBook("jp-standard", facts={"item_return": True})
    book.deliver()
    book.do("apologise", kind="regret", personal={"told_us": "it smoked"})
    assert next_act(book.case).what.startswith("ask for the goods (request_item)")
    book.do("request_item", **ASKED)
    assert not next_act(book.case).what.startswith("ask for the goods")


# --- each step in its own words -------------------------------------------------------------------------------------------


def test_each_step_keeps_its_own_words_and_the_condition_is_that_of_the_arrival() -> None:
    book = asked()
    step(book, "arrived", personal={"condition": "wet, the box torn"})
    step(book, "consent", **{"for": "test"}, personal={"words": "yes, cut it open"})
    step(book, "tested", destructive=True, evidence=["photo-2"], personal={"condition": "cut in two"})
    item = book.case.items[0]
    assert (item.personal or {})["condition"] == "wet, the box torn"
    assert [(one.what, one.personal) for one in item.steps] == [
        ("arrived", {"condition": "wet, the box torn"}),
        ("consent", {"words": "yes, cut it open"}),
        ("tested", {"condition": "cut in two"}),
    ]
    assert (item.steps[2].evidence, item.steps[2].by) == (["photo-2"], "hanako.handler")


def test_goods_that_arrive_are_described() -> None:
    book = asked()
    with pytest.raises(InvalidCommand, match=r"personal\.condition: missing; say in what state it arrived"):
        step(book, "arrived", personal={"words": "it is here"})


def test_who_agrees_to_a_test_has_not_agreed_to_disposal_nor_the_other_way_round() -> None:
    book = asked()
    step(book, "arrived")
    step(book, "consent", **{"for": "test"}, personal={"words": "cut it open, but send the rest back to me"})
    assert "consent, for disposal" in refused(book, "record_item", item="G1", what="disposed")
    step(book, "consent", **{"for": "disposal"}, personal={"words": "keep it, I do not want it any more"})
    step(book, "disposed")

    other = asked()
    step(other, "arrived")
    step(other, "consent", **{"for": "disposal"}, personal={"words": "throw it away"})
    assert "consent, for test" in refused(other, "record_item", item="G1", what="tested", destructive=True)


def test_what_does_not_follow_is_refused() -> None:
    book = asked()
    assert "G1 is requested: tested does not follow" in refused(book, "record_item", item="G1", what="tested")


def test_a_closed_complaint_still_records_what_becomes_of_the_goods() -> None:
    book = CaseBook()
    book.do("request_item", **ASKED)
    step(book, "arrived")
    book.do("record_root_cause", **{**CAUSE, "escape": True})
    book.closed()
    step(book, "returned")
    assert book.case.items[0].state == "returned"


@pytest.mark.parametrize("until", [None, "2026-06-01"])
def test_kept_needs_a_day_to_come(until: str | None) -> None:
    book = asked()
    step(book, "arrived")
    with pytest.raises(InvalidCommand, match="still to come"):
        step(book, "kept", until=until)


# --- two causes -----------------------------------------------------------------------------------------------------------


def faulty() -> CaseBook:
    """The goods came back, and why the fault arose is known."""
    book = asked()
    book.deliver()
    step(book, "arrived")
    book.do("apologise", kind="regret", personal={"told_us": "it smoked"})
    book.do("record_root_cause", **CAUSE)
    return book


def test_of_goods_that_came_back_it_is_also_asked_why_the_fault_was_not_caught() -> None:
    book = faulty()
    book.decided()
    said = "find out why the fault was not caught (record_root_cause, escape)"
    assert next_act(book.case).what == said
    assert any("not caught" in one for one in missing_for_closing(book.case))

    book.do(
        "record_root_cause", **{**CAUSE, "escape": True, "result": "undetermined", "personal": {"tested": "the log"}}
    )
    assert not any("not caught" in one for one in missing_for_closing(book.case))


@pytest.mark.parametrize("outcome", ["not_upheld", "not_established"])
def test_where_nothing_was_wrong_nothing_was_missed(outcome: str) -> None:
    book = faulty()
    book.decided(outcome)
    assert not any("not caught" in one for one in missing_for_closing(book.case))


def test_that_it_need_not_be_known_is_decided_with_a_reason() -> None:
    book = faulty()
    book.decided()
    book.do("waive_root_cause", "lead", reason="the check was moved to another line last month")
    assert not any("not caught" in one for one in missing_for_closing(book.case))


def test_without_goods_one_cause_is_enough() -> None:
    book = CaseBook().investigated()
    assert not any("not caught" in one for one in missing_for_closing(book.case))


UNASKED: dict[str, Any] = {"what": "arrived", "personal": {"what": "the toaster", "condition": "scorched"}}


@pytest.mark.parametrize("end", ["", "closed", "withdrawn"])
def test_goods_that_come_unasked_are_put_on_record_and_somebody_says_what_becomes_of_them(end: str) -> None:
    book = CaseBook(product={"lot": "L-77"})
    if end == "closed":
        book.closed("not_upheld")
    if end == "withdrawn":
        book.investigated().do("decide_no_prevention", "lead", reason="single event")
        book.do("withdraw", "customer", personal={"words": "enough"})
    stage = book.stage()
    book.do("record_item", "investigator", **UNASKED)

    assert (book.stage(), book.case.items[0].state, book.case.items[0].lot) == (stage, "arrived", "L-77")
    assert book.open_problems() == ["CASE-1/unasked/G1"]
    assert "goods came that nobody asked for (G1)" in [what for _, what in book.told()]
    step(book, "returned")
    assert book.open_problems() == []


def test_goods_that_come_unasked_are_named_and_only_goods_that_come_need_no_id() -> None:
    book = asked()
    assert "say which goods came" in refused(book, "record_item", because=InvalidCommand, what="arrived")
    assert "those on record: G1" in refused(book, "record_item", because=InvalidCommand, what="tested")


def test_goods_that_arrive_after_closing_set_no_clock_going() -> None:
    book = asked()
    book.deliver()
    book.do("apologise", kind="regret", personal={"told_us": "it smoked"})
    book.do("waive_root_cause", "lead", reason="known issue")
    book.decided("not_upheld")
    book.do("decide_no_prevention", "lead", reason="single event")
    book.do("send_final_response", personal=CAN_STILL_DO)
    book.deliver()
    book.do("close", ground="accepted", personal={"words": "that settles it"})
    before = [(one.duty, one.state) for one in book.case.deadlines]
    step(book, "arrived")

    assert [(one.duty, one.state) for one in book.case.deadlines] == before
    assert "item_received" in book.case.events


def test_what_to_paste_names_what_is_on_record_of_the_commands_own_sort() -> None:
    book = CaseBook().investigated()
    assert "item" not in to_paste("record_item", book.case, "handler")
    book.do("request_item", **ASKED)
    book.do("request_item", **ASKED)
    step(book, "refused")
    book.offered({**REFUND, "amount": "200.00"})  # waits for an approval

    assert to_paste("record_item", book.case, "handler")["item"] == "G2"
    assert to_paste("promise", book.case, "handler")["what"] == "call_back"
    assert to_paste("approve", book.case, "lead")["what"] == "O1"


# --- the end of it --------------------------------------------------------------------------------------------------------


def test_on_its_last_day_it_is_still_kept() -> None:
    book = asked()
    step(book, "arrived")
    step(book, "kept", until="2026-06-30")
    book.now += timedelta(days=29)  # the evening of Tuesday 30 June in Japan
    assert "takes the customer's consent" in refused(book, "record_item", item="G1", what="disposed")
    book.now += timedelta(days=1)
    step(book, "disposed")


def test_lost_on_the_way_back_it_is_the_customers_loss_and_nobody_waits_for_it_to_come() -> None:
    book = asked()
    for what in ("arrived", "returned", "lost"):
        step(book, what)
    [problem] = [one for one in book.case.problems if one.resolved_at is None]
    assert (problem.key, "refused" in problem.do) == ("CASE-1/item/G1", False)
    assert not [wait for wait in book.case.waits if wait.name == "item_until"]


def test_goods_that_come_after_it_was_taken_back_start_no_clock() -> None:
    book = asked()
    book.do("withdraw", "customer", personal={"words": "I take it back"})
    step(book, "arrived")
    assert not [one.duty for one in book.case.deadlines if one.state == "running"]


def test_goods_that_came_in_an_earlier_round_hold_no_date_of_this_one() -> None:
    book = asked()
    step(book, "arrived")
    book.do("withdraw", "customer", personal={"words": "I take it back"})
    book.do("reopen", "lead", reason="it broke again")
    book.do("request_item", **ASKED)
    step(book, "refused", "G2")
    assert book.case.facts["item_return"] is False


KEPT = "G1 was kept until 2026-07-31"


def kept_until(book: CaseBook, day: str = "2026-07-31") -> CaseBook:
    step(book, "arrived")
    step(book, "kept", until=day)
    return book


def review(book: CaseBook) -> None:
    book.do("request_review", "customer")


def closed(book: CaseBook) -> None:
    book.do("close", ground="accepted", personal={"words": "so be it"})


def taken_back(book: CaseBook) -> None:
    book.do("withdraw", "customer", personal={"words": "I take it back"})


@pytest.mark.parametrize("ends", [review, closed, taken_back])
def test_goods_lie_here_whatever_becomes_of_the_complaint(ends: Callable[[CaseBook], None]) -> None:
    book = CaseBook().answered("not_upheld")
    book.do("request_item", **ASKED)
    kept_until(book)
    ends(book)
    book.pass_days(70)
    assert KEPT in [what for _, what in book.told()]


def test_kept_after_closing_they_lie_here_longer_than_anything_else_could_follow() -> None:
    book = CaseBook()
    book.do("request_item", **ASKED)
    book.do("record_root_cause", **{**CAUSE, "escape": True})
    kept_until(book.closed(), "2028-01-31")
    book.pass_days(700)
    assert "G1 was kept until 2028-01-31" in [what for _, what in book.told()]


def test_kept_longer_than_was_said_first_they_are_spoken_of_when_that_is_over() -> None:
    book = kept_until(asked(), "2026-06-30")
    step(book, "kept", until="2026-07-31")
    book.pass_days(50)
    assert not [what for _, what in book.told() if what.startswith("G1 was kept")]
    book.pass_days(20)
    assert KEPT in [what for _, what in book.told()]


def test_goods_that_were_asked_for_are_waited_for_in_a_new_round_too() -> None:
    book = CaseBook().answered("not_upheld")
    book.do("request_item", until="2026-06-08", **ASKED)
    review(book)
    book.come("wait/item_until")  # its day is over
    assert (book.today(), reminded(book)) == (date(2026, 6, 9), ["G1 was asked for and has not come"])


def test_and_where_it_is_reopened_they_are_waited_for_from_then_on() -> None:
    book = asked("iso-10002")
    taken_back(book)
    assert not [wait for wait in book.case.waits if wait.name == "item_until"]
    book.pass_days(20)
    book.do("reopen", "lead", reason="it broke again")
    book.come("wait/item_until")
    assert reminded(book) == ["G1 was asked for and has not come"]
    assert book.case.items[0].round == book.case.round == 2
