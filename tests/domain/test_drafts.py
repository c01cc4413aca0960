from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from domain.case import Case, Entry, Letter, Policy
from domain.dates import Deadline, Wait
from domain.record import Record
from domain.remedies import Alternative, Offer, RemedyItem

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def _case() -> Case:
    item = RemedyItem(kind="refund", amount="20.00", currency="GBP", ground="obligation")
    return Case(
        reference="D-1",
        workflow_id="complaint-D-1",
        stage_since=AT,
        category="delivery",
        channel="email",
        policy=Policy(id="iso-10002", version="1", hash="0"),
        zone="UTC",
        received_at=AT,
        opened_at=AT,
        as_of=AT,
        heads=[{"id": "all", "about": ["plate"]}],
        deadlines=[
            Deadline(
                duty="acknowledge",
                level="target",
                round=1,
                due=date(2026, 3, 3),
                late_from=AT,
                anchor_event="received",
                anchor_at=AT,
            )
        ],
        letters=[
            Letter(effect_id="D-1/closing/1", kind="closing", round=1, ordered_at=AT, order={"facts": {"a": [1]}})
        ],
        offers=[
            Offer(
                id="O1",
                state="offered",
                alternatives=[Alternative(id="A", items=[item])],
                offered_by="h",
                at=AT,
                round=1,
            )
        ],
        timeline=[Entry(at=AT, by="owabi", what="opened")],
        personal={"customer": {"name": "Sam Specimen"}, "lines": ["one"]},
    )


def _changeable(value: Any, where: str = "case") -> Iterator[tuple[str, Any]]:
    """Every record, list and dict of a tree that can be changed, with its place."""
    if isinstance(value, Entry):
        return
    if isinstance(value, Record):
        yield where, value
        for name in type(value).model_fields:
            yield from _changeable(getattr(value, name), f"{where}.{name}")
    elif isinstance(value, (list, dict)):
        yield where, value
        for key, one in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _changeable(one, f"{where}.{key}")


def test_a_draft_says_the_same_and_remembers_which_fields_were_given() -> None:
    case = _case()
    draft = case.model_copy(deep=True)
    assert draft == case
    assert draft.model_dump_json(exclude_unset=True) == case.model_dump_json(exclude_unset=True)


def test_a_draft_shares_nothing_that_can_be_changed() -> None:
    case = _case()
    ours, theirs = dict(_changeable(case)), dict(_changeable(case.model_copy(deep=True)))
    assert ours.keys() == theirs.keys()
    assert [place for place in ours if ours[place] is theirs[place]] == []
    assert {
        "case.letters.0.order.facts.a",
        "case.offers.0.alternatives.0.items.0",
        "case.personal.lines",
    } <= ours.keys()


def test_an_instant_at_midnight_stays_an_instant_on_the_way_through_json() -> None:
    """A 24-hour report due at midnight was shown as a whole day more."""
    midnight = datetime(2026, 11, 24, tzinfo=UTC)
    for due in (midnight, midnight.date(), midnight.astimezone(ZoneInfo("Asia/Tokyo"))):
        wait = Wait(name="x", at=midnight, due=due)
        again = Wait.model_validate_json(wait.model_dump_json())
        assert type(again.due) is type(due)
        assert again.due == due
        assert Wait.model_validate(wait.model_dump(mode="json")).due == due
