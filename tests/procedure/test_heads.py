"""Heads of complaint: each has its own cause, decision and remedy, and the final response answers every one of them."""

from __future__ import annotations

from typing import Any

import pytest

from domain.errors import IllegalCommand, InvalidCommand, MissingContent
from messages.commands import COMMANDS, check_command
from tests.procedure.alphabet import FORWARDING
from tests.procedure.case_book import CAN_STILL_DO, CAUSE, FOUND, REFUND, TASK, CaseBook
from tests.procedure.refusing import refused
from workflows.details import details_of
from workflows.to_paste import to_paste
from workflows.view import view_of

TWO: dict[str, Any] = {
    "heads": [{"id": "H1", "category": "billing"}, {"id": "H2", "category": "complaint_handling"}],
    "personal": {"heads": {"H1": "the bank checked the payment", "H2": "nobody called for six days"}},
}
SORRY: dict[str, Any] = {"kind": "responsibility", "personal": {"wrong": "we did not call you"}}


@pytest.fixture
def two() -> CaseBook:
    book = CaseBook(**TWO)
    book.deliver()
    return book


def decide(book: CaseBook, head: str, outcome: str, **more: str) -> None:
    book.do("decide", heads=[{"head": head, "outcome": outcome, **more}], personal=FOUND)


def offer(book: CaseBook, *heads: str) -> None:
    book.offered({**REFUND, "heads": list(heads)})


def shown(book: CaseBook, head: str) -> dict[str, Any]:
    return next(one for one in view_of(book.case)["heads"] if one["id"] == head)


def test_a_cause_for_one_head_leaves_the_other_open(two: CaseBook) -> None:
    two.do("record_root_cause", **CAUSE, heads=["H2"])
    assert shown(two, "H1")["open"] == ["cause", "decision"]
    assert shown(two, "H2")["causes"] == ["C1 packaging (found)"]
    assert [one.state for one in two.case.deadlines if one.duty == "root_cause"] == ["running"]

    two.do("waive_root_cause", "lead", heads=["H1"], reason="the check is required by law")
    assert shown(two, "H1")["causes"] == ["analysis waived"]
    assert [one.state for one in two.case.deadlines if one.duty == "root_cause"] == ["met"]


def test_a_cause_that_names_no_head_is_about_all_of_them(two: CaseBook) -> None:
    two.do("record_root_cause", **CAUSE)
    assert two.case.causes[0].heads == ["H1", "H2"]


def test_a_waiver_for_one_head_leaves_that_for_the_other_standing(two: CaseBook) -> None:
    two.do("waive_root_cause", "lead", heads=["H1"], reason="the check is required by law")
    two.do("waive_root_cause", "lead", heads=["H2"], reason="known issue 17")
    assert [one.heads for one in two.case.waivers] == [["H1"], ["H2"]]


def test_a_waiver_for_one_head_leaves_that_for_all_of_them_standing(two: CaseBook) -> None:
    FORWARDING["forward spoken"](two)
    two.do("waive_root_cause", "lead", heads=["H1"], reason="the check is required by law")
    assert shown(two, "H2")["causes"] == ["analysis waived"]


def test_what_the_customers_choice_leaves_out_is_offered_still_also_after_the_answer(two: CaseBook) -> None:
    two.investigated("upheld").do("apologise", "lead", **SORRY)
    one = {**REFUND, "heads": ["H1"]}
    words = {"descriptions": {"A": "both, in a month", "B": "the bill, at once"}}
    two.do("offer_remedy", alternatives=[{"items": [REFUND]}, {"items": [one]}], personal=words)
    two.do("add_prevention_task", **TASK)
    two.do("send_final_response", personal={})
    two.deliver()
    two.do("answer_offer", "customer", answer="accepted", alternative="B")
    two.do("fulfil_remedy", "finance")
    two.provider("done")
    said = refused(two, "close", ground="accepted", personal={"words": "the bill is paid"})
    assert said.endswith("remedy of H2: offer_remedy with a part for it"), "nothing is decided any more"

    offer(two, "H2")
    two.do("answer_offer", "customer", answer="rejected")
    two.do("close", ground="accepted", arrived=True, personal={"words": "I wanted to hear it, no more"})
    assert two.stage() == "closed"


@pytest.mark.parametrize(
    "name, body",
    [
        ("record_root_cause", {**CAUSE, "heads": ["H9"]}),
        ("offer_remedy", {"alternatives": [{"items": [{**REFUND, "ground": "goodwill", "heads": ["H9"]}]}],
                          "personal": {"descriptions": {"A": "money"}}}),
    ],
)  # fmt: skip
def test_a_head_that_is_not_there_is_named_with_those_that_are(two: CaseBook, name: str, body: dict[str, Any]) -> None:
    assert "there is no head H9; the heads are H1, H2" in refused(two, name, because=InvalidCommand, **body)


