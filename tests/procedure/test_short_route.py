"""First-contact resolution: one command for a whole round, where the pack and the matter allow it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from domain.errors import ComplaintError, IllegalCommand, InvalidCommand, NotAuthorised, WordsRefused
from messages.deeds import CallOff, RemedyOrder
from tests.procedure.case_book import REFUND, CaseBook
from tests.procedure.refusing import refused
from workflows.procedure.allowed import allowed
from workflows.procedure.next_act import next_act

SAID: dict[str, Any] = {
    "summary": "one payment was taken twice",
    "apology": "I am sorry that we took it twice",
    "words": "that is fine, thank you",
}
HEARD: dict[str, Any] = {
    "medium": "phone",
    "outcome": "upheld",
    "cause": "billing",
    "prevention": "no",
    "reason": "a single slip of one day",
}
GIVEN: dict[str, Any] = {"remedy": [REFUND], "personal": {**SAID, "remedy": "we pay the second one back"}}


def settle(book: CaseBook, role: str = "handler", **changes: Any) -> None:
    book.do("resolve_now", role, **{**HEARD, "personal": SAID, **changes})


def states(book: CaseBook) -> dict[str, str]:
    return {one.duty: one.state for one in book.case.deadlines if one.round == 1}


def test_one_command_records_a_whole_round_and_closes_it(book: CaseBook) -> None:
    settle(book)
    case = book.case
    assert (case.stage, case.closing_ground) == ("closed", "short_route")
    assert [one.kind for one in case.apologies] == ["regret"]
    assert [one.category for one in case.causes] == ["billing"]
    assert [one.outcome for one in case.decisions] == ["upheld"]
    assert case.summary_agreed_at is not None
    assert states(book) == dict.fromkeys(states(book), "met") | {"follow_up": "cancelled"}
    assert case.timeline[-1].personal is None or "words" in (case.timeline[-1].personal or {})


def test_an_apology_whose_letter_has_not_left_is_made_on_the_spot_and_the_letter_is_called_off(book: CaseBook) -> None:
    book.do("apologise", kind="regret", personal={"told_us": "one payment was taken twice"})
    effect = book.case.apologies[0].effect_id
    settle(book)
    written, spoken = book.case.apologies
    assert (written.state, spoken.state, spoken.medium) == ("declined", "made", "phone")
    assert spoken.personal == {"words": SAID["apology"]}
    assert effect in [one.effect_id for one in book.pending if isinstance(one, CallOff)]


def test_a_letter_that_leaves_although_it_was_called_off_makes_no_second_apology(book: CaseBook) -> None:
    book.do("apologise", kind="regret", personal={"told_us": "one payment was taken twice"})
    settle(book)
    book.deliver("apology_regret")
    assert [one.state for one in book.case.apologies] == ["declined", "made"]
    assert book.case.timeline[-1].what == "letter sent: apology_regret (it had been given up)"


def test_an_apology_that_waits_for_approval_is_made_on_the_spot(book: CaseBook) -> None:
    book.do("apologise", kind="regret", personal={"told_us": "it was taken twice", "words": "It was our mistake."})
    assert book.case.apologies[0].state == "awaiting_approval"
    settle(book)
    assert [one.state for one in book.case.apologies] == ["declined", "made"]


def test_the_feeling_observed_in_it_opens_the_next_letter(book: CaseBook) -> None:
    with pytest.raises(InvalidCommand, match=r"resolve_now: personal\.mood: give one of calm"):
        settle(book, personal={**SAID, "mood": "furious"})
    settle(book, personal={**SAID, "mood": "worried"})

    assert (book.case.personal or {})["mood"] == "worried"


def test_no_letter_leaves_and_the_acknowledgement_that_waited_is_called_off(book: CaseBook) -> None:
    settle(book)
    assert [letter.kind for letter in book.case.letters if letter.kind != "notice" and letter.order] == []


def test_the_survey_is_asked_and_the_door_stays_open(book: CaseBook) -> None:
    settle(book)
    assert {wait.name for wait in book.case.waits} == {"survey_asked", "reopen_until"}
    assert next_act(book.case).what == "the survey goes out by itself; reopen if the matter comes back"
    book.do("reopen", "lead", reason="charged again")
    assert book.stage() == "investigating"


def test_money_is_released_by_another_person_and_the_last_receipt_closes(book: CaseBook) -> None:
    settle(book, **GIVEN)
    assert book.stage() == "remedy_agreed"
    with pytest.raises(NotAuthorised):
        book.do("fulfil_remedy", "handler")
    book.do("fulfil_remedy", "finance")
    book.provider("done")
    assert (book.stage(), book.case.closing_ground) == ("closed", "short_route")
    assert book.case.settles_at is not None
    assert book.case.settles_at > book.now + timedelta(days=80)


def test_what_costs_nothing_begins_at_once(book: CaseBook) -> None:
    item = {"kind": "replacement", "ground": "obligation"}
    settle(book, remedy=[item], personal=GIVEN["personal"])
    assert [one.kind for one in book.pending if isinstance(one, RemedyOrder)] == ["replacement"]
    book.provider("done")
    assert book.stage() == "closed"


def test_a_remedy_the_provider_refuses_leads_back_to_the_long_way(book: CaseBook) -> None:
    settle(book, **GIVEN)
    book.do("fulfil_remedy", "finance")
    book.provider("refused")
    assert book.stage() == "investigating"
    assert book.open_problems()


# --- refused --------------------------------------------------------------------------------------------------------------


def test_without_the_customers_own_words_it_is_not_settled(book: CaseBook) -> None:
    said = {key: value for key, value in SAID.items() if key != "words"}
    with pytest.raises(InvalidCommand, match=r"personal\.words.*own words of acceptance"):
        settle(book, personal=said)


def test_above_ones_own_limit_it_is_offered_the_long_way(book: CaseBook) -> None:
    dear = [{**REFUND, "amount": "100.01"}]
    with pytest.raises(NotAuthorised, match="needs the approval of lead"):
        settle(book, **{**GIVEN, "remedy": dear})


@pytest.mark.parametrize("harm", ["injury", "property"])
def test_harm_is_never_settled_so(harm: str) -> None:
    with pytest.raises(IllegalCommand, match="safety and harm"):
        settle(CaseBook(harm={harm: True}))


def test_critical_matters_are_never_settled_so() -> None:
    with pytest.raises(IllegalCommand, match="safety and harm"):
        settle(CaseBook(opened={"severity": "critical"}))


def test_a_lead_looks_first_where_the_customer_may_need_care() -> None:
    book = CaseBook(opened={"vulnerable": True})
    with pytest.raises(NotAuthorised, match="let a lead look"):
        settle(book)
    settle(book, "lead")
    assert book.stage() == "closed"


@pytest.mark.parametrize("flag", ["accommodation", "distress", "dementia", "bereavement", "legal"])
def test_a_lead_looks_first_at_what_asks_for_care(book: CaseBook, flag: str) -> None:
    book.do("reclassify", reason="said on the phone", flags=[flag])
    with pytest.raises(NotAuthorised, match=rf"\({flag}\): let a lead look"):
        settle(book)
    settle(book, "lead")
    assert book.stage() == "closed"


@pytest.mark.parametrize("rule", ["vulnerable-customer", "words-vulnerability"])
def test_a_lead_looks_first_where_the_words_spoke_of_somebody_who_needs_care(rule: str) -> None:
    book = CaseBook(opened={"severity": "high", "severity_reasons": [rule]})
    with pytest.raises(NotAuthorised, match=rf"\({rule}\): let a lead look"):
        settle(book)
    settle(book, "lead")
    assert book.stage() == "closed"


CALLED: dict[str, Any] = {"medium": "phone", "direction": "out", "personal": {"words": "nobody is hurt"}}


def test_what_nobody_has_asked_about_safety_is_not_closed_away() -> None:
    book = CaseBook(category="safety.overheating", opened={"safety_asked": True, "severity": "high"})
    with pytest.raises(IllegalCommand, match=r"nobody has asked yet whether somebody is hurt; ask: .*record_contact"):
        settle(book, "lead")
    assert (states(book)["safety_call"], book.open_problems()) == ("running", ["safety"])
    book.do("record_contact", **CALLED, safety={"hurt": False, "in_use": False, "kept": True})
    settle(book)
    assert book.stage() == "closed"


def test_what_may_hurt_others_is_never_settled_so_whatever_severity_the_sender_gave() -> None:
    with pytest.raises(IllegalCommand, match="safety and harm"):
        settle(CaseBook(harm={"others_at_risk": True}, severity="medium"), "manager")


def test_whoever_was_asked_last_says_whether_others_are_at_risk() -> None:
    book = CaseBook(harm={"others_at_risk": True}, severity="medium")
    book.do("record_contact", **CALLED, safety={"hurt": False, "in_use": False, "kept": True})
    settle(book)
    assert book.stage() == "closed"


@pytest.mark.parametrize("authority", ["none", "claimed"])
def test_a_caller_without_authority_settles_nothing(authority: str) -> None:
    with pytest.raises(IllegalCommand, match="authority to act"):
        settle(CaseBook(opened={"representative": authority}))


def test_after_a_decision_it_is_too_late_for_the_short_route(book: CaseBook) -> None:
    with pytest.raises(IllegalCommand, match="past its first contact"):
        settle(book.investigated())


@pytest.mark.parametrize(
    "fact",
    [
        "hardship",
        "declined_insurance_claim",
        "claim_value",
        "trustee_decision",
        "death_benefit",
        "written_reply_requested",
    ],
)
def test_rg_271_refuses_the_short_route_for_its_exclusions(fact: str) -> None:
    with pytest.raises(IllegalCommand, match=r"written_response_waiver is not possible.*271\.71"):
        settle(CaseBook("au-rg271", calendar="AU-NSW", facts={fact: True}))


def test_rg_271_falls_away_when_it_is_settled_in_time_and_not_a_day_later() -> None:
    book = CaseBook("au-rg271", calendar="AU-NSW")
    settle(book)
    assert states(book)["idr_response"] == "cancelled"

    late = CaseBook("au-rg271", calendar="AU-NSW")
    late.now += timedelta(days=9)
    with pytest.raises(IllegalCommand, match="was possible until"):
        settle(late)


def test_a_code_that_knows_no_short_route_asks_for_its_written_answer() -> None:
    with pytest.raises(IllegalCommand, match=r"uk-housing asks for an answer of its own \(stage1_response\)"):
        settle(CaseBook("uk-housing"))


@pytest.mark.parametrize(
    "prevention, missing", [("yes", "task: say who"), ("no", "reason: say why"), ("known", "known_issue: name")]
)
def test_whatever_is_decided_about_prevention_says_what(book: CaseBook, prevention: str, missing: str) -> None:
    with pytest.raises(IllegalCommand, match=missing):
        settle(book, prevention=prevention, reason=None)


def test_prevention_that_is_needed_opens_its_task(book: CaseBook) -> None:
    task = {"kind": "corrective", "owner": "carl.carton", "due": date(2027, 6, 1).isoformat(), "title": "one size"}
    settle(book, prevention="yes", task=task)
    assert [one.owner for one in book.case.prevention] == ["carl.carton"]


# --- with the letter a pack asks for --------------------------------------------------------------------------------------


def test_disp_asks_for_a_summary_resolution_letter_and_lets_the_eight_weeks_fall_away() -> None:
    book = CaseBook("uk-fca-disp")
    settle(book)
    assert (book.stage(), states(book)["final_response"]) == ("closed", "cancelled")
    assert [one.kind for one in book.case.letters if one.order and one.kind != "notice"] == ["summary_resolution"]
    book.deliver("summary_resolution")
    book.pass_days(80)
    assert not [one for one in book.case.deadlines if one.state == "breached"]


def test_disp_ends_the_short_route_with_the_third_business_day() -> None:
    book = CaseBook("uk-fca-disp")
    book.now += timedelta(days=3, hours=14)  # Thursday 4 June 2026, 23:00 UTC: Friday in London
    with pytest.raises(IllegalCommand, match=r"summary_resolution was possible until 2026-06-04 \(FCA DISP 1\.5\)"):
        settle(book)


def test_the_letter_that_confirms_it_says_what_the_customer_gets() -> None:
    book = CaseBook("uk-fca-disp")
    settle(book, **GIVEN)

    (order,) = book.letters("summary_resolution")
    assert [(one["kind"], one["amount"], one["state"]) for one in order.facts["items"]] == [
        ("refund", "20.00", "agreed")
    ]
    assert order.personal is not None
    assert order.personal["descriptions"] == {"O1": "we pay the second one back"}


@pytest.mark.parametrize(
    "remedy, because",
    [("You failed to call; we pay it back", WordsRefused), ("We pay it back, it was our fault", NotAuthorised)],
)
def test_and_its_words_are_read_like_everything_we_write(remedy: str, because: type[ComplaintError]) -> None:
    refused(
        CaseBook("uk-fca-disp"),
        "resolve_now",
        because=because,
        **{**HEARD, **GIVEN, "personal": {**SAID, "remedy": remedy}},
    )


# --- nothing on the spot after conduct (desk, C17) ------------------------------------------------------------------------------

REPORT: dict[str, Any] = {"kinds": ["abusive_language"], "personal": {"facts": "shouted for twenty minutes"}}


@pytest.mark.parametrize("set_too", [False, True], ids=["reported", "set"])
def test_after_a_report_of_conduct_only_a_lead_settles_it_on_the_spot(book: CaseBook, set_too: bool) -> None:
    book.do("flag_conduct", **REPORT)
    if set_too:
        book.do("flag_conduct", "lead", review_on="2026-06-30", reason="as recorded")
    with pytest.raises(NotAuthorised, match=r"F1.*nothing is given on the spot.*you will hear by"):
        settle(book, **GIVEN)
    settle(book, "lead", second="hanako.handler", **GIVEN)
    assert book.stage() == "remedy_agreed"


def test_a_report_that_was_dismissed_takes_nothing_away(book: CaseBook) -> None:
    book.do("flag_conduct", **REPORT)
    book.do("flag_conduct", "lead", lift=True, reason="he was loud, not abusive")
    settle(book, **GIVEN)
    assert book.stage() == "remedy_agreed"


@pytest.mark.parametrize("role", ["handler", "lead", "manager"])
def test_a_demand_is_decided_before_anything_is_settled(book: CaseBook, role: str) -> None:
    book.do("record_contact", medium="phone", personal={"words": "pay or I post it", "demand": "a million"})
    with pytest.raises(IllegalCommand, match="demand D1 is never decided on the spot"):
        settle(book, role, **GIVEN)
    book.do("record_contact", "lead", demand="D1", decided="declined", reason="nothing is owed beyond the plate")
    settle(book, role, **GIVEN)
    assert book.stage() == "remedy_agreed"


def test_who_has_said_sorry_already_need_not_say_it_on_record_once_more(book: CaseBook) -> None:
    book.do(
        "apologise", kind="regret", medium="phone", personal={"told_us": "it was taken twice", "words": "I am sorry"}
    )
    settle(book)

    assert [one.kind for one in book.case.apologies] == ["regret"]
    assert {"words": SAID["apology"]} in [entry.personal for entry in book.case.timeline]
    assert book.stage() == "closed"


def test_whoever_settles_on_the_spot_hears_what_is_still_to_come(book: CaseBook) -> None:
    book.do("promise", what="call_back", due="2026-06-03")
    hints = book.answer("resolve_now", **{**HEARD, "personal": SAID}).hints

    assert any(hint.startswith("closed with promises to keep: PR1") for hint in hints)


def test_a_known_issue_that_does_not_fit_is_accepted_and_said(book: CaseBook) -> None:
    known = {"prevention": "known", "known_issue": "no-such-issue", "reason": None}
    hints = book.answer("resolve_now", **{**HEARD, **known, "personal": SAID}).hints
    assert any("no-such-issue is none of the known issues that fit" in hint for hint in hints)


def test_in_a_new_round_sorry_is_said_anew(book: CaseBook) -> None:
    spoken = {"told_us": "it was taken twice", "words": "I am sorry"}
    book.do("apologise", kind="regret", medium="phone", personal=spoken)
    book.do("withdraw", "customer", personal={"words": "let it be"})
    book.do("reopen", "lead", reason="it was taken a third time")
    settle(book, "lead")

    assert [(one.round, one.state) for one in book.case.apologies] == [(1, "made"), (2, "made")]


def test_nobody_is_shown_the_short_route_before_safety_was_asked() -> None:
    book = CaseBook(category="safety.overheating", opened={"safety_asked": True, "severity": "high"})
    assert "resolve_now" not in allowed(book.case)
    book.do("record_contact", **CALLED, safety={"hurt": False, "in_use": False, "kept": True})
    assert "resolve_now" in allowed(book.case)
