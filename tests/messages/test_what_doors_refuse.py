from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.errors import InvalidCommand, InvalidIntake
from messages.commands import COMMANDS, check_command, example
from messages.commands.words import WORDS
from messages.intake import check_at_door, check_intake
from tests.desk import intake

NOW = datetime(2030, 1, 7, 10, tzinfo=UTC)


def filed(**changes: Any) -> dict[str, Any]:
    return intake("DOOR-1", received_at=NOW.isoformat(), **changes)


def test_every_command_says_which_words_it_takes() -> None:
    assert set(COMMANDS) - set(WORDS) == {"decide", "send_letter"}
    assert set(WORDS) <= set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_example_passes_the_door_with_an_id_of_ones_own(name: str) -> None:
    role = example(name)["by"]["role"]
    assert check_command(name, example(name) | {"by": {"id": "adam", "role": role}}).by.role == role


def test_words_that_nobody_would_read_are_refused() -> None:
    body = {"by": {"id": "a", "role": "lead"}, "kind": "responsibility", "personal": {"wrong": "x", "cause": "y"}}

    with pytest.raises(InvalidCommand, match=r"personal\.cause: .*told_us, wrong, because, words"):
        check_command("apologise", body)


def test_all_that_is_missing_is_said_at_once() -> None:
    body = {
        "by": {"id": "a", "role": "handler"},
        "medium": "phone",
        "safety": {"hurt": False},
        "personal": {"words": "x"},
    }

    with pytest.raises(InvalidCommand, match=r"safety\.in_use, safety\.kept: missing"):
        check_command("record_contact", body)
    with pytest.raises(InvalidIntake, match="received_at, channel: missing"):
        check_at_door({key: value for key, value in filed().items() if key not in ("received_at", "channel")}, NOW)


def test_the_door_refuses_a_misspelt_key_which_an_old_history_may_carry() -> None:
    misspelt = filed() | {"personl": {"subject": "x"}}

    with pytest.raises(InvalidIntake, match="personl: is not a field"):
        check_at_door(misspelt, NOW)
    assert check_intake(misspelt, NOW).category == "delivery"


def test_a_filing_without_anybody_is_refused_unless_it_is_anonymous() -> None:
    nobody = {key: value for key, value in filed().items() if key != "personal"}

    with pytest.raises(InvalidIntake, match="personal: missing"):
        check_at_door(nobody, NOW)
    assert check_at_door(nobody | {"anonymous": True}, NOW).personal is None


@pytest.mark.parametrize("when", ["occurred_at", "first_employee_aware"])
def test_what_has_not_happened_yet_is_refused(when: str) -> None:
    with pytest.raises(InvalidIntake, match=f"{when}: lies in the future"):
        check_intake(filed(**{when: (NOW + timedelta(days=1)).isoformat()}), NOW)
