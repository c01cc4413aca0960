"""What a pack asks of its letters: refused at the door where a person can give it, and carried to whoever writes the letter."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.dates import Deadline
from domain.errors import IllegalCommand, InvalidCommand, MissingContent
from messages.deeds import LetterOrder
from policies.contracts import read, required
from tests.procedure.case_book import CAN_STILL_DO, MONDAY, CaseBook
from tests.procedure.refusing import refused

DELAY: dict[str, Any] = {"new_date": "2026-07-10", "personal": {"reasons_for_delay": "the bank has not answered yet"}}
ACCEPTED: dict[str, Any] = {"personal": {"accepted": "that settles it, thank you"}}


def book_of(pack: str, outcome: str = "upheld", **changes: Any) -> CaseBook:
    """A complaint under that pack, decided."""
    book = CaseBook(pack, **changes)
    book.deliver()
    book.do("record_root_cause", method="test", category="billing", personal={"statement": "s", "whys": ["w"]})
    book.decided(outcome)
    return book


def asked(order: LetterOrder) -> list[str]:
    """What the letter has to contain, as the order tells whoever writes it."""
    return [one.item for one in required(read(order.facts["contract"]), order.at.date())]


def duty(book: CaseBook, name: str) -> Deadline:
    return next(one for one in book.case.deadlines if one.duty == name and one.round == book.case.round)


# --- the final response -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("outcome, kind", [("upheld", "final_response"), ("not_upheld", "not_upheld")])
def test_the_order_of_a_final_response_carries_what_the_pack_requires(outcome: str, kind: str) -> None:
    book = book_of("uk-fca-disp", outcome)
    book.do("send_final_response", personal=CAN_STILL_DO)

    [order] = book.letters(kind)
    assert asked(order) == ["decision", "reasons", "referral_right", "ombudsman_contact", "leaflet", "waiver_wording"]
    assert order.facts["contract"]["pack"] == "uk-fca-disp"


def test_a_letter_under_a_pack_that_asks_for_nothing_carries_nothing(book: CaseBook) -> None:
    assert "contract" not in book.letters("acknowledgement")[0].facts


def test_what_a_person_has_to_supply_is_asked_for_at_the_door_and_nothing_is_written() -> None:
    book = book_of("uk-housing")

    told = refused(book, "send_final_response", because=MissingContent)
    assert told == (
        "final_response: complaint_definition is missing, which uk-housing requires (Housing Ombudsman, Complaint Handling "
        "Code 2024, section 6); agree_summary first, or give personal.complaint_definition"
    )
    book.do("agree_summary", personal={"summary": "the roof leaks", "desired_outcome": "a dry room"})
    assert "remedy is missing" in refused(book, "send_final_response", because=MissingContent)
    words = {"remedy": "we mend the roof"}
    assert "outstanding_actions" in refused(book, "send_final_response", because=MissingContent, personal=words)

    book.do("promise", what="other", due="2026-07-01", personal={"what": "the roof"})
    book.do("send_final_response", personal={**words, "outstanding_actions": "the roof, by 1 July"})
    [order] = book.letters("final_response")
    assert order.personal is not None
    assert (order.facts["stage"], order.personal["complaint_definition"]) == (1, "the roof leaks")


def test_what_the_case_knows_need_not_be_said_again() -> None:
    book = book_of("uk-housing")
    book.do("agree_summary", personal={"summary": "the roof leaks", "desired_outcome": "a dry room"})
    book.offered()
    book.do("answer_offer", "customer", answer="accepted")
    book.do("send_final_response")

    facts = book.letters("final_response")[0].facts
    assert ([item["kind"] for item in facts["items"]], facts["outstanding"]) == (["refund"], True)


def test_where_nothing_was_upheld_the_letter_says_that_nothing_is_done() -> None:
    book = book_of("uk-housing", "not_upheld")
    book.do("agree_summary", personal={"summary": "the roof leaks", "desired_outcome": "a dry room"})
    book.do("send_final_response", personal={"outstanding_actions": "nothing is outstanding", **CAN_STILL_DO})

    assert book.letters("not_upheld")[0].facts["no_remedy"] is True


def test_a_response_at_stage_two_says_so() -> None:
    book = book_of("uk-housing")
    words = {"complaint_definition": "the roof leaks", "remedy": "we mend it", "outstanding_actions": "the roof"}
    book.do("send_final_response", personal=words)
    book.deliver()
    book.do("request_review", "customer")
    book.deliver()
    book.do("waive_root_cause", "lead", reason="found at stage 1")
    book.decided("upheld", "lead")
    book.do("send_final_response", "lead", personal=words)

    contract = book.letters("final_response")[0].facts
    assert (contract["stage"], contract["contract"]["stage"]) == (2, 2)


def test_the_customers_own_letters_and_calls_are_listed_where_the_pack_asks() -> None:
    book = book_of("us-cfpb")
    book.do("record_contact", medium="phone", personal={"words": "any news?"})
    told = refused(book, "send_final_response", because=MissingContent)
    assert "steps_taken is missing, which us-cfpb requires" in told
    book.do("send_final_response", personal={"steps_taken": "we paid it back", "outstanding_actions": "none"})

    listed = book.letters("final_response")[0].facts["communications"]
    assert [(one["way"], one.get("medium", "")) for one in listed] == [("in", ""), ("out", "letter"), ("in", "phone")]


def test_an_answer_that_has_to_contain_something_is_given_in_writing() -> None:
    book = book_of("uk-fca-disp")

    told = refused(book, "send_final_response", because=MissingContent, medium="phone", personal={"words": "sorry"})
    assert "answer in writing" in told
    assert duty(book, "final_response").state == "running"


def test_a_no_to_one_point_keeps_what_is_asked_of_a_no() -> None:
    book = CaseBook("au-rg271", calendar="AU-NSW", heads=[{"id": "h1", "category": "a"}, {"id": "h2", "category": "b"}])
    book.deliver()
    words = {"found": "f", "reasons": "r"}
    upheld = {"head": "h1", "outcome": "upheld", "no_remedy": "put right the same day"}
    book.do("decide", heads=[upheld, {"head": "h2", "outcome": "not_upheld"}], personal={"h1": words, "h2": words})
    book.do("send_final_response")

    assert {"facts_found", "reasons"} <= set(asked(book.letters("final_response")[0]))


def test_a_blocked_letter_goes_again_when_the_firm_has_written_its_text_and_is_signed_by_who_sends_it() -> None:
    names = {"hanako.handler": {"en": "Hanako Handler"}, "mana.manager": {"en": "Mana Manager"}}
    book = book_of("uk-fca-disp", opened={"team_names": names})
    book.do("send_final_response")
    effect = book.stuck("final_response", "blocked")
    assert book.open_problems() == [effect]
    assert duty(book, "final_response").state == "running"

    book.do("send_letter", "manager", effect_id=effect, then="again")
    [order] = book.letters("final_response")
    assert order.effect_id == effect
    assert (order.facts["names"]["signatory"], order.facts["names"]["signatory_role"]) == ("Mana Manager", "manager")


# --- the acknowledgement ----------------------------------------------------------------------------------------------------


def test_the_acknowledgement_has_the_timetable_also_when_the_day_had_passed() -> None:
    in_time = CaseBook("uk-fca-disp").letters("acknowledgement")[0]
    late = CaseBook("uk-fca-disp", received_at="2026-02-01T09:00:00+00:00").letters("acknowledgement")[0]

    assert asked(in_time) == asked(late) == ["timetable"]
    assert in_time.facts["final_response_by"] == "2026-07-27"
    assert late.facts["answer_was_due"] == "2026-03-29"


# --- letters on the way -----------------------------------------------------------------------------------------------------


def test_a_holding_response_in_time_starts_the_clock_of_the_35_business_days() -> None:
    book = CaseBook("uk-fca-disp", facts={"payment_service": True})
    book.pass_days(10)
    book.do("send_letter", kind="holding_response", **DELAY)
    assert not [one for one in book.case.deadlines if one.duty == "final_response_after_holding"]
    book.deliver("holding_response")

    after = duty(book, "final_response_after_holding")
    assert (str(after.due), after.anchor_event, after.state) == ("2026-07-20", "received", "running")
    assert duty(book, "final_response").state == "met"
    book.decided()
    book.do("send_final_response")
    book.deliver()
    assert duty(book, "final_response_after_holding").state == "met"


def test_a_holding_response_after_the_fifteenth_business_day_buys_nothing() -> None:
    book = CaseBook("uk-fca-disp", facts={"payment_service": True})
    book.pass_days(21)
    book.do("send_letter", kind="holding_response", **DELAY)
    book.pass_days(1)
    assert duty(book, "final_response").state == "breached"
    book.deliver("holding_response")

    assert not [one for one in book.case.deadlines if one.duty == "final_response_after_holding"]
    assert (duty(book, "final_response").state, duty(book, "final_response").met_at) == ("breached", None)
    assert any(
        "came too late for final_response_after_holding: it had to leave by 2026-06-22" in line.what
        for line in book.case.timeline
    )


def test_a_holding_response_is_no_answer_where_no_payment_service_is_concerned() -> None:
    book = CaseBook("uk-fca-disp")
    book.do("send_letter", kind="holding_response", **DELAY)
    book.deliver("holding_response")

    assert duty(book, "final_response").state == "running"
    assert any("only for complaints with payment_service" in line.what for line in book.case.timeline)


def test_the_letter_at_eight_weeks_keeps_the_limit_where_no_payment_service_is_concerned() -> None:
    book = CaseBook("uk-fca-disp")
    book.do("send_letter", kind="delay_notice", **DELAY)
    book.deliver("delay_notice")
    paying = CaseBook("uk-fca-disp", facts={"payment_service": True})
    paying.do("send_letter", kind="delay_notice", **DELAY)
    paying.deliver("delay_notice")

    assert duty(book, "final_response").state == "met"
    assert duty(paying, "final_response").state == "running"


@pytest.mark.parametrize(
    "pack, name", [("uk-ofgem", "signposting_letter"), ("uk-ofcom", "adr_letter"), ("ie-cpc", "referral_notice")]
)
def test_signposting_meets_the_packs_own_duty_when_it_has_left(pack: str, name: str) -> None:
    book = CaseBook(pack)
    words = {"decision": "we could not agree", "offer_still_open": "there is no offer"}
    book.do("send_letter", kind="signposting", personal=words)
    assert duty(book, name).state == "running"
    book.deliver("signposting")

    assert duty(book, name).state == "met"


def test_a_signpost_without_a_decision_asks_for_one() -> None:
    book = CaseBook("uk-ofgem")
    assert "decision is missing, which uk-ofgem requires" in refused(
        book, "send_letter", because=MissingContent, kind="signposting"
    )
    book.deliver()
    book.decided("not_upheld")
    words = {"offer_still_open": "there is no offer"}
    book.do("send_letter", kind="signposting", personal=words)
    assert book.letters("signposting")[0].facts["heads"] == [{"id": "all", "outcome": "not_upheld"}]


def test_nothing_is_resolved_at_once_without_the_customers_own_word() -> None:
    book = CaseBook("uk-fca-disp")
    refused(book, "send_letter", because=InvalidCommand, kind="summary_resolution")
    book.do("send_letter", kind="summary_resolution", **ACCEPTED)
    book.deliver("summary_resolution")

    assert duty(book, "final_response").state == "met"
    assert any(line.personal == {"words": "that settles it, thank you"} for line in book.case.timeline)


def test_a_delay_says_why_and_until_when_under_every_pack(book: CaseBook) -> None:
    for kind in ("holding_response", "delay_notice"):
        assert "reasons_for_delay" in refused(
            book, "send_letter", because=MissingContent, kind=kind, new_date="2026-07-10"
        )
        words = {"reasons_for_delay": "the maker still tests"}
        assert "new_date" in refused(book, "send_letter", because=MissingContent, kind=kind, personal=words)
        today = MONDAY.date().isoformat()
        refused(book, "send_letter", because=InvalidCommand, kind=kind, personal=words, new_date=today)
        book.do("send_letter", kind=kind, personal=words, new_date="2026-07-10")
        assert "contract" not in book.letters(kind)[0].facts


def test_words_that_a_letter_would_not_say_are_refused(book: CaseBook) -> None:
    told = refused(book, "send_letter", because=InvalidCommand, personal={"words": "Thank you.", "reason": "why"})
    assert "personal.reason: a letter of the kind individual does not say it" in told


def test_no_delay_is_told_once_the_answer_is_given() -> None:
    book = book_of("uk-fca-disp")
    book.do("send_final_response")
    refused(book, "send_letter", because=IllegalCommand, kind="delay_notice", **DELAY)


def test_a_holding_response_that_a_person_found_to_have_left_buys_the_time() -> None:
    book = CaseBook("uk-fca-disp", facts={"payment_service": True})
    book.do("send_letter", kind="holding_response", **DELAY)
    effect = book.stuck("holding_response", "unknown")
    book.do("send_letter", "lead", effect_id=effect, then="was_sent")

    assert duty(book, "final_response_after_holding").state == "running"


def test_the_second_of_two_holding_responses_moves_nothing() -> None:
    book = CaseBook("uk-fca-disp", facts={"payment_service": True})
    for _ in range(2):
        book.do("send_letter", kind="holding_response", **DELAY)
        book.deliver("holding_response")
        book.pass_days(5)

    assert [str(one.due) for one in book.case.deadlines if one.duty == "final_response_after_holding"] == ["2026-07-20"]


def test_the_day_of_sending_is_the_complaints_own() -> None:
    late = datetime(2026, 5, 31, 23, 30, tzinfo=UTC)
    order = CaseBook("uk-fca-disp").letters("acknowledgement")[0]
    contract = read(order.facts["contract"])

    assert contract.zone == "Europe/London"
    assert required(contract, (late - timedelta(days=1)).date()) == ()


def test_the_short_route_ends_with_its_last_day() -> None:
    book = CaseBook("uk-fca-disp")
    book.pass_days(4)
    assert "summary_resolution was possible until 2026-06-04" in refused(
        book, "send_letter", kind="summary_resolution", **ACCEPTED
    )


def test_a_holding_response_in_time_moves_the_day_from_which_the_ombudsman_may_be_asked() -> None:
    book = CaseBook("uk-fca-disp", facts={"payment_service": True})
    opens = [str(one.day) for one in book.case.rights if one.duty == "ombudsman_referral_opens"]
    book.do("send_letter", kind="holding_response", **DELAY)
    book.deliver("holding_response")

    assert opens == ["2026-06-23"]
    assert [str(one.day) for one in book.case.rights if one.duty == "ombudsman_referral_opens"] == ["2026-07-21"]


@pytest.mark.parametrize("pack, due", [("uk-nhs", "2026-11-30"), ("us-dot", "2026-07-31"), ("us-reg-z", "2026-08-30")])
def test_an_acknowledgement_names_the_day_of_the_answer_whatever_the_pack_calls_it(pack: str, due: str) -> None:
    assert CaseBook(pack).letters("acknowledgement")[0].facts["final_response_by"] == due


def test_the_acknowledgement_of_a_review_keeps_what_is_asked_of_one() -> None:
    book = CaseBook("uk-nhs", opened={"team_names": {"hanako.handler": {"en": "Hanako Handler"}}}).answered()
    book.do("request_review", "customer")

    assert asked(book.letters("review_acknowledgement")[0]) == ["offer_to_discuss"]


def test_saying_that_a_holding_response_had_left_is_no_final_response() -> None:
    book = CaseBook("uk-fca-disp", facts={"payment_service": True})
    book.do("send_letter", kind="holding_response", **DELAY)
    effect = book.stuck("holding_response", "unknown")
    book.do("send_letter", "lead", effect_id=effect, then="was_sent")

    assert {one.duty: str(one.day) for one in book.case.rights}["ombudsman_referral_opens"] == "2026-07-21"
    assert "ombudsman_referral_closes" not in {one.duty for one in book.case.rights}


@pytest.mark.parametrize("pack", ["iso-10002", "uk-fca-disp"])
def test_the_day_that_a_letter_names_is_kept_like_any_other(pack: str) -> None:
    book = book_of(pack)
    book.do("send_letter", kind="delay_notice", **DELAY)
    assert "promised_answer" not in [one.duty for one in book.case.deadlines]
    book.deliver("delay_notice")
    promised = duty(book, "promised_answer")
    assert (str(promised.due), promised.level, promised.state) == ("2026-07-10", "target", "running")
    book.do("send_letter", kind="delay_notice", **{**DELAY, "new_date": "2026-07-17"})
    book.deliver("delay_notice")
    assert [str(one.due) for one in book.case.deadlines if one.duty == "promised_answer"] == ["2026-07-17"]

    book.do("send_final_response")
    book.deliver()
    assert duty(book, "promised_answer").state == "met"


def test_a_day_that_was_named_and_not_kept_is_a_breach_that_somebody_is_told_of() -> None:
    book = CaseBook()
    book.deliver()
    book.do("send_letter", kind="holding_response", **{**DELAY, "new_date": "2026-06-10"})
    book.deliver("holding_response")
    book.come("breach/promised_answer")

    assert duty(book, "promised_answer").state == "breached"
    assert any("promised_answer is overdue since Wed 2026-06-10" in what for _, what in book.told())


def test_who_acknowledges_by_word_of_mouth_is_told_what_it_has_to_say(book: CaseBook) -> None:
    book.do("acknowledge", medium="phone")
    assert not any("requires of an acknowledgement" in what for _, what in book.told())

    spoken = CaseBook("uk-nhs")
    spoken.do("acknowledge", medium="phone")
    taken = CaseBook("uk-nhs", facts={"acknowledged": "phone"})
    for one in (spoken, taken):
        said = next(what for to, what in one.told() if to == "hanako.handler" and "of an acknowledgement" in what)
        assert said.startswith("uk-nhs requires of an acknowledgement: ")
        assert "(S.I. 2009/309 reg. 13)" in said

    written = CaseBook("uk-fca-disp")  # the letter that still leaves says it by itself
    written.do("acknowledge", medium="phone")
    assert not any("requires of an acknowledgement" in what for _, what in written.told())
