"""The rungs of a ladder: what a pack may say, when each comes, and that their order is total."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import InvalidPolicy
from domain.words import SUBSTANCES
from messages.decisions import PolicySnapshot
from policies.business_days import Calendar
from policies.ladder import SPANS, Rung, instants, on_dates, rungs_of, shares
from policies.moments import end_of_day, start_of_day
from policies.reader import Packs
from policies.timetable import dates_for, shortened

TOKYO = ZoneInfo("Asia/Tokyo")
WEEKDAYS = Calendar(
    closed={date(2026, 11, 23): "Labour Thanksgiving Day"}, since=date(2020, 1, 1), until=date(2040, 1, 1)
)
ISO = Packs().snapshot("iso-10002", date(2026, 6, 1))


def rung(**keys: object) -> Rung:
    return Rung.model_validate({"tell": ["lead"], "source": "ours", **keys})


def left(n: int, unit: str, last: date, begin: date = date(2026, 11, 2)) -> datetime:
    one = rung(left={"n": n, "unit": unit})
    start = start_of_day(begin, TOKYO)
    return instants([one], start, end_of_day(last, TOKYO), last, WEEKDAYS, TOKYO)[one.name]


def local(at: datetime) -> str:
    return at.astimezone(TOKYO).strftime("%a %d %H:%M")


@pytest.mark.parametrize(
    "n, unit, last, comes",
    [
        (1, "business_days", date(2026, 11, 20), "Fri 20 00:00"),
        (2, "business_days", date(2026, 11, 24), "Fri 20 00:00"),  # over the weekend and a holiday
        (1, "business_days", date(2026, 11, 22), "Fri 20 00:00"),  # the last day is a Sunday
        (3, "calendar_days", date(2026, 11, 24), "Fri 20 00:00"),  # Sunday: back to the working day before
        (1, "weeks", date(2026, 11, 26), "Fri 20 00:00"),
        (6, "elapsed_hours", date(2026, 11, 20), "Fri 20 18:00"),
        (48, "elapsed_hours", date(2026, 11, 23), "Fri 20 00:00"),  # Sunday 00:00, two days back
        (90, "minutes", date(2026, 11, 20), "Fri 20 22:30"),
        (30, "business_days", date(2026, 11, 20), "Mon 02 00:00"),  # never before the time begins
    ],
)
def test_what_is_left_is_counted_back_to_a_working_day(n: int, unit: str, last: date, comes: str) -> None:
    assert local(left(n, unit, last)) == comes


def test_a_rung_may_be_for_some_duties_and_some_levels_only() -> None:
    law, reply = rung(at="50%", levels=["law"]), rung(at="75%", duties=["reply"])
    assert on_dates([law, reply], "reply", "law") == [law, reply]
    assert on_dates([law, reply], "reply", "target") == [reply]
    assert on_dates([law, reply], "update", "target") == []


def test_the_first_share_of_the_duty_itself_is_its_warning() -> None:
    mine = on_dates([rung(at="90%"), rung(at="50%", levels=["law"])], "reply", "target")
    assert shares(mine) == ["90%"]


WHOLE = st.one_of(
    st.builds(lambda n: rung(at=f"{n}%"), st.integers(1, 99)),
    st.builds(
        lambda n, unit: rung(left={"n": n, "unit": unit}),
        st.integers(1, 60),
        st.sampled_from(["business_days", "calendar_days", "weeks", "elapsed_hours", "minutes"]),
    ),
)


@given(
    st.lists(WHOLE, max_size=6),
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.integers(0, 120),
)
def test_every_rung_comes_within_its_time_and_on_a_working_day_unless_the_time_begins_later(
    rungs: list[Rung], first: date, days: int
) -> None:
    last = first + timedelta(days=days)
    begin, late = start_of_day(first, TOKYO), end_of_day(last, TOKYO)
    mine = on_dates(rungs, "reply", "law")
    comes = instants(mine, begin, late, last, WEEKDAYS, TOKYO)
    assert set(comes) == {one.name for one in rungs}
    for one in mine:
        at = comes[one.name]
        assert begin <= at <= late
        span = SPANS.get(one.left.unit) if one.left else None
        as_it_falls = one.left is not None and span is not None and at == late - one.left.n * span
        if one.left is not None and at > begin and not as_it_falls:  # a clock of minutes may run on a closed day
            assert WEEKDAYS.is_business_day(at.astimezone(TOKYO).date())
    by_share = [comes[name] for name in shares(mine)]
    assert by_share == sorted(by_share)


def snapshot(*ladder: dict[str, object]) -> PolicySnapshot:
    rules = ISO.rules | {"ladder": [{"source": "ours", **one} for one in ladder]}
    return ISO.model_copy(update={"rules": rules, "hash": f"ladder {ladder}"})


def test_the_instants_of_every_rung_are_decided_with_the_date() -> None:
    policy = snapshot(
        {"at": "50%", "tell": ["handler"]},
        {"at": "90%", "tell": ["lead"]},
        {"left": {"n": 2, "unit": "business_days"}, "tell": ["lead"]},
        {"at": "breach", "tell": ["lead"]},
    )
    at = datetime(2026, 6, 1, 9, tzinfo=UTC)  # a Monday; final_response is due on Mon 29 June
    dates, _ = dates_for(policy, {"received": at}, {})
    [final] = [one for one in dates if one.duty == "final_response"]
    assert list(final.warnings) == ["90%", "2_business_days_left"]
    assert final.warnings["2_business_days_left"] == datetime(2026, 6, 26, tzinfo=UTC)
    assert final.warn_at == at + (final.late_from - at) / 2


def test_a_rung_that_shortens_says_when_our_targets_end_at_the_latest() -> None:
    policy = snapshot({"about": "press", "tell": ["lead"], "shorten": {"n": 3, "unit": "business_days"}})
    [date_], proofs = shortened(policy, ["press"], datetime(2026, 6, 4, 9, tzinfo=UTC))
    assert list(proofs) == ["shortened_by_press"]
    assert (date_.duty, date_.level, date_.due) == ("shortened_by_press", "wait", date(2026, 6, 9))
    assert "Due by the end of Tue 9 Jun" in date_.why


def test_the_snapshot_carries_the_ladder_as_it_was_written() -> None:
    written = rungs_of(ISO.rules)
    assert written == list(Packs().pack("iso-10002").ladder)
    assert {one.about for one in written if one.about} <= set(SUBSTANCES)


OWN = """\
id: ours
version: "1"
title: {en: Ours, ja: 自社}
extends: iso-10002
duties:
  reply: {anchor: received, period: {n: 5, unit: business_days}, level: target, source: ours}
