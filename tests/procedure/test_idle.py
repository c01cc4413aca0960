"""An open complaint of which no date lies ahead is brought to mind, first to whoever owns the next act, then to the lead."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.procedure.alphabet import FORWARDING, RESPONSIBLE
from tests.procedure.case_book import TASK, CaseBook
from workflows.procedure.dates.clock import agenda
from workflows.procedure.next_act import next_act
from workflows.view import view_of

NOBODY_CAME = "no date lies ahead any more: "
FORGOTTEN = "the complaint is open and no date lies ahead"


def silent() -> CaseBook:
    """The answer is there, the customer says nothing, and the time to answer is over: Tue 30 June, 9 o'clock."""
    book = CaseBook().answered("not_upheld")
    book.pass_days(20)
    book.deliver()
    book.pass_days(9)
    return book


def lapsed() -> CaseBook:
    """Answered while an offer was open, and the offer has lapsed."""
    book = CaseBook().investigated("upheld")
    book.offered().do("apologise", "lead", **RESPONSIBLE)
    book.do("add_prevention_task", **TASK)
    book.deliver()
    book.do("send_final_response", personal={})
    book.deliver()
    book.pass_days(15)
    return book


def forwarded() -> CaseBook:
    """Another firm's matter, the customer was told on the phone, and it is there already."""
    book = CaseBook()
    book.deliver()
    FORWARDING["forward spoken"](book)
    return book


def apart() -> CaseBook:
    """Our targets stand still; it was joined to another one by mistake."""
    book = CaseBook()
    book.deliver()
    book.do("apologise", kind="regret", personal={"told_us": "it arrived broken"})
    book.deliver()
    book.do("pause", "lead", reason="the customer is abroad")
    book.do("merge", into="OTHER-1", reason="the same order")
    book.do("unmerge", "lead", reason="two orders")
    return book


LIVES: dict[str, Callable[[], CaseBook]] = {
    "the customer is silent": silent,
    "the offer has lapsed": lapsed,
    "another firm has it": forwarded,
    "joined and taken apart while paused": apart,
    "an enquiry that nobody answers": lambda: CaseBook(kind="enquiry"),
    "a promise was broken and nothing else is owed": lambda: _broken(forwarded()),
}


def _broken(book: CaseBook) -> CaseBook:
    book.do("promise", what="call_back", due="2026-06-03")
    return book


def heard(book: CaseBook, words: str) -> list[str]:
    return [to for to, what in book.told() if what.startswith(words)]


@pytest.mark.parametrize("life", LIVES)
def test_an_open_complaint_always_has_a_day_ahead_on_which_somebody_hears_of_it(life: str) -> None:
    book = LIVES[life]()
    for _ in range(240):
        first = next_act(book.case).first
        assert first is not None
        assert first.at > book.now or first.name == "promise PR1", "ahead, or broken"
        assert [due for due in book.agenda() if due.at > book.now], f"{first.name}: nothing comes by itself"
        book.pass_days(1)
    assert len(heard(book, FORGOTTEN)) > 20, "the lead hears of it again and again"


def test_first_whoever_owns_the_next_act_then_the_lead_again_and_again() -> None:
    book = silent()
    assert view_of(book.case)["next_duty"] == "idle_reminder"
    book.pass_days(2)
    assert heard(book, NOBODY_CAME) == ["hanako.handler"]
    assert heard(book, FORGOTTEN) == []
    assert view_of(book.case)["next_day"] == "2026-07-07", "five business days"

    book.pass_days(6)
    assert heard(book, FORGOTTEN) == ["lead"]
    assert book.open_problems() == ["idle"]
    assert next_act(book.case).what == "confirm with the customer, then close", "what is to be done is still said"
    assert next_act(book.case).owner == "hanako.handler"
    book.pass_days(8)
    assert heard(book, FORGOTTEN) == ["lead", "lead"]


def test_where_it_stands_higher_the_level_above_hears_of_it() -> None:
    book = silent()
    book.do("escalate", level=2, reason="the customer asks for it", asked_by="customer")
    book.come("wait/idle_limit")
    assert heard(book, FORGOTTEN) == ["manager"]


def test_a_day_ends_it() -> None:
    book = silent()
    book.pass_days(14)
    book.do("promise", what="call_back", due=book.today().isoformat())
    assert book.open_problems() == []
    assert not [due for due in agenda(book.case) if "idle" in due.key]
    assert next_act(book.case).first.name == "promise PR1"  # type: ignore[union-attr]


def test_the_end_ends_it() -> None:
    book = silent()
    book.pass_days(14)
    book.do("close", ground="no_answer")
    assert book.open_problems() == []
    assert not [wait for wait in book.case.waits if "idle" in wait.name]


def test_where_a_date_lies_ahead_nothing_more_is_asked_and_nothing_waited_for() -> None:
    book = CaseBook()
    book.deliver()
    acts: list[tuple[str, dict[str, Any]]] = [
        ("promise", {"what": "call_back", "due": "2026-06-03"}),
        (
            "request_investigation",
            {"to": "factory-2", "due": "2026-06-10", "personal": {"question": "was it checked?"}},
        ),
        ("ask_customer", {"personal": {"questions": ["When?"]}}),
        ("apologise", {"kind": "regret", "personal": {"told_us": "it arrived broken"}}),
    ]
    for name, body in acts:
        assert not book.do(name, **body).needs
        book.deliver()
    assert not [wait for wait in book.case.waits if "idle" in wait.name]


def test_whoever_is_asked_for_a_finding_by_a_day_gives_it_a_day() -> None:
    book = forwarded()
    book.do("request_investigation", to="factory-2", due="2026-06-10", personal={"question": "was it checked?"})
    first = next_act(book.case).first
    assert first is not None
    assert (first.name, first.due) == ("inquiry I1", date(2026, 6, 10))
    book.come("inquiry/due/I1")
    assert next_act(book.case).first.name == "idle_reminder"  # type: ignore[union-attr]


def test_what_is_late_stays_the_first_date_and_is_brought_to_mind_all_the_same() -> None:
    book = CaseBook()
    book.deliver()
    book.pass_days(60)
    first = next_act(book.case).first
    assert first is not None
    assert first.name == "apologise", "the first that was broken"
    assert "lead" in heard(book, FORGOTTEN)


def test_a_complaint_with_an_older_policy_waits_for_nothing_and_asks_for_nothing() -> None:
    book = CaseBook()
    waits = {name: wait for name, wait in book.policy.rules["waits"].items() if "idle" not in name}
    book.policy = book.policy.model_copy(update={"rules": book.policy.rules | {"waits": waits}})
    book.deliver()
    act = FORWARDING["forward spoken"](book)
    assert not act.needs  # type: ignore[attr-defined]
    book.pass_days(60)
    assert book.told() == []


def test_of_an_import_nobody_hears_until_somebody_has_begun_with_it() -> None:
    book = CaseBook(opened={"batch": "import:cfpb"})
    book.deliver()
    book.pass_days(60)
    assert heard(book, NOBODY_CAME) == []
    book.do("agree_summary", medium="phone", personal={"summary": "it broke"})
    book.pass_days(60)
    assert heard(book, NOBODY_CAME) == ["lead"]
