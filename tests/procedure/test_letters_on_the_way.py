"""Letters between receipt and answer: each leaves with its act, says what it has to, and promises only what is on record."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from domain.errors import IllegalCommand, InvalidCommand, MissingContent, NotAuthorised, WordsRefused
from tests.procedure.case_book import CAN_STILL_DO, CAUSE, FOUND, TASK, CaseBook
from workflows.procedure.writing.letter_approval import waiting

NAMES = {"hanako.handler": {"en": "Hanako Handler"}, "quinn.quality": {"en": "Quinn Quality"}}
FINDINGS = {"findings": "Two cartons of the same day were too large."}
REPORT = {"tests": ["The carton was dropped from a metre: the plate broke."], "unknown": "Nothing remained open."}


def book_with(**changes: Any) -> CaseBook:
    book = CaseBook(opened={"team_names": NAMES}, **changes)
    book.deliver()
    return book


def decided(**task: Any) -> CaseBook:
    """A complaint that is right, with a cause and a measure."""
    book = book_with()
    book.do("record_root_cause", **CAUSE)
    book.do("decide", heads=[{"head": "all", "outcome": "upheld"}], personal=FOUND)
    book.do("add_prevention_task", **(TASK | {"due": "2026-07-03"} | task))
    return book


def test_an_interim_report_says_what_is_known_and_by_when_there_is_more() -> None:
    book = book_with()

    with pytest.raises(MissingContent, match=r"personal\.findings"):
        book.do("send_letter", kind="interim_report")
    book.do("send_letter", kind="interim_report", personal=FINDINGS)

    order = book.letters("interim_report")[0]
    assert order.personal is not None
    assert order.personal["findings"] == FINDINGS["findings"]
    assert order.facts["next_contact_by"] <= order.facts["final_response_by"]


def test_an_interim_report_meets_the_packs_own_duty() -> None:
    book = CaseBook("jp-standard")
    book.deliver()
    book.do("request_item", personal={"what": "the plate"})
    book.do("record_item", item="G1", what="arrived", personal={"condition": "in four pieces"})
    book.do("send_letter", kind="interim_report", personal=FINDINGS)
    book.deliver()

    assert [one.state for one in book.case.deadlines if one.duty == "interim_report"] == ["met"]


def test_a_report_is_an_update_and_the_next_one_counts_from_it() -> None:
    book = CaseBook()
    book.deliver()
    [first] = [one for one in book.case.deadlines if one.duty == "progress_update"]
    assert (first.state, first.due) == ("running", date(2026, 6, 15)), "ten business days from Monday 1 June"
    book.pass_days(7)
    book.do("send_letter", kind="interim_report", personal=FINDINGS)

    given, following = [one for one in book.case.deadlines if one.duty == "progress_update"]
    assert given.state == "met"
    assert (following.state, following.due) == ("running", date(2026, 6, 22))
    assert book.letters("interim_report")[0].facts["next_contact_by"] == "2026-06-22"


def test_the_investigation_report_is_the_head_of_qualitys() -> None:
    book = decided()
    book.do("request_item", lot="A-7", personal={"what": "the plate"})
    book.do("record_item", item="G1", what="arrived", personal={"condition": "in four pieces"})

    with pytest.raises(NotAuthorised, match="head of quality"):
        book.do("send_letter", "lead", kind="investigation_report", personal=REPORT)
    with pytest.raises(NotAuthorised, match="investigation report"):
        book.do("send_letter", "quality", personal={"words": "Hello."})
    book.do("send_letter", "quality", kind="investigation_report", personal=REPORT)

    order = book.letters("investigation_report")[0]
    assert order.personal is not None
    assert order.facts["goods"] == [{"id": "G1", "lot": "A-7", "arrived_on": "2026-06-01"}]
    assert order.personal["condition"] == "in four pieces"
    assert order.personal["causes"] == {"0": "the carton was a size too large"}
    assert order.facts["names"]["signatory"] == "Quinn Quality"
    assert order.facts["prevention"] == [{"kind": "corrective", "state": "planned", "on": "2026-07-03"}]


@pytest.mark.parametrize(
    "words, lacks",
    [
        ({"unknown": "x"}, "tests"),
        ({"tests": ["x"]}, "unknown"),
        (REPORT, "basis"),
    ],
)
def test_an_investigation_report_that_lacks_something_is_refused(words: dict[str, Any], lacks: str) -> None:
    with pytest.raises(MissingContent, match=rf"personal\.{lacks} is missing"):
        decided().do("send_letter", "quality", kind="investigation_report", personal=words)


def test_an_investigation_without_a_cause_is_none_yet() -> None:
    with pytest.raises(MissingContent, match="record_root_cause first"):
        book_with().do("send_letter", "quality", kind="investigation_report", personal=REPORT)


def test_goods_are_asked_for_by_letter_or_by_word_of_mouth() -> None:
    book = book_with()
    book.do("request_item", until="2026-06-12", personal={"what": "the plate", "packaging": "any box"})
    book.do("request_item", medium="phone", personal={"what": "the cup"})

    [order] = book.letters("item_request")
    assert order.facts["answer_by"] == "2026-06-12"
    assert order.facts["prepaid"]
    with pytest.raises(InvalidCommand, match="until: must lie ahead"):
        book.do("request_item", until="2026-06-01", personal={"what": "the plate"})


def test_after_three_calls_in_vain_a_letter_says_so_with_their_times() -> None:
    book = book_with()
    book.do("promise", what="call_back", due="2026-06-03", personal={"what": "I call you"})
    tries = []
    book.now += timedelta(days=2)
    for _ in range(3):
        assert book.letters("not_reached") == []
        book.now += timedelta(hours=1)
        tries.append(book.now.isoformat())
        book.do("keep_promise", promise="PR1", reached=False)

    [order] = book.letters("not_reached")
    assert order.facts["tries"] == tries
    assert order.facts["what"] == "call_back"


REPRESENTATIVE = {"name": "Kim Specimen", "relation": "daughter", "contact": "kim@example.com", "authority": "claimed"}


def spoken_for(**opened: Any) -> CaseBook:
    by = {"representative": "claimed", "representative_by": "email"} | opened
    return CaseBook(opened=by, personal={"representative": REPRESENTATIVE})


def test_whoever_speaks_for_the_customer_is_asked_for_authority_and_told_nothing() -> None:
    [order] = spoken_for().letters("authority_request")

    assert order.personal == {"representative": REPRESENTATIVE}
    assert order.medium == "email"
    assert set(order.facts) <= {"reference", "received_on", "severity", "injury", "staff", "names", "level", "unsafe"}


@pytest.mark.parametrize("opened", [{"representative_by": ""}, {"representative": "evidenced"}, {"representative": ""}])
def test_nobody_is_asked_who_has_shown_it_or_cannot_be_written_to(opened: dict[str, Any]) -> None:
    assert spoken_for(**opened).letters("authority_request") == []


def test_a_restriction_tells_the_customer_what_why_and_until_when() -> None:
    book = book_with()
    book.do("flag_conduct", kinds=["threat"], personal={"facts": "he said so"})
    book.do("flag_conduct", "lead", review_on="2026-07-01", reason="as recorded")
    book.do("restrict_contact", "manager", until="2026-06-30", channel="letter", reason="threats on the phone")

    [order] = book.letters("conduct_notice")
    told = {key: order.facts[key] for key in ("until", "kinds", "channel", "no_contact", "one_person")}
    assert told == {
        "until": "2026-06-30",
        "kinds": ["threat"],
        "channel": "letter",
        "no_contact": False,
        "one_person": False,
    }
    assert order.facts["final_response_by"]
    assert "threats on the phone" not in str(order.model_dump()), "the reason on record is the desk's own"


def answered(book: CaseBook) -> CaseBook:
    book.do("apologise", "lead", kind="responsibility", personal={"wrong": "we packed it badly"})
    book.do("send_final_response", "manager")
    book.deliver()
    return book


def test_a_measure_that_a_letter_promised_is_told_when_it_is_done_and_once() -> None:
    book = answered(decided(personal={"to_customer": "a carton that fits"}))
    book.news("CASE-1-P1", state="in_review", what="done, in review")
    assert book.letters("prevention_done") == []
    for _ in range(2):
        book.news("CASE-1-P1", state="done", what="done", done_on="2026-06-20")

    [order] = book.letters("prevention_done")
    assert order.personal is not None
    assert order.personal["prevention"] == {"0": "a carton that fits"}
    assert order.facts["prevention"] == [{"kind": "corrective", "state": "done", "on": "2026-06-20"}]


def test_nothing_is_told_of_a_measure_that_no_letter_promised() -> None:
    book = decided()
    book.news("CASE-1-P1", state="done", what="done", done_on="2026-06-20")

    assert book.letters("prevention_done") == []


def test_a_promised_measure_that_is_late_is_a_broken_promise_and_the_next_letter_says_sorry() -> None:
    book = answered(decided())
    book.news("CASE-1-P1", what="overdue")

    [promise] = book.case.promises
    assert (promise.what, promise.state, promise.due) == ("measure", "broken", date(2026, 7, 3))
    book.do("send_letter", "lead", kind="delay_apology", personal={"because": "the supplier was late"})
    [order] = book.letters("delay_apology")
    assert order.facts["broken_promises"] == [{"what": "measure", "due": "2026-07-03"}]


def test_a_measure_still_to_be_decided_is_announced_by_its_day_and_told_by_a_person() -> None:
    book = decided(undecided=True)
    book.do("apologise", "lead", kind="responsibility", personal={"wrong": "we packed it badly"})
    book.do("send_final_response", "manager")
    assert book.letters("final_response")[0].facts["prevention"][0]["state"] == "undecided"
    book.deliver()
    book.news("CASE-1-P1", state="done", what="done", done_on="2026-06-20")

    assert book.letters("prevention_done") == []
    assert any("what is to be done was decided" in what for _, what in book.told())


def test_an_ineffective_measure_is_not_named_to_the_customer() -> None:
    book = decided()
    book.news("CASE-1-P1", state="checked", what="ineffective", done_on="2026-06-20", verdict="ineffective")
    book.do("apologise", "lead", kind="responsibility", personal={"wrong": "we packed it badly"})
    book.do("send_final_response", "manager")

    assert "prevention" not in book.letters("final_response")[0].facts


def test_a_review_is_acknowledged_by_a_letter_of_its_own() -> None:
    book = answered(decided())
    book.do("request_review", "customer")

    assert [one.facts["round"] for one in book.letters("review_acknowledgement")] == [2]
    assert book.letters("reopened") == []
    book.deliver()
    assert book.case.acknowledged_rounds == [1, 2]


def test_a_no_to_a_demand_has_reasons_and_something_we_can_do() -> None:
    book = book_with()
    for words in ({"alternative": "we repair it"}, {"reasons": "no loss was shown"}):
        with pytest.raises(MissingContent):
            book.do("send_letter", kind="remedy_declined", personal=words)

    book.do(
        "send_letter", kind="remedy_declined", personal={"reasons": "no loss was shown", "alternative": "we repair it"}
    )
    assert len(book.letters("remedy_declined")) == 1


def test_a_letter_of_apology_for_a_promise_needs_one_that_was_broken() -> None:
    with pytest.raises(IllegalCommand, match="no broken promise"):
        book_with().do("send_letter", kind="delay_apology")


def posted(**changes: Any) -> CaseBook:
    return CaseBook(channel="social_media", **changes)


def test_a_reply_in_public_holds_nothing_of_the_case() -> None:
    book = posted()
    book.do("send_letter", kind="public_reply", personal={"words": "Thank you for writing."})

    [order] = book.letters("public_reply")
    assert order.medium == "public"
    assert order.personal == {"words": "Thank you for writing."}


@pytest.mark.parametrize("words", ["Dear Sam Specimen!", "About CASE-1:", "The broken plate", "x" * 41])
def test_a_reply_in_public_names_no_fact_and_is_short(words: str) -> None:
    with pytest.raises(InvalidCommand, match=r"personal\.words"):
        posted().do("send_letter", kind="public_reply", personal={"words": words})


def test_nobody_answers_in_public_what_was_not_said_in_public() -> None:
    with pytest.raises(IllegalCommand, match="public"):
        book_with().do("send_letter", kind="public_reply")


def test_from_level_one_a_lead_approves_what_is_said_in_public() -> None:
    book = posted()
    book.do("escalate", level=1, reason="forty shares")
    book.do("send_letter", kind="public_reply")
    assert book.letters("public_reply") == []
    assert any(one.what.endswith("waits for the approval of a lead 対応責任者") for one in book.case.timeline)

    book.do("approve", "lead", what="L1", text=waiting(book.case)[0].approved_text)
    assert len(book.letters("public_reply")) == 1


def test_an_anonymous_post_is_answered_in_public_and_by_no_letter() -> None:
    book = posted(anonymous=True)
    book.do("send_letter", kind="public_reply")

    assert [one.kind for one in book.letters()] == ["public_reply"]


def test_whoever_approves_the_words_of_a_letter_is_on_it_as_having_approved_it() -> None:
    book = posted()
    book.case.team_names = {"leo.lead": {"en": "Leo Lead"}}
    book.do("escalate", level=1, reason="forty shares")
    book.do("send_letter", kind="public_reply")
    book.do("approve", "lead", what="L1", text=waiting(book.case)[0].approved_text)

    names = book.letters("public_reply")[0].facts["names"]
    assert (names["approver"], names["approver_role"], names["approver_id"]) == ("Leo Lead", "lead", "leo.lead")


def test_who_wishes_for_chat_gets_messages_but_whole_letters_where_a_pack_asks_something_of_them() -> None:
    plain, asked = CaseBook(opened={"by_message": True}), CaseBook("uk-fca-disp", opened={"by_message": True})

    assert plain.letters("acknowledgement")[0].medium == "message"
    assert asked.letters("acknowledgement")[0].medium == "email"


TEAM = {
    "hanako.handler": {"en": "Hanako Handler", "ja": "半田 花子"},
    "carl.carrier": {"en": "Carl Carrier", "ja": "軽井 カール"},
    "sam": {"en": "Sam Specimen", "ja": "見本 サム"},
}


@pytest.mark.parametrize(
    "words",
    ["Carl Carrier dropped it.", "It was 軽井カール.", "The plate came from Acme Pottery.", "Acme Pottery Ltd did it."],
)
def test_no_letter_names_a_colleague_or_a_supplier(words: str) -> None:
    book = CaseBook(opened={"team_names": TEAM})
    book.do("request_investigation", to="Acme Pottery Ltd", due="2026-06-10", personal={"question": "which glaze?"})

    with pytest.raises(WordsRefused, match=r"send_letter: personal\.words: 'the name of a colleague or supplier'"):
        book.do("send_letter", personal={"words": words})
    assert book.letters("individual") == []


@pytest.mark.parametrize(
    "words",
    [
        "Hanako Handler will call you.",
        "Thank you, Sam Specimen.",
        "You wrote: “Carl Carrier dropped it”.",
        "It was our driver.",
    ],
)
def test_who_handles_it_the_customers_own_name_and_quotations_may_stand(words: str) -> None:
    book = CaseBook(opened={"team_names": TEAM})
    book.do("send_letter", personal={"words": words})

    assert len(book.letters("individual")) == 1


def test_a_handler_complained_of_is_not_named_either() -> None:
    book = CaseBook(opened={"team_names": TEAM, "complained_of": ["carl.carrier"], "handler": "carl.carrier"})

    with pytest.raises(WordsRefused):
        book.do("send_letter", "lead", personal={"words": "Carl Carrier is sorry."})


def test_the_feeling_observed_last_goes_with_the_next_letter() -> None:
    book = book_with(personal={"mood": "calm"})
    book.do("record_contact", medium="phone", personal={"words": "I am fed up", "mood": "angry"})
    book.do("send_update", personal={"message": "We have the plate."})

    order = book.letters("progress_update")[0]
    assert order.personal is not None
    assert order.personal["mood"] == "angry"
    with pytest.raises(InvalidCommand, match=r"personal\.mood: give one of calm, worried") as refusal:
        book.do("record_contact", personal={"words": "x", "mood": "furious"})
    assert "furious" not in str(refusal.value)


def test_a_letter_of_an_earlier_round_that_left_after_all_meets_nothing_of_this_one() -> None:
    book = CaseBook().investigated("not_upheld")
    book.do("decide_no_prevention", "lead", reason="single event")
    book.do("send_final_response", personal=CAN_STILL_DO)
    book.do("withdraw", "customer", personal={"words": "let it be"})
    book.do("reopen", "lead", reason="it came back")
    book.deliver("not_upheld")

    owed = {one.duty: one.state for one in book.case.deadlines if one.round == 2}
    assert owed["final_response"] == "running"
    assert book.case.final_response_given != 2
