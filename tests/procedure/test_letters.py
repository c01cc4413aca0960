from __future__ import annotations

import pytest

from domain.errors import InvalidCommand, MissingContent, WordsRefused
from messages.deeds import LetterReceipt
from tests.procedure.case_book import CAN_STILL_DO, CAUSE, FOUND, CaseBook
from tests.procedure.refusing import refused

ACKNOWLEDGEMENT = "CASE-1/acknowledgement/1"


def test_a_complaint_is_acknowledged_when_the_letter_has_left(book: CaseBook) -> None:
    assert book.stage() == "received"
    book.deliver()

    assert book.stage() == "acknowledged"
    assert next(d for d in book.case.deadlines if d.duty == "acknowledge").state == "met"


def test_acknowledged_by_word_of_mouth_no_letter_follows(book: CaseBook) -> None:
    book.stuck("acknowledgement", "failed")
    book.do("acknowledge", medium="phone")
    book.pass_days(1)

    assert book.letters() == []
    assert book.open_problems() == []
    assert book.stage() == "acknowledged"


@pytest.mark.parametrize("late", ["waiting", "failed", "blocked", "unknown"])
def test_a_late_report_about_a_letter_that_was_given_up_changes_nothing(book: CaseBook, late: str) -> None:
    book.do("acknowledge", medium="phone")
    book.stuck("acknowledgement", late)
    book.pass_days(2)

    assert book.open_problems() == []
    assert book.letters() == []


def test_one_given_up_that_had_left_all_the_same_counts_as_sent(book: CaseBook) -> None:
    book.do("acknowledge", medium="phone")
    book.deliver("acknowledgement")

    assert book.case.letters[0].state == "sent"
    assert book.case.acknowledged_rounds == [1]


@pytest.mark.parametrize("how", ["waiting", "failed"])
def test_what_can_go_by_itself_is_tried_again_under_the_same_id(book: CaseBook, how: str) -> None:
    book.stuck("acknowledgement", how)
    book.come("letter/")

    assert [order.effect_id for order in book.letters()] == [ACKNOWLEDGEMENT]
    book.deliver()
    assert book.open_problems() == []


def test_a_blocked_letter_waits_for_a_person_and_takes_what_was_missing(book: CaseBook) -> None:
    book.deliver()
    book.do("send_letter", personal={"words": "Thank you."})
    effect = book.stuck("individual", "blocked")
    assert not [due for due in book.agenda() if due.key.startswith("letter/")]
    assert book.open_problems() == [effect]
    book.do("send_letter", effect_id=effect, then="again", personal={"subject": "Your plate"})

    order = book.letters("individual")[0]
    assert order.effect_id == effect
    assert order.personal is not None
    assert (order.personal["words"], order.personal["subject"]) == ("Thank you.", "Your plate")


def test_whether_an_unknown_letter_left_is_for_a_lead_to_say(book: CaseBook) -> None:
    book.stuck("acknowledgement", "unknown")
    assert not [due for due in book.agenda() if due.key.startswith("letter/")]
    assert "lead" in refused(book, "send_letter", effect_id=ACKNOWLEDGEMENT, then="again")
    book.do("send_letter", "lead", effect_id=ACKNOWLEDGEMENT, then="again")

    assert [order.effect_id for order in book.letters()] == ["CASE-1/acknowledgement/2"]
    book.deliver()
    assert book.case.acknowledged_rounds == [1]


def test_one_a_person_found_to_have_left_counts_as_sent(book: CaseBook) -> None:
    book.stuck("acknowledgement", "unknown")
    book.do("send_letter", "lead", effect_id=ACKNOWLEDGEMENT, then="was_sent")

    assert book.stage() == "acknowledged"
    assert book.open_problems() == []


def test_a_blocked_acknowledgement_is_no_dead_end(book: CaseBook) -> None:
    book.stuck("acknowledgement", "blocked")
    refused(book, "send_letter", because=InvalidCommand, effect_id=ACKNOWLEDGEMENT, then="drop")
    book.do("send_letter", effect_id=ACKNOWLEDGEMENT, then="drop", reason="the address is wrong")
    book.do("acknowledge", medium="phone")

    assert book.stage() == "acknowledged"


