"""What rungs do: each once in a round, in one order; to somebody, always; and own targets only ever shorter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.dates import Deadline
from domain.errors import NotAuthorised
from domain.words import SUBSTANCES
from messages.decisions import PolicySnapshot
from tests.procedure import case_book
from tests.procedure.case_book import CAN_STILL_DO, PEOPLE, CaseBook
from tests.procedure.refusing import refused
from workflows.details import details_of
from workflows.procedure.staff.ladder import WORDS

Opened = Callable[..., CaseBook]


def with_ladder(*ladder: dict[str, Any], **intake: Any) -> CaseBook:
    """A complaint under this ladder."""
    plain = case_book.policy("iso-10002")
    rungs = [{"tell": ["lead"], "source": "ours", **one} for one in ladder]
    mine = plain.model_copy(update={"rules": plain.rules | {"ladder": rungs}, "hash": f"ladder {rungs}"})

    class Laddered(CaseBook):
        def snapshot(self, pack: str, calendar: str | None) -> PolicySnapshot:
            return mine

    return Laddered(**intake)


def deadline(book: CaseBook, duty: str) -> Deadline:
    return next(one for one in book.case.deadlines if one.duty == duty and one.round == book.case.round)


def fired(book: CaseBook) -> list[str]:
    return [one.rung for one in book.case.fired]


def flag(book: CaseBook, *flags: str) -> None:
    book.do("reclassify", flags=list(flags), reason="learned on the phone")


def test_the_record_names_the_flags_in_words() -> None:
    book = CaseBook()
    flag(book, "public_post", "press")
    assert any(one.what.startswith("reclassified (flags: public_post, press)") for one in book.case.timeline)
    flag(book)
    assert any(one.what.startswith("reclassified (flags: none)") for one in book.case.timeline)


# --- substance ------------------------------------------------------------------------------------------------------------


def test_every_word_of_substance_has_its_words_for_the_notice() -> None:
    assert set(WORDS) == set(SUBSTANCES)


@pytest.mark.parametrize(
    "given, level, told",
    [
        ("injury", 1, {"lead", "manager"}),
        ("legal", 2, {"lead", "manager"}),
        ("press", 2, {"lead", "manager"}),
        ("regulator", 2, {"lead", "manager"}),
        ("executive_contact", 2, {"manager"}),
        ("vulnerable", 0, {"lead"}),
        ("public_post", 0, {"lead"}),
    ],
)
def test_substance_raises_the_level_and_tells_at_once(book: CaseBook, given: str, level: int, told: set[str]) -> None:
    flag(book, given)
    assert book.case.escalation == level
    assert told <= {to for to, _ in book.told()}


def test_a_rung_on_substance_fires_once_in_a_round_and_again_in_the_next(book: CaseBook) -> None:
    flag(book, "public_post")
    flag(book)
    flag(book, "public_post")
    assert [what for _, what in book.told()].count("the matter is public") == 1

    book = CaseBook().closed("not_upheld")
    flag(book, "public_post")
    book.do("reopen", "lead", reason="it came back")
    assert [what for _, what in book.told()].count("the matter is public") == 2
    assert fired(book) == ["public_post", "reopened"]


def test_what_is_critical_when_it_is_filed_alarms_at_once_and_an_import_does_not() -> None:
    assert CaseBook(severity="critical").case.escalation == 1
    batch = CaseBook(severity="critical", opened={"batch": "cfpb-2026"})
    assert (batch.case.escalation, batch.told(), fired(batch)) == (0, [], ["safety"])
    flag(batch, "press")
    assert batch.case.escalation == 2


def test_the_like_of_an_earlier_complaint_is_a_repeat_and_another_matter_is_none() -> None:
    earlier = {"reference": "OLD-1", "category": "delivery"}
    assert fired(CaseBook(opened={"history": [earlier]})) == ["repeat_complaint"]
    assert fired(CaseBook(opened={"history": [earlier | {"category": "billing"}]})) == []
    assert fired(CaseBook(opened={"history": [earlier | {"kind": "praise"}]})) == []


@pytest.mark.parametrize("who, word", [("customer", "customer_wish"), ("handler", "handler_wish")])
def test_a_wish_for_somebody_higher_is_substance_too(who: str, word: str) -> None:
    book = with_ladder({"about": word, "tell": ["quality"]}, {"at": "breach"})
    book.do("escalate", who, reason="asked for the head of the desk", asked_by=who)
    assert ("quality", WORDS[word].what) in book.told()  # type: ignore[index]


def test_an_offer_turned_down_is_substance() -> None:
    book = with_ladder({"about": "offers_rejected", "tell": ["quality"]}, {"at": "breach"}).investigated().offered()
    book.do("answer_offer", "customer", answer="rejected")
    assert fired(book) == ["offers_rejected"]


def test_a_reopened_case_is_taken_on_anew_at_the_level_it_had() -> None:
    book = CaseBook()
    book.do("escalate", reason="beyond me", level=2)
    book.do("acknowledge_escalation", "manager")
    book.closed("not_upheld")
    book.pending.clear()
    book.do("reopen", "lead", reason="it came back")
    assert (book.case.escalation, book.case.escalation_acknowledged) == (2, False)
    assert {to for to, what in book.told() if what == "a complaint was reopened"} == {"lead", "manager"}


def test_stepping_down_stays_stepped_down(book: CaseBook) -> None:
    flag(book, "press")
    book.do("de_escalate", "manager", level=0, reason="the paper has lost interest")
    book.do("note", personal={"text": "quiet"})
    assert book.case.escalation == 0


# --- what a rung does -----------------------------------------------------------------------------------------------------


def test_a_rung_gives_the_case_to_whoever_holds_the_role_that_day() -> None:
    book = with_ladder({"about": "press", "reassign": "lead"}, {"at": "breach"})
    flag(book, "press")
    assert book.case.handler == PEOPLE["lead"]
    assert {to for to, what in book.told() if "the case" in what} == {PEOPLE["lead"], PEOPLE["handler"]}
    assert book.case.handover is not None
    assert (book.case.handover.before, book.case.handover.to) == (PEOPLE["handler"], PEOPLE["lead"])
    assert "### What went before" in details_of(book.case), "the brief stands before the new one"


def test_where_nobody_can_take_it_over_it_is_a_problem_with_an_owner() -> None:
    book = with_ladder({"about": "press", "reassign": "lead"}, {"at": "breach"})
    book.there["lead"] = ""
    flag(book, "press")
    [problem] = [one for one in book.case.problems if one.resolved_at is None]
    assert (problem.owner, book.case.handler) == ("lead", PEOPLE["handler"])
    assert "name a deputy in the team file" in problem.do


def test_a_rung_of_time_may_give_the_case_away_too() -> None:
    book = with_ladder({"at": "breach", "reassign": "manager", "duties": ["acknowledge"]})
    book.pass_days(3)
    assert book.case.handler == PEOPLE["manager"]


def test_our_own_targets_are_shortened_and_neither_law_nor_what_is_due_sooner_moves() -> None:
    book = with_ladder({"about": "press", "shorten": {"n": 3, "unit": "business_days"}}, {"at": "breach"})
    law = deadline(book, "remedy_offer")
    law.level = "law"
    before = {one.duty: one.due for one in book.case.deadlines}
    flag(book, "press")
    assert deadline(book, "final_response").due == date(2026, 6, 4)
    assert "Shortened by the ladder (press)" in deadline(book, "final_response").why
    for duty in ("acknowledge", "apologise", "remedy_offer"):
        assert deadline(book, duty).due == before[duty]


@settings(max_examples=30, deadline=None)
@given(
    n=st.integers(1, 60),
    unit=st.sampled_from(["business_days", "calendar_days", "elapsed_hours"]),
    days=st.integers(0, 30),
)
def test_no_target_is_ever_longer_for_being_shortened(n: int, unit: str, days: int) -> None:
    book = with_ladder({"about": "press", "shorten": {"n": n, "unit": unit}}, {"at": "breach"})
    book.pass_days(days)
    before = {one.duty: (one.late_from, list(one.fired)) for one in book.case.deadlines}
    flag(book, "press")
    for one in book.case.deadlines:
        assert one.late_from <= before[one.duty][0]
        assert one.fired == before[one.duty][1], "rungs that have fired stay fired"


def test_with_an_approval_rung_an_offer_waits_for_it_and_the_final_response_is_refused_below() -> None:
    book = with_ladder({"about": "press", "approval": "manager"}, {"at": "breach"}).investigated("upheld")
    flag(book, "press")
    book.offered()
    assert (book.case.offers[-1].state, book.case.offers[-1].approvals_needed) == ("awaiting_approval", ["manager"])
    refused(book, "approve", "lead", because=NotAuthorised, what="O1")
    book.do("approve", "manager", what="O1")

    book = with_ladder({"about": "press", "approval": "lead"}, {"at": "breach"}).investigated("not_upheld")
    flag(book, "press")
    assert "let a lead" in refused(book, "send_final_response", because=NotAuthorised, personal=CAN_STILL_DO)
    book.do("send_final_response", "lead", personal=CAN_STILL_DO)


def test_a_rung_may_ask_for_a_manager_where_an_apology_takes_responsibility() -> None:
    book = with_ladder({"about": "regulator", "approval": "manager"}, {"at": "breach"}).investigated("upheld")
    flag(book, "regulator")
    book.do("apologise", "lead", kind="responsibility", personal={"wrong": "we packed it badly"})
    refused(book, "approve", "lead", who="lena.lead", because=NotAuthorised, what=book.case.apologies[-1].id)
    book.do("approve", "manager", what=book.case.apologies[-1].id)


def test_what_rungs_asked_for_ends_with_its_round() -> None:
    book = with_ladder({"about": "press", "approval": "lead", "stop_contact": "lead"}, {"at": "breach"})
    book.closed("not_upheld")
    flag(book, "press")
    assert (book.case.approver, book.case.contact_only) == ("lead", "lead")
    book.case.flags = []
    book.do("reopen", "lead", reason="it came back")
    assert (book.case.approver, book.case.contact_only) == ("", "")


# --- order ----------------------------------------------------------------------------------------------------------------

SHARES = st.lists(st.integers(1, 99), max_size=3, unique=True).map(lambda n: [{"at": f"{one}%"} for one in sorted(n)])
LEFT = st.lists(
    st.tuples(st.integers(1, 12), st.sampled_from(["business_days", "calendar_days", "elapsed_hours"])),
    max_size=3,
    unique=True,
).map(lambda some: [{"left": {"n": n, "unit": unit}} for n, unit in some])


@settings(max_examples=60, deadline=None)
@given(SHARES, LEFT, st.lists(st.integers(1, 20), min_size=1, max_size=5))
def test_the_rungs_of_a_date_fire_each_once_in_the_order_of_their_instants_the_breach_last(
    shares: list[dict[str, Any]], left: list[dict[str, Any]], days: list[int]
) -> None:
    book = with_ladder(*shares, *left, {"at": "breach", "raise_to": 1})
    one = deadline(book, "final_response")
    comes = {"warning": one.warn_at} if one.warn_at else {}
    comes |= dict(one.warnings)
    whole_order = [*sorted(comes, key=lambda name: (comes[name], list(comes).index(name))), "breach"]
    for some in days:  # looked at now and then, or after a long time in which everything was down
        book.pass_days(some)
        assert deadline(book, "final_response").fired == whole_order[: len(deadline(book, "final_response").fired)]
    book.pass_days(60)
    assert deadline(book, "final_response").fired == whole_order


def test_a_date_that_is_moved_keeps_the_rungs_that_have_fired() -> None:
    book = CaseBook("uk-housing")
    book.do("acknowledge", medium="phone")
    one = next(d for d in book.case.deadlines if d.duty == "stage1_response")
    book.now = one.late_from - timedelta(hours=12)
    book.pass_days(0)
    before = list(next(d for d in book.case.deadlines if d.duty == "stage1_response").fired)
    assert before == ["warning", "1_business_days_left"]
    assert any(one.what.startswith("1 business day left: stage1_response") for one in book.case.timeline)
    book.do("extend", "lead", duty="stage1_response", days=5, medium="email", reason="the surveyor is ill")
    told = len(book.told())
    book.pass_days(2)
    assert next(d for d in book.case.deadlines if d.duty == "stage1_response").fired == before
    assert not [what for _, what in book.told()[told:] if "stage1_response is due" in what]


def test_a_rung_that_shortens_or_gives_away_works_on_the_day_of_receipt_too() -> None:
    ladder = ({"about": "safety", "shorten": {"n": 2, "unit": "business_days"}, "reassign": "lead"}, {"at": "breach"})
    book = with_ladder(*ladder, severity="critical")
    assert book.case.handler == PEOPLE["lead"]
    assert deadline(book, "final_response").due == date(2026, 6, 3)


def test_where_contact_is_left_to_a_lead_the_handler_neither_writes_nor_speaks_to_the_customer() -> None:
    book = with_ladder({"about": "legal", "stop_contact": "lead", "raise_to": 1}, {"at": "breach"})
    flag(book, "legal")
    for name, body in (
        ("send_update", {}),
        ("ask_customer", {"personal": {"questions": ["When?"]}}),
        ("apologise", {"kind": "regret", "personal": {"told_us": "it broke"}}),
        ("send_letter", {"personal": {"words": "hello"}}),
    ):
        assert "let a lead do it" in refused(book, name, because=NotAuthorised, **body)
    book.do("send_update", "lead")
    book.do("note", personal={"text": "the record is open to everybody"})
    book.do("de_escalate", "lead", level=0, reason="the lawyer is satisfied")
    book.do("send_update")


def test_a_target_that_was_shortened_does_not_grow_again_when_a_holiday_is_proclaimed() -> None:
    book = with_ladder({"about": "press", "shorten": {"n": 3, "unit": "business_days"}}, {"at": "breach"})
    flag(book, "press")
    due = deadline(book, "final_response").due
    book.do(
        "add_closed_day",
        "manager",
        day="2026-06-04",
        calendar="weekdays",
        name="A day of mourning",
        source="gazette 12",
        reason="proclaimed",
    )
    assert deadline(book, "final_response").due == due
