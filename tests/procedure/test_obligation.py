"""What an obligation beside a complaint does: the engine rules 10 and 18 of the regulations, its ladder and its end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from io import StringIO
from typing import Any

import pytest
from rich.console import Console

from domain.errors import ComplaintError, IllegalCommand, InvalidCommand, NotAuthorised, UnknownCommand
from messages.obligation_commands import OBLIGATIONS
from owabi.beside import show_beside
from tests.procedure.obligation_book import ObligationBook
from workflows.obligation_page import allowed, page_of, view_of

JAPAN = timezone(timedelta(hours=9))
AWARE = datetime(2026, 4, 28, 10, 0, tzinfo=JAPAN)
"""A Tuesday before Golden Week."""


def accident(since: datetime = AWARE, now: datetime | None = None) -> ObligationBook:
    return ObligationBook("jp-product-accident", "report", since, now)


def device(**facts: Any) -> ObligationBook:
    since = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
    return ObligationBook("eu-mdr", "report", since, **(facts or {"incident_class": "serious"}))


def leak(**facts: Any) -> ObligationBook:
    return ObligationBook("jp-data-breach", "final_report", AWARE, **facts)


def record() -> ObligationBook:
    return ObligationBook("uk-fca-disp", "record_retention", datetime(2026, 6, 1, 9, 0, tzinfo=UTC))


def refusal(book: ObligationBook, name: str, because: type[ComplaintError], role: str = "lead", **body: Any) -> str:
    """Why it refuses; nothing has changed."""
    before = book.obligation.model_dump_json()
    with pytest.raises(because) as refused:
        book.do(name, role, **body)
    assert book.obligation.model_dump_json() == before
    return str(refused.value)


# --- the date -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "aware, due",
    [
        (AWARE, "2026-05-07"),  # Tuesday 28 April is day 1, Thursday 7 May day 10
        (AWARE - timedelta(days=1), "2026-05-07"),  # day 10 is 6 May, the last closed day of Golden Week
        (AWARE - timedelta(days=5), "2026-05-07"),  # day 10 is 2 May, a Saturday; 3 to 6 May are closed
        (
            datetime(2026, 12, 22, 10, tzinfo=JAPAN),
            "2027-01-04",
        ),  # day 10 is 31 December: government offices are closed
    ],
)
def test_the_report_is_due_on_the_tenth_day_or_on_the_next_open_day(aware: datetime, due: str) -> None:
    assert accident(aware).due() == due


def test_a_clock_in_hours_stands_still_on_closed_days_and_ends_at_an_instant() -> None:
    friday = datetime.fromisoformat("2026-06-05T15:00:00-04:00")
    book = ObligationBook("us-cpsc", "report", friday)
    assert book.due() == "2026-06-08 15:00:00-04:00"
    book.pass_until(datetime.fromisoformat("2026-06-08T15:00:00-04:00"))

    assert book.clock() == "breached"
    assert view_of(book.obligation)["due"] == "2026-06-08T15:00:00-04:00"


def test_it_is_met_to_the_end_of_its_day_and_a_breach_from_the_next() -> None:
    late = datetime(2026, 5, 8, tzinfo=JAPAN)
    book = accident()
    book.pass_until(late - timedelta(seconds=1))
    assert book.clock() == "running"
    book.pass_until(late)
    assert book.clock() == "breached"


def test_the_owner_is_warned_and_at_the_breach_owner_and_lead_are_told_and_the_level_rises() -> None:
    book = accident()
    book.pass_until(AWARE + timedelta(days=8))
    assert book.told("is due") == ["otto.owner"]
    book.pass_until(AWARE + timedelta(days=20))

    assert book.told("is overdue") == ["otto.owner", "lead"]
    assert (book.obligation.escalation, book.obligation.escalation_acknowledged) == (1, False)
    assert book.news[-1].body | {"breached": True, "due": "2026-05-07"} == book.news[-1].body
    book.do("acknowledge_escalation")
    refusal(book, "acknowledge_escalation", IllegalCommand)


def test_the_owner_is_told_of_a_breach_whatever_the_ladder_says() -> None:
    book = accident()
    ladder = [{"at": "breach", "tell": ["manager"], "source": "the firm's own"}]
    book.policy = book.policy.model_copy(update={"rules": book.policy.rules | {"ladder": ladder}})
    book.pass_until(AWARE + timedelta(days=20))

    assert book.told("is overdue") == ["otto.owner", "manager"]


def test_what_is_late_when_it_is_opened_is_a_breach_at_once() -> None:
    book = accident(now=AWARE + timedelta(days=60))

    assert book.clock() == "breached"
    assert book.told("is overdue") == ["otto.owner", "lead"]


# --- what ends it ---------------------------------------------------------------------------------------------------------


def test_a_report_with_its_number_meets_it_and_ends_it() -> None:
    book = accident()
    book.do("record_report", "handler", receipt="CAA-1")

    assert (book.obligation.state, book.clock(), book.obligation.receipt) == ("met", "met", "CAA-1")
    assert "reported (CAA-1)" in book.news[-1].body["what"]
    assert "over (met)" in refusal(book, "note", IllegalCommand, reason="too late")


def test_a_breach_is_for_ever_even_when_the_report_is_recorded() -> None:
    book = accident()
    book.pass_until(AWARE + timedelta(days=11))
    book.do("record_report", done_at=(AWARE + timedelta(days=11)).isoformat(), receipt="CAA-1")

    assert (book.obligation.state, book.clock()) == ("met", "breached")


def test_a_report_needs_a_proof_and_an_instant_that_can_be() -> None:
    book = accident()
    assert "receipt: missing" in refusal(book, "record_report", InvalidCommand)
    tomorrow, before = AWARE + timedelta(days=1), AWARE - timedelta(days=1)
    assert "future" in refusal(book, "record_report", InvalidCommand, receipt="1", done_at=tomorrow.isoformat())
    assert "anybody knew" in refusal(book, "record_report", InvalidCommand, receipt="1", done_at=before.isoformat())


def test_not_to_report_is_a_decision_of_a_manager_or_quality_with_its_reason() -> None:
    book = accident()
    assert "it is for" in refusal(book, "not_reportable", NotAuthorised, reason="a scratch")
    assert "reason" in refusal(book, "not_reportable", InvalidCommand, "quality")
    with pytest.raises(NotAuthorised, match="complained of"):
        book.do("not_reportable", "manager", who="carla.complained-of", reason="a scratch")
    book.do("not_reportable", "quality", reason="three days of treatment, nothing remains")

    assert (book.obligation.state, book.clock()) == ("not_reportable", "cancelled")
    assert "not reportable: three days" in book.obligation.timeline[-1].what
    book.pass_until(AWARE + timedelta(days=60))
    assert book.told("is overdue") == []


# --- rule 10: another class -----------------------------------------------------------------------------------------------


def test_a_graver_class_is_counted_from_the_original_awareness_and_may_be_late_at_once() -> None:
    book = device(incident_class="serious")
    assert book.due() == "2026-06-16"
    book.pass_until(book.now + timedelta(days=5))
    book.do("reclassify", facts={"incident_class": "public_health_threat"}, reason="a whole lot is affected")

    assert (book.due(), book.clock()) == ("2026-06-03", "breached")
    assert book.told("is overdue since Wed 2026-06-03") == ["otto.owner", "lead"]


@pytest.mark.parametrize(
    "book, facts, due",
    [
        (device(incident_class="death"), {"incident_class": "serious"}, "2026-06-11"),
        (leak(suspected_malicious=False), {"suspected_malicious": True}, "2026-05-27"),  # 60 days would be 26 June
    ],
)
def test_another_class_never_gives_a_later_date(book: ObligationBook, facts: dict[str, Any], due: str) -> None:
    assert book.due() == due
    book.do("reclassify", facts=facts, reason="the hospital has called")

    assert (book.due(), book.obligation.facts) == (due, facts)
    assert "would be a later date" in book.obligation.timeline[-1].what


def test_malice_known_from_the_start_has_its_sixty_days() -> None:
    assert leak(suspected_malicious=True).due() == "2026-06-26"


@pytest.mark.parametrize(
    "facts, because",
    [
        ({"incident_class": "mild"}, "one of serious"),
        ({"weather": True}, "asks for incident_class"),
        ({}, "nothing would change"),
        ({"incident_class": "serious"}, "nothing would change"),
    ],
)
def test_a_class_that_the_pack_does_not_know_is_refused(facts: dict[str, Any], because: str) -> None:
    assert because in refusal(device(), "reclassify", ComplaintError, facts=facts, reason="so it is")


# --- rule 18: the first awareness -----------------------------------------------------------------------------------------


def correction(days: float) -> dict[str, Any]:
    aware = (AWARE + timedelta(days=days)).isoformat()
    return {"aware_at": aware, "evidence": ["call-log-17"], "reason": "the shop was told before us"}


def test_earlier_evidence_moves_the_date_and_may_make_it_late_at_once() -> None:
    book = accident()
    book.pass_until(AWARE + timedelta(days=3))
    book.do("correct_awareness", "handler", **correction(-9))

    assert (book.due(), book.clock()) == ("2026-04-28", "breached")
    assert book.obligation.events["first_employee_aware"] == AWARE - timedelta(days=9)
    assert book.told("date moved, due Tue 2026-04-28") == ["otto.owner"]
    assert book.told("is overdue since Tue 2026-04-28") == ["otto.owner", "lead"]


def test_a_later_awareness_is_for_a_lead_or_manager_and_heals_no_breach() -> None:
    book = accident(now=AWARE + timedelta(days=11))
    assert "first word that reached any employee" in refusal(
        book, "correct_awareness", NotAuthorised, "handler", **correction(5)
    )
    book.do("correct_awareness", "manager", **correction(5))

    assert (book.due(), book.clock()) == ("2026-05-12", "breached")


def test_an_awareness_needs_evidence_and_an_instant_that_can_be() -> None:
    book = accident()
    without = correction(-1) | {"evidence": []}
    assert "evidence: missing" in refusal(book, "correct_awareness", InvalidCommand, **without)
    assert "future" in refusal(book, "correct_awareness", InvalidCommand, **correction(1))
    assert "nothing would change" in refusal(book, "correct_awareness", IllegalCommand, **correction(0))


# --- the record -----------------------------------------------------------------------------------------------------------


def test_a_record_is_kept_to_its_last_day_without_an_alarm_and_then_its_owner_is_asked_every_month() -> None:
    book = record()
    assert book.due() == "2029-06-01"
    book.pass_until(datetime(2029, 6, 1, 22, tzinfo=UTC))
    assert (book.letters, book.obligation.state) == ([], "keeping")
    assert "kept until Fri 2029-06-01" in refusal(book, "settle", IllegalCommand, outcome="erased", reason="tidy")
    book.pass_until(datetime(2029, 7, 5, tzinfo=UTC))

    assert book.told("may be erased") == ["otto.owner", "otto.owner"]
    book.do("settle", outcome="kept", reason="the redress scheme asks for it")
    assert book.obligation.state == "settled"
    assert book.news == []  # the complaint has ended long ago


def test_a_record_on_hold_is_not_asked_about_until_the_hold_ends() -> None:
    book = record()
    book.do("hold", "manager", reason="a court case")
    book.pass_until(datetime(2030, 1, 1, tzinfo=UTC))
    assert book.told("may be erased") == []
    assert "on hold" in refusal(book, "settle", IllegalCommand, outcome="erased", reason="tidy")
    book.do("release", "manager", reason="the case is over")

    assert book.told("may be erased") == ["otto.owner"]


def test_a_report_is_not_held_and_a_record_is_not_reported() -> None:
    assert "not for a report" in refusal(accident(), "hold", IllegalCommand, reason="a court case")
    assert "not for a record" in refusal(record(), "record_report", IllegalCommand, receipt="1")


# --- doors and pages ------------------------------------------------------------------------------------------------------


def test_it_can_be_handed_over_and_a_note_left() -> None:
    book = accident()
    book.do("assign", to="pia.product-safety", reason="she knows the line")
    book.do("note", "auditor", reason="seen in the yearly audit")

    assert book.told("is yours now") == ["pia.product-safety"]
    assert "seen in the yearly audit" in book.obligation.timeline[-1].what
    refusal(book, "assign", IllegalCommand, to="pia.product-safety", reason="again")


@pytest.mark.parametrize("name", OBLIGATIONS.specs)
def test_the_example_of_every_command_is_well_formed_and_nothing_personal_is_taken(name: str) -> None:
    pasted = OBLIGATIONS.example(name)
    with pytest.raises(InvalidCommand, match="put in your own id"):
        OBLIGATIONS.check(name, pasted)
    OBLIGATIONS.check(name, {**pasted, "by": {**pasted["by"], "id": "adam"}})
    with pytest.raises(InvalidCommand, match="nothing personal"):
        OBLIGATIONS.check(name, OBLIGATIONS.example(name) | {"personal": {"text": "Sam"}})


def test_what_nobody_knows_is_refused_with_what_there_is() -> None:
    with pytest.raises(UnknownCommand, match="record_report"):
        OBLIGATIONS.spec_of("report")


@pytest.mark.parametrize("book", [accident(), device(), leak(), record()], ids=lambda book: book.obligation.id)
def test_the_commands_it_shows_can_be_pasted_and_are_on_its_page(book: ObligationBook) -> None:
    page = page_of(book.obligation)
    for shown in allowed(book.obligation):
        pasted = shown["example"]
        OBLIGATIONS.check(shown["command"], {**pasted, "by": {**pasted["by"], "id": "adam"}})
        assert f"- **{shown['command']}**" in page
    assert book.due() in page
    assert view_of(book.obligation)["due"] == book.due()


def test_at_a_terminal_it_says_what_is_owed_by_when_and_what_happened() -> None:
    book = accident(now=AWARE + timedelta(days=60))
    out = Console(file=StringIO(), width=200)
    show_beside(out, "obligation-CASE-1", view_of(book.obligation))

    text = out.file.getvalue()  # type: ignore[attr-defined]
    assert "obligation-CASE-1  open 報告が必要, broken" in text
    assert "7 May 2026" in text
    assert "breach: report (law), due Thu 2026-05-07" in text