def test_a_letter_on_its_way_is_neither_sent_a_second_time_nor_given_up(book: CaseBook) -> None:
    assert "on its way" in refused(book, "send_letter", effect_id=ACKNOWLEDGEMENT, then="again")
    assert "on its way" in refused(book, "send_letter", "lead", effect_id=ACKNOWLEDGEMENT, then="was_sent")
    # It may be leaving this very moment: given up and said anew, the customer would read it twice.
    assert "on its way" in refused(book, "send_letter", effect_id=ACKNOWLEDGEMENT, then="drop", reason="by phone")


def test_a_receipt_that_comes_twice_counts_once(book: CaseBook) -> None:
    order = book.letters()[0]
    book.deliver()
    before = book.case.model_dump_json(exclude={"revision"})
    book.pending.append(order)
    book.report(order, LetterReceipt(effect_id=order.effect_id, state="sent", sent_at=book.now))

    assert book.case.model_dump_json(exclude={"revision"}) == before


def test_a_notice_that_reaches_nobody_is_a_loud_problem_without_a_new_notice_and_is_tried_again(book: CaseBook) -> None:
    book.do("escalate", reason="beyond me")
    told = len(book.told())
    book.stuck("notice", "blocked")

    [problem] = [one for one in book.case.problems if one.resolved_at is None]
    assert (problem.key, problem.owner) == ("notice/lead", "manager")
    assert "escalated to level 1" in problem.what
    assert "name a deputy in the team file" in problem.do
    assert len(book.told()) == told - 1

    book.come("letter/CASE-1/notice/1")  # the next day somebody is back
    [order] = book.letters("notice")
    book.report(order, LetterReceipt(effect_id=order.effect_id, state="sent", sent_at=book.now))
    assert book.open_problems() == []


def test_notices_that_do_not_leave_are_one_problem_until_they_do(book: CaseBook) -> None:
    book.do("escalate", reason="beyond me")
    effect = book.stuck("notice", "failed")
    assert book.open_problems() == ["notices"]

    book.come(f"letter/{effect}")
    [order] = book.letters("notice")
    book.report(order, LetterReceipt(effect_id=effect, state="sent", sent_at=book.now))
    assert book.open_problems() == []
    assert book.told() == []


# --- the anonymous --------------------------------------------------------------------------------------------------------


@pytest.fixture
def nameless() -> CaseBook:
    return CaseBook("jp-standard", anonymous=True, personal={"customer": {"locale": "ja"}})


def test_the_anonymous_get_no_letters_yet_can_be_closed(nameless: CaseBook) -> None:
    nameless.do("record_root_cause", **CAUSE)
    nameless.decided("upheld")
    nameless.do("decide_no_prevention", "lead", reason="single event")
    nameless.do("send_final_response", personal=CAN_STILL_DO)
    nameless.do("close", ground="anonymous")

    assert nameless.stage() == "closed"
    assert nameless.kinds() == []


def test_nothing_is_overdue_that_is_owed_to_nobody(nameless: CaseBook) -> None:
    nameless.pass_days(8)

    owed = {"acknowledge", "first_reply", "apologise", "progress_update"}
    assert not {d.duty for d in nameless.case.deadlines if d.state == "breached"} & owed


def test_why_they_get_no_apology_is_on_record(nameless: CaseBook) -> None:
    assert [(waiver.what, waiver.by) for waiver in nameless.case.waivers] == [("apology", "owabi")]
    refused(nameless, "apologise", kind="regret", personal={"told_us": "it broke"})
    refused(nameless, "ask_customer", personal={"questions": ["Who are you?"]})
    refused(nameless, "send_letter", personal={"words": "Dear nobody"})


