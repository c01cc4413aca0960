"""The ladder: every rung at its own share of the time, each once, in order; a moved date keeps those that have fired."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from domain.dates import Deadline
from tests.procedure import case_book
from tests.procedure.case_book import CaseBook

STEEP = [
    {"at": "50%", "tell": ["handler"], "source": "ours"},
    {"at": "90%", "tell": ["handler", "lead"], "source": "ours"},
    {"at": "breach", "tell": ["lead"], "raise_to": 1, "source": "ours"},
]


@pytest.fixture
def book(monkeypatch: pytest.MonkeyPatch) -> CaseBook:
    """A complaint under a ladder of three rungs."""
    plain = case_book.policy("iso-10002")
    steep = plain.model_copy(update={"rules": plain.rules | {"ladder": STEEP}, "hash": "steep"})
    monkeypatch.setattr(case_book, "policy", lambda *_: steep)
    return CaseBook()


def final(book: CaseBook) -> Deadline:
    return next(one for one in book.case.deadlines if one.duty == "final_response")


def told(book: CaseBook) -> list[tuple[datetime, str]]:
    return [(line.at, line.what) for line in book.case.timeline if "final_response (" in line.what]


def test_every_rung_comes_at_its_own_share_of_the_time(book: CaseBook) -> None:
    whole = final(book).late_from - final(book).anchor_at
    book.pass_days(40)
    assert [at for at, _ in told(book)] == [
        (final(book).anchor_at + whole * share).replace(microsecond=0) for share in (0.5, 0.9, 1)
    ]
    assert final(book).fired == ["warning", "90%", "breach"]
    assert book.case.escalation >= 1


def test_after_a_long_absence_the_rungs_fire_in_order_and_once(book: CaseBook) -> None:
    book.pass_days(60)
    book.pass_days(60)
    assert [what.split(":")[0] for _, what in told(book)] == ["warning", "warning", "breach"]


def test_a_pause_keeps_the_rungs_that_have_fired(book: CaseBook) -> None:
    book.pass_days(16)
    assert final(book).fired == ["warning"]
    book.do("pause", "lead", reason="the customer is abroad")
    book.now += timedelta(days=3)
    book.do("resume", reason="the customer is back")
    book.pass_days(40)
    assert final(book).fired == ["warning", "90%", "breach"]
    assert [what.split(":")[0] for _, what in told(book)] == ["warning", "warning", "breach"]


@pytest.mark.parametrize("level, owner", [(1, "lead"), (2, "manager")])
def test_who_owns_the_level_to_which_a_rung_would_raise_it_hears_of_it_where_it_rose_before(
    level: int, owner: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = case_book.policy("iso-10002")
    rung = {"at": "breach", "tell": ["handler"], "raise_to": 1, "source": "ours"}
    quiet = plain.model_copy(update={"rules": plain.rules | {"ladder": [rung]}, "hash": f"quiet {level}"})
    monkeypatch.setattr(case_book, "policy", lambda *_: quiet)
    late = CaseBook()
    late.do("escalate", level=level, reason="beyond me")
    before = len(late.told())
    late.come("breach/acknowledge")

    assert owner in {to for to, _ in late.told()[before:]}
    assert late.case.escalation == level
