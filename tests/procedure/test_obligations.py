"""Obligations seen from the complaint: proposed by what it has, confirmed by a person, never closed by closing."""

from __future__ import annotations

from typing import Any

import pytest

from domain.errors import InvalidCommand, NotAuthorised
from messages.news import News, read_news
from messages.obligations import ObligationStart
from tests.procedure.case_book import MONDAY, CaseBook
from tests.procedure.refusing import refused
from workflows.details import details_of
from workflows.procedure.allowed import allowed
from workflows.procedure.alongside import obligations, retention
from workflows.procedure.news_heard import hear
from workflows.procedure.next_act import next_act
from workflows.view import view_of

ACCIDENT: dict[str, Any] = {"pack": "jp-product-accident", "reason": "a burn, five weeks of treatment"}


def japan(**changes: Any) -> CaseBook:
    return CaseBook("jp-standard", **changes)


def starts(book: CaseBook) -> list[ObligationStart]:
    return [effect for effect in book.pending if isinstance(effect, ObligationStart)]


def tell(book: CaseBook, obligation: str, **body: Any) -> None:
    act = book.act()
    news = News(to="CASE-1", at=book.now, what="obligation", body={"id": obligation, **body})
    hear(act, *read_news(news))
    book.keep(act)


# --- proposing ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changes, proposed",
    [
        ({"harm": {"injury": True}}, ["jp-product-accident"]),
        ({"harm": {"property": True}, "category": "safety.overheating"}, ["jp-product-accident"]),
        ({"harm": {"property": True}}, []),  # a parcel that broke a vase
        ({"category": "product_quality", "severity": "critical"}, ["jp-product-accident"]),
        ({"category": "product_quality", "severity": "high"}, []),
        ({"category": "privacy.disclosed"}, ["jp-data-breach"]),
        ({}, []),
    ],
)
def test_what_may_be_owed_is_proposed_to_the_lead_at_receipt(changes: dict[str, Any], proposed: list[str]) -> None:
    book = japan(**changes)

    assert [key.removeprefix("parallel/") for key in book.open_problems()] == proposed
    assert starts(book) == []  # nothing starts by itself


def test_the_proposal_gives_the_date_from_the_first_awareness_and_the_command_to_paste() -> None:
    book = japan(
        harm={"injury": True}, first_employee_aware="2026-05-28T18:00:00+09:00"
    )  # day 1; day 10 is Saturday 6 June
    [problem] = book.case.problems

    assert "report due 2026-06-08" in problem.what
    assert 'open_obligation {"by": {"id": "YOUR-ID", "role": "lead"}, "pack": "jp-product-accident"' in problem.do
    assert next_act(book.case).owner == "lead"
    assert {"open_obligation", "decline_obligation"} <= set(allowed(book.case))
    assert '"pack": "jp-product-accident"' in details_of(book.case)


@pytest.mark.parametrize("pack", ["iso-10002", "uk-fca-disp"])
def test_a_desk_elsewhere_is_not_asked_about_japanese_law_and_a_shop_not_about_medical_devices(pack: str) -> None:
    assert CaseBook(pack, harm={"injury": True}).open_problems() == []


def test_an_injury_that_comes_to_light_later_is_proposed_then_and_again_only_for_another_reason() -> None:
    book = japan()
    book.do("reclassify", flags=["injury"], reason="the customer was hurt")
    assert book.open_problems() == ["parallel/jp-product-accident"]
    book.do("decline_obligation", "lead", pack="jp-product-accident", reason="a scratch")
    assert book.open_problems() == []
    book.do("reclassify", flags=["injury", "press"], reason="a newspaper called")
    assert book.open_problems() == []
    book.do("reclassify", category="safety", severity="critical", reason="a fire after all")

    assert book.open_problems() == ["parallel/jp-product-accident"]


# --- a person's word ------------------------------------------------------------------------------------------------------


def test_a_confirmed_pack_opens_one_obligation_for_each_duty_with_nothing_personal() -> None:
    book = japan(category="privacy")
    act = book.do("open_obligation", "lead", pack="jp-data-breach", reason="a list of addresses was sent out")

    assert [(start.id, start.owner) for start in starts(book)] == [
        ("CASE-1-jp-data-breach.preliminary_report", "lead"),
        ("CASE-1-jp-data-breach.final_report", "lead"),
    ]
    assert all(start.events == {"first_employee_aware": MONDAY} for start in starts(book))
    assert "Sam" not in str([start.model_dump() for start in starts(book)])
    assert book.open_problems() == []
    assert [one["state"] for one in view_of(act.case)["obligations"]] == ["open", "open"]


def test_one_duty_of_a_pack_can_be_opened_alone_and_the_rest_later_but_none_twice() -> None:
    book = CaseBook()
    book.do("open_obligation", pack="us-fda-mdr", duties=["thirty_day_report"], reason="a serious injury")
    book.do("open_obligation", pack="us-fda-mdr", reason="FDA asked in writing")

    assert [start.duty for start in starts(book)] == ["thirty_day_report", "five_day_report"]
    refused(book, "open_obligation", pack="us-fda-mdr", reason="and again")


def test_what_is_over_can_be_opened_again_under_an_id_of_its_own() -> None:
    book = japan()
    book.do("open_obligation", **ACCIDENT)
    tell(book, "CASE-1-jp-product-accident.report", state="not_reportable", what="not reportable: a scratch")
    book.do("open_obligation", **ACCIDENT)

    assert [start.id for start in starts(book)][1] == "CASE-1-jp-product-accident.report.2"


