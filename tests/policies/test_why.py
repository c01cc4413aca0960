"""The sentence beside a date shows the sum, so that it can be checked by hand."""

from __future__ import annotations

from policies.reader import Packs
from tests.policies.asking import Dates


def test_the_sentence_names_the_days_counted_and_the_days_closed(dates: Dates) -> None:
    assert dates("jp-standard", received="2026-04-28T10:20+09:00")["first_reply"].why == (
        "Received Tue 28 Apr 2026. 3 business days: Thu 30, Fri 1 May, Thu 7 (Wed 29, Mon 4 May, Tue 5, Wed 6 closed). "
        "Due by the end of Thu 7 May 2026, Asia/Tokyo."
    )


def test_easter_is_shown_as_closed(dates: Dates) -> None:
    why = dates("iso-10002", calendar="GB-ENG", received="2026-04-02T10:00+01:00")["apologise"].why
    assert why == (
        "Received Thu 2 Apr 2026. 2 business days: Tue 7, Wed 8 (Fri 3, Mon 6 closed). "
        "Due by the end of Wed 8 Apr 2026, Europe/London."
    )


def test_a_long_count_shows_its_first_and_last_day(dates: Dates) -> None:
    why = dates("iso-10002", received="2026-12-21T10:00+00:00")["root_cause"].why
    assert why == (
        "Received Mon 21 Dec 2026. 10 business days: Tue 22 to Mon 4 Jan 2027. Due by the end of Mon 4 Jan 2027, UTC."
    )


def test_a_receipt_that_counts_as_another_day_says_so(dates: Dates) -> None:
    weekend = dates("jp-standard", received="2026-06-20T22:15+09:00")["acknowledge"].why
    assert weekend == (
        "Received Sat 20 Jun 2026 (a closed day: counts as Mon 22). 1 business day: Tue 23. "
        "Due by the end of Tue 23 Jun 2026, Asia/Tokyo."
    )
    evening = dates("jp-standard", received="2026-06-08T18:05+09:00")["acknowledge"].why
    assert "(after 17:30: counts as Tue 9)" in evening
    holiday = dates("jp-standard", received="2026-10-12T09:00+09:00")["acknowledge"].why
    assert "(a closed day: counts as Tue 13)" in holiday


def test_calendar_days_need_no_list(dates: Dates) -> None:
    assert dates("jp-standard", task_done="2026-07-03T16:00+09:00")["effectiveness_30"].why == (
        "Task done Fri 3 Jul 2026. 30 calendar days. Due by the end of Sun 2 Aug 2026, Asia/Tokyo."
    )


def test_a_wait_ends_but_is_not_due(dates: Dates) -> None:
    why = dates("iso-10002", message_received="2026-09-04T12:00+00:00")["message_triage"].why
    assert why.endswith("Until the end of Mon 7 Sep 2026, UTC.")


def test_beyond_the_known_closed_days_the_sentence_admits_it(packs: Packs, dates: Dates) -> None:
    known = packs.snapshot("jp-standard", dates("jp-standard", received="2036-12-28T10:00+09:00")["acknowledge"].due)
    assert known.rules["closed_days"]["until"] == "2036-12-31"
    why = dates("jp-standard", received="2036-12-26T10:00+09:00")["final_response"].why
    assert why.endswith("Closed days after Wed 31 Dec 2036 are not known and were counted as open.")