def test_their_second_round_is_no_worse(nameless: CaseBook) -> None:
    nameless.do("waive_root_cause", "lead", reason="known issue")
    nameless.do("decide", heads=[{"head": "all", "outcome": "not_upheld"}], personal=FOUND)
    nameless.do("decide_no_prevention", "lead", reason="single event")
    nameless.do("send_final_response", personal=CAN_STILL_DO)
    nameless.do("close", ground="anonymous")
    nameless.do("reopen", "lead", reason="a second hint came in")

    assert nameless.case.acknowledged_rounds == [1, 2]
    assert {d.state for d in nameless.case.deadlines if d.round == 2 and d.duty == "acknowledge"} == {"met"}
    assert [waiver.round for waiver in nameless.case.waivers if waiver.what == "apology"] == [1, 2]


def test_what_is_overdue_at_filing_is_breached_at_once_and_no_rung_fires() -> None:
    book = CaseBook(received_at="2026-04-01T09:00:00+00:00")
    late = {d.duty for d in book.case.deadlines if d.state == "breached"}
    assert late >= {"acknowledge", "apologise", "final_response"}

    book.pass_days(60)
    assert not [what for _, what in book.told() if "overdue since" in what and "follow" not in what]


@pytest.mark.parametrize("kindness", [False, True])
def test_a_no_leaves_nobody_without_a_word_on_what_we_can_still_do(kindness: bool) -> None:
    book = CaseBook().investigated("not_upheld")
    told = refused(book, "send_final_response", because=MissingContent, personal={})
    assert "personal.alternative: missing; a no says what we can still do" in told

    if kindness:
        book.offered({"kind": "voucher", "ground": "goodwill", "amount": "5", "currency": "GBP"})
    book.do("send_final_response", personal={} if kindness else CAN_STILL_DO)
    assert book.letters("not_upheld")


def test_spoken_or_to_nobody_known_a_no_needs_no_paragraph() -> None:
    CaseBook().investigated("not_upheld").do("send_final_response", medium="phone", personal={})
    nobody = CaseBook(anonymous=True)
    nobody.decided("not_upheld")
    nobody.do("send_final_response", personal={})


def test_letters_to_the_customer_carry_what_it_is_about() -> None:
    book = CaseBook(product="plate", opened={"representative": "claimed", "representative_by": "email"})
    assert book.letters("acknowledgement")[0].facts["product"] == "plate"
    assert "product" not in book.letters("authority_request")[0].facts

    book.do("agree_summary", personal={"summary": "a plate in pieces", "matter": "a plate that broke on its way"})
    book.do("send_update", personal={"message": "The plate is packed."})
    (order,) = book.letters("progress_update")
    assert order.personal is not None
    assert order.personal["matter"] == "a plate that broke on its way"


def test_how_letters_name_the_matter_is_read_like_everything_we_write() -> None:
    book = CaseBook()
    refused(book, "agree_summary", because=WordsRefused, personal={"summary": "x", "matter": "what you failed to do"})


ENCLOSED = {"words": "The report is enclosed.", "enclosures": ["report of the investigation, 1 copy"]}


def test_what_is_enclosed_is_listed_on_paper_and_refused_where_nothing_can_be() -> None:
    paper = CaseBook(opened={"mailable": False, "paper": True})
    paper.do("send_letter", personal=ENCLOSED)
    (order,) = paper.letters("individual")
    assert order.personal is not None
    assert order.personal["enclosures"] == ENCLOSED["enclosures"]

    told = refused(CaseBook(), "send_letter", because=InvalidCommand, personal=ENCLOSED)
    assert "does not go on paper, and nothing can be enclosed" in told
    wrong = {**ENCLOSED, "enclosures": "a report"}
    assert "give a list" in refused(paper, "send_letter", because=InvalidCommand, personal=wrong)


@pytest.mark.parametrize(
    "category, danger, faulty",
    [
        ("safety.overheating", True, False),
        ("product_quality.defective", False, True),
        ("repair", False, True),
        ("delivery", False, False),
    ],
)
def test_what_it_is_about_chooses_how_we_say_sorry(category: str, danger: bool, faulty: bool) -> None:
    facts = CaseBook(category=category).letters("acknowledgement")[0].facts

    assert (facts["danger"], facts["faulty"]) == (danger, faulty)