@pytest.mark.parametrize(
    "body, because",
    [
        ({"pack": "jp-standard"}, "there are: eu-mdr, jp-data-breach"),
        ({"pack": "eu-mdr"}, "incident_class: missing"),
        ({"pack": "eu-mdr", "facts": {"incident_class": "mild"}}, "must be one of"),
        ({"pack": "jp-product-accident", "facts": {"weather": True}}, "is not asked for"),
        ({"pack": "jp-product-accident", "duties": ["recall"]}, "jp-product-accident has report"),
        ({"pack": "jp-product-accident", "first_employee_aware": "2030-01-01T00:00:00Z"}, "future"),
    ],
)
def test_what_cannot_be_opened_is_refused_with_what_there_is(body: dict[str, Any], because: str) -> None:
    book = japan()
    with pytest.raises(InvalidCommand, match=because):
        book.do("open_obligation", **body, reason="so it is")
    assert book.case.obligations == []


def test_a_later_awareness_than_the_one_on_record_is_for_a_lead_to_decide() -> None:
    book = japan(first_employee_aware="2026-05-28T18:00:00+09:00")
    later = {**ACCIDENT, "first_employee_aware": "2026-05-29T18:00:00+09:00"}
    refused(book, "open_obligation", because=NotAuthorised, **later)
    book.do("open_obligation", first_employee_aware="2026-05-27T18:00:00+09:00", duties=[], **ACCIDENT)

    assert starts(book)[0].events["first_employee_aware"].isoformat() == "2026-05-27T18:00:00+09:00"


def test_declining_is_a_leads_decision_on_record() -> None:
    book = japan(harm={"injury": True})
    refused(book, "decline_obligation", because=NotAuthorised, pack="jp-product-accident", reason="a scratch")
    book.do("decline_obligation", "lead", pack="jp-product-accident", reason="a scratch")

    assert "jp-product-accident declined, nothing is owed: a scratch" in book.case.timeline[-1].what
    book.do("open_obligation", **ACCIDENT)  # evidence can come late
    refused(book, "decline_obligation", "lead", pack="jp-product-accident", reason="a scratch")


@pytest.mark.parametrize("ended", ["closed", "withdrawn", "merged"])
def test_an_ended_complaint_still_takes_late_evidence_and_ends_no_obligation(ended: str) -> None:
    book = CaseBook()
    book.do("open_obligation", **ACCIDENT)
    if ended == "closed":
        book.closed()
    elif ended == "withdrawn":
        book.do("withdraw", "customer", personal={"words": "enough"})
    else:
        book.deliver()
        book.do("merge", into="OTHER-1", reason="the same plate")
    assert [(one.duty, one.state) for one in book.case.obligations] == [("report", "open")]

    book.do("open_obligation", pack="us-cpsc", reason="the hospital called")
    assert len(starts(book)) == 3


# --- what becomes of it ---------------------------------------------------------------------------------------------------


def test_news_of_an_obligation_are_on_the_timeline_and_in_the_view() -> None:
    book = japan()
    book.do("open_obligation", **ACCIDENT)
    name = "CASE-1-jp-product-accident.report"
    tell(book, name, state="open", breached=True, due="2026-06-10", owner="leo.lead", what="overdue since 2026-06-10")
    tell(book, "CASE-1-nobody-knows", state="met")

    [shown] = view_of(book.case)["obligations"]
    assert shown | {"id": name, "duty": "report", "due": "2026-06-10", "state": "open", "breached": True} == shown
    assert f"obligation {name}: overdue" in book.case.timeline[-1].what
    assert f"obligation-{name}: **breached**, open, due Wed 2026-06-10" in details_of(book.case)


def test_one_that_could_not_be_started_is_a_problem_and_does_not_seem_to_run() -> None:
    book = japan()
    book.do("open_obligation", **ACCIDENT)
    act = book.act()
    obligations.not_started(act, "CASE-1-jp-product-accident.report", "no policy 'jp-product-accident'")
    book.keep(act)

    assert book.case.obligations == []
    assert book.open_problems() == ["obligation/CASE-1-jp-product-accident.report"]
    book.do("open_obligation", **ACCIDENT)


# --- the record -----------------------------------------------------------------------------------------------------------


def settled(book: CaseBook) -> None:
    act = book.act()
    retention.keep_record(act)
    book.keep(act)


def test_the_record_is_kept_as_long_as_the_pack_says_counted_from_the_first_receipt() -> None:
    book = CaseBook("uk-fca-disp")
    book.do("withdraw", "customer", personal={"words": "enough"})
    book.pass_days(40)
    book.do("reopen", "lead", reason="the same fault came back")
    settled(book)

    [start] = starts(book)
    assert (start.id, start.kind, start.owner) == ("CASE-1-record_retention", "retention", "quality")
    assert start.events["received"] == MONDAY
    assert start.policy == book.policy  # the complaint's own, whatever became of the pack
    assert [(one.duty, str(one.due), one.state) for one in book.case.obligations] == [
        ("record_retention", "2029-06-01", "keeping")
    ]


def test_a_pack_that_says_nothing_about_its_record_starts_nothing() -> None:
    book = japan()
    settled(book)

    assert starts(book) == []