def test_deciding_all_decides_each_head(two: CaseBook) -> None:
    decide(two, "all", "not_upheld")
    assert [(one.head, one.outcome) for one in two.case.decisions] == [("H1", "not_upheld"), ("H2", "not_upheld")]


def test_one_head_not_upheld_and_one_upheld_go_into_one_letter_with_one_apology(two: CaseBook) -> None:
    two.do("record_root_cause", **{**CAUSE, "personal": {"statement": "the log was not kept"}}, heads=["H1"])
    two.do("record_root_cause", **{**CAUSE, "personal": {"statement": "no deputy was named"}}, heads=["H2"])
    decide(two, "H2", "upheld")
    decide(two, "H1", "not_upheld")
    two.do("apologise", "lead", **SORRY)
    assert two.letters("apology_responsibility")[0].personal["because"] == "no deputy was named"  # type: ignore[index]

    assert "no remedy for H2" in refused(two, "send_final_response", because=MissingContent, personal={})
    offer(two, "H2")
    two.do("send_final_response", personal=CAN_STILL_DO)
    [letter] = two.letters("final_response")
    assert letter.facts["heads"] == [{"id": "H1", "outcome": "not_upheld"}, {"id": "H2", "outcome": "upheld"}]
    assert letter.personal is not None
    assert letter.personal["heads"]["H2"]["text"] == "nobody called for six days"
    assert letter.personal["causes"] == ["no deputy was named"]


def test_responsibility_for_one_head_does_not_wait_for_the_other(two: CaseBook) -> None:
    decide(two, "H2", "upheld")
    two.do("record_root_cause", **CAUSE, heads=["H1"])
    assert "record_root_cause" in refused(two, "apologise", "lead", because=MissingContent, **SORRY)

    two.do("record_root_cause", **CAUSE, heads=["H2"])
    two.do("apologise", "lead", **SORRY)
    assert two.kinds()[-1] == "apology_responsibility"


def test_what_is_owed_is_offered_only_for_a_head_that_is_decided(two: CaseBook) -> None:
    decide(two, "H2", "upheld")
    owed: dict[str, Any] = {
        "alternatives": [{"items": [{**REFUND, "heads": ["H1"]}]}],
        "personal": {"descriptions": {"A": "money"}},
    }
    assert "decide first" in refused(two, "offer_remedy", **owed)
    offer(two, "H2")


def test_an_offer_for_one_head_says_nothing_about_the_other(two: CaseBook) -> None:
    decide(two, "all", "upheld")
    offer(two, "H2")
    assert shown(two, "H2")["remedy"] == ["O1 offered: refund 20.00 GBP"]
    assert "no remedy for H1" in refused(two, "send_final_response", because=MissingContent, personal={})


def test_that_nothing_is_due_is_said_with_its_reason(two: CaseBook) -> None:
    decide(two, "H1", "not_upheld")
    decide(two, "H2", "upheld", no_remedy="the customer wanted an apology and nothing else")
    assert shown(two, "H2")["remedy"] == ["none due: the customer wanted an apology and nothing else"]
    two.do("send_final_response", personal=CAN_STILL_DO)
    assert two.stage() == "following_up"


def test_a_remedy_that_was_sent_back_is_none(two: CaseBook) -> None:
    decide(two, "all", "upheld")
    two.do(
        "offer_remedy",
        alternatives=[{"items": [{**REFUND, "amount": "200.00"}]}],
        personal={"descriptions": {"A": "money"}},
    )
    two.do("decline_approval", "lead", what="O1", reason="offer the repair first")
    assert "no remedy for H1, H2" in refused(two, "send_final_response", because=MissingContent, personal={})


def test_closing_names_the_head_that_lacks_something(two: CaseBook) -> None:
    two.do("apologise", kind="regret", personal={"told_us": "nobody called"})
    two.do("record_root_cause", **CAUSE, heads=["H2"])
    decide(two, "all", "not_upheld")
    two.do("add_prevention_task", **TASK)
    two.do("send_final_response", personal=CAN_STILL_DO)
    two.deliver()
    assert "root cause of H1: " in refused(two, "close", ground="accepted", personal={"words": "fine"})

    two.do("record_root_cause", **CAUSE, heads=["H1"])
    two.do("close", ground="accepted", personal={"words": "fine"})
    assert two.stage() == "closed"


def test_the_next_act_names_the_head() -> None:
    book = CaseBook(**TWO)
    book.do("apologise", kind="regret", personal={"told_us": "nobody called"})
    book.do("record_root_cause", **CAUSE, heads=["H2"])
    assert "**Next:** find out why it happened: H1 (record_root_cause)" in details_of(book.case)
    assert "- H2 complaint_handling · C1 packaging (found) · **open: decision**" in details_of(book.case)


