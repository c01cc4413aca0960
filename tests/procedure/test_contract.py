from __future__ import annotations

from typing import Any

import pytest

from domain.errors import InvalidCommand, NotAuthorised, UnknownCommand
from messages.commands import COMMANDS, check_command, example, spec_of
from policies.reader import Packs
from tests.procedure.case_book import MONDAY, CaseBook
from workflows.procedure.book import BOOK

CONTRACT = [
    "acknowledge", "assign", "ask_customer", "withdraw_question", "record_answer", "record_contact",
    "agree_summary", "split", "authorise_representative", "request_investigation", "record_finding",
    "request_item", "record_item", "promise", "keep_promise", "move_promise", "apologise", "waive_apology",
    "record_root_cause", "waive_root_cause", "decide", "offer_remedy", "approve", "decline_approval",
    "answer_offer", "fulfil_remedy", "add_prevention_task", "decide_no_prevention", "send_update",
    "send_letter", "extend", "add_closed_day", "pause", "resume", "escalate", "acknowledge_escalation", "de_escalate",
    "flag_conduct", "restrict_contact", "reclassify", "resolve_now", "send_final_response", "request_review",
    "refer", "forward", "record_external_decision", "withdraw", "merge", "unmerge", "close", "answer_survey",
    "reopen", "note",
    "open_obligation", "decline_obligation",  # additions: docs/adr/0014
    "record_post",  # addition: post is a queue
]  # fmt: skip
"""The command names other people's programs rely on."""


def test_every_command_of_the_contract_is_there_and_no_other() -> None:
    assert sorted(COMMANDS) == sorted(CONTRACT)
    assert len(CONTRACT) == len(set(CONTRACT))


def test_every_command_has_its_chapter_and_every_chapter_its_command() -> None:
    assert set(BOOK) == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_example_of_every_command_is_well_formed_for_everybody_who_may(name: str) -> None:
    for role in COMMANDS[name].roles:
        pasted = example(name, role)
        with pytest.raises(InvalidCommand, match="put in your own id"):
            check_command(name, pasted)
        assert check_command(name, {**pasted, "by": {**pasted["by"], "id": "adam"}}).by.role == role


@pytest.mark.parametrize("name", COMMANDS)
def test_what_is_no_command_is_refused_with_the_field_and_the_example(name: str) -> None:
    bodies: tuple[Any, ...] = (
        None,
        [],
        "x",
        {},
        {"by": "me"},
        {**example(name), "surprise": 1},
        {**example(name), "personal": "x"},
    )
    for body in bodies:
        with pytest.raises(InvalidCommand, match="example") as refused:
            check_command(name, body)
        assert str(refused.value).startswith(f"{name}: ")


@pytest.mark.parametrize("name", COMMANDS)
def test_who_may_not_is_told_who_may(name: str) -> None:
    role = "auditor" if "admin" in COMMANDS[name].roles else "admin"
    with pytest.raises(NotAuthorised, match="it is for"):
        check_command(name, {**example(name), "by": {"id": "adam", "role": role}})


def test_what_nobody_knows_is_refused_with_what_there_is() -> None:
    with pytest.raises(UnknownCommand, match="apologise"):
        spec_of("apologize")


@pytest.mark.parametrize("pack", ["iso-10002", "jp-standard"])
def test_every_event_of_the_book_decides_at_least_one_date(pack: str) -> None:
    rules = Packs().snapshot(pack, MONDAY.date()).rules
    anchors = {duty["anchor"] for duty in rules["duties"].values()} | {
        a for w in rules["waits"].values() for a in w["anchor"]
    }
    anchors |= {f"{name}_sent" for name, duty in rules["duties"].items() if duty.get("repeats")}

    policy, case = Packs().snapshot(pack, MONDAY.date()), CaseBook(pack).case
    assert {event for rule in BOOK.values() for event in rule.events_in(case, policy)} <= anchors
