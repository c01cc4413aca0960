"""Two pairs of eyes: what nobody may do alone, and who may not decide, said of a case and of two moments of it."""

from __future__ import annotations

from collections.abc import Iterator

from domain.case import Case


def hands(case: Case) -> Iterator[str]:
    """What was done by somebody who must not do it."""
    for offer in case.offers:
        if offer.offered_by in offer.approved_by:
            yield f"{offer.id} was approved by {offer.offered_by}, who offered it"
        if len(offer.approved_by) != len(set(offer.approved_by)):
            yield f"{offer.id} was approved twice by one person"
        money = any(i.amount for a in offer.alternatives if a.id == offer.chosen for i in a.items)
        if money and offer.released_by == offer.offered_by:
            yield f"{offer.id} was released by {offer.offered_by}, who offered it"
    for flag in case.conduct:
        if flag.set_by and flag.set_by == flag.reported_by:
            yield f"{flag.id} was set by {flag.set_by}, who reported it"
    yield from _review(case)
    yield from (f"{who} is complained of, and {did}" for who, did in _decided(case) if who in case.complained_of)


def _review(case: Case) -> Iterator[str]:
    """A review is decided by another person than whoever decided before, also where a colleague replaced their decision."""
    before = {who for one in case.decisions if one.round < case.round for who in (one.decided_by, *one.before)}
    for decision in case.decisions:
        if case.review and decision.round == case.round and decision.decided_by in before:
            yield f"the review of {decision.head} was decided by {decision.decided_by}, who decided before"


def _decided(case: Case) -> Iterator[tuple[str, str]]:
    """Who judged what, as far as it is on record."""
    yield from ((one.decided_by, f"decided {one.head}") for one in case.decisions)
    yield from ((one.recorded_by, f"found {one.id}") for one in case.causes)
    yield from ((one.by, f"waived {one.what}") for one in case.waivers)
    yield from ((one.asked_by, f"apologised, {one.id}") for one in case.apologies)
    yield from ((one.approved_by, f"approved {one.id}") for one in case.apologies)
    yield from ((one.offered_by, f"offered {one.id}") for one in case.offers)
    yield from ((one.released_by, f"released {one.id}") for one in case.offers)
    yield from ((who, f"approved {one.id}") for one in case.offers for who in one.approved_by)
    yield from ((one.decided_by, f"decided {one.id}") for one in case.demands)
    yield from ((one.set_by, f"set {one.id}") for one in case.conduct)
    yield from ((one.by, f"restricted contact, {one.id}") for one in case.restrictions)


def given(before: Case, after: Case) -> Iterator[str]:
    """An approval that was waited for is somebody else's."""
    waiting = {one.id: one.asked_by for one in before.apologies if one.state == "awaiting_approval"}
    waiting |= {one.id: one.asked_by for one in before.letters if one.state == "awaiting_approval"}
    approved = {one.id: one.approved_by for one in after.apologies} | {one.id: one.approved_by for one in after.letters}
    for what, who in waiting.items():
        if who and approved.get(what) == who:
            yield f"{what} was approved by {who}, who wrote it"