def test_what_is_pasted_from_the_page_is_about_the_head_that_waits(two: CaseBook) -> None:
    two.do("record_root_cause", **CAUSE, heads=["H1"])
    decide(two, "H1", "not_upheld")
    assert to_paste("record_root_cause", two.case, "handler")["heads"] == ["H2"]
    assert to_paste("decide", two.case, "handler")["heads"] == [{"head": "H2", "outcome": "upheld"}]

    decide(two, "H2", "upheld")
    pasted = to_paste("offer_remedy", two.case, "handler")
    check_command("offer_remedy", pasted | {"by": {"id": "adam", "role": "handler"}})
    assert pasted["alternatives"][0]["items"][0]["heads"] == ["H2"]
    assert "heads" not in COMMANDS["offer_remedy"].example["alternatives"][0]["items"][0]


# --- listed, confirmed, added ---------------------------------------------------------------------------------------------


def test_reading_the_points_back_confirms_them(two: CaseBook) -> None:
    two.do("agree_summary", personal={"summary": "both points"})
    assert [bool(head["confirmed_at"]) for head in two.case.heads] == [True, True]


def test_a_call_brings_up_another_point_that_is_answered_too(two: CaseBook) -> None:
    decide(two, "all", "not_upheld")
    up: dict[str, Any] = {"heads": [{"category": "privacy"}]}
    said = refused(two, "agree_summary", because=InvalidCommand, **up, personal={"summary": "and the letter"})
    assert "personal.heads.H3: missing" in said

    told = {"summary": "and the letter", "heads": {"H3": "the letter went to my old address"}}
    two.do("agree_summary", **up, personal=told)
    assert shown(two, "H3")["open"] == ["cause", "decision"]
    assert "no decision on H3" in refused(two, "send_final_response", because=MissingContent, personal={})
    decide(two, "H3", "not_upheld")
    two.do("send_final_response", personal=CAN_STILL_DO)
    [letter] = two.letters("not_upheld")
    assert letter.personal is not None
    assert letter.personal["heads"]["H3"]["text"] == "the letter went to my old address"


def test_points_of_a_complaint_that_was_filed_as_one_matter_are_listed() -> None:
    book = CaseBook()
    told = {"summary": "two things", "heads": {"H1": "the plate broke", "H2": "nobody answered"}}
    book.do("agree_summary", heads=[{"category": "delivery"}, {"category": "complaint_handling"}], personal=told)
    assert [(head["id"], head["category"]) for head in book.case.heads] == [
        ("H1", "delivery"),
        ("H2", "complaint_handling"),
    ]


def test_what_is_on_record_already_is_about_the_matter_as_it_was_filed() -> None:
    book = CaseBook().investigated().offered()
    book.do("agree_summary", heads=[{}], personal={"summary": "and", "heads": {"H2": "nobody answered"}})

    assert [one.head for one in book.case.decisions] == ["H1"]
    assert shown(book, "H1")["open"] == []
    assert shown(book, "H1")["remedy"] == ["O1 offered: refund 20.00 GBP"]
    assert shown(book, "H2")["open"] == ["cause", "decision"]


def test_after_the_final_response_another_point_is_another_complaint(two: CaseBook) -> None:
    decide(two, "all", "not_upheld")
    two.do("send_final_response", personal=CAN_STILL_DO)
    new: dict[str, Any] = {
        "heads": [{"category": "privacy"}],
        "personal": {"summary": "and", "heads": {"H3": "the letter"}},
    }
    assert "finally answered" in refused(two, "agree_summary", because=IllegalCommand, **new)


def test_the_number_of_a_head_that_went_elsewhere_is_not_given_out_again(two: CaseBook) -> None:
    two.do("split", heads=["H2"], reason="it has nothing to do with the check")
    two.do("agree_summary", heads=[{}], personal={"summary": "and", "heads": {"H3": "the letter"}})
    assert [head["id"] for head in two.case.heads] == ["H1", "H3"]


def test_what_is_offered_stays_together(two: CaseBook) -> None:
    two.offered({**REFUND, "ground": "goodwill", "heads": ["H2"]})
    assert "O1 was made for it" in refused(two, "split", heads=["H2"], reason="it has nothing to do with the check")


# --- grounds --------------------------------------------------------------------------------------------------------------


def test_a_right_is_never_offered_as_a_kindness(two: CaseBook) -> None:
    decide(two, "H1", "upheld", owed_under="the guarantee of two years")
    kind: dict[str, Any] = {"alternatives": [{"items": [{**REFUND, "ground": "goodwill", "heads": ["H1"]}]}]}
    said = refused(two, "offer_remedy", **kind, personal={"descriptions": {"A": "money"}})
    assert "the guarantee of two years" in said
    offer(two, "H1")


def test_what_is_owed_for_two_heads_waits_until_both_are_decided(two: CaseBook) -> None:
    decide(two, "H1", "upheld")
    both = [{"items": [{**REFUND, "heads": ["H1", "H2"]}]}]
    owed: dict[str, Any] = {"alternatives": both, "personal": {"descriptions": {"A": "the fee back"}}}
    assert "decide first" in refused(two, "offer_remedy", **owed)
    decide(two, "H2", "upheld")
    two.do("offer_remedy", **owed)
