"""Protection of the staff: reported by anybody, judged by somebody else, for a time; and never about the merits (rule 15)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from domain.errors import InvalidCommand, NotAuthorised
from domain.substance import substance_of
from tests.procedure.case_book import PEOPLE, CaseBook
from tests.procedure.refusing import refused
from workflows.procedure.staff.protection import handling

REPORT: dict[str, Any] = {
    "kinds": ["threat"],
    "recording": "rec-7",
    "personal": {"facts": "said he knows where I live", "quotes": ["I know where you live"]},
}
SET: dict[str, Any] = {"review_on": "2026-07-31", "reason": "a threat, twice"}


def reported(book: CaseBook) -> CaseBook:
    book.do("flag_conduct", **REPORT)
    return book


def flagged(book: CaseBook) -> CaseBook:
    reported(book).do("flag_conduct", "lead", **SET)
    return book


def restrict(book: CaseBook, **body: Any) -> None:
    book.do("restrict_contact", "manager", **{"until": "2026-06-30", "reason": "threats on the phone", **body})


def states(book: CaseBook) -> list[str]:
    return [flag.state for flag in book.case.conduct]


@pytest.mark.parametrize("role", ["handler", "lead", "manager", "investigator", "finance", "quality"])
def test_anybody_of_the_staff_may_report_also_who_is_complained_of(role: str) -> None:
    book = CaseBook(opened={"complained_of": [PEOPLE[role]]})
    book.do("flag_conduct", role, **REPORT)
    [report] = book.case.conduct
    assert (report.state, report.reported_by, report.recording) == ("reported", PEOPLE[role], "rec-7")
    assert any(to == "lead" and "conduct towards" in what for to, what in book.told())


def test_a_report_says_what_happened_in_its_personal_part_only(book: CaseBook) -> None:
    assert "personal.facts" in refused(book, "flag_conduct", because=InvalidCommand, kinds=["threat"])
    reported(book)
    book.case.conduct[0].personal = None
    assert "where I live" not in book.case.model_dump_json(exclude={"personal"})


def test_from_the_report_on_there_are_two_people_and_not_who_is_concerned_alone(book: CaseBook) -> None:
    reported(book)
    assert handling(book.case) == [
        "conduct F1 (threat), reported, not judged yet: two people, not hanako.handler alone"
    ]
    book.do("record_contact", direction="out", medium="phone", personal={"words": "called back"})
    assert "alone with the customer (phone)" in book.case.timeline[-1].what
    assert any(to == "lead" and "alone with the customer" in what for to, what in book.told())

    lines = len(book.case.timeline)
    book.do("record_contact", direction="out", medium="phone", second="leo.lead", personal={"words": "called again"})
    book.do("record_contact", "customer", medium="phone", personal={"words": "he called"})
    assert not any("otherwise than protection" in line.what for line in book.case.timeline[lines:])
    assert "leo.lead was there too" in [line.what for line in book.case.timeline[lines:]]


def test_a_lead_who_did_not_report_sets_the_flag_with_reason_and_review_date(book: CaseBook) -> None:
    assert "anyone reports first" in refused(book, "flag_conduct", "lead", **SET)
    book.do("flag_conduct", "lead", **REPORT)
    refused(book, "flag_conduct", because=NotAuthorised, **SET)
    assert "another lead or manager" in refused(book, "flag_conduct", "lead", because=NotAuthorised, **SET)
    refused(book, "flag_conduct", "manager", because=InvalidCommand, review_on="2026-07-31")
    book.do("flag_conduct", "manager", **SET)
    [flag] = book.case.conduct
    assert (flag.state, flag.set_by, flag.review_on) == ("set", PEOPLE["manager"], date(2026, 7, 31))
    assert [(one.by, one.reason) for one in flag.reasons] == [(PEOPLE["manager"], "a threat, twice")]


@pytest.mark.parametrize("day", ["2026-05-31", "2026-06-01", "2026-08-31", "2027-01-01"])
def test_the_review_lies_ahead_and_no_further_than_the_pack_allows(book: CaseBook, day: str) -> None:
    reported(book)
    says = refused(book, "flag_conduct", "lead", because=InvalidCommand, review_on=day, reason="a threat")
    assert "at most 90 days ahead, 2026-08-30 at the latest" in says


def test_who_is_complained_of_does_not_set_the_flag() -> None:
    book = reported(CaseBook(opened={"complained_of": [PEOPLE["lead"]]}))
    refused(book, "flag_conduct", "lead", because=NotAuthorised, **SET)


def test_the_manager_is_reminded_and_the_flag_ends_by_itself(book: CaseBook) -> None:
    flagged(book)
    book.pass_days(59)  # to Thu 30 July
    assert any(to == "manager" and "F1 is to be reviewed" in what for to, what in book.told())
    assert states(book) == ["set"]
    book.pass_days(3)
    assert states(book) == ["expired"]
    assert handling(book.case) == []
    assert sum("F1 is to be reviewed" in what for _, what in book.told()) == 1


def test_a_flag_set_anew_lasts_longer_and_keeps_every_reason(book: CaseBook) -> None:
    flagged(book)
    book.pass_days(58)
    book.do("flag_conduct", "manager", review_on="2026-09-30", reason="a letter with the same threat")
    book.pass_days(30)
    assert book.case.conduct[0].state == "set"
    book.do("flag_conduct", "manager", lift=True, reason="he has apologised")
    flag = book.case.conduct[0]
    assert flag.state == "lifted"
    assert [one.reason for one in flag.reasons] == [
        "a threat, twice",
        "a letter with the same threat",
        "he has apologised",
    ]
    refused(book, "flag_conduct", "manager", lift=True, reason="again")


def test_a_report_may_be_dismissed_with_a_reason_and_who_reported_hears_of_it(book: CaseBook) -> None:
    reported(book)
    refused(book, "flag_conduct", because=NotAuthorised, lift=True, reason="it was nothing")
    book.do("flag_conduct", "lead", lift=True, reason="loud, and within what has to be borne")
    assert book.case.conduct[0].state == "dismissed"
    assert any(to == PEOPLE["handler"] and "dismissed" in what for to, what in book.told())


# --- engine rule 15 -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("care", ["accommodation", "distress", "dementia", "vulnerable"])
def test_a_request_for_accommodation_blocks_the_flag_until_it_was_looked_at(book: CaseBook, care: str) -> None:
    book.do("reclassify", flags=[care], reason="said so on the phone")
    reported(book)
    says = refused(book, "flag_conduct", "lead", **SET)
    assert care in says
    assert "accommodation_reviewed" in says
    book.do(
        "flag_conduct", "lead", accommodation_reviewed="asked: calls in the afternoon only; then still threats", **SET
    )
    assert book.case.conduct[0].reasons[0].reason.startswith("asked: calls")


def test_a_request_in_the_intake_blocks_it_too() -> None:
    book = reported(CaseBook(facts={"accommodation": True}))
    assert "accommodation" in refused(book, "flag_conduct", "lead", **SET)


def life(book: CaseBook, between: Callable[[CaseBook], object]) -> CaseBook:
    """A whole life with an offer turned down, a breach and a survey; `between` happens first."""
    between(book)
    book.pass_days(3)
    book.investigated("upheld").offered()
    book.do("answer_offer", "customer", answer="rejected")
    book.agreed()
    book.do("fulfil_remedy", "finance")
    book.provider("done")
    book.do("apologise", "lead", kind="responsibility", personal={"wrong": "we packed it badly"})
    book.do("add_prevention_task", kind="corrective", owner="carl.carton", due="2027-06-01", title="cartons")
    book.do("send_final_response")
    book.deliver()
    book.do("close", ground="accepted", arrived=True, personal={"words": "that settles it"})
    book.deliver()
    book.pass_days(20)
    book.deliver()
    return book


def flagged_and_restricted(book: CaseBook) -> None:
    flagged(book)
    restrict(book, two_people=True, no_visits=True)


def merits(book: CaseBook) -> dict[str, Any]:
    """Findings, remedies, apologies, dates, level, stage: everything about the matter itself."""
    about = {
        "decisions", "offers", "apologies", "causes", "deadlines", "waits", "stage", "round", "escalation", "settles_at",
        "closing_ground", "prevention", "waivers", "approver", "fired", "pauses",
    }  # fmt: skip
    return book.case.model_dump(mode="json", include=about)


def test_findings_remedies_and_dates_are_the_same_with_and_without_a_flag() -> None:
    plain = life(CaseBook(), lambda book: None)
    marked = life(CaseBook(), flagged_and_restricted)
    assert merits(marked) == merits(plain)
    kinds = [kind for kind in marked.kinds() if kind != "conduct_notice"]
    assert [kind for kind in plain.kinds() if kind != "survey"] == kinds
    assert substance_of(marked.case) == substance_of(plain.case)


def test_a_demand_is_on_record_as_a_demand_and_decided_by_a_lead_with_a_reason() -> None:
    book = CaseBook().investigated()
    book.do("record_contact", medium="phone", personal={"words": "pay or I post it", "demand": "a million"})
    assert (book.case.demands[0].personal, book.open_problems()) == ({"demand": "a million"}, ["CASE-1/demand/D1"])
    decide: dict[str, Any] = {"demand": "D1", "decided": "declined", "reason": "nothing is owed beyond the plate"}
    refused(book, "record_contact", because=NotAuthorised, **decide)
    refused(book, "record_contact", "lead", because=InvalidCommand, demand="D1", decided="declined")
    book.do("record_contact", "lead", **decide)

    assert (book.case.demands[0].decided, book.case.demands[0].decided_by) == ("declined", PEOPLE["lead"])
    assert book.open_problems() == []
    assert "waiting: none" in refused(book, "record_contact", "lead", **decide)


DEMAND: dict[str, Any] = {"medium": "phone", "personal": {"words": "pay or I post it", "demand": "a million"}}


def answers(book: CaseBook) -> list[tuple[str, str, date | datetime, str]]:
    return [(one.id, one.owner, one.due, one.state) for one in book.case.promises if one.what == "answer"]


def test_who_demands_something_is_told_by_when_they_hear_and_nothing_else(book: CaseBook) -> None:
    told = book.answer("record_contact", **DEMAND)
    assert answers(book) == [("PR1", "lead", date(2026, 6, 8), "open")]
    assert told.hints == ["“I cannot decide that here, you will hear by Mon 2026-06-08” (PR1)"]
    assert (
        book.case.problems[0].what
        == "the customer demands something (D1); nothing was promised but an answer by Mon 2026-06-08"
    )

    book.do("record_contact", "lead", demand="D1", decided="declined", reason="nothing is owed beyond the plate")
    assert any(order.facts["do"].endswith("then keep_promise PR1") for order in book.notices())
    book.pass_days(10)
    assert answers(book)[0][3] == "broken", "deciding is not telling"


def test_or_by_the_day_that_they_were_told(book: CaseBook) -> None:
    past = refused(book, "record_contact", because=InvalidCommand, answer_by="2026-05-01", **DEMAND)
    assert "answer_by: lies in the past" in past
    book.do("record_contact", answer_by="2026-06-03", **DEMAND)
    assert answers(book) == [("PR1", "lead", date(2026, 6, 3), "open")]
    alone = refused(book, "record_contact", because=InvalidCommand, answer_by="2026-06-03", personal={"words": "hello"})
    assert "personal.demand" in alone


def test_nobody_is_promised_an_answer_who_cannot_get_one() -> None:
    book = CaseBook(anonymous=True)
    book.do("record_contact", **DEMAND)
    assert answers(book) == []


@pytest.mark.parametrize("ground", ["accepted", "dissatisfied", "legal"])
def test_no_complaint_is_closed_over_a_demand_that_nobody_has_decided(ground: str) -> None:
    book = CaseBook().answered("not_upheld")
    book.do("record_contact", **DEMAND)
    close: dict[str, Any] = {"ground": ground, "reason": "every offer was made", "personal": {"words": "all right"}}
    assert "decision on demand D1: record_contact" in refused(book, "close", "manager", **close)
    book.do("record_contact", "lead", demand="D1", decided="declined", reason="nothing is owed beyond the plate")
    book.do("close", "manager", **close)


@pytest.mark.parametrize(
    "kind, danger", [("violence", True), ("threat", True), ("online_threat", True), ("other", False)]
)
def test_where_somebody_may_be_in_danger_security_and_the_police_come_first(
    book: CaseBook, kind: str, danger: bool
) -> None:
    told = book.answer("flag_conduct", kinds=[kind], personal={"facts": "he raised his fist"})
    [lead] = [order.facts["do"] for order in book.notices() if order.facts["what"].startswith("conduct towards")]
    assert lead.startswith("security and the police first") is danger
    assert (told.hints != []) is danger
    assert ("まず警備・警察へ" in "".join(told.hints)) is danger, "whoever reports reads it at once"


def test_a_demand_changes_nothing_of_what_is_found_and_offered() -> None:
    plain, loud = CaseBook().investigated(), CaseBook().investigated()
    loud.do("record_contact", medium="phone", personal={"words": "pay", "demand": "a million"})

    assert [d.outcome for d in plain.case.decisions] == [d.outcome for d in loud.case.decisions]
    assert [(d.duty, d.due) for d in plain.case.deadlines] == [(d.duty, d.due) for d in loud.case.deadlines]


def test_the_care_for_who_was_concerned_is_the_leads_own_task() -> None:
    book = CaseBook().investigated()
    book.do("flag_conduct", kinds=["threat"], personal={"facts": "by phone"})

    assert ("lead", f"{PEOPLE['handler']} may need you after what happened") in book.told()
    assert "may need you" not in book.case.timeline[-1].what


def test_no_survey_while_conduct_is_flagged() -> None:
    assert "survey" in life(CaseBook(), lambda book: None).kinds()
    assert "survey" not in life(CaseBook(), flagged).kinds()
    assert "survey" in life(CaseBook(), reported).kinds(), "a report alone marks nobody"


@pytest.mark.parametrize("ends", ["expired", "lifted"])
def test_nor_after_a_flag_of_this_round_has_ended(ends: str) -> None:
    book = flagged(CaseBook())
    if ends == "lifted":
        book.do("flag_conduct", "lead", lift=True, reason="he has apologised")
    else:
        book.come("conduct/F1/end")
    assert states(book) == [ends]
    book.closed("not_upheld").pass_days(30)
    assert "survey" not in book.kinds()
    assert "conduct" in book.case.survey_not_asked


def test_what_was_dismissed_or_belongs_to_an_earlier_round_marks_nobody() -> None:
    book = reported(CaseBook())
    book.do("flag_conduct", "lead", lift=True, reason="he was not rude, he was loud")
    book.closed("not_upheld").pass_days(30)
    assert "survey" in book.kinds()

    book = flagged(CaseBook())
    book.do("flag_conduct", "lead", lift=True, reason="he has apologised")
    book.closed("not_upheld").do("reopen", "lead", reason="it came back")
    book.deliver()
    book.closed("not_upheld").pass_days(30)
    assert "survey" in book.kinds()


# --- restrictions ---------------------------------------------------------------------------------------------------------


def test_only_a_manager_restricts_on_a_flag_that_is_set_for_a_time_and_says_what(book: CaseBook) -> None:
    body: dict[str, Any] = {"reason": "threats on the phone", "until": "2026-06-30", "two_people": True}
    refused(reported(book), "restrict_contact", "manager", **body)
    book.do("flag_conduct", "lead", **SET)
    refused(book, "restrict_contact", "lead", because=NotAuthorised, **body)
    refused(book, "restrict_contact", "manager", because=InvalidCommand, **{**body, "two_people": False})
    refused(book, "restrict_contact", "manager", because=InvalidCommand, **{**body, "until": None})
    refused(book, "restrict_contact", "manager", because=InvalidCommand, **{**body, "until": "2026-12-31"})
    book.do("restrict_contact", "manager", **body)
    assert "contact R1: two people, until 2026-06-30" in handling(book.case)


def test_while_contact_is_restricted_every_letter_keeps_to_it_and_names_its_person(book: CaseBook) -> None:
    names = {one: {"en": one} for one in PEOPLE.values()}
    book.case.team_names = names
    flagged(book)
    restrict(book, person=PEOPLE["lead"], channel="email", hours="10 to 12")
    book.do("ask_customer", "lead", personal={"questions": ["Which colour is it?"]})
    book.deliver("question")
    book.come("wait/question_reminder")

    for kind in ("conduct_notice", "reminder"):
        (order,) = book.letters(kind)
        assert order.facts["restricted"] == {"channel": "email", "hours": "10 to 12", "one_person": True}
        assert order.facts["names"]["handler"] == PEOPLE["lead"]

    book.do("restrict_contact", "manager", lift=True, reason="it is calm again")
    book.do("send_update", personal={"message": "The plate is packed."})
    (order,) = book.letters("progress_update")
    assert "restricted" not in order.facts
    assert order.facts["names"]["handler"] == PEOPLE["handler"]


def test_nobody_is_spoken_to_where_there_is_to_be_no_contact(book: CaseBook) -> None:
    restrict(flagged(book), no_contact=True)

    (order,) = book.letters("conduct_notice")
    assert order.facts["restricted"] == {"channel": "written"}


def test_only_the_one_person_named_writes_to_the_customer_or_a_manager(book: CaseBook) -> None:
    restrict(flagged(book), person=PEOPLE["lead"])
    assert f"only {PEOPLE['lead']} has contact" in refused(book, "send_update", because=NotAuthorised)
    book.do("send_update", "lead")
    book.do("send_update", "manager")
    book.do("decide", heads=[{"head": "all", "outcome": "upheld"}], personal={"found": "broken", "reasons": "seen"})


def test_what_was_done_otherwise_is_on_record_and_never_refused(book: CaseBook) -> None:
    restrict(flagged(book), channel="email", no_visits=True)
    book.do("record_contact", direction="out", medium="visit", second="leo.lead", personal={"words": "we met"})
    lines = [line.what for line in book.case.timeline[-3:]]
    assert any("contact by visit and not by email" in line for line in lines)
    assert any("a meeting although there are to be none" in line for line in lines)


def test_a_restriction_ends_by_itself_and_another_takes_its_place(book: CaseBook) -> None:
    restrict(flagged(book), two_people=True)
    restrict(book, channel="email", reason="he now writes")
    assert [one.state for one in book.case.restrictions] == ["lifted", "active"]
    book.pass_days(27.5)
    assert any("R2 is to be reviewed" in what for to, what in book.told() if to == "manager")
    book.pass_days(3)
    assert book.case.restrictions[-1].state == "ended"
    assert "no restriction" in refused(book, "restrict_contact", "manager", lift=True, reason="all is calm")


def test_nobody_complained_of_and_nobody_unknown_becomes_the_one_person() -> None:
    book = flagged(CaseBook(opened={"complained_of": ["carl.c"], "team_names": {"carl.c": {}, "leo.lead": {}}}))
    body: dict[str, Any] = {"reason": "threats", "until": "2026-06-30"}
    refused(book, "restrict_contact", "manager", person="carl.c", **body)
    refused(book, "restrict_contact", "manager", because=InvalidCommand, person="nobody.known", **body)
    book.do("restrict_contact", "manager", person="leo.lead", **body)


def test_a_flag_outlives_the_round_and_what_ends_it_is_its_day(book: CaseBook) -> None:
    book.closed("not_upheld")
    flagged(book)
    book.do("reopen", "lead", reason="it came back")
    assert states(book) == ["set"]
    book.now += timedelta(days=70)
    book.pass_days(0)
    assert states(book) == ["expired"]


def test_the_customer_is_not_told_twice_of_one_restriction(book: CaseBook) -> None:
    flagged(book)
    restrict(book, channel="letter")
    assert "R1 says so already" in refused(
        book, "restrict_contact", "manager", until="2026-06-30", channel="letter", reason="threats again"
    )
    restrict(book, channel="letter", no_visits=True)
    assert [one.state for one in book.case.restrictions] == ["lifted", "active"]


def test_a_lead_is_not_above_the_one_person_named(book: CaseBook) -> None:
    restrict(flagged(book), person="nora.new")
    assert "only nora.new has contact" in refused(book, "send_update", "lead", because=NotAuthorised)
    book.do("send_update", "handler", "nora.new")
