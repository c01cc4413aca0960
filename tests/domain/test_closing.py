from __future__ import annotations

from typing import Any

import pytest

from domain.case import Case
from domain.cause import check_cause
from domain.closing import missing_for_closing, outcome_of
from domain.errors import ComplaintError, InvalidCommand
from domain.words import STAGES
from tests.procedure.case_book import MONDAY


def case(**record: Any) -> Case:
    base: dict[str, Any] = {
        "reference": "C-1", "workflow_id": "complaint-C-1", "stage_since": MONDAY, "category": "delivery", "channel": "email",
        "policy": {"id": "p", "version": "1", "hash": "0"}, "zone": "UTC", "received_at": MONDAY, "opened_at": MONDAY,
        "as_of": MONDAY,
    }  # fmt: skip
    return Case.model_validate(base | record)


def decision(head: str, outcome: str, number: int = 1) -> dict[str, Any]:
    return {"head": head, "outcome": outcome, "decided_by": "h", "at": MONDAY, "round": number}


def waiver(what: str, number: int = 1) -> dict[str, Any]:
    return {"what": what, "by": "lead", "at": MONDAY, "round": number}


FULL: dict[str, Any] = {
    "acknowledged_rounds": [1],
    "decisions": [decision("all", "not_upheld")],
    "waivers": [waiver("apology"), waiver("root_cause"), waiver("prevention")],
    "final_response_round": 1,
    "final_response_given": 1,
}


def test_a_full_record_lacks_nothing() -> None:
    assert missing_for_closing(case(**FULL)) == []


@pytest.mark.parametrize(
    "without, what",
    [
        ({"acknowledged_rounds": []}, "acknowledgement"),
        ({"decisions": []}, "decision"),
        ({"waivers": FULL["waivers"][1:]}, "apology"),
        ({"waivers": [FULL["waivers"][0], FULL["waivers"][2]]}, "root cause"),
        ({"waivers": FULL["waivers"][:2]}, "prevention"),
        ({"final_response_round": 0, "final_response_given": 0}, "final response"),
        ({"final_response_given": 0}, "final response"),
    ],
)
def test_each_thing_that_is_missing_is_named_with_its_command(without: dict[str, Any], what: str) -> None:
    [missing] = missing_for_closing(case(**{**FULL, **without}))

    assert missing.startswith(f"{what}: ")


def test_what_an_earlier_round_had_does_not_close_a_later_one() -> None:
    assert len(missing_for_closing(case(**FULL, round=2))) == 6


@pytest.mark.parametrize(
    "outcomes, whole",
    [
        (["upheld", "upheld"], "upheld"),
        (["upheld", "not_upheld"], "partly_upheld"),
        (["partly_upheld", "not_upheld"], "partly_upheld"),
        (["not_upheld", "not_established"], "not_established"),
        (["not_upheld", "not_upheld"], "not_upheld"),
        (["upheld"], None),
    ],
)
def test_the_decision_as_a_whole(outcomes: list[str], whole: str | None) -> None:
    heads = [{"id": "a"}, {"id": "b"}]
    decided = [decision(head["id"], outcome) for head, outcome in zip(heads, outcomes, strict=False)]

    assert outcome_of(case(heads=heads, decisions=decided)) == whole


@pytest.mark.parametrize("category", ["human_error", "operator error", "人為ミス", "担当者の不注意"])
def test_a_category_that_blames_a_person_is_refused(category: str) -> None:
    with pytest.raises(InvalidCommand, match="next why"):
        check_cause(category, "the label was wrong", [], "found", "")


def test_more_whys_than_anybody_reads_are_refused() -> None:
    with pytest.raises(InvalidCommand, match="at most"):
        check_cause("packaging", "the box", ["why"] * 13, "found", "")


def test_every_refusal_has_a_name_clients_see() -> None:
    def kinds(base: type[ComplaintError]) -> list[str]:
        return [base("x").kind, *(kind for sub in base.__subclasses__() for kind in kinds(sub))]

    assert {"IllegalCommand", "NotAuthorised", "InvalidCommand", "UnknownCommand"} <= set(kinds(ComplaintError))
    assert len(STAGES) == len(set(STAGES))
