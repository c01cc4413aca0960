"""Heads of complaint (申出項目): what one contact is about, point by point; each has its own cause, decision and remedy.

A complaint that lists no heads is one matter, called `all`. Records name the heads they are about; one that names none is about
the whole complaint.
"""

from __future__ import annotations

from collections.abc import Sequence

from domain.case import Case
from domain.findings import Decision
from domain.remedies import Offer
from domain.words import Outcome

WHOLE = "all"
RIGHT: tuple[Outcome, ...] = ("upheld", "partly_upheld")
_MADE = ("offered", "accepted", "rejected", "countered", "lapsed")
"""States of an offer that the customer has seen."""


def heads_of(case: Case) -> list[str]:
    """The ids of its heads, in order; `all` where it lists none."""
    return [str(head["id"]) for head in case.heads] or [WHOLE]


def about(named: Sequence[str], head: str) -> bool:
    """Whether a record that names these heads is about that one."""
    return not named or WHOLE in named or head in named


def decision_on(case: Case, head: str) -> Decision | None:
    """This round's decision on a head."""
    mine = [one for one in case.decisions if one.round == case.round and one.head in (head, WHOLE)]
    return next((one for one in mine if one.head == head), mine[-1] if mine else None)


def undecided(case: Case) -> list[str]:
    """The heads without a decision in this round."""
    return [head for head in heads_of(case) if decision_on(case, head) is None]


def unanalysed(case: Case) -> list[str]:
    """The heads without a cause (also an honest `undetermined`) and without a waiver of the analysis in this round."""
    found = [one.heads for one in case.causes if one.round == case.round]
    found += [one.heads for one in case.waivers if one.round == case.round and one.what == "root_cause"]
    return [head for head in heads_of(case) if not any(about(named, head) for named in found)]


def right_heads(case: Case) -> list[str]:
    """The heads on which this round's decision says that the complaint was right, wholly or partly."""
    return [head for head in heads_of(case) if (one := decision_on(case, head)) is not None and one.outcome in RIGHT]


def without_remedy(case: Case) -> list[str]:
    """The listed heads that were right, were offered nothing, and of which no decision says why nothing is due."""
    if not case.heads:
        return []  # the final response of a single matter says itself what is done about it
    return [head for head in right_heads(case) if not (_none_due(case, head) or offered_for(case, head))]


def _none_due(case: Case, head: str) -> bool:
    decision = decision_on(case, head)
    return decision is not None and bool(decision.no_remedy)


def offered_for(case: Case, head: str) -> list[Offer]:
    """This round's offers that the customer has seen and that have a part for this head (in what was chosen, once it was)."""
    return [one for one in case.offers if one.round == case.round and _seen(one) and _part_for(one, head)]


def _seen(offer: Offer) -> bool:
    return offer.state in _MADE or (offer.state == "superseded" and offer.answered_at is not None)


def _part_for(offer: Offer, head: str) -> bool:
    options = [one for one in offer.alternatives if offer.chosen in ("", one.id)]
    return any(about(item.heads, head) for option in options for item in option.items)
