"""What a complaint has about it that calls for more than its handler, whatever the clocks say. Pure."""

from __future__ import annotations

from domain.case import Case
from domain.words import SUBSTANCES, Substance

BAD_SCORE = 2
"""A survey answer this low (of 5) is a call for help."""
TURNED_DOWN = ("rejected", "countered", "lapsed")


def substance_of(case: Case) -> tuple[Substance, ...]:
    """The words of substance that hold for the case now, in the order of the vocabulary."""
    holds: dict[Substance, bool] = {
        "safety": "injury" in case.flags or case.severity == "critical",
        "repeat_complaint": any(
            one.get("category") == case.category and one.get("kind", "complaint") == "complaint" for one in case.history
        ),
        "offers_rejected": any(o.round == case.round and o.state in TURNED_DOWN for o in case.offers),
        "review": case.round > 1 and case.review,
        "reopened": case.round > 1 and not case.review,
        "bad_survey": case.survey_score is not None and case.survey_score <= BAD_SCORE,
        "customer_wish": f"customer/{case.round}" in case.wishes,
        "handler_wish": f"handler/{case.round}" in case.wishes,
    }
    return tuple(word for word in SUBSTANCES if holds.get(word, word in case.flags))