ladder:
"""


@pytest.mark.parametrize(
    "line, says",
    [
        ("  - {at: 75%, about: press, tell: [lead], source: ours}", "exactly one of `at`, `left` and `about`"),
        ("  - {tell: [lead], source: ours}", "exactly one of `at`, `left` and `about`"),
        ("  - {about: rumour, tell: [lead], source: ours}", "safety"),
        ("  - {about: press, duties: [reply], tell: [lead], source: ours}", "duties and levels are for rungs"),
        ("  - {at: 75%, tell: [], source: ours}", "tell"),
        ("  - {at: 75%, tell: [lead], reassign: quality, source: ours}", "manager"),
        ("  - {left: {n: 1, unit: business_hours}, tell: [lead], source: ours}", "business_days"),
        ("  - {at: 75%, tell: [lead], escalate: 1, source: ours}", "there is no such key"),
    ],
)
def test_a_rung_that_is_wrong_is_refused_with_file_line_and_what_is_allowed(
    tmp_path: Path, line: str, says: str
) -> None:
    (tmp_path / "ours.yaml").write_text(
        OWN + line + "\n  - {at: breach, tell: [lead], source: ours}\n", encoding="utf-8"
    )
    with pytest.raises(InvalidPolicy) as told:
        Packs(own=tmp_path).pack("ours")
    assert "ours.yaml, line " in str(told.value)
    assert says in str(told.value), told.value


def test_a_pack_that_writes_rungs_of_time_keeps_the_rungs_on_substance(tmp_path: Path) -> None:
    (tmp_path / "ours.yaml").write_text(OWN + "  - {at: breach, tell: [lead], source: ours}\n", encoding="utf-8")
    mine = Packs(own=tmp_path).pack("ours").ladder
    assert [one.at for one in mine if one.about is None] == ["breach"]
    assert [one for one in mine if one.about] == [one for one in Packs().pack("iso-10002").ladder if one.about]


def test_a_minute_left_on_a_closed_day_is_a_minute_left() -> None:
    """A clock of minutes runs on a Sunday too: the working day before lies before its beginning."""
    begin = datetime(2026, 11, 22, 23, 15, tzinfo=UTC)
    late = begin + timedelta(minutes=4)
    mine = on_dates([rung(left={"n": 1, "unit": "minutes"})], "call_back", "target")
    assert instants(mine, begin, late, late, WEEKDAYS, ZoneInfo("UTC")) == {
        "1_minutes_left": late - timedelta(minutes=1)
    }
