from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from messages.intake import check_intake
from owabi.samples import as_filed, bare, business_days_before, fresh
from owabi.settings import PROJECT

SAMPLES = sorted((PROJECT / "samples").glob("*.json"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize(
    "now", [datetime(2026, 11, 23, 0, 5, tzinfo=UTC), datetime(2027, 2, 28, 15, tzinfo=UTC)], ids=str
)
def test_every_sample_is_fresh_whenever_it_is_filed(path: object, now: datetime) -> None:
    sample = json.loads(path.read_text(encoding="utf-8"))  # type: ignore[attr-defined]
    intake = check_intake(fresh(sample, now), now)
    assert now - timedelta(days=4 + 2 * sample["sample"]["days_ago"]) < intake.received_at <= now
    if intake.occurred_at:
        before = datetime.fromisoformat(sample["received_at"]) - datetime.fromisoformat(sample["occurred_at"])
        assert intake.received_at - intake.occurred_at == before


def test_business_days_skip_the_weekend() -> None:
    monday = datetime(2026, 5, 11, 9, tzinfo=UTC)
    assert business_days_before(monday, 1) == datetime(2026, 5, 8, 9, tzinfo=UTC)
    assert business_days_before(monday, 6) == datetime(2026, 5, 1, 9, tzinfo=UTC)


def test_the_note_for_readers_is_not_filed() -> None:
    assert bare({"sample": {"note": "x"}, "channel": "phone"}) == {"channel": "phone"}
    assert bare([1]) == [1]


def test_a_sample_filed_by_hand_keeps_its_dates_unless_they_lie_ahead() -> None:
    sample = json.loads((PROJECT / "samples/09-house-deposit-blocked.json").read_text(encoding="utf-8"))
    after, before = datetime(2026, 12, 20, 9, tzinfo=UTC), datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert as_filed(sample, after) == bare(sample)
    assert check_intake(as_filed(sample, before), before).received_at < before
    assert as_filed({"received_at": "2099-01-01T00:00:00Z"}, before) == {"received_at": "2099-01-01T00:00:00Z"}
    assert as_filed([1], before) == [1]
