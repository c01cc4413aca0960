"""The sentence beside a date shows the sum, so that it can be checked by hand."""

from __future__ import annotations

from policies.reader import Packs
from tests.policies.asking import Dates


def test_the_sentence_names_the_days_counted_and_the_days_closed(dates: Dates) -> None:
    assert dates("jp-standard", received="2026-04-28T10:20+09:00")["first_reply"].why == (
        "Received Tue 28 Apr 2026 at 10:20. 3 business days: Thu 30, Fri 1 May, Thu 7 (Showa Day, "
        "Greenery Day, Children's Day and Substitute Holiday do not count). Due by the end of Thu 7 May, Tokyo"
    )


def test_easter_is_shown_as_closed(dates: Dates) -> None:
    why = dates("iso-10002", calendar="GB-ENG", received="2026-04-02T10:00+01:00")["apologise"].why
    assert why == (
        "Received Thu 2 Apr 2026 at 10:00. 2 business days: Tue 7, Wed 8 (Good Friday and Easter Monday do not count). "
        "Due by the end of Wed 8 Apr, London"
    )


def test_a_long_count_shows_its_first_and_last_day(dates: Dates) -> None:
    why = dates("iso-10002", received="2026-12-21T10:00+00:00")["root_cause"].why
    assert why == (
        "Received Mon 21 Dec 2026 at 10:00. 10 business days: Tue 22 to Mon 4 Jan 2027. "
        "Due by the end of Mon 4 Jan 2027, UTC"
    )


def test_a_receipt_that_counts_as_another_day_says_so(dates: Dates) -> None:
    weekend = dates("jp-standard", received="2026-06-20T22:15+09:00")["acknowledge"].why
    assert weekend == ("Received Sat 20 Jun 2026 at 22:15. 1 business day: Mon 22. Due by the end of Mon 22 Jun, Tokyo")
    evening = dates("jp-standard", received="2026-06-08T18:05+09:00")["acknowledge"].why
    assert "(after 17:30: counts as Tue 9 Jun 2026)" in evening


def test_calendar_days_need_no_list(dates: Dates) -> None:
    assert dates("jp-standard", task_done="2026-07-03T16:00+09:00")["effectiveness_30"].why == (
        "Task done Fri 3 Jul 2026 at 16:00. 30 days. Due by the end of Sun 2 Aug, Tokyo"
    )


def test_a_wait_ends_but_is_not_due(dates: Dates) -> None:
    why = dates("iso-10002", message_received="2026-09-04T12:00+00:00")["message_triage"].why
    assert why.endswith("Until the end of Mon 7 Sep, UTC")


def test_beyond_the_known_closed_days_the_sentence_admits_it(packs: Packs, dates: Dates) -> None:
    known = packs.snapshot("jp-standard", dates("jp-standard", received="2040-12-28T10:00+09:00")["acknowledge"].due)
    assert known.rules["closed_days"]["until"] == "2040-12-31"
    why = dates("jp-standard", received="2040-12-26T10:00+09:00")["final_response"].why
    assert why.endswith("Closed days after 2040-12-31 are not known and were counted as open.")
