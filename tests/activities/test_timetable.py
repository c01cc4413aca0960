"""An act's instant and dates are recorded once: whoever asks again gets the first answer."""

from __future__ import annotations

from datetime import UTC, date, datetime

from activities.timetable import Timetable
from letters.wording import read_folder
from messages.decisions import Turn
from policies.reader import Packs
from tests.activities.fakes import FakeRegister

AT = datetime(2026, 9, 4, 12, 0, tzinfo=UTC)
POLICY = Packs().snapshot("iso-10002", date(2026, 9, 1))
CLOSING = Turn(reference="R-1", key="command/7", at=AT, events={"closed": AT}, policy=POLICY)


async def test_the_dates_that_follow_from_the_acts_events_are_decided_with_their_certificates() -> None:
    recorded = await Timetable(FakeRegister()).record_turn(CLOSING)
    assert recorded.at == AT
    assert {one.duty: one.due for one in recorded.dates} == {
        "follow_up": date(2026, 9, 18),
        "aftercare_asked": date(2026, 9, 8),
        "survey_asked": date(2026, 9, 11),
        "reopen_until": date(2026, 12, 3),
    }
    assert recorded.dates[0].certificate_id == "R-1/follow_up/command/7"


async def test_a_turn_recorded_again_has_its_first_instant_and_dates() -> None:
    timetable = Timetable(FakeRegister())
    first = await timetable.record_turn(CLOSING)
    later = datetime(2026, 10, 1, tzinfo=UTC)
    assert await timetable.record_turn(CLOSING.model_copy(update={"at": later, "events": {"closed": later}})) == first


async def test_a_list_of_words_that_was_changed_meanwhile_judges_nothing_anew() -> None:
    register = FakeRegister()
    turn = Turn(reference="R-1", key="command/9", at=AT, personal={"personal.words": "Sam: we were negligent."})
    first = await Timetable(register, words=read_folder()).record_turn(turn)

    assert [(one.field, one.words, one.kind) for one in first.words] == [
        ("personal.words", "negligent", "needs_approval")
    ]
    assert "Sam" not in str(register.decisions), "nothing of the text is kept"
    assert await Timetable(register, words={}).record_turn(turn) == first


async def test_turns_are_told_apart_by_complaint_and_by_key() -> None:
    register = FakeRegister()
    for turn in (
        CLOSING,
        CLOSING.model_copy(update={"key": "command/8"}),
        CLOSING.model_copy(update={"reference": "R-2"}),
    ):
        await Timetable(register).record_turn(turn)
    assert sorted(register.decisions) == [
        "R-1/certificates/command/7",
        "R-1/certificates/command/8",
        "R-1/command/7",
        "R-1/command/8",
        "R-2/certificates/command/7",
        "R-2/command/7",
    ]


async def test_the_days_that_a_text_names_are_recorded_from_the_complaints_own_day() -> None:
    late = datetime(2026, 6, 1, 20, tzinfo=UTC)  # Tuesday 2 June in Japan
    words = {"personal.words": "We call you on 2 June, and write on 3 June."}
    known = await Timetable(FakeRegister()).record_turn(
        Turn(reference="R-1", key="command/10", at=late, zone="Asia/Tokyo", personal=words)
    )
    assert [(one.field, str(one.day)) for one in known.days_named] == [("personal.words", "2026-06-03")]


async def test_a_turn_without_a_policy_records_its_instant_only() -> None:
    recorded = await Timetable(FakeRegister()).record_turn(
        Turn(reference="R-1", key="timer/1", at=AT, events={"closed": AT})
    )
    assert (recorded.at, recorded.dates) == (AT, [])
