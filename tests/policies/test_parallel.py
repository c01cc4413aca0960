"""What may be owed beside a complaint: the file that proposes it, and the dates that come with it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from domain.errors import InvalidPolicy
from policies import parallel
from policies.reader import HERE, Packs

SHIPPED = (HERE / "data" / "parallel.yaml").read_text(encoding="utf-8")
AWARE = datetime(2026, 4, 28, 1, 0, tzinfo=UTC)


def proposals(text: str = SHIPPED) -> parallel.Proposals:
    return parallel.read(text, "parallel.yaml")


def test_every_pack_that_is_proposed_is_a_pack_beside_complaints() -> None:
    parallel.check(proposals(), Packs())


def test_every_pack_beside_complaints_can_be_opened_and_the_near_ones_come_with_their_dates() -> None:
    known = {one.pack: one for one in parallel.parallel_packs(Packs(), proposals(), "Asia/Tokyo", AWARE)}

    assert sorted(known) == ["eu-mdr", "jp-data-breach", "jp-product-accident", "us-cpsc", "us-fda-mdr"]
    near = {pack: [str(duty.due) for duty in one.duties] for pack, one in known.items() if one.when}
    assert near == {"jp-data-breach": ["2026-04-30", "2026-05-27"], "jp-product-accident": ["2026-05-07"]}
    assert known["eu-mdr"].needs == ["incident_class"]
    assert all(duty.due is None for duty in known["us-fda-mdr"].duties)
    assert all(set(duty.title) == {"ja", "en"} for one in known.values() for duty in one.duties)


def test_nothing_proposed_is_a_choice() -> None:
    known = parallel.parallel_packs(Packs(), proposals("proposals: []"), "Asia/Tokyo", AWARE)

    assert [one.when for one in known] == [[]] * 5


@pytest.mark.parametrize(
    "text, because",
    [
        ("proposals: [{pack: jp-product-accident, zones: [Asia/Tokyo], when: [{}]}]", "for everything"),
        ("proposals: [{pack: jp-product-accident, zones: [], when: [{flags: [injury]}]}]", "zones"),
        ("proposals: [{pack: jp-product-accident, zones: [Asia/Tokyo], wenn: []}]", "wenn"),
    ],
)
def test_a_wrong_file_is_refused_with_its_name_and_the_key(text: str, because: str) -> None:
    with pytest.raises(InvalidPolicy, match=f"parallel.yaml.*{because}"):
        proposals(text)


def test_a_pack_for_complaints_cannot_be_proposed_beside_one() -> None:
    wrong = proposals("proposals: [{pack: jp-standard, zones: [Asia/Tokyo], when: [{flags: [injury]}]}]")
    with pytest.raises(InvalidPolicy, match="'jp-standard' is no pack of the kind parallel; there are eu-mdr"):
        parallel.check(wrong, Packs())
