"""Where the lives begin: in every place of the matrix, and where the procedure is put to the test from the first step."""

from __future__ import annotations

from collections.abc import Callable

from tests.procedure.alphabet import RESPONSIBLE
from tests.procedure.case_book import PEOPLE, REFUND, TASK, CaseBook
from tests.procedure.places import HEADS, PLACES, at


def _spoken_for() -> CaseBook:
    who = {"name": "Dora", "relation": "daughter", "contact": "dora@example.com", "authority": "claimed"}
    return CaseBook(opened={"representative": "claimed"}, personal={"representative": who})


def _complained_of() -> CaseBook:
    book = CaseBook(opened={"complained_of": [PEOPLE["handler"]], "handler": PEOPLE["lead"]})
    book.deliver()
    return book


def _half_a_remedy() -> CaseBook:
    """Both heads were right and were offered something; the customer chose what has nothing for the second one."""
    book = CaseBook(heads=HEADS)
    book.investigated("upheld")
    for_one = REFUND | {"heads": ["plate"]}
    book.do(
        "offer_remedy",
        alternatives=[{"items": [REFUND]}, {"items": [for_one]}],
        personal={"descriptions": {"A": "we pay both back", "B": "we pay the plate back, at once"}},
    )
    book.do("apologise", "lead", **RESPONSIBLE)
    book.do("add_prevention_task", **TASK)
    book.deliver()
    book.do("send_final_response", personal={})
    book.deliver()
    book.do("answer_offer", "customer", answer="accepted", alternative="B")
    book.do("fulfil_remedy", "finance")
    book.provider("done")
    book.deliver()
    return book


def _in_review() -> CaseBook:
    book = CaseBook().answered("not_upheld")
    book.do("request_review", "customer")
    book.deliver()
    return book


def _offered_by_a_lead() -> CaseBook:
    book = CaseBook().investigated("upheld")
    book.offered(REFUND, role="lead")
    book.do("answer_offer", "customer", answer="accepted")
    return book


OTHERS: dict[str, Callable[[], CaseBook]] = {
    "anonymous": lambda: CaseBook(anonymous=True),
    "Japanese": lambda: CaseBook("jp-standard"),
    "Japanese, the goods come back": lambda: CaseBook("jp-standard", facts={"item_return": True}),
    "financial": lambda: CaseBook("uk-fca-disp"),
    "an enquiry": lambda: CaseBook(kind="enquiry"),
    "praise": lambda: CaseBook(kind="praise"),
    "spoken for without authority": _spoken_for,
    "the handler is complained of": _complained_of,
    "critical": lambda: CaseBook(severity="critical"),
    "half a remedy": _half_a_remedy,
    "in review": _in_review,
    "offered by a lead": _offered_by_a_lead,
}
STARTS = (*OTHERS, *PLACES)
"""Every place in which a life may begin."""


def begun(start: str) -> CaseBook:
    """A case there, to be lived on."""
    if start in OTHERS:
        return OTHERS[start]()
    there = at(start).copy()
    book = CaseBook()
    book.policy, book.now, book.pending = there.policy, there.now, there.pending
    book.case = there.case.model_copy(deep=True)
    return book
