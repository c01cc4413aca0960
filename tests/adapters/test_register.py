"""The register: what it keeps, who wins, and what it refuses. On both databases."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import DBAPIError

from activities.opening import ComplaintRow
from activities.outbox import Superseded
from adapters.sql.register import SqlRegister
from domain.errors import ReferenceConflict
from messages.decisions import Target
from messages.deeds import Archive
from messages.like_cases import HeadOutcome

NOW = datetime(2026, 4, 28, 1, 20, tzinfo=UTC)


def row(reference: str = "K-1042", content_hash: str = "a" * 64, **changes: object) -> ComplaintRow:
    facts = {
        "reference": reference,
        "content_hash": content_hash,
        "customer_key": "k1:abc",
        "category": "product.safety",
        "severity": "high",
        "policy": "jp-standard",
        "handler": "h1",
        "opened_at": NOW,
    }
    return ComplaintRow.model_validate(facts | changes)


async def test_the_complaint_that_another_is_joined_to_is_looked_up(register: SqlRegister) -> None:
    assert await register.target("K-1", "k1:abc") == Target(there=False)
    await register.register(row("K-1"))
    found = Target(there=True, stage="received", same_customer=True)
    assert await register.target("K-1", row("K-1").customer_key) == found
    other = found.model_copy(update={"same_customer": False})
    assert await register.target("K-1", "k1:other") == other
    assert await register.target("K-1", "") == other, "who is anonymous is nobody's same"


async def test_a_statement_that_fails_does_not_say_what_it_was_to_store(database_url: str) -> None:
    register = SqlRegister.at(database_url)  # nobody has made its tables
    with pytest.raises(DBAPIError) as failed:
        await register.claim("K-1042/opening/1", {"personal": {"name": "Sam Specimen"}})
    await register.close()

    assert "Specimen" not in str(failed.value)


async def test_of_fifty_concurrent_claims_one_wins_and_all_see_it(register: SqlRegister) -> None:
    answers = await asyncio.gather(*(register.claim("K-1042/dates/1", {"writer": n}) for n in range(50)))

    assert len({answer["writer"] for answer in answers}) == 1
    assert await register.claimed("K-1042/dates/1") == answers[0]


async def test_a_key_nobody_claimed_has_no_value(register: SqlRegister) -> None:
    assert await register.claimed("K-1042/dates/2") is None


async def test_of_fifty_concurrent_attempts_one_gets_the_effect(register: SqlRegister) -> None:
    attempts = (register.claim_effect("K-1042/apology/1", "apology", "K-1042", NOW) for _ in range(50))
    claims = await asyncio.gather(*attempts)

    assert len([claim for claim in claims if claim]) == 1


async def test_of_two_attempts_only_the_newer_one_passes_the_gate(register: SqlRegister) -> None:
    first = await register.claim_effect("K-1042/apology/1", "apology", "K-1042", NOW)
    assert first is not None
    second = await register.reclaim(first, NOW)

    with pytest.raises(Superseded):
        await register.hand_over(first)
    await register.hand_over(second)
    with pytest.raises(Superseded):
        await register.reclaim(second, NOW)


async def test_what_is_known_as_sent_never_becomes_unknown(register: SqlRegister) -> None:
    mine = await register.claim_effect("K-1042/apology/1", "apology", "K-1042", NOW)
    assert mine is not None
    await register.hand_over(mine)
    await register.settle(mine, "unknown", {"state": "unknown"})
    await register.settle(mine, "sent", {"state": "sent"})

    on_record = await register.settle(mine, "unknown", {"state": "unknown"})

    assert (on_record.state, on_record.receipt) == ("sent", {"state": "sent"})


async def test_the_same_complaint_is_registered_once_and_other_content_is_refused(register: SqlRegister) -> None:
    await register.register(row())
    await register.register(row(severity="low"))

    with pytest.raises(ReferenceConflict, match="K-1042"):
        await register.register(row(content_hash="b" * 64))
    kept = await register.complaint("K-1042")
    assert kept is not None
    assert (kept.severity, kept.opened_at, kept.settled) == ("high", NOW, False)


async def test_the_load_counts_open_complaints_by_handler(register: SqlRegister) -> None:
    for n, handler in enumerate(["h1", "h1", "h2", ""]):
        await register.register(row(f"K-{n}", handler=handler))
    await register.archive(Archive(reference="K-1", stage="closed", handler="h1", at=NOW + timedelta(days=1)))

    assert await register.open_load() == {"h1": 1, "h2": 1}


async def test_earlier_complaints_of_the_same_customer_newest_first(register: SqlRegister) -> None:
    await register.register(row("K-1", opened_at=NOW - timedelta(days=30)))
    await register.register(row("K-2", opened_at=NOW - timedelta(days=3)))
    await register.register(row("K-3", customer_key="k1:other"))
    await register.register(row("K-4"))

    earlier = await register.earlier("k1:abc", "K-4")

    assert [complaint.reference for complaint in earlier] == ["K-2", "K-1"]
    assert earlier[0].opened_at == NOW - timedelta(days=3)


async def test_when_an_earlier_one_was_closed_and_whether_it_can_be_reopened_is_known(register: SqlRegister) -> None:
    await register.register(row("K-1", opened_at=NOW - timedelta(days=30)))
    await register.archive(Archive(reference="K-1", stage="closed", at=NOW))
    [closed] = await register.earlier("k1:abc", "K-2")
    await register.archive(Archive(reference="K-1", stage="closed", settled=True, at=NOW))
    [settled] = await register.earlier("k1:abc", "K-2")

    assert (closed.closed_at, closed.settled) == (NOW, False)
    assert (settled.closed_at, settled.settled) == (NOW, True)


async def test_what_kind_of_contact_it_was_and_which_order_is_known_and_a_correction_too(register: SqlRegister) -> None:
    await register.register(row("K-1", kind="praise", order_key="k1:order"))
    [known] = await register.earlier("k1:abc", "K-2")
    assert (known.kind, known.order_key) == ("praise", "k1:order")

    later = NOW + timedelta(days=1)
    await register.archive(Archive(reference="K-1", stage="received", kind="complaint", at=later))
    [corrected] = await register.earlier("k1:abc", "K-2")
    assert (corrected.kind, corrected.order_key) == ("complaint", "k1:order")


async def test_an_ending_is_kept_and_an_older_one_changes_nothing(register: SqlRegister) -> None:
    closing = NOW + timedelta(days=9)
    closed = Archive(
        reference="K-1042", stage="closed", at=closing, remedies=["refund"], causes=["solder"], view={"a": 1}
    )
    await register.register(row())
    await register.archive(closed)
    await register.archive(closed.model_copy(update={"stage": "withdrawn", "at": NOW + timedelta(days=2)}))
    still_closed = await register.complaint("K-1042")
    settled = {"settled": True, "at": NOW + timedelta(days=90), "view": {"a": 2}}
    await register.archive(closed.model_copy(update=settled))

    kept = await register.complaint("K-1042")

    assert still_closed is not None
    assert (still_closed.stage, still_closed.settled) == ("closed", False)
    assert kept is not None
    assert (kept.stage, kept.settled, kept.closed_at) == ("closed", True, closing)
    assert (kept.remedies, kept.causes, kept.view) == (["refund"], ["solder"], {"a": 2})


async def test_the_ground_of_closing_is_kept_as_soon_as_it_is_closed_and_goes_with_another_ending(
    register: SqlRegister,
) -> None:
    await register.register(row())
    opened = await register.complaint("K-1042")
    closed = Archive(reference="K-1042", stage="closed", closing_ground="dissatisfied", at=NOW + timedelta(days=9))
    await register.archive(closed)
    ended = await register.complaint("K-1042")
    await register.archive(Archive(reference="K-1042", stage="withdrawn", at=NOW + timedelta(days=20)))
    withdrawn = await register.complaint("K-1042")

    assert [one and one.closing_ground for one in (opened, ended, withdrawn)] == [None, "dissatisfied", None]


async def test_an_unknown_reference_has_no_record(register: SqlRegister) -> None:
    assert await register.complaint("K-9") is None


async def test_a_moment_without_zone_is_refused(register: SqlRegister) -> None:
    with pytest.raises(Exception, match="without zone"):
        await register.claim_effect("K-1042/apology/1", "apology", "K-1042", NOW.replace(tzinfo=None))


async def test_like_cases_are_found_by_category_without_the_one_that_asks(register: SqlRegister) -> None:
    for number, money in enumerate([{"GBP": "10.00"}, {"GBP": "25.50", "JPY": "300"}, {}]):
        await register.register(row(f"L-{number}"))
        ended = HeadOutcome(
            head="H1", category="delivery", cause="packaging", severity="medium", outcome="upheld", money=money
        )
        other = ended.model_copy(update={"head": "H2", "category": "billing"})
        at = NOW + timedelta(days=number + 1)
        await register.archive(Archive(reference=f"L-{number}", stage="closed", at=at, outcomes=[ended, other]))

    found = await register.outcomes("delivery", "L-0")
    assert [one.money for one in found] == [{}, {"GBP": "25.50", "JPY": "300"}]
    assert {one.head for one in found} == {"H1"}


async def test_an_ending_told_twice_is_one_case_and_an_older_one_changes_nothing(register: SqlRegister) -> None:
    await register.register(row("L-9"))
    ended = HeadOutcome(head="all", category="late", severity="low", outcome="upheld", money={"GBP": "10.00"})
    closed = Archive(reference="L-9", stage="closed", at=NOW + timedelta(days=5), outcomes=[ended])
    await register.archive(closed)
    await register.archive(closed)
    older = closed.model_copy(
        update={"at": NOW + timedelta(days=3), "outcomes": [ended.model_copy(update={"money": {}})]}
    )
    await register.archive(older)
    await register.archive(
        closed.model_copy(update={"stage": "withdrawn", "at": NOW + timedelta(days=9), "outcomes": []})
    )
    assert [one.money for one in await register.outcomes("late", "")] == [{"GBP": "10.00"}]


async def test_when_a_customer_was_last_asked_how_it_was_handled(register: SqlRegister) -> None:
    for reference, key in (("K-1", "k1:abc"), ("K-2", "k1:abc"), ("K-3", "k1:xyz")):
        await register.register(row(reference, customer_key=key))
    assert await register.last_survey("k1:abc", "K-2") is None

    letters = (("K-1", "survey", 0), ("K-1", "aftercare", 5), ("K-3", "survey", 9), ("K-2", "survey", 7))
    for reference, kind, days in letters:
        mine = await register.claim_effect(f"{reference}/{kind}/1", kind, reference, NOW + timedelta(days=days))
        assert mine is not None
        await register.settle(mine, "sent", {})

    assert await register.last_survey("k1:abc", "K-2") == NOW, "its own, and another customer's, do not count"
    assert await register.last_survey("k1:abc", "K-9") == NOW + timedelta(days=7)
