"""What like cases got stands beside the form of a remedy, looked up when a head is decided."""

from __future__ import annotations

from domain.like_cases import LikeCases, LikeMoney
from messages.deeds import Archive
from messages.like_cases import HeadOutcome, LikeAsked, LikeFound
from tests.procedure.case_book import CAN_STILL_DO, CAUSE, FOUND, REFUND, CaseBook
from tests.procedure.test_heads import TWO, decide
from workflows.details import details_of
from workflows.procedure.remedies import like_cases
from workflows.view import view_of


def asked(book: CaseBook) -> list[LikeAsked]:
    return [one for one in book.pending if isinstance(one, LikeAsked)]


def answered(book: CaseBook, *found: LikeCases) -> None:
    act = book.act()
    like_cases.found(act, LikeFound(like=list(found)))
    book.keep(act)


def usual(book: CaseBook, head: str = "all", cases: int = 4) -> LikeCases:
    money = {"GBP": LikeMoney(cases=3, median="20.00", least="10.00", most="60.00")} if cases > 2 else {}
    return LikeCases(head=head, shared=["category", "cause"], cases=cases, money=money, at=book.now)


def ended(book: CaseBook) -> list[HeadOutcome]:
    return next(one for one in reversed(book.pending) if isinstance(one, Archive)).outcomes


def test_it_is_asked_when_it_is_decided_and_anew_when_the_cause_is_known(book: CaseBook) -> None:
    book.do("record_root_cause", **CAUSE)
    assert asked(book) == []
    book.decided()
    book.do("record_root_cause", **{**CAUSE, "category": "carrier"})
    assert [one.heads[0].cause for one in asked(book)] == ["packaging", "packaging"]
    assert asked(book)[0].heads[0].category == "delivery"


def test_only_heads_that_are_decided_are_compared_each_by_its_own_category() -> None:
    book = CaseBook(**TWO)
    decide(book, "H2", "upheld")
    assert [(one.head, one.category) for one in asked(book)[0].heads] == [("H2", "complaint_handling")]


def test_the_newest_answer_for_each_head_is_kept() -> None:
    book = CaseBook(**TWO)
    answered(book, usual(book, "H1"), usual(book, "H2", cases=1))
    answered(book, usual(book, "H2", cases=5), usual(book, "gone"))
    assert [(one.head, one.cases) for one in book.case.like_cases] == [("H1", 4), ("H2", 5)]


def test_it_stands_beside_the_form_and_in_the_view() -> None:
    book = CaseBook().investigated()
    answered(book, usual(book))
    said = "4 like cases (same category, cause): 3 got GBP, median 20.00, from 10.00 to 60.00"
    page = details_of(book.case).splitlines()
    form = next(n for n, line in enumerate(page) if line.startswith("- **offer_remedy**"))
    assert page[form + 2] == f"  - {said}"
    assert view_of(book.case)["like_cases"][0]["what"] == said


def test_too_few_are_said_to_be_too_few() -> None:
    book = CaseBook().investigated()
    answered(book, usual(book, cases=1))
    assert view_of(book.case)["like_cases"][0]["what"] == "1 like case (same category, cause): too few to compare"


def test_a_closed_complaint_leaves_what_each_head_got_behind() -> None:
    book = CaseBook(**TWO)
    book.deliver()
    book.do("apologise", kind="regret", personal={"told_us": "nobody called"})
    book.do("record_root_cause", **CAUSE, heads=["H2"])
    book.do("waive_root_cause", "lead", heads=["H1"], reason="the check is required by law")
    decide(book, "H1", "not_upheld")
    decide(book, "H2", "upheld")
    book.agreed({**REFUND, "heads": ["H2"]}, {**REFUND, "amount": "5.00", "ground": "goodwill"})
    book.do("fulfil_remedy", "finance")
    book.provider("done", "done")
    book.do("waive_apology", "lead", reason="the customer wants none")
    book.do("decide_no_prevention", "lead", reason="single event")
    book.do("send_final_response", personal=CAN_STILL_DO)
    book.deliver()
    book.do("close", ground="accepted", arrived=True, personal={"words": "fine"})

    assert [(one.head, one.outcome, one.cause, one.money) for one in ended(book)] == [
        ("H1", "not_upheld", "", {}),
        (
            "H2",
            "upheld",
            "packaging",
            {"GBP": "25.00"},
        ),  # a part for both heads counts once, for the one that was right
    ]


def test_what_is_not_closed_is_no_measure_for_others(book: CaseBook) -> None:
    book.do("decide", heads=[{"head": "all", "outcome": "upheld"}], personal=FOUND)
    book.do("withdraw", "customer", personal={"words": "enough"})
    assert ended(book) == []
